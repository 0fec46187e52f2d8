"""What a reader does on a page: asks, follows, arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def ask(page: Page, words: str) -> None:
    """Type *words* into the search and wait for an answer that is another one than before."""
    before = page.locator("#summary").text_content()
    page.locator("#q").fill(words)
    page.wait_for_function(
        "(before) => document.querySelector('#summary').textContent !== before", arg=before
    )


def hits(page: Page) -> Locator:
    """Return what was found."""
    return page.locator("ol.hits > li")


def turned(page: Page, rows: str) -> list[str]:
    """Go on to the next page of a list, wait for other *rows*, and return their texts."""
    first = page.locator(rows).first.inner_text()
    page.locator("nav.pager a[rel=next]").click()
    page.wait_for_function(
        "([rows, before]) => { const one = document.querySelector(rows); return one && one.innerText !== before; }",
        arg=[rows, first],
    )
    return page.locator(rows).all_inner_texts()


def following(page: Page) -> str:
    """Return where the next page of a list is; "" on the last."""
    link = page.locator("nav.pager a[rel=next]")
    return (link.get_attribute("href") or "") if link.count() else ""


def at_the_words(page: Page) -> str:
    """Check that *page* is that of a release, at a marked unit in view that stands out; return its words."""
    page.wait_for_url("**/releases/*.html#u-*")
    marked = page.locator(f"[id='{page.url.split('#')[1]}']")
    marked.wait_for()
    assert in_view(marked)
    others = page.locator("mark[id]:not(:target)")
    if others.count():
        assert looks_like(marked) != looks_like(others.first)
    return " ".join(marked.inner_text().split())


def in_view(found: Locator) -> bool:
    """Say whether the first line of an element is in the window now."""
    return bool(
        found.evaluate(
            """(element) => {
                const box = element.getClientRects()[0];
                return box.top >= 0 && box.bottom <= window.innerHeight;
            }"""
        )
    )


def looks_like(found: Locator) -> list[str]:
    """Return by what an element stands out."""
    return list(
        found.evaluate(
            "(element) => { const s = getComputedStyle(element); return [s.backgroundColor, s.outlineStyle]; }"
        )
    )
