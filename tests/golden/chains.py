"""Relate the releases of a chain one after the other, in memory: what the gates score."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tracker.domain import Cause, Release
from tracker.engine import Engine
from tracker.exports.json_rows import change_row, unit_row
from tracker.link.lines.line_history import LineHistory
from tracker.pipeline import relate
from tracker.reading import Reading

Row = dict[str, Any]


def related_rows(chain: Iterable[tuple[Release, Reading]], engine: Engine) -> tuple[list[Row], list[Row]]:
    """Return the units and the changes of *chain*, oldest release first, as rows of an export."""
    standing = LineHistory()
    units: list[Row] = []
    changes: list[Row] = []
    for release, reading in chain:
        assert release.published_on is not None
        relation = relate(reading, release, standing.as_of(release.published_on), engine, Cause.RELEASE)
        lines = {link.unit: link.line for link in relation.links}
        standing.add(release, [(unit, lines[unit.id]) for unit in reading.units], relation.dropped)
        units += [unit_row(release, unit, lines[unit.id]) for unit in reading.units]
        changes += [change_row(change) for change in relation.changes]
    return units, changes
