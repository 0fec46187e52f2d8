"""The statements of one source in their order, those a store brought back made when they are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from tracker.domain import Statement


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
