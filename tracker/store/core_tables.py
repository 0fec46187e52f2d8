"""The tables as statements name them: SQLAlchemy Core alone, so that a quick command does not pay for SQLModel.

What a table is stands in :mod:`tracker.store.tables`, in SQLModel, and migrations
are made from that; a test compares the two column by column. Measured for
``import tracker.store``: 58 MB and 0.38 s with SQLModel, 42 MB and 0.18 s without.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
)


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: aware going in, in UTC coming out, whatever the database keeps. As SQLModel's of that name."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - of SQLAlchemy
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"{value!r} is no instant: it has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - of SQLAlchemy
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Text(TypeDecorator[str]):
    """Text. PostgreSQL keeps no NUL, which a careless page may hold: there it becomes the replacement character."""

    impl = String
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None] | None:
        """Return what a value goes through on its way in; None, and no time spent, for SQLite."""
        return _without_nul if dialect.name == "postgresql" else None


def _without_nul(value: str | None) -> str | None:
    return value.replace("\x00", "\ufffd") if value and "\x00" in value else value


TYPES: dict[str, Any] = {
    "text": Text(),
    "int": Integer(),
    "float": Float(),
    "bool": Boolean(),
    "bytes": LargeBinary(),
    "json": JSON(),
    "date": Date(),
    "instant": UTCDateTime(),
}
METADATA = MetaData()  # in this order no row comes before one it points to


def table(name: str, columns: str) -> Table:
    """Return the table *name*. *columns*, in the order of the declaration: name and type; a key has a star."""
    parts = [column.split() for column in columns.split(",")]
    return Table(
        name,
        METADATA,
        *(
            Column(called.rstrip("*"), TYPES[kind], primary_key=called.endswith("*"))
            for called, kind in parts
        ),
    )


BODIES = table("bodies", "sha256* text, codec text, size int, data bytes")
RELEASES = table(
    "releases",
    """
    id* text, source text, ref text, issuer text, url text, title text, published_on date,
    first_seen_at instant, last_checked_at instant, etag text, last_modified text,
    changed_at instant, tried_at instant, unread_checks int, gone_since instant, gone_checks int,
    withdrawn_at instant
    """,
)
REVISIONS = table(
    "revisions",
    """
    id* text, release_id text, number int, body_sha256 text, media_type text, charset text,
    fingerprint text, characters int, seen_at instant, received json
    """,
)
REFUSED = table(
    "refused",
    """
    source* text, ref* text, url text, title text, published_on date, reason text, mend text,
    body_sha256 text, media_type text, charset text, fingerprint text, first_at instant,
    last_at instant, times int
    """,
)
WATCHED = table(
    "watched",
    """
    source* text, state text, since instant, checked_at instant, succeeded_at instant, what text,
    mend text, quiet_since instant, paused_at instant, paused_why text, pass_started_at instant,
    pass_ended_at instant, list_etag text, list_last_modified text, list_print text
    """,
)
TROUBLES = table(
    "troubles",
    """
    source* text, place* text, state text, what text, mend text, since instant, last_at instant,
    times int
    """,
)
NOTICES = table("notices", "id* int, source text, place text, state text, what text, mend text, at instant")
HOSTS = table("hosts", "host* text, not_before instant, why text, robots text, robots_at instant")
READINGS = table("readings", "revision_id* text, stamp text, document bytes")
UNREADABLE = table("unreadable", "revision_id* text, stamp text, message text")
UNITS = table(
    "units",
    """
    id* text, revision_id text, stamp text, current bool, ordinal int, start int, end int,
    quote text, kind text, facets json, slots json, cue text, rules json, parent text,
    confidence float
    """,
)
LINES = table("lines", "id* text, source text, name text, given text, aliases json")
SUBJECTS = table("subjects", "line_id* text, tokens json, states json")
LINE_KEYS = table("line_keys", "key* text, line_id* text")
TIES = table("ties", "line_id* text, other_id* text, joined bool")
RELATIONS = table("relations", "revision_id* text, stamp text, related_at instant, due text")
MENTIONS = table(
    "mentions",
    """
    unit_id* text, revision_id text, line_id text, before text, score float, reasons json,
    review bool
    """,
)
CHANGES = table(
    "changes",
    """
    id* text, line_id text, revision_id text, release_id text, label text, cause text, news text,
    before_unit text, before_release text, before_quote text, after_unit text, after_quote text,
    also json, deltas json, rule text, minor bool, note text, review bool, recorded_at instant
    """,
)
WITNESSES = table("witnesses", "release_id* text, of_release* text, how text")
RELEASE_KEYS = table("release_keys", "key* text, release_id* text")
DECISIONS = table(
    "decisions",
    """
    id* int, source text, ruling text, release text, start int, end int, quote text,
    prev_source text, prev_release text, prev_start int, prev_end int, prev_quote text, value text,
    by text, decided_at instant, undone_by text, undone_at instant
    """,
)
RUNS = table(
    "runs",
    """
    id* int, job text, slot text, status text, counts json, error text, started_at instant,
    ended_at instant, holder text, token int, beat_at instant
    """,
)
LEASES = table("leases", "name* text, holder text, token int, expires_at instant")
DELIVERIES = table(
    "deliveries",
    """
    id* text, subscriber text, window_start instant, window_end instant, message_id text,
    subject text, sender text, recipients json, message bytes, state text, attempts int,
    created_at instant, settled_at instant, error text, retry_at instant, kind text
    """,
)
RECIPIENTS = table(
    "recipients", "delivery_id* text, address* text, state text, attempts int, error text, at instant"
)
DELIVERED = table("delivered", "subscriber* text, change_id* text, delivery_id text")
PASSAGES = table(
    "passages",
    """
    id* int, release_id text, revision_id text, unit_id text, within int, start int, end int,
    topics text
    """,
)
GENERATIONS = table("generations", "part* text, token text")
