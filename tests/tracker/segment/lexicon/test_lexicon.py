from __future__ import annotations

from pathlib import Path

import pytest

from tracker.errors import ConfigError
from tracker.segment.lexicon.lexicon import inflect, load_lexicon


@pytest.mark.parametrize(
    ("verb", "past", "ing"),
    [("agree", "agreed", "agreeing"), ("commit", "committed", "committing"), ("deny", "denied", "denying"),
     ("undertake", "undertook", "undertaking"), ("pledge", "pledged", "pledging"), ("call on", "called on", "calling on")],
)  # fmt: skip
def test_verbs_are_known_in_every_form(verb: str, past: str, ing: str) -> None:
    """A lexicon lists lemmas; texts use past, present and participles."""
    irregular = {"commit": ["commits", "committed", "committed", "committing"],
                 "undertake": ["undertakes", "undertook", "undertaken", "undertaking"]}  # fmt: skip
    forms = inflect(verb, irregular)
    assert forms[past] == "past"
    assert forms[ing] == "ing"


def test_an_analysts_file_extends_the_lexicon_and_changes_the_stamp(tmp_path: Path) -> None:
    """A new term is read, and everything read with it says so."""
    terms = tmp_path / "terms.toml"
    terms.write_text('[commit]\navow = 4\n[parties]\nNorvale = ["Norvale"]\n', "utf-8")
    lexicon = load_lexicon([terms])
    assert lexicon.leads["avowed"][0].level == 4
    assert lexicon.fingerprint != load_lexicon().fingerprint


def test_a_wrong_lexicon_names_file_and_line(tmp_path: Path) -> None:
    """An analyst must be able to mend the file from the message alone."""
    terms = tmp_path / "terms.toml"
    terms.write_text("\n\n[comit]\navow = 4\n", "utf-8")
    with pytest.raises(ConfigError, match=r"terms\.toml:3: \[comit\] is not a table"):
        load_lexicon([terms])
    terms.write_text("[commit\n", "utf-8")
    with pytest.raises(ConfigError, match="not TOML"):
        load_lexicon([terms])
    with pytest.raises(ConfigError, match="cannot be read"):
        load_lexicon([tmp_path / "absent.toml"])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            '[commit]\nagree = 4\navow = "strong"\n',
            r"terms\.toml:3: \[commit\] avow = 'strong'.*level from 0 to 5",
        ),
        ("[direct]\nbeg = 9\n", r"terms\.toml:2: \[direct\] beg = 9"),
        ('[parties]\nNorvale = "Norvale"\n', r"terms\.toml:2: \[parties\] Norvale.*list of texts"),
    ],
)
def test_a_value_the_lexicon_cannot_hold_names_its_line(tmp_path: Path, content: str, told: str) -> None:
    """A level off the ladder or a name that is no list would be read as something else."""
    terms = tmp_path / "terms.toml"
    terms.write_text(content, "utf-8")
    with pytest.raises(ConfigError, match=told):
        load_lexicon([terms])


def test_an_office_holder_of_the_lexicon_speaks_for_a_party(tmp_path: Path) -> None:
    """A surname in [people] says for whom a person speaks where the text does not."""
    terms = tmp_path / "terms.toml"
    terms.write_text('[people]\nNorvale = ["Hale"]\n', "utf-8")
    assert load_lexicon([terms]).people["Hale"] == "Norvale"
