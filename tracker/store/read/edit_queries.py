"""How the texts of releases differ: edits as they are held. Nothing here writes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from tracker.store.core_tables import RELEASES, REVISIONS, TEXT_EDITS
from tracker.store.database import Database
from tracker.store.records import RevisionInfo, StoredEdit
from tracker.store.row_mapping import text_edit_of
from tracker.store.sql_helpers import releases_by_id

BEFORE, AFTER = REVISIONS.alias("before"), REVISIONS.alias("after")


class EditQueries(Database):
    """The part of the store that knows what was edited."""

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
        if source is not None:
            query = query.where(RELEASES.c.source == source)
        if since is not None:
            query = query.where(RELEASES.c.published_on >= since)
        if until is not None:
            query = query.where(RELEASES.c.published_on <= until)
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
