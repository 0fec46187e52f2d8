"""A text against the one before it in its series, sentence by sentence: what stands, is worded otherwise, is gone, is new.

Unlike two revisions of one release, two texts of a series may be written anew. So a sentence is
paired by its own words wherever it stands, and it is gone or new only where no sentence of
the other text says most of it, nor two that stand together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from operator import itemgetter

from rapidfuzz.distance import Indel

from tracker.domain import Document
from tracker.edits.passages import Passage, Word, passages
from tracker.text.content_words import STOPWORDS, content_stems

SHORTEST = 5  # words: shorter sentences are headings, labels and names
MOST = 1_500  # sentences of one text that are paired, from its beginning on
ALIKE = 0.45  # share of the weight of both sentences that two worded otherwise have in order
HELD = 0.75  # the same share of the lighter one, where one sentence says more than the other
# Of a sentence held in a longer one: the share of both that they have in order, and the weight of it.
LEAST_ALIKE, LEAST_HELD = 0.3, 4.0
# Share of the content words of a sentence that one sentence of the other text holds, or two together: it is not gone. Of 174
# judged sentences it keeps quiet 8 of 26 that stood there in other words, and 1 of 148 that did not.
ELSEWHERE = 0.6
# Weight of a word of grammar, and of a name: who speaks is no matter. Any other weighs 1.
SMALL, NAME = 0.15, 0.4
RUN = (
    4.0  # weight of a run of words by which two sentences are paired that are less alike, but by LEAST_ALIKE
)
MATTER = 5  # content words of two sentences that are alike in no order
MOST_LEFT = 10_000  # pairs of sentences left over that are looked at for such a run


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A sentence of the earlier text and one of the later that differ in words; None where one is gone or new."""

    before: Passage | None
    after: Passage | None


@dataclass(frozen=True)
class SentencePairs:
    """How two texts differ: *differing* in order of the later text, what is gone where it stood."""

    differing: tuple[SentencePair, ...]
    same: int  # sentences of the later text that stood in the earlier one word for word
    of: int  # sentences of the later text

    @cached_property
    def standing(self) -> int:
        """How many sentences of the later text stood in the earlier one, word for word or nearly."""
        return self.same + sum(pair.before is not None and pair.after is not None for pair in self.differing)

    @property
    def likeness(self) -> float:
        """The share of the sentences of the later text that stood in the earlier one, word for word or nearly, 0 to 1."""
        return self.standing / self.of if self.of else 0.0


def pair_sentences(before: Document, after: Document) -> SentencePairs:
    """Return how *after* differs from *before*, sentence by sentence; furniture and headings are left out."""
    old, new = map(_sentences, (before, after))
    standing = Counter(one.forms for one in old) & Counter(one.forms for one in new)
    gone, come = list(_without(old, standing)), list(_without(new, standing))
    partners = _with_matter(_with_runs(_partners(gone, come), gone, come), gone, come)
    matched = {later: earlier for earlier, later in partners.items()}
    said_before, said_after = (_saying(_passages(text)) for text in (before, after))
    differing = [
        (one, SentencePair(gone[matched[at]], one) if at in matched else SentencePair(None, one))
        for at, one in enumerate(come)
        if at in matched or not _is_held(one, said_before)
    ]
    kept = [(one.start, one.forms) for one in old if standing[one.forms]]
    first = {one.forms: one for one in reversed(new)}
    for at, one in enumerate(gone):
        if at not in partners and not _is_held(one, said_after):
            # at the next sentence behind it that stands in both, else the last
            behind = bisect_right(kept, one.start, key=itemgetter(0))
            place = first[kept[behind][1]] if behind < len(kept) else new[-1] if new else one
            differing.append((place, SentencePair(one, None)))
    ordered = sorted(differing, key=lambda placed: placed[0].start)
    return SentencePairs(tuple(pair for _, pair in ordered), standing.total(), len(new))


@lru_cache(maxsize=2)
def _passages(text: Document) -> tuple[Passage, ...]:
    """Return *text* as passages; a text is held beside several, one after the other."""
    return passages(text)


def _sentences(text: Document) -> tuple[Passage, ...]:
    """Return the sentences of *text* that are paired."""
    return tuple(one for one in _passages(text) if one.is_statement and len(one.words) >= SHORTEST)[:MOST]


def _without(side: Sequence[Passage], standing: Counter[tuple[str, ...]]) -> Iterator[Passage]:
    left = Counter(standing)
    for one in side:
        if left[one.forms]:
            left[one.forms] -= 1
        else:
            yield one


def _partners(gone: Sequence[Passage], come: Sequence[Passage]) -> dict[int, int]:
    """Return the number of each sentence of *gone* that is worded otherwise in *come*, with its number there; most alike first."""
    holding = defaultdict[str, list[int]](list)
    sizes: list[int] = []  # content words of each
    for later, one in enumerate(come):
        content = _content(one)
        sizes.append(len(content))
        for form in content:
            holding[form].append(later)
    found = []
    for earlier, one in enumerate(gone):
        content = _content(one)
        shared = Counter(later for form in content for later in holding[form])
        for later, count in shared.items():
            if count >= ALIKE * min(len(content), sizes[later]):
                alike, held, weight = _shares(one, come[later])
                if alike >= ALIKE or (held >= HELD and alike >= LEAST_ALIKE and weight >= LEAST_HELD):
                    found.append((-max(alike, held * ALIKE), earlier, later))
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for _, earlier, later in sorted(found):
        if earlier not in partners and later not in taken:
            partners[earlier] = later
            taken.add(later)
    return partners


def _with_runs(partners: dict[int, int], gone: Sequence[Passage], come: Sequence[Passage]) -> dict[int, int]:
    """Return *partners* with sentences left over that share a run of words: half of one was kept, half written anew."""
    taken = set(partners.values())
    left = [later for later in range(len(come)) if later not in taken]
    contents = {later: _content(come[later]) for later in left}
    paired = dict(partners)
    for earlier, one in enumerate(gone):
        if earlier in paired or len(left) * len(gone) > MOST_LEFT:
            continue
        content = _content(one)
        sharing = (
            later
            for later in left
            if len(content & contents[later]) >= RUN and _shares(one, come[later])[0] >= LEAST_ALIKE
        )
        runs = {later: _longest_run(one, come[later]) for later in sharing}
        best = max(runs, key=lambda later: runs[later], default=-1)
        if best >= 0 and runs[best] >= RUN:
            paired[earlier] = best
            left.remove(best)
    return paired


def _with_matter(
    partners: dict[int, int], gone: Sequence[Passage], come: Sequence[Passage]
) -> dict[int, int]:
    """Return *partners* with sentences left over of which one says most of the other, in whatever order: neither is passed over."""
    taken = set(partners.values())
    left = {
        later: frozenset(content_stems(come[later].said)) for later in range(len(come)) if later not in taken
    }
    paired = dict(partners)
    for earlier, one in enumerate(gone):
        if earlier in paired or len(left) * len(gone) > MOST_LEFT:
            continue
        said = frozenset(content_stems(one.said))
        shares = {
            later: len(said & other) / min(len(said), len(other))
            for later, other in left.items()
            if len(said & other) >= MATTER
        }
        best = max(shares, key=lambda later: shares[later], default=-1)
        if best >= 0 and shares[best] >= ELSEWHERE:
            paired[earlier] = best
            del left[best]
    return paired


def _longest_run(one: Passage, other: Passage) -> float:
    """Return the weight of the longest run of words that both sentences have."""
    steps = Indel.opcodes(one.forms, other.forms)
    return max(
        (_weight(one.words[step.src_start : step.src_end]) for step in steps if step.tag == "equal"),
        default=0.0,
    )


def _content(one: Passage) -> frozenset[str]:
    return frozenset(one.forms) - STOPWORDS


def _shares(one: Passage, other: Passage) -> tuple[float, float, float]:
    """Return the weight that both have in order as a share of both and of the lighter one, and the weight itself."""
    shared = sum(
        _weight(one.words[step.src_start : step.src_end])
        for step in Indel.opcodes(one.forms, other.forms)
        if step.tag == "equal"
    )
    first, second = _weight(one.words), _weight(other.words)
    return 2 * shared / (first + second), shared / min(first, second), shared


def _weight(words: Sequence[Word]) -> float:
    return sum([SMALL if word.form in STOPWORDS else NAME if word.is_name else 1.0 for word in words])


def _saying(text: Sequence[Passage]) -> Mapping[str, Set[int]]:
    """Return where *text*, headings and all, says a content word, by its stem: each sentence, with the one behind it."""
    saying = defaultdict[str, set[int]](set)
    for number, one in enumerate(text):
        for stem in content_stems(one.said):
            saying[stem] |= {number - 1, number}
    return saying


def _is_held(one: Passage, saying: Mapping[str, Set[int]]) -> bool:
    """Say whether two sentences of the other text that stand together hold most of what *one* says, or one alone."""
    wanted = frozenset(content_stems(one.said))
    shared = Counter(chain.from_iterable(saying.get(stem, ()) for stem in wanted))
    return not wanted or max(shared.values(), default=0) >= ELSEWHERE * len(wanted)
