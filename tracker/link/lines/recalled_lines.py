"""The lines a store brings back: of each where it was said, worked out when it is asked for.

A history of a hundred thousand units is a few columns, put side by side; a release that is
related asks for some hundred of its lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.domain import Release
from tracker.link.lines.found_by import WIDTH, PackedTerms
from tracker.link.occasions.occasion import Occasion
from tracker.link.occasions.series import TitleKey


class RecalledRelease(NamedTuple):
    """A release as a store brings it back."""

    release: Release
    title: TitleKey
    occasion: Occasion
    number: int  # of lines it spoke on
    dropped: Collection[str]


class RecalledReleases(NamedTuple):
    """What a store brings back of a source, earliest first: which units stand on which lines, not what they say.

    *units*, *lines* and *sizes* have an entry for each line that a release spoke on, release by release.
    """

    releases: Sequence[RecalledRelease]
    units: Sequence[str]  # the first unit of the line
    lines: Sequence[str]  # of a release each once
    sizes: NDArray[np.int64]  # by how many words the unit is found
    terms: bytes  # these words, unit by unit


NOTHING = RecalledReleases((), (), (), np.zeros(0, dtype=np.int64), b"")


class SaidUnit(NamedTuple):
    """Where a line was said; the unit by its id, for it may have to be read first."""

    unit: str
    release: Release


class RecalledLines:
    """What releases said on their lines, earliest release first."""

    def __init__(self, held: RecalledReleases = NOTHING) -> None:
        """Take in *held*."""
        self._held = held
        self._numbers: dict[str, int] = {}  # of the lines, in the order in which they were first said
        number, count = self._numbers.setdefault, len(held.lines)
        numbered = (number(line, len(self._numbers)) for line in held.lines)
        numbers = np.fromiter(numbered, np.int32, count=count)
        self._release_at = np.repeat(np.arange(len(held.releases)), [one.number for one in held.releases])
        self._order = np.argsort(numbers, kind="stable")  # mentions, line by line
        ends = np.cumsum(np.bincount(numbers, minlength=len(self._numbers)))
        self._bounds = [0, *ends.tolist()]
        self._last: NDArray[np.int64] = self._order[ends - 1]  # of each line its last mention

    def __contains__(self, line_id: str) -> bool:
        """Return whether a release spoke on the line."""
        return line_id in self._numbers

    def __iter__(self) -> Iterator[str]:
        """Iterate over the lines."""
        return iter(self._numbers)

    def mentions(self, line_id: str) -> dict[Occasion, SaidUnit]:
        """Return where the line was last said on each occasion, latest last; empty where no release spoke on it."""
        found: dict[Occasion, SaidUnit] = {}
        number = self._numbers.get(line_id)
        if number is not None:
            for at in self._order[self._bounds[number] : self._bounds[number + 1]].tolist():
                release = self._held.releases[self._release_at[at]]
                found.pop(release.occasion, None)  # so that the latest comes last
                found[release.occasion] = SaidUnit(self._held.units[at], release.release)
        return found

    def found_by(self) -> PackedTerms:
        """Return the lines with what each was found by when it was said last, the one said last at the end."""
        sizes = self._held.sizes
        last = np.sort(self._last)
        is_last = np.zeros(len(sizes), dtype=bool)
        is_last[last] = True
        keys = np.frombuffer(self._held.terms, dtype=f"<u{WIDTH}")
        lines = map(self._held.lines.__getitem__, last.tolist())
        return PackedTerms(lines, keys[np.repeat(is_last, sizes)], sizes[is_last])
