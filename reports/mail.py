"""Digest → one frozen mail. The same digest gives the same bytes, on every attempt and every machine."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, parseaddr
from typing import Any, ClassVar, cast
from urllib.parse import quote

from reports.config import MailSettings, Subscriber
from reports.digest import Digest
from reports.filters import MAILED_CAUSES
from reports.render import render_mail

SUBJECT_LENGTH = 200


class VerbatimHeader:
    """A header of ids and addresses, which no mail program decodes: it is never encoded.

    The standard library writes a long List-Unsubscribe as ``=?utf-8?q?…``,
    against RFC 2047 section 5.
    """

    max_count: ClassVar[int] = 1
    value_parser = staticmethod(UnstructuredHeader.value_parser)

    @classmethod
    def parse(cls, value: str, kwds: dict[str, Any]) -> None:
        """Keep *value* as it is."""
        kwds["parse_tree"] = cls.value_parser(value)
        kwds["decoded"] = value

    def fold(self, *, policy: EmailPolicy[EmailMessage]) -> str:
        """Return the header on one line."""
        return f"{cast(Any, self).name}: {self}{policy.linesep}"


def message(
    digest: Digest, *, subscriber: Subscriber, settings: MailSettings, key: str, window_end: datetime
) -> EmailMessage:
    """Return *digest* as mail to *subscriber*: text, and HTML beside it unless it asked for text alone.

    *key* names the digest; Message-ID and MIME boundary follow from it, the
    Date from *window_end*. Nothing else goes in, so nothing else can differ.
    """
    assert all(change.cause in MAILED_CAUSES for change in digest.changes), (
        "a recomputed change is never mailed"
    )
    subject, text, html = render_mail(digest)
    address = parseaddr(settings.sender)[1]
    domain = Address(addr_spec=address).domain
    made = EmailMessage(policy=_policy())
    made["From"] = settings.sender
    made["To"] = ", ".join(subscriber.to)
    made["Subject"] = _shortened(subject)
    made["Date"] = format_datetime(window_end)
    made["Message-ID"] = f"<{key}.{subscriber.id}@{domain}>"
    made["List-Id"] = f"<{subscriber.id}.policy-tracker.{domain}>"
    made["List-Unsubscribe"] = f"<mailto:{address}?subject={quote(f'unsubscribe {subscriber.id}')}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text, charset="utf-8", cte="quoted-printable")
    if subscriber.format == "html":
        made.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
        made.set_boundary(f"=_{key}")
    return made


def _policy() -> EmailPolicy[EmailMessage]:
    registry = HeaderRegistry()
    for name in ("message-id", "list-id", "list-unsubscribe"):
        registry.map_to_type(name, cast(Any, VerbatimHeader))  # mixed with BaseHeader there
    return SMTP.clone(header_factory=registry)


def _shortened(subject: str) -> str:
    return subject if len(subject) <= SUBJECT_LENGTH else subject[: SUBJECT_LENGTH - 1].rstrip() + "…"
