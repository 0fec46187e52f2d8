"""Pictures of the pages for the documentation: ``python -m tests.browser.screenshots docs/images``.

Taken of the demo, so of invented states only, by the browser the tests use. Written
with few colours: a page of words needs no more, and a picture stays under 200 KB.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser import sites, sorts
from tests.browser.chromium import Scheme, Watched, chromium
from tests.browser.looks import unroll
from tests.browser.sites import Desk, as_shown

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MOST_BYTES = 200_000
COLOURS = (256, 128, 64)
SAID = "rescue fund"  # what the picture of the search asks for


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: of what, how wide and how tall, in which scheme."""

    name: str
    url: str
    width: int = 1280
    height: int = 1400
    scheme: Scheme = "light"
    search: str = ""  # typed into the search first


def shots(desk: Desk) -> Iterator[Shot]:
    """Yield what is taken of the demo."""
    site = desk.site

    def page(sort: str) -> str:
        return (site / sorts.address(site, sort)).as_uri()

    (letter,) = (desk.folder / "outbox").glob("*.eml")
    yield Shot("digest", (desk.folder / "digest.html").as_uri(), height=1620)
    yield Shot("mail", as_shown(letter, desk.folder / "mail").as_uri(), width=600)
    yield Shot("overview", page("overview"))
    yield Shot("overview-dark", page("overview"), scheme="dark")
    yield Shot("overview-narrow", page("overview"), width=320)
    yield Shot("changes", page("changes"))
    yield Shot("line", page("line"))
    yield Shot("release", (site / sorts.that_says(site, "releases", 'id="texts"')).as_uri())
    yield Shot("search", page("search"), height=1100, search=SAID)


def take(browser: Browser, shot: Shot, files: Path) -> bytes:
    """Return *shot* as PNG.

    Raises:
        AssertionError: Something went wrong on its page.
    """
    watched = Watched(browser, files)
    with watched.page(shot.url, width=shot.width, height=shot.height, scheme=shot.scheme) as page:
        unroll(page)
        if shot.search:
            page.locator("#q").fill(shot.search)
            page.locator("ol.hits").wait_for()
        taken = page.screenshot()
    assert watched.troubles == [], shot
    return small(taken)


def small(picture: bytes) -> bytes:
    """Return *picture* with as many colours as its size allows."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as opened:
        for colours in COLOURS:
            kept = io.BytesIO()
            opened.convert("RGB").quantize(colours, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
            if kept.tell() <= MOST_BYTES:
                break
    return kept.getvalue()


def main(folder: Path) -> None:
    """Write all pictures to *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, chromium() as browser:
        desk = Desk(Path(made))
        sites.command("demo", "--folder", made, folder=desk.folder)
        sites.build(desk)
        for shot in shots(desk):
            picture = take(browser, shot, desk.folder)
            (folder / f"{shot.name}.png").write_bytes(picture)
            print(f"{shot.name}.png: {len(picture):,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
