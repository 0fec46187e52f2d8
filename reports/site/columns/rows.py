"""A sequence whose entries are made when asked for: the places of rows, and what makes an entry of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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
