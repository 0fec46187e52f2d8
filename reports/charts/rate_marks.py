"""The decisions of a line on one rate, as they are drawn: their days, and where the rate stands after each. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain import Mention, Unit
from tracker.text.rates import HELD, RateDecision, RateLevel, rate_decision

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
