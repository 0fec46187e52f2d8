"""From a hit or a card to the words: on the page of the release, and at their publisher's."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Locator, Page

from tests.browser import sorts
from tests.browser.chromium import Watched
from tests.browser.conftest import Demo
from tests.browser.steps import at_the_words

SMALL = 360  # px: no page fits, so that a jump is a jump
HIGHLIGHT = (0xE9, 0xD2, 0xFD)  # with which Chromium marks the words a text fragment names
FRAMES = 50  # that a mark may be late
TEXT_FRAGMENT = ":~:text="
# The words of a redline without those the other side alone has: `kept` is "ins" or "del".
ONE_SIDE = """(line, kept) => [...line.childNodes]
  .map(node => node.nodeType === Node.TEXT_NODE ? node.textContent : (node.matches(kept) ? node.textContent : ""))
  .join("")"""


def test_a_card_leads_to_the_words_in_the_text_kept(watched: Watched, demo_site: Path) -> None:
    """The link of a change opens the release with the unit marked, in view, and unlike the other marks."""
    with watched.page((demo_site / "changes.html").as_uri(), height=SMALL) as page:
        link = page.locator("main a[href*='#u-']").first
        link.click()
        assert at_the_words(page)


def test_a_line_leads_to_each_of_its_statements(watched: Watched, demo_site: Path) -> None:
    """Every statement on the page of a line is a step from its place in its release."""
    with watched.page((demo_site / sorts.address(demo_site, "line")).as_uri(), height=SMALL) as page:
        links = page.locator("main a[href*='releases/'][href*='#u-']")
        goals = list(dict.fromkeys(link.get_attribute("href") for link in links.all()))
        assert len(goals) > 2
        for goal in goals[:3]:
            page.locator(f"main a[href='{goal}']").first.click()
            assert at_the_words(page)
            page.go_back()


def test_an_external_link_names_the_words_of_its_quote(watched: Watched, demo_site: Path) -> None:
    """The fragment of a link to the source is made of the words that stand beside it."""
    with watched.page((demo_site / "changes.html").as_uri()) as page:
        rows = page.locator("li.change").filter(has=page.locator(f".places a[href*='{TEXT_FRAGMENT}']"))
        assert rows.count()
        for row in rows.all():
            links = row.locator(f".places a[href*='{TEXT_FRAGMENT}']").all()
            for link, said in zip(links, quotes_of(row), strict=True):
                quote = " ".join(said.strip(" \n“”").split())
                goal = link.get_attribute("href") or ""
                start, _, end = unquote(goal.split(TEXT_FRAGMENT)[1]).partition(",")
                assert quote.startswith(start), (quote, goal)
                assert quote.endswith(end or start), (quote, goal)


def quotes_of(row: Locator) -> list[str]:
    """Return what a row quotes, the earlier text first: its quotes, or the sides of its redline."""
    quotes = row.locator("blockquote")
    if quotes.count():
        return quotes.all_text_contents()
    return [str(row.locator(".redline").evaluate(ONE_SIDE, kept)) for kept in ("del", "ins")]


def test_the_original_opens_at_the_words(watched: Watched, demo: Demo, demo_site: Path) -> None:
    """Chromium scrolls its publisher's page to the quote and marks it: the quote is found there as it was kept."""
    watched.others = demo.base
    with watched.page((demo_site / "changes.html").as_uri(), height=SMALL) as page:
        link = page.locator(f".places a[href*='{TEXT_FRAGMENT}']").last
        goal = link.get_attribute("href") or ""
        link.click()
        page.wait_for_url(goal.split("#")[0] + "**")
        page.wait_for_function("window.scrollY > 0")
        assert marks_words(page)


def test_the_digest_opens_the_original_at_the_words(watched: Watched, demo: Demo) -> None:
    """The single file does the same, with no server behind it."""
    watched.others = demo.base
    with watched.page((demo.folder / "digest.html").as_uri(), height=SMALL) as page:
        page.locator(f"a[href*='{TEXT_FRAGMENT}']").first.click()
        page.wait_for_url(f"{demo.base}/**")
        page.wait_for_function("window.scrollY > 0")
        assert marks_words(page)


def marks_words(page: Page) -> bool:
    """Say whether words are highlighted; a busy Chromium scrolls first and draws the mark frames later."""
    for _ in range(FRAMES):
        if HIGHLIGHT in colours(page.screenshot()):
            return True
        page.evaluate("() => new Promise(requestAnimationFrame)")
    return False


def colours(picture: bytes) -> set[Any]:
    """Return every colour of a screenshot."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as opened:
        found = opened.convert("RGB").getcolors(maxcolors=1 << 24)
    assert found is not None
    return {colour for _, colour in found}
