"""Changes in columns, and choices among them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from reports.site.columns.ids import IdColumn, IdIndex
from reports.site.columns.rows import Mask, Places, Rows
from reports.site.entries import THAT_MOVED, ChangeEntry
from reports.view.counts import Count
from reports.view.vocabulary import LABEL_ORDER
from tracker.domain import Cause, Kind, Label

Codes = NDArray[np.uint8]
LABELS, CAUSES, KINDS = tuple(Label), tuple(Cause), tuple(Kind)
LABEL_CODES: Mapping[Label, int] = {label: code for code, label in enumerate(LABELS)}
CAUSE_CODES: Mapping[Cause, int] = {cause: code for code, cause in enumerate(CAUSES)}
KIND_CODES: Mapping[Kind, int] = {kind: code for code, kind in enumerate(KINDS)}
COMMITMENT: Mask = np.array([kind.is_commitment for kind in KINDS])  # by code of kind
MINOR, REVIEW, WITHHELD = 1, 2, 4  # flags of a change
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, eq=False)
class ChangeTable:
    """Every change, oldest first."""

    ids: IdColumn
    line: Places  # places of lines
    release: Places  # places of releases
    unit: IdColumn
    label: Codes
    cause: Codes
    kind: Codes
    flags: Codes
    recorded: NDArray[np.int64]  # microseconds since EPOCH
    release_days: Places  # ordinals by place of release, 0 = undated
    line_ids: IdIndex
    release_ids: IdIndex

    def at(self, places: Places) -> ChangeTable:
        """Return the changes at *places*, in that order."""
        return replace(
            self,
            ids=self.ids.at(places),
            line=self.line[places],
            release=self.release[places],
            unit=self.unit.at(places),
            label=self.label[places],
            cause=self.cause[places],
            kind=self.kind[places],
            flags=self.flags[places],
            recorded=self.recorded[places],
        )

    def entry(self, place: int) -> ChangeEntry:
        """Return a change."""
        release, flags = int(self.release[place]), int(self.flags[place])
        day = int(self.release_days[release])
        return ChangeEntry(
            self.ids[place],
            self.line_ids[int(self.line[place])],
            self.release_ids[release],
            self.unit[place],
            LABELS[self.label[place]],
            CAUSES[self.cause[place]],
            KINDS[self.kind[place]],
            date.fromordinal(day) if day else None,
            EPOCH + int(self.recorded[place]) * MICROSECOND,
            bool(flags & MINOR),
            bool(flags & REVIEW),
            bool(flags & WITHHELD),
        )


class ChangeRows(Rows[ChangeEntry]):
    """Some of the changes, in their order. What chooses among them returns others, in the same order."""

    __slots__ = ("_table",)

    def __init__(self, places: Places, table: ChangeTable) -> None:
        super().__init__(places, table.entry)
        self._table = table

    def at(self, places: Places) -> ChangeRows:
        """Return other changes of the same table."""
        return ChangeRows(places, self._table)

    def count_kinds(self) -> Count:
        """Count them, commitments and positions apart."""
        commitments = int(COMMITMENT[self._table.kind[self.places]].sum())
        return Count(commitments, len(self) - commitments)

    def by_label(self) -> dict[Label, ChangeRows]:
        """Return them by label, in the order of news value; labels that do not occur are left out."""
        labels = self._table.label[self.places]
        found = {label: self.at(self.places[labels == LABEL_CODES[label]]) for label in LABEL_ORDER}
        return {label: rows for label, rows in found.items() if rows}

    def moved(self) -> ChangeRows:
        """Return those that say something else than before."""
        return self.labelled(THAT_MOVED)

    def certain(self) -> ChangeRows:
        """Return those of :attr:`ChangeEntry.moved_for_certain`."""
        return self.moved().sure()

    def labelled(self, labels: Iterable[Label]) -> ChangeRows:
        """Return those of *labels*."""
        wanted = np.isin(np.arange(len(LABELS)), [LABEL_CODES[label] for label in labels])
        return self._where(lambda table, at: wanted[table.label[at]])

    def sure(self) -> ChangeRows:
        """Return those that need no check."""
        return self._where(lambda table, at: table.flags[at] & REVIEW == 0)

    def unsure(self) -> ChangeRows:
        """Return those that need a check."""
        return self._where(lambda table, at: table.flags[at] & REVIEW != 0)

    def not_doubtful(self) -> ChangeRows:
        """Return those that need no check, and those whose label is withheld: what was said in talk may be told."""
        return self._where(lambda table, at: table.flags[at] & (REVIEW | WITHHELD) != REVIEW)

    def to_review(self) -> ChangeRows:
        """Return those an analyst is asked about: what is to be checked, and what moved both ways."""
        mixed = LABEL_CODES[Label.MIXED]
        return self._where(lambda table, at: (table.flags[at] & REVIEW != 0) | (table.label[at] == mixed))

    def major(self) -> ChangeRows:
        """Return those that moved by more than emphasis."""
        return self._where(lambda table, at: table.flags[at] & MINOR == 0)

    def caused(self, *causes: Cause) -> ChangeRows:
        """Return those that came by one of *causes*."""
        wanted = np.isin(np.arange(len(CAUSES)), [CAUSE_CODES[cause] for cause in causes])
        return self._where(lambda table, at: wanted[table.cause[at]])

    def of_family(self, *, commitments: bool) -> ChangeRows:
        """Return those of commitments, or of positions."""
        return self._where(lambda table, at: COMMITMENT[table.kind[at]] == commitments)

    def published(self, since: date, until: date) -> ChangeRows:
        """Return those of texts published from *since* to *until*, inclusive."""
        first, last = since.toordinal(), until.toordinal()

        def meets(table: ChangeTable, at: Places) -> Mask:
            days = table.release_days[table.release[at]]
            within: Mask = (days != 0) & (first <= days) & (days <= last)
            return within

        return self._where(meets)

    def on_lines(self, lines: Places) -> ChangeRows:
        """Return those on the lines at these places."""
        wanted = np.zeros(len(self._table.line_ids), bool)
        wanted[lines] = True
        return self._where(lambda table, at: wanted[table.line[at]])

    def in_releases(self, releases: Places) -> ChangeRows:
        """Return those in the releases at these places."""
        wanted = np.zeros(len(self._table.release_ids), bool)
        wanted[releases] = True
        return self._where(lambda table, at: wanted[table.release[at]])

    def lines_and_days(self) -> tuple[Places, Places]:
        """Return the place of the line of each, and the ordinal of its day, 0 = undated."""
        table = self._table
        return table.line[self.places], table.release_days[table.release[self.places]]

    def last_recorded(self, most: int) -> ChangeRows:
        """Return up to *most* of them, those recorded last first."""
        order = np.argsort(-self._table.recorded[self.places], kind="stable")
        return self.at(self.places[order[:most]])

    def _where(self, meets: Callable[[ChangeTable, Places], Mask]) -> ChangeRows:
        return self.at(self.places[meets(self._table, self.places)])
