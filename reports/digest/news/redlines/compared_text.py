"""A text beside the one before it in its series, and what became of each sentence. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, chain

from reports.digest.news.redlines.counterparts import Sayings
from reports.digest.news.redlines.decided_rates import DecidedRate, decided_rates
from reports.digest.news.words.wording import WordingChange
from reports.view.display_names import without_hosts
from tracker.domain import Release, Unit
from tracker.edits.passages import Passage
from tracker.edits.sentence_pairs import SentencePair
from tracker.link.occasions.genre import Genre, genre_of
from tracker.text.content_words import is_state, party_code
from tracker.text.speaker_turns import is_within_question


class Fate(StrEnum):
    """What became of a sentence."""

    REWORDED = "reworded"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class ComparedText:
    """A text beside the one before it in its series."""

    release: Release
    before: Release
    pairs: tuple[SentencePair, ...]
    units: tuple[Unit, ...]  # of the later text
    units_before: tuple[Unit, ...]
    whole: tuple[str, str] = ("", "")  # all that the earlier text says, and the later one
    sentences: tuple[Sequence[Passage], Sequence[Passage]] = (
        (),
        (),
    )  # of the earlier text, and of the later one
    # of the pairs, those that surely stand for each other in other words
    joined: frozenset[SentencePair] = frozenset()

    @cached_property
    def speakers(self) -> frozenset[str]:
        """Who speaks in it."""
        return main_speakers(self.units)

    @cached_property
    def of_several(self) -> bool:
        """Whether several speak in it, or a body that several formed."""
        return len(self.speakers) > 1 or not any(is_state(party_code(name)) for name in self.speakers)

    @cached_property
    def voices(self) -> int:
        """How many speak in it: a body that issues it, with the state it stands in, is one."""
        return len(without_hosts(self.speakers, self.release.issuer, self.release.title))

    @cached_property
    def genre(self) -> Genre:
        """The sort of text it is; one that decides on a rate is a decision, whatever its title says."""
        genre = genre_of(self.release.title)
        return Genre.DECISION if genre is Genre.STATEMENT and self.decided[1] else genre

    @cached_property
    def decided(self) -> tuple[tuple[DecidedRate, ...], tuple[DecidedRate, ...]]:
        """What the earlier text and the later one decide on rates."""
        before, after = self.whole
        issuer = self.release.issuer
        return decided_rates(self.units_before, before, issuer), decided_rates(self.units, after, issuer)

    def is_own(self, unit: Unit) -> bool:
        """Say whether *unit* is a statement of those who speak in the text."""
        return not self.speakers.isdisjoint(unit.facets.speakers)

    def states_own(self, pair: SentencePair) -> bool:
        """Say whether those who speak in the text state something in the sentences of *pair*, of either text."""
        return any(map(self.is_own, self.units_in(pair)))

    def narrowed(self, wanted: Callable[[Iterable[Unit]], bool]) -> ComparedText:
        """Return it with the sentences whose statements, in both texts, are *wanted*."""
        return replace(self, pairs=tuple(pair for pair in self.pairs if wanted(self.units_in(pair))))

    def units_in(self, pair: SentencePair) -> tuple[Unit, ...]:
        """Return the statements in the sentences of *pair*, of both texts."""
        return (*self.units_before_in(pair.before), *self.units_after_in(pair.after))

    def units_before_in(self, sentence: Passage | None) -> tuple[Unit, ...]:
        """Return the statements that a sentence of the earlier text holds, or cuts."""
        return self._placed[0].within(sentence) if sentence else ()

    def units_after_in(self, sentence: Passage | None) -> tuple[Unit, ...]:
        """Return the statements that a sentence of the later text holds, or cuts."""
        return self._placed[1].within(sentence) if sentence else ()

    def sentence_before(self, pair: SentencePair) -> Passage | None:
        """Return the sentence that stands before that of *pair* in its text, the later one where *pair* has both; None where none does."""
        said = pair.after or pair.before
        ahead = (one for one in self.sentences[1 if pair.after else 0] if said and one.start < said.start)
        return max(ahead, key=lambda one: one.start, default=None)

    def is_asked(self, pair: SentencePair) -> bool:
        """Say whether a sentence of *pair* is of a paragraph in which somebody else asks: "Question: The traders want relief."."""
        return any(
            one is not None and is_within_question(whole, one.start)
            for one, whole in zip((pair.before, pair.after), self.whole, strict=True)
        )

    @cached_property
    def sayings(self) -> tuple[Sayings, Sayings]:
        """What the earlier text and the later one say, to be asked for a sentence of the other."""
        old, new = (Sayings(said, whole) for said, whole in zip(self.sentences, self.whole, strict=True))
        return old, new

    @cached_property
    def unpaired(self) -> frozenset[Passage]:
        """The sentences that are gone or new: they neither stand in both texts nor for another."""
        alone = (pair.before or pair.after for pair in self.pairs if not (pair.before and pair.after))
        return frozenset(filter(None, alone))

    @cached_property
    def _placed(self) -> tuple[_Placed, _Placed]:
        return _Placed(self.units_before), _Placed(self.units)


@dataclass(frozen=True, slots=True)
class SentenceMove:
    """One sentence that is told of, with what it weighs."""

    pair: SentencePair
    units: frozenset[str]  # ids, of both texts
    weight: float  # what it is worth to a reader, 0 to 1
    wording: WordingChange | None  # of one in other words
    # of one that is gone or new: the sentence of the other text that is shown beside it, "" where none is shown and the other text
    # may say a part of it, and None where it surely is gone, or new
    nearest: str | None = None

    @property
    def fate(self) -> Fate:
        """What became of it."""
        if self.pair.before is None:
            return Fate.NEW
        return Fate.GONE if self.pair.after is None else Fate.REWORDED

    @property
    def quote(self) -> str:
        """The sentence as it stands in the later text; "" where it does not."""
        return self.pair.quotes[1]

    @property
    def quote_before(self) -> str:
        """The sentence as it stood in the earlier text; "" where it did not."""
        return self.pair.quotes[0]


def main_speakers(units: Iterable[Unit]) -> frozenset[str]:
    """Return who speaks in at least a third of the statements of a text: what it says of others' acts is not its own."""
    speakers = [unit.facets.speakers for unit in units]
    counts = Counter(chain.from_iterable(speakers))
    return frozenset(name for name, count in counts.items() if 3 * count >= len(speakers))


class _Placed:
    """Units of a text by where they stand."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._order = sorted(range(len(units)), key=lambda at: units[at].start)
        self._starts = [units[at].start for at in self._order]
        self._reach = list(accumulate((units[at].end for at in self._order), max))  # the furthest end so far

    def within(self, sentence: Passage) -> tuple[Unit, ...]:
        """Return those that *sentence* holds, or cuts, in the order they were given in."""
        first, last = bisect_right(self._reach, sentence.start), bisect_left(self._starts, sentence.end)
        held = sorted(self._order[first:last])
        return tuple(self._units[at] for at in held if self._units[at].end > sentence.start)
