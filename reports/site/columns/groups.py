"""Places of rows by what they belong to: all of one after the other, and where each begins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reports.site.columns.rows import Places


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """The group of place n is ``places[starts[n] : starts[n + 1]]``."""

    starts: NDArray[np.int32]
    places: Places

    def __getitem__(self, place: int) -> Places:
        group: Places = self.places[self.starts[place] : self.starts[place + 1]]
        return group

    def of(self, chosen: Places) -> Places:
        """Return what the groups at *chosen* hold, one group after the other."""
        return self.places[self._within(chosen)]

    def at(self, chosen: Places) -> Groups:
        """Return the groups at *chosen*, in that order."""
        starts = np.zeros(len(chosen) + 1, np.int32)
        np.cumsum(self.starts[chosen + 1] - self.starts[chosen], out=starts[1:])
        return Groups(starts, self.of(chosen))

    def expanded(self, chosen: Places) -> tuple[Places, Places]:
        """Return a pair for each member of the groups at *chosen*: which of *chosen* it belongs to, and the member."""
        lengths = self.starts[chosen + 1] - self.starts[chosen]
        return np.repeat(np.arange(len(chosen), dtype=np.int32), lengths), self.of(chosen)

    def _within(self, chosen: Places) -> Places:
        starts = self.starts[chosen]
        lengths = self.starts[chosen + 1] - starts
        before = np.cumsum(lengths) - lengths
        first = np.repeat(starts - before.astype(np.int32), lengths)
        within: Places = np.arange(len(first), dtype=np.int32) + first
        return within


def grouped(keys: Places, number: int, order: Places | None = None) -> Groups:
    """Return the rows of *keys* by key, of *number* keys from 0 on; keys below 0 belong to none.

    Within a group they keep the order they come in, or that of *order*, which is of all rows by key already.
    """
    if order is None:
        order = np.argsort(keys, kind="stable").astype(np.int32)
    lengths = np.bincount(keys[keys >= 0], minlength=number)
    starts = np.zeros(number + 1, np.int32)
    np.cumsum(lengths, out=starts[1:])
    return Groups(starts, order[len(order) - int(starts[-1]) :])
