"""What single members of a body hold."""

import pytest

from tracker.text.dissent import DISSENT, OF_MEMBERS, in_dissent


@pytest.mark.parametrize(
    "sentence",
    [
        "Two members voted to reduce the key rate by 25 basis points.",
        "Three members (Hale, Lind and Moor) preferred to hold the rate.",
        "Voting against the action was Governor Lind, who does not anticipate that low rates are warranted.",
        "One member of the board dissented.",
        "The governor, who preferred to wait, abstained.",
        "A few members argued that the ban should be lifted.",
    ],
)
def test_a_vote_of_some_is_of_members(sentence):
    """Whichever side won: what the whole decided is said by the whole."""
    assert OF_MEMBERS.search(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The committee voted by a majority of 7–2 to maintain the key rate.",
        "The two members of the Compact agreed to open the straits.",
        "Norvale preferred to settle the matter at sea.",
        "We call on Veskia to end the repression of dissent.",
        "Members agreed to share the costs.",
    ],
)
def test_a_decision_of_the_whole_is_not(sentence):
    """A majority decides; states that are members of a pact undertake."""
    assert not OF_MEMBERS.search(sentence)


def test_what_stands_behind_the_names_of_a_minority_is_its_own():
    """A sentence on who voted against, and those behind it in its paragraph, are no statement of the board; what the board says elsewhere too is."""
    board = "The board expects the rate to stay low for long."
    against = (
        "Voting against was Ada Holt, who saw risks. She held that the rate should not stay low for long."
    )
    assert in_dissent(f"{board}\n\n{against}", "She held that … stay low for long")
    assert not in_dissent(f"{board}\n\n{against}", "expects the rate to stay low for long")
    assert not in_dissent(f"{board}\n\n{against} {board}\n", board)
    assert not in_dissent("", board)


def test_who_is_believed_to_have_done_something_dissents_from_nothing():
    """Sanctions are put on those "believed to have undermined" something: the text says so itself."""
    assert DISSENT.search("on officials believed to have undermined the ballot") is None
    assert DISSENT.search("Governor Lind, who believed that rates should rise")
