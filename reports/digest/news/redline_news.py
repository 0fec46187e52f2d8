"""What a text says otherwise than the one before it in its series, sentence by sentence, and what of it is told. Pure.

Here nothing is linked and no label is given: a sentence is gone from the text, new in it, or stands
in other words, and both texts are shown. That holds however the statements in them were read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from reports.digest.news.evidence import NewsItem
from reports.digest.news.watch import PARTY, TOPIC, Watch, is_under
from reports.digest.news.wording import CONNECTING, FORCES, REPORTING, WordingChange, wording_change
from tracker.compare.facets.said_beside import stands_in
from tracker.domain import Release, Unit
from tracker.edits.passages import Passage
from tracker.edits.sentence_pairs import SentencePair
from tracker.link.occasions.genre import Genre, genre_of
from tracker.text.content_words import content_stems, is_state, party_code, party_codes
from tracker.text.rates import rate_decision

SHOWN, SHOWN_OF_SEVERAL = (
    6,
    3,
)  # sentences of a text, where it is the one compared and stands beside few items, and else
MANY = 4  # items
# What a sentence weighs: one that commits, one that holds any other statement, one that only looks ahead, who dissents;
# in a decision the state of things too, since a board gives it as its reason.
COMMITS, STATES, LOOKS_AHEAD, DISSENTS, REASONS = 1.0, 0.8, 0.6, 0.8, 0.4
# Of its weight where one telling word moved, and the number of words from which all of it counts.
LEAST_MOVED, ALL_MOVED = 0.5, 3
CUT_UP = 0.6  # of its weight, where two sentences have hardly a word in common: their redline is hard to read
FORCE_MOVED = 1.2  # a word that says how firmly is worth more than another
NAMED = 0.4  # where only a name stands for another, or a year, and no state's
ACT_MOVED = 1.3  # a sentence that condemned and now demands, or was firm and now only notes
POLICY = 1.2  # in a decision, a statement on the policy itself
# Of what weighs most in a text, and half of the next two: a decision tells more by its words than any other text.
TEXT = {Genre.AGREED: 0.5, Genre.DECISION: 0.9, Genre.STATEMENT: 0.6, Genre.READOUT: 0.45}
OTHERS = 1.4  # a sentence of an agreed text that names a state which did not agree on it
HEADING = 12  # words
SOFT_ALONE = (
    0.5  # of its weight, where a sentence of an agreed text is new or gone and neither binds nor asks firmly
)
FIRM, DEFINITE = 3, 4  # levels from which a statement is firm, and from which it is definite
LEAST = 0.35  # value of a text that is told
_MATTER = CONNECTING | REPORTING - FORCES
_AHEAD = re.compile(
    r"\b(?:expect|anticipat|project|forecast|foresee|intend|plan|prepar)\w*|\b(?:likely|outlook|prospects?|risks?|uncertain\w*|appropriate"
    r"|will|would|should|must|shall)\b",
    re.IGNORECASE,
)
# What was measured of the months behind is no statement of policy.
_MEASURED = re.compile(
    r"\b(?:increased|decreased|rose|fell|declined|grew|dropped|recovered|picked up|eased|slowed|averaged|stood at)\b",
    re.IGNORECASE,
)
# When a board meets or publishes is in every calendar.
_CALENDAR = re.compile(
    r"\b(?:minutes|decision|report|summary|press (?:release|conference))\b[^.;]*\b(?:published|released|held|available)\b"
    r"|\bnext\b[^.;]*\b(?:meetings?|sessions?|mpr)\b[^.;]*\b(?:take place|held|scheduled|released|on)\b|\bnext scheduled\b|\bapply as from\b|\bapproved the requests?\b|\bPostal address\b",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"\b(?:polic(?:y|ies)|rates?|purchas\w+|balance sheet|stance|guidance|tighten\w*|eas(?:e|ing)|accommodat\w+|restrictive)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:have|has|had|are|is) (?:\w+ )?\w+(?:ed|ing)\b")
_AS_BEFORE = re.compile(
    r"\b(?:continu\w+|re(?:affirm|iterat|stat|new)\w*|remain\w*|sustain\w*|long-?standing)\b", re.IGNORECASE
)
_VOTE = re.compile(r"\b(?:voting for|voted (?:for|in favou?r))\b", re.IGNORECASE)
# Who was outvoted says nothing that the board decided.
_MINORITY = re.compile(
    r"\b(?:prefer(?:red|ring|s)?|vot(?:ing|ed) against|dissent\w*)\b|\b(?:one|two|three|four|\d) (?:other )?members?\b",
    re.IGNORECASE,
)
_DISSENT = re.compile(r"\b(?:vot(?:ing|ed) against|dissent\w*)\b", re.IGNORECASE)

# Who met, where and when, and on whose behalf a text speaks is no statement, whoever else is named in the sentence.
_MET = re.compile(
    r"^(?:\W*\w+\W+){0,12}?(?:Presidents?|(?:Prime )?Ministers?|Chancellors?|Secretar(?:y|ies)|Leaders|leaders|ministers)\b[^.;]*"
    r"\b(?:met|convened?|gathered|hosted|welcomed|held|spoke)\b(?! (?:accountable|responsible))"
    r"|^\W*We, the (?:\w+ ){0,3}(?:[Mm]inisters|[Ll]eaders|[Hh]eads)\b"
)


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
    is_last: bool = True  # no text of the series is held between the two

    @cached_property
    def speakers(self) -> frozenset[str]:
        """Who speaks in at least a third of the statements: what a text says of others' acts is not its own."""
        counts = Counter(name for unit in self.units for name in unit.facets.speakers)
        return frozenset(name for name, count in counts.items() if 3 * count >= len(self.units))

    @cached_property
    def genre(self) -> Genre:
        """The sort of text it is; one that decides on a rate is a decision, whatever its title says."""
        genre = genre_of(self.release.title)
        decides = genre is Genre.STATEMENT and any(rate_decision(unit.quote) for unit in self.units)
        return Genre.DECISION if decides else genre

    def units_in(self, pair: SentencePair) -> tuple[Unit, ...]:
        """Return the statements in the sentences of *pair*, of both texts."""
        return (*_in(pair.before, self.units_before), *_in(pair.after, self.units))


@dataclass(frozen=True, slots=True)
class SentenceMove:
    """One sentence that is told of, with what it weighs."""

    pair: SentencePair
    units: frozenset[str]  # ids, of both texts
    weight: float

    @property
    def fate(self) -> Fate:
        """What became of it."""
        if self.pair.before is None:
            return Fate.NEW
        return Fate.GONE if self.pair.after is None else Fate.REWORDED

    @property
    def quote(self) -> str:
        """The sentence as it stands in the later text; "" where it does not."""
        return self.pair.after.said if self.pair.after else ""

    @property
    def quote_before(self) -> str:
        """The sentence as it stood in the earlier text; "" where it did not."""
        return self.pair.before.said if self.pair.before else ""


@dataclass(frozen=True, slots=True)
class RedlineItem:
    """A text that is told of, its weightiest sentences in order of the text, how many more differ, and what it weighs."""

    text: ComparedText
    sentences: tuple[SentenceMove, ...]
    further: tuple[SentenceMove, ...]
    value: float

    @property
    def units(self) -> frozenset[str]:
        """The statements in the sentences shown, by id."""
        return frozenset[str]().union(*(one.units for one in self.sentences))


def choose_redlines(
    texts: Sequence[ComparedText], watch: Watch, told: Sequence[NewsItem] = ()
) -> tuple[RedlineItem, ...]:
    """Return what is told of *texts*, the weightiest first; what an item *told* already shows is not told again."""
    items = []
    shown = SHOWN if len(texts) == 1 and len(told) < MANY else SHOWN_OF_SEVERAL
    for text in texts:
        units = frozenset(
            mention.unit.id
            for item in told
            for mention in (item.change.before, item.change.after)
            if mention is not None and item.change.release.id == text.release.id
        )
        moves = [one for one in moves_of(text) if not one.units & units]
        best = sorted(moves, key=lambda one: -one.weight)[:shown]
        if best:
            value = TEXT[text.genre] * (best[0].weight + sum(one.weight for one in best[1:3]) / 2)
            item = RedlineItem(
                text,
                tuple(one for one in moves if one in best),
                tuple(one for one in moves if one not in best),
                value * _watched(text, best, watch),
            )
            if item.value >= LEAST:
                items.append(item)
    return tuple(sorted(items, key=lambda item: (-round(item.value, 6), item.text.release.ref)))


def moves_of(text: ComparedText) -> tuple[SentenceMove, ...]:
    """Return the sentences of *text* that tell something, in order; a read-out leaves nothing out, it reports one talk."""
    pairs = (pair for pair in text.pairs if pair.after or text.genre is not Genre.READOUT)
    found = (_move(pair, text) for pair in pairs)
    return tuple(one for one in found if one is not None)


def _move(pair: SentencePair, text: ComparedText) -> SentenceMove | None:
    units = text.units_in(pair)
    weight = _weight_of(units, text, *(one.said if one else "" for one in (pair.before, pair.after)))
    if pair.before and pair.after:
        weight *= _weight_of_words(pair.before, pair.after, text)
    elif text.genre is Genre.AGREED:
        weight *= _weight_alone(units)
    if text.genre is Genre.AGREED and _others_named(pair, text):
        weight *= OTHERS
    return SentenceMove(pair, frozenset(unit.id for unit in units), weight) if weight else None


def _weight_alone(units: Sequence[Unit]) -> float:
    """Return what is left of the weight of a sentence that is new in an agreed text, or gone: all where it binds or asks firmly."""
    firm = any(unit.facets.level >= DEFINITE and unit.facets.family in "UD" for unit in units)
    idle = all(_DONE.search(unit.quote) or _AS_BEFORE.search(unit.quote) for unit in units)
    return SOFT_ALONE if idle or not firm else 1.0


def _others_named(pair: SentencePair, text: ComparedText) -> bool:
    """Say whether a sentence names a state that is none of those who speak."""
    speakers = {party_code(name) for name in text.speakers}
    return any(
        set(filter(is_state, party_codes(one.said))) - speakers for one in (pair.before, pair.after) if one
    )


def _weight_of_words(before: Passage, after: Passage, text: ComparedText) -> float:
    """Return what is left of the weight of a sentence that stands in other words; 0 where none of them tells anything."""
    if bool(_MINORITY.search(before.said)) != bool(_MINORITY.search(after.said)) or _is_heading(
        before, after
    ):
        return 0.0
    wording = wording_of(before.said, after.said)
    telling = wording.moved - _MATTER
    if not telling or _is_cut_otherwise(wording, before, after, text.whole):
        return 0.0
    weight = CUT_UP + (1 - CUT_UP) * wording.shared
    weight *= min(1.0, LEAST_MOVED + (1 - LEAST_MOVED) * (len(telling) - 1) / (ALL_MOVED - 1))
    weight *= FORCE_MOVED if wording.moved_force else 1.0
    weight *= NAMED if not wording.renames and _names_alone((*wording.lost, *wording.added)) else 1.0
    weight *= ACT_MOVED if _acts(before, text.units_before) != _acts(after, text.units) else 1.0
    return weight


def _weight_of(units: Sequence[Unit], text: ComparedText, before: str, said: str) -> float:
    """Return what a sentence weighs by what it says; 0 where it is none that a reader of policy looks for."""
    either = said or before
    if any(idle.search(either) for idle in (_VOTE, _MET, _CALENDAR)):
        return 0.0
    own = [unit for unit in units if unit.facets.speakers & text.speakers]
    if own:
        weight = COMMITS if any(unit.kind.is_commitment for unit in own) else STATES
        return weight * (POLICY if text.genre is Genre.DECISION and _POLICY.search(either) else 1.0)
    if text.genre is Genre.DECISION and _DISSENT.search(either):
        return DISSENTS
    reason = REASONS if text.genre is Genre.DECISION else 0.0
    ahead = any(_AHEAD.search(one) and not _MEASURED.search(one) for one in (said, before) if one)
    return LOOKS_AHEAD if ahead else reason


@lru_cache(maxsize=2_000)
def wording_of(before: str, after: str) -> WordingChange:
    """Return how the words of two sentences differ."""
    return wording_change(before, after, ())


def _in(passage: Passage | None, units: Collection[Unit]) -> tuple[Unit, ...]:
    if passage is None:
        return ()
    return tuple(unit for unit in units if unit.start < passage.end and passage.start < unit.end)


def _is_heading(before: Passage, after: Passage) -> bool:
    """Say whether one of two sentences is a heading that the page does not mark: short, and without a stop."""
    bare = [one for one in (before, after) if one.said[-1:] not in '.;:!?”"’)']
    return len(bare) == 1 and len(bare[0].words) <= HEADING


def _is_cut_otherwise(
    wording: WordingChange, before: Passage, after: Passage, whole: tuple[str, str]
) -> bool:
    """Say whether one sentence is the other with words put to it that the other's text says as well, in a sentence beside it."""
    if wording.lost and wording.added:
        return False
    pieces, said, text = (
        (wording.added, after.said, whole[0]) if wording.added else (wording.lost, before.said, whole[1])
    )
    return bool(pieces) and all(stands_in(words, said, text) for words in pieces)


def _names_alone(stretches: Sequence[str]) -> bool:
    """Say whether all words that went or came are names and years: another person thanked, another year of one notice."""
    words = [word for words in stretches for word in words.split() if content_stems(word)]
    return bool(words) and all(re.match(r"[A-Z]|(?:19|20)\d\d\b", word) for word in words)


def _acts(passage: Passage | None, units: Collection[Unit]) -> frozenset[str]:
    """Return what the statements in a sentence do, each by its family and by whether it is firm."""
    return frozenset(f"{unit.facets.family}{unit.facets.level >= FIRM}" for unit in _in(passage, units))


def _watched(text: ComparedText, moves: Sequence[SentenceMove], watch: Watch) -> float:
    """Return by how much what is watched raises a text: by its speakers and addressees, and by what its sentences are on."""
    ids = frozenset[str]().union(*(one.units for one in moves))
    units = [unit for unit in (*text.units, *text.units_before) if unit.id in ids]
    parties = {
        party_code(name) for unit in units for name in (*unit.facets.speakers, *unit.facets.addressees)
    }
    topics = [topic for unit in units for topic in unit.facets.topics]
    if parties & watch.parties:
        return PARTY
    return TOPIC if any(is_under(topic, watch.topics) for topic in topics) else 1.0
