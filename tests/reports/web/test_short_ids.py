"""Short ids in the links of served pages, and what they mean later."""

from __future__ import annotations

import re
from datetime import date

import pytest

from reports.web.short_ids import DIGITS, whole_address, with_short_ids
from tests.reports.web.client import served
from tracker.domain import Label, Mention

HALDEN = "Norvale will patrol the Halden Sea."
SOFTER = "Norvale intends to patrol the Halden Sea."
LINK = re.compile(r"(?:\.\./)?((?:releases|lines)/([0-9a-f]+)\.(?:html|csv|json))")


@pytest.fixture
def site(desk, store):
    """A site of two releases on one line."""
    first = desk.say("NV-1", {"patrol": HALDEN})
    before = Mention(first.units[0], first.release)
    desk.say("NV-2", {"patrol": SOFTER}, day=date(2031, 4, 1), label=Label.WEAKENED, before=before)
    with served(store) as given:
        yield given


def links(site, address):
    """Return where the page at *address* leads among releases and lines, each once."""
    return {found[0]: found[1] for found in LINK.findall(site.ask(f"/{address}").text)}


def test_a_short_link_leads_to_the_page_of_the_whole_id(site):
    """Both addresses are answered with one page, and so are the data beside it."""
    atlas = site.current.page_context.atlas
    short = {
        one: start
        for address in ("index.html", "changes.html")
        for one, start in links(site, address).items()
    }
    assert short
    assert {len(start) for start in short.values()} == {DIGITS}
    for address in [*short, *(one for page in short for one in links(site, page))]:
        whole = whole_address(address, atlas)
        assert len(whole) > len(address)
        assert site.ask(f"/{address}").text == site.ask(f"/{whole}").text


def test_anchors_keep_their_whole_name(site):
    """What a mail led to is found on the page as before: no server sees an anchor, so none could look it up."""
    atlas = site.current.page_context.atlas
    for identity, entry in atlas.lines.items():
        for mention in entry.mentions:
            assert f"id=u-{mention.unit}" in site.ask(f"/releases/{mention.release}.html").text
        for change in entry.changes:
            assert f"id=c-{change.id}" in site.ask(f"/lines/{identity}.html").text


def test_a_copied_short_address_can_be_compared(site):
    """Pasted into "Compare", the page of a release means the release, that of a line what was last said on it."""
    found = links(site, "changes.html")
    assert {one.split("/")[0] for one in found} == {"releases", "lines"}
    for one in found:
        assert site.ask(f"/compare.html?a={one}&b={one}&as=redline").status_code == 200, one


def test_a_beginning_of_two_ids_is_not_found_and_no_page_links_by_it(site):
    """None of two pages is shown for another."""
    atlas = site.current.page_context.atlas
    html = f'<a href="releases/{"0" * 24}.html">'
    assert with_short_ids(html, atlas) == html
    assert whole_address(f"lines/{'0' * DIGITS}.html", atlas) == f"lines/{'0' * DIGITS}.html"
    assert site.ask(f"/lines/{'0' * DIGITS}.html").status_code == 404
