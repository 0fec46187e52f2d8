"""Releases in columns."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

import numpy as np

from reports.site.columns.change_table import ChangeRows, ChangeTable
from reports.site.columns.ids import ById, IdIndex, TextColumn
from reports.site.columns.rows import Groups, Places, Rows
from reports.site.entries import ReleaseEntry
from reports.view.counts import Count
from tracker.domain import Release
from tracker.store import ReleaseSummary


class ReleaseTable(ById[ReleaseEntry]):
    """Every release, newest first, undated last."""

    def __init__(
        self,
        ids: IdIndex,
        bodies: TextColumn,
        days: Places,
        withdrawn: Mapping[int, datetime],
        said: tuple[Places, Places],
        lines: tuple[IdIndex, Groups],
        changes: tuple[ChangeTable, Groups],
    ) -> None:
        """Hold columns; *bodies* are of :func:`packed_release`, *said* are numbers of commitments and of positions."""
        self.ids, self.days = ids, days
        self._bodies, self._withdrawn = bodies, withdrawn
        self._commitments, self._positions = said
        self._line_ids, self._lines = lines
        self._changes, self._moves = changes

    def entry(self, place: int) -> ReleaseEntry:
        """Return the release at *place*."""
        source, ref, issuer, url, title, *revisions = json.loads(self._bodies[place])
        day = int(self.days[place])
        return ReleaseEntry(
            Release(
                self.ids[place],
                source,
                ref,
                issuer,
                url,
                title,
                date.fromordinal(day) if day else None,
            ),
            tuple(revisions),
            Count(int(self._commitments[place]), int(self._positions[place])),
            Rows(self._lines[place], self._line_ids.__getitem__),
            ChangeRows(self._moves[place], self._changes),
            self._withdrawn.get(place),
        )

    def rows(self, places: Places) -> Rows[str]:
        """Return the ids of the releases at *places*."""
        return Rows(places, self.ids.__getitem__)

    def published(self, places: Places | None = None) -> Counter[date]:
        """Return how many of the releases at *places*, or of all, were published on which day; undated ones are left out."""
        days = self.days if places is None else self.days[places]
        found, numbers = np.unique(days[days != 0], return_counts=True)
        return Counter(dict(zip(map(date.fromordinal, found.tolist()), numbers.tolist(), strict=True)))

    def span(self, places: Places | None = None) -> tuple[date, date] | None:
        """Return the first and the last day on which one of the releases at *places*, or any, was published."""
        days = self.days if places is None else self.days[places]
        dated = days[days != 0]
        return (
            (date.fromordinal(int(dated.min())), date.fromordinal(int(dated.max()))) if len(dated) else None
        )

    def said(self, places: Places) -> Count:
        """Count what the releases at *places* say."""
        return Count(int(self._commitments[places].sum()), int(self._positions[places].sum()))

    def longest(self, most: int, least: int) -> list[str]:
        """Return the ids of the *most* releases that say the most, of those with at *least* so many statements; the longest first."""
        said = self._commitments + self._positions
        order = np.argsort(-said, kind="stable")[:most]
        return [self.ids[place] for place in order[said[order] >= least].tolist()]

    def changes(self, places: Places) -> ChangeRows:
        """Return the changes in the releases at *places*: release by release, oldest first."""
        return ChangeRows(self._moves.of(places), self._changes)


def packed_release(summary: ReleaseSummary) -> bytes:
    """Return what :class:`ReleaseTable` holds of a release besides its id, days and counts."""
    release = summary.release
    held = (release.source, release.ref, release.issuer, release.url, release.title, *summary.revisions)
    return json.dumps(held, ensure_ascii=False).encode("utf-8", "surrogatepass")
