"""The inverted index over lines: which of them share telling words with a unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice

from tracker.link.features import Features
from tracker.link.idf import IdfWeights

# How many lines are handed to the pair model for one unit. On the coded chains the right line was always among the
# first 19 with the coded slots and 28 with our own reader's (bench/link.py gold).
CANDIDATES = 40
# How many (word, line) pairs are read for one unit, rarest words first, before the search only re-scores the best
# PRESCORED of what it has: keeps the search flat when words such as "cooperation" stand on thousands of lines.
POSTINGS = 800
PRESCORED = 80


class LineIndex:
    """Lines by what their latest mention can be found by."""

    def __init__(self) -> None:
        self._features: dict[str, Features] = {}
        self._holders: dict[str, dict[str, None]] = defaultdict(dict)  # word → lines, the latest indexed last
        self._rarity = IdfWeights(self._holders, 0)

    @property
    def idf(self) -> IdfWeights:
        """How telling words are among the lines, as of the last :meth:`put`."""
        return self._rarity

    def put(self, lines: Mapping[str, Features]) -> None:
        """Index *lines*, each in place of what was indexed of it."""
        for line_id, held in lines.items():
            earlier = self._features.get(line_id)
            for term in _terms(earlier) if earlier else ():
                self._holders[term].pop(line_id, None)
            self._features[line_id] = held
            for term in _terms(held):
                self._holders[term][line_id] = None
        self._rarity = IdfWeights(self._holders, len(self._features))

    def find(self, wanted: Features, limit: int = CANDIDATES) -> list[str]:
        """Return ids of the lines that share the most telling words with *wanted*, best first, equals by id."""
        found = [(term, held) for term in _terms(wanted) if (held := self._holders.get(term))]
        found.sort(key=lambda entry: (len(entry[1]), entry[0]))
        scores: dict[str, int] = {}
        word, get = self._rarity.word, scores.get
        read = used = 0
        for term, held in found:
            if scores and read + len(held) > POSTINGS:
                break
            weight = word(term)
            if not scores and len(held) <= POSTINGS:
                scores |= dict.fromkeys(held, weight)
            else:
                # where even the rarest word is on too many lines, those it was last said on
                for line_id in held if len(held) <= POSTINGS else islice(reversed(held), POSTINGS):
                    scores[line_id] = get(line_id, 0) + weight
            read += len(held)
            used += 1
        if used == len(found):
            return _best(scores, limit)
        kept = {line_id: scores[line_id] for line_id in _best(scores, max(PRESCORED, limit))}
        for term, held in found[used:]:
            weight = word(term)
            for line_id in kept.keys() & held.keys():
                kept[line_id] += weight
        return _best(kept, limit)


def _best(scores: Mapping[str, int], limit: int) -> list[str]:
    """Return the *limit* best of *scores*, equals by id."""
    ids: Iterable[str] = scores
    if len(scores) > limit:
        floor = sorted(scores.values())[-limit]
        ids = [line_id for line_id, score in scores.items() if score >= floor]
    return sorted(sorted(ids), key=scores.__getitem__, reverse=True)[
        :limit
    ]  # a sort keeps the order of equals


def _terms(held: Features) -> frozenset[str]:
    """Return what a unit is found by: words, topics, speakers and addressees."""
    return (
        held.words
        | {f"topic:{topic}" for topic in held.topics}
        | {f"by:{speaker}" for speaker in held.speakers}
        | {f"to:{addressee}" for addressee in held.addressees}
    )
