"""The wordings of walls: what the data file must keep to."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import tracker.guard.wordings as module
from tracker.guard.interstitials import NAMES
from tracker.guard.wordings import load_wordings

LANGUAGES = {"en", "ko", "ja", "zh", "fr", "de", "es", "ru", "ar", "pt"}
TABLES = tomllib.loads((Path(module.__file__).parent / "words.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", NAMES)
def test_each_kind_of_wall_is_known_in_ten_languages(kind: str) -> None:
    """A gate speaks the language of its visitor's browser or of its site."""
    assert set(TABLES[kind]) == LANGUAGES
    assert all(TABLES[kind][language]["says"] for language in LANGUAGES)


def test_every_wording_finds_itself() -> None:
    """Each is found where it stands in a sentence: it is looked up by its first characters."""
    words = load_wordings()
    for found in words.says.values():
        for wording in found:
            sentence = f"now, {' – '.join(wording.pieces)} here"
            assert wording in words.said_in(sentence), wording


def test_no_wording_is_a_single_common_word() -> None:
    """A wording is a phrase, or a word of a script that is written without blanks."""
    for kind in NAMES:
        for language in LANGUAGES - {"ko", "ja", "zh", "ar"}:
            for says in TABLES[kind][language]["says"]:
                assert len(says.split()) > 1 or "-" in says, says


def test_a_wording_stands_at_the_start_of_a_word_and_within_one_sentence() -> None:
    """“Homepage not found” holds no “page not found”, and two sentences hold no wording together."""
    words = load_wordings()
    assert not words.said_in("the homepage not found by many")
    assert [wording.kind for wording in words.said_in("our site is closed for maintenance")] == [
        "maintenance"
    ]
    assert words.said_in("our site is new. it is open for maintenance") == []
