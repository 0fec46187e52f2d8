"""Headers that mail programs do not decode, written as they are."""

from __future__ import annotations

from email.header import Header
from email.headerregistry import HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from typing import Any, ClassVar, cast

VERBATIM = ("message-id", "in-reply-to", "references", "list-id", "list-unsubscribe", "list-unsubscribe-post")
LINE = 76


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
    the line between two of them (measured, Python 3.11).
    """

    max_count: ClassVar[int] = 1
    value_parser = staticmethod(UnstructuredHeader.value_parser)
    parse = UnstructuredHeader.parse

    def fold(self, *, policy: EmailPolicy[EmailMessage]) -> str:
        """Return the header on lines of the length of *policy*."""
        name, words = cast(Any, self).name, str(self)
        if words.isascii():
            return cast(str, cast(Any, super()).fold(policy=policy))
        made = Header(words, "utf-8", maxlinelen=policy.max_line_length, header_name=name)
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
