"""Counts and latest days over columns of units."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from reports.site.columns.change_table import COMMITMENT, KIND_CODES, ChangeRows
from reports.site.columns.collected import UnitColumns
from reports.site.columns.rows import Mask, Places
from reports.site.columns.sets import NameGroups, NumberedSets
from reports.view.counts import Count
from reports.view.display_names import UNRESOLVED
from tracker.domain import Kind

Key = TypeVar("Key", bound=str | tuple[str, str])
Keys = NDArray[np.int64]
ROWS_AT_ONCE = 100_000


def sides(units: UnitColumns) -> Mask:
    """Return of each unit that is counted whether it is a position."""
    return ~COMMITMENT[units.kind[: units.counted]]


def count_by_release(units: UnitColumns, releases: int) -> tuple[Places, Places]:
    """Return how many commitments and how many positions each release has."""
    position, release = sides(units), units.release[: units.counted]
    return (
        np.bincount(release[~position], minlength=releases).astype(np.int32),
        np.bincount(release[position], minlength=releases).astype(np.int32),
    )


def count_by_month(units: UnitColumns, days: Places) -> dict[tuple[str, str], Count]:
    """Return how many units were said on a topic in a month, in order; *days* are of releases."""
    known, of_day = np.unique(days, return_inverse=True)
    named = [f"{date.fromordinal(day):%Y-%m}" if day else "" for day in known.tolist()]
    months = sorted(set(named))
    month = np.array([months.index(name) for name in named], np.int64)[of_day]
    sets = list(units.topic_sets)

    def keys(some: slice) -> Keys:
        said = units.topics[some] * np.int64(len(months)) + month[units.release[some]]
        return said * 2 + ~COMMITMENT[units.kind[some]]

    def found() -> Iterator[tuple[tuple[str, str], int, int]]:
        for key, number in _numbers(units.counted, keys):
            said, position = divmod(key, 2)
            topics, when = divmod(said, len(months))
            if months[when]:
                for topic in sets[topics]:
                    yield (topic, months[when]), position, number

    return _counts(found())


def count_joint(units: UnitColumns) -> Counter[tuple[str, str]]:
    """Return how many undertakings each two parties share, in the order they come."""
    joint = units.kind[: units.counted] == KIND_CODES[Kind.U_JOINT]
    found, first, numbers = np.unique(
        units.speakers[: units.counted][joint], return_index=True, return_counts=True
    )
    sets, together = list(units.speaker_sets), Counter[tuple[str, str]]()
    for place in np.argsort(first).tolist():
        for pair in combinations(sorted(sets[found[place]] - {UNRESOLVED}), 2):
            together[pair] += int(numbers[place])
    return together


def count_addressed(units: UnitColumns) -> dict[tuple[str, str], Count]:
    """Return how many units one party says to another, in order."""
    each = max(len(units.addressee_sets), 1)
    speakers, addressees = list(units.speaker_sets), list(units.addressee_sets)

    def keys(some: slice) -> Keys:
        said = units.speakers[some] * np.int64(each) + units.addressees[some]
        return said * 2 + ~COMMITMENT[units.kind[some]]

    def found() -> Iterator[tuple[tuple[str, str], int, int]]:
        for key, number in _numbers(units.counted, keys):
            said, position = divmod(key, 2)
            by, to = divmod(said, each)
            for speaker in speakers[by]:
                for addressee in addressees[to]:
                    yield (speaker, addressee), position, number

    return _counts(found())


def latest_days(mentions: Places, days: Places, *named: tuple[Places, NumberedSets]) -> dict[str, date]:
    """Return the latest day of each name of the units at *mentions*.

    *days* are ordinals, of units; each of *named* gives the set of names a unit has, by number.
    """
    found: dict[str, int] = {}
    for numbers, sets in named:
        latest = np.zeros(len(sets), np.int32)
        np.maximum.at(latest, numbers[mentions], days[mentions])
        for names, day in zip(sets, latest.tolist(), strict=True):
            for name in names if day else ():
                found[name] = max(day, found.get(name, day))
    return {name: date.fromordinal(day) for name, day in found.items()}


def latest_moves(moves: ChangeRows, names: NameGroups) -> dict[str, date]:
    """Return the latest day one of *moves* was on a line with each name."""
    lines, days = moves.lines_and_days()
    of_line = np.zeros(len(names.groups.starts) - 1, np.int32)
    np.maximum.at(of_line, lines, days)
    rows, at = names.pairs()
    latest = np.zeros(len(names.names), np.int32)
    np.maximum.at(latest, at, of_line[rows])
    return {
        name: date.fromordinal(day) for name, day in zip(names.names, latest.tolist(), strict=True) if day
    }


def _numbers(rows: int, keys: Callable[[slice], Keys]) -> Iterable[tuple[int, int]]:
    """Return how many of the first *rows* rows have which key, in order; some at a time, for keys take more room than columns."""
    found = Counter[int]()
    for start in range(0, rows, ROWS_AT_ONCE):
        each, numbers = np.unique(keys(slice(start, min(start + ROWS_AT_ONCE, rows))), return_counts=True)
        for key, number in zip(each.tolist(), numbers.tolist(), strict=True):
            found[key] += number
    return sorted(found.items())


def _counts(found: Iterable[tuple[Key, int, int]]) -> dict[Key, Count]:
    """Add numbers up by key and side, in the order of the keys."""
    both: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for key, position, number in found:
        both[key][position] += number
    return {key: Count(*both[key]) for key in sorted(both)}
