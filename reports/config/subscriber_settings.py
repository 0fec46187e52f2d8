"""[[subscribers]]: who gets digests, of what, and when."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from reports.config.value_checks import (
    check_address,
    check_known_sources,
    known_topics,
    parse_zone,
)
from reports.digest.filters import MAILED_CAUSES, ChangeFilter, parse_label, require_choice
from reports.digest.news.watch import ITEMS, NO_WATCH, Watch, watch_of
from reports.formula.configured import NO_FORMULAS, WatchedFormulas, watched_formulas
from reports.view.dates import LANGUAGES, DateStyle
from tracker.config import Config
from tracker.config.section import Section, validate_section
from tracker.config_checks import MOST_DAYS
from tracker.domain import Cause, Kind
from tracker.errors import ConfigError

UTC_ZONE = ZoneInfo("UTC")
MOST_ITEMS = 50  # a digest is a page
MailFormat = Literal["html", "text"]
EmptyDigestPolicy = Literal["skip", "send", "heartbeat"]
ImmediateKind = Literal["edits", "reversals", "redlines"]


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
