"""What single members of a body hold."""

import pytest

from tracker.text.dissent import OF_MEMBERS


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
