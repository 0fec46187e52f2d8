"""On which subjects an agreed text falls silent, and of which it is the first of its series to speak. Pure.

That a text says nothing on a subject is looked up in the whole text, not in what was read of it: the claim is about the
text, and holds whatever line a statement stands on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.compare.subject_names import Subject, SubjectSort, names, subjects_of
from tracker.domain import Mention, Release, Unit
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.text.content_words import MEMBERS, party_code

# Statements on a subject in the text before, the least whose silence is told; and the least where no text before that
# named it (issue 16).
SAID, SAID_ONCE = 3, 5
SPOKEN_OF_FIRST = 2  # statements on a subject that no text before named
EARLIER_HELD = 2  # texts before, without which nothing is said for the first time
FEWEST = 8  # statements of a text that is on all there is
ONE_MATTER = 0.25  # share of the statements of a text that name one party, from which it is on that one
A_PART = 0.15  # of the statements of the text before, the least that a text has whose silence says anything
LONGEST_AGO = timedelta(
    days=2 * 366
)  # between two texts of which the later can be silent on what the earlier said


@dataclass(frozen=True, slots=True)
class SpokenText:
    """A text with the statements read in it."""

    release: Release
    text: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class SubjectMove:
    """A subject that a text says nothing on (*gone*), or that it is the first of its series to speak of."""

    release: Release
    subject: Subject
    gone: bool
    mentions: tuple[
        Mention, ...
    ]  # the statements on it: of the text before, where it is gone, else of this one
    texts: int  # earlier texts held of the series
    since: date | None  # of the first of them


def subject_moves(
    now: SpokenText, earlier: Sequence[SpokenText], beside: Sequence[SpokenText], lexicon: Lexicon
) -> tuple[SubjectMove, ...]:
    """Return the subjects that *now* falls silent on and those it is the first to speak of, the most spoken of first.

    *earlier* are the texts of its series, latest first, *beside* what the same parties published at the same meeting:
    what stands there is said. A text on one matter, and one with a few statements, is silent on nothing.
    """
    series = [one for one in earlier if _is_general(one, lexicon)]
    if not series or not _is_general(now, lexicon):
        return ()
    own = _speakers((now, *series))
    texts_now = [one.text for one in (now, *beside)]
    texts_before = [one.text for one in earlier]
    since = min((one.release.published_on for one in earlier if one.release.published_on), default=None)

    def move(subject: Subject, *, gone: bool, of: SpokenText, units: Iterable[Unit]) -> SubjectMove:
        mentions = tuple(Mention(unit, of.release) for unit in units)
        return SubjectMove(now.release, subject, gone, mentions, len(earlier), since)

    def named(subject: Subject, texts: Iterable[str]) -> bool:
        return any(names(text, subject, lexicon) for text in texts)

    found: list[SubjectMove] = []
    if len(now.units) >= A_PART * len(series[0].units) and _is_recent(series[0], now):
        before_that = [one.text for one in series[1:]]
        for subject, units in _statements(series[0], own, lexicon).items():
            often = len(units) >= SAID_ONCE or (len(units) >= SAID and named(subject, before_that))
            if often and not named(subject, texts_now):
                found.append(move(subject, gone=True, of=series[0], units=units))
    if len(earlier) >= EARLIER_HELD:
        for subject, units in _statements(now, own, lexicon).items():
            if len(units) >= SPOKEN_OF_FIRST and not named(subject, texts_before):
                found.append(move(subject, gone=False, of=now, units=units))
    return tuple(sorted(found, key=lambda one: (-len(one.mentions), one.subject)))


def _statements(said: SpokenText, own: frozenset[str], lexicon: Lexicon) -> Mapping[Subject, list[Unit]]:
    """Return by subject the statements of *said* that speak of it; those who speak, *own*, are no subjects."""
    found: dict[Subject, list[Unit]] = defaultdict(list)
    for unit in said.units:
        for subject in subjects_of(unit, lexicon):
            if subject.sort is not SubjectSort.PARTY or subject.name not in own:
                found[subject].append(unit)
    return found


def _is_general(said: SpokenText, lexicon: Lexicon) -> bool:
    """Return whether *said* is on many matters: no party but those who speak is in a quarter of what it says."""
    if len(said.units) < FEWEST:
        return False
    spoken = _statements(said, _speakers((said,)), lexicon)
    most = max((len(units) for one, units in spoken.items() if one.sort is SubjectSort.PARTY), default=0)
    return most < ONE_MATTER * len(said.units)


def _is_recent(before: SpokenText, now: SpokenText) -> bool:
    days = before.release.published_on, now.release.published_on
    return days[0] is not None and days[1] is not None and days[1] - days[0] <= LONGEST_AGO


def _speakers(texts: Iterable[SpokenText]) -> frozenset[str]:
    """Return the codes of all who speak in *texts*, and of the members of groups."""
    codes = {name for one in texts for unit in one.units for name in unit.facets.speakers}
    coded = {party_code(name) for name in codes}
    members = {member for group in coded for member in MEMBERS.get(group, ())}
    return frozenset(name.upper() for name in codes | coded | members)
