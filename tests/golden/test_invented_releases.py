"""Coded releases of invented issuers: what the reader learns from beside the coded releases of real ones."""

import json
from pathlib import Path

import pytest

from tracker.domain import Kind
from training.reader import invented_releases
from training.reader.invented_releases import invented_examples


def test_every_coded_unit_is_whole_words_of_its_text_and_shares_at_most_half_of_itself_with_another() -> None:
    """A coder's quote begins and ends in words, has a kind and a level of the guide, and no words are coded twice."""
    kinds = {kind.value for kind in Kind}
    found = list(invented_examples())
    assert len({example.id for example in found}) == len(found)
    for example in found:
        text, before = example.document.text, 0
        for unit in example.units:
            quote = text[unit.start : unit.end]
            assert quote, example.id
            assert quote == quote.strip(), (example.id, quote)
            assert unit.kind in kinds, (example.id, quote)
            assert 1 <= unit.level <= 5, (example.id, quote)
            assert max(0, before - unit.start) <= len(quote) / 2, (example.id, quote)
            before = unit.end


def test_a_text_that_was_changed_after_it_was_coded_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offsets point into one text alone: of another they would teach the reader nonsense."""
    release = {
        "id": "one",
        "issuer": "Norvale",
        "published": "2031-05-04",
        "title": "",
        "text": "It will act.",
    }
    coded = {"release": "one", "sha256": "0" * 64, "units": [[3, 11, "U.own", 4, 0, "+", False]]}
    (tmp_path / "releases.jsonl").write_text(json.dumps(release))
    (tmp_path / "coded.jsonl").write_text(json.dumps(coded))
    monkeypatch.setattr(invented_releases, "FOLDER", tmp_path)
    monkeypatch.setattr(invented_releases, "CODED", tmp_path / "coded.jsonl")
    with pytest.raises(ValueError, match="one: its text is not the one that was coded"):
        next(invented_examples())
