"""Title and date of a page, by what official sites have in common."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.extract.dates import find_date, whole_date
from tracker.extract.dom import assemble, paragraphs
from tracker.extract.roles import mark

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META_NAMES = """
    article:published_time date dc.date dc.date.issued dc.date.created dcterms.date dcterms.issued
    dcterms.created pubdate publishdate publish-date publish_date publication_date datepublished
    og:published_time parsely-pub-date
"""
_META_DATES = tuple(_META_NAMES.split())
_SEPARATOR = re.compile(r"\s+[|\-–—:»·]+\s+|\s*[|»]\s*|\s*::\s*")
_DATE_CLASS = re.compile(
    r"(?:^|[-_\s])(?:date|time|publish(?:ed)?|posted|created|regdate)(?:$|[-_\s])", re.IGNORECASE
)


def page_title(tree: HtmlElement) -> str:
    """Return the title of a page without the name of its site, or an empty string."""
    metas = _metas(tree)
    shared = metas.get("og:title") or metas.get("twitter:title") or ""
    named = _text(next(iter(tree.xpath("//head//title")), None)) or _text(
        next(iter(tree.xpath("//title")), None)
    )
    headings = [text for text in map(_text, tree.xpath("//h1 | //h2 | //h3")) if text]
    for candidate in (shared, named):
        for heading in headings:
            if candidate and _plain(heading) == _plain(candidate):
                return heading
    site = _plain(metas.get("og:site_name", ""))
    inside = [heading for heading in headings if len(heading) >= 8 and _plain(heading) in _plain(named)]
    inside = [heading for heading in inside if _plain(heading) != site]
    if inside:
        return max(inside, key=len)
    if shared or named:
        parts = [part for part in _SEPARATOR.split(shared or named) if part and _plain(part) != site]
        return max(parts, key=len) if len(parts) > 1 and not shared else (shared or named)
    return next((_text(heading) for heading in tree.xpath("//h1") if _text(heading)), "")


def page_date(tree: HtmlElement, in_text: date | None) -> date | None:
    """Return the day a page says it was published, or ``None``.

    Order of trust: the page's own metadata, *in_text* (a date line found in the
    main text), a <time> element, an element that is called a date, a date line
    above the text. A day is taken as written, whatever the offset beside it.
    """
    metas = _metas(tree)
    for name in _META_DATES:
        day = find_date(metas.get(name, ""))
        if day:
            return day
    return _linked_date(tree) or in_text or _element_date(tree) or _line_date(tree)


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name and meta.get("content"):
            found.setdefault(name.strip().lower(), " ".join(meta.get("content", "").split()))
    return found


def _linked_date(tree: HtmlElement) -> date | None:
    """The datePublished of JSON-LD."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            value = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for written in _published(value):
            day = find_date(written)
            if day:
                return day
    return None


def _published(value: Any) -> Iterator[str]:
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            if isinstance(item.get("datePublished"), str):
                yield item["datePublished"]
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)


def _element_date(tree: HtmlElement) -> date | None:
    outside = "not(ancestor::nav or ancestor::footer or ancestor::aside)"
    for element in tree.xpath(f"//time[{outside}]"):
        day = find_date(element.get("datetime") or "") or find_date(_text(element))
        if day:
            return day
    for element in tree.xpath(f"//*[(@class or @id or @itemprop) and {outside}]"):
        names = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
        if not _DATE_CLASS.search(names):
            continue
        text = _text(element)
        day = find_date(text) if len(text) <= 60 else None
        if day:
            return day
    return None


def _line_date(tree: HtmlElement) -> date | None:
    """A labelled date, or a line that is nothing but one, above the first prose of the whole page."""
    parts = paragraphs(tree, chrome=False)
    marked = mark(assemble(parts)[1])
    if marked.published_on:
        return marked.published_on
    lone = [day for day in (whole_date(text) for text, _ in parts) if day]
    return lone[0] if len(set(lone)) == 1 else None


def _text(element: HtmlElement | None) -> str:
    return " ".join(element.text_content().split()) if element is not None else ""


def _plain(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())
