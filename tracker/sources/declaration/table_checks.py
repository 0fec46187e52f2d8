"""What can be wrong with a declared source although each value has the right type.

Everything a pattern, a selector, a format or a template can be wrong in is found
when config.toml is read, not when a ministry publishes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from tracker.config_checks import ConfigFault, header_value_fault
from tracker.sources.declaration.source_table import (
    SourceTable,
    _Detail,
    _Fallback,
    _Fields,
    _Manners,
    _Paging,
)
from tracker.sources.declaration.value_checks import (
    css_faults,
    format_faults,
    modifier_faults,
    pattern_faults,
    pattern_groups,
    placeholder_faults,
    prefix_faults,
    roundtrips_days,
    url_faults,
)
from tracker.sources.url_templates import has_days, placeholder_names
from tracker.text.quote_links import split_url

_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_NEEDS = {
    "feed": "url",
    "listing": "url",
    "json": "url",
    "sitemap": "url",
    "pages": "urls",
    "files": "path",
}
_INDEXED = ("feed", "listing", "json", "sitemap")
_CSS = ("item", "link", "item_date", "title", "date", "body", "attachments")
_ORIGIN = re.compile(r"https?://[^/\s?#{}]+/?")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_GROUPED = ("key", "title_date", "link_date")  # patterns whose first group is what is wanted
_OF_DETAIL = frozenset({"key", "link", "path"})


def table_faults(given: SourceTable) -> Iterator[ConfigFault]:
    """Yield the faults of *given*, each with the keys that lead to it."""
    if not _SLUG.fullmatch(given.id):
        yield ("id",), f'"{given.id}" is not a slug; use lower-case letters, digits, "-", "_" and "."'
    yield from _address_faults(given, given.path)
    try:
        ZoneInfo(given.timezone)
    # ZoneInfoNotFoundError is a KeyError only on paper: others are raised for odd keys
    except (ValueError, OSError, KeyError):
        yield ("timezone",), f'"{given.timezone}" is not a time zone; write one such as "Asia/Seoul"'
    if not _LANGUAGE.fullmatch(given.language):
        yield ("language",), f'"{given.language}" is not the code of a language; write one such as "en"'
    if given.select and given.selectors.body and given.select != given.selectors.body:
        yield ("select",), "selectors.body says something else; select is short for it, so give one of them"
    yield from css_faults("select", [given.select])
    yield from _index_faults(given)
    yield from _detail_faults(given, given.detail)
    if given.fallback.model_fields_set:
        yield from prefix_faults(("fallback",), _fallback_faults(given))


def _fallback_faults(given: SourceTable) -> Iterator[ConfigFault]:
    fallback = given.fallback
    if given.kind not in _INDEXED:
        yield (), f'kind = "{given.kind}" has no index that could fail; it needs no fallback'
    if "kind" not in fallback.model_fields_set:
        yield ("kind",), "is missing"
    elif fallback.kind not in _INDEXED:
        yield ("kind",), f'"{fallback.kind}" is no index; a fallback is feed, listing, json or sitemap'
    else:
        yield from _address_faults(fallback, "")
        yield from _index_faults(fallback, of=given)


def _address_faults(given: _Fallback, path: str) -> Iterator[ConfigFault]:
    """Yield what is wrong with where a source is."""
    needed = _NEEDS[given.kind]
    also = ("urls",) if given.kind in _INDEXED else ()
    for key, value in (("url", given.url), ("urls", given.urls), ("path", path)):
        if key == needed and not value:
            yield (), f'kind = "{given.kind}" needs {key}'
        elif key != needed and key not in also and value:
            yield (key,), f'kind = "{given.kind}" does not use {key}; it needs {needed}'
    for url in (given.url, *given.urls):
        key = "url" if url == given.url else "urls"
        if url:
            yield from url_faults(key, url)
        yield from placeholder_faults(key, url, frozenset())


def _index_faults(given: _Fallback, of: SourceTable | None = None) -> Iterator[ConfigFault]:
    """Yield what is wrong with how an index is read; *of* is the source it is the fallback of."""
    selectors = given.selectors
    has_rows = selectors.item or (of is not None and of.selectors.item)
    if (given.kind == "listing" or (given.kind == "json" and given.fields.html)) and not has_rows:
        yield ("selectors",), f'kind = "{given.kind}" needs selectors.item: the CSS of one row of the index'
    for name in _CSS:
        yield from prefix_faults(("selectors",), css_faults(name, [getattr(selectors, name)]))
    yield from prefix_faults(("selectors",), css_faults("remove", selectors.remove))
    yield from prefix_faults(("selectors",), pattern_faults("remove_text", selectors.remove_text))
    yield from _link_faults(given)
    yield from prefix_faults(("selectors",), format_faults("date_format", [selectors.date_format]))
    yield from format_faults("date_formats", given.date_formats)
    for key in ("key", "only_links", "skip_titles", "title_date", "link_date"):
        yield from pattern_faults(key, getattr(given, key), grouped=key in _GROUPED)
    if any(len(pair) != 2 or not pair[0] for pair in given.rewrite):
        yield ("rewrite",), 'must be pairs: [["what links begin with", "what it becomes"]]'
    yield from prefix_faults(("paging",), _paging_faults(given.paging))
    yield from prefix_faults(("fields",), _field_faults(given))
    yield from prefix_faults(("manners",), _manner_faults(given.manners))


def _link_faults(given: _Fallback) -> Iterator[ConfigFault]:
    pattern, template = given.selectors.link_pattern, given.selectors.link_template
    yield from prefix_faults(("selectors",), pattern_faults("link_pattern", pattern))
    for name in sorted(placeholder_names(template) - pattern_groups(pattern)):
        yield ("selectors", "link_template"), f"{{{name}}} has no group in link_pattern"
    yield from modifier_faults(("selectors", "link_template"), template)


def _paging_faults(given: _Paging) -> Iterator[ConfigFault]:
    if given.parameter and given.template:
        yield ("template",), "paging.parameter is given too; pages are named by one of them"
    if given.template:
        yield from url_faults("template", given.template)
        if "n" not in placeholder_names(given.template):
            yield ("template",), "has no {n}, the number of the page"
        yield from placeholder_faults("template", given.template, frozenset({"n"}))
    if given.pages > 1 and not (given.parameter or given.template):
        yield ("pages",), "needs paging.parameter or paging.template: how the second page is asked for"
    if has_days(given.day_format):
        if not given.since or given.until:
            yield ("day_format",), "names both days in one value, so it needs since and not until"
        yield from placeholder_faults("day_format", given.day_format, frozenset())
    elif not roundtrips_days(given.day_format):
        yield ("day_format",), "does not give a year, a month and a day; see strftime"


def _field_faults(given: _Fallback) -> Iterator[ConfigFault]:
    fields = given.fields
    if given.kind != "json":
        if fields.model_fields_set:
            yield (), f'kind = "{given.kind}" does not use fields; kind = "json" does'
        return
    if not (fields.html or fields.link or fields.key):
        yield (), 'kind = "json" needs fields.link: where the link of a release stands'
    yield from _path_faults(fields)
    yield from modifier_faults(("link",), fields.link)


def _path_faults(fields: _Fields) -> Iterator[ConfigFault]:
    for key in sorted(fields.model_fields_set):
        value = getattr(fields, key)
        paths: Sequence[str] = value if isinstance(value, list) else [value]
        for path in paths:
            if key == "link" and "{" in path:
                continue
            if path != "." and any(not part for part in path.split(".")) and path:
                yield (key,), f'"{path}" is not a path; write one such as "details.body"'
            elif path.split(".").count("**") > 1:
                yield (
                    (key,),
                    f'"{path}" has "**" twice; it is any depth already, and twice takes the square of the time',
                )


def _detail_faults(given: SourceTable, detail: _Detail) -> Iterator[ConfigFault]:
    if detail.template:
        yield from url_faults("detail.template", detail.template)
        numbers = pattern_groups(given.key)
        if not placeholder_names(detail.template) & (_OF_DETAIL | numbers):
            yield ("detail", "template"), "has no {key}, {link} or {path}: it would be one page for all"
        yield from placeholder_faults("detail.template", detail.template, _OF_DETAIL | numbers)
    if detail.fields.model_fields_set:
        if not detail.fields.body:
            yield ("detail", "fields"), "needs body: where the text stands"
        yield from prefix_faults(("detail", "fields"), _path_faults(detail.fields))


def _manner_faults(given: _Manners) -> Iterator[ConfigFault]:
    for name, value in given.headers.items():
        if not _HEADER.fullmatch(name) or header_value_fault(value):
            yield ("headers",), f'"{name}" is not a header that can be sent'
    for media_type in given.expect:
        if not _MEDIA_TYPE.fullmatch(media_type):
            yield ("expect",), f'"{media_type}" is not a media type; write one such as "application/xml"'
    if given.mirror and not (_ORIGIN.fullmatch(given.mirror) and split_url(given.mirror)):
        yield ("mirror",), f'"{given.mirror}" is not an origin; write "https://mirror.example"'
