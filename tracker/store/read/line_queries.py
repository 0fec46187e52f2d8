"""Lines at a glance, one line through the years, and which line a reader means. Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from tracker.domain import Change, Kind, Label, Line, Mention
from tracker.errors import StoreError
from tracker.store.core_tables import CHANGES, LINES, MENTIONS, RELEASES, REVISIONS, UNITS
from tracker.store.read.unit_queries import LEVEL, SETS, UnitQueries, packed_set
from tracker.store.records import ChangeQuery, LineSpan, LineSummary
from tracker.store.row_mapping import line_of
from tracker.store.sql_helpers import (
    among,
    distinct_values,
    lines_by_id,
    releases_by_id,
    rows_in,
    units_by_id,
)

CANDIDATES_NAMED = 5


class LineQueries(UnitQueries):
    """The part of the store that answers about lines."""

    def lines(self, source: str | None = None) -> list[LineSummary]:
        """Return the lines somebody sits on, by source and name."""
        condition = LINES.c.source == source if source is not None else None
        with self.reading() as connection:
            sat = mentions_of(connection, condition)
            lines = lines_by_id(connection, sat)
            facets = (UNITS.c.facets[name].as_string().label(name) for name in SETS)
            said = select(UNITS.c.id, UNITS.c.kind, LEVEL, UNITS.c.quote, *facets)
            latest = {rows[-1].unit_id for rows in sat.values()}
            last = {row.id: row for row in rows_in(connection, said, UNITS.c.id, latest)}
            labels = _last_labels(connection, sat if condition is not None else None)
        summaries = [
            LineSummary(
                line=lines[identity],
                mentions=len(rows),
                first_on=rows[0].published_on,
                last_on=rows[-1].published_on,
                level=last[rows[-1].unit_id].level,
                kind=Kind(last[rows[-1].unit_id].kind),
                last_label=labels.get(identity),
                quote=last[rows[-1].unit_id].quote,
                topics=packed_set(last[rows[-1].unit_id].topics),
                parties=packed_set(last[rows[-1].unit_id].speakers)
                | packed_set(last[rows[-1].unit_id].addressees),
            )
            for identity, rows in sat.items()
        ]
        return sorted(summaries, key=lambda item: (item.line.source, item.line.name, item.line.id))

    def line_spans(self, source: str | None = None) -> list[LineSpan]:
        """Return when each line of :meth:`lines` was said; in a third of its time."""
        with self.reading() as connection:
            condition = LINES.c.source == source if source is not None else None
            sat = mentions_of(connection, condition, UNITS.c.kind)
        return [
            LineSpan(Kind(rows[-1].kind), rows[0].published_on, rows[-1].published_on)
            for rows in sat.values()
        ]

    def first_statement_on(self) -> date | None:
        """Return the day of the earliest statement on a line; None where there is none."""
        # source by source, by index, to the first that was spoken in: all mentions are a million
        sources = distinct_values(RELEASES.c.source).subquery()
        spoken = (
            select(MENTIONS.c.unit_id)
            .join(REVISIONS, REVISIONS.c.id == MENTIONS.c.revision_id)
            .where(REVISIONS.c.release_id == RELEASES.c.id)
        )
        first = (
            select(RELEASES.c.published_on)
            .where(
                RELEASES.c.source == sources.c.value, RELEASES.c.published_on.is_not(None), spoken.exists()
            )
            .order_by(RELEASES.c.published_on)
            .limit(1)
        )
        query = select(func.min(first.scalar_subquery())).select_from(sources)
        with self.reading() as connection:
            return connection.execute(query).scalar()

    def find_line(self, text: str) -> Line:
        """Return the line *text* means: its id, the start of its id, its name or an alias, or a part of its name.

        Raises:
            StoreError: None or several do; names the nearest.
        """
        with self.reading() as connection:
            sat = (
                select(LINES)
                .where(LINES.c.id.in_(select(MENTIONS.c.line_id)))
                .order_by(LINES.c.name, LINES.c.id)
            )
            rows = connection.execute(sat).all()
        lines = [line_of(row) for row in rows]
        called = {row.id: {alias.casefold() for alias in row.aliases or ()} for row in rows if row.aliases}
        wanted = text.strip().casefold()
        for found in (
            [line for line in lines if line.id == wanted],
            [line for line in lines if line.name.casefold() == wanted or wanted in called.get(line.id, ())],
            [line for line in lines if wanted and line.id.startswith(wanted)],
            [line for line in lines if wanted and wanted in line.name.casefold()],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                raise StoreError(
                    f"{text!r} means {len(found)} lines: {_named(found)}", remedy="give more of it"
                )
        raise StoreError(f"no line is called {text!r}", remedy="`policy-tracker lines` lists them")

    def find_line_history(self, text: str) -> tuple[Line, list[Mention]]:
        """Return the line *text* means, as :meth:`find_line` does, and where it was said.

        Raises:
            StoreError: None or several do.
        """
        line = self.find_line(text)
        return line, self.history(line.id)[0]

    def history(self, line_id: str) -> tuple[list[Mention], list[Change]]:
        """Return where a line was said and how it moved, each as published.

        A release that was edited counts once, by its last revision on the line.
        """
        with self.reading() as connection:
            rows = mentions_of(connection, MENTIONS.c.line_id == line_id).get(line_id, [])
            releases = releases_by_id(connection, {row.release_id for row in rows})
            units = units_by_id(connection, {row.unit_id for row in rows})
        mentions = [Mention(units[row.unit_id], releases[row.release_id]) for row in rows]
        return mentions, self.changes(ChangeQuery(line=line_id))


def mentions_of(
    connection: Connection, condition: ColumnElement[bool] | None, *columns: ColumnElement[Any]
) -> dict[str, list[Row[Any]]]:
    """Return where each line was said, as published; of an edited release its last revision on the line.

    *columns* are wanted besides.
    """
    query = _said(columns)
    return _by_line(connection.execute(query if condition is None else query.where(condition)))


def said_on(*columns: ColumnElement[Any]) -> Select[Any]:
    """Return the statement for what :func:`mentions_among` asks, with *columns* besides, put together once."""
    return among(_said(columns), MENTIONS.c.line_id)


def mentions_among(
    connection: Connection, query: Select[Any], line_ids: Sequence[str]
) -> dict[str, list[Row[Any]]]:
    """Return as :func:`mentions_of` where each of *line_ids*, some hundreds, was said; *query* is made by :func:`said_on`."""
    return _by_line(connection.execute(query, {"ids": line_ids}))


def _said(columns: Iterable[ColumnElement[Any]]) -> Select[Any]:
    """Select the mentions of lines in the order in which they were published, with *columns*."""
    return (
        select(
            MENTIONS.c.line_id,
            MENTIONS.c.unit_id,
            RELEASES.c.id.label("release_id"),
            RELEASES.c.published_on,
            REVISIONS.c.number,
            *columns,
        )
        .join(LINES, LINES.c.id == MENTIONS.c.line_id)
        .join(UNITS, UNITS.c.id == MENTIONS.c.unit_id)
        .join(REVISIONS, REVISIONS.c.id == MENTIONS.c.revision_id)
        .join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
        .order_by(RELEASES.c.published_on.nulls_first(), RELEASES.c.id, REVISIONS.c.number, UNITS.c.start)
    )


def _by_line(said: Iterable[Row[Any]]) -> dict[str, list[Row[Any]]]:
    sat: dict[str, list[Row[Any]]] = {}
    for row in said:
        rows = sat.setdefault(row.line_id, [])
        while rows and rows[-1].release_id == row.release_id and rows[-1].number < row.number:
            rows.pop()
        rows.append(row)
    return sat


def _last_labels(connection: Connection, line_ids: Collection[str] | None) -> dict[str, Label]:
    """Return the label of the latest change of each of *line_ids*, of every line where that is None."""
    query = (
        select(CHANGES.c.line_id, CHANGES.c.label)
        .join(RELEASES, RELEASES.c.id == CHANGES.c.release_id)
        .join(REVISIONS, REVISIONS.c.id == CHANGES.c.revision_id)
        .order_by(
            RELEASES.c.published_on.nulls_first(),
            RELEASES.c.id,
            REVISIONS.c.number,
            CHANGES.c.recorded_at,
            CHANGES.c.id,
        )
    )
    rows = (
        connection.execute(query)
        if line_ids is None
        else rows_in(connection, query, CHANGES.c.line_id, line_ids)
    )
    return {row.line_id: Label(row.label) for row in rows}


def _named(lines: list[Line]) -> str:
    named = ", ".join(f"{line.name} ({line.id[:8]})" for line in lines[:CANDIDATES_NAMED])
    return named + (" …" if len(lines) > CANDIDATES_NAMED else "")
