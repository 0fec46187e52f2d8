"""Releases under watch: what is held, how the last attempts on it went, what is gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Boolean, bindparam, case, func, null, select, update

from tracker.domain import Release
from tracker.store import generations
from tracker.store.core_tables import RELEASES
from tracker.store.database import Database
from tracker.store.records import ReleaseCheck, StoredRelease
from tracker.store.row_mapping import release_of, stored_release_of

AT = bindparam("tried", type_=RELEASES.c.tried_at.type)
ANSWERED, WHOLE, GONE = (bindparam(name, type_=Boolean()) for name in ("answered", "whole", "gone_now"))
NOTED = (
    update(RELEASES)
    .where(RELEASES.c.id == bindparam("key"))
    .values(
        tried_at=AT,
        last_checked_at=case((ANSWERED, AT), else_=RELEASES.c.last_checked_at),
        etag=func.coalesce(bindparam("new_etag", type_=RELEASES.c.etag.type), RELEASES.c.etag),
        last_modified=func.coalesce(
            bindparam("new_last_modified", type_=RELEASES.c.last_modified.type), RELEASES.c.last_modified
        ),
        unread_checks=case(
            (WHOLE, 0), (ANSWERED, RELEASES.c.unread_checks + 1), else_=RELEASES.c.unread_checks
        ),
        gone_since=case(
            (GONE, func.coalesce(RELEASES.c.gone_since, AT)),
            (ANSWERED, null()),
            else_=RELEASES.c.gone_since,
        ),
        gone_checks=case((GONE, RELEASES.c.gone_checks + 1), (ANSWERED, 0), else_=RELEASES.c.gone_checks),
    )
    .execution_options(**{generations.PART: generations.HEALTH})
)


class ReleaseChecks(Database):
    """The part of the store that knows when releases were asked for, and what came of it."""

    def stored_releases(self, source_id: str) -> dict[str, StoredRelease]:
        """Return the releases held of a source, by their ref."""
        with self.reading() as connection:
            rows = connection.execute(select(RELEASES).where(RELEASES.c.source == source_id))
            return {row.ref: stored_release_of(row) for row in rows}

    def record_checks(self, checks: Sequence[ReleaseCheck]) -> None:
        """Keep what came of *checks*, in order, in one transaction.

        A page that answers was last checked then, and is not gone; a whole body
        starts the count of unread checks anew, any other answer adds to it. One
        that is gone, or failed, was tried and not checked.
        """
        values = [
            {
                "key": check.release_id,
                "tried": check.at,
                "answered": not check.gone and not check.failed,
                "whole": check.whole and not check.gone and not check.failed,
                "gone_now": check.gone,
                "new_etag": check.etag,
                "new_last_modified": check.last_modified,
            }
            for check in checks
        ]
        if values:
            with self.writing() as connection:
                connection.execute(NOTED, values)

    def withdraw(self, release_id: str, at: datetime | None) -> None:
        """Note since when a release is withdrawn; with None, that it is not. What it said stays."""
        with self.writing() as connection:
            connection.execute(update(RELEASES).where(RELEASES.c.id == release_id).values(withdrawn_at=at))

    def withdrawn(self) -> list[tuple[Release, datetime]]:
        """Return the releases that are withdrawn, and since when, latest first."""
        query = (
            select(RELEASES)
            .where(RELEASES.c.withdrawn_at.is_not(None))
            .order_by(RELEASES.c.withdrawn_at.desc(), RELEASES.c.source, RELEASES.c.ref)
        )
        return [(release_of(row), row.withdrawn_at) for row in self.rows(query)]

    def publication_days(self, source: str) -> list[date]:
        """Return the days on which *source* published what is held, one for each dated release, earliest first."""
        query = (
            select(RELEASES.c.published_on)
            .where(RELEASES.c.source == source, RELEASES.c.published_on.is_not(None))
            .order_by(RELEASES.c.published_on)
        )
        return [row[0] for row in self.rows(query)]

    def last_published(self) -> dict[str, date]:
        """Return the latest day of publication of each source of which a dated release is held."""
        query = (
            select(RELEASES.c.source, func.max(RELEASES.c.published_on))
            .where(RELEASES.c.published_on.is_not(None))
            .group_by(RELEASES.c.source)
            .order_by(RELEASES.c.source)
        )
        with self.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}
