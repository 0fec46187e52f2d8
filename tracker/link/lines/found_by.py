"""What lines are found by as a store keeps it: eight bytes a word, searched as they are.

A history of a hundred thousand units is brought back without reading one of them. Two words
of one eight bytes would count as one; among the words of a million lines that happens
less than once in ten thousand stores (64 bits of BLAKE2b).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tracker.link.features import Features

WIDTH = 8  # bytes of a word
KEYS = 1 << 14  # words and lines whose keys are remembered: 4 MB
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


_NO_IDS = np.zeros(0, dtype="S1")
_NO_KEYS, _NO_SIZES = np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
Places = NDArray[np.int32]
_NO_PLACES: Places = np.zeros(0, dtype=np.int32)


class PackedTerms:
    """Lines that were said before, known by their places, the one said last at the end, with what each is found by."""

    def __init__(
        self,
        lines: NDArray[np.bytes_] = _NO_IDS,
        by_key: tuple[NDArray[np.uint64], Places] = (_NO_KEYS, _NO_PLACES),
        words: NDArray[np.uint64] = _NO_KEYS,
        sizes: NDArray[np.int64] = _NO_SIZES,
    ) -> None:
        """Take in *lines*, and of each as many of *words* as *sizes* says: those of :func:`packed_terms`.

        *by_key* are the :func:`key_of` all lines, in order, and the place of each.
        """
        self._lines = lines
        self._line_keys, self._by_key = by_key
        self._out = np.zeros(len(lines), dtype=bool)
        self._left = len(lines)
        self._fewer: Counter[int] = Counter()  # by word: how many of its lines were taken out
        shelves = (words >> np.uint64(8 * WIDTH - 16)).astype(np.uint16)
        order = np.argsort(shelves, kind="stable")  # on one shelf the line said last stays last
        self._shelved = words[order]
        self._owners = np.repeat(np.arange(len(lines), dtype=np.int32), sizes)[order]
        self._found: dict[int, Places] = {}  # by word, as far as they were asked for
        self._ends = np.cumsum(np.bincount(shelves, minlength=SHELVES))

    def __len__(self) -> int:
        """Return how many lines are left."""
        return self._left

    def line(self, place: int) -> str:
        """Return the line at *place*."""
        line: bytes = self._lines[place]
        return line.decode()

    def count(self, term: str) -> int:
        """Return how many lines are found by *term*."""
        found = len(self._found_by(term))
        return found - self._fewer[key_of(term)] if found else 0

    def holding(self, term: str, limit: int) -> list[int]:
        """Return the places of the lines found by *term*, the one said last at the end: the last *limit* of them."""
        owners = self._found_by(term)
        left: list[int] = owners[~self._out[owners]][-limit:].tolist()
        return left

    def holders_among(self, places: Places, term: str) -> list[int]:
        """Return which of *places* are those of lines found by *term*."""
        owners = self._found_by(term)  # in order
        if not len(owners):
            return []
        near = owners.searchsorted(places)
        near[near == len(owners)] = 0
        holders: list[int] = places[owners[near] == places].tolist()
        return holders

    def take_out(self, line_id: str) -> None:
        """Leave out a line, if it is among these: it was said again."""
        key = np.uint64(key_of(line_id))
        near = self._line_keys.searchsorted(key)
        if near == len(self._line_keys) or self._line_keys[near] != key:
            return
        place = self._by_key[near]
        if not self._out[place]:
            self._out[place] = True
            self._left -= 1
            # all are looked through, .4 ms of 80,000 lines: laid line by line as well they would take 9 MB
            self._fewer.update(self._shelved[self._owners == place].tolist())

    def _found_by(self, term: str) -> Places:
        """Return the places of all lines found by *term*, those taken out as well, the one said last at the end."""
        if not len(self._shelved):
            return self._owners
        key = key_of(term)
        found = self._found.get(key)
        if found is None:
            shelf = key >> (8 * WIDTH - 16)
            first, last = self._ends[shelf - 1] if shelf else 0, self._ends[shelf]
            found = self._owners[first:last][self._shelved[first:last] == np.uint64(key)]
            self._found[key] = found
        return found


def _digest(term: str) -> bytes:
    return hashlib.blake2b(term.encode(), digest_size=WIDTH).digest()


@lru_cache(maxsize=KEYS)
def key_of(term: str) -> int:
    """Return the number by which :class:`PackedTerms` knows a word."""
    return int.from_bytes(_digest(term), "little")
