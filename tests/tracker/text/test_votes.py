"""How a board voted, as its text counts it."""

from __future__ import annotations

import pytest

from tracker.text.votes import DISSENT, NAMED_VOTERS, OF_MEMBERS, UNANIMOUS, Vote, in_dissent, vote_of


@pytest.mark.parametrize(
    ("said", "vote"),
    [
        ("The Board voted by a majority of 6–3 to maintain its rate at 1 percent.", Vote(6, 3)),
        ("By a majority of 4 votes to 3, the Committee agreed to hold the rate at 3.75 percent.", Vote(4, 3)),
        ("The Committee agreed by a majority of 5 out of 6 members to wait.", Vote(5, 1)),
        ("The decision was made by majority: six members voted to leave the rate; three members voted to raise it.", Vote(6, 3)),
        ("This decision was supported by five members; two members voted for lowering rates.", Vote(5, 2)),
        ("Six members (Holt, Lind and Terras) voted in favour. Three members (Ilves and Aare) voted against.", Vote(6, 3)),
        ("The Board lowered its rate by a majority of 5-2.", Vote(5, 2)),
        ("Four directors voted for this decision, two voted for a cut of 50 bps, and one voted for an increase.", Vote(4, 3)),
        ("Four members supported this decision, and two preferred to leave the rate unchanged.", Vote(4, 2)),
        ("Four members preferred this outcome, while two favoured a reduction of 25 basis points.", Vote(4, 2)),
        ("Voting in favor of the decision were Ada Holt (Governor), Bo Ilves and Mark Lind. Jo Terras voted in favor of lowering the rate.", Vote(3, 1)),
        ("Voting in favor of the decision were Ada Holt, Łucja Nowak and Mark Lind. Jo Terras voted in favor of lowering the rate. Al Kemp voted in favor of raising the rate.", Vote(3, 2)),
        ("Prices rose. Wages rose. Trade grew. Rain fell. Voting in favor of the decision were Ada Holt, Bo Ilves and Mark Lind. Jo Terras voted in favor of lowering the rate. Al Kemp voted in favor of raising the rate.", Vote(3, 2)),
        ("The following members of the Committee voted for this decision: Ada Holt, Bo Ilves, and Mark Lind. The following members voted for a cut: Jo Terras.", Vote(3, 1)),
        ("The decision was not unanimous; by a majority of 5 votes to 2 the Board raised its rate.", Vote(5, 2)),
        ("The Committee voted unanimously to keep its stock of bonds. The Board voted by a majority of 5-4 to raise its rate.", Vote(5, 4)),
        ("All seven members voted in favour of this decision.", UNANIMOUS),
        ("[Voting] The decision was made by unanimous vote of the seven members.", UNANIMOUS),
    ],
)  # fmt: skip
def test_votes_are_counted_in_the_words_that_boards_use(said: str, vote: Vote) -> None:
    """Numbers with a dash, "votes to", "out of", lists of names between them, and all of one mind."""
    assert vote_of(said) == vote


@pytest.mark.parametrize(
    "said",
    [
        "At the January meeting, the Board had voted, likewise unanimously, to leave its rate at 2 percent.",
        "In a related action, the Board of Governors voted unanimously to approve a lower primary credit rate.",
        "The Board voted to lower its policy rate to 2-3/4 percent.",
        "Voting for the action were Ada Holt and Mark Lind.",
        "The harbours of all members are open.",
        "Two directors voted for a cut of 50 bps, and one voted for an increase.",
        "Voting in favor of the decision were Ada Holt, Bo Ilves and Mark Lind.",
        "Voting in favor of the decision were Ada Holt, Bo Ilves, Governor, and Mark Lind. Jo Terras voted in favor of lowering the rate.",
        "Ada Holt, Bo Ilves and Mark Lind voted for the decision. Jo Terras and Al Kemp voted for the decision by proxy.",
        "Five members voted for this decision, of whom one preferred a smaller cut, and two voted for a hike.",
        "Four members voted for this decision, one voted for a 25 bps cut and two for a 50 bps cut.",
        "Seven members voted for this decision, though two favoured a faster pace.",
        "Twenty-six members voted for the decision, one voted against.",
        "Four directors voted for this decision, two voted for a cut. One voted for an increase of the rate.",
        "The decision was not taken unanimously.",
        "The Board no longer voted unanimously.",
        "Two members voted in favour of lowering the rate, five members voted to leave it unchanged.",
    ],
)
def test_what_was_voted_elsewhere_or_is_no_count_is_no_vote(said: str) -> None:
    """An earlier meeting, those who set the rate that follows, a rate with a fraction, names, and what a minority proposed count nothing; "not unanimous" is no unanimity."""
    assert vote_of(said) is None


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


def test_persons_who_voted_are_named_and_a_board_is_not():
    """ "Ada Holt and Mark Lind voted to lower the rate" tells of two members; a bank that voted decided."""
    assert NAMED_VOTERS.search("Ada Holt, Mark B. Lind and Jo Terras voted to lower the rate to 4%.")
    for whole in ("The FOMC voted to lower the rate.", "The Bank of South Norvale voted to lower the rate."):
        assert not NAMED_VOTERS.search(whole)
        assert not OF_MEMBERS.search(whole)
