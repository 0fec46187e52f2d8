"""Every sort of page, at every width, in light and dark and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import sorts
from tests.browser.chromium import HEIGHT, Watched
from tests.browser.looks import look, look_for_all, look_printed, look_small, nothing
from tests.browser.sites import Desk

SCRIPT = (Path(__file__).parent / "scripts" / "first_screen.js").read_text("utf-8")
QUOTED_WITHIN = {
    1280: 500,
    390: 700,
}  # px from the top to the first words somebody said, by width of the window
HEADER = 96  # px, on a phone
SIZES = 6  # of type


@pytest.mark.parametrize("sort", sorts.ALL)
def test_a_page_of_each_sort_is_laid_out_for_everyone(sort: str, watched: Watched, demo_site: Path) -> None:
    """From a phone to a desk nothing is cut off or missing; headings are in order; axe-core finds nothing grave.

    Paper shows all that the screen does. The pages are opened as files.
    """
    with watched.page((demo_site / sorts.address(demo_site, sort)).as_uri()) as page:
        nothing(look_for_all(page) + look(page) + look_small(page) + look_printed(page))


def test_a_release_that_was_edited_sets_its_texts_side_by_side(watched: Watched, demo_site: Path) -> None:
    """The page of a text that was changed after publication is laid out as well, with both columns on a phone."""
    with watched.page((demo_site / sorts.that_says(demo_site, "releases", 'id="texts"')).as_uri()) as page:
        nothing(look_for_all(page) + look(page) + look_small(page) + look_printed(page))


@pytest.mark.parametrize(
    "address",
    [
        "changes.html?label=weakened&family=positions",
        "search.html?q=lighthouse",
        "search.html?q=lighthouse+since%3Ayesterday",
        "search.html?q=zeppelin",
        "compare.html",
    ],
)
def test_a_page_that_only_a_server_gives_is_laid_out_for_everyone(
    address: str, watched: Watched, desk_served: str
) -> None:
    """Filters and their forms, hits, nothing found and a query that is wrong: as well as any other page."""
    with watched.page(f"{desk_served}/{address}") as page:
        nothing(look_for_all(page) + look(page) + look_small(page))


@pytest.mark.parametrize(("folder", "parts"), [("releases", "Only A says"), ("lines", "Facet by facet")])
def test_a_comparison_is_laid_out_for_everyone(
    folder: str, parts: str, watched: Watched, demo_site: Path, demo_served: str
) -> None:
    """Two addresses pasted into the form are compared: whole texts, or what was last said on two lines."""
    first, second = (path.relative_to(demo_site) for path in sorted((demo_site / folder).glob("*.html"))[:2])
    with watched.page(f"{demo_served}/compare.html") as page:
        page.locator("#a").fill(f"{demo_served}/{first}")
        page.locator("#b").fill(f"{demo_served}/{second}")
        page.locator("form.choose button").click()
        page.locator("h2", has_text=parts).wait_for()
        nothing(look_for_all(page) + look(page) + look_small(page) + look_printed(page))


def test_an_address_that_is_not_there_is_answered_with_a_page(watched: Watched, desk_served: str) -> None:
    """Nothing of that name: a sentence, in a page like any other, with its navigation and its search."""
    watched.others = f"{desk_served}/lines/"
    with watched.page(f"{desk_served}/lines/0123456789abcdef.html") as page:
        assert "0123456789abcdef" in page.locator("main").inner_text()
        nothing(look_for_all(page) + look(page))


@pytest.mark.shared
@pytest.mark.parametrize("sort", sorts.ALL)
def test_pages_of_two_thousand_real_releases_are_laid_out_for_everyone(
    sort: str, watched: Watched, real_desk: Desk
) -> None:
    """The longest page of each sort that real texts make is no worse than one of the demo."""
    site = real_desk.site
    with watched.page((site / sorts.address(site, sort)).as_uri()) as page:
        nothing(look_for_all(page, ["light"]) + look(page))


@pytest.mark.shared
def test_two_thousand_real_releases_are_served_alike(
    watched: Watched, real_desk: Desk, real_served: str
) -> None:
    """A page from the server says what the file says."""
    for sort in ("overview", "release", "line"):
        address = sorts.address(real_desk.site, sort)
        with (
            watched.page(f"{real_served}/{address}") as live,
            watched.page((real_desk.site / address).as_uri()) as file,
        ):
            assert live.locator("h1").inner_text() == file.locator("h1").inner_text()
            assert live.locator("main q, main blockquote, main mark").all_inner_texts() == (
                file.locator("main q, main blockquote, main mark").all_inner_texts()
            )


@pytest.mark.parametrize("sort", ["overview", "release", "line"])
def test_a_page_begins_with_what_was_said(sort: str, watched: Watched, demo_site: Path) -> None:
    """Words of a text stand on the first screen; six sizes of type; no link or field is too small for a finger."""
    with watched.page((demo_site / sorts.address(demo_site, sort)).as_uri()) as page:
        for width, within in QUOTED_WITHIN.items():
            page.set_viewport_size({"width": width, "height": HEIGHT})
            found = page.evaluate(SCRIPT)
            assert found["words"] <= within, f"{width} px: the first words are at {found['words']:.0f}"
            assert len(found["sizes"]) <= SIZES, found["sizes"]
            assert found["small"] == []
        assert found["header"] <= HEADER
