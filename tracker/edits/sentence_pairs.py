"""A text against the one before it in its series, sentence by sentence: what stands, is worded otherwise, is gone, is new.

Unlike two revisions of one release, two texts of a series may be written anew. So a sentence is
paired by its own words wherever it stands, and it is gone or new only where no sentence of
the other text says most of it, nor two that stand together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter, itemgetter

from tracker.domain import Document
from tracker.edits.passages import Passage, passages
from tracker.edits.sentence_likeness import WeighedSentence, shared_runs
from tracker.text.content_words import content_stems

SHORTEST = 5  # words: shorter sentences are headings, labels and names
# A paragraph that ends with one of these, and no stop, is the first half of a sentence; with "and" it may be an item of a list.
GOES_ON = frozenset("a an the as at by for from in into of on since to with".split())
MOST = 1_500  # sentences of one text that are paired, from its beginning on
ALIKE = 0.45  # share of the weight of both sentences that two worded otherwise have in order
HELD = 0.75  # the same share of the lighter one, where one sentence says more than the other
# Of a sentence held in a longer one: the share of both that they have in order, and the weight of it.
LEAST_ALIKE, LEAST_HELD = 0.3, 4.0
# Share of the content words of a sentence that one sentence of the other text holds, or two together: it is not gone. Of 174
# judged sentences it keeps quiet 8 of 26 that stood there in other words, and 1 of 148 that did not.
ELSEWHERE = 0.6
# Weight of a run of words by which two sentences are paired that are less alike, but by LEAST_ALIKE.
RUN = 4.0
# Content words of two sentences that are alike in no order, and their share of both: of six such pairs with less, two readers
# took five for two matters.
MATTER, OF_BOTH = 5, 0.45
_DECIDED = re.compile(
    r"\b(?:decid|agre|vot|resolv)(?:es?|ed)\b(?: \w+){0,2} to (?:\w+ly )?(\w+)", re.IGNORECASE
)
MOST_LEFT = 10_000  # pairs of sentences left over that are looked at for such a run


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A sentence of the earlier text and one of the later that differ in words; None where one is gone or new."""

    before: Passage | None
    after: Passage | None

    @property
    def quotes(self) -> tuple[str, str]:
        """Both sentences as they stand in their texts; "" where one is gone or new."""
        return (self.before.said if self.before else "", self.after.said if self.after else "")


@dataclass(frozen=True, slots=True)
class _Measure:
    """By what a sentence left over is paired: the words looked at, the fewest that both share, and the least score."""

    words: Callable[[WeighedSentence], frozenset[str]]
    fewest: float
    score: Callable[[WeighedSentence, WeighedSentence], float]
    least: float


class TextSentences:
    """A text by its sentences, put down once however many texts it is laid beside."""

    def __init__(self, text: Document) -> None:
        self._text = text

    @cached_property
    def paired(self) -> tuple[Passage, ...]:
        """The sentences that are paired; one that a page breaks in two ("will be released at | 2 p.m.") as one."""
        whole = _rejoined(one for one in self._passages if one.is_statement)
        return tuple(one for one in whole if len(one.words) >= SHORTEST)[:MOST]

    @cached_property
    def weighed(self) -> tuple[WeighedSentence, ...]:
        """The sentences that are paired, each with what is asked of it for every sentence that it is laid beside."""
        return tuple(map(WeighedSentence, self.paired))

    @cached_property
    def saying(self) -> Mapping[str, Set[int]]:
        """Where the text, headings and all, says a content word, by its stem: each sentence, with the one behind it."""
        saying = defaultdict[str, set[int]](set)
        for number, one in enumerate(self._passages):
            for stem in content_stems(one.said):
                saying[stem] |= {number - 1, number}
        return saying

    @cached_property
    def _passages(self) -> tuple[Passage, ...]:
        return passages(self._text)


class SentencePairs:
    """How two texts differ. How like they are is known first: of many that were written anew no more is asked."""

    def __init__(self, before: TextSentences, after: TextSentences) -> None:
        self._before, self._after = before, after
        self._same = Counter(one.forms for one in before.paired) & Counter(one.forms for one in after.paired)
        self._gone, self._come = (list(_without(side.weighed, self._same)) for side in (before, after))
        self._partners = _partners(self._gone, self._come)
        for measure in (_RUNS, _MATTERS):
            self._partners = _with_rest(self._partners, self._gone, self._come, measure)

    @property
    def of(self) -> int:
        """How many sentences the later text has."""
        return len(self._after.paired)

    @property
    def standing(self) -> int:
        """How many sentences of the later text stood in the earlier one, word for word or nearly."""
        return self._same.total() + len(self._partners)

    @property
    def likeness(self) -> float:
        """The share of the sentences of the later text that stood in the earlier one, word for word or nearly, 0 to 1."""
        return self.standing / self.of if self.of else 0.0

    @property
    def sentences(self) -> tuple[Sequence[Passage], Sequence[Passage]]:
        """All of the earlier text, and of the later one."""
        return self._before.paired, self._after.paired

    @cached_property
    def differing(self) -> tuple[SentencePair, ...]:
        """What differs, in order of the later text, what is gone where it stood."""
        old, new, gone, come = self._before.paired, self._after.paired, self._gone, self._come
        matched = {later: earlier for earlier, later in self._partners.items()}
        differing = [
            (one.passage, SentencePair(gone[matched[at]].passage if at in matched else None, one.passage))
            for at, one in enumerate(come)
            if at in matched or not _is_held(one, self._before.saying)
        ]
        kept = [(one.start, one.forms) for one in old if self._same[one.forms]]
        first = {one.forms: one for one in reversed(new)}
        for at, one in enumerate(gone):
            if at not in self._partners and not _is_held(one, self._after.saying):
                # at the next sentence behind it that stands in both, else the last
                behind = bisect_right(kept, one.passage.start, key=itemgetter(0))
                place = first[kept[behind][1]] if behind < len(kept) else new[-1] if new else one.passage
                differing.append((place, SentencePair(one.passage, None)))
        ordered = sorted(differing, key=lambda placed: placed[0].start)
        return tuple(pair for _, pair in ordered)


def pair_sentences(before: TextSentences, after: TextSentences) -> SentencePairs:
    """Return how *after* differs from *before*, sentence by sentence; furniture and headings are left out."""
    return SentencePairs(before, after)


def _rejoined(sentences: Iterable[Passage]) -> Iterator[Passage]:
    """Yield *sentences*, a paragraph that ends in mid-sentence with the next one where that begins small or with a figure."""
    held: Passage | None = None
    for one in sentences:
        if (
            held
            and held.block <= one.block <= held.block + 1
            and not one.mark
            and (one.said[0].islower() or one.said[0].isdigit())
        ):
            said = f"{held.said} {one.said}"
            yield Passage(
                held.start, one.end, held.role, held.block, (*held.words, *one.words), said, held.mark
            )
            held = None
            continue
        if held:
            yield held
        held = one if one.words[-1].end == one.end and one.words[-1].form in GOES_ON else None
        if held is None:
            yield one
    if held:
        yield held


def _without(
    side: Iterable[WeighedSentence], standing: Counter[tuple[str, ...]]
) -> Iterator[WeighedSentence]:
    left = Counter(standing)
    for one in side:
        if left[one.passage.forms]:
            left[one.passage.forms] -= 1
        else:
            yield one


def _partners(gone: Sequence[WeighedSentence], come: Sequence[WeighedSentence]) -> dict[int, int]:
    """Return the number of each sentence of *gone* that is worded otherwise in *come*, with its number there; most alike first."""
    holding = _holding({later: one.content for later, one in enumerate(come)})
    sizes = [len(one.content) for one in come]
    found = []
    for earlier, one in enumerate(gone):
        size = len(one.content)
        for later, count in _shared(one.content, holding).items():
            if count >= ALIKE * min(size, sizes[later]):
                both = shared_runs(one, come[later])
                holds = both.held >= HELD and both.alike >= LEAST_ALIKE and both.weight >= LEAST_HELD
                if both.alike >= ALIKE or holds:
                    found.append((-max(both.alike, both.held * ALIKE), earlier, later))
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for _, earlier, later in sorted(found):
        if earlier not in partners and later not in taken:
            partners[earlier] = later
            taken.add(later)
    return partners


def _with_rest(
    partners: Mapping[int, int],
    gone: Sequence[WeighedSentence],
    come: Sequence[WeighedSentence],
    measure: _Measure,
) -> dict[int, int]:
    """Return *partners* with each sentence left over and the best counterpart that *measure* finds for it."""
    taken = set(partners.values())
    left = {later for later in range(len(come)) if later not in taken}
    holding = _holding({later: measure.words(come[later]) for later in left})
    paired = dict(partners)
    for earlier, one in enumerate(gone):
        if earlier in paired or len(left) * len(gone) > MOST_LEFT:
            continue
        shared = _shared(measure.words(one), holding)
        scores = {
            later: measure.score(one, come[later])
            for later in sorted(shared)
            if later in left and shared[later] >= measure.fewest
        }
        best = max(scores, key=lambda later: scores[later], default=-1)
        if best >= 0 and scores[best] >= measure.least:
            paired[earlier] = best
            left.remove(best)
    return paired


def _holding(sentences: Mapping[int, frozenset[str]]) -> Mapping[str, Sequence[int]]:
    """Return which of *sentences*, words by number, have each word."""
    holding = defaultdict[str, list[int]](list)
    for number, words in sentences.items():
        for word in words:
            holding[word].append(number)
    return holding


def _shared(words: Iterable[str], holding: Mapping[str, Iterable[int]]) -> Counter[int]:
    """Return how many of *words* each sentence of *holding* has, by its number; none that has none."""
    return Counter(chain.from_iterable([holding[word] for word in words if word in holding]))


def _run_shared(one: WeighedSentence, other: WeighedSentence) -> float:
    """Return the weight of the longest run of words that both sentences have; 0 where they are hardly alike."""
    shared = shared_runs(one, other)
    return max(shared.runs) if shared.alike >= LEAST_ALIKE else 0.0


def _matter_shared(one: WeighedSentence, other: WeighedSentence) -> float:
    """Return how much of the sentence that says less the other says too, in whatever order: 0 to 1.

    0 where the other says so much besides that it is no other wording of it.
    """
    shared, sizes = len(one.stems & other.stems), (len(one.stems), len(other.stems))
    return shared / min(sizes) if 2 * shared >= OF_BOTH * sum(sizes) else 0.0


def _is_held(one: WeighedSentence, saying: Mapping[str, Set[int]]) -> bool:
    """Say whether two sentences of the other text that stand together hold most of what *one* says, or one alone.

    Of what was decided they hold the act too: "decided to conclude its purchases" is not said by "decided to reduce its purchases".
    """
    if not one.stems:
        return True
    shared, least = _shared(one.stems, saying), ELSEWHERE * len(one.stems)
    if max(shared.values(), default=0) < least:
        return False
    acts = frozenset(chain.from_iterable(content_stems(act) for act in _DECIDED.findall(one.passage.said)))
    return any(
        count >= least and all(at in saying.get(act, ()) for act in acts & one.stems)
        for at, count in shared.items()
    )


_RUNS = _Measure(
    attrgetter("content"), RUN, _run_shared, RUN
)  # half of a sentence was kept, half written anew
_MATTERS = _Measure(
    attrgetter("stems"), MATTER, _matter_shared, ELSEWHERE
)  # one says most of the other, in whatever order
