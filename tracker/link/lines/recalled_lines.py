"""The lines a store brings back: of each where it was said, worked out when it is asked for.

A release that is related asks for some hundred of the lines of its source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.domain import Release, Statement
from tracker.link.lines.found_by import PackedTerms, key_of
from tracker.link.lines.held_releases import NOTHING, HeldReleases, keys_of
from tracker.link.occasions.occasion import Occasion


def _nothing(place: int) -> Statement:
    raise IndexError(place)


class Statements:
    """What is visible of a history, earliest first."""

    def __init__(self, recalled: Sequence[str] = (), make: Callable[[int], Statement] = _nothing) -> None:
        """Begin with the releases *recalled*, by id; *make* gives the statement of one by its place among these."""
        self._make, self._recalled = make, len(recalled)
        self._first = dict(zip(recalled, range(len(recalled)), strict=True))  # their places, by id
        self._made: dict[int, Statement] = {}  # by place
        self._added: list[Statement] = []
        self._places: dict[str, list[int]] = defaultdict(list)  # of those added, by id

    def __len__(self) -> int:
        """Return how many there are."""
        return self._recalled + len(self._added)

    def __getitem__(self, place: int) -> Statement:
        """Return the statement at *place*; below zero counts from the latest.

        Raises:
            IndexError: There is none.
        """
        place = place if place >= 0 else len(self) + place
        if place >= self._recalled:
            return self._added[place - self._recalled]
        statement = self._made.get(place)
        if statement is None:
            statement = self._made[place] = self._make(place)
        return statement

    def __iter__(self) -> Iterator[Statement]:
        """Iterate, earliest first."""
        return (self[place] for place in range(len(self)))

    def add(self, statement: Statement) -> None:
        """Let *statement* be the latest."""
        self._places[statement.release.id].append(len(self))
        self._added.append(statement)

    def of(self, release_id: str) -> Statement | None:
        """Return what a release said last; None where it is not among these."""
        places = self.places_of(release_id)
        return self[places[-1]] if places else None

    def places_of(self, release_id: str) -> list[int]:
        """Return at which places a release stands, earliest first: several where it was dated anew."""
        first = self._first.get(release_id)
        return ([] if first is None else [first]) + self._places.get(release_id, [])


class SaidUnit(NamedTuple):
    """Where a line was said; the unit by its id, for it may have to be read first."""

    unit: str
    release: Release


class RecalledLines:
    """What releases said on their lines, earliest release first."""

    def __init__(self, held: HeldReleases = NOTHING) -> None:
        """Take in *held*."""
        self._held = held
        self._releases: dict[int, Release] = {}  # by place, as far as they were asked for
        numbers = np.array(held.numbers, dtype=np.int64)
        self._starts = np.concatenate(([0], np.cumsum(numbers)))  # of releases, among the mentions
        self._release_at = np.repeat(np.arange(len(held.ids)), numbers)
        # lines are numbered by key; mentions line by line, and in those the latest last
        self._order: NDArray[np.int64] = np.argsort(held.keys, kind="stable")
        ordered = held.keys[self._order]
        begins = np.flatnonzero(np.concatenate(([len(ordered) > 0], ordered[1:] != ordered[:-1])))
        self._keys = ordered[begins]
        self._bounds = np.concatenate((begins, [len(ordered)]))
        self._last: NDArray[np.int64] = self._order[self._bounds[1:] - 1]  # of each line its last mention
        self._dropped = self._still_dropped()

    def __len__(self) -> int:
        """Return how many lines a release spoke on."""
        return len(self._keys)

    def __contains__(self, line_id: str) -> bool:
        """Return whether a release spoke on the line."""
        return self._number(line_id) is not None

    def is_dropped(self, line_id: str) -> bool:
        """Return whether a release dropped the line and none spoke on it since."""
        return line_id in self._dropped

    def mentions(self, line_id: str) -> dict[Occasion, SaidUnit]:
        """Return where the line was last said on each occasion, latest last; empty where no release spoke on it."""
        found: dict[Occasion, SaidUnit] = {}
        number = self._number(line_id)
        if number is not None:
            for at in self._order[self._bounds[number] : self._bounds[number + 1]].tolist():
                place = int(self._release_at[at])
                occasion = self._held.occasions[place]
                found.pop(occasion, None)  # so that the latest comes last
                found[occasion] = SaidUnit(self._held.units[at].decode(), self.release(place))
        return found

    def release(self, place: int) -> Release:
        """Return the release at *place*, counted from the earliest."""
        release = self._releases.get(place)
        if release is None:
            release = self._releases[place] = self._held.release(place)
        return release

    def statement(self, place: int) -> Statement:
        """Return the release at *place* with the lines it spoke on."""
        lines = self._held.lines[self._starts[place] : self._starts[place + 1]].tolist()
        return Statement(self.release(place), frozenset(line.decode() for line in lines))

    def found_by(self) -> PackedTerms:
        """Return the lines with what each was found by when it was said last, the one said last at the end. It is asked for once."""
        held = self._held
        is_last = np.zeros(len(held.sizes), dtype=bool)
        is_last[self._last] = True
        last = np.flatnonzero(is_last)
        places = (np.cumsum(is_last) - 1)[self._last].astype(np.int32)
        words = held.words()[np.repeat(is_last, held.sizes)]
        held = self._held = held._replace(terms=b"")  # a third of all that is held
        return PackedTerms(held.lines[last], (self._keys, places), words, held.sizes[last])

    def _number(self, line_id: str) -> int | None:
        key = key_of(line_id)
        near = int(self._keys.searchsorted(np.uint64(key)))
        return near if near < len(self._keys) and int(self._keys[near]) == key else None

    def _still_dropped(self) -> frozenset[str]:
        """Return the lines that a release dropped and none spoke on since, nor that release itself."""
        dropped = self._held.dropped
        if not dropped:
            return frozenset()
        keys = keys_of(line for _, line in dropped)
        near = np.minimum(self._keys.searchsorted(keys), max(len(self._keys) - 1, 0))
        if not len(self._keys):
            return frozenset(line for _, line in dropped)
        said_at = np.where(self._keys[near] == keys, self._release_at[self._last[near]], -1).tolist()
        return frozenset(line for (place, line), said in zip(dropped, said_at, strict=True) if place >= said)
