"""The tables as statements name them: what SQLModel declares, by SQLAlchemy Core alone.

The one declaration is :mod:`tracker.store.tables`; :mod:`tracker.store.columns` writes its columns
to ``columns.json``, which is read here. Why not the declared tables themselves: they
need SQLAlchemy's ORM, and a pass that finds nothing new took 39 % more processor with
them (1.35 s for 0.97 s; docs/decisions/0004).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
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
        """Return *value* in UTC.

        Raises:
            ValueError: It has no time zone.
        """
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"{value!r} is no instant: it has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - of SQLAlchemy
        """Return *value* in UTC; SQLite keeps no zone."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class TextColumn(TypeDecorator[str]):
    """Text. PostgreSQL keeps no NUL, which a careless page may hold: there it becomes the replacement character."""

    impl = String
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None] | None:
        """Return what a value goes through on its way in; None, and no time spent, for SQLite."""
        return _without_nul if dialect.name == "postgresql" else None


def _without_nul(value: str | None) -> str | None:
    return value.replace("\x00", "\ufffd") if value and "\x00" in value else value


TYPES: dict[str, Any] = {
    "text": TextColumn(),
    "int": Integer(),
    "float": Float(),
    "bool": Boolean(),
    "bytes": LargeBinary(),
    "json": JSON(),
    "date": Date(),
    "instant": UTCDateTime(),
}


def _columns_of_tables() -> dict[str, dict[str, str]]:
    written = Path(__file__).with_name("columns.json")
    if written.exists():
        return cast(dict[str, dict[str, str]], json.loads(written.read_text("utf-8")))
    from tracker.store.columns import declared_columns  # loads SQLModel: only until the file is written

    return declared_columns()


def _column(name: str, declared: str) -> Column[Any]:
    kind, *points_to = declared.split()
    return Column(name, TYPES[kind.rstrip("*")], *map(ForeignKey, points_to), primary_key="*" in kind)


METADATA = MetaData()  # in this order no row comes before one it points to
for _name, _columns in _columns_of_tables().items():
    Table(_name, METADATA, *(_column(*declared) for declared in _columns.items()))

BODIES = METADATA.tables["bodies"]
RELEASES = METADATA.tables["releases"]
REVISIONS = METADATA.tables["revisions"]
REFUSED = METADATA.tables["refused"]
WATCHED = METADATA.tables["watched"]
TROUBLES = METADATA.tables["troubles"]
NOTICES = METADATA.tables["notices"]
HOSTS = METADATA.tables["hosts"]
READINGS = METADATA.tables["readings"]
UNREADABLE = METADATA.tables["unreadable"]
UNITS = METADATA.tables["units"]
LINES = METADATA.tables["lines"]
SUBJECTS = METADATA.tables["subjects"]
LINE_KEYS = METADATA.tables["line_keys"]
TIES = METADATA.tables["ties"]
RELATIONS = METADATA.tables["relations"]
MENTIONS = METADATA.tables["mentions"]
STANDINGS = METADATA.tables["standings"]
STANDING_QUARTERS = METADATA.tables["standing_quarters"]
DEADLINES = METADATA.tables["deadlines"]
CHANGES = METADATA.tables["changes"]
WITNESSES = METADATA.tables["witnesses"]
RELEASE_KEYS = METADATA.tables["release_keys"]
TEXT_EDITS = METADATA.tables["text_edits"]
DECISIONS = METADATA.tables["decisions"]
RUNS = METADATA.tables["runs"]
LEASES = METADATA.tables["leases"]
DELIVERIES = METADATA.tables["deliveries"]
RECIPIENTS = METADATA.tables["recipients"]
DELIVERED = METADATA.tables["delivered"]
UNSUBSCRIPTIONS = METADATA.tables["unsubscriptions"]
LINK_KEYS = METADATA.tables["link_keys"]
PASSAGES = METADATA.tables["passages"]
GENERATIONS = METADATA.tables["generations"]
