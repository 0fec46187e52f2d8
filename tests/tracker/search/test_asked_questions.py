"""What of a search only asks."""

import pytest

from tracker.search.asked_questions import asks_for_all, is_question, without_asking


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("when did Norvale last mention the herring levy", "Norvale the herring levy"),
        ("how often was the raid condemned", "the raid condemned"),
        ("what does Norvale say on herring", "Norvale on herring"),
        ("what did WHO say on herring last", "WHO on herring"),
        ("how many times was the raid condemned", "the raid condemned"),
        ("when did the Halden Times mention herring", "the Halden Times herring"),
    ],
)
def test_the_frame_of_a_question_is_not_looked_for(asked, left):
    """No text answers "when did they last say it" with "when" or "last"; a small word stays, since it tells on whom something is."""
    assert without_asking(asked, lambda _: False) == left


def test_first_and_last_stay_where_texts_have_them_beside_the_word():
    """A doctrine is of "no first use", and a lender "of last resort"."""
    asked = "when did Norvale last pledge no first use"
    assert without_asking(asked, lambda phrase: phrase == '"first use"') == "Norvale pledge no first use"


@pytest.mark.parametrize("text", ["first lady", "lender of last resort", "the Halden Times", "latest levy"])
def test_what_is_no_question_keeps_every_word(text):
    """A first lady is not any lady, and a newspaper has its name; only a question has words that nothing but ask."""
    assert without_asking(text, lambda _: False) == text
    assert not asks_for_all(text)


def test_what_would_leave_nothing_or_is_a_quotation_stays():
    """In quotes all is words, and "latest" alone is all that was asked."""
    assert without_asking('"last herring"', lambda _: False) == '"last herring"'
    assert without_asking("latest", lambda _: False) == "latest"


def test_a_body_is_no_question():
    """Capitals name the World Health Organization."""
    assert not is_question("WHO herring levy")
    assert is_question("who lowered levies")


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("when did Norvale stop calling the levy temporary", "Norvale the levy temporary"),
        ("does Norvale no longer speak of herring", "Norvale herring"),
        ("what is new on herring since 2031", "on herring since 2031"),
        ("how long did Norvale keep the levy", "Norvale keep the levy"),
        ("the herring levy since when", "the herring levy"),
        ("what is the reason for the Veskia-related levy", "the for the Veskia levy"),
        ("by when does Norvale want to end the levy", "Norvale to end the levy"),
        ("who opposed the harbour decision in 2031", "dissent in 2031"),
        ("which decisions were not unanimous in 2031", "dissent in 2031"),
        ("what does Norvale want from Veskia", "Norvale from Veskia"),
    ],
)
def test_who_asks_for_an_end_a_time_or_a_wish_looks_for_no_such_word(asked, left):
    """No text says that it stops saying something, what is new in it, or that it was not unanimous; since when is a time."""
    assert without_asking(asked, lambda _: False) == left


def test_new_is_of_a_name_before_a_capital():
    """ "What is New York doing" asks of New York; "what is new on levies" asks for what is new."""
    said = [
        without_asking(text, lambda _: False)
        for text in ("what is New York doing on levies", "what is new on levies")
    ]
    assert said == ["New York doing on levies", "on levies"]
