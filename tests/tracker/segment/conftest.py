"""Readers of single sentences: invented Norvale and Estmark speak, Veskia is spoken about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker.domain import Document, Kind, Release, Revision, Unit
from tracker.extract import extract
from tracker.segment.lexicon.lexicon import Lexicon, load_lexicon
from tracker.segment.network.encoder import load_encoder
from tracker.segment.network.spans import Span
from tracker.segment.reader import build_units, segment
from tracker.segment.sentences import sentences
from tracker.segment.speakers.participants import find_participants

PARTIES = """
[parties]
Norvale = ["Norvale", "Norvalian"]
Estmark = ["Estmark", "Estmarker"]
Veskia = ["Veskia", "Veskian"]
Lurania = ["Lurania", "Luranian"]
"""
TITLE = "Foreign Minister Hale’s Meeting with Estmark Foreign Minister Orr"
ISSUER = "Ministry of Foreign Affairs of Norvale"
Read = Callable[..., tuple[Unit, ...]]


@pytest.fixture(scope="session")
def lexicon_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lexicon") / "invented.toml"
    path.write_text(PARTIES, "utf-8")
    return path


@pytest.fixture(scope="session")
def lexicon(lexicon_file: Path) -> Lexicon:
    return load_lexicon([lexicon_file])


def revision_of(text: str, title: str, issuer: str) -> tuple[Revision, Document]:
    """Return *text* as a release of the Norvalian ministry, and its document."""
    body = text.encode()
    release = Release("r", "norvale", "r", issuer, "", title, date(2025, 1, 2))
    revision = Revision("v", release, 1, body, "text/plain", "utf-8", datetime(2025, 1, 2, tzinfo=UTC))
    return revision, extract(body, "text/plain", charset="utf-8")


@pytest.fixture(scope="session")
def read(lexicon: Lexicon) -> Read:
    """Return the units of a text as the shipped reader finds them."""

    def read_text(
        text: str, *, title: str = TITLE, issuer: str = ISSUER, terms: Lexicon = lexicon
    ) -> tuple[Unit, ...]:
        revision, document = revision_of(text, title, issuer)
        return segment(revision, document, terms, load_encoder())

    return read_text


@pytest.fixture(scope="session")
def read_as(lexicon: Lexicon) -> Read:
    """Return the units that given quotes of a text make, each with its kind: what grammar and lexicon say of them."""

    def build(
        text: str, *quotes: tuple[str, str], title: str = TITLE, issuer: str = ISSUER
    ) -> tuple[Unit, ...]:
        revision, document = revision_of(text, title, issuer)
        found = tuple(sentences(document))
        terms = lexicon.knowing(issuer, title)
        participants = find_participants(document, revision.release, found, terms)
        spans = []
        for quote, kind in quotes:
            start = text.index(quote)
            span = Span(start, start + len(quote), Kind(kind), 4, 0, False, 0.9, 0.9, 0.9)
            spans.append((span, next(n for n, one in enumerate(found) if one.start <= start < one.end)))
        return build_units(spans, found, document, revision, terms, participants)

    return build
