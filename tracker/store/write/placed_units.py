"""Which units of a revision stand on which lines, and which lines a release dropped: what relating reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, select

from tracker.domain import Label, Line, Unit
from tracker.store.core_tables import CHANGES, MENTIONS, UNITS
from tracker.store.row_mapping import unit_of
from tracker.store.sql_helpers import lines_by_id, rows_in


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
