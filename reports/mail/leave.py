"""How a reader leaves: the headers and the words of a mail, and the signed link that ``serve`` answers.

    link     https://desk.example.org/unsubscribe/DELIVERY/SIGNATURE   with [site] unsubscribe
    mailto   the operator, who takes the reader off by hand            always

The signature (HMAC-SHA256, RFC 2104) is over the id of the delivery, which says in the store
whose mail it is, when it was made and whom it went to: the link itself names nobody. One click
(RFC 8058) is offered where the mail has one address; where several share a mail, no link can
know whose it is, so its page asks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr
from hmac import compare_digest
from hmac import new as hmac_of
from urllib.parse import quote

from reports.config.mail_settings import MailSettings
from reports.view import addresses
from tracker.secrets import Secret
from tracker.store import Store

SIGNATURE_LENGTH = 32  # hexadecimal digits: 128 bits


@dataclass(frozen=True, slots=True)
class WaysToLeave:
    """How one mail says that it can be left."""

    address: str  # of the operator
    mailto: str
    link: str = ""  # "" = there is none
    one_click: bool = False  # the link needs no question

    def mark(self, message: EmailMessage) -> None:
        """Say so in the headers of *message* (RFC 2369, RFC 8058)."""
        ways = [f"<{way}>" for way in (self.link, self.mailto) if way]
        message["List-Unsubscribe"] = ", ".join(ways)
        if self.one_click:
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"


def ways_to_leave(settings: MailSettings, called: str, to: Sequence[str], key: str) -> WaysToLeave:
    """Return how the mail *key* to *to* is left; its subscription is *called* so where one writes to the operator."""
    address = parseaddr(settings.contact or settings.sender)[1]
    mailto = f"mailto:{address}?subject={quote(f'unsubscribe {called}')}"
    if not settings.link_key:
        return WaysToLeave(address, mailto)
    link = f"{settings.site}{addresses.UNSUBSCRIBE}{key}/{signature_of(key, settings.link_key)}"
    return WaysToLeave(
        address, mailto, link, one_click=len({parseaddr(one)[1].casefold() for one in to}) == 1
    )


def with_link_key(settings: MailSettings, store: Store, now: datetime) -> MailSettings:
    """Return *settings* with what links are signed with, where [site] says that ``serve`` answers them."""
    return replace(settings, link_key=Secret(store.link_key(now))) if settings.unsubscribe else settings


def who_stays(store: Store, subscription: str, to: Sequence[str]) -> tuple[str, ...]:
    """Return those of the addresses *to* of a subscription that have not left it."""
    left = store.addresses_left(subscription)
    return tuple(one for one in to if parseaddr(one)[1].casefold() not in left)


def signature_of(delivery_id: str, key: Secret) -> str:
    """Return the signature of the link in the delivery *delivery_id*."""
    message = f"unsubscribe {delivery_id}".encode()
    return hmac_of(bytes.fromhex(key.reveal()), message, hashlib.sha256).hexdigest()[:SIGNATURE_LENGTH]


def is_signed(delivery_id: str, signature: str, key: Secret) -> bool:
    """Say whether *signature* is ours; takes as long whichever letter is wrong."""
    return compare_digest(signature_of(delivery_id, key).encode(), signature.encode())
