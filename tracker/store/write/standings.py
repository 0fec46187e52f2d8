"""The history of a source as relating reads it: which units stand on which lines, found without reading them.

A row says how one release stands. It is made when a history is asked for and none is held, and
goes with :func:`forget_standings` in the transaction that changes what it was made from.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, delete, select

from tracker.domain import Line, Release, Unit
from tracker.memory import gc_paused
from tracker.store.core_tables import RELATIONS, RELEASES, REVISIONS, STANDINGS
from tracker.store.database import Database
from tracker.store.row_mapping import RELEASE_FIELDS, Values, release_of
from tracker.store.sql_helpers import (
    batches,
    latest_with,
    lines_by_id,
    rows_in,
    text_of_revision,
    units_by_id,
    upsert,
)
from tracker.store.write.placed_units import dropped_lines, placed_units_in

if TYPE_CHECKING:
    from tracker.link.lines.line_history import LineHistory

Packed = Callable[[Release, Sequence[tuple[Unit, Line]], Collection[str]], Values]
AT_ONCE = 200  # releases whose units are in memory
HELD = ("title_words", "partners", "rank", "known", "placed", "terms", "dropped")


class Standings(Database):
    """The part of the store that brings histories back."""

    def line_history(self, source_id: str, before: date, empty: LineHistory | None = None) -> LineHistory:
        """Return what a source has said on the days before *before*, all of it visible.

        Of each release its latest related revision counts. A line counts as
        dropped where the release has a DROPPED change on it and that revision
        does not speak on it. *empty* is the standing to fill, as an engine makes it.
        Units and lines are read from this store when they are asked for.
        """
        from tracker.link.lines import packed_standings  # numpy: 100 ms

        earlier = (RELEASES.c.source == source_id, RELEASES.c.published_on < before)
        query = (
            select(*(RELEASES.c[name] for name in RELEASE_FIELDS), *(STANDINGS.c[name] for name in HELD))
            .outerjoin(STANDINGS, STANDINGS.c.release_id == RELEASES.c.id)
            .where(*earlier)
            .order_by(RELEASES.c.published_on, RELEASES.c.id)
        )
        related = (
            select(RELATIONS.c.revision_id)
            .join(REVISIONS, REVISIONS.c.id == RELATIONS.c.revision_id)
            .where(REVISIONS.c.release_id == RELEASES.c.id)
        )
        while True:
            with gc_paused(), self.reading() as connection:
                rows = connection.execute(query).all()
                unmade = [row.id for row in rows if row.placed is None]
                wanted = select(RELEASES.c.id).where(related.exists())
                missing = [row.id for row in rows_in(connection, wanted, RELEASES.c.id, unmade)]
            if not missing:
                break
            for batch in batches(missing, AT_ONCE):
                with self.writing() as connection:
                    upsert(connection, STANDINGS, _made(connection, batch, packed_standings.packed))
        kept = len(RELEASE_FIELDS)
        held = (
            (Release(*row[:kept]), packed_standings.PackedStanding(*row[kept:]))
            for row in rows
            if row.placed is not None
        )
        with gc_paused():
            return packed_standings.history(_Archive(self), held, empty).as_of(before)


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
    """Take out how *releases* stand: something it was made from is another."""
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
