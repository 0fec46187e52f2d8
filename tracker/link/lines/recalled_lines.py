"""The lines a store brings back: of each where it was said, worked out when it is asked for.

A history of a hundred thousand units is a few columns, put side by side; a release that is
related asks for some hundred of its lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.domain import Release
from tracker.link.lines.found_by import WIDTH, PackedTerms
from tracker.link.occasions.occasion import Occasion
from tracker.link.occasions.series import TitleKey


class RecalledRelease(NamedTuple):
    """A release as a store brings it back: which units stand on which lines, not what they say."""

    release: Release
    title: TitleKey
    occasion: Occasion
    units: Sequence[str]  # the first unit of each line
    lines: Sequence[str]  # each once
    sizes: Sequence[str]  # of each unit, how many words it is found by
    terms: bytes  # these words, unit by unit
    dropped: Collection[str]


class SaidUnit(NamedTuple):
    """Where a line was said; the unit by its id, for it may have to be read first."""

    unit: str
    release: Release


class RecalledLines:
    """What releases said on their lines, earliest release first."""

    def __init__(self, releases: Sequence[RecalledRelease] = ()) -> None:
        """Take in *releases*."""
        self._releases = releases
        self._units = list(chain.from_iterable(one.units for one in releases))
        lines = list(chain.from_iterable(one.lines for one in releases))
        # a line stands where it was said last: what was said last comes last
        self._places = dict(zip(reversed(dict.fromkeys(reversed(lines))), range(len(lines)), strict=False))
        places = np.fromiter(map(self._places.__getitem__, lines), dtype=np.int32, count=len(lines))
        numbers = [len(one.lines) for one in releases]
        self._release_at = np.repeat(np.arange(len(releases)), numbers)
        self._order = np.argsort(places, kind="stable")  # mentions, line by line
        ends = np.cumsum(np.bincount(places, minlength=len(self._places)))
        self._bounds = [0, *ends.tolist()]
        self._last: NDArray[np.int64] = self._order[ends - 1]  # of each line its last mention

    def __contains__(self, line_id: str) -> bool:
        """Return whether a release spoke on the line."""
        return line_id in self._places

    def __iter__(self) -> Iterator[str]:
        """Iterate over the lines, the one said last at the end."""
        return iter(self._places)

    def mentions(self, line_id: str) -> dict[Occasion, SaidUnit]:
        """Return where the line was last said on each occasion, latest last; empty where no release spoke on it."""
        found: dict[Occasion, SaidUnit] = {}
        place = self._places.get(line_id)
        if place is not None:
            for at in self._order[self._bounds[place] : self._bounds[place + 1]].tolist():
                held = self._releases[self._release_at[at]]
                found.pop(held.occasion, None)  # so that the latest comes last
                found[held.occasion] = SaidUnit(self._units[at], held.release)
        return found

    def found_by(self) -> PackedTerms:
        """Return the lines with what each was found by when it was said last."""
        written = chain.from_iterable(one.sizes for one in self._releases)
        sizes = np.fromiter(map(int, written), dtype=np.int64, count=len(self._units))
        is_last = np.zeros(len(sizes), dtype=bool)
        is_last[self._last] = True
        keys = np.frombuffer(b"".join(one.terms for one in self._releases), dtype=f"<u{WIDTH}")
        return PackedTerms(list(self._places), keys[np.repeat(is_last, sizes)], sizes[is_last])
