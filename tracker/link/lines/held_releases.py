"""What a store brings back of a source: which unit stands on which line of which release, not what they say.

A history of a hundred thousand units is a few columns, laid side by side. What is asked for by
releases and lines is made of them when it is asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.domain import Release
from tracker.link.lines.found_by import WIDTH, key_of
from tracker.link.occasions.occasion import Occasion
from tracker.link.occasions.series import TitleKey

Ids = NDArray[np.bytes_]
Keys = NDArray[np.uint64]


class HeldReleases(NamedTuple):
    """Releases of one source, earliest first, each with the lines it spoke on.

    *ids*, *titles*, *occasions* and *numbers* have an entry a release; *units*, *lines*, *keys* and *sizes* one for
    each line that a release spoke on, release by release.
    """

    release: Callable[[int], Release]  # by its place among these
    ids: Sequence[str]
    titles: Sequence[TitleKey]
    occasions: Sequence[Occasion]
    numbers: Sequence[int]  # of lines it spoke on
    dropped: Sequence[tuple[int, str]]  # the place of a release, and a line it dropped
    units: Ids  # the first unit of the line
    lines: Ids  # of a release each once
    keys: Keys  # tracker.link.lines.found_by.key_of of *lines*
    sizes: NDArray[np.int64]  # by how many words the unit is found
    terms: bytes  # these words, unit by unit

    def words(self) -> Keys:
        """Return the words by which units are found, unit by unit, as numbers."""
        return np.frombuffer(self.terms, dtype=f"<u{WIDTH}")


def _no_release(place: int) -> Release:
    raise IndexError(place)


NO_IDS: Ids = np.zeros(0, dtype="S1")
NOTHING = HeldReleases(
    _no_release, (), (), (), (), (), NO_IDS, NO_IDS, np.zeros(0, np.uint64), np.zeros(0, np.int64), b""
)


def ids_of(names: Sequence[str]) -> Ids:
    """Return *names*, of ASCII, as a column."""
    return np.array(names, dtype="S") if names else NO_IDS


def keys_of(names: Iterable[str]) -> Keys:
    """Return the keys of *names*."""
    return np.fromiter(map(key_of, names), dtype=np.uint64)


def join_held(parts: Sequence[HeldReleases]) -> HeldReleases:
    """Return *parts*, each earlier than the next, as one."""
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return NOTHING
    starts = [0, *accumulate(len(part.ids) for part in parts)]
    releases = [part.release for part in parts]  # of *parts* no more is held: their columns are in these

    def release(place: int) -> Release:
        at = bisect_right(starts, place) - 1
        return releases[at](place - starts[at])

    return HeldReleases(
        release,
        list(chain.from_iterable(part.ids for part in parts)),
        list(chain.from_iterable(part.titles for part in parts)),
        list(chain.from_iterable(part.occasions for part in parts)),
        list(chain.from_iterable(part.numbers for part in parts)),
        [
            (start + place, line)
            for start, part in zip(starts, parts, strict=False)
            for place, line in part.dropped
        ],
        np.concatenate([part.units for part in parts]),
        np.concatenate([part.lines for part in parts]),
        np.concatenate([part.keys for part in parts]),
        np.concatenate([part.sizes for part in parts]),
        b"".join(part.terms for part in parts),
    )
