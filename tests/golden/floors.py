"""Floors of figures: what is measured may be better than they say, and never worse."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.json"
SLACK = 0.0005  # floors are written with three decimals


def held_to_floors(name: str, measured: Mapping[str, Mapping[str, float]], *, pin: bool) -> int:
    """Hold what was *measured* of *name*, by part and figure, to its floors, and say what has fallen; return the exit code.

    With *pin* the floors become what was measured.
    """
    floors = json.loads(FLOORS.read_text("utf-8"))
    if pin:
        kept = floors | {name: measured}
        FLOORS.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", "utf-8")
        return 0
    fallen = [
        f"{name}, {part}: {figure} {value:.3f} < {known[figure]:.3f}"
        for part, values in measured.items()
        for known in [floors.get(name, {}).get(part, {})]
        for figure, value in values.items()
        if value < known.get(figure, 0.0) - SLACK
    ]
    print("\n".join(fallen), file=sys.stderr, end="\n" if fallen else "")
    return 1 if fallen else 0
