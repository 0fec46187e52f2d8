"""What a [[sources]] table of config.toml may say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

from tracker.domain import Selectors, Source, SourceKind

_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_CSS = ("item", "link", "item_date", "title", "date", "body")
_NEEDS = {"feed": "url", "listing": "url", "pages": "urls", "files": "path"}

Fault = tuple[tuple[str, ...], str]  # the keys that lead to the value, and what is wrong with it


class _Selectors(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    item: str = ""
    link: str = "a"
    link_pattern: str = ""
    link_template: str = ""
    item_date: str = ""
    title: str = ""
    date: str = ""
    date_format: str = ""
    body: str = ""
    remove: list[str] = []


class Declared(BaseModel):
    """A [[sources]] table, with the keys and the types it may have."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: str
    kind: Literal["feed", "listing", "pages", "files"]
    issuer: str = ""
    url: str = ""
    urls: list[str] = []
    path: str = ""
    timezone: str = "UTC"
    follow: bool = True
    recheck_days: int = Field(default=30, ge=0)
    selectors: _Selectors = Field(default_factory=_Selectors)


def source_of(given: Declared, base: Path) -> Source:
    """Return the source that is declared; its path is relative to *base*."""
    selectors = given.selectors.model_dump()
    return Source(
        id=given.id,
        kind=SourceKind(given.kind),
        issuer=given.issuer,
        url=given.url,
        urls=tuple(given.urls),
        path=str(base / given.path) if given.path else "",
        timezone=given.timezone,
        follow=given.follow,
        recheck_days=given.recheck_days,
        selectors=Selectors(**{**selectors, "remove": tuple(selectors["remove"])}),
    )


def source_faults(given: Declared) -> Iterable[Fault]:
    """Yield what is wrong with a source although each of its values has the right type."""
    if not _SLUG.fullmatch(given.id):
        yield ("id",), f'"{given.id}" is not a slug; use lower-case letters, digits, "-", "_" and "."'
    needed = _NEEDS[given.kind]
    for key in ("url", "urls", "path"):
        if key == needed and not getattr(given, key):
            yield (), f'kind = "{given.kind}" needs {key}'
        elif key != needed and getattr(given, key):
            yield (key,), f'kind = "{given.kind}" does not use {key}; it needs {needed}'
    for url in (given.url, *given.urls):
        if url and not re.match(r"https?://[^/\s]", url):
            yield ("url" if url == given.url else "urls",), f'"{url}" is not an http:// or https:// URL'
    try:
        ZoneInfo(given.timezone)
    except (
        ValueError,
        OSError,
    ):  # ZoneInfoNotFoundError is a KeyError only on paper: it is raised for odd keys too
        yield ("timezone",), f'"{given.timezone}" is not a time zone; write one such as "Asia/Seoul"'
    except KeyError:
        yield ("timezone",), f'"{given.timezone}" is not a time zone; write one such as "Asia/Seoul"'
    yield from _selector_faults(given)


def _selector_faults(given: Declared) -> Iterable[Fault]:
    from cssselect import HTMLTranslator, SelectorError

    selectors = given.selectors
    if given.kind == "listing" and not selectors.item:
        yield ("selectors",), 'kind = "listing" needs selectors.item: the CSS of one row of the index'
    named = [(key, getattr(selectors, key)) for key in _CSS] + [("remove", css) for css in selectors.remove]
    for key, css in named:
        try:
            if css:
                HTMLTranslator().css_to_xpath(css)
        except SelectorError as error:
            yield ("selectors", key), f'"{css}" is not a CSS selector: {error}'
    groups = 0
    try:
        groups = re.compile(selectors.link_pattern).groups
    except re.error as error:
        yield ("selectors", "link_pattern"), f"not a regular expression: {error}"
    else:
        wanted = {int(number) for number in re.findall(r"\{(\d+)\}", selectors.link_template)}
        if wanted and max(wanted) > groups:
            yield ("selectors", "link_template"), f"{{{max(wanted)}}} has no group in link_pattern"
    if selectors.date_format and not _is_date_format(selectors.date_format):
        yield ("selectors", "date_format"), "does not give a year, a month and a day; see strptime"


def _is_date_format(date_format: str) -> bool:
    day = datetime(2023, 10, 17)  # noqa: DTZ001 - a day, to see whether the format keeps it
    try:
        return datetime.strptime(day.strftime(date_format), date_format).date() == day.date()  # noqa: DTZ007
    except ValueError:
        return False
