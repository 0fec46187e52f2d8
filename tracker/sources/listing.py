"""An HTML index page, by CSS selectors: one row a release, its link in href or in onclick."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import cast
from urllib.parse import urldefrag, urljoin

import lxml.html
from lxml.etree import ParserError

from tracker.domain import Problem, Selectors, Source
from tracker.errors import FetchError
from tracker.extract.dates import find_date, whole_date
from tracker.extract.decode import decode_html
from tracker.fetch import Fetched, NotModified, Web
from tracker.sources.announced import Announced, Announcements, release_of

_NO_TARGET = ("#", "javascript:", "mailto:", "tel:")


def list_rows(source: Source, web: Web) -> Announcements:
    """Return the rows of an index page, in its order; a row without a link is a heading or an advertisement.

    Raises:
        FetchError: The page did not come.
    """
    answer = web.get(source.url)
    if isinstance(answer, NotModified):
        return Announcements()
    tree = _tree(answer)
    selectors = source.selectors
    base = urljoin(answer.url, next(iter(tree.xpath("//base/@href")), ""))
    rows = cast("list[lxml.html.HtmlElement]", tree.cssselect(selectors.item))
    items: dict[str, Announced] = {}
    for row in rows:
        found = _link(row, selectors, base)
        if found is None:
            continue
        link, url = found
        release = release_of(
            source.id,
            url,
            issuer=source.issuer,
            url=url,
            title=_title(link, row),
            published_on=_date(row, selectors),
        )
        items.setdefault(url, Announced(release))
    return Announcements(tuple(items.values()), tuple(_problems(source, len(rows), len(items))))


def _problems(source: Source, rows: int, items: int) -> list[Problem]:
    mend = f"look at {source.url}: its design may have changed"
    if not rows:
        return [Problem(source.id, f'selector item = "{source.selectors.item}" finds nothing', mend)]
    if not items:
        what = f'link = "{source.selectors.link}"'
        if source.selectors.link_pattern:
            what += f' with link_pattern = "{source.selectors.link_pattern}"'
        return [Problem(source.id, f"{what} finds no link in any of {rows} rows", mend)]
    return []


def _tree(answer: Fetched) -> lxml.html.HtmlElement:
    text = decode_html(answer.body, answer.charset).replace("\x00", "")
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except ParserError as error:
        raise FetchError("an empty page", where=answer.url, transient=True) from error


def _link(
    row: lxml.html.HtmlElement, selectors: Selectors, base: str
) -> tuple[lxml.html.HtmlElement, str] | None:
    for element in cast("list[lxml.html.HtmlElement]", row.cssselect(selectors.link or "a")):
        target = _target(element, selectors)
        if not target:
            continue
        url = urldefrag(urljoin(base, target))[0]
        if url.startswith(("http://", "https://")):
            return element, url
    return None


def _target(element: lxml.html.HtmlElement, selectors: Selectors) -> str:
    """Return where *element* leads, as its page writes it or as link_template says; empty if nowhere."""
    written = [element.get("href", "").strip(), element.get("onclick", "").strip()]
    if not selectors.link_pattern:
        return written[0] if not written[0].lower().startswith(_NO_TARGET) else ""
    for text in written:
        match = re.search(selectors.link_pattern, text)
        if match and selectors.link_template:
            groups = ["", *(group or "" for group in match.groups())]
            return re.sub(r"\{(\d+)\}", partial(_group, groups), selectors.link_template)
        if match:
            return (match[1] if match.re.groups else match[0]) or ""
    return ""


def _group(groups: list[str], number: re.Match[str]) -> str:
    return groups[int(number[1])]


def _title(link: lxml.html.HtmlElement, row: lxml.html.HtmlElement) -> str:
    for written in (link.text_content(), link.get("title", ""), row.text_content()):
        title = " ".join(written.split())
        if title:
            return title
    return ""


def _date(row: lxml.html.HtmlElement, selectors: Selectors) -> date | None:
    """Return the date where item_date points, or else the one cell of the row that is a date."""
    if selectors.item_date:
        for element in cast("list[lxml.html.HtmlElement]", row.cssselect(selectors.item_date)):
            for written in (element.text_content(), element.get("datetime", "")):
                day = find_date(written, selectors.date_format) or find_date(written)
                if day:
                    return day
        return None
    days = {
        day
        for element in row.iter()
        if isinstance(element.tag, str) and (day := whole_date(_own_text(element)))
    }
    return days.pop() if len(days) == 1 else None


def _own_text(element: lxml.html.HtmlElement) -> str:
    return " ".join((element.text or "").split())
