"""Who left a subscription, when and how; and what the links by which readers leave are signed with."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import Select, func, insert, select, update

from tracker.store.core_tables import DELIVERIES, LINK_KEYS, UNSUBSCRIPTIONS
from tracker.store.database import Database
from tracker.store.records import Unsubscription
from tracker.store.row_mapping import value_of
from tracker.store.sql_helpers import upsert

KEY, KEY_BYTES = "unsubscribe", 32  # as long as the SHA-256 it is used with (RFC 2104, section 3)


class Unsubscriptions(Database):
    """The part of the store that knows who wants no more mail. Addresses are compared without case."""

    def unsubscribe(self, subscriber: str, address: str, how: str, now: datetime) -> bool:
        """Note that *address* left *subscriber*; False, and nothing noted, where it had left already."""
        with self.writing() as connection:
            if connection.execute(_held(subscriber, address)).first():
                return False
            left = {"subscriber": subscriber, "address": address, "how": how, "at": now, "undone_at": None}
            connection.execute(insert(UNSUBSCRIPTIONS), left)
            return True

    def resubscribe(self, subscriber: str, address: str, now: datetime) -> bool:
        """Undo that *address* left *subscriber*; False where it had not. The record stays."""
        with self.writing() as connection:
            held = connection.execute(_held(subscriber, address)).scalar_one_or_none()
            undone = update(UNSUBSCRIPTIONS).where(UNSUBSCRIPTIONS.c.id == held)
            if held is not None:
                connection.execute(undone.values(undone_at=now))
            return held is not None

    def unsubscriptions(self, subscriber: str | None = None) -> list[Unsubscription]:
        """Return who left, of one subscription or of all, in order; also what was undone."""
        query = select(UNSUBSCRIPTIONS).order_by(UNSUBSCRIPTIONS.c.id)
        if subscriber is not None:
            query = query.where(UNSUBSCRIPTIONS.c.subscriber == subscriber)
        return [value_of(Unsubscription, row) for row in self.rows(query)]

    def addresses_left(self, subscriber: str) -> frozenset[str]:
        """Return the addresses that have left *subscriber* and were not put back, in lower case."""
        found = self.unsubscriptions(subscriber)
        return frozenset(one.address.casefold() for one in found if one.undone_at is None)

    def delivery_addressed(self, delivery_id: str) -> tuple[str, datetime, tuple[str, ...]] | None:
        """Return the subscription, the instant and the addresses of a delivery; None where there is none."""
        columns = (DELIVERIES.c.subscriber, DELIVERIES.c.created_at, DELIVERIES.c.recipients)
        query = select(*columns).where(DELIVERIES.c.id == delivery_id)
        with self.reading() as connection:
            row = connection.execute(query).first()
            return (row.subscriber, row.created_at, tuple(row.recipients)) if row else None

    def link_key(self, now: datetime) -> str:
        """Return what links are signed with, in hexadecimal; made the first time."""
        query = select(LINK_KEYS.c.value).where(LINK_KEYS.c.name == KEY)
        with self.reading() as connection:
            held = connection.execute(query).scalar_one_or_none()
        if held is None:
            with self.writing() as connection:
                made = {"name": KEY, "value": secrets.token_hex(KEY_BYTES), "made_at": now}
                upsert(connection, LINK_KEYS, [made], replace=False)  # of two that make one, the first holds
                held = connection.execute(query).scalar_one()
        return str(held)


def _held(subscriber: str, address: str) -> Select[int]:
    return select(UNSUBSCRIPTIONS.c.id).where(
        UNSUBSCRIPTIONS.c.subscriber == subscriber,
        func.lower(UNSUBSCRIPTIONS.c.address) == address.lower(),  # addresses are ASCII
        UNSUBSCRIPTIONS.c.undone_at.is_(None),
    )
