"""What only leads to a statement, what the economy will do and what was done in an earlier year is none."""

from __future__ import annotations

import pytest

from tracker.segment.exclusions import is_forecast, is_guidance, is_old_fact, is_outlook, states_nothing


@pytest.mark.parametrize(
    ("before", "said", "nothing"),
    [
        ("In ", "determining the size of its moves", True),
        ("By ", "recalling the pact, they reaffirmed it", False),
        ("They agreed on ", "determining the size of the fleet", False),
        ("", "let’s go back to the line of Orr", True),
        ("", "we’ll turn to your questions", True),
        ("", "I’ll get back to you on that", True),
        ("", "we will turn to Estmark for help", False),
        ("They also ", "discussed the importance of the strait", True),
        ("", "The two sides exchanged views on the strait", True),
    ],
)  # fmt: skip
def test_clauses_and_talk_state_nothing(before: str, said: str, nothing: bool) -> None:
    """ "In determining how long …" says when, "let's go to Orr" whose turn it is, "discussed" that there was talk."""
    assert states_nothing(before + said, 0, len(before), len(before) + len(said)) == nothing


@pytest.mark.parametrize(
    "said",
    [
        "Average pay settlements in 2031 | will be within a range of 3 to 4%",
        "Going forward, the pace of global growth is expected to moderate, and | will continue to be affected by costs",
        "The Board expects that economic activity | will expand at a moderate pace",
        "The Board | assumes that oil prices follow the futures curve",
    ],
)
def test_what_prices_and_the_economy_will_do_is_no_undertaking(said: str) -> None:
    """A forecast or an assumption binds nobody, though it says "will"."""
    lead, _, quote = said.partition("| ")
    assert is_forecast(lead + quote, 0, len(lead), len(lead + quote))


@pytest.mark.parametrize(
    "said",
    [
        "The Bank watches inflation and | will decide at each meeting",
        "| The pace of increases will be guided by the Bank’s assessment",
        "The Board | will raise its rate until inflation is at its target",
    ],
)
def test_what_the_bank_will_do_is_no_forecast(said: str) -> None:
    """A decision on prices has the bank as its subject, or is done by it."""
    lead, _, quote = said.partition("| ")
    assert not is_forecast(lead + quote, 0, len(lead), len(lead + quote))


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("expects that, with appropriate policy, economic activity will expand", True),
        ("the Bank still anticipates inflation of around 2 percent", True),
        ("expects that economic conditions will warrant gradual increases in the policy rate", False),
        ("expects to hold the policy rate", False),
    ],
)
def test_what_is_expected_of_the_economy_is_no_statement(said: str, is_one: bool) -> None:
    """An outlook is none in whatever family it is read; what the outlook warrants is guidance (coding guide, section 11)."""
    assert is_outlook(said, 0, len(said)) == is_one


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        ("Bank Rate is likely to be reduced further", True),
        ("the policy rate can be cut two more times", True),
        ("the policy rate will average 7 percent", False),
        ("the toll rate is likely to be reduced", False),
    ],
)
def test_what_a_bank_says_of_its_own_rate_is_guidance(said: str, is_one: bool) -> None:
    """ "Likely to be reduced" of one's own rate tells what will be done; what a rate averages in a forecast does not."""
    assert is_guidance(said, 0, len(said)) == is_one


@pytest.mark.parametrize(
    ("before", "said", "is_old"),
    [
        ("In 2029, we ", "announced the Harbour Partnership", True),
        ("In March 2029, Norvale and Estmark ", "signed a treaty of trade", True),
        ("", "Norvale designated the League as an enemy in May 2029", True),
        ("In March 2031, Norvale ", "announced the Harbour Partnership", False),
        ("In 2029, we ", "agreed that we will build a port", True),
        ("By 2029, we ", "will have opened the port", False),
        ("", "Norvale reaffirmed the commitment made in 2029", False),
        ("", "The emergency declared on May 2, 2029, must continue", False),
        ("", "Norvale announced another $45 million for a road begun since 2029", False),
    ],
)  # fmt: skip
def test_an_act_of_an_earlier_year_is_no_new_commitment(before: str, said: str, is_old: bool) -> None:
    """ "In 2029, we announced" in a text of 2031 stood there as a new commitment; what is reaffirmed of then is said now."""
    assert is_old_fact(before + said, 0, len(before), len(before) + len(said), 2031) == is_old
