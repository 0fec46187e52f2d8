"""Why a revision is to be related again although it has been: kept in relations.due.

A reason is set in the same transaction as what caused it, and cleared when the
revision is related. So work cut short is found and finished by the next run.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select, update

from tracker.store.core_tables import RELATIONS
from tracker.store.sql_helpers import batches

SETTLED = ""
READ = "read"  # it was read again
REPLAY = "replay"  # what it is compared with has moved
DECIDED = "decided"  # an analyst decided something about it
RECOMPUTE = "recompute"  # it was asked for

# A stronger reason is not overwritten: what it says of causes must hold until the revision is related.
RANK = (SETTLED, REPLAY, DECIDED, READ, RECOMPUTE)


def mark_due(connection: Connection, revisions: Select[Any] | Sequence[str], reason: str) -> None:
    """Make *revisions* (ids, or a query for them) due for *reason*, unless they are for a stronger one."""
    weaker = RANK[: RANK.index(reason)]
    statement = update(RELATIONS).where(RELATIONS.c.due.in_(weaker)).values(due=reason)
    if isinstance(revisions, Select):
        connection.execute(statement.where(RELATIONS.c.revision_id.in_(revisions)))
        return
    for batch in batches(revisions):
        connection.execute(statement.where(RELATIONS.c.revision_id.in_(batch)))
