"""What lines are found by as a store keeps it: eight bytes a word, searched as they are.

A history of a hundred thousand units is brought back without reading one of them. Two words
of one eight bytes would count as one; among the words of a million lines that happens
less than once in ten thousand stores (64 bits of BLAKE2b).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tracker.link.features import Features

WIDTH = 8  # bytes of a word
SHELVES = (
    1 << 16
)  # words are put in order by their first two bytes: a sort by all eight took six times as long


def terms_of(held: Features) -> frozenset[str]:
    """Return what a unit is found by: words, topics, speakers and addressees."""
    return (
        held.words
        | {f"topic:{topic}" for topic in held.topics}
        | {f"by:{speaker}" for speaker in held.speakers}
        | {f"to:{addressee}" for addressee in held.addressees}
    )


def packed_terms(held: Features) -> bytes:
    """Return what a unit is found by, :data:`WIDTH` bytes a word."""
    return b"".join(sorted(_digest(term) for term in terms_of(held)))


_NO_KEYS, _NO_SIZES = np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)


class PackedTerms:
    """Lines that were said before, the one said last at the end, with what each is found by."""

    def __init__(
        self,
        lines: Iterable[str] = (),
        keys: NDArray[np.uint64] = _NO_KEYS,
        sizes: NDArray[np.int64] = _NO_SIZES,
    ) -> None:
        """Take in *lines*, each with as many of *keys*, line by line, as *sizes* says: the words of :func:`packed_terms`."""
        self._lines, self._keys = list(lines), keys
        self._places = dict(zip(self._lines, range(len(self._lines)), strict=True))
        self._starts = np.concatenate(([0], np.cumsum(sizes)))
        self._out = np.zeros(len(self._lines), dtype=bool)
        self._fewer: Counter[int] = Counter()  # by word: how many of its lines were taken out
        owners = np.repeat(np.arange(len(self._lines), dtype=np.int32), sizes)
        shelves = (keys >> np.uint64(8 * WIDTH - 16)).astype(np.uint16)
        order = np.argsort(shelves, kind="stable")  # on one shelf the line said last stays last
        self._shelved, self._owners = keys[order], owners[order]
        self._ends = np.cumsum(np.bincount(shelves, minlength=SHELVES)).tolist() if len(keys) else []

    def __len__(self) -> int:
        """Return how many lines are left."""
        return len(self._places)

    def count(self, term: str) -> int:
        """Return how many lines are found by *term*."""
        found = len(self._found_by(term))
        return found - self._fewer[key_of(term)] if found else 0

    def holding(self, term: str, limit: int) -> list[str]:
        """Return the lines found by *term*, the one said last at the end: the last *limit* of them."""
        owners = self._found_by(term)
        left = owners[~self._out[owners]][-limit:]
        return [self._lines[place] for place in left.tolist()]

    def places_of(self, lines: Iterable[str]) -> NDArray[np.int32]:
        """Return where *lines* are among these, as far as they are."""
        found = [place for line_id in lines if (place := self._places.get(line_id)) is not None]
        return np.array(found, dtype=np.int32)

    def holders_among(self, places: NDArray[np.int32], term: str) -> list[str]:
        """Return which of the lines at *places* are found by *term*."""
        owners = self._found_by(term)  # in order
        if not len(owners):
            return []
        near = owners.searchsorted(places)
        near[near == len(owners)] = 0
        return [self._lines[place] for place in places[owners[near] == places].tolist()]

    def take_out(self, line_id: str) -> None:
        """Leave out a line, if it is among these: it was said again."""
        place = self._places.pop(line_id, None)
        if place is not None:
            self._out[place] = True
            self._fewer.update(self._keys[self._starts[place] : self._starts[place + 1]].tolist())

    def _found_by(self, term: str) -> NDArray[np.int32]:
        """Return the places of all lines found by *term*, those taken out as well, the one said last at the end."""
        if not self._ends:
            return self._owners
        key = key_of(term)
        shelf = key >> (8 * WIDTH - 16)
        first, last = self._ends[shelf - 1] if shelf else 0, self._ends[shelf]
        found: NDArray[np.int32] = self._owners[first:last][self._shelved[first:last] == np.uint64(key)]
        return found


@lru_cache(maxsize=1 << 16)
def _digest(term: str) -> bytes:
    return hashlib.blake2b(term.encode(), digest_size=WIDTH).digest()


@lru_cache(maxsize=1 << 16)
def key_of(term: str) -> int:
    """Return the number by which :class:`PackedTerms` knows a word."""
    return int.from_bytes(_digest(term), "little")
