"""Bodies that were received and are not taken as a revision: kept, so that they can be looked at."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Select, delete, exists, select

from tracker.hashing import body_hash
from tracker.store.core_tables import BODIES, REFUSED, REVISIONS
from tracker.store.database import Database
from tracker.store.records import BodyRecord, RefusedBody
from tracker.store.row_mapping import body_values, unpack, value_of
from tracker.store.sql_helpers import upsert


class RefusedBodies(Database):
    """The part of the store that keeps what was not believed."""

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
