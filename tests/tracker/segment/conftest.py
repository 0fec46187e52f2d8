"""A reader of single sentences: invented Norvale and Estmark speak, Veskia is spoken about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.domain import Release, Revision, Unit
from tracker.extract import extract
from tracker.segment import load_lexicon, segment

PARTIES = """
[parties]
Norvale = ["Norvale", "Norvalian"]
Estmark = ["Estmark", "Estmarker"]
Veskia = ["Veskia", "Veskian"]
Lurania = ["Lurania", "Luranian"]
"""
TITLE = "Foreign Minister Hale’s Meeting with Estmark Foreign Minister Orr"
Read = Callable[..., tuple[Unit, ...]]


@pytest.fixture(scope="session")
def lexicon_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lexicon") / "invented.toml"
    path.write_text(PARTIES, "utf-8")
    return path


@pytest.fixture(scope="session")
def read(lexicon_file: Path) -> Read:
    """Return the units of a text, as the release of the Norvalian ministry on a meeting with Estmark."""
    lexicon = load_lexicon([lexicon_file])

    def read_text(
        text: str, *, title: str = TITLE, issuer: str = "Ministry of Foreign Affairs of Norvale"
    ) -> tuple[Unit, ...]:
        body = text.encode()
        release = Release("r", "norvale", "r", issuer, "", title, date(2025, 1, 2))
        revision = Revision("v", release, 1, body, "text/plain", "utf-8", datetime(2025, 1, 2, tzinfo=UTC))
        return segment(revision, extract(body, "text/plain", charset="utf-8"), lexicon)

    return read_text
