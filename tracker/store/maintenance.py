"""Whether the store is sound, and what may go after years. What was received never goes.

kept for good      bodies and revisions, readings, units, lines, changes, decisions, what was told to whom
goes with time     runs, notices, the bytes of messages that were sent or refused
goes at any time   bodies that nothing holds
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Delete,
    Update,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy import text as sql

from tracker.hashing import body_hash
from tracker.store import search_index
from tracker.store.core_tables import (
    BODIES,
    CHANGES,
    DELIVERIES,
    METADATA,
    NOTICES,
    PASSAGES,
    READINGS,
    RECIPIENTS,
    REFUSED,
    RELATIONS,
    REVISIONS,
    RUNS,
    UNITS,
)
from tracker.store.database import Database
from tracker.store.row_mapping import document_of, unpack
from tracker.store.sql_helpers import batches, latest_with
from tracker.store.write import invalidation
from tracker.store.write.deliveries import QUEUED, SETTLED
from tracker.store.write.job_runs import RUNNING

AT_ONCE = 100  # bodies or texts in memory
OVER = ("sent", "refused", "left")  # what may yet have to be sent again keeps its bytes


class Maintenance(Database):
    """The part of the store that looks after itself."""

    def check(self) -> list[str]:
        """Return what is wrong, one line each; an empty list where all is well. Reads everything once."""
        with self.reading() as connection:
            return [
                *_of_the_database(connection),
                *_orphans(connection),
                *_bodies(connection),
                *_quotes(connection),
                *_deliveries(connection),
                *_index(connection),
            ]

    def size(self) -> int:
        """Return how many bytes the store takes on the disk of its database, with what was deleted and not given back."""
        with self.reading() as connection:
            if connection.dialect.name == "sqlite":
                pages = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
                return int(connection.execute(sql(pages)).scalar_one())
            names = [*METADATA.tables, "passage_words"]
            whole = "SELECT sum(pg_total_relation_size(to_regclass(name))) FROM unnest(CAST(:names AS text[])) AS name"
            return int(connection.execute(sql(whole), {"names": names}).scalar_one())

    def vacuum(self) -> None:
        """Give back the room of what was deleted, and let the database learn what it holds.

        On SQLite nobody can write meanwhile, and it takes the room of the file once more.
        """
        with self.outside() as connection:
            if connection.dialect.name == "sqlite":
                search_index.optimize(connection)
                connection.execute(sql("VACUUM"))
                connection.execute(sql("ANALYZE"))
                connection.execute(sql("PRAGMA wal_checkpoint(TRUNCATE)"))
            else:
                for name in (*METADATA.tables, "passage_words"):
                    connection.execute(sql(f"VACUUM (ANALYZE) {name}"))

    def optimize_search(self) -> None:
        """Give the search back the time that texts which were indexed again cost it; half a second for 100,000 units."""
        with self.writing() as connection:
            search_index.optimize(connection)

    def prune(self, keep: timedelta, now: datetime) -> dict[str, int]:
        """Delete what is older than *keep* and rests nothing; return how many of each went.

        Of each job the last run stays, of each source and place the last
        notice. A settled delivery keeps all but the bytes of its message.
        """
        cut = now - keep
        later = RUNS.alias("later")
        newer = NOTICES.alias("newer")
        steps: dict[str, Delete | Update] = {
            "runs": delete(RUNS).where(
                RUNS.c.status != RUNNING,
                RUNS.c.started_at < cut,
                exists().where(later.c.job == RUNS.c.job, later.c.started_at > RUNS.c.started_at),
            ),
            "notices": delete(NOTICES).where(
                NOTICES.c.at < cut,
                exists().where(
                    newer.c.source == NOTICES.c.source,
                    newer.c.place == NOTICES.c.place,
                    newer.c.id > NOTICES.c.id,
                ),
            ),
            "messages": update(DELIVERIES)
            .where(
                DELIVERIES.c.state.in_(OVER),
                DELIVERIES.c.settled_at < cut,
                func.length(DELIVERIES.c.message) > 0,
            )
            .values(message=b""),
            "bodies": delete(BODIES).where(
                ~exists().where(REVISIONS.c.body_sha256 == BODIES.c.sha256),
                ~exists().where(REFUSED.c.body_sha256 == BODIES.c.sha256),
            ),
        }
        gone: dict[str, int] = {}
        with self.writing() as connection:
            for name, statement in steps.items():
                result: CursorResult[Any] = connection.execute(statement)
                gone[name] = result.rowcount
        return gone


def _of_the_database(connection: Connection) -> Iterator[str]:
    """Yield what the database says of itself; a server checks its own files."""
    if connection.dialect.name != "sqlite":
        return
    for row in connection.execute(sql("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield f"the database is damaged: {row[0]}"


def _orphans(connection: Connection) -> Iterator[str]:
    keys = (key for table in METADATA.tables.values() for column in table.c for key in column.foreign_keys)
    for child, parent in ((key.parent, key.column) for key in keys):
        lost = select(func.count()).where(child.is_not(None), ~exists().where(parent == child))
        if number := connection.execute(lost).scalar_one():
            yield f"{number} of {child.table.name} point to {parent.table.name} that are not there ({child.name})"


def _bodies(connection: Connection) -> Iterator[str]:
    hashes = list(connection.execute(select(BODIES.c.sha256).order_by(BODIES.c.sha256)).scalars())
    for batch in batches(hashes, AT_ONCE):
        for row in connection.execute(select(BODIES).where(BODIES.c.sha256.in_(batch))):
            try:
                fits = body_hash(unpack(row.data)) == row.sha256
            except Exception:  # noqa: BLE001 - whatever a damaged stream raises
                fits = False
            if not fits:
                yield f"body {row.sha256[:12]} is not what was received"


def _quotes(connection: Connection) -> Iterator[str]:
    """Yield quotes that do not stand in their text; what is due to be related again is let be."""
    settled = (RELATIONS.c.due == invalidation.SETTLED) & (RELATIONS.c.stamp == READINGS.c.stamp)
    texts = (
        select(READINGS.c.revision_id)
        .join(RELATIONS, (RELATIONS.c.revision_id == READINGS.c.revision_id) & settled)
        .order_by(READINGS.c.revision_id)
    )
    for batch in batches(connection.execute(texts).scalars().all(), AT_ONCE):
        documents = select(READINGS).where(READINGS.c.revision_id.in_(batch))
        said = {row.revision_id: document_of(row.document).text for row in connection.execute(documents)}
        for quote, unit in (
            (CHANGES.c.after_quote, CHANGES.c.after_unit),
            (CHANGES.c.before_quote, CHANGES.c.before_unit),
        ):
            query = (
                select(CHANGES.c.id, quote.label("quote"), UNITS.c.revision_id)
                .join(UNITS, UNITS.c.id == unit)
                .where(UNITS.c.current, UNITS.c.revision_id.in_(batch), quote.is_not(None))
                .order_by(CHANGES.c.id)
            )
            for row in connection.execute(query):
                whole = said[row.revision_id]
                if row.quote not in whole and row.quote not in whole.replace("\x00", "\ufffd"):
                    yield f"change {row.id[:12]} quotes what revision {row.revision_id[:12]} does not say"


def _deliveries(connection: Connection) -> Iterator[str]:
    nobody = ~exists().where(RECIPIENTS.c.delivery_id == DELIVERIES.c.id)
    for identity in connection.execute(
        select(DELIVERIES.c.id).where(nobody).order_by(DELIVERIES.c.id)
    ).scalars():
        yield f"delivery {identity[:12]} is for nobody"
    waits = exists().where(RECIPIENTS.c.delivery_id == DELIVERIES.c.id, RECIPIENTS.c.state == QUEUED)
    over = select(DELIVERIES.c.id).where(DELIVERIES.c.state.in_(sorted(SETTLED - {QUEUED})), waits)
    for identity in connection.execute(over.order_by(DELIVERIES.c.id)).scalars():
        yield f"delivery {identity[:12]} is settled and an address still waits"


def _index(connection: Connection) -> Iterator[str]:
    read = select(REVISIONS.c.id).where(latest_with(READINGS)).subquery()
    missing: ColumnElement[bool] = ~exists().where(PASSAGES.c.revision_id == read.c.id)
    number = connection.execute(select(func.count()).select_from(read).where(missing)).scalar_one()
    rows = connection.execute(select(func.count()).select_from(PASSAGES)).scalar_one()
    held = connection.execute(sql("SELECT count(*) FROM passage_words")).scalar_one()
    if number or rows != held:
        yield f"the index lacks {number} texts, has words for {held} of {rows} passages: `policy-tracker db reindex`"
