"""What news is judged against, asked of a store."""

from __future__ import annotations

from datetime import date

import pytest

from reports.digest.news.news_query import standing_for
from tests.tracker.store.statement_writer import Desk
from tracker.store import Store

DAY = date(2031, 5, 31)
SAID = (
    "The budget includes a direct appropriation of 320 million crowns for consular services in all harbours."
)


@pytest.mark.parametrize(
    ("quote", "is_old"),
    [
        ("will provide 320 million crowns so that consular services open in all harbours", True),
        ("will provide 450 million crowns so that consular services open in all harbours", False),
        ("will provide 320 million crowns so that icebreakers reach the northern islands", False),
        ("budget includes a direct appropriation of 320 million crowns for tugs", True),
        ("provide 320 million crowns", False),
        (
            "will by June 2032 provide 320 million crowns so that consular services open in all harbours",
            False,
        ),
        ("will provide 1,320 million crowns so that consular services open in all harbours", False),
        ("will provide 320 Million crowns so that consular services open in all harbours", True),
    ],
    ids=[
        "in other words",
        "another sum",
        "for something else",
        "word for word",
        "too few words",
        "by a day that was not set",
        "a sum that ends so",
        "with a capital",
    ],
)
def test_a_sum_for_the_same_thing_was_promised_before_in_whatever_words(store: Store, quote, is_old):
    """A ministry tells of its budget in May and again in June: the second time it is no new commitment."""
    Desk(store).say("march", {"consuls": SAID}, day=date(2031, 3, 10))
    standing = standing_for(store, (), None, lambda _: None)
    assert standing.said_earlier(quote, DAY) is is_old
    assert not standing.said_earlier(quote, date(2031, 3, 10))
