"""What was done and what was said to whom: runs, deliveries and their states.

queued ──claim──► sending ──settle──► sent | refused | uncertain
  ▲                           │
  └───────── try again ───────┘
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CursorResult, Select, func, insert, select, update

from tracker.errors import StoreError
from tracker.store.database import Database
from tracker.store.mapping import delivery_of, delivery_values, run_of
from tracker.store.sql import rows_in, upsert
from tracker.store.tables import DELIVERED, DELIVERIES, RUNS
from tracker.store.views import Delivery, Run

QUEUED, SENDING = "queued", "sending"
SETTLED = frozenset({"sent", "refused", "uncertain", QUEUED})


class Ledger(Database):
    """The part of the store that remembers runs and deliveries."""

    def begin_run(self, job: str, slot: datetime | str, now: datetime) -> int | None:
        """Take *slot* of *job* and return the id of the run; None where someone has taken it."""
        named = slot if isinstance(slot, str) else slot.astimezone(UTC).isoformat()
        with self.writing() as connection:
            taken = select(RUNS.c.id).where(RUNS.c.job == job, RUNS.c.slot == named)
            if connection.execute(taken).first():
                return None
            values = {"job": job, "slot": named, "status": "running", "counts": {}, "error": ""}
            added = connection.execute(insert(RUNS).values(values | {"started_at": now, "ended_at": None}))
            key = added.inserted_primary_key
            assert key is not None
            return int(key[0])

    def end_run(
        self, run_id: int, now: datetime, *, status: str, counts: Mapping[str, int], error: str = ""
    ) -> None:
        """Note how a run ended."""
        values = {"ended_at": now, "status": status, "counts": dict(counts), "error": error}
        with self.writing() as connection:
            connection.execute(update(RUNS).where(RUNS.c.id == run_id).values(values))

    def last_runs(self, limit: int = 20) -> list[Run]:
        """Return the latest runs, latest first."""
        query = select(RUNS).order_by(RUNS.c.started_at.desc(), RUNS.c.id.desc()).limit(limit)
        with self.reading() as connection:
            return [run_of(row) for row in connection.execute(query)]

    def freeze(self, delivery: Delivery, change_ids: Sequence[str]) -> bool:
        """Keep *delivery* as it will be sent, with the changes it tells, in one transaction.

        Returns:
            False where this reader has a delivery for this window, or has been
            told one of these changes: then nothing is kept.
        """
        told = select(DELIVERED.c.change_id).where(DELIVERED.c.subscriber == delivery.subscriber)
        window = select(DELIVERIES.c.id).where(
            DELIVERIES.c.subscriber == delivery.subscriber, DELIVERIES.c.window_end == delivery.window_end
        )
        with self.writing() as connection:
            if connection.execute(window).first() or any(
                rows_in(connection, told, DELIVERED.c.change_id, change_ids)
            ):
                return False
            connection.execute(insert(DELIVERIES), delivery_values(delivery))
            upsert(
                connection,
                DELIVERED,
                [
                    {"subscriber": delivery.subscriber, "change_id": change, "delivery_id": delivery.id}
                    for change in dict.fromkeys(change_ids)
                ],
                replace=False,
            )
            return True

    def delivered_changes(self, subscriber: str) -> set[str]:
        """Return the ids of all changes put to a reader, sent or about to be."""
        query = select(DELIVERED.c.change_id).where(DELIVERED.c.subscriber == subscriber)
        with self.reading() as connection:
            return set(connection.execute(query).scalars())

    def last_window(self, subscriber: str) -> datetime | None:
        """Return the end of the latest window frozen for a reader."""
        query = select(func.max(DELIVERIES.c.window_end)).where(DELIVERIES.c.subscriber == subscriber)
        with self.reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    def queued(self) -> list[Delivery]:
        """Return what waits to be sent, in the order it was frozen."""
        return self.deliveries_in(QUEUED)

    def deliveries_in(self, *states: str) -> list[Delivery]:
        """Return the deliveries in *states*, in the order they were frozen."""
        return self._deliveries(
            select(DELIVERIES)
            .where(DELIVERIES.c.state.in_(states))
            .order_by(DELIVERIES.c.created_at, DELIVERIES.c.id)
        )

    def interrupted(self, before: datetime) -> list[Delivery]:
        """Return the deliveries that have been in sending since before *before*: whoever claimed them has ended."""
        return self._deliveries(
            select(DELIVERIES)
            .where(DELIVERIES.c.state == SENDING, DELIVERIES.c.settled_at < before)
            .order_by(DELIVERIES.c.created_at, DELIVERIES.c.id)
        )

    def claim(self, delivery_id: str, now: datetime) -> bool:
        """Move a queued delivery to sending, for one caller only. False: someone else has it."""
        taken = (
            update(DELIVERIES)
            .where(DELIVERIES.c.id == delivery_id, DELIVERIES.c.state == QUEUED)
            .values(state=SENDING, attempts=DELIVERIES.c.attempts + 1, settled_at=now)
        )
        with self.writing() as connection:
            result: CursorResult[Any] = connection.execute(taken)
            return result.rowcount == 1

    def settle(self, delivery_id: str, state: str, now: datetime, error: str = "") -> None:
        """Note how an attempt ended: sent, refused, uncertain, or queued to try again.

        Raises:
            StoreError: No such delivery.
        """
        if state not in SETTLED:
            raise ValueError(f"{state!r} is no end of an attempt")
        ended = update(DELIVERIES).where(DELIVERIES.c.id == delivery_id)
        with self.writing() as connection:
            result: CursorResult[Any] = connection.execute(
                ended.values(state=state, settled_at=now, error=error)
            )
            if result.rowcount == 0:
                raise StoreError(f"there is no delivery {delivery_id}")

    def deliveries(self, limit: int = 20) -> list[Delivery]:
        """Return the latest deliveries, latest first."""
        latest = select(DELIVERIES).order_by(DELIVERIES.c.created_at.desc(), DELIVERIES.c.id.desc())
        return self._deliveries(latest.limit(limit))

    def _deliveries(self, query: Select[Any]) -> list[Delivery]:
        with self.reading() as connection:
            return [delivery_of(row) for row in connection.execute(query)]
