"""Which earlier statement a unit continues.

Candidates come from an inverted index over what stands; a fitted model says how
likely each is one line with the unit; one assignment over the whole release gives
every unit at most one line and every line at most one unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tracker.domain import Line, Link, Mention, Release, Unit
from tracker.hashing import content_id
from tracker.link.assign import assign
from tracker.link.lines.line_history import LineHistory
from tracker.link.lines.line_naming import line_name
from tracker.link.occasions.occasion import (
    Occasion,
    OccasionMention,
    comparison_order,
    describe_comparison,
    occasion_of,
)
from tracker.link.pairs.matters import are_two_matters
from tracker.link.pairs.pair_look import Look
from tracker.link.pairs.pair_model import PairModel, State, load_model
from tracker.text.rates import rate_decision

NAME = "pairs.v6"
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
    mentions = [Mention(unit, release) for unit in ordered]
    looks = [standing.look_at_hand(mention) for mention in mentions]
    offers = [
        {
            line_id: offer
            for line_id in standing.find(standing.features_of(mention.unit))
            if (offer := _offer(line_id, mention, look, occasion, standing, model, within=line_id in within))
        }
        for mention, look in zip(mentions, looks, strict=True)
    ]
    scores = [{line_id: offer.same for line_id, offer in row.items()} for row in offers]
    placed: dict[str, Link] = {}
    chosen = assign(scores, model.possible)
    lines = standing.lines([line_id for line_id in chosen if line_id is not None])
    for unit, look, offered, row, line_id in zip(ordered, looks, offers, scores, chosen, strict=True):
        if line_id is None:
            line = Line(content_id("line", unit.id), release.source, line_name(unit))
            placed[unit.id] = Link(unit.id, line, None, 1.0, ("no line held passes",))
            continue
        said = offered[line_id].said
        reasons = model.reasons(standing.look(said[1]), look)
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
    said: OccasionMention  # what the unit would be compared with


def _offer(
    line_id: str,
    mention: Mention,
    look: Look,
    occasion: Occasion,
    standing: LineHistory,
    model: PairModel,
    *,
    within: bool,
) -> _Offer | None:
    """Return what the line would be compared with, and how likely it is the same; None where its kind or matter is another.

    That is its last mention on a like occasion, where that is likely the same statement, else the latest
    that is, else the likeliest: so what is compared is what was judged, and one stray mention does not end a line.
    A decision on a rate continues the last decision on that rate, and neither continues nor is continued by an
    outlook, a dissent or a decision on another rate.
    """
    best: _Offer | None = None
    decision = rate_decision(mention.unit.quote)
    for said in comparison_order(occasion, standing.mentions(line_id), MENTIONS):
        earlier = rate_decision(said[1].unit.quote)
        if decision and earlier and earlier.what == decision.what:
            return _Offer(max(SURE, model.likelihood(standing.look(said[1]), look, within=within)), said)
        if decision or earlier or frozenset((said[1].unit.facets.family, look.family)) in APART:
            continue
        held = standing.look(said[1])
        if are_two_matters(said[1], mention, (held, look)):
            continue
        offer = _Offer(model.likelihood(held, look, within=within and not (held.talk or look.talk)), said)
        if offer.same >= model.told:
            return offer
        if best is None or offer.same > best.same:
            best = offer
    return best
