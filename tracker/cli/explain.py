"""Why a unit was read as it was: the cue, the rule for every step, and the slots with their offsets."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain import Unit
from tracker.level_names import FAMILY_NAMES, level_name


def explain_unit(unit: Unit) -> Iterator[str]:
    """Yield the lines that ``read --explain`` prints below a quote."""
    facets = unit.facets
    yield f"kind {unit.kind.value}: {FAMILY_NAMES[facets.family]}, {level_name(facets.family, facets.level)}; cue “{unit.cue}”"
    yield from (f"rule {rule}" for rule in unit.rules)
    if facets.act:
        yield f"action class {facets.act}" + (f", direction {facets.direction}" if facets.direction else "")
    yield f"topics {', '.join(sorted(facets.topics))}"
    for slot in unit.slots:
        yield f"{slot.name} [{slot.start}:{slot.end}] “{slot.text}”" + (
            " (inherited)" if slot.inherited else ""
        )
