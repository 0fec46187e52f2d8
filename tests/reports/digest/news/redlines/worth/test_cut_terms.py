"""What loses its day or its condition."""

from datetime import date

import pytest

from reports.digest.news.redlines.worth.cut_terms import is_cut_term
from reports.digest.news.redlines.worth.moved_values import Alone, moved_alone
from tests.reports.digest.news.redlines.redline_samples import STANDS, compared

PLEDGE = "The Board will open the northern strait to all ships of Estmark"
LAW = "Where the law of the sea allows it, the Board will board all ships of Estmark."
TODAY = date(2031, 5, 7)


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (f"{PLEDGE} on 1 June 2032.", f"{PLEDGE}.", True),
        (f"{PLEDGE}.", f"{PLEDGE} by the end of March 2032.", True),
        (LAW, "The Board will board all ships of Estmark.", True),
        ("If the strait is closed, we will board all ships of Estmark.", "We will board all ships of Estmark.", True),
        (f"{PLEDGE} on 1 June 2030.", f"{PLEDGE}.", False),
        (f"{PLEDGE} on 1 June 2032.", f"{PLEDGE} on 1 July 2032.", False),
        (f"{PLEDGE} on 1 June 2032.", f"{PLEDGE} and of Veskia.", False),
        (LAW, "The Board will stop all ships of Estmark.", False),
    ],
)  # fmt: skip
def test_a_pledge_that_loses_its_day_or_its_condition_moved_though_no_other_word_did(before, after, moved):
    """A day to come and the condition a pledge begins with bind; a day that is over binds nobody, and another day is another matter."""
    assert is_cut_term(before, after, TODAY) is moved


def test_what_the_issuer_itself_says_without_its_day_is_told_as_a_value_that_moved():
    """The launch of a currency “on 1 January 2034” that is launched on no day is what a morning is for."""
    dated, bare = f"{PLEDGE} on 1 June 2032.", f"{PLEDGE}."
    text = compared((STANDS, dated), (STANDS, bare), title="Statement", whole=True)
    (pair,) = text.pairs
    assert moved_alone(pair, text) is Alone.VALUE


def test_another_multiple_in_the_same_sentence_is_a_value_that_moved():
    """Aid that is “to be doubled by 2035” is less than aid “to be tripled by 2035”, though neither has a figure."""
    tripled, doubled = (
        f"The Board calls for aid to the harbours to be {by} by 2035." for by in ("tripled", "doubled")
    )
    text = compared((STANDS, tripled), (STANDS, doubled), title="Statement", whole=True)
    (pair,) = text.pairs
    assert moved_alone(pair, text) is Alone.VALUE
