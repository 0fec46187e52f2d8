"""[[alerts]] of config.toml: saved searches, and who is told when a release answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from reports.config.value_checks import check_address, parse_zone
from reports.digest.filters import require_choice
from reports.view.dates import LANGUAGES, DateStyle
from tracker.config import Config
from tracker.config.section import Section, validate_section
from tracker.config_checks import MOST_DAYS
from tracker.errors import ConfigError
from tracker.search.query import Query, parse_query
from tracker.text.sanitize import one_line


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved search and who is told."""

    id: str
    query: Query
    asked: str  # the query as it is written
    to: tuple[str, ...]
    title: str  # "" = the query
    dates: DateStyle
    max_age_days: int

    @property
    def name(self) -> str:
        """What the ledger of deliveries and a file of its mail call it: no subscriber can be called so."""
        return f"alert+{self.id}"


class _Alert(Section):
    id: str
    query: str
    to: list[str] = Field(min_length=1)
    title: str = ""
    timezone: str = ""
    language: str = "en"
    max_age_days: int = Field(default=7, ge=1, le=MOST_DAYS)


def configured_alerts(config: Config) -> tuple[Alert, ...]:
    """Return [[alerts]] of *config*, in the order of the file.

    Raises:
        ConfigError: A key or a value is wrong, two share an id, or there is no [mail] to send from.
    """
    raw: Sequence[Mapping[str, Any]] = config.sections.get("alerts") or ()
    usual = dict(config.sections.get("jobs") or {}).get("timezone") or "UTC"
    found: dict[str, Alert] = {}
    for number, values in enumerate(raw, start=1):
        where = config.place(f"[[alerts]] {number}")
        given = validate_section(_Alert, values, where)
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", given.id):
            raise ConfigError(
                f'id "{given.id}" is no slug', where=where, remedy='lower-case letters and digits: "strait"'
            )
        if given.id in found:
            raise ConfigError(f'id "{given.id}" is taken', where=where, remedy="give each alert its own")
        for address in given.to:
            check_address(address, where, "to")
        language = require_choice(given.language, LANGUAGES, where, "language")
        found[given.id] = Alert(
            given.id,
            _query(given.query, where),
            one_line(given.query),
            tuple(given.to),
            one_line(given.title),
            DateStyle(language, parse_zone(given.timezone or str(usual), where)),
            given.max_age_days,
        )
    if found and not config.sections.get("mail"):
        raise ConfigError(
            "there are alerts but no [mail]",
            where=config.place("[mail]"),
            remedy='add "from" and a folder or host',
        )
    return tuple(found.values())


def _query(asked: str, where: str) -> Query:
    try:
        return parse_query(asked)
    except ConfigError as error:
        error.where = f"{where}: query"
        raise
