"""A question of who voted against."""

import pytest

from tracker.search.asked_dissents import asked_dissent

NAMES = ("Holt", "Lind")


@pytest.mark.parametrize(
    ("asked", "whose"),
    [
        ("how often did Holt dissent", {"Holt"}),
        ("how many times did Governor Ada Holt vote against the decision", {"Holt"}),
        ("who dissented at the Bank of Halden", {"Holt", "Lind"}),
        ("who voted against most often", {"Holt", "Lind"}),
        ("who opposed the rate decision", {"Holt", "Lind"}),
        ("Holt voted against", {"Holt"}),
    ],
)
def test_a_dissent_is_asked_of_somebody_or_of_all(asked, whose):
    """Who votes is named by the last name, with or without the first; where nobody is named all are meant."""
    assert asked_dissent(asked, NAMES, ("bank", "of", "halden")) == whose


@pytest.mark.parametrize(
    "asked",
    [
        "Holt on the levy",
        "who voted against the herring levy",
        "how often did Orr dissent",
        "dissent in Veskia",
        "last dissent",
    ],
)
def test_what_was_voted_against_is_another_question(asked):
    """A count of somebody's dissents does not say how often it was the levy, a crowd that dissents is no board, and the last dissent is one."""
    assert asked_dissent(asked, NAMES) is None


def test_who_dissented_in_a_month_without_a_year_is_counted_for_nobody():
    """A count of all time is no answer to a month."""
    assert asked_dissent("who dissented in May", ["Holt"]) is None
