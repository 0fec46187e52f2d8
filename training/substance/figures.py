"""How right the network of substance is on authors and sources left out, for its training and for ``make eval``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.gold import rows
from training.scoring import area

UNSAID = ", unsaid"  # of a sort: nobody said what moved
LEFT_OUT = Path(__file__).parent / "left_out.jsonl"
MUST_BE_HEARD, NOTHING = 1.0, 0.0


def left_out_odds() -> dict[str, float]:
    """Return what the network that had seen nothing of its author or source said of each pair, by the hash of its words."""
    return {row["pair"]: row["odds"] for row in rows(LEFT_OUT)}


def figures(predicted: Iterable[dict[str, Any]]) -> dict[str, float]:
    """Return the area under the curve of each sort of pairs: how often one that moved stands before one that did not.

    "…, must be heard" counts what moved a little on neither side.
    """
    by_sort: dict[str, list[dict[str, Any]]] = {}
    for row in predicted:
        if not row["sort"].endswith(UNSAID):
            by_sort.setdefault(row["sort"], []).append(row)
    found = {}
    for sort, of_sort in sorted(by_sort.items()):
        clear = [row for row in of_sort if row["moved"] in (NOTHING, MUST_BE_HEARD)]
        found[sort] = area([(row["odds"], row["moved"] > NOTHING) for row in of_sort])
        found[f"{sort}, must be heard"] = area(
            [(row["odds"], row["moved"] == MUST_BE_HEARD) for row in clear]
        )
    return found
