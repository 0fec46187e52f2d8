"""Pages of a small store, as a browser would take them apart."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from reports.site.index_builder import build_index
from reports.site.page_context import PageContext
from reports.site.routes import render_page

HOSTILE = (
    '<script>alert("1")</script> {{7*7}} </mark><img src=x onerror=alert(1)> \x00\x1b[2J '
    "\u202egnp.exe\u2066 &lt;b&gt; " + "w" * 10_000
)


def page_of(store, address, query=None, *, live=False, accounts=None):
    """Return the page at *address* of a site of *store*."""
    view = PageContext(store, build_index(store), live, accounts)
    return Page(render_page(view, address, query or {}, site="Norvale watch"))


class Page(HTMLParser):
    """Tags with their attributes, the text inside of each element by id, and whether every element is closed."""

    VOID = frozenset({"meta", "link", "input", "img", "br"})

    def __init__(self, html):
        super().__init__()
        self.html, self.elements, self.stack, self.inside = html, [], [], {}
        self.feed(html)
        self.close()
        assert not self.stack, self.stack

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.handle_startendtag(tag, attrs)
        if tag not in self.VOID:
            self.stack.append((tag, attributes.get("id"), attributes.get("class") or ""))

    def handle_startendtag(self, tag, attrs):
        attributes = dict(attrs)
        self.elements.append((tag, attributes))
        if identity := attributes.get("id"):
            assert identity not in self.inside, f"{identity} stands twice"
            self.inside[identity] = ""

    def handle_endtag(self, tag):
        if tag in self.VOID:
            return
        assert self.stack, tag
        assert self.stack[-1][0] == tag, (self.stack[-1], tag)
        self.stack.pop()

    def handle_data(self, data):
        if any(kind == "no" for _, _, kind in self.stack):  # the number of a mark is none of the text
            return
        for _, identity, _ in self.stack:
            if identity:
                self.inside[identity] += data

    @property
    def ids(self):
        """Every id of the page."""
        return set(self.inside)

    @property
    def hrefs(self):
        """Where its links lead."""
        return [
            attributes["href"] for tag, attributes in self.elements if tag == "a" and "href" in attributes
        ]

    @property
    def words(self):
        """All that is to be read of it, blanks as one."""
        return " ".join(re.sub(r"<[^>]+>", " ", self.html).split())

    def within(self, identity):
        """Return the text inside of the element *identity*."""
        return self.inside[identity]

    def assert_harmless(self):
        """Assert that nothing of it runs, and that it loads from its own site alone."""
        for tag, attributes in self.elements:
            assert tag not in {"script", "style", "iframe", "object", "embed", "base"}, tag
            assert not [name for name in attributes if name.startswith("on") or name == "style"], attributes
            assert not (attributes.get("href") or "").lower().startswith(("javascript:", "data:")), attributes
            assert tag != "img", attributes
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\u2066-\u2069]", self.html)
