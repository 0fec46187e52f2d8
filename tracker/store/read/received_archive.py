"""Every revision with its bytes and how they came, one at a time: for archives that leave the store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from tracker.store.core_tables import BODIES, RELEASES, REVISIONS
from tracker.store.database import Database
from tracker.store.records import ArchivedRevision
from tracker.store.row_mapping import received_of, revision_of_row
from tracker.store.sql_helpers import batches, releases_by_id, rows_in

ROWS_AT_ONCE = 200  # without their bodies, which come one by one: each may have megabytes
BODY = select(BODIES.c.data).where(BODIES.c.sha256 == bindparam("sha256"))


class ReceivedArchive(Database):
    """The part of the store that hands out what was received."""

    def archived_revisions(
        self, source: str | None = None, since: date | None = None, until: date | None = None
    ) -> Iterator[ArchivedRevision]:
        """Yield the revisions of all sources or of *source*, in the order they were seen.

        *since* and *until*, inclusive, are days of publication; with either, what
        has no date is left out. One body is in memory at a time, and no
        transaction stays open between two of them.
        """
        chosen = _chosen(select(REVISIONS.c.id), source, since, until)
        several = _chosen(select(REVISIONS.c.body_sha256), source, since, until)
        several = several.group_by(REVISIONS.c.body_sha256).having(func.count() > 1)
        with self.reading() as connection:
            shared = set(connection.execute(several).scalars())
            ordered = chosen.order_by(
                REVISIONS.c.seen_at, RELEASES.c.source, RELEASES.c.ref, REVISIONS.c.number
            )
            identities = list(connection.execute(ordered).scalars())
        for batch in batches(identities, ROWS_AT_ONCE):
            with self.reading() as connection:
                rows = {row.id: row for row in rows_in(connection, select(REVISIONS), REVISIONS.c.id, batch)}
                releases = releases_by_id(connection, {row.release_id for row in rows.values()})
            for row in (rows[identity] for identity in batch):
                with self.reading() as connection:
                    packed = connection.execute(BODY, {"sha256": row.body_sha256}).scalar_one()
                revision = revision_of_row(row, releases[row.release_id], packed)
                yield ArchivedRevision(revision, received_of(row.received), row.body_sha256 in shared)

    def latest_bodies(
        self, source: str | None = None, since: date | None = None, until: date | None = None
    ) -> dict[str, tuple[int, str]]:
        """Return number and body hash of the last revision of each release, by its id; chosen as by :meth:`archived_revisions`."""
        columns = REVISIONS.c.release_id, REVISIONS.c.number, REVISIONS.c.body_sha256
        query = _chosen(select(*columns), source, since, until).order_by(REVISIONS.c.number)
        return {row.release_id: (row.number, row.body_sha256) for row in self.rows(query)}


def _chosen(query: Select[Any], source: str | None, since: date | None, until: date | None) -> Select[Any]:
    query = query.join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
    if source is not None:
        query = query.where(RELEASES.c.source == source)
    if since is not None:
        query = query.where(RELEASES.c.published_on >= since)
    if until is not None:
        query = query.where(RELEASES.c.published_on <= until)
    return query
