"""Single files a reader is handed: the digest, two accounts of one event, a mail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.chromium import Watched
from tests.browser.conftest import Demo
from tests.browser.looks import look, look_for_all, look_laid_out, look_printed, nothing
from tests.browser.sites import READER, Desk, as_shown, command

MAIL_WIDTHS = (320, 600)


def test_the_digest_reads_at_every_width_in_light_and_dark_and_on_paper(watched: Watched, demo: Demo) -> None:
    """Nothing is cut off or scrolls sideways from a phone to a desk; axe-core finds nothing grave; paper shows all."""
    with watched.page((demo.folder / "digest.html").as_uri()) as page:
        nothing(look_for_all(page) + look(page) + look_printed(page))


def test_two_accounts_read_at_every_width(watched: Watched, demo: Demo) -> None:
    """The page that sets two accounts beside each other is laid out as well as the digest."""
    publishers = (demo.folder / "site" / name for name in ("ministry", "compact"))
    latest = [sorted(folder.glob("2025-10-*.html"))[0] for folder in publishers]
    command("compare", *latest, "--config", demo.config, "-o", "accounts.html", folder=demo.folder)
    with watched.page((demo.folder / "accounts.html").as_uri()) as page:
        nothing(look_for_all(page) + look(page) + look_printed(page))


def test_a_mail_reads_at_600_px_and_on_a_phone(watched: Watched, demo: Demo) -> None:
    """The HTML of a mail needs no sideways scrolling in the pane of a mail program, and is readable in light and dark.

    Its pictures come with it; it asks for nothing else.
    """
    (letter,) = (demo.folder / "outbox").glob("*.eml")
    read(letter, watched)


@pytest.mark.shared
def test_a_mail_of_two_years_of_real_releases_reads_at_600_px(watched: Watched, real_desk: Desk) -> None:
    """A mail cut to its greatest size, of 677 releases at once, is laid out as the one of the demo is."""
    command(
        "digest", "preview", READER, "--config", real_desk.config, "-o", "real.eml", folder=real_desk.folder
    )
    read(real_desk.folder / "real.eml", watched)


def read(letter: Path, watched: Watched) -> None:
    """Look at a mail as a mail program shows it."""
    written = as_shown(letter, letter.parent / "mail")
    with watched.page(written.as_uri(), width=max(MAIL_WIDTHS)) as page:
        nothing(look_for_all(page) + look_laid_out(page, MAIL_WIDTHS))
        drawn = page.locator("img").evaluate_all("(all) => all.map((one) => one.naturalWidth)")
        assert drawn
        assert all(drawn)
