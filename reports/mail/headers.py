"""The headers of our mails: those that every one has, and those that mail programs do not decode, written as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, parseaddr
from typing import Any, ClassVar, cast

from reports.config.mail_settings import MailSettings
from reports.mail.leave import WaysToLeave

VERBATIM = ("message-id", "in-reply-to", "references", "list-id", "list-unsubscribe", "list-unsubscribe-post")
LINE = 76


@dataclass(frozen=True, slots=True)
class MessageIds:
    """What tells a mail from others, before the "@" or the domain: itself, its thread and its list."""

    message: str
    thread: str  # all mails of one subscription refer to it, so that mail programs show them as one thread
    list: str


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


class WordsHeader:
    """A header of words in any language: what cannot be ASCII is encoded whole.

    The standard library encodes word by word and loses the blank where it breaks
    the line between two of them, and begins words of its length on a line of their own
    behind an empty "Subject:" (measured, Python 3.11).
    """

    max_count: ClassVar[int] = 1
    value_parser = staticmethod(UnstructuredHeader.value_parser)
    parse = UnstructuredHeader.parse

    def fold(self, *, policy: EmailPolicy[EmailMessage]) -> str:
        """Return the header on lines of the length of *policy*."""
        name, words = cast(Any, self).name, str(self)
        charset = "us-ascii" if words.isascii() else "utf-8"
        made = Header(words, charset, maxlinelen=policy.max_line_length, header_name=name)
        return f"{name}: {made.encode(linesep=policy.linesep)}{policy.linesep}"


def mail_policy() -> EmailPolicy[EmailMessage]:
    """Return the policy of our mail: CR LF, :data:`VERBATIM` headers as they are, a subject in any language whole, lines of 76.

    The standard library fills quoted-printable lines to the length for headers, 78
    (measured, Python 3.11); RFC 2045, section 6.7, allows 76.
    """
    registry = HeaderRegistry()
    for name in VERBATIM:
        registry.map_to_type(name, cast(Any, VerbatimHeader))  # mixed with BaseHeader there
    registry.map_to_type("subject", cast(Any, WordsHeader))
    return SMTP.clone(header_factory=registry, max_line_length=LINE)


def start_message(
    settings: MailSettings,
    to: Sequence[str],
    subject: str,
    sent: datetime,
    *,
    ids: MessageIds,
    leave: WaysToLeave,
) -> EmailMessage:
    """Return a mail with its headers and no body yet; *sent*, with a zone, is its Date."""
    domain = sender_domain(settings)
    made = EmailMessage(policy=mail_policy())
    made["From"] = settings.sender
    made["To"] = ", ".join(to)
    made["Subject"] = subject
    made["Date"] = format_datetime(sent)
    made["Message-ID"] = f"<{ids.message}@{domain}>"
    made["In-Reply-To"] = made["References"] = f"<{ids.thread}@{domain}>"
    made["List-Id"] = f"<{ids.list}.policy-tracker.{domain}>"
    leave.mark(made)
    made["Auto-Submitted"] = "auto-generated"
    return made


def sender_domain(settings: MailSettings) -> str:
    """Return the domain that mails are sent from: ids of mails end in it."""
    return Address(addr_spec=parseaddr(settings.sender)[1]).domain


def cut_subject(subject: str, most: int) -> str:
    """Return *subject* in at most *most* characters.

    >>> cut_subject("Norvale no longer says it", 14)
    'Norvale no lo…'
    """
    return subject if len(subject) <= most else subject[: most - 1].rstrip() + "…"
