"""What a statement does not say: NOT_REPEATED, and DROPPED after the second silence.

Silence counts only against statements of the same series, never against one on
another topic or of another kind. Talk (briefings, interviews, remarks) is silent on
nothing: what is said there depends on what is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tracker.domain import Label, Mention, Release, Statement, Unit
from tracker.link.event_type import is_spoken
from tracker.link.line_history import LineHistory

# DROPPED: the line stood in at least this many of the statements before it went silent (coding guide, section 8).
DROPPED_AFTER_PRESENT, DROPPED_OF_LAST = 2, 3


@dataclass(frozen=True, slots=True)
class Silence:
    """A line that a statement is silent on."""

    line_id: str
    label: Label
    mention: Mention  # what it is silent about
    rule: str


def silences(
    units: Sequence[Unit], said: Collection[str], release: Release, standing: LineHistory
) -> tuple[Silence, ...]:
    """Return the lines *release* is silent on, though its series spoke on them; in order of the earlier text.

    *said* are the lines its *units* stand on. A statement in which nothing was
    read is silent on nothing: more likely we failed to read it.
    """
    if not units or is_spoken(release.title):
        return ()
    series = [one for one in standing.same_series_statements(release) if not is_spoken(one.release.title)]
    if not series:
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
    return tuple(sorted(found, key=lambda silence: (silence.mention.unit.start, silence.line_id)))


def _about(
    line_id: str, topics: Collection[str], earlier: Statement, said: Collection[str], standing: LineHistory
) -> Mention | None:
    """Return what the line said in *earlier*, or None where its silence means nothing.

    That is so where the line was said again elsewhere since, was dropped
    before, or is an item of another unit's list, and where *earlier* and this
    statement are on different subjects.
    """
    mention = standing.mention(line_id)
    if mention is None or mention.unit.parent is not None or standing.is_dropped(line_id):
        return None
    if mention.release.id != earlier.release.id:
        return None
    shared = len(earlier.lines & set(said))
    own = {topic.split(".")[0] for topic in mention.unit.facets.topics}
    return mention if own & set(topics) or 3 * shared >= len(earlier.lines) else None


def _name(release: Release) -> str:
    """Return a document as a sentence names it."""
    day = release.published_on.isoformat() if release.published_on else "undated"
    return f"{release.title or release.ref} ({day})"
