"""A release whose every part is made to break out of where it is shown: it is text, and the page stands."""

from __future__ import annotations

from pathlib import Path

from tests.browser.chromium import Watched
from tests.browser.looks import look, nothing
from tests.browser.sites import Desk, command
from tests.browser.texts import IMAGE, OVERRIDE, SCRIPT, TEMPLATE

PWNED = "window.pwned"


def hostile_pages(site: Path) -> list[Path]:
    """Return every page that shows something of the hostile publisher."""
    return [path for path in sorted(site.rglob("*.html")) if PWNED in path.read_text("utf-8")]


def test_nothing_of_a_hostile_release_is_obeyed_on_any_page(watched: Watched, desk_site: Path) -> None:
    """Scripts do not run, handlers are not attached, links lead nowhere, templates are not filled in."""
    pages = hostile_pages(desk_site)
    assert {path.parent.name for path in pages} >= {"public", "releases", "lines", "sources", "parties"}
    seen = ""
    with watched.page() as page:
        for path in pages:
            page.goto(path.as_uri())
            assert page.evaluate(f"typeof {PWNED}") == "undefined"
            assert (
                page.locator("main script, main img, main svg[onload], [onmouseover], [onerror]").count() == 0
            )
            assert page.locator("a[href^='javascript:' i]").count() == 0
            seen += page.locator("body").inner_text()
    assert SCRIPT in seen
    assert IMAGE in seen
    assert TEMPLATE in seen
    assert OVERRIDE not in seen
    assert "49" not in [word.strip("()") for word in seen.split()]


def test_a_word_of_ten_thousand_letters_breaks_no_page(watched: Watched, desk_site: Path) -> None:
    """From a phone to a desk the pages that show it are as wide as their window, and none of it is cut off."""
    wrong = []
    with watched.page() as page:
        for path in hostile_pages(desk_site):
            page.goto(path.as_uri())
            wrong += [f"{path.relative_to(desk_site)}: {one}" for one in look(page)]
    nothing(wrong)


def test_a_hostile_release_is_text_in_a_report_and_in_live_search(
    watched: Watched, desk: Desk, desk_served: str
) -> None:
    """Also where a script puts what was found into the page, and in the single file that is mailed around."""
    command(
        "report", "--source", "ostmere-mfa", "--config", desk.config, "-o", "report.html", folder=desk.folder
    )
    with watched.page((desk.folder / "report.html").as_uri(), width=320) as page:
        assert page.evaluate(f"typeof {PWNED}") == "undefined"
        assert SCRIPT in page.locator("body").inner_text()
        nothing(look(page))
    with watched.page(f"{desk_served}/search.html") as page:
        page.locator("#q").fill("onerror provocation")
        page.locator("ol.hits").wait_for()
        assert page.evaluate(f"typeof {PWNED}") == "undefined"
        assert IMAGE in page.locator("ol.hits").inner_text()
        nothing(look(page))
