"""Texts as they were received and read, how those of a release differ, and quotes, units and levels by name. Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from tracker.domain import Kind, Mention
from tracker.store.core_tables import BODIES, READINGS, RELEASES, REVISIONS, TEXT_EDITS, UNITS
from tracker.store.database import Database
from tracker.store.read.line_queries import mentions_among, said_on
from tracker.store.read.unit_queries import LEVEL, units_with_lines
from tracker.store.records import ArchivedRevision, RevisionInfo, RevisionText, StoredEdit, last_read
from tracker.store.row_mapping import document_of, received_of, revision_of_row, text_edit_of
from tracker.store.sql_helpers import (
    among,
    batches,
    published,
    releases_by_id,
    rows_among,
    rows_in,
    text_of_revision,
    units_by_id,
)

AFTER_HEX = "g"  # the first letter that is in no id
_TEXTS = (
    select(
        *(REVISIONS.c[name] for name in ("id", "number", "seen_at", "media_type")),
        BODIES.c.size,
        BODIES.c.sha256,
        READINGS.c.document,
    )
    .join(BODIES, BODIES.c.sha256 == REVISIONS.c.body_sha256)
    .outerjoin(READINGS, READINGS.c.revision_id == REVISIONS.c.id)
    .where(REVISIONS.c.release_id == bindparam("release"))
    .order_by(REVISIONS.c.number)
)
_SEEN = among(
    select(*(REVISIONS.c[name] for name in ("id", "number", "seen_at", "body_sha256"))), REVISIONS.c.id
)
_LEVELS = said_on(LEVEL, UNITS.c.kind)
BEFORE, AFTER = REVISIONS.alias("before"), REVISIONS.alias("after")
ROWS_AT_ONCE = 200  # without their bodies, which come one by one: each may have megabytes
BODY = select(BODIES.c.data).where(BODIES.c.sha256 == bindparam("sha256"))


class TextQueries(Database):
    """The part of the store that shows what stands where."""

    def revision_texts(self, release_id: str) -> tuple[RevisionText, ...]:
        """Return every text a release has shown, oldest first; none where it is not held."""
        with self.reading() as connection:
            rows = connection.execute(_TEXTS, {"release": release_id}).all()
            units = units_with_lines(connection, [row.id for row in rows])
        return tuple(
            RevisionText(
                row.id,
                row.number,
                row.seen_at,
                row.media_type,
                row.size,
                row.sha256,
                document_of(row.document) if row.document is not None else None,
                tuple(units.get(row.id, ())),
            )
            for row in rows
        )

    def latest_text(self, release_id: str) -> RevisionText | None:
        """Return the latest text of a release that was read; None where none was."""
        return last_read(self.revision_texts(release_id))

    def revision_infos(self, revision_ids: Collection[str]) -> dict[str, RevisionInfo]:
        """Return that each of *revision_ids* is held, and since when; one that is not held is left out."""
        with self.reading() as connection:
            rows = list(rows_among(connection, _SEEN, revision_ids))
        return {row.id: RevisionInfo(row.number, row.seen_at, row.body_sha256) for row in rows}

    def text_as_read(self, revision_id: str) -> str:
        """Return the text of a revision, into which the offsets of its units point; "" where it was never read."""
        with self.reading() as connection:
            return text_of_revision(connection, revision_id)

    def level_history(self, line_ids: Collection[str]) -> dict[str, tuple[tuple[date, int, Kind], ...]]:
        """Return day, level and kind of every time each of *line_ids* was said, as :meth:`Store.history` tells it."""
        found: dict[str, tuple[tuple[date, int, Kind], ...]] = {}
        with self.reading() as connection:
            for batch in batches(line_ids):
                sat = mentions_among(connection, _LEVELS, batch)
                found |= {
                    line: tuple((row.published_on, row.level, Kind(row.kind)) for row in rows)
                    for line, rows in sat.items()
                }
        return found

    def quotes(self, unit_ids: Collection[str]) -> dict[str, str]:
        """Return what each of *unit_ids* says, as last read; one that is not held is left out."""
        query = select(UNITS.c.id, UNITS.c.quote)
        with self.reading() as connection:
            return {row.id: row.quote for row in rows_in(connection, query, UNITS.c.id, unit_ids)}

    def mentions_by_unit(self, unit_ids: Collection[str]) -> dict[str, Mention]:
        """Return each of *unit_ids* whole, with its release; one that is not held is left out."""
        with self.reading() as connection:
            units = units_by_id(connection, unit_ids)
            query = select(REVISIONS.c.id, REVISIONS.c.release_id)
            shown = {unit.revision for unit in units.values()}
            release_of = {row.id: row.release_id for row in rows_in(connection, query, REVISIONS.c.id, shown)}
            releases = releases_by_id(connection, set(release_of.values()))
        return {
            identity: Mention(unit, releases[release_of[unit.revision]]) for identity, unit in units.items()
        }

    def unit_ids_starting_with(self, start: str, limit: int) -> list[str]:
        """Return the ids of units that begin with *start*, of any reading of any text, in order, at most *limit*."""
        query = select(UNITS.c.id).where(UNITS.c.id >= start, UNITS.c.id < start + AFTER_HEX)
        return [row[0] for row in self.rows(query.order_by(UNITS.c.id).limit(limit))]

    def text_edits(
        self,
        *,
        release: str | None = None,
        source: str | None = None,
        since: date | None = None,
        until: date | None = None,
        recorded_after: datetime | None = None,
        recorded_until: datetime | None = None,
        news_only: bool = False,
    ) -> list[StoredEdit]:
        """Return the edits asked for, by date and ref of the release and number of the revision.

        *since* and *until* are days of publication, inclusive; *recorded_after* is exclusive, *recorded_until*
        inclusive. What is not given asks for all.
        """
        query = (
            select(
                TEXT_EDITS,
                *(BEFORE.c[name].label(f"before_{name}") for name in ("number", "seen_at", "body_sha256")),
                *(AFTER.c[name].label(f"after_{name}") for name in ("number", "seen_at", "body_sha256")),
            )
            .join(RELEASES, RELEASES.c.id == TEXT_EDITS.c.release_id)
            .join(BEFORE, BEFORE.c.id == TEXT_EDITS.c.before_revision)
            .join(AFTER, AFTER.c.id == TEXT_EDITS.c.revision_id)
            .order_by(RELEASES.c.published_on, RELEASES.c.ref, AFTER.c.number)
        )
        if release is not None:
            query = query.where(TEXT_EDITS.c.release_id == release)
        query = published(query, source, since, until)
        if recorded_after is not None:
            query = query.where(TEXT_EDITS.c.recorded_at > recorded_after)
        if recorded_until is not None:
            query = query.where(TEXT_EDITS.c.recorded_at <= recorded_until)
        if news_only:
            query = query.where(TEXT_EDITS.c.news)
        with self.reading() as connection:
            rows = connection.execute(query).all()
            releases = releases_by_id(connection, {row.release_id for row in rows})
        return [
            StoredEdit(
                text_edit_of(row),
                releases[row.release_id],
                RevisionInfo(row.before_number, row.before_seen_at, row.before_body_sha256),
                RevisionInfo(row.after_number, row.after_seen_at, row.after_body_sha256),
                row.news,
                row.recorded_at,
            )
            for row in rows
        ]

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
    return published(query, source, since, until)
