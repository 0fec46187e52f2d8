"""What a way out of the mail does, and what became of a message. Made in :mod:`reports.mail.transports.build_transport`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from tracker.errors import MailError
from tracker.store import Delivery


class SendStatus(StrEnum):
    """What became of a message for one recipient."""

    SENT = "sent"
    LATER = "later"  # put off: 4xx
    REFUSED = "refused"  # 5xx
    UNCERTAIN = "uncertain"  # the connection ended after the message went out and before the server said yes


@dataclass(frozen=True, slots=True)
class RecipientResult:
    """What became of a message for one recipient, and the words of the server where it did not say yes."""

    status: SendStatus
    message: str = ""


RecipientResults = Mapping[str, RecipientResult]


class Transport(Protocol):
    """Hands one delivery over.

    ``send`` gives an answer for each of *recipients* and raises MailError where
    nothing at all was handed over; ServerUnreachable where another delivery would fare
    no better now.
    """

    def send(self, delivery: Delivery, recipients: Sequence[str]) -> RecipientResults:
        """Hand *delivery* over, and return what came of it for each of *recipients*."""
        ...

    def close(self) -> None:
        """Close what is open."""
        ...


class ServerUnreachable(MailError):  # noqa: N818 - named as what it says
    """There is no server to talk to, or none that would talk to us."""
