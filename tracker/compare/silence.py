"""What a statement does not say: NOT_REPEATED, and DROPPED after the second silence.

Silence counts only between comparable texts: of one series, declared or found, of
one genre, and of one matter: a text that says hardly anything of its series again is
silent on nothing. Speeches and talk are silent on nothing either: what is said there
depends on who speaks and what is asked. What was done once need not be said again. And
what stands in the text is said, whether or not it was read as a statement.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tracker.domain import Kind, Label, Mention, Release, Statement, Unit
from tracker.link.lines.line_history import LineHistory
from tracker.link.occasions.genre import are_comparable
from tracker.text.content_words import content_stems

# DROPPED: the line stood in at least this many of the statements before it went silent (coding guide, section 8).
DROPPED_AFTER_PRESENT, DROPPED_OF_LAST = 2, 3
# An act that is done when it is announced, and a judgment of one act, by its day: their silence means nothing.
_DONE = re.compile(
    r"\b(?:announc(?:e|es|ed|ing)|approv(?:e|es|ed|ing)|sign(?:s|ed|ing)|designat(?:e|es|ed|ing)|impos(?:e|es|ed|ing)|launch(?:es|ed|ing)"
    r"|establish(?:es|ed|ing)|appoint(?:s|ed|ing)|open(?:s|ed|ing)|today|yesterday|tomorrow)\b",
    re.IGNORECASE,
)
SAME_MATTER = 0.125  # of the lines of the shorter of two texts, the least that both say
STILL_SAID = (
    0.75  # of the content words of a statement that two sentences in a row must hold, for it to stand in them
)
WORDS_OF_CLAUSE = 5  # content words of a clause that says something by itself
_CLAUSE = re.compile(r",\s+and\s+|;\s+")
_SENTENCE = re.compile(r"(?<=[.;:!?])\s+|\n+")
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

    *said* are the lines its *units* stand on, *text* is all it says. A statement in which nothing was
    read is silent on nothing: more likely we failed to read it.
    """
    if not units:
        return ()
    series = [
        one
        for one in standing.same_series_statements(release)
        if are_comparable(one.release.title, release.title)
    ]
    if not series or not _is_of_one_matter(series[:2], said):
        return ()
    topics = {topic.split(".")[0] for unit in units for topic in unit.facets.topics}
    found: list[Silence] = []
    for line_id in sorted(series[0].lines - set(said)):
        mention = _about(line_id, topics, series[0], said, standing)
        if mention:
            rule = f"stood in {_name(series[0].release)}; {_name(release)} is silent"
            found.append(Silence(line_id, Label.NOT_REPEATED, mention, rule))
    if len(series) > 1:
        before = series[1 : 1 + DROPPED_OF_LAST]
        for line_id in sorted(series[1].lines - series[0].lines - set(said)):
            stood = [statement.release for statement in before if line_id in statement.lines]
            mention = _about(line_id, topics, series[1], said, standing)
            if len(stood) >= DROPPED_AFTER_PRESENT and mention:
                names = " and ".join(_name(earlier) for earlier in reversed(stood))
                rule = f"stood in {names}; silent in {_name(series[0].release)} and now in {_name(release)}"
                found.append(Silence(line_id, Label.DROPPED, mention, rule))
    windows = _windows(text) if found else ()
    silent = (one for one in found if not _stands(one.mention.unit.quote, windows))
    return tuple(sorted(silent, key=lambda silence: (silence.mention.unit.start, silence.line_id)))


def _is_of_one_matter(series: Sequence[Statement], said: Collection[str]) -> bool:
    """Return whether a text that stands on the lines *said* says enough again of the latest of its *series*."""
    return any(
        len(one.lines & set(said)) >= SAME_MATTER * min(len(one.lines), len(said))
        for one in series
        if one.lines
    )


def _windows(text: str) -> tuple[frozenset[str], ...]:
    """Return the content words of every two sentences in a row of *text*."""
    held = [frozenset(content_stems(one)) for one in _SENTENCE.split(text) if one.strip()]
    return (
        tuple(one | after for one, after in zip(held, (*held[1:], frozenset[str]()), strict=True))
        if held
        else ()
    )


def _stands(quote: str, windows: Sequence[frozenset[str]]) -> bool:
    """Return whether one of *windows* holds nearly all content words of *quote*, or of a clause of it that says something."""
    for clause in {quote, *_CLAUSE.split(quote)}:
        words = frozenset(content_stems(clause))
        if len(words) < WORDS_OF_CLAUSE and clause != quote:
            continue
        if words and any(len(words & window) >= STILL_SAID * len(words) for window in windows):
            return True
    return False


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
    own = {topic.split(".")[0] for topic in mention.unit.facets.topics}
    return mention if own & set(topics) or 3 * shared >= len(earlier.lines) else None


def is_one_off(unit: Unit) -> bool:
    """Return whether *unit* is done once said: thanks and praise, a judgment of one day's act, a decision carried out."""
    if unit.kind is Kind.E_PRAISE:
        return True
    if unit.facets.family == "E":
        return bool(re.search(r"\d", unit.quote))
    return unit.facets.family == "U" and (unit.facets.level == _BOUND or bool(_DONE.search(unit.quote)))


def _name(release: Release) -> str:
    """Return a document as a sentence names it."""
    day = release.published_on.isoformat() if release.published_on else "undated"
    return f"{release.title or release.ref} ({day})"
