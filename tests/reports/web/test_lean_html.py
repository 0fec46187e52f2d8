"""Pages as they are sent: all that a page says, in fewer bytes."""

from __future__ import annotations

import re
from datetime import date

import lxml.html
import pytest

from reports.site import routes
from reports.web.lean_html import lean
from tests.reports.web.client import served
from tracker.domain import Label, Mention

HALDEN = "Norvale will patrol the Halden Sea."
SOFTER = "Norvale intends to patrol the Halden Sea."


def tree(html):
    """Return the elements of *html*, each with its attributes and its words, as a browser holds them."""
    return [
        (one.tag, sorted(one.attrib.items()), "".join(one.text_content().split()))
        for one in lxml.html.document_fromstring(html).iter(lxml.etree.Element)
    ]


@pytest.fixture
def pages(desk, store):
    """Every page of a line that moved, as it is filled."""
    first = desk.say("NV-1", {"patrol": HALDEN})
    before = Mention(first.units[0], first.release)
    desk.say("NV-2", {"patrol": SOFTER}, day=date(2031, 4, 1), label=Label.WEAKENED, before=before)
    with served(store) as given:
        view = given.current.page_context
        yield {
            address: routes.render_page(view, address, site="Norvale watch")
            for address in routes.addresses(view.atlas)
        }


def test_no_element_no_attribute_and_no_word_is_lost(pages):
    """A browser holds the same page; only the direction of texts goes that no letter turns."""
    for address, html in pages.items():
        assert tree(lean(html)) == tree(html.replace(' dir="auto"', "")), address
        assert len(lean(html)) < len(html), address


def test_what_a_text_says_in_signs_of_html_is_left_as_it_is():
    """A text may hold marks, line ends and tags of its own: they are written as references."""
    said = "&lt;/li&gt; a=&#34;b&#34; class=&quot;x&quot;"
    assert lean(f"<p>{said}</p>") == f"<p>{said}</p>"


def test_words_on_two_lines_stay_two_words():
    """A line end between elements that stand in a line is a space to the reader."""
    words = re.split(r"<[^>]*>", lean("<p><b>Norvale</b>\n<i>Veskia</i></p>\n<h3>a</h3>\n<p>b</p>"))
    assert "".join(words).split("\n") == ["Norvale", "Veskia", "a", "b"]
    assert lean("<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>\n") == "<ul><li>a<li>b</ul>"


@pytest.mark.parametrize("text", ["أ", "א", "ﷺ"])
def test_a_text_written_from_the_right_keeps_its_direction(text):
    """One letter of Arabic or Hebrew on a page, and each of its texts is set as its first letter says."""
    assert "dir=auto" in lean(f'<p dir="auto">{text}</p>')
    assert lean('<p dir="auto">Norvale 한국 Ελλάς</p>') == "<p>Norvale 한국 Ελλάς</p>"
