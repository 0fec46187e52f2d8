"""How a decision on a rate stands to the one before it that is held: turned, a larger or smaller step, or again.

An archive may lack decisions in between. What a text says of where the rate stood until
then is laid against where the earlier one left it: where the two differ, or where so much
time passed that another meeting was held, nothing is said of a turn.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tracker.text.rates import HELD, LOWERED, RAISED, RateDecision

# Two meetings in a row are no further apart at banks that decide eight times a year or more often.
NEXT_MEETING = timedelta(days=60)
_POINTS_A_PERCENT = 100

NOT_HELD = "a decision in between is not held"


@dataclass(frozen=True, slots=True)
class DatedDecision:
    """A decision on a rate and when it was published; the day is no difference between two."""

    decision: RateDecision
    day: date | None = field(default=None, compare=False)

    def __str__(self) -> str:
        """Say the decision in words."""
        return str(self.decision)


def judge_rate(before: DatedDecision | None, after: DatedDecision | None) -> tuple[str, Any]:
    """Return how a later decision on one rate stands to the earlier: "opposite", "raised" or "lowered" by step, or "again".

    The sentence besides says direction, step and level after, and where decisions are missing. Two rates are not
    compared. A rate that was "set" moved as its level did.
    """
    if before is None or after is None or before.decision.what != after.decision.what:
        return "", None
    missing = why_incomplete(before, after)
    old, new = _direction(before.decision, None), _direction(after.decision, before.decision)
    told = _in_words(before.decision, after.decision, new, complete=not missing)
    if old and new and old != new:
        was = before.decision.direction if old == before.decision.direction else old
        return "opposite", f"{told}; {f'{was} on {before.day}' if missing else f'before: {was}'}"
    step = after.decision.step or _step(before, after)
    if new in (RAISED, LOWERED) and before.decision.step and step and before.decision.step != step:
        larger = step > before.decision.step
        than = f"on {before.day}" if missing else "before"
        return (
            "raised" if larger else "lowered"
        ), f"{told}, a {'larger' if larger else 'smaller'} step than {than}"
    return "again", f"{told}{', again' if new in (RAISED, LOWERED) and not missing else ''}"


def why_incomplete(before: DatedDecision, after: DatedDecision) -> str:
    """Return why a decision between the two must, or may, be missing; "" where they follow each other.

    After a hold of the same rate at the same level nothing can have moved in between, however long it is.
    """
    stood, left = after.decision.start, before.decision.level
    if stood is not None and left is not None and stood != left.high:
        return NOT_HELD
    direction = after.decision.direction
    if direction != before.decision.direction and after.decision.goes_on:
        return "the text says that it goes on"
    known = stood is not None and left is not None and direction in (RAISED, LOWERED)
    return "" if known or _near(before, after) else "a decision in between may not be held"


def _near(before: DatedDecision, after: DatedDecision) -> bool:
    return not (before.day and after.day) or after.day - before.day <= NEXT_MEETING


def _step(before: DatedDecision, after: DatedDecision) -> Fraction | None:
    """Return by how many basis points the level moved; None where a text does not give it."""
    old, new = before.decision.level, after.decision.level
    return abs(new.high - old.high) * _POINTS_A_PERCENT if old and new else None


def _direction(decision: RateDecision, before: RateDecision | None) -> str:
    """Return raised, lowered or held; "" where neither words nor levels tell."""
    if decision.direction in (RAISED, LOWERED, HELD):
        return decision.direction
    if before and before.level and decision.level and before.level.high != decision.level.high:
        return RAISED if decision.level.high > before.level.high else LOWERED
    return ""


def _in_words(before: RateDecision, after: RateDecision, direction: str, *, complete: bool) -> str:
    words = str(replace(after, direction=direction or after.direction))
    if direction in (RAISED, LOWERED) and complete and before.level and before.level != after.level:
        words += f" (last at {before.level})"
    return words
