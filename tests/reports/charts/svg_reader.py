"""What a reader finds in an SVG: its elements, words, marks and links."""

from __future__ import annotations

from datetime import timedelta

from lxml import etree

from reports.charts import LineMark
from tests.fakes import DAY


def build_mark(days=0, level=3, label=None, **overrides):
    """Return a mark so many *days* after 4 March 2031."""
    values = {"day": DAY + timedelta(days=days), "level": level, "href": "", "label": label, "quote": ""}
    return LineMark(**values | overrides)


def tree(svg):
    """Return the parsed picture; names of elements are without a namespace."""
    root = etree.fromstring(svg)
    for element in root.iter():
        element.tag = etree.QName(element).localname
    return root


def words(svg):
    """Return every text in the picture, as it is read."""
    return [element.text for element in tree(svg).iter("text")]


def titled(root):
    """Yield every mark with a tooltip, what is around it, and the tooltip, which a link around it holds."""
    for use in root.iter("use"):
        around = use.getparent()
        title = (around if around.tag == "a" else use).findtext("title")
        if title:
            yield use, around, title


def marks(svg):
    """Return (x, y, class, tooltip, href) of every mark that has a tooltip, from left to right."""
    return sorted(
        (
            float(use.get("x")),
            float(use.get("y")),
            around.get("class"),
            title,
            around.get("href") if around.tag == "a" else "",
        )
        for use, around, title in titled(tree(svg))
    )


def shapes(svg):
    """Return the outline of every mark with a tooltip, by that tooltip."""
    root = tree(svg)
    outlines = {path.get("id"): path.get("d") for path in root.iter("path") if path.get("id")}
    return {title: outlines[use.get("href")[1:]] for use, _, title in titled(root)}
