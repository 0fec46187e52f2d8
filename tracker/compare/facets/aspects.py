"""What of two statements is compared: the facets of each, and what its quote says besides.

One flat dict a statement. DeepDiff is handed two of them
(:mod:`tracker.compare.facets.facet_diff`) and each key has its own judge
(:mod:`tracker.compare.facets.facet_judges`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from tracker.compare.facets.content_moves import content_of
from tracker.compare.facets.force import force_of, korean_force
from tracker.compare.facets.quote_evidence import counterparts
from tracker.compare.facets.rate_moves import DatedDecision
from tracker.compare.facets.scope import scope_of
from tracker.compare.facets.slot_values import amount_of, condition_of, means_of, term_of, until_of
from tracker.compare.facets.turns import turn_of
from tracker.domain import Facets, Unit
from tracker.text.rates import rate_decision

FACETS = tuple(sorted(field.name for field in fields(Facets)))


def facet_values(facets: Facets) -> dict[str, Any]:
    """Return the facets by name, in alphabetical order."""
    return {name: getattr(facets, name) for name in FACETS}


def aspects_of(unit: Unit, day: date | None = None, beside: Sequence[Unit] = ()) -> dict[str, Any]:
    """Return all that is compared of *unit*, published on *day*, by name: its facets, and what its quote says besides.

    *beside* are the units of its release.
    """
    decision = rate_decision(unit.quote)
    return facet_values(unit.facets) | {
        "content": content_of(unit, beside),
        "counterparts": counterparts(unit.quote),
        "force": korean_force(unit) or force_of(unit.quote),
        "means": means_of(unit),
        "quantity": amount_of(unit),
        "qualifier": condition_of(unit),
        "rate": DatedDecision(decision, day) if decision else None,
        "scope": scope_of(unit),
        "term": term_of(unit, day, beside),
        "turn": turn_of(unit),
        "until": until_of(unit),
    }
