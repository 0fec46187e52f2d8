"""Search, filters and paging, as a reader does them; what is asked for is in the address."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from reports.site.pages.changes_page import CARDS
from tests.browser.chromium import Watched
from tests.browser.sites import Desk
from tests.browser.steps import ask, at_the_words, following, hits, turned
from tests.browser.texts import CHINESE_WORD, MANY

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(params=["file", "server"])
def search(request: pytest.FixtureRequest) -> str:
    """The address of the search page: of a site of files, and of one from a server."""
    if request.param == "file":
        site: Path = request.getfixturevalue("desk_site")
        return (site / "search.html").as_uri()
    return f"{request.getfixturevalue('desk_served')}/search.html"


def query(page: Page) -> dict[str, list[str]]:
    """Return the query of the address *page* is at."""
    return parse_qs(urlsplit(page.url).query)


def test_search_finds_as_one_types(search: str, watched: Watched) -> None:
    """Words are found and marked, in the statements of every release, without a button."""
    with watched.page(search) as page:
        ask(page, "lighthouse")
        assert hits(page).count() > 5
        for hit in hits(page).all():
            assert "lighthouse" in (hit.locator("blockquote mark").first.text_content() or "")
        ask(page, "zeppelin")
        assert hits(page).count() == 0


def test_filters_narrow_a_search(search: str, watched: Watched) -> None:
    """issuer:, label: and since: each leave fewer hits, and only such as fit."""
    with watched.page(search) as page:
        ask(page, "lighthouse")
        ask(page, "lighthouse issuer:Norvale")
        assert all("Norvale" in one for one in hits(page).locator("p.facts:first-of-type").all_inner_texts())
        everything = page.locator("#summary").inner_text()
        ask(page, "lighthouse issuer:Norvale label:strengthened")
        assert page.locator("#summary").inner_text() != everything
        assert all("strengthened" in one for one in hits(page).all_inner_texts())
        ask(page, "lighthouse issuer:Norvale since:2030-06-01")
        named = re.findall(r"\b(\d{1,2})\s([A-Z][a-z]{2})\s(\d{4})\b", " ".join(hits(page).all_inner_texts()))
        days = [datetime.strptime(" ".join(day), "%d %b %Y").date() for day in named]  # noqa: DTZ007 - a day of publication has no zone
        assert days
        assert min(days) >= date(2030, 6, 1)


def test_a_filter_that_is_wrong_is_answered_with_how_to_mend_it(search: str, watched: Watched) -> None:
    """No error and no empty list: a sentence."""
    with watched.page(search) as page:
        ask(page, "lighthouse since:yesterday")
        assert "2031-03" in page.locator("#results .wrong").inner_text()


def test_scripts_without_blanks_are_found(search: str, watched: Watched) -> None:
    """A part of what is written in Chinese is found as a word is."""
    with watched.page(search) as page:
        ask(page, CHINESE_WORD)
        assert CHINESE_WORD in page.locator("ol.hits mark").all_inner_texts()
        assert all(f"number {MANY - 1}" in one for one in hits(page).locator("h3").all_inner_texts())


def test_hits_go_on_over_pages_that_can_be_turned_back(search: str, watched: Watched) -> None:
    """The next page holds other hits, its address says which, and the button “back” gives the first ones again."""
    with watched.page(search) as page:
        ask(page, "strait")
        first = hits(page).all_inner_texts()
        assert not set(first) & set(turned(page, "ol.hits > li"))
        page.wait_for_url("**page=2*")
        assert query(page)["q"] == ["strait"]
        page.go_back()
        page.wait_for_function(
            "(text) => document.querySelector('ol.hits > li')?.innerText === text", arg=first[0]
        )
        assert hits(page).all_inner_texts() == first


def test_a_search_can_be_handed_on_by_its_address(search: str, watched: Watched) -> None:
    """Who opens the same address finds the same, form and hits."""
    with watched.page(search) as page:
        ask(page, "fishery issuer:Estmark since:2030-05")
        found, address = hits(page).all_inner_texts(), page.url
    assert query(page)
    with watched.page(address) as other:
        hits(other).first.wait_for()
        assert hits(other).all_inner_texts() == found
        assert other.locator("#q").input_value()


def test_a_served_search_needs_no_script(desk_served: str, watched: Watched) -> None:
    """The form is sent, filters of its lists too, and the hits are there; pages are turned by links."""
    with watched.page(f"{desk_served}/search.html", script=False) as page:
        page.locator("#q").fill("of")
        page.locator("#label").select_option("strengthened")
        page.locator("form.search button").click()
        page.wait_for_url("**q=of*")
        first = hits(page).all_inner_texts()
        assert len(first) > 5
        assert query(page)["label"] == ["strengthened"]
        page.locator("nav.pager a[rel=next]").click()
        page.wait_for_url("**page=2*")
        assert hits(page).count()
        assert not set(first) & set(hits(page).all_inner_texts())


def test_the_list_of_changes_is_turned_and_filtered(desk_served: str, watched: Watched) -> None:
    """The second page holds other rows; filters, and the shelf, are in the address and survive turning the page and going back."""
    rows = ".change-list > li"
    with watched.page(f"{desk_served}/changes-unsure.html") as page:  # where what was said in talk stands
        page.locator("#f-label").select_option("strengthened")
        page.locator("#f-since").fill("2030-03-01")
        page.locator("form.filter button").click()
        page.wait_for_url("**since=2030-03-01*")
        first = ids(page, rows)
        assert len(first) == CARDS
        assert all("strengthened" in one for one in page.locator(f"{rows} .pill").all_text_contents())
        page.locator("nav.pager a[rel=next]").click()
        page.wait_for_url("**page=2*")
        second, address = ids(page, rows), page.url
        asked = {"label": ["strengthened"], "since": ["2030-03-01"], "shelf": ["unsure"]}
        assert query(page) == {**asked, "page": ["2"]}
        assert page.locator("#f-label").input_value() == "strengthened"
        assert second
        assert not set(first) & set(second)
        page.go_back()
        assert ids(page, rows) == first
    with watched.page(address, script=False) as other:
        assert ids(other, rows) == second


def test_the_list_of_changes_is_turned_in_files(desk_site: Path, watched: Watched) -> None:
    """In a folder of files the pages are files; each change is on one of them."""
    with watched.page((desk_site / "changes-unsure.html").as_uri(), script=False) as page:
        seen = ids(page, ".change-list > li")
        while goal := following(page):
            page.locator("nav.pager a[rel=next]").click()
            page.wait_for_url(f"**/{goal}")
            seen += ids(page, ".change-list > li")
    assert len(seen) == len(set(seen)) > 2 * CARDS


@pytest.mark.shared
@pytest.mark.parametrize("where", ["file", "server"])
def test_two_thousand_real_releases_are_searched_and_followed(
    where: str, real_desk: Desk, request: pytest.FixtureRequest, watched: Watched
) -> None:
    """Hits among 14,000 statements go on over pages, and one of them leads to its words in the text."""
    address = (real_desk.site / "search.html").as_uri()
    if where == "server":
        address = f"{request.getfixturevalue('real_served')}/search.html"
    with watched.page(address) as page:
        ask(page, "sovereignty since:2022-02 label:new")
        first = hits(page).all_inner_texts()
        assert len(first) > 10
        assert not set(first) & set(turned(page, "ol.hits > li"))
        page.locator("ol.hits > li h3 a").first.click()
        assert "sovereignty" in at_the_words(page).lower()


def ids(page: Page, selector: str) -> list[str]:
    """Return the ids of elements in order."""
    return list(page.locator(selector).evaluate_all("(all) => all.map((one) => one.id)"))
