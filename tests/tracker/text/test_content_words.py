"""Content words."""

import pytest

from tracker.text.content_words import content_stems, party_code, party_codes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("launched", "launches"),
        ("committed", "commitments"),
        ("denuclearisation", "denuclearization"),
        ("policies", "policy"),
        ("the DPRK", "North Korea"),
        ("the Republic of Korea", "South Korea"),
        ("U.S.", "United States"),
        ("Japan’s", "Japanese"),
    ],
)
def test_forms_of_one_word_are_one(one, other):
    """Endings, spelling and ways of naming a state do not make another word."""
    assert content_stems(one) == content_stems(other)


@pytest.mark.parametrize(
    ("one", "other"), [("told us", "the US"), ("North Korea", "South Korea"), ("will", "may")]
)
def test_different_words_stay_different(one, other):
    """A pronoun is no state, and the two Koreas are two."""
    assert content_stems(one) != content_stems(other) or content_stems(one) == ()


def test_a_party_has_one_form():
    """A code and a short name are one party; an unknown name is itself."""
    assert party_code("USA") == party_code("US") == party_code("United States")
    assert party_code("Norvale") == "norvale"


def test_states_in_a_phrase_are_named():
    """Every state and body in a phrase is found once."""
    assert party_codes("Japan, the Japanese and the UN Security Council") == {"jpn", "unsc"}
