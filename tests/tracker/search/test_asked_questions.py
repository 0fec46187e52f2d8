"""What of a search only asks."""

import pytest

from tracker.search.asked_questions import is_question, without_asking


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("when did Norvale last mention the herring levy", "Norvale the herring levy"),
        ("how often was the raid condemned", "the raid condemned"),
        ("what does Norvale say on herring", "Norvale on herring"),
        ("latest herring levy", "herring levy"),
        ("WHO herring last", "WHO herring"),
    ],
)
def test_the_frame_of_a_question_is_not_looked_for(asked, left):
    """No text answers "when did they last say it" with "when" or "last"; a small word stays, since it tells on whom something is."""
    assert without_asking(asked, lambda _: False) == left


def test_first_and_last_stay_where_texts_have_them_beside_the_word():
    """A doctrine is of "no first use", and a lender "of last resort"."""
    assert without_asking("no first use", lambda phrase: phrase == '"first use"') == "no first use"
    assert (
        without_asking("lender of last resort", lambda phrase: phrase == '"last resort"')
        == "lender of last resort"
    )


def test_what_would_leave_nothing_or_is_a_quotation_stays():
    """In quotes all is words, and "latest" alone is all that was asked."""
    assert without_asking('"last herring"', lambda _: False) == '"last herring"'
    assert without_asking("latest", lambda _: False) == "latest"


def test_a_body_is_no_question():
    """Capitals name the World Health Organization."""
    assert not is_question("WHO herring levy")
    assert is_question("who lowered levies")
