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
from typing import TYPE_CHECKING

import trafilatura

from tracker.domain import Block, Document, Selectors
from tracker.errors import UnreadableRevision
from tracker.extract.blocks.pieces import TextPiece, split_pieces
from tracker.extract.blocks.roles import MarkedPieces, mark_roles
from tracker.extract.decode import decode_html
from tracker.extract.html.element_tree import (
    Element,
    element_text,
    exceeds,
    parse_tree,
    select_elements,
    without_elements,
)
from tracker.extract.html.page_metadata import PageMetadata, page_date, page_title, read_page_metadata
from tracker.extract.html.text_blocks import Part, join_parts, text_blocks
from tracker.extract.size_limits import (
    DEEPEST_SEARCHED,
    MOST_ELEMENTS_SEARCHED,
    check_characters,
    check_paragraphs,
)
from tracker.text.dates import find_date

if TYPE_CHECKING:
    from tracker.extract.html.element_tree import Element


_TAG = re.compile(r"<[a-zA-Z!/?]")
_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_LEAST = 80  # characters: less than this from trafilatura is a caption, not a text


def read_html(body: bytes, charset: str, selectors: Selectors, where: str) -> Document:
    """Return the document of a page or of a fragment of HTML.

    Raises:
        UnreadableRevision: The body selector finds nothing, there is no text at
            all, or more text or markup than a page has.
    """
    text = decode_html(body, charset).replace("\x00", "")
    check_characters(text, where)
    if not _TAG.search(text):
        plain = html.unescape(text)
        check_paragraphs(len(plain.splitlines()), where)
        parts = split_pieces(plain)
        return _document(plain, parts, mark_roles(parts), None) if parts else _empty(where)
    is_page = bool(_PAGE.search(text[:4096]))
    tree = parse_tree(text, where, rich=is_page and not selectors.body)
    head = read_page_metadata(tree) if is_page else None
    title = _picked(tree, selectors.title, where) or (page_title(head) if head else "")
    found = _body(without_elements(tree, selectors.remove, where), selectors.body, is_page, where)
    if not found:
        return _empty(where)
    check_paragraphs(sum(text.count("\n") + 1 for text, _ in found), where)
    joined, parts = join_parts(found)
    marked = mark_roles(parts, title=title)
    return _document(joined, parts, marked, _dated(tree, selectors, marked, head, where))


def _document(
    text: str, parts: tuple[TextPiece, ...], marked: MarkedPieces, published_on: date | None
) -> Document:
    blocks = tuple(Block(part.start, part.end, role) for part, role in zip(parts, marked.roles, strict=True))
    return Document(text, blocks, marked.title, published_on or marked.published_on)


def _empty(where: str) -> Document:
    raise UnreadableRevision(
        "no text in this page", where=where, remedy="give its source a [sources.selectors] body"
    )


def _picked(tree: Element, selector: str, where: str) -> str:
    found = select_elements(tree, selector, where) if selector else []
    return element_text(found[0]) if found else ""


def _body(tree: Element, selector: str, is_page: bool, where: str) -> list[Part]:
    if selector:
        chosen = select_elements(tree, selector, where)
        parts = [part for element in chosen for part in text_blocks(element)]
        if not parts:
            what = "finds nothing" if not chosen else "finds an element without text"
            raise UnreadableRevision(
                f"selector body = {selector!r} {what} on this page",
                where=where,
                remedy="look at the page: its design may have changed",
            )
        return parts
    if not is_page:
        return text_blocks(tree)
    if exceeds(tree, MOST_ELEMENTS_SEARCHED, DEEPEST_SEARCHED):
        raise UnreadableRevision(
            "too large, or nested too deep, to search for its main text",
            where=where,
            remedy="give its source a [sources.selectors] body",
        )
    from tracker.extract.html.html_document import (
        main_body,  # trafilatura takes 20 MB and a quarter of a second
    )

    body = main_body(copy.deepcopy(tree))
    main = text_blocks(body) if body is not None else []
    if sum(len(text) for text, _ in main) >= _LEAST:
        return main
    return text_blocks(tree, chrome=False) or text_blocks(tree)


def _dated(
    tree: Element, selectors: Selectors, marked: MarkedPieces, head: PageMetadata | None, where: str
) -> date | None:
    if selectors.date:
        for element in select_elements(tree, selectors.date, where)[:1]:
            for written in (element_text(element), element.get("datetime", ""), element.get("content", "")):
                day = find_date(written, selectors.date_format) or find_date(written)
                if day:
                    return day
    return page_date(tree, head, marked.published_on) if head else None


logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read we report in one line


def main_body(tree: Element) -> Element | None:
    """Return the main text of a page as trafilatura writes it, or ``None``; takes *tree* apart."""
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False, favor_recall=True)
    body: Element | None = getattr(found, "body", None)
    return body
