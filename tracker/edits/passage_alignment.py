"""Two texts laid against each other: which passages stand as they stood, which became which, what moved.

    same passages in order ─► the gaps between them, word by word ─► passages that share words are one stretch
                                                                └─► what is gone here and stands there has moved

No unit plays a part here, and no likeness of meaning: only words and their order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz.distance import Indel

from tracker.edits.passages import Passage, Word
from tracker.text.content_words import STOPWORDS

MOST_WORDS = 4_000  # of one gap, on either side: more is not aligned word by word but told as gone and come
LINKED = 0.34  # share of the weight of the lighter passage that two passages must share to be one stretch
REWRITTEN = 0.4  # the same share, of two passages by themselves that the alignment of the gap left alone
MOST_PAIRS = 400  # of such passages in one gap
MOST_PASSAGES = 12_000  # of a text, on either side: more is only matched at its ends
# pairs of passages gone and come that are looked at for a move beyond those that are the same
MOST_MOVES = 20_000
MOVED = 0.75  # likeness from which a passage that is gone here and has come there has moved
FEWEST_MOVED = 4  # words: shorter passages that are alike have not moved, there just are two of them
SMALL = 0.2  # weight of a word of grammar; any other weighs 1
EXACT = 400  # words up to which a stretch is redlined the way that reads best

Op = Literal["equal", "replace", "delete", "insert"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words before[first:last] of a stretch against after[into:upto]; one side is empty where words only go or come."""

    op: Op
    first: int
    last: int
    into: int
    upto: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Passages that became one another. One side is empty where they are gone or have come."""

    before: tuple[Passage, ...]
    after: tuple[Passage, ...]
    runs: tuple[Run, ...]
    moved: bool = False  # it stands elsewhere now
    # between which passages that stand it lies, by number: two stretches of one gap took each other's place
    gap: int = field(default=-1, compare=False)

    @property
    def old(self) -> tuple[Word, ...]:
        """The words before, in order; runs count in them."""
        return tuple(word for passage in self.before for word in passage.words)

    @property
    def new(self) -> tuple[Word, ...]:
        """The words after."""
        return tuple(word for passage in self.after for word in passage.words)


def align_passages(before: Sequence[Passage], after: Sequence[Passage]) -> tuple[Stretch, ...]:
    """Return the stretches that differ, in order of the text; passages that are the same sign for sign, in order, are left out."""
    stretches: list[Stretch] = []
    for gap, (same, gone, come) in enumerate(_steps(before, after)):
        found = _set_otherwise(gone, come) if same else _in_gap(gone, come)
        stretches += [replace(one, gap=gap) for one in found]
    return tuple(_with_moves(stretches))


def _steps(
    before: Sequence[Passage], after: Sequence[Passage]
) -> Iterator[tuple[bool, Sequence[Passage], Sequence[Passage]]]:
    """Yield the passages that are the same word for word, and what lies between them."""
    numbers: dict[tuple[str, ...], int] = {}
    old, new = (
        [numbers.setdefault(passage.forms, len(numbers)) for passage in side] for side in (before, after)
    )
    head = same_beginning(old, new)
    tail = same_beginning(old[head:][::-1], new[head:][::-1])
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    yield True, before[:head], after[:head]
    if max(map(len, middle)) > MOST_PASSAGES:
        yield False, before[head : len(old) - tail], after[head : len(new) - tail]
    else:
        for tag, first, last, into, upto in _opcodes(*middle):
            yield tag == "equal", before[head + first : head + last], after[head + into : head + upto]
    yield True, before[len(old) - tail :], after[len(new) - tail :]


def same_beginning(old: Sequence[object], new: Sequence[object]) -> int:
    """Return how many of *old* and *new* are the same from the beginning on."""
    together = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in together if one != other), min(len(old), len(new)))


def _set_otherwise(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Stretch]:
    """Yield of passages that are the same word for word those whose signs or marks differ."""
    for one, other in zip(old, new, strict=True):
        if (one.said, one.mark) != (other.said, other.mark):
            yield stretch_of([one], [other])


def _opcodes(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[Op, int, int, int, int]]:
    """Yield the steps from *old* to *new*; what goes and comes at one place is one replacement."""
    if max(len(old), len(new)) <= EXACT:
        yield from SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        return
    at = onto = 0
    steps = Indel.opcodes(old, new)
    for step in [*(one for one in steps if one.tag == "equal"), None]:
        first, into = (step.src_start, step.dest_start) if step else (len(old), len(new))
        if first > at or into > onto:
            tag: Op = "replace" if first > at and into > onto else "delete" if first > at else "insert"
            yield tag, at, first, onto, into
        if step:
            at, onto = step.src_end, step.dest_end
            yield "equal", first, at, into, onto


def _in_gap(gone: Sequence[Passage], come: Sequence[Passage]) -> Iterator[Stretch]:
    """Yield the stretches of one gap: passages that share words belong together."""
    if not gone or not come or max(_size(gone), _size(come)) > MOST_WORDS:
        yield from (_alone(passage, gone=True) for passage in gone)
        yield from (_alone(passage, gone=False) for passage in come)
        return
    owner = list(range(len(gone) + len(come)))

    def root(at: int) -> int:
        while owner[at] != at:
            at = owner[at]
        return at

    for (first, second), weight in _shared(gone, come).items():
        lighter = min(_weight(gone[first].forms), _weight(come[second].forms))
        if weight >= LINKED * lighter:
            owner[root(first)] = root(len(gone) + second)
    for first, second in _likeliest(gone, come, [root(at) for at in range(len(owner))]):
        owner[root(first)] = root(len(gone) + second)
    groups: dict[int, tuple[list[Passage], list[Passage]]] = defaultdict(lambda: ([], []))
    for at, passage in enumerate((*gone, *come)):
        groups[root(at)][at >= len(gone)].append(passage)
    for old, new in groups.values():
        if old and new:
            yield stretch_of(old, new)
        else:
            yield from (_alone(passage, gone=True) for passage in old)
            yield from (_alone(passage, gone=False) for passage in new)


def _likeliest(
    gone: Sequence[Passage], come: Sequence[Passage], roots: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield pairs of passages that the alignment of the whole gap left alone and that share words by themselves, best first."""
    counts = Counter(roots)
    old = [at for at in range(len(gone)) if counts[roots[at]] == 1]
    new = [at for at in range(len(come)) if counts[roots[len(gone) + at]] == 1]
    if not old or not new or len(old) * len(new) > MOST_PAIRS:
        return
    found = [(_held(gone[first], come[second]), first, second) for first in old for second in new]
    for share, first, second in sorted(found, key=lambda one: (-one[0], one[1:])):
        if share >= REWRITTEN and first in old and second in new:
            old.remove(first)
            new.remove(second)
            yield first, second


def _held(one: Passage, other: Passage) -> float:
    """Return the share of the weight of the lighter passage that both have in order."""
    shared = sum(
        _weight(one.forms[step.src_start : step.src_end])
        for step in Indel.opcodes(one.forms, other.forms)
        if step.tag == "equal"
    )
    return shared / min(_weight(one.forms), _weight(other.forms))


def stretch_of(old: Sequence[Passage], new: Sequence[Passage], *, moved: bool = False) -> Stretch:
    """Return *old* against *new*, word by word."""
    words = [[word.form for passage in side for word in passage.words] for side in (old, new)]
    runs = tuple(Run(*step) for step in _opcodes(*words))
    return Stretch(tuple(old), tuple(new), runs, moved)


def _alone(passage: Passage, *, gone: bool) -> Stretch:
    count = len(passage.words)
    if gone:
        return Stretch((passage,), (), (Run("delete", 0, count, 0, 0),))
    return Stretch((), (passage,), (Run("insert", 0, 0, 0, count),))


def _shared(gone: Sequence[Passage], come: Sequence[Passage]) -> dict[tuple[int, int], float]:
    """Return the weight of the words that two passages share in the alignment of the gap, by their numbers."""
    old, new = (
        [(form, number) for number, passage in enumerate(side) for form in passage.forms]
        for side in (gone, come)
    )
    shared: dict[tuple[int, int], float] = defaultdict(float)
    for tag, first, last, into, _ in _opcodes([form for form, _ in old], [form for form, _ in new]):
        if tag != "equal":
            continue
        for step in range(last - first):
            form, number = old[first + step]
            shared[number, new[into + step][1]] += SMALL if form in STOPWORDS else 1.0
    return shared


def _with_moves(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Yield *stretches*, what is gone at one place and has come at another joined as moved."""
    gone = [one for one in stretches if not one.after and len(one.before[0].words) >= FEWEST_MOVED]
    come = [one for one in stretches if not one.before]
    free: dict[tuple[str, ...], list[Stretch]] = defaultdict(list)
    for one in reversed(come):
        free[one.after[0].forms].append(one)
    pairs: dict[int, Stretch] = {}
    placed: set[int] = set()
    for old in gone:
        same = free[old.before[0].forms]
        if same:
            _join(old, same.pop(), pairs, placed)
    left = [one for one in gone if id(one) not in pairs], [one for one in come if id(one) not in placed]
    if len(left[0]) * len(left[1]) <= MOST_MOVES:
        for old in left[0]:
            alike = (
                (_alike(old.before[0], new.after[0]), -at)
                for at, new in enumerate(left[1])
                if id(new) not in placed
            )
            likeness, at = max(alike, default=(0.0, 0))
            if likeness >= MOVED:
                _join(old, left[1][-at], pairs, placed)
    for one in stretches:
        if id(one) in pairs:
            yield pairs[id(one)]
        elif id(one) not in placed:
            yield one


def _join(old: Stretch, new: Stretch, pairs: dict[int, Stretch], placed: set[int]) -> None:
    pairs[id(old)] = stretch_of(old.before, new.after, moved=True)
    placed.add(id(new))


def _alike(one: Passage, other: Passage) -> float:
    if not 0.5 <= len(one.words) / len(other.words) <= 2:
        return 0.0
    return Indel.normalized_similarity(one.forms, other.forms)


def _size(side: Sequence[Passage]) -> int:
    return sum(len(passage.words) for passage in side)


def _weight(forms: Sequence[str]) -> float:
    return sum(SMALL if form in STOPWORDS else 1.0 for form in forms)
