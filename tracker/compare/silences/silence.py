"""What a statement does not say: NOT_REPEATED, and DROPPED after the second silence.

Silence counts only between comparable texts: of one series, declared or found, of
one genre, and of one matter: a text that says hardly anything of its series again is
silent on nothing. Speeches and talk are silent on nothing either: what is said there
depends on who speaks and what is asked. What was done once need not be said again. And
what stands in the text is said, whether or not it was read as a statement, and in whatever words: a
statement counts as dropped where neither text that is silent says anything like it, nor any line since.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tracker.compare.stands import share_held
from tracker.domain import Kind, Label, Mention, Release, Statement, Unit
from tracker.link.lines.line_history import LineHistory
from tracker.link.occasions.genre import are_comparable
from tracker.link.occasions.title_subject import are_on_one_subject
from tracker.text.points_back import HANGING_CLAUSE

# DROPPED: the line stood in at least this many of the statements before it went silent (coding guide, section 8).
DROPPED_AFTER_PRESENT, DROPPED_OF_LAST = 2, 3
# An act that is done when it is announced, and a judgment of one act, by its day: their silence means nothing.
_DONE = re.compile(
    r"\b(?:announc(?:e|es|ed|ing)|approv(?:e|es|ed|ing)|sign(?:s|ed|ing)|designat(?:e|es|ed|ing)|impos(?:e|es|ed|ing)|launch(?:es|ed|ing)"
    r"|establish(?:es|ed|ing)|appoint(?:s|ed|ing)|open(?:s|ed|ing)|today|yesterday|tomorrow)\b",
    re.IGNORECASE,
)
# When an office does something is in its calendar: "the minutes will be published at 09:30".
_OFFICE = re.compile(
    r"\b(?:publish(?:ed)?|releas(?:e|ed)|post(?:ed)?|issued?|scheduled|minutes)\b.*\d|\b\d{1,2}[:.]\d\d\s?(?:[ap]\.?m|hours|h\b)",
    re.IGNORECASE,
)
SAME_MATTER = 0.125  # of the lines of the shorter of two texts, the least that both say
# Of the telling words of a statement, weighed, the least that a text says which says it in other words; for the graver
# claim less is enough. Found on the 51 dropped lines of three archives, read in full by one who knew no code.
STILL_SAID, STILL_SAID_TWICE = 0.40, 0.30
LONGEST_AGO = timedelta(days=3 * 366)  # what was last said before is not missed now
_BOUND = 5  # the level of a decision, dated and quantified or hereby made


@dataclass(frozen=True, slots=True)
class Silence:
    """A line that a statement is silent on."""

    line_id: str
    label: Label
    mention: Mention  # what it is silent about
    rule: str


def silences(
    units: Sequence[Unit], said: Collection[str], release: Release, standing: LineHistory, text: str = ""
) -> tuple[Silence, ...]:
    """Return the lines *release* is silent on, though its series spoke on them; in order of the earlier text.

    *said* are the lines its *units* stand on, *text* is all it says (none: its units alone). A statement in which nothing was
    read is silent on nothing: more likely we failed to read it.
    """
    if not units:
        return ()
    series = [
        one
        for one in standing.same_series_statements(release)
        if are_comparable(one.release.title, release.title) and are_on_one_subject(one.release, release)
    ]
    if not series or not _is_of_one_matter(series[:2], said):
        return ()
    text = text or "\n".join(unit.quote for unit in units)
    topics = {topic.split(".")[0] for unit in units for topic in unit.facets.compared_topics}
    found = [
        *_not_repeated(series[0], topics, said, release, standing, text),
        *_dropped(series, topics, said, release, standing, text),
    ]
    return tuple(sorted(found, key=lambda silence: (silence.mention.unit.start, silence.line_id)))


def _not_repeated(
    latest: Statement,
    topics: Collection[str],
    said: Collection[str],
    release: Release,
    standing: LineHistory,
    text: str,
) -> Iterator[Silence]:
    rule = f"stood in {_name(latest.release)}; {_name(release)} is silent"
    for line_id in sorted(latest.lines - set(said)):
        mention = _about(line_id, topics, latest, said, standing)
        if mention and share_held(mention.unit.quote, text, standing.idf.word) < STILL_SAID:
            yield Silence(line_id, Label.NOT_REPEATED, mention, rule)


def _dropped(
    series: Sequence[Statement],
    topics: Collection[str],
    said: Collection[str],
    release: Release,
    standing: LineHistory,
    text: str,
) -> Iterator[Silence]:
    """Yield what the two latest texts of *series* before *release* said, the last of them left out, and *release* too."""
    if len(series) < 2:
        return
    silent, before = series[0], series[1 : 1 + DROPPED_OF_LAST]
    for line_id in sorted(before[0].lines - silent.lines - set(said)):
        stood = [statement.release for statement in before if line_id in statement.lines]
        mention = _about(line_id, topics, before[0], said, standing)
        if len(stood) < DROPPED_AFTER_PRESENT or mention is None or not _can_be_dropped(mention, release):
            continue
        quote, weight = mention.unit.quote, standing.idf.word
        if share_held(quote, text, weight) >= STILL_SAID_TWICE or _said_since(mention, standing):
            continue
        if share_held(quote, _text_of(silent, standing), weight) >= STILL_SAID_TWICE:
            continue
        names = " and ".join(_name(earlier) for earlier in reversed(stood))
        rule = f"stood in {names}; silent in {_name(silent.release)} and now in {_name(release)}"
        yield Silence(line_id, Label.DROPPED, mention, rule)


def _text_of(silent: Statement, standing: LineHistory) -> str:
    """Return what *silent* says; where no archive has its text, what it said on the lines held."""
    units = standing.units_of(silent.release)
    return (standing.text_of(units[0]) if units else "") or "\n".join(unit.quote for unit in units)


def _can_be_dropped(mention: Mention, release: Release) -> bool:
    """Return whether *mention* says something by itself, that is no judgment of the day, and not long before *release*."""
    unit, said_on, now = mention.unit, mention.release.published_on, release.published_on
    recent = said_on is None or now is None or now - said_on <= LONGEST_AGO
    return recent and unit.facets.family != "E" and not HANGING_CLAUSE.match(unit.quote)


def _said_since(mention: Mention, standing: LineHistory) -> bool:
    """Return whether another line said what *mention* says, after it."""
    day = mention.release.published_on
    if day is None:
        return False
    found = standing.find(standing.features_of(mention.unit))
    return any(
        share_held(mention.unit.quote, other.unit.quote, standing.idf.word) >= STILL_SAID
        for other in standing.last_said_after(day, found)
    )


def _is_of_one_matter(series: Sequence[Statement], said: Collection[str]) -> bool:
    """Return whether a text that stands on the lines *said* says enough again of the latest of its *series*."""
    return any(
        len(one.lines & set(said)) >= SAME_MATTER * min(len(one.lines), len(said))
        for one in series
        if one.lines
    )


def _about(
    line_id: str, topics: Collection[str], earlier: Statement, said: Collection[str], standing: LineHistory
) -> Mention | None:
    """Return what the line said in *earlier*, or None where its silence means nothing.

    That is so where the line was said again elsewhere since, was dropped
    before, is an item of another unit's list or an act of one day, and where
    *earlier* and this statement are on different subjects.
    """
    mention = standing.mention(line_id)
    if mention is None or mention.unit.parent is not None or standing.is_dropped(line_id):
        return None
    if mention.release.id != earlier.release.id or is_one_off(mention.unit):
        return None
    shared = len(earlier.lines & set(said))
    own = {topic.split(".")[0] for topic in mention.unit.facets.compared_topics}
    return mention if own & set(topics) or 3 * shared >= len(earlier.lines) else None


def is_one_off(unit: Unit) -> bool:
    """Return whether *unit* is done once said: thanks and praise, a judgment of one day's act, a decision carried out, office hours."""
    if unit.kind is Kind.E_PRAISE or _OFFICE.search(unit.quote):
        return True
    if unit.facets.family == "E":
        return bool(re.search(r"\d", unit.quote))
    return unit.facets.family == "U" and (unit.facets.level == _BOUND or bool(_DONE.search(unit.quote)))


def _name(release: Release) -> str:
    """Return a document as a sentence names it."""
    day = release.published_on.isoformat() if release.published_on else "undated"
    return f"{release.title or release.ref} ({day})"
