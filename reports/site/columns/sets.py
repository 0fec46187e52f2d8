"""Sets of names in columns: numbered as they come, and the names of each line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from reports.site.columns.rows import Groups, Places, grouped


class NumberedSets:
    """Sets of names, of which few are different, by number."""

    def __init__(self) -> None:
        self._numbers: dict[frozenset[str], int] = {}

    def number(self, names: frozenset[str]) -> int:
        """Return the number of *names*."""
        return self._numbers.setdefault(names, len(self._numbers))

    def __iter__(self) -> Iterator[frozenset[str]]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def members(self) -> tuple[list[str], Groups]:
        """Return the names of all sets in order, and by number of a set the places of its names among them."""
        names = sorted(frozenset[str]().union(*self._numbers))
        places = {name: place for place, name in enumerate(names)}
        flat = [places[name] for held in self._numbers for name in sorted(held)]
        starts = np.zeros(len(self) + 1, np.int32)
        np.cumsum([len(held) for held in self._numbers], out=starts[1:])
        return names, Groups(starts, np.array(flat, np.int32))


@dataclass(frozen=True, slots=True, eq=False)
class NameGroups:
    """The names of each row, in order."""

    names: Sequence[str]
    groups: Groups  # by row, places in *names*

    def __getitem__(self, place: int) -> frozenset[str]:
        return frozenset(self.names[name] for name in self.groups[place].tolist())

    def pairs(self) -> tuple[Places, Places]:
        """Return each row with each of its names: rows, and places in *names*."""
        starts = self.groups.starts
        rows = np.arange(len(starts) - 1, dtype=np.int32)
        return np.repeat(rows, np.diff(starts)), self.groups.places

    def by_name(self) -> dict[str, Places]:
        """Return the rows that have a name, by name, in their order."""
        rows, names = self.pairs()
        found = grouped(names, len(self.names))
        return {name: rows[found[place]] for place, name in enumerate(self.names)}


def names_of_groups(rows: Groups, numbers: Places, sets: NumberedSets) -> NameGroups:
    """Return the names each group of *rows* has, each once; *numbers* are of the set that a row has."""
    names, members = sets.members()
    groups = np.repeat(np.arange(len(rows.starts) - 1, dtype=np.int32), np.diff(rows.starts))
    which, name = members.expanded(numbers[rows.places])
    return NameGroups(names, distinct_pairs(groups[which], name, len(rows.starts) - 1, len(names)))


def distinct_pairs(rows: Places, members: Places, row_number: int, member_number: int) -> Groups:
    """Return the members of each row in order, each once."""
    each = max(member_number, 1)
    keys = np.unique(rows.astype(np.int64) * each + members)
    held = grouped((keys // each).astype(np.int32), row_number, np.arange(len(keys), dtype=np.int32))
    return Groups(held.starts, (keys % each).astype(np.int32))
