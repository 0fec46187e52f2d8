"""What one source has said so far, with the indexes that find it again.

A ``Standing`` only ever moves forward in time. A statement that is added becomes
visible on the days after its publication, so two statements of one day never see
each other and none sees its own future.
"""

from __future__ import annotations

import math
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Self

from tracker.domain import Line, Mention, Release, Statement, Unit
from tracker.link.features import Features, features
from tracker.link.series import SeriesIndex, title_states

# How many lines are handed to the comparator for one unit. On the coded chains the right line was always among the
# first 19 with the coded slots and 28 with our own reader's (bench/link.py gold).
CANDIDATES = 40
# How many (word, line) pairs are read for one unit before the search only re-scores what it has: keeps the search
# flat when words such as "cooperation" stand on thousands of lines.
POSTINGS = 3000


class _Pending(NamedTuple):
    """A statement not yet visible, in the order it will become so."""

    day: date
    release_id: str
    release: Release
    placed: tuple[tuple[Unit, Line], ...]
    dropped: frozenset[str]


class Standing:
    """The latest mention of every line of one source, as of a day."""

    def __init__(self) -> None:
        self._pending: list[_Pending] = []
        self._statements: list[Statement] = []
        self._series = SeriesIndex()
        self._lines: dict[str, Line] = {}
        self._mentions: dict[str, Mention] = {}
        self._features: dict[str, Features] = {}
        self._lines_with: dict[str, set[str]] = defaultdict(set)
        self._rarities = _Rarities(self._lines_with, 0)
        self._unindexed: dict[str, tuple[Unit, Release]] = {}
        self._dropped: set[str] = set()
        self._placed: dict[str, tuple[tuple[Unit, Line], ...]] = {}
        self._latest_release = ""

    @classmethod
    def of(cls, release: Release, placed: Sequence[tuple[Unit, Line]]) -> Self:
        """Return the standing that knows *placed* alone, all of it visible."""
        standing = cls()
        standing._show(
            _Pending(release.published_on or date.min, release.id, release, tuple(placed), frozenset())
        )
        return standing

    def add(
        self, release: Release, placed: Sequence[tuple[Unit, Line]], dropped: Collection[str] = ()
    ) -> None:
        """Remember a statement; it becomes visible for days after its publication.

        Adding the same release again, as when a later revision is related,
        replaces what was remembered of it while it is not yet visible. An
        undated release is not compared and so not remembered.
        """
        if release.published_on is None:
            return
        self._pending = [entry for entry in self._pending if entry.release_id != release.id]
        entry = _Pending(release.published_on, release.id, release, tuple(placed), frozenset(dropped))
        insort(self._pending, entry, key=lambda waiting: (waiting.day, waiting.release_id))

    def as_of(self, day: date) -> Self:
        """Make visible everything published before *day* and return this standing. Days only move forward."""
        while self._pending and self._pending[0].day < day:
            self._show(self._pending.pop(0))
        return self

    def __len__(self) -> int:
        """Return how many lines are held."""
        return len(self._lines)

    def line(self, line_id: str) -> Line:
        """Return the line of that id.

        Raises:
            KeyError: No visible statement spoke on it.
        """
        return self._lines[line_id]

    def mention(self, line_id: str) -> Mention | None:
        """Return where the line was last said, or None where it is not held."""
        return self._mentions.get(line_id)

    def features(self, line_id: str) -> Features:
        """Return what the linker sees of the latest mention of the line."""
        self._index()
        return self._features[line_id]

    def is_of(self, line_id: str, release: Release) -> bool:
        """Return whether the line was last said by *release* itself: an earlier revision of it."""
        held = self._mentions.get(line_id)
        return held is not None and held.release.id == release.id

    def is_dropped(self, line_id: str) -> bool:
        """Return whether the line went silent for good and has not come back."""
        return line_id in self._dropped

    def statements(self) -> Sequence[Statement]:
        """Return the visible history, earliest first."""
        return self._statements

    def units(self) -> tuple[tuple[Unit, Line], ...]:
        """Return the units of the latest visible statement with their lines, in order of the text."""
        return self._placed.get(self._latest_release, ())

    def comparable(self, release: Release, limit: int = 12) -> list[Statement]:
        """Return the latest statements of the series *release* belongs to, latest first.

        A series is statements of one source with like titles, dates, numbers
        and names of persons aside, or of one form between the same states.
        """
        found = (self._statements[position] for position in self._series.positions(release))
        return [statement for statement in found if statement.release.id != release.id][:limit]

    def candidates(self, unit: Unit, limit: int = CANDIDATES) -> list[tuple[Line, Mention]]:
        """Return the lines that share the most telling words with *unit*, best first.

        Rare words weigh more than common ones; words on every line weigh
        nothing. Equal scores are ordered by line id.
        """
        return [(self._lines[found], self._mentions[found]) for found in self.find(features(unit), limit)]

    def find(self, wanted: Features, limit: int = CANDIDATES) -> list[str]:
        """Return ids of the lines that share the most telling words with *wanted*, best first."""
        self._index()
        terms = sorted(_terms(wanted), key=lambda term: (len(self._lines_with.get(term, ())), term))
        scores: dict[str, float] = {}
        read, total = 0, len(self._lines)
        for term in terms:
            holders = self._lines_with.get(term, set())
            if not holders:
                continue
            weight = _rarity(len(holders), total)
            read += len(holders)
            if read <= POSTINGS or not scores:
                for line_id in holders:
                    scores[line_id] = scores.get(line_id, 0.0) + weight
            elif len(scores) < len(holders):
                for line_id in scores:
                    if line_id in holders:
                        scores[line_id] += weight
            else:
                for line_id in holders:
                    if line_id in scores:
                        scores[line_id] += weight
        return sorted(scores, key=lambda line_id: (-scores[line_id], line_id))[:limit]

    @property
    def rarity(self) -> Callable[[str], float]:
        """How telling a word is among the lines held: from about 0.1, on all of them, upwards."""
        self._index()
        return self._rarities.__getitem__

    def _show(self, entry: _Pending) -> None:
        release, placed = entry.release, entry.placed
        self._series.add(release, len(self._statements))
        self._statements.append(Statement(release, frozenset(line.id for _, line in placed)))
        self._placed = {release.id: placed}
        self._latest_release = release.id
        seen: set[str] = set()
        for unit, line in placed:
            if line.id in seen:  # a split line: its first unit stands for it
                continue
            seen.add(line.id)
            self._lines[line.id] = line
            self._mentions[line.id] = Mention(unit, release)
            self._unindexed[line.id] = (unit, release)
        self._dropped -= seen
        self._dropped |= entry.dropped

    def _index(self) -> None:
        """Index what was shown since: only the latest mention of a line is ever looked for."""
        if not self._unindexed:
            return
        self._rarities = _Rarities(self._lines_with, len(self._lines))
        for line_id, (unit, release) in self._unindexed.items():
            self._forget(line_id)
            self._features[line_id] = features(unit, title_states(release))
            for term in _terms(self._features[line_id]):
                self._lines_with[term].add(line_id)
        self._unindexed.clear()

    def _forget(self, line_id: str) -> None:
        held = self._features.get(line_id)
        for term in _terms(held) if held else ():
            self._lines_with[term].discard(line_id)


class _Rarities(dict[str, float]):
    """Rarity by word, worked out once for each state of the index: it is asked for millions of times."""

    def __init__(self, holders: Mapping[str, Collection[str]], lines: int) -> None:
        super().__init__()
        self._holders, self._total = holders, lines

    def __missing__(self, word: str) -> float:
        self[word] = value = _rarity(len(self._holders.get(word, ())), self._total)
        return value


def _terms(held: Features) -> frozenset[str]:
    """Return what a unit is found by: words, topics, speakers and addressees."""
    return (
        held.words
        | {f"topic:{topic}" for topic in held.topics}
        | {f"by:{speaker}" for speaker in held.speakers}
        | {f"to:{addressee}" for addressee in held.addressees}
    )


def _rarity(holders: int, total: int) -> float:
    return math.log(1 + (total + 1) / (holders + 1))
