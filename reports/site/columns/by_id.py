"""A table of columns as a mapping: an id to the entry that is made of its row when it is asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import TypeVar

from reports.site.columns.ids import NOWHERE, IdIndex

Entry = TypeVar("Entry", covariant=True)


class ById(Mapping[str, Entry]):
    """The entries of a table by id, in the order of its rows."""

    ids: IdIndex

    @abstractmethod
    def entry(self, place: int) -> Entry:
        """Return the entry at *place*."""

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __contains__(self, identity: object) -> bool:
        return isinstance(identity, str) and self.ids.place(identity) != NOWHERE

    def __getitem__(self, identity: str) -> Entry:
        place = self.ids.place(identity)
        if place == NOWHERE:
            raise KeyError(identity)
        return self.entry(place)
