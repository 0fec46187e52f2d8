"""How telling a word is: rare words weigh more than common ones.

Weights are whole numbers, so that sums are exact and the order of a set never
shows in a score.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sized
from typing import Protocol

SCALE = 10_000  # a weight of 1.0 as a whole number


class Holders(Protocol):
    """Word → the lines that hold it, or as many of anything: how many there are is all that counts."""

    def get(self, word: str, default: tuple[()], /) -> Sized:
        """Return what holds *word*."""


class IdfWeights:
    """The weight of words among *lines* lines, of which *holders* hold each word; worked out once a word and set."""

    __slots__ = ("of", "word")

    def __init__(self, holders: Holders, lines: int) -> None:
        # The weight of a word (from about a tenth of SCALE upwards), and of all words of a set. Not methods: they are
        # asked for millions of times, and a dict answers without a call.
        self.word: Callable[[str], int] = _Weights(holders, lines).__getitem__
        self.of: Callable[[frozenset[str]], int] = _Sums(self.word).__getitem__


class _Sums(dict[frozenset[str], int]):
    """Weights by set of words, each worked out when first asked for."""

    def __init__(self, word: Callable[[str], int]) -> None:
        super().__init__()
        self._word = word

    def __missing__(self, words: frozenset[str]) -> int:
        weight = self[words] = sum(map(self._word, words))
        return weight


class _Weights(dict[str, int]):
    """Weights by word, each worked out when first asked for."""

    def __init__(self, holders: Holders, lines: int) -> None:
        super().__init__()
        self._holders, self._lines = holders, lines
        self._by_count: dict[int, int] = {}

    def __missing__(self, word: str) -> int:
        held = len(self._holders.get(word, ()))
        weight = self._by_count.get(held)
        if weight is None:
            weight = self._by_count[held] = round(SCALE * math.log(1 + (self._lines + 1) / (held + 1)))
        self[word] = weight
        return weight


UNIFORM_WEIGHTS = IdfWeights({}, 0)  # every word weighs the same
