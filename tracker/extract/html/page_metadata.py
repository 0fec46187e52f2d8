"""Title and date of a page, by what official sites have in common."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from lxml import etree

from tracker.extract.blocks.pieces import alphanumeric
from tracker.extract.blocks.roles import mark_roles
from tracker.extract.html.element_tree import Element
from tracker.extract.html.text_blocks import join_parts, text_blocks
from tracker.text.dates import find_date, whole_date

_META_NAMES = """
    article:published_time date dc.date dc.date.issued dc.date.created dcterms.date dcterms.issued
    dcterms.created pubdate publishdate publish-date publish_date publication_date datepublished
    og:published_time parsely-pub-date
"""
_META_DATES = tuple(_META_NAMES.split())
_LONGEST = 5_000  # characters, of white space mostly: what is longer is no title and no date
_MOST = 500  # elements looked at for a title or a date
_ASIDE = frozenset({"nav", "footer", "aside"})
_with_names = etree.XPath("//*[@class or @id or @itemprop]")
_SEPARATOR = re.compile(r"\s+[|\-–—:»·]+\s+|\s*[|»]\s*|\s*::\s*")
_DATE_CLASS = re.compile(
    r"(?:^|[-_\s])(?:date|time|publish(?:ed)?|posted|created|regdate)(?:$|[-_\s])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of itself, gathered in one walk."""

    metas: Mapping[str, str]
    title: str  # of <title>
    headings: tuple[tuple[str, str], ...]  # tag and text of h1, h2, h3
    linked: tuple[str, ...]  # scripts of JSON-LD


def read_page_metadata(tree: Element) -> PageMetadata:
    """Return what *tree* says of itself."""
    metas: dict[str, str] = {}
    titles: list[Element] = []
    headings: list[tuple[str, str]] = []
    linked: list[str] = []
    for element in tree.iter("meta", "title", "script", "h1", "h2", "h3"):
        tag = element.tag
        if tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            value = element.get("content")
            if name and value:
                metas.setdefault(name.strip().lower(), " ".join(value.split()))
        elif tag == "title":
            titles.append(element)
        elif tag == "script":
            if element.get("type") == "application/ld+json":
                linked.append(element.text or "")
        else:
            text = _text(element)
            if text:
                headings.append((str(tag), text))
    return PageMetadata(metas, _named(titles), tuple(headings), tuple(linked))


def page_title(head: PageMetadata) -> str:
    """Return the title of a page without the name of its site, or an empty string."""
    shared = head.metas.get("og:title") or head.metas.get("twitter:title") or ""
    named = head.title
    plain = [(text, alphanumeric(text)) for _, text in head.headings]
    for candidate in (alphanumeric(shared), alphanumeric(named)):
        for heading, same in plain:
            if candidate and same == candidate:
                return heading
    site, whole = alphanumeric(head.metas.get("og:site_name", "")), alphanumeric(named)
    inside = [heading for heading, same in plain if len(heading) >= 8 and same in whole and same != site]
    if inside:
        return max(inside, key=len)
    if shared or named:
        parts = [part for part in _SEPARATOR.split(shared or named) if part and alphanumeric(part) != site]
        return max(parts, key=len) if len(parts) > 1 and not shared else (shared or named)
    return next((text for tag, text in head.headings if tag == "h1"), "")


def page_date(tree: Element, head: PageMetadata, in_text: date | None) -> date | None:
    """Return the day a page says it was published, or ``None``.

    Order of trust: the page's own metadata, *in_text* (a date line found in the
    main text), a <time> element, an element that is called a date, a date line
    above the text. A day is taken as written, whatever the offset beside it.
    """
    for name in _META_DATES:
        day = find_date(head.metas[name]) if name in head.metas else None
        if day:
            return day
    return _linked_date(head) or in_text or _element_date(tree) or _line_date(tree)


def _named(titles: Sequence[Element]) -> str:
    """Return the text of the first <title> in the head, or else of the first of all: drawings have titles too."""
    inside = (
        title for title in titles[:_MOST] if any(above.tag == "head" for above in title.iterancestors())
    )
    chosen = next(inside, None)
    text = _text(chosen) if chosen is not None else ""
    return text or (_text(titles[0]) if titles else "")


def _linked_date(head: PageMetadata) -> date | None:
    """The datePublished of JSON-LD."""
    for script in head.linked:
        try:
            value = json.loads(script)
        except (ValueError, RecursionError):
            continue
        for written in _published(value):
            day = find_date(written[:_LONGEST])
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


def _element_date(tree: Element) -> date | None:
    for element in itertools.islice(tree.iter("time"), _MOST):
        day = find_date(element.get("datetime") or "") or find_date(_text(element))
        if day and not _is_aside(element):
            return day
    named = (element for element in cast("list[Element]", _with_names(tree)) if _is_called_date(element))
    for element in itertools.islice(named, _MOST):
        text = _text(element)
        day = find_date(text) if len(text) <= 60 else None
        if day and not _is_aside(element):
            return day
    return None


def _is_called_date(element: Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    return _DATE_CLASS.search(names) is not None


def _is_aside(element: Element) -> bool:
    return any(above.tag in _ASIDE for above in element.iterancestors())


def _line_date(tree: Element) -> date | None:
    """A labelled date, or a line that is nothing but one, above the first prose of the whole page."""
    parts = text_blocks(tree, chrome=False)
    marked = mark_roles(join_parts(parts)[1])
    if marked.published_on:
        return marked.published_on
    lone = [day for day in (whole_date(text) for text, _ in parts) if day]
    return lone[0] if len(set(lone)) == 1 else None


def _text(element: Element) -> str:
    """Return the text in *element*, white space normalised; nothing if it is longer than any title."""
    found: list[str] = []
    size = 0
    for text in element.itertext(with_tail=False):
        found.append(str(text))
        size += len(text)
        if size > _LONGEST:
            return ""
    return " ".join("".join(found).split())
