"""The inverted index over lines: which of them share telling words with a unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sized
from itertools import islice

import numpy as np

from tracker.link.features import Features
from tracker.link.idf import IdfWeights
from tracker.link.lines.found_by import PackedTerms, terms_of

# How many lines are handed to the pair model for one unit. On the coded chains the right line was always among the
# first 19 with the coded slots and 28 with our own reader's (bench/link.py gold).
CANDIDATES = 40
# How many (word, line) pairs are read for one unit, rarest words first, before the search only re-scores the best
# PRESCORED of what it has: keeps the search flat when words such as "cooperation" stand on thousands of lines.
POSTINGS = 800
PRESCORED = 80


class LineIndex:
    """Lines by what their latest mention can be found by: those a store brought back, and what was said since.

    Within, a line is a number: its place among those brought back, or below zero one of those said since.
    """

    def __init__(self, recalled: PackedTerms | None = None) -> None:
        self._recalled = recalled or PackedTerms()
        self._features: dict[str, Features] = {}
        self._since: list[str] = []  # lines, the first with the number -1
        self._numbers: dict[str, int] = {}  # of these
        self._holders: dict[str, dict[int, None]] = defaultdict(dict)  # word → lines, the latest indexed last
        self._counts = _Counts(self._recalled, self._holders)
        self._rarity = self._weights()

    @property
    def idf(self) -> IdfWeights:
        """How telling words are among the lines, as of the last :meth:`put`."""
        return self._rarity

    def put(self, lines: Mapping[str, Features]) -> None:
        """Index *lines*, each in place of what was indexed of it."""
        for line_id, held in lines.items():
            number = self._number(line_id)
            earlier = self._features.get(line_id)
            for term in terms_of(earlier) if earlier else ():
                self._holders[term].pop(number, None)
            self._features[line_id] = held
            for term in terms_of(held):
                self._holders[term][number] = None
        self._rarity = self._weights()

    def find(self, wanted: Features, limit: int = CANDIDATES) -> list[str]:
        """Return ids of the lines that share the most telling words with *wanted*, best first, equals by id."""
        found = sorted((held, term) for term in terms_of(wanted) if (held := self._counts.number(term)))
        scores: dict[int, int] = {}
        word, get = self._rarity.word, scores.get
        read = used = 0
        for held, term in found:
            if scores and read + held > POSTINGS:
                break
            weight = word(term)
            # where even the rarest word is on too many lines, those it was last said on
            for line in self._holding(term, POSTINGS):
                scores[line] = get(line, 0) + weight
            read += held
            used += 1
        if used == len(found):
            return self._named(self._best(scores, limit), scores)
        kept = {line: scores[line] for line in self._best(scores, max(PRESCORED, limit))}
        recalled = np.array([line for line in kept if line >= 0], dtype=np.int32)
        for _, term in found[used:]:
            weight, since = word(term), self._holders.get(term)
            for line in since.keys() & kept.keys() if since else ():
                kept[line] += weight
            for line in self._recalled.holders_among(recalled, term) if len(recalled) else ():
                kept[line] += weight
        return self._named(self._best(kept, limit), kept)

    def _holding(self, term: str, limit: int) -> list[int]:
        """Return the lines that hold *term*, the latest indexed *limit* of them."""
        since = list(islice(reversed(self._holders.get(term, {})), limit))
        if len(since) < limit and self._recalled:
            since += self._recalled.holding(term, limit - len(since))
        return since

    def _best(self, scores: Mapping[int, int], limit: int) -> list[int]:
        """Return the *limit* best of *scores*, of equals at the end those whose ids sort first; in no order."""
        if len(scores) <= limit:
            return list(scores)
        floor = sorted(scores.values())[-limit]
        best = [line for line, score in scores.items() if score >= floor]
        if len(best) == limit:
            return best
        last = sorted((line for line in best if scores[line] == floor), key=self._id)
        return [line for line in best if scores[line] > floor] + last[: limit - len(best) + len(last)]

    def _named(self, lines: Iterable[int], scores: Mapping[int, int]) -> list[str]:
        """Return the ids of *lines*, the best first, equals by id."""
        return [line_id for _, line_id in sorted((-scores[line], self._id(line)) for line in lines)]

    def _id(self, line: int) -> str:
        return self._recalled.line(line) if line >= 0 else self._since[-1 - line]

    def _number(self, line_id: str) -> int:
        """Return the number of a line that is said anew, from its first time on one of those said since."""
        number = self._numbers.get(line_id)
        if number is None:
            self._recalled.take_out(line_id)
            self._since.append(line_id)
            number = self._numbers[line_id] = -len(self._since)
        return number

    def _weights(self) -> IdfWeights:
        return IdfWeights(self._counts, len(self._features) + len(self._recalled))


class _Counts:
    """How many lines hold a word, as :class:`IdfWeights` asks.

    It knows nothing of the index, which so leads in no circle: that of a source, of 100 MB, is gone when it is let go of.
    """

    def __init__(self, recalled: PackedTerms, since: Mapping[str, Sized]) -> None:
        self._recalled, self._since = recalled, since

    def number(self, word: str) -> int:
        return len(self._since.get(word, ())) + (self._recalled.count(word) if self._recalled else 0)

    def get(self, word: str, _default: tuple[()], /) -> range:
        return range(self.number(word))
