"""Lines in columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from reports.site.columns.change_table import COMMITMENT, KINDS, LABEL_CODES, ChangeRows, ChangeTable, Codes
from reports.site.columns.ids import NOWHERE, ById, IdColumn, IdIndex, TextColumn
from reports.site.columns.rows import Groups, Places, Rows
from reports.site.columns.sets import NameGroups
from reports.site.entries import ChangeEntry, LineEntry, LineMention
from reports.view.counts import Count
from tracker.domain import Label, Line


@dataclass(frozen=True, slots=True, eq=False)
class UnitTable:
    """Units, each in the release that says it."""

    ids: IdColumn
    release: Places  # places of releases
    kind: Codes
    level: Codes
    release_days: Places  # ordinals by place of release, 0 = undated
    release_ids: IdIndex

    def mention(self, place: int) -> LineMention:
        """Return a unit of a dated release as a mention."""
        release = int(self.release[place])
        return LineMention(
            self.ids[place],
            self.release_ids[release],
            date.fromordinal(int(self.release_days[release])),
            KINDS[self.kind[place]],
            int(self.level[place]),
        )


class LineTable(ById[LineEntry]):
    """Every line that somebody speaks on or that moved, last said first."""

    def __init__(
        self,
        ids: IdIndex,
        names: TextColumn,
        sources: tuple[Sequence[str], Places],
        mentions: tuple[UnitTable, Groups],
        changes: tuple[ChangeTable, Groups],
        named: tuple[NameGroups, NameGroups, NameGroups],
    ) -> None:
        """Hold columns; *named* are its topics, speakers and addressees."""
        self.ids, self._names = ids, names
        self._sources, self._source = sources
        self._units, self._mentions = mentions
        self._changes, self._moves = changes
        self.topics, self.speakers, self.addressees = named

    def entry(self, place: int) -> LineEntry:
        """Return the line at *place*."""
        return LineEntry(
            Line(self.ids[place], self._sources[self._source[place]], self._names[place]),
            Rows(self._mentions[place], self._units.mention),
            ChangeRows(self._moves[place], self._changes),
            self.topics[place],
            self.speakers[place],
            self.addressees[place],
        )

    def rows(self, places: Places) -> Rows[str]:
        """Return the ids of the lines at *places*."""
        return Rows(places, self.ids.__getitem__)

    def places(self, lines: Sequence[str]) -> Places:
        """Return the places of *lines*, of those that are held, in their order."""
        if isinstance(lines, Rows):
            return lines.places
        found = np.array([self.ids.place(line) for line in lines], np.int32)
        held: Places = found[found != NOWHERE]
        return held

    def of_source(self, source: str) -> Places:
        """Return the places of the lines of *source*."""
        known = self._sources.index(source) if source in self._sources else NOWHERE
        return np.flatnonzero(self._source == known).astype(np.int32)

    def count_kinds(self, places: Places | None = None) -> Count:
        """Count lines by what they were when last said; those nothing held speaks on any longer are left out."""
        starts = self._mentions.starts
        chosen = np.arange(len(self)) if places is None else places
        chosen = chosen[starts[chosen] < starts[chosen + 1]]
        last = self._mentions.places[starts[chosen + 1] - 1]
        commitments = int(COMMITMENT[self._units.kind[last]].sum())
        return Count(commitments, len(chosen) - commitments)

    def with_page(self) -> Rows[str]:
        """Return the lines of which :attr:`LineEntry.has_page` holds."""
        told = np.diff(self._mentions.starts) > 1
        told[self._changes.line[self._changes.label != LABEL_CODES[Label.NEW]]] = True
        return self.rows(np.flatnonzero(told).astype(np.int32))

    def changes_of(self, line: str, unit: str) -> list[ChangeEntry]:
        """Return the changes of *line* in which *unit* moved, or that are silent since it: the others, of a hundred, are not made."""
        moves = self._moves[self.ids.place(line)]
        return [self._changes.entry(place) for place in self._changes.unit.among(moves, unit)]

    def changes(self, places: Places) -> ChangeRows:
        """Return the changes of the lines at *places*: line by line, oldest first."""
        return ChangeRows(self._moves.of(places), self._changes)
