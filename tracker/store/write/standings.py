"""The history of a source as relating reads it: which units stand on which lines, found without reading them.

A row says how one release stands. It is made when a history is asked for and none is held. The rows of
a quarter of a year that is over are laid side by side in one, where they are many: eight thousand rows
took five times as long to read. Both go with :func:`forget_standings` in the transaction that
changes what they were made from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, not_, select

from tracker.domain import Line, Release, Unit
from tracker.memory import gc_paused, give_back
from tracker.store.core_tables import RELATIONS, RELEASES, REVISIONS, STANDING_QUARTERS, STANDINGS
from tracker.store.database import Database
from tracker.store.row_mapping import RELEASE_FIELDS, Values, release_of
from tracker.store.sql_helpers import (
    batches,
    dropped_lines,
    latest_with,
    lines_by_id,
    placed_units_in,
    rows_in,
    text_of_revision,
    units_by_id,
    upsert,
)

if TYPE_CHECKING:
    from tracker.link.lines.held_releases import HeldReleases
    from tracker.link.lines.line_history import LineHistory
    from tracker.link.lines.packed_standings import PackedStanding  # as above

Packed = Callable[[Release, Sequence[tuple[Unit, Line]], Collection[str]], Values]
AT_ONCE = 200  # releases whose units are in memory
HELD = ("title_words", "partners", "rank", "known", "placed", "terms", "dropped")
QUARTER = ("releases", "heads", "units", "lines", "keys", "sizes", "terms")
MANY = 8  # releases of a quarter from which on they are laid side by side


class Standings(Database):
    """The part of the store that brings histories back."""

    def line_history(self, source_id: str, before: date, empty: LineHistory | None = None) -> LineHistory:
        """Return what a source has said on the days before *before*, all of it visible.

        Of each release its latest related revision counts. A line counts as
        dropped where the release has a DROPPED change on it and that revision
        does not speak on it. *empty* is the standing to fill, as an engine makes it.
        Units and lines are read from this store when they are asked for.
        """
        # 0.15 s with numpy, which no look at a store needs
        from tracker.link.lines.line_history import LineHistory

        standing = LineHistory() if empty is None else empty
        # nobody else holds what is brought back, so the history lets go of what it has no use for
        standing.recall(_Archive(self), self._held_releases(source_id, before))
        return standing.as_of(before)

    def _held_releases(self, source_id: str, before: date) -> HeldReleases:
        """Return how the releases of a source before *before* stand; of those where nothing is held it is worked out first."""
        from tracker.link.lines import packed_standings  # as above

        while (found := self._brought(source_id, before, packed_standings.pack_standing)) is None:
            give_back()  # what it was worked out from: 50 MB of 80,000 statements
        quarters, rows = found
        with gc_paused():
            laid = {
                quarter: packed_standings.PackedQuarter._make(row[1:]) for quarter, row in quarters.items()
            }
            return packed_standings.held_releases(laid, _of_quarters(rows))

    def _brought(
        self, source_id: str, before: date, packed: Packed
    ) -> tuple[Mapping[str, Row[Any]], Sequence[Row[Any]]] | None:
        """Return the rows of quarters laid side by side and those of other releases; None where some were made just now, *packed*."""
        with gc_paused(), self.reading() as connection:
            quarters = _quarters_held(connection, source_id, quarter_of(before))
            rows = connection.execute(_earlier(source_id, before, quarters)).all()
            missing = _unmade(connection, rows)
        for batch in batches(missing, AT_ONCE):
            with self.writing() as connection:
                upsert(connection, STANDINGS, _made(connection, batch, packed))
        if missing:
            return None
        over = _of_quarters(row for row in rows if quarter_of(row.published_on) < quarter_of(before))
        many = [quarter for quarter, held in over.items() if len(held) >= MANY]
        for quarter in many:
            self._lay_together(source_id, quarter)
        return None if many else (quarters, rows)

    def _lay_together(self, source_id: str, quarter: str) -> None:
        """Lay the rows of a quarter side by side, unless one of them was changed since they were asked for."""
        from tracker.link.lines.packed_standings import packed_quarter  # as above

        first, after = days_of(quarter)
        with self.writing() as connection:
            rows = connection.execute(
                _earlier(source_id, after, ()).where(RELEASES.c.published_on >= first)
            ).all()
            if held := None if _unmade(connection, rows) else _of_quarters(rows).get(quarter):
                values = {"source": source_id, "quarter": quarter} | packed_quarter(held)
                upsert(connection, STANDING_QUARTERS, [values])


def quarter_of(day: date) -> str:
    """Return the quarter of a year in which *day* lies.

    >>> quarter_of(date(2031, 5, 3))
    '2031-2'
    """
    return f"{day.year:04}-{(day.month + 2) // 3}"


def days_of(quarter: str) -> tuple[date, date]:
    """Return the first day of *quarter*, and the first after it.

    >>> days_of("2031-4")
    (datetime.date(2031, 10, 1), datetime.date(2032, 1, 1))
    """
    year, number = map(int, quarter.split("-"))
    return date(year, 3 * number - 2, 1), date(year + number // 4, 3 * number % 12 + 1, 1)


def _quarters_held(connection: Connection, source_id: str, before: str) -> dict[str, Row[Any]]:
    """Return by quarter the rows of all quarters before *before* that are laid together."""
    query = select(STANDING_QUARTERS.c.quarter, *(STANDING_QUARTERS.c[name] for name in QUARTER)).where(
        STANDING_QUARTERS.c.source == source_id, STANDING_QUARTERS.c.quarter < before
    )
    return {row.quarter: row for row in connection.execute(query)}


def _earlier(source_id: str, before: date, quarters: Collection[str]) -> Select[Any]:
    """Select the releases of a source published before *before*, *quarters* left out, each with how it stands if that is held."""
    spans: list[tuple[date, date]] = []  # quarters that follow one another are one
    for first, after in map(days_of, sorted(quarters)):
        if spans and spans[-1][1] == first:
            first = spans.pop()[0]
        spans.append((first, after))
    day = RELEASES.c.published_on
    return (
        select(*(RELEASES.c[name] for name in RELEASE_FIELDS), *(STANDINGS.c[name] for name in HELD))
        .outerjoin(STANDINGS, STANDINGS.c.release_id == RELEASES.c.id)
        .where(RELEASES.c.source == source_id, day < before)
        .where(*(not_((day >= first) & (day < after)) for first, after in spans))
        .order_by(day, RELEASES.c.id)
    )


def _unmade(connection: Connection, rows: Iterable[Row[Any]]) -> list[str]:
    """Return those of *rows* that are related and of which nothing is held, by the id of the release."""
    related = (
        select(RELATIONS.c.revision_id)
        .join(REVISIONS, REVISIONS.c.id == RELATIONS.c.revision_id)
        .where(REVISIONS.c.release_id == RELEASES.c.id)
    )
    wanted = select(RELEASES.c.id).where(related.exists())
    unmade = [row.id for row in rows if row.placed is None]
    return [row.id for row in rows_in(connection, wanted, RELEASES.c.id, unmade)]


def _of_quarters(rows: Iterable[Row[Any]]) -> dict[str, list[tuple[Release, PackedStanding]]]:
    """Return by quarter the releases of *rows*, in order of publication, of which it is held how they stand."""
    from tracker.link.lines.packed_standings import PackedStanding  # as above

    kept = len(RELEASE_FIELDS)
    return {
        quarter: [(Release(*row[:kept]), PackedStanding(*row[kept:])) for row in several]
        for quarter, several in groupby(
            (row for row in rows if row.placed is not None), key=lambda row: quarter_of(row.published_on)
        )
    }


class _Archive:
    """Units and lines of a store, by id."""

    def __init__(self, store: Database) -> None:
        self._store = store

    def units(self, ids: Collection[str]) -> Mapping[str, Unit]:
        with self._store.reading() as connection:
            return units_by_id(connection, ids)

    def lines(self, ids: Collection[str]) -> Mapping[str, Line]:
        with self._store.reading() as connection:
            return lines_by_id(connection, ids)

    def text(self, revision: str) -> str:
        with self._store.reading() as connection:
            return text_of_revision(connection, revision)


def forget_standings(connection: Connection, releases: Collection[str]) -> None:
    """Take out how *releases* stand: something it was made from is another.

    Where a release gets another day, this is said before and after.
    """
    touched: dict[str, set[str]] = defaultdict(set)
    where = select(RELEASES.c.source, RELEASES.c.published_on).where(RELEASES.c.published_on.is_not(None))
    for row in rows_in(connection, where, RELEASES.c.id, releases):
        touched[row.source].add(quarter_of(row.published_on))
    for source, quarters in touched.items():
        of_source = STANDING_QUARTERS.c.source == source
        connection.execute(
            delete(STANDING_QUARTERS).where(of_source, STANDING_QUARTERS.c.quarter.in_(quarters))
        )
    for batch in batches(releases):
        connection.execute(delete(STANDINGS).where(STANDINGS.c.release_id.in_(batch)))


def _latest_related(*columns: ColumnElement[Any]) -> Select[Any]:
    """Select *columns* of releases with the id of the latest revision of each that is related."""
    return (
        select(*columns, REVISIONS.c.id.label("revision_id"))
        .join_from(RELEASES, REVISIONS, REVISIONS.c.release_id == RELEASES.c.id)
        .where(latest_with(RELATIONS))
    )


def _made(connection: Connection, releases: Sequence[str], packed: Packed) -> list[Values]:
    """Return the rows of *releases*, *packed* from what they say."""
    rows = connection.execute(_latest_related(*RELEASES.c).where(RELEASES.c.id.in_(releases))).all()
    placed = placed_units_in(connection, [row.revision_id for row in rows])
    dropped = dropped_lines(connection, releases)
    return [
        {"release_id": row.id, "revision_id": row.revision_id}
        | packed(release_of(row), placed.get(row.revision_id, []), dropped.get(row.id, set()))
        for row in rows
    ]
