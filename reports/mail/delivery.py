"""Hand a digest over once: freeze → claim → send → settle.

The message is frozen when composed, so every attempt carries the same bytes and
the same Message-ID. ``claim`` is one conditional UPDATE, so of any number of
daemons one sends. What came of it is kept for each address: who has the message
is never sent it again because somebody else was put off. Should the connection
die after the message went out and before the server said yes, no program can know
whether it arrived: that is UNCERTAIN, and ``[mail] on_uncertain`` decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from enum import StrEnum
from typing import Protocol

from reports.config.mail_settings import MailSettings, OnUncertain
from reports.mail import mime_message
from reports.mail.mime_message import SubscriberDigest
from reports.mail.transports.transport import RecipientResult, SendStatus, ServerUnreachable, Transport
from tracker.errors import MailError
from tracker.hashing import content_id
from tracker.store import Delivery, Recipient

# the next pass first: most servers that were away are back by then; at last every 4 hours
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (0, 5, 15, 30, 60, 120, 240))
MOST_ATTEMPTS = 35  # with BACKOFF just under five days: RFC 5321, section 4.5.4.1, asks for four to five

QUEUED, LEFT = "queued", "left"
LEFT_NOTE = "has left the subscription"


class DeliveryOutcome(StrEnum):
    """What came of handing a delivery over."""

    SENT = "sent"
    ALREADY = "already"  # someone else has it, or had it
    LATER = "later"  # not now, or not for all; queued again
    UNREACHABLE = "unreachable"  # queued again, and another would fare no better now
    REFUSED = "refused"  # the server said no for good, or put us off for five days
    UNCERTAIN = "uncertain"  # it may have arrived
    LEFT = "left"  # nobody it was for wants it any more


class DeliveryLedger(Protocol):
    """The part of the store that deliveries need."""

    def freeze(self, delivery: Delivery, change_ids: Sequence[str]) -> bool:
        """Keep *delivery* with the changes it tells; return False where it is kept already."""
        ...

    def claim(self, delivery_id: str, now: datetime) -> bool:
        """Move a queued delivery to sending; return False where somebody else has it."""
        ...

    def settle(
        self,
        delivery_id: str,
        state: str,
        now: datetime,
        error: str = "",
        *,
        retry_at: datetime | None = None,
        recipients: Mapping[str, tuple[str, str]] = ...,
    ) -> None:
        """Record how an attempt ended; *recipients* is the state and the error of each address."""
        ...

    def recipients(self, delivery_ids: Sequence[str]) -> list[Recipient]:
        """Return what came of deliveries for each address."""
        ...

    def addresses_left(self, subscriber: str) -> frozenset[str]:
        """Return the addresses that have left a subscription."""
        ...


def render_delivery(subscriber_digest: SubscriberDigest, settings: MailSettings, now: datetime) -> Delivery:
    """Return *subscriber_digest* as the delivery that is queued for it: the bytes, who they go to, under which id.

    Raises:
        ConfigError: A template of the user's cannot be filled.
    """
    key = _key(subscriber_digest, subscriber_digest.kind)
    message = mime_message.build_message(subscriber_digest, settings=settings, key=key)
    reader, window = (
        subscriber_digest.subscriber,
        (subscriber_digest.window_start, subscriber_digest.window_end),
    )
    return as_delivery(message, key, reader.id, reader.to, window, settings, now, subscriber_digest.kind)


def render_test_delivery(
    subscriber_digest: SubscriberDigest, settings: MailSettings, now: datetime, to: str
) -> Delivery:
    """Return *subscriber_digest* as a test for the address *to*; no ledger is to know of it.

    Raises:
        ConfigError: A template of the user's cannot be filled.
    """
    key = _key(subscriber_digest, "test", now.isoformat())
    message = mime_message.build_test_message(subscriber_digest, to, settings=settings, key=key)
    window = subscriber_digest.window_start, subscriber_digest.window_end
    return as_delivery(
        message, key, subscriber_digest.subscriber.id, (to,), window, settings, now, subscriber_digest.kind
    )


def _key(subscriber_digest: SubscriberDigest, *parts: str) -> str:
    return content_id(
        *parts, subscriber_digest.subscriber.id, subscriber_digest.window_end.astimezone(UTC).isoformat()
    )


def as_delivery(
    message: EmailMessage,
    key: str,
    subscriber: str,
    to: Sequence[str],
    window: tuple[datetime | None, datetime],
    settings: MailSettings,
    now: datetime,
    kind: str,
) -> Delivery:
    """Return *message* as the delivery *key* that is queued for it."""
    return Delivery(
        id=key,
        subscriber=subscriber,
        window_start=window[0],
        window_end=window[1],
        message_id=str(message["Message-ID"]),
        subject=str(message["Subject"]),
        sender=parseaddr(settings.sender)[1],
        recipients=tuple(dict.fromkeys(parseaddr(address)[1] for address in to)),
        message=message.as_bytes(),
        state=QUEUED,
        attempts=0,
        created_at=now,
        error="",
        kind=kind,
    )


def queue_delivery(
    ledger: DeliveryLedger, subscriber_digest: SubscriberDigest, settings: MailSettings, now: datetime
) -> Delivery | None:
    """Render *subscriber_digest* once and queue it.

    Returns:
        The delivery; None where this window, or one of these changes, was already
        put to this reader.

    Raises:
        ConfigError: A template of the user's cannot be filled.
    """
    delivery = render_delivery(subscriber_digest, settings, now)
    return delivery if ledger.freeze(delivery, subscriber_digest.digest.told_ids) else None


def deliver(
    delivery: Delivery,
    *,
    ledger: DeliveryLedger,
    mailer: Transport,
    now: datetime,
    on_uncertain: OnUncertain = "hold",
) -> DeliveryOutcome:
    """Send *delivery*, to those of its addresses that wait for it, unless someone else has or may have.

    Who has left the subscription since it was frozen is not sent it.

    Safe to call any number of times from any number of daemons. With
    *on_uncertain* "resend", one that may have arrived is queued again.
    """
    if not ledger.claim(delivery.id, now):
        return DeliveryOutcome.ALREADY
    held = {one.address: (one.state, one.error) for one in ledger.recipients([delivery.id])}
    gone = ledger.addresses_left(delivery.subscriber)
    waiting = [address for address, (state, _) in held.items() if state == QUEUED]
    left = {address: (LEFT, LEFT_NOTE) for address in waiting if address.casefold() in gone}
    waiting = [address for address in waiting if address not in left]
    outcome = None
    try:
        answers = mailer.send(delivery, waiting) if waiting else {}
    except MailError as error:
        if isinstance(error, ServerUnreachable):
            outcome = DeliveryOutcome.UNREACHABLE
        came = SendStatus.LATER if error.transient else SendStatus.REFUSED
        answers = dict.fromkeys(waiting, RecipientResult(came, str(error)))
    except BaseException as error:  # stopped or broken in the middle: it may have gone out
        note = f"{type(error).__name__} while sending"
        lost = dict.fromkeys(waiting, ("uncertain", note))
        ledger.settle(delivery.id, "uncertain", now, note, recipients=left | lost)
        raise
    last = delivery.attempts + 1 >= MOST_ATTEMPTS
    settled = left | {address: _state(answer, on_uncertain, last) for address, answer in answers.items()}
    state = _of_all(held | settled)
    retry_at = now + backoff(delivery.attempts) if state == QUEUED else None
    said = _said(held | settled)
    ledger.settle(delivery.id, state, now, said, retry_at=retry_at, recipients=settled)
    if any(answer.status is SendStatus.UNCERTAIN for answer in answers.values()):
        return DeliveryOutcome.UNCERTAIN
    return (outcome or DeliveryOutcome.LATER) if state == QUEUED else DeliveryOutcome(state)


def settle_abandoned(
    lost: Delivery, *, ledger: DeliveryLedger, now: datetime, on_uncertain: OnUncertain
) -> str:
    """Settle a delivery whose sender ended in the middle, and return its new state.

    Nobody can know whether the server took it: the same choice as for a connection
    lost after the message.
    """
    note = "the program ended while it was being sent"
    answer = RecipientResult(SendStatus.UNCERTAIN, note)
    held = {one.address: (one.state, one.error) for one in ledger.recipients([lost.id])}
    settled = {
        address: _state(answer, on_uncertain, lost.attempts >= MOST_ATTEMPTS)
        for address, (state, _) in held.items()
        if state == QUEUED
    }
    state = _of_all(held | settled)
    ledger.settle(lost.id, state, now, note, recipients=settled)
    return state


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after *attempts* attempts and the one just made.

    >>> [str(backoff(attempts)) for attempts in (0, 1, 6, 30)]
    ['0:00:00', '0:05:00', '4:00:00', '4:00:00']
    """
    return BACKOFF[min(attempts, len(BACKOFF) - 1)]


def _state(answer: RecipientResult, on_uncertain: OnUncertain, last: bool) -> tuple[str, str]:
    """Return the state of one address after *answer*, and what is noted of it; *last*: it is not tried again."""
    if answer.status is SendStatus.UNCERTAIN:
        again = on_uncertain == "resend" and not last
        return (QUEUED if again else "uncertain"), answer.message
    if answer.status is SendStatus.LATER:
        return (
            ("refused", f"{answer.message}; given up after {MOST_ATTEMPTS} attempts")
            if last
            else (
                QUEUED,
                answer.message,
            )
        )
    return answer.status.value, answer.message


def _of_all(states: Mapping[str, tuple[str, str]]) -> str:
    """Return the state of a delivery: the least settled of those of its addresses; sent if any has it."""
    there = {state for state, _ in states.values()}
    return next((state for state in (QUEUED, "uncertain", "sent", "refused") if state in there), LEFT)


def _said(states: Mapping[str, tuple[str, str]]) -> str:
    """Return what is noted of a delivery: once what holds of every address, else each address with its own."""
    notes = {
        address: note for address, (state, note) in states.items() if note and state not in ("sent", LEFT)
    }
    if len(notes) == len(states) and len(set(notes.values())) == 1:
        return next(iter(notes.values()))
    return "; ".join(f"{address}: {note}" for address, note in notes.items())
