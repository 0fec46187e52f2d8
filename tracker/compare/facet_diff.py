"""The only question put to DeepDiff: which facets of *one* line differ?

It is never asked which unit became which; the linker has already answered that.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, NamedTuple

from tracker.compare.facet_judges import JUDGES, FacetOperator, key_of
from tracker.domain import Delta, Facets

REMEMBERED = 4096  # differences whose verdict is kept


class DifferingFacet(NamedTuple):
    """One facet and its two values, which are not equal."""

    facet: str
    before: Any
    after: Any


_judged: dict[DifferingFacet, str] = {}  # a verdict follows from the two values alone
_NAMES = tuple(sorted(field.name for field in fields(Facets)))
_values = attrgetter(*_NAMES)


def facet_deltas(before: Facets, after: Facets) -> tuple[Delta, ...]:
    """Return the facets that differ, in alphabetical order, each with a verdict.

    Verdicts: raised, lowered, earlier, later, set, cleared, wider, narrower,
    opposite, reworded. The same in every process, whatever its hash seed.
    """
    return deltas_of_pairs(((before, after),))[0]


def deltas_of_pairs(pairs: Sequence[tuple[Facets, Facets]]) -> list[tuple[Delta, ...]]:
    """Return the deltas of each of *pairs*, as :func:`facet_deltas` does, with one question for all."""
    differing = [
        [
            DifferingFacet(*moved)
            for moved in zip(_NAMES, _values(before), _values(after), strict=True)
            if moved[1] != moved[2]
        ]
        for before, after in pairs
    ]
    verdicts = _verdicts(dict.fromkeys(moved for moves in differing for moved in moves))
    return [
        tuple(
            Delta(moved.facet, show_value(moved.before), show_value(moved.after), verdicts[moved])
            for moved in moves  # the names are in order
            if verdicts[moved]
        )
        for moves in differing
    ]


def _verdicts(wanted: Collection[DifferingFacet]) -> dict[DifferingFacet, str]:
    """Return the verdict on each of *wanted*, "" where nothing differs.

    DeepDiff copies its way to every value it looks at, so it is handed only what
    is not equal and was not judged lately, as one flat dict a side: levels, acts
    and topics move in few ways, two fifths of all that moves in 1,000 releases.
    """
    known = {moved: _judged[moved] for moved in wanted if moved in _judged}
    asked = [moved for moved in wanted if moved not in known]
    if asked:
        from deepdiff import DeepDiff  # 0.2 s to import, with numpy

        old: dict[tuple[int, str], Any] = {(at, moved.facet): moved.before for at, moved in enumerate(asked)}
        new: dict[tuple[int, str], Any] = {(at, moved.facet): moved.after for at, moved in enumerate(asked)}
        operator = FacetOperator(JUDGES)
        diff = DeepDiff(old, new, view="tree", threshold_to_diff_deeper=0, custom_operators=[operator])
        rest = {key_of(level) for levels in diff.values() for level in levels}
        found = operator.verdicts | {key: _verdict(old[key], new[key]) for key in rest}
        fresh = {moved: found.get((at, moved.facet), "") for at, moved in enumerate(asked)}
        if len(_judged) + len(fresh) > REMEMBERED:
            _judged.clear()
        _judged.update(fresh)
        known |= fresh
    return known


def _verdict(before: object, after: object) -> str:
    """Return the verdict on a facet without a judge of its own: a family, a flag."""
    if not before or not after:
        return "set" if after else "cleared"
    return "reworded"


def show_value(value: object) -> str:
    """Return *value* as a reader would see it; "" for an empty one."""
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)
