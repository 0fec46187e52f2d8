"""A release, a line and a change as lists, counts and pictures need them: without their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reports.view import addresses
from reports.view.counts import Count
from reports.view.vocabulary import MOVED_LABELS
from tracker.domain import Kind, Label, Line, Release
from tracker.store.records import ChangeSummary

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
class ChangeEntry(ChangeSummary):
    """A change, without its quotes, as a page counts it."""

    @property
    def moved_for_certain(self) -> bool:
        """Whether a line says something else than before, on a link and by a label that are not in doubt."""
        return self.label in THAT_MOVED and not self.review


@dataclass(frozen=True, slots=True)
class LineEntry:
    """A line with every time it was said, oldest first, and how it moved, oldest first."""

    line: Line
    mentions: Sequence[LineMention]
    changes: Sequence[ChangeEntry]
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
    lines: Sequence[str]  # it speaks on, each once
    changes: Sequence[ChangeEntry]  # that happened in it, NEW and REAFFIRMED among them
    withdrawn_at: datetime | None


def line_address(entry: LineEntry, change: str = "") -> str:
    """Return the page that tells most of the line: its own, or the release where it was said, at the unit.

    With *change*, a line page is opened at that change. "" where nothing that is
    held speaks on the line any longer.
    """
    if entry.has_page:
        return addresses.line(entry.line.id, change)
    if entry.mentions:
        return addresses.release(entry.mentions[-1].release, entry.mentions[-1].unit)
    return addresses.release(entry.changes[-1].release) if entry.changes else ""
