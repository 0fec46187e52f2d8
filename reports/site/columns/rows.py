"""A sequence whose entries are made when asked for: the places of rows, and what makes an entry of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Self, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int32]
Mask = NDArray[np.bool_]
Entry = TypeVar("Entry", covariant=True)


class Rows(Sequence[Entry], Generic[Entry]):
    """The entries of a table at *places*, in their order."""

    __slots__ = ("_make", "places")

    def __init__(self, places: Places, make: Callable[[int], Entry]) -> None:
        self.places, self._make = places, make

    def at(self, places: Places) -> Self:
        """Return other rows of the same table."""
        return type(self)(places, self._make)

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> Entry | Self:
        if isinstance(index, slice):
            return self.at(self.places[index])
        return self._make(int(self.places[index]))

    def __iter__(self) -> Iterator[Entry]:
        return map(self._make, self.places.tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as of a list

    def __repr__(self) -> str:
        return repr(tuple(self))


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
