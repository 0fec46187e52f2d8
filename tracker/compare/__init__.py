"""How every line moved, with the rule that says so. What an edit moved is told in :mod:`tracker.edits`."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.classify import LabelVerdict, classify
from tracker.compare.facet_diff import deltas_of_pairs
from tracker.compare.silence import silences
from tracker.domain import Cause, Change, Label, Link, Mention, Release, Unit
from tracker.hashing import content_id
from tracker.link.line_history import LineHistory
from tracker.link.occasion import describe_comparison, occasion_of

NAME = "facets.v2"

CLAIMS_CONTINUITY = "claims continuity; no earlier text held"


def compare(
    units: Sequence[Unit], links: Sequence[Link], release: Release, standing: LineHistory, cause: Cause
) -> tuple[Change, ...]:
    """Return one change per unit, in the order given, then the silences of *release*.

    *links* stand beside *units*. *standing* is as of the day before.
    """
    company = occasion_of(release, units)
    before = [standing.mention_of(link.line.id, link.before) if link.before else None for link in links]
    deltas = iter(
        deltas_of_pairs(
            [(one[1].unit.facets, unit.facets) for unit, one in zip(units, before, strict=True) if one]
        )
    )
    changes: list[Change] = []
    for unit, link, said_before in zip(units, links, before, strict=True):
        if said_before is None:
            changes.append(_new(unit, link, release, cause, standing))
            continue
        dropped, context = standing.is_dropped(link.line.id), describe_comparison(company, said_before)
        verdict = classify(said_before[1].unit, unit, dropped=dropped, deltas=next(deltas))
        changes.append(_moved(unit, link, release, said_before[1], cause, verdict, context))
    said = {link.line.id for link in links}
    for silence in silences(units, said, release, standing):
        line, label = standing.line(silence.line_id), silence.label
        identity = content_id("change", line.id, silence.mention.unit.id, release.id, label.value)
        changes.append(
            Change(identity, line, label, cause, release, silence.mention, None, rule=silence.rule)
        )
    return tuple(changes)


def _moved(
    unit: Unit,
    link: Link,
    release: Release,
    before: Mention,
    cause: Cause,
    verdict: LabelVerdict,
    context: str = "",
) -> Change:
    """Return the change *verdict* describes; *context* says with which mention *unit* was compared."""
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
        rule=f"{verdict.rule}; {context}" if context else verdict.rule,
        minor=verdict.minor,
        review=link.review,
    )


def _new(unit: Unit, link: Link, release: Release, cause: Cause, standing: LineHistory) -> Change:
    held = standing.statements()
    window = f"nothing of this source held before {release.published_on}"
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
    """Return the note of a new unit that says it repeats."""
    return CLAIMS_CONTINUITY if unit.facets.reaffirm_claimed else ""
