"""Texts as they were read, and quotes, units and levels by name. Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import bindparam, select

from tracker.domain import Kind, Mention
from tracker.store.core_tables import BODIES, READINGS, REVISIONS, UNITS
from tracker.store.database import Database
from tracker.store.read.line_queries import mentions_among, said_on
from tracker.store.read.unit_queries import LEVEL, units_with_lines
from tracker.store.records import RevisionInfo, RevisionText, last_read
from tracker.store.row_mapping import document_of
from tracker.store.sql_helpers import (
    among,
    batches,
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
