"""What a [[sources]] table of config.toml may say, and the source it makes.

What is wrong with one although each value has the right type is found by
:mod:`tracker.sources.declaration.table_checks`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from tracker.config_checks import MOST_DAYS, host_of
from tracker.domain import Detail, Fields, Paging, Source, SourceKind
from tracker.secrets import variable_names

_Kind = Literal["feed", "listing", "json", "sitemap", "pages", "files"]

_MEGABYTE = 1_000_000
# of one index; a fallback has to say it for itself, and the rest it has from its source
_INDEX: Mapping[str, Any] = {
    "url": "",
    "urls": (),
    "paging": Paging(),
    "fields": Fields(),
    "in_order": False,
}
_PLAIN = frozenset(  # keys whose values are taken as they stand
    """
    url urls follow key rewrite only_links skip_titles date_formats title_date link_date drop_parameters
    in_order may_be_empty issuer timezone language preset recheck_days min_characters
    """.split()
)


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)


class _Selectors(_Table):
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
    remove_text: str = ""
    attachments: str = ""


class _Paging(_Table):
    parameter: str = ""
    template: str = ""
    start: int = Field(default=1, ge=0, le=1_000_000)
    step: int = Field(default=1, ge=1, le=1_000_000)
    pages: int = Field(default=1, ge=1, le=100)
    since: str = ""
    until: str = ""
    day_format: str = "%Y-%m-%d"


class _Fields(_Table):
    items: str = ""
    key: str = ""
    link: str = ""
    title: list[str] = []
    date: str = ""
    body: str = ""
    html: str = ""
    attachments: str = ""
    withdrawn: str = ""


class _Detail(_Table):
    template: str = ""
    fields: _Fields = Field(default_factory=_Fields)


class _Manners(_Table):
    headers: dict[str, str] = {}
    delay_seconds: float | None = Field(default=None, ge=0, le=3600)
    timeout_seconds: float | None = Field(default=None, gt=0, le=600)
    max_megabytes: float | None = Field(default=None, gt=0, le=1000)
    expect: list[str] = []
    mirror: str = ""


class _Fallback(_Table):
    kind: _Kind = "listing"
    url: str = ""
    urls: list[str] = []
    follow: bool = True
    key: str = ""
    rewrite: list[list[str]] = []
    only_links: str = ""
    skip_titles: str = ""
    date_formats: list[str] = []
    title_date: str = ""
    link_date: str = ""
    drop_parameters: list[str] = []
    in_order: bool = False
    may_be_empty: bool = False
    selectors: _Selectors = Field(default_factory=_Selectors)
    paging: _Paging = Field(default_factory=_Paging)
    fields: _Fields = Field(default_factory=_Fields)
    manners: _Manners = Field(default_factory=_Manners)

    @field_validator("rewrite", mode="before")
    @classmethod
    def _pairs(cls, given: Any) -> Any:
        """One pair may stand without the list around it."""
        alone = isinstance(given, list) and len(given) == 2 and all(isinstance(one, str) for one in given)
        return [given] if alone else given


class SourceTable(_Fallback):
    """A [[sources]] table, with the keys and the types it may have."""

    id: str
    kind: _Kind
    issuer: str = ""
    path: str = ""
    timezone: str = "UTC"
    language: str = "en"
    preset: str = ""  # worked in by tracker.config before this is asked
    enabled: bool = True  # false: known and not asked; tracker.config keeps it out of what is
    recheck_days: int = Field(default=30, ge=0, le=MOST_DAYS)
    min_characters: int = Field(default=0, ge=0, le=10_000_000)
    select: str = ""  # short for selectors.body
    detail: _Detail = Field(default_factory=_Detail)
    fallback: _Fallback = Field(default_factory=_Fallback)


def build_source(given: SourceTable, base: Path) -> Source:
    """Return the source that is declared; its path is relative to *base*."""
    source = _onto(Source(given.id, SourceKind(given.kind)), given)
    source = replace(
        source,
        path=str(base / given.path) if given.path else "",
        selectors=replace(source.selectors, body=source.selectors.body or given.select),
        detail=Detail(
            given.detail.template,
            replace(Fields(), **_said(given.detail.fields)) if given.detail.fields.model_fields_set else None,
        ),
    )
    if not given.fallback.model_fields_set:
        return source
    bare = replace(
        source, kind=SourceKind(given.fallback.kind), **_INDEX, manners=replace(source.manners, expect=())
    )
    return replace(source, fallback=_onto(bare, given.fallback))


def _onto(source: Source, given: _Fallback) -> Source:
    """Return *source* with what *given* says, and with nothing of what it does not say."""
    said = given.model_fields_set
    values = {key: _frozen(getattr(given, key)) for key in _PLAIN & said}
    manners: dict[str, Any] = {key: getattr(given.manners, key) for key in given.manners.model_fields_set}
    if "max_megabytes" in manners:
        most = manners.pop("max_megabytes")
        manners["max_bytes"] = int(most * _MEGABYTE) if most else None
    if "headers" in manners:
        manners["headers"] = tuple(manners["headers"].items())
    manners["variables"] = source.manners.variables | frozenset(_variables(given))
    return replace(
        source,
        **values,
        selectors=replace(source.selectors, **_said(given.selectors)),
        paging=replace(source.paging, **_said(given.paging)),
        fields=replace(source.fields, **_said(given.fields)),
        manners=replace(source.manners, **{key: _frozen(value) for key, value in manners.items()}),
    )


def _variables(given: _Fallback) -> Iterator[tuple[str, str]]:
    """Yield (host, variable) for what an address of *given* names, and for its headers at each of its hosts."""
    detail = given.detail.template if isinstance(given, SourceTable) else ""
    addresses = [address for address in (given.url, *given.urls, given.paging.template, detail) if address]
    in_headers = [name for value in given.manners.headers.values() for name in variable_names(value)]
    for address in addresses:
        for name in (*variable_names(address), *in_headers):
            yield host_of(address), name


def _said(given: BaseModel) -> dict[str, Any]:
    return {key: _frozen(getattr(given, key)) for key in given.model_fields_set}


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
