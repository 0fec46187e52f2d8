"""A page in the hands of those who use no mouse, want no motion, or read large."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import sorts
from tests.browser.chromium import Watched
from tests.browser.looks import look_laid_out, nothing

if TYPE_CHECKING:
    from playwright.sync_api import Page

HALF = 640  # CSS px that are left of a window of 1,280 at a zoom of 200 %


def focused(page: Page, what: str) -> str:
    """Return a property of the element that has the focus."""
    return str(page.evaluate(f"document.activeElement.{what}"))


@pytest.mark.parametrize("sort", ["overview", "release", "search"])
def test_the_first_key_leads_past_the_navigation(sort: str, watched: Watched, demo_site: Path) -> None:
    """Tab reaches the link to the content first; it shows then, and leads there."""
    with watched.page((demo_site / sorts.address(demo_site, sort)).as_uri()) as page:
        page.keyboard.press("Tab")
        assert focused(page, "className") == "skip"
        assert page.locator(".skip").evaluate("(one) => one.getBoundingClientRect().left") >= 0
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")


def test_every_stop_of_the_keyboard_is_seen(watched: Watched, demo_site: Path) -> None:
    """Whatever has the focus is in the window, is named, and is outlined."""
    with watched.page((demo_site / "changes.html").as_uri()) as page:
        for _ in range(40):
            page.keyboard.press("Tab")
            stop = page.evaluate(
                """() => {
                    const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
                    return { name: (one.ariaLabel || one.textContent || one.placeholder || "").trim(),
                             seen: box.bottom > 0 && box.top < window.innerHeight && box.width > 0,
                             marked: style.outlineStyle !== "none" || style.boxShadow !== "none", html: one.outerHTML.slice(0, 120) };
                }"""
            )
            assert stop["name"], stop
            assert stop["seen"], stop
            assert stop["marked"], stop


@pytest.mark.parametrize("where", ["desk_site", "desk_served"])
def test_search_is_done_with_the_keyboard_alone(
    where: str, request: pytest.FixtureRequest, watched: Watched
) -> None:
    """“/” goes to the search, typing finds, Tab comes to the first hit, Enter follows it to its words."""
    found = request.getfixturevalue(where)
    base = found.as_uri() if isinstance(found, Path) else found
    with watched.page(f"{base}/search.html") as page:
        page.keyboard.press("/")
        assert focused(page, "id") == "q"
        page.keyboard.type("lighthouse")
        page.locator("ol.hits").wait_for()
        page.wait_for_url("**q=lighthouse*")
        assert focused(page, "id") == "q"  # what was found does not take the field away
        page.keyboard.type("/")
        assert page.locator("#q").input_value() == "lighthouse/"  # in the field it is a letter
        page.keyboard.press("Backspace")
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('ol.hits') !== null"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/releases/*.html#u-*")


@pytest.mark.parametrize("where", ["desk_site", "desk_served"])
def test_an_answer_that_comes_late_leaves_the_reader_where_she_is(
    where: str, request: pytest.FixtureRequest, watched: Watched
) -> None:
    """Who has gone on to a hit stands on the same hit when the list is drawn again below her."""
    found = request.getfixturevalue(where)
    base = found.as_uri() if isinstance(found, Path) else found
    with watched.page(f"{base}/search.html?q=lighthouse") as page:
        first = page.locator("ol.hits h3 a").first
        first.wait_for()
        page.locator("#results").evaluate("(one) => { one.dataset.drawn = 'before'; }")
        page.locator("#q").fill("lighthouse/")
        first.focus()
        page.locator("#results:not([data-drawn])").wait_for()
        assert focused(page, "closest('ol.hits h3') !== null") == "True"
        page.keyboard.press("Enter")
        page.wait_for_url("**/releases/*.html#u-*")


def test_what_is_folded_opens_with_the_keyboard(watched: Watched, demo_site: Path) -> None:
    """The legend and the table behind a picture open with Enter, and say what they hold."""
    with watched.page((demo_site / "index.html").as_uri()) as page:
        folded = page.locator("details:has(dl), details:has(table)")
        assert folded.count() >= 2
        for details in folded.all()[:3]:
            assert details.get_attribute("open") is None
            details.locator("summary").focus()
            page.keyboard.press("Enter")
            assert details.get_attribute("open") is not None
            assert details.locator("dl, table").first.is_visible()
            page.keyboard.press("Enter")
            assert details.get_attribute("open") is None


def test_pages_are_read_at_twice_the_size(watched: Watched, demo_site: Path) -> None:
    """At a zoom of 200 % nothing is cut off and nothing scrolls sideways."""
    wrong = []
    with watched.page(width=HALF, height=450, device_scale_factor=2) as page:
        for sort in sorts.ALL:
            page.goto((demo_site / sorts.address(demo_site, sort)).as_uri())
            wrong += [f"{sort}: {one}" for one in look_laid_out(page, [HALF])]
    nothing(wrong)


def test_text_alone_can_be_made_larger(watched: Watched, demo_site: Path) -> None:
    """Where a browser is set to letters of twice the size, pages grow with them and stay whole."""
    wrong = []
    with watched.page() as page:
        session = page.context.new_cdp_session(page)
        session.send("Page.enable")
        session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
        for sort in ("overview", "changes", "release", "line", "search"):
            page.goto((demo_site / sorts.address(demo_site, sort)).as_uri())
            assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
            wrong += [f"{sort}: {one}" for one in look_laid_out(page, [1280])]
    nothing(wrong)


def test_nothing_moves_for_those_who_asked_for_none(watched: Watched, demo_site: Path) -> None:
    """With reduced motion no page animates, eases or scrolls smoothly."""
    with watched.page(reduced_motion="reduce") as page:
        for sort in sorts.ALL:
            page.goto((demo_site / sorts.address(demo_site, sort)).as_uri())
            moving = page.evaluate(
                """() => [...document.querySelectorAll("*")].filter((one) => {
                    const style = getComputedStyle(one);
                    return style.animationName !== "none" || style.scrollBehavior === "smooth"
                        || style.transitionDuration.split(",").some((time) => parseFloat(time) > 0);
                }).map((one) => one.outerHTML.slice(0, 80))"""
            )
            assert moving == []


def test_everything_is_there_without_a_script(watched: Watched, demo_site: Path) -> None:
    """A page of files says the same where scripts are switched off; the search says what it needs."""
    with watched.page() as scripted, watched.page(script=False) as plain:
        for sort in sorts.ALL:
            address = (demo_site / sorts.address(demo_site, sort)).as_uri()
            scripted.goto(address)
            plain.goto(address)
            if sort != "search":
                assert scripted.locator("main").text_content() == plain.locator("main").text_content()
        plain.goto((demo_site / "search.html").as_uri())
        assert plain.locator("noscript").count()
