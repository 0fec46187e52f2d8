"""A few statements every part of the store needs: upsert, lookups by many ids, the latest revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Insert,
    Row,
    Select,
    Table,
    bindparam,
    func,
    select,
)

from tracker.domain import Label, Line, Release, Unit
from tracker.store.core_tables import CHANGES, LINES, MENTIONS, READINGS, RELEASES, REVISIONS, UNITS
from tracker.store.row_mapping import RELEASE_FIELDS, Values, document_of, line_of, release_of, unit_of

T = TypeVar("T")

MANY = 1000  # ids in one IN; SQLite takes 32,766 parameters, a driver less


_DOCUMENT = select(READINGS.c.document).where(READINGS.c.revision_id == bindparam("id"))


@cache
def distinct_values(column: Column[str]) -> Select[Any]:
    """Return the statement for the values of *column*, in order, which an index begins with: from each it goes to the next, where DISTINCT reads all rows."""
    held = select(func.min(column).label("value")).cte("held", recursive=True)
    following = select(func.min(column)).where(column > held.c.value).scalar_subquery()
    held = held.union_all(select(following).where(held.c.value.is_not(None)))
    return select(held.c.value).where(held.c.value.is_not(None)).order_by(held.c.value)


def among(query: Select[Any], column: ColumnElement[str]) -> Select[Any]:
    """Return *query* of the rows whose *column* is one of the ids that :func:`rows_among` asks for.

    A page asks the same some twenty times: half of what that takes is to put the statement together.
    """
    return query.where(column.in_(bindparam("ids", expanding=True)))


_BY_ID = {table: among(select(table), table.c.id) for table in (UNITS, LINES)}
_RELEASES_BY_ID = among(select(*(RELEASES.c[name] for name in RELEASE_FIELDS)), RELEASES.c.id)


def upsert(connection: Connection, table: Table, rows: Sequence[Values], *, replace: bool = True) -> None:
    """Insert *rows*; where the primary key is held, overwrite the row or, without *replace*, leave it."""
    if not rows:
        return
    connection.execute(_upsert(table, connection.dialect.name, tuple(rows[0]) if replace else ()), rows)


def add_texts(connection: Connection, table: Table, rows: Sequence[tuple[str, ...]]) -> None:
    """Insert *rows* of a table that has columns of text alone, as the driver takes them; those held stay.

    To look at each value by its type and name took longer than to write it.
    """
    if not rows:
        return
    names = [column.name for column in table.columns]
    told = _upsert(table, connection.dialect.name, ()).compile(dialect=connection.dialect, column_keys=names)
    given = rows if connection.dialect.positional else [dict(zip(names, row, strict=True)) for row in rows]
    connection.exec_driver_sql(str(told), given)


def insert_of(dialect: str, table: Table) -> Any:
    """Return the insert of *dialect* into *table*, which knows ON CONFLICT; both dialects spell it alike."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # 60 ms of every command on SQLite

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite  # 10 ms of every command on PostgreSQL

    return sqlite.insert(table)


@cache
def _upsert(table: Table, dialect: str, columns: tuple[str, ...]) -> Insert:
    """Return the statement that inserts into *table* and, where the key is held, overwrites *columns*."""
    statement = insert_of(dialect, table)
    if not columns:
        left: Insert = statement.on_conflict_do_nothing()
        return left
    key = [column.name for column in table.primary_key]
    rest = {name: statement.excluded[name] for name in columns if name not in key}
    replaced: Insert = statement.on_conflict_do_update(index_elements=key, set_=rest)
    return replaced


def batches(values: Iterable[T], size: int = MANY) -> Iterator[list[T]]:
    """Yield *values* in lists of at most *size*."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch


def rows_in(
    connection: Connection, query: Select[Any], column: Column[Any], ids: Iterable[str]
) -> Iterator[Row[Any]]:
    """Yield the rows of *query* whose *column* is one of *ids*; its order holds within a batch only."""
    yield from rows_among(connection, among(query, column), ids)


def rows_among(connection: Connection, query: Select[Any], ids: Iterable[str]) -> Iterator[Row[Any]]:
    """Yield the rows of *query*, made by :func:`among`, for *ids*; its order holds within a batch only."""
    for batch in batches(ids):
        yield from connection.execute(query, {"ids": batch}).all()


def releases_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Release]:
    """Return the releases of *ids*."""
    return {row.id: release_of(row) for row in rows_among(connection, _RELEASES_BY_ID, ids)}


def units_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Unit]:
    """Return the units of *ids*, as they were last read."""
    return {row.id: unit_of(row) for row in rows_among(connection, _BY_ID[UNITS], ids)}


def lines_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, Line]:
    """Return the lines of *ids*."""
    return {row.id: line_of(row) for row in rows_among(connection, _BY_ID[LINES], ids)}


def published(
    query: Select[Any], source: str | None = None, since: date | None = None, until: date | None = None
) -> Select[Any]:
    """Return *query*, joined to releases, of those of *source* that were published *since* and *until*, inclusive; None asks for all."""
    if source is not None:
        query = query.where(RELEASES.c.source == source)
    if since is not None:
        query = query.where(RELEASES.c.published_on >= since)
    return query if until is None else query.where(RELEASES.c.published_on <= until)


def text_of_revision(connection: Connection, revision_id: str) -> str:
    """Return the text of a revision, into which the offsets of its units point; "" where it was never read."""
    packed = connection.execute(_DOCUMENT, {"id": revision_id}).scalar()
    return document_of(packed).text if packed is not None else ""


def latest_with(derived: Table, revisions: FromClause = REVISIONS) -> ColumnElement[bool]:
    """Return the condition that a row of *revisions* is the latest of its release that has a row in *derived*.

    Asked of each row by index, so what is asked of few releases does not look at all.
    """
    later, held = REVISIONS.alias(), derived.alias()
    latest = (
        select(func.max(later.c.number))
        .join(held, held.c.revision_id == later.c.id)
        .where(later.c.release_id == revisions.c.release_id)
        .correlate(revisions)
    )
    return revisions.c.number == latest.scalar_subquery()


def placed_units_in(connection: Connection, revisions: Sequence[str]) -> dict[str, list[tuple[Unit, Line]]]:
    """Return the current units of *revisions* with their lines, by revision, in order of the text."""
    query = (
        select(UNITS, MENTIONS.c.line_id)
        .join(MENTIONS, MENTIONS.c.unit_id == UNITS.c.id)
        .where(UNITS.c.current)
        .order_by(UNITS.c.ordinal, UNITS.c.start)
    )
    rows = list(rows_in(connection, query, UNITS.c.revision_id, revisions))
    lines = lines_by_id(connection, {row.line_id for row in rows})
    placed: dict[str, list[tuple[Unit, Line]]] = defaultdict(list)
    for row in rows:
        placed[row.revision_id].append((unit_of(row), lines[row.line_id]))
    return placed


def dropped_lines(connection: Connection, releases: Sequence[str]) -> dict[str, set[str]]:
    """Return the lines with a DROPPED change, by the release it happened on."""
    query = select(CHANGES.c.release_id, CHANGES.c.line_id).where(CHANGES.c.label == Label.DROPPED.value)
    dropped: dict[str, set[str]] = defaultdict(set)
    for row in rows_in(connection, query, CHANGES.c.release_id, releases):
        dropped[row.release_id].add(row.line_id)
    return dropped
