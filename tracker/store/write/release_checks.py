"""Releases under watch: what is held, how the last attempts on it went, what is gone, what was received and is not believed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    Connection,
    Select,
    bindparam,
    case,
    delete,
    exists,
    func,
    null,
    select,
    update,
)

from tracker.domain import Release
from tracker.hashing import body_hash
from tracker.store import generations
from tracker.store.core_tables import BODIES, REFUSED, RELEASES, REVISIONS
from tracker.store.database import Database
from tracker.store.records import BodyRecord, RefusedBody, ReleaseCheck, StoredRelease
from tracker.store.row_mapping import body_values, release_of, stored_release_of, unpack, value_of
from tracker.store.sql_helpers import upsert

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

    def refuse(self, arrival: BodyRecord, url: str, why: str, mend: str) -> int:
        """Record a body that was refused, in place of the one refused before; return how often in a row it came.

        Two bodies are the same where their bytes are or, where it is known, their fingerprint;
        another one is counted from 1. *why* and *mend* are what people are told.
        """
        release, now, fingerprint = arrival.release, arrival.now, arrival.fingerprint
        sha256 = body_hash(arrival.body)
        with self.writing() as connection:
            row = connection.execute(_row(release.source, release.ref)).one_or_none()
            same = row is not None and (
                row.body_sha256 == sha256 or bool(fingerprint and row.fingerprint == fingerprint)
            )
            times, first_at = (row.times + 1, row.first_at) if row is not None and same else (1, now)
            upsert(connection, BODIES, [body_values(arrival.body, sha256)], replace=False)
            values = {
                "source": release.source,
                "ref": release.ref,
                "url": url,
                "title": release.title,
                "published_on": release.published_on,
                "reason": why,
                "mend": mend,
                "body_sha256": sha256,
                "media_type": arrival.media_type,
                "charset": arrival.charset,
                "fingerprint": fingerprint,
                "first_at": first_at,
                "last_at": now,
                "times": times,
            }
            upsert(connection, REFUSED, [values])
            if row is not None and row.body_sha256 != sha256:
                _forget(connection, row.body_sha256)
        return times

    def refused(self, source: str | None = None) -> list[RefusedBody]:
        """Return what is refused now, of all sources or of *source*, by source and ref; without the bytes."""
        query = (
            select(REFUSED, BODIES.c.size)
            .join(BODIES, BODIES.c.sha256 == REFUSED.c.body_sha256)
            .order_by(REFUSED.c.source, REFUSED.c.ref)
        )
        if source is not None:
            query = query.where(REFUSED.c.source == source)
        return [value_of(RefusedBody, row) for row in self.rows(query)]

    def refused_body(self, source: str, ref: str) -> bytes | None:
        """Return the bytes that are refused of a release; None where none are."""
        query = (
            select(BODIES.c.data)
            .join(REFUSED, REFUSED.c.body_sha256 == BODIES.c.sha256)
            .where(REFUSED.c.source == source, REFUSED.c.ref == ref)
        )
        with self.reading() as connection:
            packed = connection.execute(query).scalar_one_or_none()
            return None if packed is None else unpack(packed)

    def clear_refused(self, source: str, ref: str) -> None:
        """Forget that something is refused of a release, if it is: it shows what is taken."""
        with self.writing() as connection:
            row = connection.execute(_row(source, ref)).one_or_none()
            if row is not None:
                connection.execute(delete(REFUSED).where(REFUSED.c.source == source, REFUSED.c.ref == ref))
                _forget(connection, row.body_sha256)


def _row(source: str, ref: str) -> Select[tuple[str, str, int, datetime]]:
    return select(REFUSED.c.body_sha256, REFUSED.c.fingerprint, REFUSED.c.times, REFUSED.c.first_at).where(
        REFUSED.c.source == source, REFUSED.c.ref == ref
    )


def _forget(connection: Connection, sha256: str) -> None:
    """Delete a body nothing holds any more: a wall may look otherwise each hour, for years."""
    held = exists().where(REVISIONS.c.body_sha256 == sha256), exists().where(REFUSED.c.body_sha256 == sha256)
    connection.execute(delete(BODIES).where(BODIES.c.sha256 == sha256, ~held[0], ~held[1]))
