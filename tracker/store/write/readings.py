"""What was received, and what was read in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, func, or_, select, update

from tracker.domain import Release, Revision, Unit
from tracker.errors import StoreError
from tracker.reading import CODED_STAMP_PREFIX, Reading
from tracker.store import search_index
from tracker.store.core_tables import (
    BODIES,
    DEADLINES,
    READINGS,
    RELATIONS,
    RELEASES,
    REVISIONS,
    UNITS,
    UNREADABLE,
)
from tracker.store.database import Database
from tracker.store.row_mapping import (
    document_packed,
    release_of,
    revision_of_row,
    unit_values,
)
from tracker.store.sql_helpers import batches, distinct_values, published, releases_by_id, rows_in, upsert
from tracker.store.write import invalidation
from tracker.store.write.standings import forget_standings

StampFor = Callable[[str], str]  # source id → the stamp of today's engine

SEVERAL = 5  # releases named where a text means more than one
DUE = ""  # the stamp of a reading that is to be made again
BODIES_AT_ONCE = 50  # revisions in memory while streaming; a page of 200 KB makes that 10 MB


class Readings(Database):
    """The part of the store that keeps raw bytes and readings."""

    def find_release(self, text: str) -> Release:
        """Return the release *text* means: its ref, its id or the start of it, or its URL.

        Raises:
            StoreError: None or several do.
        """
        wanted = text.strip()
        for meets in (
            RELEASES.c.ref == wanted,
            RELEASES.c.id == wanted,
            RELEASES.c.url == wanted,
            RELEASES.c.id.startswith(wanted, autoescape=True),
        ):
            query = select(RELEASES).where(meets).order_by(RELEASES.c.source, RELEASES.c.ref).limit(SEVERAL)
            with self.reading() as connection:
                found = [release_of(row) for row in connection.execute(query)]
            if len(found) == 1:
                return found[0]
            if found and wanted:
                named = ", ".join(f"{release.id[:8]} of {release.source}" for release in found)
                raise StoreError(f"{wanted!r} means several releases: {named}", remedy="give the id")
        raise StoreError(
            f"no release is called {wanted!r}", remedy="`policy-tracker export units` names them"
        )

    def count_pending(self, stamp_for: StampFor) -> int:
        """Return how many revisions :meth:`pending` would yield."""
        with self.reading() as connection:
            return len(_pending_ids(connection, stamp_for))

    def pending(self, stamp_for: StampFor) -> Iterator[Revision]:
        """Yield the revisions with neither a reading nor a failure at their source's stamp, nor one by people.

        By source, then as published. No transaction stays open between two of
        them, so readings may be recorded on the way.
        """
        with self.reading() as connection:
            identities = _pending_ids(connection, stamp_for)
        query = select(REVISIONS, BODIES.c.data).join(BODIES, BODIES.c.sha256 == REVISIONS.c.body_sha256)
        for batch in batches(identities, BODIES_AT_ONCE):
            with self.reading() as connection:
                rows = {row.id: row for row in connection.execute(query.where(REVISIONS.c.id.in_(batch)))}
                releases = releases_by_id(connection, {row.release_id for row in rows.values()})
            for identity in batch:
                row = rows[identity]
                yield revision_of_row(row, releases[row.release_id])

    def record_readings(self, readings: Sequence[Reading]) -> None:
        """Keep *readings*, each in place of the one before, in one transaction.

        A unit that is no longer read stays, as not current: changes quote it.
        What was related is due to be again, and what is read now may be searched.
        """
        revisions = [reading.revision for reading in readings]
        values = [
            {"revision_id": item.revision, "stamp": item.stamp, "document": document_packed(item.document)}
            for item in readings
        ]
        units = [unit_values(unit, reading.stamp) for reading in readings for unit in reading.units]
        with self.writing() as connection:
            upsert(connection, READINGS, values)
            of_these = select(REVISIONS.c.release_id)
            releases = {row.release_id for row in rows_in(connection, of_these, REVISIONS.c.id, revisions)}
            forget_standings(connection, releases)
            for batch in batches(revisions):
                connection.execute(update(UNITS).where(UNITS.c.revision_id.in_(batch)).values(current=False))
                connection.execute(UNREADABLE.delete().where(UNREADABLE.c.revision_id.in_(batch)))
            upsert(connection, UNITS, units)
            _record_deadlines(connection, [unit for reading in readings for unit in reading.units])
            search_index.index_revisions(connection, revisions)
            invalidation.mark_due(connection, revisions, invalidation.READ)

    def coded_stamp(self, revision_id: str) -> str | None:
        """Return the stamp of the reading people made of a revision, if they did."""
        query = select(READINGS.c.stamp).where(READINGS.c.revision_id == revision_id)
        with self.reading() as connection:
            return connection.execute(query.where(READINGS.c.stamp.startswith(CODED_STAMP_PREFIX))).scalar()

    def find_revision(self, release_id: str, revision_id: str = "") -> Revision:
        """Return that revision of a release held, or where it has shown it in other bytes, the last one."""
        query = (
            select(REVISIONS, BODIES.c.data)
            .join(BODIES, BODIES.c.sha256 == REVISIONS.c.body_sha256)
            .where(REVISIONS.c.release_id == release_id)
            .order_by(REVISIONS.c.id == revision_id, REVISIONS.c.number)
        )
        with self.reading() as connection:
            row = connection.execute(query).all()[-1]
            return revision_of_row(row, releases_by_id(connection, [release_id])[release_id])

    def sources(self) -> list[str]:
        """Return the sources something is held of."""
        return [row[0] for row in self.rows(_sources())]

    def mark_unread(self, source: str | None = None) -> int:
        """Make everything, or all of *source*, due to be read and related again; return how many revisions.

        Readings made by people are only related again.
        """
        chosen = published(select(REVISIONS.c.id).join(RELEASES), source)
        with self.writing() as connection:
            connection.execute(
                update(READINGS)
                .where(READINGS.c.revision_id.in_(chosen), ~READINGS.c.stamp.startswith(CODED_STAMP_PREFIX))
                .values(stamp=DUE)
            )
            connection.execute(UNREADABLE.delete().where(UNREADABLE.c.revision_id.in_(chosen)))
            invalidation.mark_due(connection, chosen, invalidation.RECOMPUTE)
            return connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()

    def is_recomputing(self, source: str | None = None) -> bool:
        """Return whether something :meth:`mark_unread` made due is not done yet."""
        query = (
            select(REVISIONS.c.id)
            .join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
            .outerjoin(READINGS, READINGS.c.revision_id == REVISIONS.c.id)
            .outerjoin(RELATIONS, RELATIONS.c.revision_id == REVISIONS.c.id)
            .where(or_(READINGS.c.stamp == DUE, RELATIONS.c.due == invalidation.RECOMPUTE))
        )
        with self.reading() as connection:
            return connection.execute(published(query, source).limit(1)).first() is not None

    def record_problem(self, revision_id: str, stamp: str, message: str) -> None:
        """Note that a revision cannot be read at *stamp*, and why; it is not pending again at that stamp."""
        with self.writing() as connection:
            upsert(connection, UNREADABLE, [{"revision_id": revision_id, "stamp": stamp, "message": message}])


def _record_deadlines(connection: Connection, units: Sequence[Unit]) -> None:
    """Write which of *units* name a deadline, in place of what was written of them."""
    for batch in batches(unit.id for unit in units):
        connection.execute(delete(DEADLINES).where(DEADLINES.c.unit_id.in_(batch)))
    named = {unit.id: unit.facets.deadline for unit in units if unit.facets.deadline}
    upsert(
        connection,
        DEADLINES,
        [{"unit_id": identity, "deadline": deadline} for identity, deadline in named.items()],
    )


def _sources() -> Select[Any]:
    return distinct_values(RELEASES.c.source)


def _pending_ids(connection: Connection, stamp_for: StampFor) -> list[str]:
    sources = connection.execute(_sources()).scalars().all()
    return [
        identity
        for source in sources
        for identity in connection.execute(_pending_of(source, stamp_for(source))).scalars()
    ]


def _pending_of(source: str, stamp: str) -> Select[Any]:
    return (
        select(REVISIONS.c.id)
        .join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
        .outerjoin(READINGS, READINGS.c.revision_id == REVISIONS.c.id)
        .outerjoin(UNREADABLE, UNREADABLE.c.revision_id == REVISIONS.c.id)
        .where(
            RELEASES.c.source == source,
            or_(
                READINGS.c.stamp.is_(None),
                (READINGS.c.stamp != stamp) & ~READINGS.c.stamp.startswith(CODED_STAMP_PREFIX),
            ),
            UNREADABLE.c.stamp.is_distinct_from(stamp),
        )
        .order_by(RELEASES.c.published_on.nulls_first(), RELEASES.c.id, REVISIONS.c.number)
    )
