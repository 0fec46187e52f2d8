"""Whether what readers see has changed since they looked: a token for each part of it.

A transaction that writes to a table of a part gives that part another token as its
last act, whoever wrote and in whatever process. Tokens are not counted up: after a
store was put back from a backup, one that was seen before means what it meant.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, CursorResult, Delete, Engine, Executable, Insert, Update, event, select

from tracker.store.core_tables import (
    CHANGES,
    DECISIONS,
    GENERATIONS,
    LINE_KEYS,
    LINES,
    MENTIONS,
    NOTICES,
    PASSAGES,
    READINGS,
    REFUSED,
    RELEASE_KEYS,
    RELEASES,
    REVISIONS,
    SUBJECTS,
    TEXT_EDITS,
    TIES,
    TROUBLES,
    UNITS,
    UNREADABLE,
    WATCHED,
    WITNESSES,
)
from tracker.store.sql_helpers import upsert

CONTENT = "said"  # texts, what was read in them, lines and what moved
HEALTH = "health"  # how sources fare, when they were asked
PARTS = (CONTENT, HEALTH)
PART_OF = {
    **dict.fromkeys(
        (
            RELEASES,
            REVISIONS,
            READINGS,
            UNITS,
            LINES,
            SUBJECTS,
            LINE_KEYS,
            TIES,
            WITNESSES,
            RELEASE_KEYS,
            MENTIONS,
            CHANGES,
            TEXT_EDITS,
            DECISIONS,
            PASSAGES,
        ),
        CONTENT,
    ),
    **dict.fromkeys((WATCHED, TROUBLES, NOTICES, REFUSED, UNREADABLE), HEALTH),
}
# execution option of a statement that writes to the table of a part, but concerns another
PART = "tracker_part"
TOUCHED = "tracker_touched"


def track_writes(writer: Engine) -> None:
    """Note on each connection of *writer* which parts are written to."""
    event.listen(writer, "after_execute", _note)


def reset_written(connection: Connection) -> None:
    """Forget what an earlier transaction on *connection* wrote to."""
    connection.info[TOUCHED] = set()


def renew_tokens(connection: Connection) -> None:
    """Give the parts written to in the transaction of *connection* other tokens."""
    touched: Collection[str] = connection.info[TOUCHED]
    upsert(
        connection, GENERATIONS, [{"part": part, "token": secrets.token_hex(8)} for part in sorted(touched)]
    )


def tokens(connection: Connection) -> tuple[str, ...]:
    """Return the token of each part; empty where nothing was written since tokens are kept."""
    held = {row.part: row.token for row in connection.execute(select(GENERATIONS))}
    return tuple(held.get(part, "") for part in PARTS)


def _note(
    connection: Connection,
    statement: Executable,
    _several: Any,
    _values: Any,
    options: dict[str, Any],
    result: CursorResult[Any],
) -> None:
    if not isinstance(statement, Insert | Update | Delete) or statement.table not in PART_OF:
        return
    # an insert does not say how many on every database; no rows changed is no change
    if isinstance(statement, Insert) or result.rowcount != 0:
        connection.info[TOUCHED].add(options.get(PART) or PART_OF[statement.table])
