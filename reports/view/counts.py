"""Commitments and positions, counted apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.domain import Kind
from tracker.text.numbers import pluralize


@dataclass(frozen=True, slots=True)
class Count:
    """So many commitments, so many positions; never one number."""

    commitments: int = 0
    positions: int = 0

    def __bool__(self) -> bool:
        return bool(self.commitments or self.positions)

    def __add__(self, other: Count) -> Count:
        return Count(self.commitments + other.commitments, self.positions + other.positions)


ZERO_COUNT = Count()


def count_kinds(kinds: Iterable[Kind]) -> Count:
    """Count units by their *kinds*, commitments and positions apart."""
    commitments = positions = 0
    for kind in kinds:
        if kind.is_commitment:
            commitments += 1
        else:
            positions += 1
    return Count(commitments, positions)


def count_in_words(count: Count) -> str:
    """Return a count in words, its two halves apart.

    >>> count_in_words(Count(1, 2))
    '1 commitment, 2 positions'
    >>> count_in_words(Count(0, 2))
    '2 positions'
    """
    halves = ((count.commitments, "commitment"), (count.positions, "position"))
    return ", ".join(pluralize(number, noun) for number, noun in halves if number) or "none"


def bar_percent(number: int, most: int) -> int:
    """Return how long the bar of *number* is in percent of that of *most*; of what there is it can be seen.

    >>> bar_percent(0, 400), bar_percent(1, 400), bar_percent(200, 400)
    (0, 2, 50)
    """
    return max(2, round(100 * number / most)) if number else 0
