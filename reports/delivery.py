"""Hand a digest over once: freeze → claim → send → settle.

The message is frozen when composed, so every attempt carries the same bytes and
the same Message-ID. ``claim`` is one conditional UPDATE, so of any number of
daemons one sends. Should the connection die after the message went out and
before the server said yes, no program can know whether it arrived: that is
UNCERTAIN, and ``[mail] on_uncertain`` decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from enum import StrEnum
from typing import Protocol

from reports import mail
from reports.config import MailSettings, OnUncertain, Subscriber
from reports.digest import Digest
from reports.mailers import Mailer, Uncertain
from tracker.errors import MailError
from tracker.hashing import content_id
from tracker.store import Delivery

MOST_ATTEMPTS = 8  # a server that puts us off this often has said no


class Outcome(StrEnum):
    """What came of handing a delivery over."""

    SENT = "sent"
    ALREADY = "already"  # someone else has it, or had it
    LATER = "later"  # not now; queued again
    REFUSED = "refused"  # the server said no for good
    UNCERTAIN = "uncertain"  # it may have arrived


class Ledger(Protocol):
    """The part of the store that deliveries need."""

    def freeze(self, delivery: Delivery, change_ids: Sequence[str]) -> bool: ...

    def claim(self, delivery_id: str, now: datetime) -> bool: ...

    def settle(self, delivery_id: str, state: str, now: datetime, error: str = "") -> None: ...


def freeze(
    ledger: Ledger,
    digest: Digest,
    subscriber: Subscriber,
    settings: MailSettings,
    *,
    window_start: datetime | None,
    window_end: datetime,
    now: datetime,
) -> Delivery | None:
    """Render *digest* once for *subscriber* and queue it.

    Returns:
        The delivery; None where there is nothing to say, or where this window,
        or one of these changes, was already put to this reader.
    """
    if not digest.changes:
        return None
    key = content_id("digest", subscriber.id, window_end.isoformat())
    message = mail.message(digest, subscriber=subscriber, settings=settings, key=key, window_end=window_end)
    delivery = Delivery(
        id=key,
        subscriber=subscriber.id,
        window_start=window_start,
        window_end=window_end,
        message_id=str(message["Message-ID"]),
        subject=str(message["Subject"]),
        sender=parseaddr(settings.sender)[1],
        recipients=tuple(parseaddr(address)[1] for address in subscriber.to),
        message=message.as_bytes(),
        state="queued",
        attempts=0,
        created_at=now,
        error="",
    )
    return delivery if ledger.freeze(delivery, [change.id for change in digest.changes]) else None


def deliver(
    delivery: Delivery,
    *,
    ledger: Ledger,
    mailer: Mailer,
    now: datetime,
    on_uncertain: OnUncertain = "hold",
) -> Outcome:
    """Send *delivery* unless someone else has, or may have.

    Safe to call any number of times from any number of daemons. With
    *on_uncertain* "resend", one that may have arrived is queued again.
    """
    if not ledger.claim(delivery.id, now):
        return Outcome.ALREADY
    try:
        note = mailer.send(delivery)
    except Uncertain as error:
        ledger.settle(delivery.id, "queued" if on_uncertain == "resend" else "uncertain", now, str(error))
        return Outcome.UNCERTAIN
    except MailError as error:
        again = error.transient and delivery.attempts + 1 < MOST_ATTEMPTS
        ledger.settle(delivery.id, "queued" if again else "refused", now, str(error))
        return Outcome.LATER if again else Outcome.REFUSED
    except BaseException as error:  # stopped or broken in the middle: it may have gone out
        ledger.settle(delivery.id, "uncertain", now, f"{type(error).__name__} while sending")
        raise
    ledger.settle(delivery.id, "sent", now, note)
    return Outcome.SENT
