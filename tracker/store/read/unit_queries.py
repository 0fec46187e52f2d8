"""What readers ask: units, changes, lines, counts, problems. Nothing here writes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, func, select

from tracker.domain import Cause, Change, Line, Mention, Problem, Release, Unit
from tracker.store.core_tables import CHANGES, MENTIONS, READINGS, RELEASES, REVISIONS, UNITS, UNREADABLE
from tracker.store.database import Database
from tracker.store.records import ChangeQuery
from tracker.store.row_mapping import change_of, unit_of
from tracker.store.sql_helpers import (
    among,
    batches,
    latest_with,
    lines_by_id,
    published,
    releases_by_id,
    rows_among,
    units_by_id,
)
from tracker.store.write.witness_records import copies_of_others

REVISIONS_AT_ONCE = 200
SETS = ("topics", "speakers", "addressees")  # facets that hold sets
LEVEL = UNITS.c.facets["level"].as_integer().label("level")


class UnitQueries(Database):
    """The part of the store that answers."""

    def units(self, source: str | None = None) -> Iterator[tuple[Release, Unit, Line | None]]:
        """Yield the units of the latest revision read of each release, with their lines.

        By source, date, ref and place in the text; undated releases last.
        """
        with self.reading() as connection:
            query = published(latest_read(REVISIONS.c.id, REVISIONS.c.release_id).join(RELEASES), source)
            undated_last = RELEASES.c.published_on.is_(None)
            query = query.order_by(RELEASES.c.source, undated_last, RELEASES.c.published_on, RELEASES.c.ref)
            chosen = {row.id: row.release_id for row in connection.execute(query)}
        for batch in batches(chosen, REVISIONS_AT_ONCE):
            with self.reading() as connection:
                releases = releases_by_id(connection, {chosen[identity] for identity in batch})
                found = units_with_lines(connection, batch)
            for identity in batch:
                for unit, line in found.get(identity, ()):
                    yield releases[chosen[identity]], unit, line

    def units_of(self, release_id: str) -> list[Unit]:
        """Return the units of the latest revision read of a release, in their order in the text."""
        with self.reading() as connection:
            read = latest_read(REVISIONS.c.id).where(REVISIONS.c.release_id == release_id)
            ids = [row.id for row in connection.execute(read)]
            found = units_with_lines(connection, ids)
        return [unit for identity in ids for unit, _ in found.get(identity, ())]

    def changes(self, query: ChangeQuery = ChangeQuery()) -> list[Change]:  # noqa: B008 - frozen
        """Return the changes asked for, by date, ref, revision and place in the text, silences last.

        Both quotes are as they were when the change was recorded.
        """
        with self.reading() as connection:
            single = {
                name: getattr(query, name)
                for name in (
                    "since",
                    "until",
                    "source",
                    "line",
                    "release",
                    "recorded_after",
                    "recorded_until",
                )
            }
            sets = {
                name: [one.value for one in getattr(query, name)] or None
                for name in ("labels", "causes", "news")
            }
            ids = None if query.ids is None else list(query.ids)
            asked = {
                name: value for name, value in {**single, "ids": ids, **sets}.items() if value is not None
            }
            rows = connection.execute(_changes(tuple(asked)), asked).all()
            releases = releases_by_id(connection, _ids(rows, "release_id", "before_release"))
            units = units_by_id(connection, _ids(rows, "before_unit", "after_unit"))
            lines = lines_by_id(connection, _ids(rows, "line_id"))
        changes = []
        for row in rows:
            before = _mention(units, releases, row.before_unit, row.before_release, row.before_quote)
            after = _mention(units, releases, row.after_unit, row.release_id, row.after_quote)
            change = change_of(row, lines[row.line_id], releases[row.release_id], before, after)
            if query.news:
                change = replace(change, cause=Cause(row.news))
            changes.append(change)
        return changes

    def counts(self) -> dict[str, int]:
        """Return how much is held: releases, revisions, units (of the latest texts), lines, changes."""
        read = latest_read(REVISIONS.c.id).subquery()
        current = select(UNITS.c.id).where(UNITS.c.current).join(read, read.c.id == UNITS.c.revision_id)
        with self.reading() as connection:
            return {
                name: connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
                for name, query in {
                    "releases": select(RELEASES.c.id),
                    "revisions": select(REVISIONS.c.id),
                    "units": current,
                    "lines": select(MENTIONS.c.line_id).distinct(),
                    "changes": select(CHANGES.c.id),
                }.items()
            }

    def problems(self) -> list[Problem]:
        """Return what stands in the way: latest texts that cannot be read, releases without a date."""
        newest = select(func.max(REVISIONS.c.number)).where(REVISIONS.c.release_id == RELEASES.c.id)
        unreadable = (
            select(RELEASES.c.source, RELEASES.c.ref, UNREADABLE.c.message)
            .join(REVISIONS, REVISIONS.c.release_id == RELEASES.c.id)
            .join(UNREADABLE, UNREADABLE.c.revision_id == REVISIONS.c.id)
            .where(REVISIONS.c.number == newest.correlate(RELEASES).scalar_subquery())
            .order_by(RELEASES.c.source, RELEASES.c.ref)
        )
        undated = (
            select(RELEASES.c.source, RELEASES.c.ref)
            .where(RELEASES.c.published_on.is_(None))
            .order_by(RELEASES.c.source, RELEASES.c.ref)
        )
        with self.reading() as connection:
            found = [
                Problem(f"{row.source} {row.ref}", row.message.removeprefix(f"{row.ref}: "))
                for row in connection.execute(unreadable)
            ]
            return found + [
                Problem(f"{row.source} {row.ref}", "no date of publication", "it is read but not compared")
                for row in connection.execute(undated)
            ]


def latest_read(*columns: ColumnElement[Any]) -> Select[Any]:
    """Select *columns* of the latest revision of each release that has a reading; one held under another is left out.

    Who asks for something of the release joins it: PostgreSQL takes one row in two hundred for the latest, and a
    table more, joined to so few, was gone through for each of them.
    """
    chosen = select(*columns).select_from(REVISIONS)
    return chosen.where(latest_with(READINGS), REVISIONS.c.release_id.not_in(copies_of_others()))


def units_with_lines(
    connection: Connection, revisions: Collection[str]
) -> dict[str, list[tuple[Unit, Line | None]]]:
    """Return the units that the latest readings of *revisions* find with their lines, by revision, in order of the text."""
    rows = list(rows_among(connection, _CURRENT, revisions))
    lines = lines_by_id(connection, _ids(rows, "line_id"))
    found: dict[str, list[tuple[Unit, Line | None]]] = {}
    for row in rows:
        found.setdefault(row.revision_id, []).append((unit_of(row), lines.get(row.line_id)))
    return found


_CURRENT = among(
    select(UNITS, MENTIONS.c.line_id)
    .outerjoin(MENTIONS, MENTIONS.c.unit_id == UNITS.c.id)
    .where(UNITS.c.current)
    .order_by(UNITS.c.start, UNITS.c.end),
    UNITS.c.revision_id,
)


# The texts of a change: the unit it says now, and the one before.
AFTER, BEFORE = UNITS.alias("after"), UNITS.alias("before")


def changes_in_order(*columns: Any) -> Select[Any]:
    """Select *columns* of the changes and what they are about: by date, ref, revision and place in the text, silences last."""
    return (
        select(*columns)
        .select_from(CHANGES)
        .join(RELEASES, RELEASES.c.id == CHANGES.c.release_id)
        .join(REVISIONS, REVISIONS.c.id == CHANGES.c.revision_id)
        .outerjoin(AFTER, AFTER.c.id == CHANGES.c.after_unit)
        .outerjoin(BEFORE, BEFORE.c.id == CHANGES.c.before_unit)
        .order_by(
            RELEASES.c.published_on,
            RELEASES.c.ref,
            REVISIONS.c.number,  # offsets of two texts do not compare
            AFTER.c.start.is_(None),
            AFTER.c.start,
            BEFORE.c.start.nulls_first(),
            CHANGES.c.id,
        )
    )


_ASKED: dict[str, ColumnElement[bool]] = {
    "since": RELEASES.c.published_on >= bindparam("since"),
    "until": RELEASES.c.published_on <= bindparam("until"),
    "source": RELEASES.c.source == bindparam("source"),
    "line": CHANGES.c.line_id == bindparam("line"),
    "release": CHANGES.c.release_id == bindparam("release"),
    "recorded_after": CHANGES.c.recorded_at > bindparam("recorded_after"),
    "recorded_until": CHANGES.c.recorded_at <= bindparam("recorded_until"),
    "ids": CHANGES.c.id.in_(bindparam("ids", expanding=True)),
    "labels": CHANGES.c.label.in_(bindparam("labels", expanding=True)),
    "causes": CHANGES.c.cause.in_(bindparam("causes", expanding=True)),
    "news": CHANGES.c.news.in_(bindparam("news", expanding=True)),
}


@cache
def _changes(asked: tuple[str, ...]) -> Select[Any]:
    """Return the statement for the changes that meet what is *asked*, put together once."""
    return changes_in_order(CHANGES).where(*(_ASKED[name] for name in asked))


def _mention(
    units: dict[str, Unit],
    releases: dict[str, Release],
    unit: str | None,
    release: str | None,
    quote: str | None,
) -> Mention | None:
    """Return the unit as quoted, whatever a later reading made of it."""
    if unit is None or release is None or quote is None:
        return None
    found = units[unit]
    return Mention(found if found.quote == quote else replace(found, quote=quote), releases[release])


def _ids(rows: Iterable[Row[Any]], *columns: str) -> set[str]:
    """Return the ids in *columns* of *rows*, each once."""
    return {identity for row in rows for column in columns if (identity := getattr(row, column)) is not None}


@lru_cache(maxsize=20_000)
def packed_set(packed: str | None) -> frozenset[str]:
    """Return a set of facets; the same one for the same text, for there are few."""
    return frozenset(json.loads(packed or "[]"))
