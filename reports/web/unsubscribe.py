"""What the link of a mail answers: a question to who opens it, and to a POST that its reader is off (RFC 8058).

Opening a link takes nobody off: mail programs and scanners open all there are. The link is its own
password. Pure but for the store.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from reports.mail.leave import is_signed
from reports.web.request_body import form_fields
from tracker.secrets import Secret
from tracker.store import Store
from tracker.text.dates import utc_minute

VALID = timedelta(days=90)  # of a link, from when its mail was made
LONGEST_FORM = 4_096  # bytes
MOST_FIELDS = 10
HOW = "link"


@dataclass(frozen=True, slots=True)
class LeavePage:
    """What a page says: a question where it has a *button*, else how things stand."""

    status: HTTPStatus
    title: str
    message: str
    button: str = ""
    asks: bool = False  # for the address: several share the mail


FORGED = LeavePage(
    HTTPStatus.NOT_FOUND, "Not a link of ours", "Copy the link from the mail whole, or write to its sender."
)
EXPIRED = LeavePage(
    HTTPStatus.GONE, "This link is too old", f"Links work for {VALID.days} days; take that of a later mail."
)
USED = LeavePage(
    HTTPStatus.GONE, "This link was used", "You were put back since; take the link of a later mail."
)


def answer_link(store: Store, link: str, now: datetime, form: bytes | None = None) -> LeavePage:
    """Answer *link*, DELIVERY/SIGNATURE; *form* is what was posted to it, None where it was only opened.

    Raises:
        StoreError: It cannot be read or written now.
    """
    delivery_id, _, signature = link.partition("/")
    if not is_signed(delivery_id, signature, Secret(store.link_key(now))):
        return FORGED
    mail = store.delivery_addressed(delivery_id)
    if mail is None or now - mail[1] > VALID:
        return EXPIRED
    subscription, made_at, to = mail
    several = len({one.casefold() for one in to}) > 1
    if form is None:
        whose = (
            "Several readers share this mail; say which you are." if several else "No more mails are sent."
        )
        return LeavePage(HTTPStatus.OK, f"Leave “{subscription}”?", whose, "Leave", several)
    given = _address_in(form).casefold() if several else to[0].casefold()
    address = next((one for one in to if one.casefold() == given), None)
    if address is None:
        said = "This mail did not go to that address. Say the one it came to."
        return LeavePage(HTTPStatus.BAD_REQUEST, f"Leave “{subscription}”?", said, "Leave", several)
    left = [one for one in store.unsubscriptions(subscription) if one.address.casefold() == given]
    since = next((one.at for one in left if one.undone_at is None), None)
    if since is None and any(one.undone_at and one.undone_at >= made_at for one in left):
        return USED
    store.unsubscribe(subscription, address, HOW, now)
    said = f"Nothing more of “{subscription}” is sent to {address}. To come back, write to the sender."
    return LeavePage(HTTPStatus.OK, f"You are off since {utc_minute(since or now)} UTC", said)


def _address_in(form: bytes) -> str:
    fields = form_fields(form.decode("ascii", "replace"), MOST_FIELDS) or ()
    return next((value.strip() for name, value in fields if name == "address"), "")
