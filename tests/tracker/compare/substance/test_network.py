"""Whether something moved in substance between two sentences, as the network that ships sees it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tracker.compare.substance.network import SubstanceNetwork, load_substance_network, substance_odds
from tracker.errors import InstallError

PLEDGE = "The Ministry of Norvale will support the harbours of Estmark for as long as it takes."


@pytest.mark.parametrize(
    "after",
    [
        "The Ministry of Norvale will support the harbours of Estmark.",
        "The Ministry of Norvale is prepared to consider support for the harbours of Estmark for as long as it takes.",
        "The Ministry of Norvale will no longer support the harbours of Estmark.",
        "The Ministry of Norvale will support the harbours of Estmark for as long as it takes, subject to reforms.",
    ],
)
def test_a_pledge_that_moved_has_higher_odds_than_the_same_pledge_in_other_words(after):
    """A duration lost, a lesser verb, a “no longer” and a condition move what was promised; the passive voice does not."""
    passive = "For as long as it takes, the harbours of Estmark will be supported by the Ministry of Norvale."
    assert substance_odds(PLEDGE, after) > 0 > substance_odds(PLEDGE, passive)


def test_two_equal_sentences_did_not_move():
    """A sentence that stands word for word in both texts says what it said."""
    assert substance_odds(PLEDGE, PLEDGE) < 0


@pytest.mark.parametrize("name", ["substance.onnx", "substance.json", "tokenizer.json"])
def test_a_file_that_is_missing_or_damaged_is_one_line_that_says_what_to_do(tmp_path, name):
    """An installation that lost a file is not read with another network, and the remedy names the folder."""
    folder = Path(str(load_substance_network().folder))
    for spoil in (lambda file: file.unlink(), lambda file: file.write_bytes(b"{}")):
        shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
        spoil(tmp_path / name)
        with pytest.raises(InstallError, match="comparison of sentences") as error:
            SubstanceNetwork(tmp_path).odds(PLEDGE, PLEDGE)
        assert "tracker/compare/substance/model" in str(error.value.remedy)
