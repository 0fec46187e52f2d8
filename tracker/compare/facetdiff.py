"""The only question put to DeepDiff: which facets of *one* line differ?

It is never asked which unit became which; the linker has already answered that.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from deepdiff import DeepDiff

from tracker.compare.operators import JUDGES, FacetOperator
from tracker.domain import Delta, Facets

_OPERATORS = [FacetOperator(JUDGES)]


def facet_deltas(before: Facets, after: Facets) -> tuple[Delta, ...]:
    """Return the facets that differ, in alphabetical order, each with a verdict.

    Verdicts: raised, lowered, earlier, later, set, cleared, wider, narrower,
    opposite, reworded. The same in every process, whatever its hash seed.
    """
    old, new = _plain(before), _plain(after)
    diff = DeepDiff(old, new, view="tree", threshold_to_diff_deeper=0, custom_operators=_OPERATORS)
    found: dict[str, str] = {}
    for report, levels in diff.items():
        for level in levels:
            facet = level.path(output_format="list")[0]
            found[facet] = report if facet in JUDGES else _verdict(old[facet], new[facet])
    return tuple(Delta(facet, show(old[facet]), show(new[facet]), found[facet]) for facet in sorted(found))


def _plain(facets: Facets) -> dict[str, Any]:
    return {field.name: getattr(facets, field.name) for field in fields(facets)}


def _verdict(before: object, after: object) -> str:
    """Return the verdict on a facet without a judge of its own: a family, a flag."""
    if not before or not after:
        return "set" if after else "cleared"
    return "reworded"


def show(value: object) -> str:
    """Return *value* as a reader would see it; "" for an empty one."""
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)
