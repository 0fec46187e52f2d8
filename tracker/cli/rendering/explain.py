"""Why a unit was read as it was: the cue, the rule for every step, and the slots with their offsets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.domain import Unit
from tracker.level_names import FAMILY_NAMES, level_name


def explain_unit(unit: Unit, carried: Sequence[tuple[str, float]] = ()) -> Iterator[str]:
    """Yield the lines that ``read --explain`` prints below a quote; *carried* are the words that carried most."""
    facets = unit.facets
    if unit.confidence is not None:
        yield f"probability {unit.confidence:.2f}" + (
            "; without " + ", without ".join(f"“{word}” {-drop:+.2f}" for word, drop in carried)
            if carried
            else ""
        )
    yield f"kind {unit.kind.value}: {FAMILY_NAMES[facets.family]}, {level_name(facets.family, facets.level)}; cue “{unit.cue}”"
    yield from (f"rule {rule}" for rule in unit.rules)
    if facets.act:
        yield f"action class {facets.act}" + (f", direction {facets.direction}" if facets.direction else "")
    yield f"topics {', '.join(sorted(facets.topics))}"
    for slot in unit.slots:
        yield f"{slot.name} [{slot.start}:{slot.end}] “{slot.text}”" + (
            " (inherited)" if slot.inherited else ""
        )
