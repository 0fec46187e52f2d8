"""What is held, at a glance: every release, line and move with what lists, counts and pictures need. Pure.

Built once from rows of the store and kept while nothing changes, in columns: some 200
bytes a unit. Quotes are not in it: pages fetch those they show.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from threading import RLock
from typing import Any, TypeVar

import numpy as np

from reports.formula.configured import NO_FORMULAS, WatchedFormulas
from reports.site.columns.change_table import ChangeRows
from reports.site.columns.line_table import LineTable
from reports.site.columns.release_table import ReleaseTable
from reports.site.columns.rows import Places, Rows
from reports.site.entries import ReleaseEntry
from reports.view.counts import Count
from tracker.compare.silences.agreed_series import agreed_by
from tracker.domain import Label, Release

Made = TypeVar("Made")
_MAKING = RLock()  # what is made may ask for something else that is


@dataclass(frozen=True, slots=True)
class SiteIndex:
    """All of it. Mappings are in the order lists show them."""

    generation: str  # of the store; another one = another atlas
    releases: ReleaseTable  # by id, newest first, undated last
    lines: LineTable  # by id, last said first
    changes: ChangeRows  # newest first; by news value within a day
    sources: Mapping[str, Rows[str]]  # source id → its releases, newest first
    source_speakers: Mapping[str, tuple[str, ...]]  # source id → who speaks in it, the latest first
    topics: Mapping[str, Rows[str]]  # topic → its lines, last said first; by name
    parties: Mapping[str, Rows[str]]  # code → lines it speaks on or is addressed by; by name
    party_lines: Mapping[str, tuple[Count, Count]]  # code → lines it speaks on, lines that address it
    topic_month_counts: Mapping[tuple[str, str], Count]  # (topic, "2031-03") → units said
    joint_counts: Mapping[tuple[str, str], int]  # (code, code), sorted: joint undertakings of the two
    addressee_counts: Mapping[tuple[str, str], Count]  # (speaker, addressee) → units said
    unit_count: Count  # of units, latest texts
    issuers: tuple[str, ...]  # of releases, by name
    moved: ChangeRows  # of *changes* those that say something else than before
    changes_by_label: Mapping[Label, ChangeRows]  # *changes* by label, by news value
    label_counts: Mapping[Label, Count]  # how many of each are certain, in the same order
    topic_days: Mapping[str, date]  # topic → latest day a unit was on it
    topic_moves: Mapping[str, date]  # topic → latest day a line on it moved, for certain
    party_days: Mapping[str, date]  # code → latest day it spoke or was addressed
    agreed: Mapping[
        frozenset[str], Places
    ]  # parties → texts they agreed on, or that name them all: places of *releases*
    watched: WatchedFormulas = NO_FORMULAS  # as configured, not of the store
    # what pages worked out that stays as long as nothing is said or read, by name
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what *make* returned when *name* was first asked for: what takes long and is the same until something is new.

        Threads that ask at once have it made once.
        """
        if name not in self.kept:
            with _MAKING:
                if name not in self.kept:
                    self.kept[name] = make()
        made: Made = self.kept[name]
        return made

    def agreed_by_same(self, release: Release) -> tuple[Release, ...]:
        """Return the agreed texts held of the parties that agreed on *release*, or that name them all in their title, newest first; none where it is no agreed text."""
        parties = agreed_by(release)
        places = self.agreed.get(parties)
        if places is None:
            return ()
        held = self.releases
        return self.once(
            f"agreed by {'; '.join(sorted(parties))}",
            lambda: tuple(held.entry(place).release for place in places.tolist()),
        )

    def nearby(self, entry: ReleaseEntry) -> tuple[Release | None, Release | None]:
        """Return the releases of the same source before and after that of *entry*; None where there is none."""
        row, place = self.sources[entry.release.source], self.place_in_source(entry.release)
        older = self.releases[row[place + 1]].release if place + 1 < len(row) else None
        return older, self.releases[row[place - 1]].release if place else None

    def place_in_source(self, release: Release) -> int:
        """Return where a release that is held stands among those of its source, 0 = the newest."""
        row = self.sources[release.source].places
        return int(np.searchsorted(row, self.releases.ids.place(release.id)))
