"""Which earlier statement a unit continues.

Candidates come from an inverted index over what stands; a fitted model says how
likely each is one line with the unit; one assignment over the whole release gives
every unit at most one line and every line at most one unit.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from tracker.domain import Line, Link, Mention, Release, Unit
from tracker.hashing import content_id
from tracker.link.assign import assign
from tracker.link.lines.line_history import LineHistory
from tracker.link.lines.line_naming import line_name
from tracker.link.lines.recalled_lines import SaidUnit
from tracker.link.occasions.occasion import (
    Occasion,
    comparison_order,
    describe_comparison,
    occasion_of,
)
from tracker.link.pairs.matters import are_two_matters
from tracker.link.pairs.pair_look import Look
from tracker.link.pairs.pair_model import PairModel, State, load_model

NAME = "pairs.v8"
# A judgment of conduct neither keeps nor breaks a promise or a demand (coding guide, section 7: same family; a move
# between undertaking, demand and stance on one object stays one line).
APART = frozenset({frozenset("EU"), frozenset("ED")})


MENTIONS = 4  # of a line that a unit is compared with at most
SURE = 0.99  # that two decisions on one rate are one line: to hold it is the opposite of raising it, not another matter


def link(units: Sequence[Unit], release: Release, standing: LineHistory) -> tuple[Link, ...]:
    """Place every unit of *release* on a line: one ``Link`` per unit, in the order given.

    A unit that continues nothing held starts a line, with score 1.0; elsewhere
    the score is the probability that both are one line, and a link that is only
    possible is marked for review. The result does not depend on the order of *units*.

    Raises:
        InstallError: The model's file is missing or damaged.
    """
    model = load_model()
    ordered = sorted(units, key=lambda unit: (unit.start, unit.end, unit.id))
    series = frozenset(
        line_id for statement in standing.same_series_statements(release) for line_id in statement.lines
    )
    within = series | standing.lines_last_mentioned_by(release)
    occasion = occasion_of(release, ordered)
    looks, offers = [], []
    for unit in ordered:  # one after the other: its words are still at hand when it is looked for
        looks.append(look := standing.look_at_hand(Mention(unit, release)))
        offers.append(_offers(unit, look, occasion, release, standing, within))
    scores = [{line_id: offer.same for line_id, offer in row.items()} for row in offers]
    placed: dict[str, Link] = {}
    chosen = assign(scores, model.possible)
    lines = standing.lines([line_id for line_id in chosen if line_id is not None])
    for unit, look, offered, row, line_id in zip(ordered, looks, offers, scores, chosen, strict=True):
        if line_id is None:
            line = Line(content_id("line", unit.id), release.source, line_name(unit))
            placed[unit.id] = Link(unit.id, line, None, 1.0, ("no line held passes",))
            continue
        on, found = offered[line_id].said
        said = on, standing.mention_at(found)
        reasons = model.reasons(standing.look(found), look)
        thin = model.state(row[line_id]) is State.POSSIBLE
        placed[unit.id] = Link(
            unit.id,
            lines[line_id],
            said[1].unit.id,
            round(row[line_id], 4),
            (*reasons, *(["the evidence is thin"] if thin else []), describe_comparison(occasion, said)),
            thin,
        )
    return tuple(placed[unit.id] for unit in units)


class _Offer(NamedTuple):
    """A line a unit may continue."""

    same: float  # probability that the unit and the mention are one line
    said: tuple[Occasion, SaidUnit]  # what the unit would be compared with


def _offers(
    unit: Unit,
    look: Look,
    occasion: Occasion,
    release: Release,
    standing: LineHistory,
    within: Collection[str],
) -> dict[str, _Offer]:
    """Return, by line, what is offered to *unit*, which looks as *look*; *within* are lines of the series of its release."""
    model = load_model()
    said = {
        line_id: comparison_order(occasion, standing.said(line_id), MENTIONS)
        for line_id in standing.find(standing.features_of(unit))
    }
    standing.bring_looks(one for order in said.values() for _, one in order)
    offers = (
        (line_id, _offer(order, look, release, standing, model, within=line_id in within))
        for line_id, order in said.items()
    )
    return {line_id: offer for line_id, offer in offers if offer}


def _offer(
    order: Sequence[tuple[Occasion, SaidUnit]],
    look: Look,
    release: Release,
    standing: LineHistory,
    model: PairModel,
    *,
    within: bool,
) -> _Offer | None:
    """Return what a line, said as *order* has it, would be compared with, and how likely it is the same; None where it is not possible.

    That is its last mention on a like occasion, where that is likely the same statement, else the latest
    that is, else the likeliest: so what is compared is what was judged, and one stray mention does not end a line.
    A decision on a rate continues the last decision on that rate, and neither continues nor is continued by an
    outlook, a dissent or a decision on another rate.
    """
    best: _Offer | None = None
    decision = look.rate
    for said in order:
        found = said[1]
        held = standing.look(found)
        earlier = held.rate
        if decision and earlier and earlier.what == decision.what:
            return _Offer(max(SURE, model.likelihood(held, look, within=within)), said)
        if decision or earlier or frozenset((held.form.family, look.form.family)) in APART:
            continue
        close = within and not (held.form.talk or look.form.talk)
        if not model.may_be_one(held, look, within=close):
            continue
        if are_two_matters(held, look, (found.release.title, release.title)):
            continue
        offer = _Offer(model.likelihood(held, look, within=close), said)
        if offer.same >= model.told:
            return offer
        if best is None or offer.same > best.same:
            best = offer
    return best
