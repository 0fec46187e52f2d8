"""The decisions of a line on one rate, as they are drawn: their days, and where the rate stands after each. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reports.view.dates import SHORT
from tracker.domain import Mention, Unit
from tracker.text.rates import HELD, LOWERED, RAISED, RateDecision, RateLevel, rate_decision

FEWEST = 3  # decisions with a level; fewer are no course


@dataclass(frozen=True, slots=True)
class RateMark:
    """One decision: its day, where the rate stands after it, and where it is told."""

    day: date
    decision: RateDecision
    level: RateLevel
    href: str = ""


def rate_marks(said: Sequence[tuple[date, RateDecision | None, str]]) -> Iterator[RateMark]:
    """Yield the decisions among *said* (day, decision, link) that name a level; a hold without one keeps the last."""
    held: RateLevel | None = None
    for day, decision, href in said:
        if decision is None:
            continue
        held = decision.level or (held if decision.direction == HELD else None)
        if held:
            yield RateMark(day, decision, held, href)


def marks_of_rate(
    mentions: Sequence[Mention], href: Callable[[Unit], str] = lambda _: ""
) -> tuple[RateMark, ...]:
    """Return the decisions on one rate of a line of whose *mentions*, in order of days, half at least are such; () of any other.

    It is the rate that was decided on most often; of one release the first decision counts. *href* leads to where a statement is told.
    """
    dated = [one for one in mentions if one.release.published_on]
    decided = [(one, decision) for one in dated if (decision := rate_decision(one.unit.quote))]
    rates = Counter(decision.what for _, decision in decided)
    rate = max(rates, key=lambda what: rates[what], default="")
    first = {one.release.id: (one, decision) for one, decision in reversed(decided) if decision.what == rate}
    said = [
        (one.release.published_on or date.min, decision, href(one.unit))
        for one, decision in reversed(first.values())
    ]
    marks = tuple(rate_marks(said))
    return marks if len({mark.day for mark in marks}) >= FEWEST and 2 * len(marks) >= len(mentions) else ()


@dataclass(frozen=True, slots=True)
class RateMove:
    """Which *way* a rate went on the day of its *mark*, and in *words* how far."""

    way: str
    mark: RateMark
    words: str


def rate_moves(marks: Sequence[RateMark]) -> Iterator[RateMove]:
    """Yield how each of *marks*, in order of days, moved its rate, or held it.

    A level that is set ("establish a target range of 0 to 1/4 percent") went where it stands beside the one before.
    """
    for before, mark in zip((None, *marks), marks, strict=False):
        decision = mark.decision
        way = decision.direction
        if way not in (RAISED, LOWERED, HELD) and before:
            way = _way(before.level, mark.level)
        step = decision.step is not None and way == decision.direction
        stood = (
            f", from {before.level} ({SHORT.day(before.day)})" if before and way != HELD and not step else ""
        )
        said = decision.moved if way == decision.direction and decision.level else f"{way} to {mark.level}"
        yield RateMove(way, mark, f"{said}{stood}")


def _way(before: RateLevel, after: RateLevel) -> str:
    if (before.low, before.high) == (after.low, after.high):
        return HELD
    return RAISED if after.high > before.high else LOWERED
