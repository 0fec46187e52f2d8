"""What the network says of each word piece: its heads, side by side in one array."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
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
FAMILIES = {
    family: tuple(number for number, kind in enumerate(KINDS) if kind.family == family) for family in "UDSE"
}  # the numbers of the kinds of each


@dataclass(frozen=True)
class Heads:
    """What every head says of the pieces of a stretch of text."""

    logits: Scores  # of O, B and I
    tags: Shares  # the probabilities of O, B and I
    others: Shares  # those of all other heads, side by side

    @classmethod
    def of(cls, scores: Scores) -> Heads:
        """Return the heads of the pieces whose logits are *scores*."""
        column, parts = 0, []
        for width in WIDTHS.values():
            parts.append(_softmax(scores[:, column : column + width]))
            column += width
        return cls(scores[:, : WIDTHS["tag"]], parts[0], np.concatenate(parts[1:], axis=1))

    def __len__(self) -> int:
        return len(self.logits)

    def part(self, first: int, last: int) -> Heads:
        """Return the heads of the pieces first..last."""
        return Heads(self.logits[first:last], self.tags[first:last], self.others[first:last])

    @cached_property
    def totals(self) -> NDArray[np.float64]:
        """Sums of the probabilities of all heads but the first up to each piece: pieces + 1 × these heads."""
        totals = np.zeros((len(self.others) + 1, self.others.shape[1]))
        np.cumsum(self.others, axis=0, out=totals[1:])
        return totals

    def over(self, first: int, last: int) -> dict[str, list[float]]:
        """Return what each head but the first says of the pieces first..last together, as probabilities."""
        shares = ((self.totals[last] - self.totals[first]) / (last - first)).tolist()
        return {name: shares[begin:end] for name, (begin, end) in PLACES.items()}

    def kinds_within(self, inside: Shares) -> list[float]:
        """Return how many pieces are in a unit of each kind; *inside* are their shares of being in a unit."""
        kinds: list[float] = (inside @ self.others[:, : len(KINDS)]).tolist()
        return kinds


def family_shares(kinds: Sequence[float]) -> dict[str, float]:
    """Return the probability of each family, by its letter: the sum of *kinds*, the probabilities of its kinds."""
    return {family: sum([kinds[number] for number in own]) for family, own in FAMILIES.items()}


def _softmax(logits: Scores) -> Shares:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Shares = raised / raised.sum(axis=1, keepdims=True)
    return shares
