"""HTML to an element tree, and what CSS selectors find in it."""

from __future__ import annotations

import copy
import functools
from typing import cast

from lxml import etree
from lxml.cssselect import CSSSelector
from lxml.html import HTMLParser

from tracker.errors import UnreadableRevision
from tracker.extract.size_limits import check_markup

Element = etree._Element
_GONE = "x-removed"  # no element of HTML
_string = etree.XPath("string()")
_number = etree.XPath("count(//*)")


def parse_tree(text: str, where: str, *, rich: bool = False) -> Element:
    """Return the tree of an HTML text; *rich*: of the element classes of lxml.html, as trafilatura needs them.

    Raises:
        UnreadableRevision: It holds no element, or more of them, or deeper, than a page does.
    """
    check_markup(text, where)
    parser = _parser(rich)
    try:
        tree = cast("Element | None", etree.fromstring(text.encode("utf-8", "replace"), parser))
    except etree.XMLSyntaxError as error:
        raise UnreadableRevision("no HTML element in it", where=where) from error
    if tree is None:
        raise UnreadableRevision("no HTML element in it", where=where)
    fault = parser.error_log.last_error
    if fault is not None and fault.level == etree.ErrorLevels.FATAL:
        # the parser stops there and gives what came before: half a text must not pass for the whole
        raise UnreadableRevision(
            "its elements are nested too deep", where=where, remedy="check what is at this address"
        )
    return tree


def select_elements(tree: Element, selector: str, where: str) -> list[Element]:
    """Return what *selector* finds, in order, without what stands inside another find.

    Raises:
        UnreadableRevision: It is not CSS.
    """
    try:
        found = cast("list[Element]", _compiled(selector)(tree))
    except Exception as error:  # cssselect and lxml each have their own; config has checked it already
        raise UnreadableRevision(f"selector {selector!r} is not CSS: {error}", where=where) from error
    if len(found) < 2:
        return found
    kept: list[Element] = []
    covered: set[Element] = set()
    for element in found:
        if element not in covered:
            kept.append(element)
            covered.update(element.iter())
    return kept


def without_elements(tree: Element, remove: tuple[str, ...], where: str) -> Element:
    """Return *tree*, or a copy of it without what *remove* finds."""
    kept = tree
    for selector in remove:
        found = select_elements(kept, selector, where)
        if found and kept is tree:
            kept = copy.deepcopy(tree)
            found = select_elements(kept, selector, where)
        for element in found:
            if element.getparent() is not None:
                element.tag = _GONE
        if found:
            etree.strip_elements(kept, _GONE, with_tail=False)
    return kept


def element_text(element: Element) -> str:
    """Return all the text in *element*, white space normalised."""
    return " ".join(str(_string(element)).split())


def exceeds(tree: Element, most: int, deepest: int) -> bool:
    """Return whether *tree* has more than *most* elements, or more than *deepest* one inside the other."""
    number = cast("float", _number(tree))
    return number > most or bool(_step_down(deepest + 1)(tree))


@functools.lru_cache(maxsize=2)
def _step_down(levels: int) -> etree.XPath:
    return etree.XPath("/*" * levels)


@functools.lru_cache(maxsize=256)
def _compiled(selector: str) -> CSSSelector:
    return CSSSelector(selector)


def _parser(rich: bool) -> etree.HTMLParser:
    if rich:
        return HTMLParser(encoding="utf-8", huge_tree=True)
    return etree.HTMLParser(encoding="utf-8", huge_tree=True)
