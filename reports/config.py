"""[mail], [[subscribers]] and [site]: who gets digests, how they leave the house, and where pages are.

Passwords come from POLICY_TRACKER_SMTP_PASSWORD and POLICY_TRACKER_SITE_PASSWORD and from nowhere else.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from reports.config_checks import (
    Sink,
    check_address,
    check_known_sources,
    check_report_url,
    check_site_url,
    known_topics,
    parse_listen_address,
    parse_zone,
    resolve_sink,
    templates_folder,
)
from reports.digest.filters import MAILED_CAUSES, ChangeFilter, parse_label, require_choice
from reports.digest.news.watch import ITEMS, NO_WATCH, Watch, watch_of
from reports.formula.configured import NO_FORMULAS, WatchedFormulas, watched_formulas
from reports.view.dates import LANGUAGES, DateStyle
from tracker.config import Config, Section, validate_section
from tracker.config_checks import MOST_DAYS, host_fault
from tracker.domain import Cause, Kind
from tracker.errors import ConfigError
from tracker.secrets import NO_SECRET, Secret

SMTP_PASSWORD_VARIABLE = "POLICY_TRACKER_SMTP_PASSWORD"  # noqa: S105 - the name of a variable, not a password
SITE_PASSWORD_VARIABLE = "POLICY_TRACKER_SITE_PASSWORD"  # noqa: S105 - the same
REVIEW_PASSWORD_VARIABLE = "POLICY_TRACKER_REVIEW_PASSWORD"  # noqa: S105 - the same
LEAST_REVIEW_PASSWORD = 12  # characters: whoever has it changes what everybody reads
UTC_ZONE = ZoneInfo("UTC")
LOOPBACK = ("localhost", "127.0.0.1", "::1")
PORTS = {"starttls": 587, "tls": 465, "none": 25}
MOST_ITEMS = 50  # a digest is a page
TLS_PORT = 465  # the one port on which TLS comes first (RFC 8314, section 3.3)

Security = Literal["starttls", "tls", "none"]
OnUncertain = Literal["hold", "resend"]
MailFormat = Literal["html", "text"]
EmptyDigestPolicy = Literal["skip", "send", "heartbeat"]
ImmediateKind = Literal["edits", "reversals", "redlines"]


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How digests are handed over: to an SMTP server, into a folder, a maildir or an mbox, or to standard output."""

    sender: str  # an address, with or without a display name
    sink: Sink = "smtp"
    folder: Path | None = None  # of .eml files, or the maildir
    file: Path | None = None  # the mbox
    host: str = ""
    port: int = 587
    security: Security = "starttls"
    username: str = ""
    timeout_seconds: float = 30.0
    on_uncertain: OnUncertain = "hold"
    templates: Path | None = None  # files here go before those of the same name in reports/templates/digest
    report_url: str = ""  # where the full report stands; "" = it is attached where a mail had to be cut
    pictures: bool = True  # draw the levels over time of the lines that moved
    site: str = ""  # public address of the site, where quotes link the texts kept; "" = nowhere
    contact: str = ""  # whom readers write to who want to leave; "" = the sender
    unsubscribe: bool = False  # the site takes readers off by a link in each mail
    link_key: Secret = NO_SECRET  # of these links; none = mails have no link


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A reader: what it asked for, when, and where it goes."""

    id: str
    to: tuple[str, ...]
    when: str = ""  # cron text; read by jobs; empty = as soon as there is something to tell
    timezone: ZoneInfo = UTC_ZONE  # of *when* and of instants
    language: str = "en"  # of dates
    title: str = ""  # of its digests; empty = who speaks
    change_filter: ChangeFilter = field(default_factory=lambda: ChangeFilter(causes=MAILED_CAUSES))
    max_age_days: int = 7
    items: int = ITEMS  # of a digest, at most
    watch: Watch = NO_WATCH  # what weighs more for this reader
    formulas: WatchedFormulas = NO_FORMULAS  # of the file: what is new of them is told, and they weigh more
    talk: bool = False  # items from briefings and interviews too, whatever they speak of
    format: MailFormat = "html"  # html = both parts; text = the text alone
    empty: EmptyDigestPolicy = "skip"  # what comes of a window without news; heartbeat = one mail a week
    immediate: frozenset[ImmediateKind] = frozenset()  # what does not wait for *when*

    @property
    def dates(self) -> DateStyle:
        """How this reader writes days and instants."""
        return DateStyle(self.language, self.timezone)


class SiteSettings(Section):
    """The site: its name, where readers find it, and how ``serve`` answers."""

    title: str = Field(default="Policy tracker", min_length=1, max_length=100)
    url: str = ""  # public address, ends in "/"; digests link archived texts there; "" = nowhere
    listen: str = "127.0.0.1:8766"
    user: str = ""  # who must say so, with the password; "" = anyone
    unsubscribe: bool = False  # ``serve`` takes readers off by the link in their mails
    cache_megabytes: int = Field(default=64, ge=1, le=4096)  # of finished pages


class _Mail(Section):
    sender: str = Field(alias="from")
    sink: Sink | Literal[""] = ""
    folder: str = ""
    file: str = ""
    host: str = Field(default="", max_length=253)
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Security = "starttls"
    tls: bool | None = None  # the short way to say it
    username: str = Field(default="", max_length=320)
    timeout_seconds: float = Field(default=30.0, gt=0, le=600, strict=False)
    on_uncertain: OnUncertain = "hold"
    templates: str = ""
    report_url: str = ""
    pictures: bool = True
    contact: str = ""


class _Subscriber(Section):
    id: str
    to: list[str] = Field(min_length=1, max_length=100)
    when: str = ""
    timezone: str = ""
    language: str = "en"
    title: str = Field(default="", max_length=200)
    sources: list[str] = Field(default_factory=list)
    issuers: list[str] = Field(default_factory=list)
    parties: list[str] = Field(default_factory=list)
    topics: list[str] = Field(default_factory=list)
    kinds: list[str] = Field(default_factory=list)
    labels: list[str] = Field(default_factory=list)
    lines: list[str] = Field(default_factory=list)
    level_move: int = Field(default=0, ge=0, le=4)
    minor: bool = True
    edits: bool = True
    immediate: list[ImmediateKind] = Field(default_factory=list)
    empty: EmptyDigestPolicy = "skip"
    max_age_days: int = Field(default=7, ge=1, le=MOST_DAYS)
    items: int = Field(default=ITEMS, ge=1, le=MOST_ITEMS)
    watch: list[str] = Field(default_factory=list)
    talk: bool = False
    format: MailFormat = "html"


def mail_settings(config: Config) -> MailSettings | None:
    """Return [mail] of *config*, None where there is none; its paths are relative to the file.

    Raises:
        ConfigError: A key or a value is wrong, or it is not clear where mail is to go.
    """
    raw = config.sections.get("mail")
    if not raw:
        return None
    where = config.place("[mail]")
    given = validate_section(_Mail, raw, where)
    check_address(given.sender, where, "from")
    if given.contact:
        check_address(given.contact, where, "contact")
    sink = resolve_sink(given.sink, {"folder": given.folder, "file": given.file, "host": given.host}, where)
    if given.tls is not None and "security" in given.model_fields_set:
        raise ConfigError(
            "tls and security are both given", where=where, remedy="keep one: security says more exactly how"
        )
    security = _security(given)
    if given.username and security == "none" and given.host not in LOOPBACK:
        said = 'security = "none"' if given.tls is None else "tls = false"
        raise ConfigError(
            f"{said} would send the password in clear",
            where=where,
            remedy='use security = "starttls" or "tls"',
        )
    if given.host and (wrong := host_fault(given.host)):
        raise ConfigError(f"host: {wrong}", where=where, remedy='like "smtp.example.org"')
    base = config.path.parent if config.path else Path()
    site = site_settings(config)
    return MailSettings(
        sender=given.sender,
        sink=sink,
        folder=base / given.folder if given.folder else None,
        file=base / given.file if given.file else None,
        host=given.host,
        port=given.port or PORTS[security],
        security=security,
        username=given.username,
        timeout_seconds=given.timeout_seconds,
        on_uncertain=given.on_uncertain,
        templates=templates_folder(base / given.templates, where) if given.templates else None,
        report_url=check_report_url(given.report_url, where),
        pictures=given.pictures,
        site=site.url,
        contact=given.contact,
        unsubscribe=site.unsubscribe,
    )


def subscribers(config: Config) -> tuple[Subscriber, ...]:
    """Return [[subscribers]] of *config*, in the order of the file.

    Raises:
        ConfigError: A key or a value is wrong, two share an id, or there is no [mail] to send from.
    """
    raw: Sequence[Mapping[str, Any]] = config.sections.get("subscribers") or ()
    usual = dict(config.sections.get("jobs") or {}).get("timezone") or "UTC"
    found: dict[str, Subscriber] = {}
    formulas = watched_formulas(config) if raw else NO_FORMULAS
    for number, values in enumerate(raw, start=1):
        where = config.place(f"[[subscribers]] {number}")
        given = validate_section(_Subscriber, values, where)
        check_known_sources(given.sources, config, where)
        given = given.model_copy(update={"topics": known_topics(given.topics, config, where)})
        zone = parse_zone(given.timezone or str(usual), where if given.timezone else config.place("[jobs]"))
        subscriber = _subscriber(given, zone, where, formulas)
        if subscriber.id in found:
            raise ConfigError(
                f'id "{subscriber.id}" is taken', where=where, remedy="give each subscriber its own"
            )
        found[subscriber.id] = subscriber
    if found and not config.sections.get("mail"):
        raise ConfigError(
            "there are subscribers but no [mail]",
            where=config.place("[mail]"),
            remedy='add "from" and a folder or host',
        )
    return tuple(found.values())


def smtp_password() -> Secret:
    """Return the SMTP password from the environment; none where it is not set."""
    return Secret(os.environ.get(SMTP_PASSWORD_VARIABLE, ""))


def site_settings(config: Config) -> SiteSettings:
    """Return [site] of *config*; without one, the defaults.

    Raises:
        ConfigError: A key or a value is wrong.
    """
    where = config.place("[site]")
    given = validate_section(SiteSettings, config.sections.get("site") or {}, where)
    check_site_url(given.url, where)
    parse_listen_address(given.listen, where)
    if not given.title.isprintable():
        raise ConfigError("title has a line end or the like", where=where, remedy="write it on one line")
    if ":" in given.user or not given.user.isprintable() or len(given.user) > 200:
        raise ConfigError(
            f'user = "{" ".join(given.user.split())}" cannot be asked for by a browser',
            where=where,
            remedy='write it without ":": user = "desk"',
        )
    if given.unsubscribe and not given.url.startswith("https://"):
        raise ConfigError(
            "unsubscribe = true needs a url that begins with https://",
            where=where,
            remedy="mail programs follow no other (RFC 8058); set url, or take unsubscribe out",
        )
    return given


def site_password() -> Secret:
    """Return the password of the site from the environment; none where it is not set."""
    return Secret(os.environ.get(SITE_PASSWORD_VARIABLE, ""))


def review_password() -> Secret:
    """Return the password of those who decide on pages, from the environment; none where it is not set.

    Raises:
        ConfigError: It is too short.
    """
    given = os.environ.get(REVIEW_PASSWORD_VARIABLE, "")
    if given and len(given) < LEAST_REVIEW_PASSWORD:
        raise ConfigError(
            f"{REVIEW_PASSWORD_VARIABLE} is shorter than {LEAST_REVIEW_PASSWORD} characters",
            remedy="take a longer one, or unset it: then nobody decides on pages",
        )
    return Secret(given)


def _security(given: _Mail) -> Security:
    """Return how the way to the server is kept secret; *tls* leaves it to the port how that begins."""
    if given.tls is None:
        return given.security
    if not given.tls:
        return "none"
    return "tls" if given.port == TLS_PORT else "starttls"


def _subscriber(given: _Subscriber, zone: ZoneInfo, where: str, formulas: WatchedFormulas) -> Subscriber:
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", given.id):
        raise ConfigError(
            f'id "{given.id}" is no slug',
            where=where,
            remedy='lower-case letters, digits, ".", "_" and "-": "korea-desk"',
        )
    for address in given.to:
        check_address(address, where, "to")
    if not given.title.isprintable():
        raise ConfigError("title has a line end or the like", where=where, remedy="write it on one line")
    if given.when and len(given.when.split()) != 5:
        raise ConfigError(
            f'when = "{given.when}" is no cron text', where=where, remedy='five fields: "0 7 * * mon-fri"'
        )
    if given.empty == "send" and not given.when:
        raise ConfigError(
            'empty = "send" without when would mail at every pass over the sources',
            where=where,
            remedy='add when = "0 7 * * mon-fri", or write empty = "heartbeat" for one mail a week',
        )
    known = sorted({kind.family for kind in Kind} | {kind.value for kind in Kind})
    return Subscriber(
        id=given.id,
        to=tuple(given.to),
        when=given.when,
        timezone=zone,
        language=require_choice(given.language, LANGUAGES, where, "language"),
        title=given.title,
        change_filter=ChangeFilter(
            sources=tuple(given.sources),
            issuers=tuple(given.issuers),
            parties=tuple(given.parties),
            topics=tuple(given.topics),
            kinds=tuple(require_choice(kind, known, where, "kind") for kind in given.kinds),
            labels=frozenset(parse_label(label, where) for label in given.labels),
            lines=tuple(given.lines),
            level_move=given.level_move,
            minor=given.minor,
            causes=MAILED_CAUSES if given.edits else frozenset({Cause.RELEASE}),
        ),
        max_age_days=given.max_age_days,
        items=given.items,
        watch=watch_of(
            (*given.watch, *given.parties, *given.topics), [one.text for one in formulas.formulas]
        ),
        formulas=formulas,
        talk=given.talk,
        format=given.format,
        empty=given.empty,
        immediate=frozenset(given.immediate),
    )
