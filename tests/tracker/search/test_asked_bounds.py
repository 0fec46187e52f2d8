"""A bound among the words of a query."""

from __future__ import annotations

import pytest

from tracker.search.asked_bounds import asked_bound


@pytest.mark.parametrize(
    ("asked", "words", "what"),
    [
        ("purchases above $80 billion", "purchases", ""),
        ("pledges of more than 100 million vaccine doses", "pledges of vaccine", "doses"),
        ("a levy for at least five years", "a levy for", "years"),
        ("cuts of no more than 50 basis points", "cuts", "basis points"),
        ("levies above 20 percent on timber", "levies on timber", "percent"),
        ("purchases of at least $4 million per month", "purchases", ""),
        ("grants under EUR 3 million to Halden", "grants to Halden", ""),
    ],
)
def test_a_bound_is_told_from_the_words_beside_it(asked: str, words: str, what: str) -> None:
    """What is counted is the last noun behind the figure; money is what has a currency, or is counted in millions of nothing."""
    found = asked_bound(asked)
    assert found is not None
    assert (found.words, found.what) == (words, what)


@pytest.mark.parametrize(
    "asked",
    [
        "$80 billion",
        "above all",
        "under Article 5",
        "levy over five years",
        'purchases "above $80 billion"',
        "more than $1 million and less than $2 million",
    ],
)
def test_what_is_no_bound_is_searched_as_it_is_typed(asked: str) -> None:
    """A sum alone is looked for, "over five years" says how long something takes, and what is quoted is words."""
    assert asked_bound(asked) is None


@pytest.mark.parametrize(
    ("bound", "said", "holds"),
    [
        ("aid above $80 million", "$80 million", False),
        ("aid of at least $80 million", "$80 million", True),
        ("aid above $80 million", "USD 0.1 billion", True),
        ("aid above $80 million", "€90 million", False),
        ("aid above 80 million crowns", "90 million crowns", True),
        ("boats: at most 12 boats", "twelve boats", True),
        ("boats: fewer than 12 boats", "12 boats", False),
        ("boats: more than 1,000 boats", "1,500 boats", True),
    ],
)
def test_a_sum_is_compared_by_its_value_in_the_same_currency(bound: str, said: str, *, holds: bool) -> None:
    """ "At least" and "at most" count the figure itself; nobody knows what euros are worth in dollars that day."""
    asked = asked_bound(bound)
    assert asked is not None
    assert asked.holds(said) is holds
