"""What is held, at a glance: every release, line and move with what lists, counts and pictures need. Pure.

Built once from rows of the store and kept while nothing changes. Quotes are not in
it: pages fetch those they show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from reports.formula.configured import NO_FORMULAS, WatchedFormulas
from reports.view.counts import Count
from reports.view.vocabulary import MOVED_LABELS
from tracker.domain import Cause, Kind, Label, Line, Release

THAT_MOVED = frozenset(MOVED_LABELS)


@dataclass(frozen=True, slots=True)
class LineMention:
    """One time a line was said, as published."""

    unit: str
    release: str
    day: date
    kind: Kind
    level: int  # 1..5 on the ladder of the kind's family


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """A change, without its quotes."""

    id: str
    line: str
    release: str  # where it happened
    unit: str  # of the text that speaks: the later one, or of a silence the earlier one
    label: Label
    cause: Cause
    kind: Kind  # of the unit spoken, as :func:`reports.view.changes.subject_unit` picks it
    day: date | None  # of publication of the release
    recorded_at: datetime
    minor: bool
    review: bool
    withheld: bool = False  # its link is sure, and it is not mailed

    @property
    def moved_for_certain(self) -> bool:
        """Whether a line says something else than before, on a link and by a label that are not in doubt."""
        return self.label in THAT_MOVED and not self.review


@dataclass(frozen=True, slots=True)
class LineEntry:
    """A line with every time it was said, oldest first, and how it moved, oldest first."""

    line: Line
    mentions: tuple[LineMention, ...]
    changes: tuple[ChangeEntry, ...]
    topics: frozenset[str]  # of all its units
    speakers: frozenset[str]  # codes
    addressees: frozenset[str]

    @property
    def has_page(self) -> bool:
        """Whether there is more to tell than the release where it was said shows."""
        return len(self.mentions) > 1 or any(move.label is not Label.NEW for move in self.changes)


@dataclass(frozen=True, slots=True)
class ReleaseEntry:
    """A release at a glance."""

    release: Release
    revisions: tuple[str, ...]  # ids, oldest first
    unit_count: Count  # units of its latest text read, commitments and positions apart
    lines: frozenset[str]  # it speaks on
    changes: tuple[ChangeEntry, ...]  # that happened in it, NEW and REAFFIRMED among them
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """All of it. Mappings are in the order lists show them."""

    generation: str  # of the store; another one = another atlas
    releases: Mapping[str, ReleaseEntry]  # by id, newest first, undated last
    lines: Mapping[str, LineEntry]  # by id, last said first
    changes: tuple[ChangeEntry, ...]  # newest first; by news value within a day
    sources: Mapping[str, tuple[str, ...]]  # source id → its releases, newest first
    topics: Mapping[str, tuple[str, ...]]  # topic → its lines, last said first; by name
    parties: Mapping[str, tuple[str, ...]]  # code → lines it speaks on or is addressed by; by name
    topic_month_counts: Mapping[tuple[str, str], Count]  # (topic, "2031-03") → units said
    joint_counts: Mapping[tuple[str, str], int]  # (code, code), sorted: joint undertakings of the two
    addressee_counts: Mapping[tuple[str, str], Count]  # (speaker, addressee) → units said
    unit_count: Count  # of units, latest texts
    issuers: tuple[str, ...] = ()  # of releases, by name
    places: Mapping[str, int] = field(default_factory=dict)  # release id → its place in *sources*
    moved: tuple[ChangeEntry, ...] = ()  # of *moves* those that say something else than before
    changes_by_label: Mapping[Label, tuple[ChangeEntry, ...]] = field(
        default_factory=dict
    )  # *moves* by label, by news value
    label_counts: Mapping[Label, Count] = field(default_factory=dict)  # how many of each, in the same order
    topic_days: Mapping[str, date] = field(default_factory=dict)  # topic → latest day a unit was on it
    watched: WatchedFormulas = NO_FORMULAS  # as configured, not of the store
    party_days: Mapping[str, date] = field(
        default_factory=dict
    )  # code → latest day it spoke or was addressed

    def nearby(self, entry: ReleaseEntry) -> tuple[Release | None, Release | None]:
        """Return the releases of the same source before and after that of *entry*; None where there is none."""
        row = self.sources.get(entry.release.source, ())
        place = self.places.get(entry.release.id, len(row))
        older = self.releases.get(row[place + 1]) if place + 1 < len(row) else None
        newer = self.releases.get(row[place - 1]) if 0 < place < len(row) else None
        return older.release if older else None, newer.release if newer else None
