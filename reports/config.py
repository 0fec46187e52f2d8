"""[mail] and [[subscribers]]: who gets digests, and how they leave the house.

The password comes from POLICY_TRACKER_SMTP_PASSWORD and from nowhere else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from reports.filters import MAILED_CAUSES, Filter, label_of, one_of
from tracker.config import Config, strict
from tracker.domain import Cause, Kind
from tracker.errors import ConfigError

PASSWORD = "POLICY_TRACKER_SMTP_PASSWORD"  # noqa: S105 - the name of a variable, not a password
LOOPBACK = ("localhost", "127.0.0.1", "::1")
PORTS = {"starttls": 587, "tls": 465, "none": 25}

Security = Literal["starttls", "tls", "none"]
OnUncertain = Literal["hold", "resend"]
MailFormat = Literal["html", "text"]


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How digests are handed over: into *folder* as .eml files, or to an SMTP server."""

    sender: str  # an address, with or without a display name
    folder: Path | None = None
    host: str = ""
    port: int = 587
    security: Security = "starttls"
    username: str = ""
    timeout_seconds: float = 30.0
    on_uncertain: OnUncertain = "hold"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A reader: what it asked for, when, and where it goes."""

    id: str
    to: tuple[str, ...]
    when: str  # cron text; read by jobs
    title: str = ""  # of its digests; empty = who speaks
    wanted: Filter = field(default_factory=lambda: Filter(causes=MAILED_CAUSES))
    max_age_days: int = 7
    format: MailFormat = "html"  # html = both parts; text = the text alone


class _Mail(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    sender: str = Field(alias="from")
    folder: str = ""
    host: str = ""
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Security = "starttls"
    username: str = ""
    timeout_seconds: float = Field(default=30.0, gt=0, strict=False)
    on_uncertain: OnUncertain = "hold"


class _Subscriber(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    id: str
    to: list[str] = Field(min_length=1)
    when: str
    title: str = ""
    sources: list[str] = []
    issuers: list[str] = []
    topics: list[str] = []
    kinds: list[str] = []
    labels: list[str] = []
    lines: list[str] = []
    minor: bool = True
    edits: bool = True
    max_age_days: int = Field(default=7, ge=1)
    format: MailFormat = "html"


def mail_settings(config: Config) -> MailSettings | None:
    """Return [mail] of *config*, None where there is none; its folder is relative to the file.

    Raises:
        ConfigError: A key or a value is wrong, or neither or both of folder and host are given.
    """
    raw = config.sections.get("mail")
    if not raw:
        return None
    where = _where(config, "[mail]")
    given = strict(_Mail, raw, where)
    _check_address(given.sender, where, "from")
    if bool(given.folder) == bool(given.host):
        raise ConfigError(
            "give either folder or host",
            where=where,
            mend='folder = "outbox" writes .eml files, host = "…" sends by SMTP',
        )
    if given.username and given.security == "none" and given.host not in LOOPBACK:
        raise ConfigError(
            'security = "none" would send the password in clear', where=where, mend='use "starttls" or "tls"'
        )
    base = config.path.parent if config.path else Path()
    return MailSettings(
        sender=given.sender,
        folder=base / given.folder if given.folder else None,
        host=given.host,
        port=given.port or PORTS[given.security],
        security=given.security,
        username=given.username,
        timeout_seconds=given.timeout_seconds,
        on_uncertain=given.on_uncertain,
    )


def subscribers(config: Config) -> tuple[Subscriber, ...]:
    """Return [[subscribers]] of *config*, in the order of the file.

    Raises:
        ConfigError: A key or a value is wrong, two share an id, or there is no [mail] to send from.
    """
    raw: Sequence[Mapping[str, Any]] = config.sections.get("subscribers") or ()
    found: dict[str, Subscriber] = {}
    for number, values in enumerate(raw, start=1):
        where = _where(config, f"[[subscribers]] {number}")
        subscriber = _subscriber(strict(_Subscriber, values, where), where)
        if subscriber.id in found:
            raise ConfigError(
                f'id "{subscriber.id}" is taken', where=where, mend="give each subscriber its own"
            )
        found[subscriber.id] = subscriber
    if found and not config.sections.get("mail"):
        raise ConfigError(
            "there are subscribers but no [mail]",
            where=_where(config, "[mail]"),
            mend='add "from" and a folder or host',
        )
    return tuple(found.values())


def password(environment: Mapping[str, str] | None = None) -> str:
    """Return the SMTP password from the environment; "" where it is not set."""
    return (os.environ if environment is None else environment).get(PASSWORD, "")


def _subscriber(given: _Subscriber, where: str) -> Subscriber:
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", given.id):
        raise ConfigError(
            f'id "{given.id}" is no slug',
            where=where,
            mend='lower-case letters, digits, ".", "_" and "-": "korea-desk"',
        )
    for address in given.to:
        _check_address(address, where, "to")
    if len(given.when.split()) != 5:
        raise ConfigError(
            f'when = "{given.when}" is no cron text', where=where, mend='five fields: "0 7 * * mon-fri"'
        )
    known = sorted({kind.family for kind in Kind} | {kind.value for kind in Kind})
    return Subscriber(
        id=given.id,
        to=tuple(given.to),
        when=given.when,
        title=given.title,
        wanted=Filter(
            sources=tuple(given.sources),
            issuers=tuple(given.issuers),
            topics=tuple(given.topics),
            kinds=tuple(one_of(kind, known, where, "kind") for kind in given.kinds),
            labels=frozenset(label_of(label, where) for label in given.labels),
            lines=tuple(given.lines),
            minor=given.minor,
            causes=MAILED_CAUSES if given.edits else frozenset({Cause.RELEASE}),
        ),
        max_age_days=given.max_age_days,
        format=given.format,
    )


def _check_address(text: str, where: str, key: str) -> None:
    address, shown = parseaddr(text)[1], " ".join(text.split())
    wrong = ConfigError(f'{key}: "{shown}" is no mail address', where=where, mend='like "desk@example.org"')
    if "@" not in address or not address.isascii() or re.search(r"[\x00-\x1f\x7f]", text):
        raise wrong
    try:
        Address(addr_spec=address)
    except (ValueError, IndexError) as error:  # the parser of the standard library raises either
        raise wrong from error


def _where(config: Config, section: str) -> str:
    return f"{config.path.name if config.path else 'config.toml'}: {section}"
