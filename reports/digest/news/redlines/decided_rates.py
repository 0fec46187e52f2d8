"""What a text decides on rates: the first thing that is asked of a board. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.domain import Unit
from tracker.text.rates import HELD, RateDecision, own_rate_decision, speaks_of_a_rate
from tracker.text.sentence_bounds import sentence_end, sentence_start

_FIGURE = re.compile(r"\d\s?(?:percent|per\s?cent|%)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DecidedRate:
    """A decision on one rate, and the statement (its id) that holds it."""

    unit: str
    decision: RateDecision


def decided_rates(units: Sequence[Unit], text: str, issuer: str) -> tuple[DecidedRate, ...]:
    """Return what *units* of *text* by *issuer* decide on rates, in order of the text.

    A statement that names the rate and where it stands decides on it in its sentence where its own words lack the verb: "is
    raising the policy rate and | the interest rate on deposits to 1%".
    """
    found = ((unit.id, _decision(unit, text, issuer)) for unit in sorted(units, key=lambda unit: unit.start))
    return tuple(DecidedRate(unit, decision) for unit, decision in found if decision)


def _decision(unit: Unit, text: str, issuer: str) -> RateDecision | None:
    decision = own_rate_decision(unit.quote, issuer)
    if decision or not text or not _FIGURE.search(unit.quote) or not speaks_of_a_rate(unit.quote):
        return decision
    begin, _ = sentence_start(text, unit.start)
    return own_rate_decision(text[begin : sentence_end(text, unit.start, unit.end)], issuer)


def decided_in_words(decision: RateDecision, before: Sequence[DecidedRate]) -> str:
    """Return *decision* in words, with where the rate stood by the text *before*: last, where nothing lies between.

    >>> decided_in_words(own_rate_decision("decided to raise the policy rate by 50 basis points to 2 percent", "Board"), ())
    'policy rate raised by 50 basis points to 2 percent'
    """
    last = next((one.decision.level for one in before if one.decision.what == decision.what), None)
    if last is None or last == decision.level:
        return str(decision)
    follows = last.high == decision.start and decision.direction != HELD
    return f"{decision} ({f'last at {last}' if follows else f'{last} in the text before'})"
