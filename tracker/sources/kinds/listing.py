"""An HTML index page, by CSS selectors: one row a release, its link in href or in onclick."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from typing import cast
from urllib.parse import urljoin

import lxml.html
from lxml.cssselect import CSSSelector
from lxml.etree import ErrorLevels, ParserError, XPath

from tracker.domain import Problem, Selectors, Source
from tracker.errors import FetchError, SlowPatternError
from tracker.extract.decode import decode_html
from tracker.fetch import Fetched
from tracker.sources.announcement_rules import MOST_SLOW
from tracker.sources.announcements import IndexRow
from tracker.sources.index_limits import MOST_ITEMS, check_index_markup, truncation_problem
from tracker.sources.index_reader import IndexPage
from tracker.sources.publication_date import LONGEST, exact_date
from tracker.sources.url_templates import fill_template
from tracker.text.dates import whole_date
from tracker.text.user_patterns import search_pattern

MOST_SEARCHED = 500_000  # elements in all rows; five times what a page can hold, unless rows hold rows
_size = XPath("count(descendant::*)")
_NO_TARGET = ("#", "javascript:", "mailto:", "tel:")


def read_listing(source: Source, answer: Fetched) -> IndexPage:
    """Return the rows of an index page, in its order; a row without a link is a heading or an advertisement.

    Raises:
        FetchError: The page is empty.
    """
    tree = parse_index_html(decode_html(answer.body, answer.charset), answer.url)
    return read_rows(source, tree, links_base_url(tree, answer.url), answer.url)


def parse_index_html(text: str, where: str) -> lxml.html.HtmlElement:
    """Return a page, or a fragment of one, as a tree.

    Raises:
        FetchError: There is no element in it, or it is larger or nested deeper than a page is.
    """
    check_index_markup(text, where)
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(
            text.replace("\x00", "").encode("utf-8", "replace"), parser=parser
        )
    except ParserError as error:
        raise FetchError("an empty page", where=where, transient=True) from error
    fault = parser.error_log.last_error
    if fault is not None and fault.level == ErrorLevels.FATAL:
        # the parser stops there and gives what came before: half an index must not pass for the whole
        raise FetchError("elements nested too deep: no page", where=where, remedy="look at it in a browser")
    return tree


def links_base_url(tree: lxml.html.HtmlElement, url: str) -> str:
    """Return what the links of the page at *url* are relative to."""
    try:
        return urljoin(url, next((str(base.get("href", "")) for base in tree.iter("base")), ""))
    except ValueError:  # half an IPv6 address
        return url


def read_rows(source: Source, tree: lxml.html.HtmlElement, base: str, where: str) -> IndexPage:
    """Return the rows that the selectors of *source* find in *tree*; *where* is for people.

    Raises:
        FetchError: link_pattern takes too long on several of them.
    """
    selectors = source.selectors
    rows = select_css(tree, selectors.item)
    found: list[IndexRow] = []
    slow: list[Problem] = []
    searched = 0
    for number, row in enumerate(islice(rows, MOST_ITEMS), start=1):
        searched += int(cast("float", _size(row)))
        if searched > MOST_SEARCHED:
            break
        try:
            linked = _link(row, selectors, base, source.id)
        except SlowPatternError as error:
            slow.append(Problem(f"{source.id}, row {number}", error.message, error.remedy))
            if len(slow) == MOST_SLOW:
                raise FetchError(error.message, where=source.id, remedy=error.remedy) from error
            continue
        if linked is not None:
            link, url = linked
            place = f"{source.id}, row {number}"
            found.append(IndexRow(url, _title(link, row), tuple(_dates(row, source)), where=place))
    problems = truncation_problem(source.id, len(rows))
    if searched > MOST_SEARCHED:
        what = (
            f'selector item = "{selectors.item}" finds rows inside of rows; the first {number - 1} are read'
        )
        problems = (Problem(source.id, what, "name one row of the index, not what is around it"),)
    return IndexPage(tuple(found), (*problems, *slow), _empty(source, len(rows), len(found), where))


def select_css(tree: lxml.html.HtmlElement, css: str) -> list[lxml.html.HtmlElement]:
    """Return what *css* finds in *tree*, itself included, in the order of the document."""
    return cast("list[lxml.html.HtmlElement]", _compiled(css)(tree))


@lru_cache(maxsize=256)
def _compiled(css: str) -> CSSSelector:
    return CSSSelector(css, translator="html")  # compiled once: an index has many rows


def _empty(source: Source, rows: int, links: int, where: str) -> Problem | None:
    mend = f"look at {where}: its design may have changed"
    selectors = source.selectors
    if not rows:
        return Problem(source.id, f'selector item = "{selectors.item}" finds nothing', mend)
    if not links:
        what = f'link = "{selectors.link}"'
        if selectors.link_pattern:
            what += f' with link_pattern = "{selectors.link_pattern}"'
        return Problem(source.id, f"{what} finds no link in any of {rows} rows", mend)
    return None


def _link(
    row: lxml.html.HtmlElement, selectors: Selectors, base: str, where: str
) -> tuple[lxml.html.HtmlElement, str] | None:
    for element in select_css(row, selectors.link or "a"):
        target = _target(element, selectors, where)
        if not target:
            continue
        try:
            url = urljoin(base, target)
        except ValueError:  # half an IPv6 address
            continue
        if url.startswith(("http://", "https://")):
            return element, url
    return None


def _target(element: lxml.html.HtmlElement, selectors: Selectors, where: str) -> str:
    """Return where *element* leads, as its page writes it or as link_template says; empty if nowhere."""
    written = [element.get("href", "").strip(), element.get("onclick", "").strip()]
    if not selectors.link_pattern:
        return written[0] if not written[0].lower().startswith(_NO_TARGET) else ""
    for text in written:
        match = search_pattern(
            selectors.link_pattern, text[:LONGEST], key="selectors.link_pattern", where=where
        )
        if match and selectors.link_template:
            groups = {str(number): group or "" for number, group in enumerate(match.groups(), start=1)}
            return fill_template(selectors.link_template, groups.__getitem__)
        if match:
            return (match[1] if match.groups() else match[0]) or ""
    return ""


def _title(link: lxml.html.HtmlElement, row: lxml.html.HtmlElement) -> str:
    for written in (link.text_content(), link.get("title", ""), row.text_content()):
        title = " ".join(written.split())
        if title:
            return title
    return ""


def _dates(row: lxml.html.HtmlElement, source: Source) -> list[str]:
    """Return what stands where item_date points, or else in the one cell of the row that is a date."""
    css = source.selectors.item_date
    if css:
        elements = select_css(row, css)
        texts = (text for one in elements for text in (one.text_content(), one.get("datetime", "")))
        return [text for text in texts if text.strip()]
    cells: dict[object, str] = {}
    for element in row.iter():
        text = " ".join((element.text or "").split()) if isinstance(element.tag, str) else ""
        day = text and (whole_date(text) or exact_date(text, source.timezone, source.date_formats))
        if day:
            cells[day] = text
    return list(cells.values()) if len(cells) == 1 else []
