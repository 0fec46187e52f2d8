"""What a reader finds in an SVG: its elements, words, marks and links."""

from __future__ import annotations

from datetime import date, timedelta

from lxml import etree

from reports.pictures import Mark

DAY = date(2031, 3, 4)


def build_mark(days=0, level=3, label=None, **overrides):
    """Return a mark so many *days* after 4 March 2031."""
    values = {"day": DAY + timedelta(days=days), "level": level, "href": "", "label": label, "said": ""}
    return Mark(**values | overrides)


def tree(svg):
    """Return the parsed picture; names of elements are without a namespace."""
    root = etree.fromstring(svg)
    for element in root.iter():
        element.tag = etree.QName(element).localname
    return root


def words(svg):
    """Return every text in the picture, as it is read."""
    return [element.text for element in tree(svg).iter("text")]


def marks(svg):
    """Return (x, y, class, tooltip, href) of every mark that has a tooltip, from left to right."""
    found = []
    for use in tree(svg).iter("use"):
        around = use.getparent()
        link = around if around.tag == "a" else None
        title = (around if link is not None else use).findtext("title")
        if title:
            href = link.get("href") if link is not None else ""
            found.append((float(use.get("x")), float(use.get("y")), around.get("class"), title, href))
    return sorted(found)


def shapes(svg):
    """Return the outline of every mark with a tooltip, by that tooltip."""
    root = tree(svg)
    outlines = {path.get("id"): path.get("d") for path in root.iter("path") if path.get("id")}
    found = {}
    for use in root.iter("use"):
        around = use.getparent()
        title = (around if around.tag == "a" else use).findtext("title")
        if title:
            found[title] = outlines[use.get("href")[1:]]
    return found
