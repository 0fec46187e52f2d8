"""HTML to its main text.

With a ``body`` selector the text is what stands there, and a page where it finds
nothing is an error: a redesign must never look like a retracted statement.
Without one, trafilatura finds the main text; a fragment, such as the item of a
feed, is main text as a whole.
"""

from __future__ import annotations

import copy
import html
import logging
import re
from datetime import date
from typing import cast

import lxml.html
import trafilatura
from lxml.cssselect import CSSSelector
from lxml.etree import ParserError, _Element

from tracker.domain import Block, Document, Selectors
from tracker.errors import UnreadableRevision
from tracker.extract.dates import find_date
from tracker.extract.decode import decode_html
from tracker.extract.dom import Part, assemble, paragraphs
from tracker.extract.head import page_date, page_title
from tracker.extract.lines import Piece, pieces
from tracker.extract.roles import Marked, mark

logging.getLogger("trafilatura").setLevel(
    logging.CRITICAL
)  # what it cannot read we report ourselves, in one line

_TAG = re.compile(r"<[a-zA-Z!/?]")
_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_LEAST = 80  # characters: less than this from trafilatura is a caption, not a text


def read_html(body: bytes, charset: str, selectors: Selectors, where: str) -> Document:
    """Return the document of a page or of a fragment of HTML.

    Raises:
        UnreadableRevision: The body selector finds nothing, or there is no text at all.
    """
    text = decode_html(body, charset).replace("\x00", "")
    if not _TAG.search(text):
        plain = html.unescape(text)
        parts = pieces(plain)
        return _document(plain, parts, mark(parts), None) if parts else _empty(where)
    tree = _tree(text, where)
    is_page = bool(_PAGE.search(text[:4096]))
    title = _picked(tree, selectors.title, where) or (page_title(tree) if is_page else "")
    found = _body(_without(tree, selectors.remove, where), selectors.body, is_page, where)
    if not found:
        return _empty(where)
    joined, parts = assemble(found)
    marked = mark(parts, title=title)
    return _document(joined, parts, marked, _dated(tree, selectors, marked, is_page, where))


def _document(text: str, parts: tuple[Piece, ...], marked: Marked, published_on: date | None) -> Document:
    blocks = tuple(Block(part.start, part.end, role) for part, role in zip(parts, marked.roles, strict=True))
    return Document(text, blocks, marked.title, published_on or marked.published_on)


def _empty(where: str) -> Document:
    raise UnreadableRevision(
        "no text in this page", where=where, mend="give its source a [sources.selectors] body"
    )


def _tree(text: str, where: str) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except ParserError as error:
        raise UnreadableRevision("no HTML element in it", where=where) from error


def _without(tree: lxml.html.HtmlElement, remove: tuple[str, ...], where: str) -> lxml.html.HtmlElement:
    """Return *tree* without what *remove* finds; title and date may stand in what is removed."""
    kept = copy.deepcopy(tree) if remove else tree
    for selector in remove:
        for element in _select(kept, selector, where):
            if element.getparent() is not None:
                element.drop_tree()
    return kept


def _select(tree: lxml.html.HtmlElement, selector: str, where: str) -> list[lxml.html.HtmlElement]:
    """Return what *selector* finds, without what stands inside another find."""
    try:
        found = cast("list[lxml.html.HtmlElement]", CSSSelector(selector)(tree))
    except Exception as error:  # cssselect and lxml each have their own; config has checked it already
        raise UnreadableRevision(f"selector {selector!r} is not CSS: {error}", where=where) from error
    chosen = set(found)
    return [element for element in found if not any(above in chosen for above in element.iterancestors())]


def _picked(tree: lxml.html.HtmlElement, selector: str, where: str) -> str:
    found = _select(tree, selector, where) if selector else []
    return " ".join(found[0].text_content().split()) if found else ""


def _body(tree: lxml.html.HtmlElement, selector: str, is_page: bool, where: str) -> list[Part]:
    if selector:
        chosen = _select(tree, selector, where)
        parts = [part for element in chosen for part in paragraphs(element)]
        if not parts:
            what = "finds nothing" if not chosen else "finds an element without text"
            raise UnreadableRevision(
                f"selector body = {selector!r} {what} on this page",
                where=where,
                mend="look at the page: its design may have changed",
            )
        return parts
    if not is_page:
        return paragraphs(tree)
    main = _main_text(tree)
    if sum(len(text) for text, _ in main) >= _LEAST:
        return main
    return paragraphs(tree, chrome=False) or paragraphs(tree)


def _main_text(tree: lxml.html.HtmlElement) -> list[Part]:
    """Return the main text by trafilatura's rules; empty if it finds none."""
    found = trafilatura.bare_extraction(
        copy.deepcopy(tree), include_comments=False, with_metadata=False, favor_recall=True
    )
    body: _Element | None = getattr(found, "body", None)
    return paragraphs(body) if body is not None else []


def _dated(
    tree: lxml.html.HtmlElement, selectors: Selectors, marked: Marked, is_page: bool, where: str
) -> date | None:
    if selectors.date:
        for element in _select(tree, selectors.date, where)[:1]:
            for written in (element.text_content(), element.get("datetime", ""), element.get("content", "")):
                day = find_date(written, selectors.date_format) or find_date(written)
                if day:
                    return day
    if not is_page:
        return None
    return page_date(tree, marked.published_on)
