"""What a reader has before them without scrolling, and whether a finger meets what it aims at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import sorts
from tests.browser.chromium import HEIGHT, Watched

SCRIPT = (Path(__file__).parent / "scripts" / "first_screen.js").read_text("utf-8")
QUOTED_WITHIN = {
    1280: 500,
    390: 700,
}  # px from the top to the first words somebody said, by width of the window
HEADER = 96  # px, on a phone
SIZES = 6  # of type


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
