"""What of a search only asks."""

import pytest

from tracker.search.asked_questions import (
    asks_for_all,
    asks_for_standing,
    is_question,
    without_asking,
    without_promising,
)


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("when did Norvale last mention the herring levy", "Norvale the herring levy"),
        ("how often was the raid condemned", "the raid condemned"),
        ("what does Norvale say on herring", "Norvale on herring"),
        ("what did WHO say on herring last", "WHO on herring"),
        ("how many times was the raid condemned", "the raid condemned"),
        ("when did the Halden Times mention herring", "the Halden Times herring"),
        ("did anyone call for a levy", "call for a levy"),
        ("what exactly did Norvale say about herring", "Norvale herring"),
        ("latest Norvale position on the levy", "Norvale on the levy"),
        ("news on the herring levy", "on the herring levy"),
        ("does Norvale mention Veskia by name", "Norvale Veskia"),
        ('did Norvale drop the word "levy" in 2031', 'Norvale "levy" in 2031'),
        ("Norvale's stance on herring", "Norvale on herring"),
        ("when did Norvale stop buying herring", "Norvale buying herring"),
        ("on what terms would Norvale lift the levy", "Norvale lift the levy"),
        ("to whom did Norvale sell the ferry", "Norvale sell the ferry"),
        ("how much herring does Norvale plan to buy", "herring Norvale to buy"),
        ("what did Norvale raise right after the flood", "Norvale raise after the flood"),
        ("what has changed in the levy since 2031", "in the levy since 2031"),
        ("what did Norvale change in May 2031", "Norvale in May 2031"),
    ],
)
def test_the_frame_of_a_question_is_not_looked_for(asked, left):
    """No text answers "when did they last say it" with "when" or "last"; a small word stays, since it tells on whom something is."""
    assert without_asking(asked, lambda _: False) == left


def test_first_and_last_stay_where_texts_have_them_beside_the_word():
    """A doctrine is of "no first use", and a lender "of last resort"."""
    asked = "when did Norvale last pledge no first use"
    assert without_asking(asked, lambda phrase: phrase == '"first use"') == "Norvale pledge no first use"


@pytest.mark.parametrize(
    "text", ["first lady", "lender of last resort", "the Halden Times", "latest levy", "current account"]
)
def test_what_is_no_question_keeps_every_word(text):
    """A first lady is not any lady, and a newspaper has its name; only a question has words that nothing but ask."""
    assert without_asking(text, lambda _: False) == text
    assert not asks_for_all(text)


def test_what_would_leave_nothing_or_is_a_quotation_stays():
    """In quotes all is words, and "latest" alone is all that was asked."""
    assert without_asking('"last herring"', lambda _: False) == '"last herring"'
    assert without_asking("latest", lambda _: False) == "latest"
    assert (
        without_asking('does Norvale still say "last herring"', lambda _: False) == 'Norvale "last herring"'
    )


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


@pytest.mark.parametrize(
    ("asked", "words", "left"),
    [
        ("promised to lower the levy", "to lower the levy", ("promised",)),
        ("G7 committed to lower levies", "G7 to lower levies", ("committed",)),
        ("pledged herring", "pledged herring", ()),
        ("commission lowered levies", "commission lowered levies", ()),
    ],
)
def test_a_verb_of_promising_is_no_word_of_what_is_promised(asked, words, left):
    """Texts promise in many ways; where hardly anything else is asked for the verb is a word like any other."""
    assert without_promising(asked) == (words, left)


@pytest.mark.parametrize(
    ("asked", "standing"),
    [
        ("is the levy still in force", True),
        ("has Norvale ever promised a levy", True),
        ("when did Norvale last say levy", True),
        ("who asked for the levy last", True),
        ("who asked for the levy", True),
        ("what did Norvale ask for", False),
        ("how long did the levy last", False),
        ("the last levy", False),
    ],
)
def test_who_asks_whether_when_or_who_asks_for_the_first_and_the_last_text(asked, standing):
    """Yes or no is answered by the texts that say it; what somebody said, by what they said."""
    assert asks_for_standing(asked) is standing
