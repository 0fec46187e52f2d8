"""How every line moved, with the rule that says so. What an edit moved is told in :mod:`tracker.edits`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tracker.compare.facets.said_beside import Texts
from tracker.compare.labels.classify import LabelVerdict, classify
from tracker.compare.labels.withheld import mirrored_decisions, why_not_last, why_withheld
from tracker.compare.silences.silence import silences
from tracker.domain import Cause, Change, Label, Link, Mention, Release, Unit
from tracker.doubts import NOT_MAILED
from tracker.hashing import content_id
from tracker.link.lines.line_history import LineHistory
from tracker.link.occasions.genre import are_comparable, are_of_one_meeting
from tracker.link.occasions.occasion import (
    Occasion,
    OccasionMention,
    describe_comparison,
    occasion_of,
    why_not_comparable,
)
from tracker.text.rates import rate_decision

NAME = "aspects.v13"

FIRST_OF_SOURCE = "nothing of this source held before"  # in the rule of a new statement
CLAIMS_CONTINUITY = "claims continuity; no earlier text held"


def compare(
    units: Sequence[Unit],
    links: Sequence[Link],
    release: Release,
    standing: LineHistory,
    cause: Cause,
    text: str = "",
) -> tuple[Change, ...]:
    """Return one change per unit, in the order given, then the silences of *release*.

    *links* stand beside *units*. *standing* is as of the day before. *text* is all that *release* says.
    """
    occasion = occasion_of(release, units)
    mirrored = mirrored_decisions(units, links)
    before = [standing.mention_of(link.line.id, link.before) if link.before else None for link in links]
    said_by = standing.units_of_each({said[1].release: None for said in before if said})
    changes: list[Change] = []
    for unit, link, said_before in zip(units, links, before, strict=True):
        if said_before is None:
            changes.append(_new(unit, link, release, cause, standing))
            continue
        context = describe_comparison(occasion, said_before)
        dropped = standing.is_dropped(link.line.id) and _in_series(said_before[1], release, standing)
        days = said_before[1].release.published_on, release.published_on
        beside = said_by[said_before[1].release.id], units
        verdict = classify(
            said_before[1].unit,
            unit,
            dropped=dropped,
            days=days,
            beside=beside,
            texts=partial(_whole_texts, said_before[1].unit, text, standing),
        )
        doubt = mirrored.get(unit.id, "")
        if not (doubt or link.review or verdict.label is Label.REAFFIRMED):
            doubt = _why_not_mailed(Mention(unit, release), link, said_before, occasion, verdict, standing)
        changes.append(_moved(unit, link, release, said_before[1], cause, verdict, context, doubt))
    said = {link.line.id for link in links}
    for silence in silences(units, said, release, standing, text):
        line, label = standing.line(silence.line_id), silence.label
        identity = content_id("change", line.id, silence.mention.unit.id, release.id, label.value)
        changes.append(
            Change(identity, line, label, cause, release, silence.mention, None, rule=silence.rule)
        )
    return tuple(changes)


def _whole_texts(before: Unit, text: str, standing: LineHistory) -> Texts:
    """Return all that the two releases say, *text* being the later; read only when it is asked for."""
    return standing.text_of(before), text


def _why_not_mailed(
    after: Mention,
    link: Link,
    said: OccasionMention,
    occasion: Occasion,
    verdict: LabelVerdict,
    standing: LineHistory,
) -> str:
    """Return why the move against *said* is not mailed though its link is told: the first reason there is, in words."""
    before = said[1]
    apart = why_not_comparable(occasion, said)
    if not apart and are_of_one_meeting(before.release, after.release):
        apart = "two texts of one meeting"
    return (
        (f"{NOT_MAILED}: {apart}" if apart else "")
        or why_not_last(after.unit, verdict.label, link, before, standing)
        or why_withheld(verdict, before, after, link.score)
    )


def _in_series(earlier: Mention, release: Release, standing: LineHistory) -> bool:
    """Return whether *release* is of the series that dropped the line: said elsewhere it has not returned there."""
    return are_comparable(earlier.release.title, release.title) and standing.is_in_series(
        earlier.release, release
    )


def _moved(
    unit: Unit,
    link: Link,
    release: Release,
    before: Mention,
    cause: Cause,
    verdict: LabelVerdict,
    context: str,
    doubt: str,
) -> Change:
    """Return the change *verdict* describes; *context* says with which mention *unit* was compared, *doubt* why it is not mailed."""
    rule = "; ".join(part for part in (verdict.rule, context, doubt) if part)
    return Change(
        content_id("change", link.line.id, before.unit.id, unit.id, verdict.label.value),
        link.line,
        verdict.label,
        cause,
        release,
        before,
        Mention(unit, release),
        also=verdict.also,
        deltas=verdict.deltas,
        rule=rule,
        minor=verdict.minor,
        review=link.review or bool(doubt),
    )


def _new(unit: Unit, link: Link, release: Release, cause: Cause, standing: LineHistory) -> Change:
    held = standing.statements()
    window = f"{FIRST_OF_SOURCE} {release.published_on}"
    if held:
        window = f"{held[0].release.published_on} to {held[-1].release.published_on}, {len(held)} documents"
    return Change(
        content_id("change", link.line.id, None, unit.id, Label.NEW.value),
        link.line,
        Label.NEW,
        cause,
        release,
        None,
        Mention(unit, release),
        rule=f"no line passes identity in the window held: {window}",
        note=claim_note(unit),
        review=link.review,
    )


def claim_note(unit: Unit) -> str:
    """Return the note of a new unit: the decision on a rate it states, or that it claims to repeat."""
    decision = rate_decision(unit.quote)
    if decision:
        return str(decision)
    return CLAIMS_CONTINUITY if unit.facets.reaffirm_claimed else ""
