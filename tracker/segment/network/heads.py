"""What the network says of each word piece: its heads, side by side in one array."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from tracker.domain import Kind

Scores = NDArray[np.float32]  # word pieces × all heads side by side, as logits
Shares = NDArray[np.float32]  # the same or a part of it, as probabilities

KINDS = tuple(Kind)
LEVELS = 5
INTENSITIES = 3
WIDTHS = {
    "tag": 3,  # O, B, I: outside of a unit, its first piece, a later one
    "kind": len(KINDS),
    "level": LEVELS,
    "intensity": INTENSITIES,
    "polarity": 2,
    "reaffirm": 2,
}
PLACES = dict(  # where the shares of each head but the first stand beside each other
    zip(list(WIDTHS)[1:], pairwise(accumulate(list(WIDTHS.values())[1:], initial=0)), strict=True)
)
FAMILIES = tuple(kind.family for kind in KINDS)


def tag_shares(scores: Scores) -> Shares:
    """Return the probabilities of O, B and I for each piece."""
    return _softmax(scores[:, : WIDTHS["tag"]])


@dataclass(frozen=True, slots=True)
class Heads:
    """What every head but the first says of the pieces of a sentence."""

    totals: NDArray[
        np.float64
    ]  # pieces + 1 × the heads behind the first: sums of probabilities up to each piece

    @classmethod
    def of(cls, scores: Scores) -> Heads:
        """Return the heads of a sentence; *scores* are the logits of its pieces."""
        column, parts = WIDTHS["tag"], []
        for width in list(WIDTHS.values())[1:]:
            parts.append(_softmax(scores[:, column : column + width]))
            column += width
        shares = np.concatenate(parts, axis=1)
        totals = np.zeros((len(shares) + 1, shares.shape[1]))
        np.cumsum(shares, axis=0, out=totals[1:])
        return cls(totals)

    def over(self, first: int, last: int) -> dict[str, list[float]]:
        """Return what each head says of the pieces first..last together, as probabilities."""
        shares = ((self.totals[last] - self.totals[first]) / (last - first)).tolist()
        return {name: shares[begin:end] for name, (begin, end) in PLACES.items()}


def kinds_within(scores: Scores, inside: Shares) -> list[float]:
    """Return how many pieces are in a unit of each kind; *inside* are their shares of being in a unit."""
    first = WIDTHS["tag"]
    kinds: list[float] = (inside @ _softmax(scores[:, first : first + len(KINDS)])).tolist()
    return kinds


def family_shares(kinds: Sequence[float]) -> dict[str, float]:
    """Return the share of each family, from those of the kinds."""
    totals = dict.fromkeys("UDSE", 0.0)
    for family, share in zip(FAMILIES, kinds, strict=True):
        totals[family] += share
    return totals


def _softmax(logits: Scores) -> Shares:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Shares = raised / raised.sum(axis=1, keepdims=True)
    return shares
