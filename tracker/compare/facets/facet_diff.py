"""The only question put to DeepDiff: in what do two statements of *one* line differ?

It is asked once a pair, with our judges as its operators, and what it returns is all
the rules of labels look at. It is never asked which unit became which; the linker
has already answered that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from tracker.compare.facets.content_moves import content_of
from tracker.compare.facets.facet_judges import JUDGES, REPORT, FacetOperator
from tracker.compare.facets.force import force_of, korean_force
from tracker.compare.facets.quote_evidence import counterparts
from tracker.compare.facets.rate_moves import DatedDecision
from tracker.compare.facets.scope import scope_of
from tracker.compare.facets.slot_values import amount_of, condition_of, means_of, term_of, until_of
from tracker.compare.facets.turns import turn_of
from tracker.domain import Delta, Facets, Unit
from tracker.text.rates import rate_decision

_OPERATORS = [FacetOperator(JUDGES)]
ORDERED = frozenset({"raised", "lowered", "earlier", "later"})  # verdicts on two values
# what links alone are judged by is no facet that a reader sees move
FACETS = tuple(
    sorted(field.name for field in fields(Facets) if field.name not in ("after_verb", "link_topics"))
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One aspect in which two statements differ: its values, how they differ, and what its judge says besides."""

    aspect: str
    before: Any
    after: Any
    verdict: str
    more: Any = None


def unit_differences(
    before: Unit,
    after: Unit,
    days: tuple[date | None, date | None] = (None, None),
    beside: tuple[Sequence[Unit], Sequence[Unit]] = ((), ()),
) -> dict[str, Difference]:
    """Return in what two units of one line differ, by aspect; *days* are those of publication, *beside* the units of the two releases."""
    return _differences(aspects_of(before, days[0], beside[0]), aspects_of(after, days[1], beside[1]))


def facet_deltas(before: Facets, after: Facets) -> tuple[Delta, ...]:
    """Return the facets that differ, in alphabetical order, each with a verdict.

    Verdicts: raised, lowered, earlier, later, set, cleared, wider, narrower,
    opposite, reworded. The same in every process, whatever its hash seed.
    """
    return deltas_of(_differences(facet_values(before), facet_values(after)))


def deltas_of(differences: Mapping[str, Difference]) -> tuple[Delta, ...]:
    """Return what is kept of *differences*: the facets as a reader sees them, and a decision on a rate.

    Of several amounts it is the quotes that say which holds now, so there their verdict stands for that of the facet.
    """
    kept = [differences[name] for name in sorted({*FACETS, "rate"}) if name in differences]
    moved = differences.get("quantity")
    return tuple(
        Delta("amount", moved.before.text, moved.after.text, moved.verdict)
        if moved and one.aspect == "amount" and one.verdict == "reworded"
        else Delta(one.aspect, show_value(one.before), show_value(one.after), one.verdict)
        for one in kept
    )


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Difference]:
    # DeepDiff takes long to say of what is equal that it is
    unequal = [aspect for aspect in old if old[aspect] != new[aspect]]
    if not unequal:
        return {}
    from deepdiff import DeepDiff, model  # 0.3 s to import: a pass that finds nothing new does without

    before, after = ({aspect: one[aspect] for aspect in unequal} for one in (old, new))
    diff = DeepDiff(before, after, view="tree", threshold_to_diff_deeper=0, custom_operators=_OPERATORS)
    found = {}
    for level in diff.get(REPORT, ()):
        aspect = level.up.t1_child_rel.param
        verdict, more = level.additional[model.CUSTOM_FIELD]
        found[aspect] = Difference(aspect, level.t1, level.t2, verdict, more)
    return found


def show_value(value: object) -> str:
    """Return *value* as a reader would see it; "" for an empty one."""
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)


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
