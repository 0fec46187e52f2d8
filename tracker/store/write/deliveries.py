"""What was said to whom: deliveries, their states, and what came of them for each address.

queued ──claim──► sending ──settle──► sent | refused | uncertain | left
  ▲                           │
  └───────── try again ───────┘
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, CursorResult, Select, func, insert, literal, or_, select, update

from tracker.errors import StoreError
from tracker.store.core_tables import DELIVERED, DELIVERIES, RECIPIENTS
from tracker.store.database import Database
from tracker.store.records import Delivery, Recipient
from tracker.store.row_mapping import value_of, values_of
from tracker.store.sql_helpers import rows_in, upsert

QUEUED, SENDING = "queued", "sending"
SETTLED = frozenset({"sent", "refused", "uncertain", "left", QUEUED})
NOBODY: Mapping[str, tuple[str, str]] = MappingProxyType({})


class Deliveries(Database):
    """The part of the store that remembers deliveries."""

    def freeze(self, delivery: Delivery, change_ids: Sequence[str]) -> bool:
        """Keep *delivery* as it will be sent, with the changes it tells and its addresses, in one transaction.

        Returns:
            False where this reader has a delivery of this kind for this window,
            or has been told one of these changes: then nothing is kept.
        """
        told = select(DELIVERED.c.change_id).where(DELIVERED.c.subscriber == delivery.subscriber)
        window = select(DELIVERIES.c.id).where(
            DELIVERIES.c.subscriber == delivery.subscriber,
            DELIVERIES.c.window_end == delivery.window_end,
            DELIVERIES.c.kind == delivery.kind,
        )
        with self.writing() as connection:
            if connection.execute(window).first() or any(
                rows_in(connection, told, DELIVERED.c.change_id, change_ids)
            ):
                return False
            connection.execute(insert(DELIVERIES), values_of(delivery) | {"settled_at": None})
            addressed = [
                {
                    "delivery_id": delivery.id,
                    "address": address,
                    "state": QUEUED,
                    "attempts": 0,
                    "error": "",
                    "at": delivery.created_at,
                }
                for address in dict.fromkeys(delivery.recipients)
            ]
            upsert(connection, RECIPIENTS, addressed, replace=False)
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
        return {row[0] for row in self.rows(query)}

    def last_window(self, subscriber: str, kind: str = "digest") -> datetime | None:
        """Return the end of the latest window frozen for a reader, in a delivery of *kind*."""
        query = select(func.max(DELIVERIES.c.window_end)).where(
            DELIVERIES.c.subscriber == subscriber, DELIVERIES.c.kind == kind
        )
        with self.reading() as connection:
            return connection.execute(query).scalar_one_or_none()

    def queued(self, now: datetime | None = None) -> list[Delivery]:
        """Return what waits to be sent, in the order it was frozen; with *now*, what may be tried then."""
        query = select(DELIVERIES).where(DELIVERIES.c.state == QUEUED)
        if now is not None:
            query = query.where(or_(DELIVERIES.c.retry_at.is_(None), DELIVERIES.c.retry_at <= now))
        return self._deliveries(_as_frozen(query))

    def interrupted(self, before: datetime) -> list[Delivery]:
        """Return the deliveries that have been in sending since before *before*: whoever claimed them has ended."""
        query = select(DELIVERIES).where(DELIVERIES.c.state == SENDING, DELIVERIES.c.settled_at < before)
        return self._deliveries(_as_frozen(query))

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

    def settle(
        self,
        delivery_id: str,
        state: str,
        now: datetime,
        error: str = "",
        *,
        retry_at: datetime | None = None,
        recipients: Mapping[str, tuple[str, str]] = NOBODY,
    ) -> None:
        """Note how an attempt ended: sent, refused, uncertain, or queued to try again, then not before *retry_at*.

        *recipients* says of each address that was tried its state and error. One
        it does not name and that still waits takes the state of the delivery.

        Raises:
            StoreError: No such delivery.
        """
        for each in (state, *(said for said, _ in recipients.values())):
            if each not in SETTLED:
                raise ValueError(f"{each!r} is no end of an attempt")
        ended = update(DELIVERIES).where(DELIVERIES.c.id == delivery_id)
        with self.writing() as connection:
            result: CursorResult[Any] = connection.execute(
                ended.values(state=state, settled_at=now, error=error, retry_at=retry_at)
            )
            if result.rowcount == 0:
                raise StoreError(f"there is no delivery {delivery_id}")
            for address, (said, why) in recipients.items():
                tried = RECIPIENTS.c.address == address
                if not _note(connection, delivery_id, tried, state=said, error=why, at=now):
                    raise ValueError(f"{address!r} is no recipient of delivery {delivery_id}")
            waiting = (RECIPIENTS.c.state == QUEUED) & RECIPIENTS.c.address.not_in(list(recipients))
            if state != QUEUED or not recipients:
                _note(connection, delivery_id, waiting, state=state, error=error, at=now)

    def recipients(self, delivery_ids: Sequence[str]) -> list[Recipient]:
        """Return what came of deliveries for each address, by delivery as given and by address."""
        found: dict[str, list[Recipient]] = {identity: [] for identity in delivery_ids}
        query = select(RECIPIENTS).order_by(RECIPIENTS.c.address)
        with self.reading() as connection:
            for row in rows_in(connection, query, RECIPIENTS.c.delivery_id, found):
                found[row.delivery_id].append(value_of(Recipient, row))
        return [one for several in found.values() for one in several]

    def deliveries(self, limit: int = 20) -> list[Delivery]:
        """Return the latest deliveries, latest first."""
        latest = select(DELIVERIES).order_by(DELIVERIES.c.created_at.desc(), DELIVERIES.c.id.desc())
        return self._deliveries(latest.limit(limit))

    def delivery_error(self, delivery_id: str) -> str:
        """Return what is noted of a delivery: of its latest attempt, and who did not get it."""
        query = select(DELIVERIES.c.error).where(DELIVERIES.c.id == delivery_id)
        with self.reading() as connection:
            return connection.execute(query).scalar_one_or_none() or ""

    def delivery_heads(self, limit: int = 20) -> list[Delivery]:
        """Return the latest deliveries as :meth:`deliveries` does, without the bytes of their messages."""
        latest = _heads().order_by(DELIVERIES.c.created_at.desc(), DELIVERIES.c.id.desc())
        return self._deliveries(latest.limit(limit))

    def delivery_heads_in(self, *states: str) -> list[Delivery]:
        """Return the deliveries in *states*, in the order they were frozen, without the bytes of their messages."""
        return self._deliveries(_as_frozen(_heads().where(DELIVERIES.c.state.in_(states))))

    def delivery_states(self) -> dict[str, int]:
        """Return how many deliveries are in each state that occurs, without reading them."""
        query = (
            select(DELIVERIES.c.state, func.count()).group_by(DELIVERIES.c.state).order_by(DELIVERIES.c.state)
        )
        with self.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def _deliveries(self, query: Select[Any]) -> list[Delivery]:
        return [value_of(Delivery, row) for row in self.rows(query)]


def _heads() -> Select[Any]:
    """Return the query of deliveries without what may be megabytes each."""
    columns = [column for column in DELIVERIES.c if column.name != "message"]
    return select(*columns, literal(b"", DELIVERIES.c.message.type).label("message"))


def _as_frozen(query: Select[Any]) -> Select[Any]:
    return query.order_by(DELIVERIES.c.created_at, DELIVERIES.c.id)


def _note(connection: Connection, delivery_id: str, which: Any, **values: Any) -> int:
    """Give *which* recipients of a delivery new *values*, one attempt more; return how many they are."""
    theirs = update(RECIPIENTS).where(RECIPIENTS.c.delivery_id == delivery_id, which)
    result: CursorResult[Any] = connection.execute(
        theirs.values(values | {"attempts": RECIPIENTS.c.attempts + 1})
    )
    return result.rowcount
