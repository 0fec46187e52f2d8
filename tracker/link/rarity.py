"""How telling a word is: rare words weigh more than common ones.

Weights are whole numbers, so that sums are exact and the order of a set never
shows in a score.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sized

SCALE = 10_000  # a weight of 1.0 as a whole number


class Rarity:
    """The weight of words among *lines* lines, of which *holders* hold each word; worked out once a word and set."""

    __slots__ = ("_holders", "_lines", "_sets", "_words")

    def __init__(self, holders: Mapping[str, Sized], lines: int) -> None:
        self._holders, self._lines = holders, lines
        self._words: dict[str, int] = {}
        self._sets: dict[frozenset[str], int] = {}

    def word(self, word: str) -> int:
        """Return the weight of *word*: from about a tenth of ``SCALE``, on all lines, upwards."""
        weight = self._words.get(word)
        if weight is None:
            held = len(self._holders.get(word, ()))
            weight = self._words[word] = round(SCALE * math.log(1 + (self._lines + 1) / (held + 1)))
        return weight

    def of(self, words: frozenset[str]) -> int:
        """Return the weight of all of *words*."""
        weight = self._sets.get(words)
        if weight is None:
            weight = self._sets[words] = sum(map(self.word, words))
        return weight


FLAT = Rarity({}, 0)  # every word weighs the same
