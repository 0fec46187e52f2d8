"""How every line moved, with the rule that says so."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.compare.classify import LabelVerdict, classify
from tracker.compare.facet_diff import deltas_of_pairs
from tracker.compare.silence import silences
from tracker.compare.value_parsing import normalise_wording
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


def compare_edit(
    units: Sequence[Unit], links: Sequence[Link], release: Release, before: LineHistory
) -> tuple[Change, ...]:
    """Return what a later revision of *release* moved; what did not move is not reported.

    *before* knows the units of the revision before. A unit without counterpart
    there was added, a unit of it without counterpart now was deleted.
    """
    earlier = {unit.id: (unit, line) for unit, line in before.units()}
    kept = {link.before for link in links if link.before in earlier}
    changes: list[Change] = []
    for unit, link in zip(units, links, strict=True):
        if link.before in earlier:
            old = earlier[link.before][0]
            if normalise_wording(old.quote) == normalise_wording(unit.quote):
                continue  # the same words: what was read around them may differ, what was said does not
            verdict = classify(old, unit)
            if verdict.label is not Label.REAFFIRMED:
                changes.append(_moved(unit, link, release, Mention(old, release), Cause.EDIT, verdict))
        elif not _held(unit, (old for old, _ in earlier.values())):
            identity = content_id("change", link.line.id, None, unit.id, Label.NEW.value)
            rule = "added to the published text"
            after, note = Mention(unit, release), _claim(unit)
            changes.append(
                Change(identity, link.line, Label.NEW, Cause.EDIT, release, None, after, rule=rule, note=note)
            )
    for old, line in before.units():
        if old.id not in kept and not _held(old, units):
            identity = content_id("change", line.id, old.id, release.id, Label.DROPPED.value)
            rule = "deleted from the published text"
            mention = Mention(old, release)
            changes.append(
                Change(identity, line, Label.DROPPED, Cause.EDIT, release, mention, None, rule=rule)
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
        note=_claim(unit),
        review=link.review,
    )


def _claim(unit: Unit) -> str:
    """Return the note of a new unit that says it repeats."""
    return CLAIMS_CONTINUITY if unit.facets.reaffirm_claimed else ""


def _held(unit: Unit, others: object) -> bool:
    """Return whether the wording of *unit* stands in one of *others*: cut another way, not added or deleted."""
    wording = normalise_wording(unit.quote)
    return any(wording in normalise_wording(other.quote) for other in others)  # type: ignore[attr-defined]
