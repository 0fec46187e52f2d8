"""Decisions of analysts, applied on the way through the pipeline: first to links, then to changes.

Both functions are pure. What is decided about a release is found by its words;
a decision whose words or whose earlier line are not there has no effect, and has
one again as soon as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracker.domain import Change, Label, Line, Link, Release, Unit
from tracker.hashing import content_id
from tracker.link.lines.line_history import LineHistory
from tracker.link.lines.line_naming import line_name
from tracker.link.occasions.occasion import choose_comparison, occasion_of
from tracker.review.decisions import ABOUT_LINKS, Decision, QuoteLocation, Ruling, locate
from tracker.review.precedents import Precedents

NO_PRECEDENTS = Precedents()


@dataclass(frozen=True, slots=True)
class Rulings:
    """What stands of the decisions about one release, oldest first, and the lines of what they point back to."""

    decisions: tuple[Decision, ...] = ()
    lines: Mapping[QuoteLocation, str] = field(default_factory=dict)  # earlier words → id of their line
    precedents: Precedents = NO_PRECEDENTS  # what was decided of like cases anywhere in the source


def lines_at(
    spots: Iterable[QuoteLocation], text: str, placed: Sequence[tuple[Unit, Line]]
) -> dict[QuoteLocation, str]:
    """Return on which line each of *spots* is, all of them words of one release."""
    units, lines = tuple(unit for unit, _ in placed), {unit.id: line.id for unit, line in placed}
    found = ((spot, locate(spot, text, units)) for spot in spots)
    return {spot: lines[unit.id] for spot, unit in found if unit}


def rule_links(
    links: Sequence[Link],
    units: Sequence[Unit],
    text: str,
    release: Release,
    standing: LineHistory,
    rulings: Rulings,
    kept: Collection[str] = (),
) -> tuple[Link, ...]:
    """Return *links*, which stand beside *units*, with each unit where an analyst put it.

    A unit that stood on a line now given to another starts a line and is marked
    for review. For the units *kept*, those of an edit that have a counterpart in
    the text before, only the line changes.
    """
    decided = _latest(rulings.decisions, ABOUT_LINKS, text, units)
    by_unit = {unit.id: unit for unit in units}
    ruled = {link.unit: link for link in links}
    for link in links:
        if link.before and link.unit not in decided and link.unit not in kept:
            ruled[link.unit] = _as_in_like_case(
                link, by_unit[link.unit], release, standing, rulings.precedents
            )
    for unit_id, decision in decided.items():
        link = ruled[unit_id]
        line_id = rulings.lines.get(decision.before) if decision.before else None
        if decision.ruling in (Ruling.SAME, Ruling.MERGE):
            if line_id is None or not standing.mentions(line_id):
                continue
            why = (f"the same line: {decision.signed}",)
            said = choose_comparison(occasion_of(release, units), standing.mentions(line_id))
            before = link.before if unit_id in kept else said[1].unit.id
            ruled[unit_id] = Link(unit_id, standing.line(line_id), before, 1.0, why)
            if decision.ruling is Ruling.SAME:
                for other in links:
                    if other.line.id == line_id and other.unit not in decided and other.unit not in kept:
                        given = "its line was given to another unit by an analyst"
                        ruled[other.unit] = _started(by_unit[other.unit], release, given, review=True)
        elif link.before and line_id in (None, link.line.id):
            fresh = _started(by_unit[unit_id], release, f"a line of its own: {decision.signed}")
            ruled[unit_id] = replace(fresh, before=link.before if unit_id in kept else None)
    return tuple(ruled[link.unit] for link in links)


def rule_changes(
    changes: Sequence[Change], units: Sequence[Unit], text: str, release: Release, rulings: Rulings
) -> tuple[Change, ...]:
    """Return *changes* of *release* with the labels and notes analysts gave them.

    A label was given to a comparison of two statements. Where the unit is now
    compared with another release, as after a late arrival, the rules decide again.
    """
    labels = _latest(rulings.decisions, {Ruling.LABEL}, text, units)
    notes = _latest(rulings.decisions, {Ruling.NOTE}, text, units)
    silent = [decision for decision in rulings.decisions if not decision.at.quote]
    ruled = []
    for change in changes:
        unit = change.after.unit.id if change.after else None
        about = [decision for decision in silent if unit is None and _is_about(change, decision)]
        label = labels.get(unit) if unit else _last(about, Ruling.LABEL)
        note = notes.get(unit) if unit else _last(about, Ruling.NOTE)
        if label is None and change.before and change.after:
            like = rulings.precedents.on_label(change.before.unit.quote, change.after.unit.quote)
            change = relabelled(change, like, release, "as in a like case: ") if like else change
        if label and (change.before.release.ref if change.before else None) == (
            label.before.release if label.before else None
        ):
            change = relabelled(change, label, release)
        if note:
            said = f"{note.value} ({note.signed})"
            change = replace(change, note="; ".join(filter(None, (change.note, said))))
        ruled.append(change)
    return tuple(ruled)


def relabelled(change: Change, decision: Decision, release: Release, how: str = "") -> Change:
    """Return *change* with the label of *decision*, and the rule says *how* and who gave it and what it was before."""
    label, number = Label(decision.value), f" (decision {decision.id})" if how else ""
    if label is change.label:
        if not how:
            return replace(change, review=False)
        return replace(change, rule=f"{how}{decision.signed}{number}; {change.rule}")
    before = change.before.unit.id if change.before else None
    after = change.after.unit.id if change.after else release.id
    return replace(
        change,
        id=content_id("change", change.line.id, before, after, label.value),
        label=label,
        also=(),
        minor=False,
        review=False,
        rule=f"{how}decided by {decision.signed}{number}; the rules gave {change.label}: {change.rule}",
    )


def _as_in_like_case(
    link: Link, unit: Unit, release: Release, standing: LineHistory, precedents: Precedents
) -> Link:
    """Return *link* as an analyst decided of the same two wordings elsewhere in the source."""
    earlier = standing.mention_of(link.line.id, link.before or "")[1]
    decision = precedents.on_link(earlier.unit.quote, unit.quote)
    if decision is None:
        return link
    why = f"as in a like case: {decision.signed} (decision {decision.id})"
    if decision.ruling is Ruling.DIFFERENT:
        return _started(unit, release, why)
    return replace(link, score=1.0, review=False, reasons=(*link.reasons, why))


def _started(unit: Unit, release: Release, why: str, *, review: bool = False) -> Link:
    """Return the link of a unit that starts a line; the id is that of ``tracker.link``."""
    line = Line(content_id("line", unit.id), release.source, line_name(unit))
    return Link(unit.id, line, None, 1.0, (why,), review)


def _latest(
    decisions: Iterable[Decision], rulings: Collection[Ruling], text: str, units: Sequence[Unit]
) -> dict[str, Decision]:
    """Return, by unit, the last of *decisions* of that sort about it."""
    found: dict[str, Decision] = {}
    for decision in decisions:
        unit = locate(decision.at, text, tuple(units)) if decision.ruling in rulings else None
        if unit:
            found[unit.id] = decision
    return found


def _last(decisions: Sequence[Decision], ruling: Ruling) -> Decision | None:
    return next((decision for decision in reversed(decisions) if decision.ruling is ruling), None)


def _is_about(change: Change, decision: Decision) -> bool:
    """Return whether a decision on a silence is about this one: the words that were not repeated are the same."""
    before, spot = change.before, decision.before
    if before is None or spot is None or before.release.ref != spot.release:
        return False
    return before.unit.quote in spot.quote or spot.quote in before.unit.quote
