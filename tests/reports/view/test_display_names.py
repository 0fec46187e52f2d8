"""What codes are called on screen."""

import pytest

from reports.view.display_names import party_name, topic_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("USA", "United States"),
        ("KOR", "Republic of Korea"),
        ("PRK", "DPR Korea"),
        ("TWN", "Taiwan"),
        ("BOL", "Bolivia"),
        ("PSE", "State of Palestine"),
        ("VGB", "British Virgin Islands"),
        ("SHN", "Saint Helena, Ascension and Tristan da Cunha"),
        ("ASEAN", "ASEAN"),
        ("Estmark", "Estmark"),
    ],
)
def test_a_state_goes_by_the_name_its_readers_use_and_a_body_by_its_own(code, name):
    """A code of ISO 3166 is a state by its common name, turned round where the register lists it behind a comma."""
    assert party_name(code) == name


def test_a_speaker_whom_the_text_hides_is_not_named():
    """Nobody is called "unresolved": the text did not name who speaks."""
    assert party_name("unresolved") == "not named"


def test_three_letters_that_are_no_country_stay_as_they_are():
    """What is no code of a state, and what is in lower case, is a name of its own."""
    assert (party_name("XQZ"), party_name("usa")) == ("XQZ", "usa")


def test_a_name_cannot_turn_a_line_round():
    """A party's name from a text carries no control characters onto the page."""
    assert party_name("Nor\u202evale\x1b") == "Nor vale"


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        ("military.alliance", "Military: alliance"),
        ("cbrn.chem_bio", "CBRN: chemical and biological"),
        ("technology.ai", "Technology: AI"),
        ("rights_freedoms", "Rights and freedoms"),
        ("other", "Other"),
    ],
)
def test_a_topic_is_called_in_words_its_parent_first(topic, name):
    """Nobody has to know the codes of topics to read a page."""
    assert topic_name(topic) == name
