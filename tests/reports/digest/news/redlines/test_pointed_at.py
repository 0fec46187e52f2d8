"""A sentence that says "this" stands with the one before it."""

from __future__ import annotations

import pytest

from reports.digest.news.redlines.compared_text import Fate
from reports.digest.news.redlines.pointed_at import pointed_at
from reports.digest.news.redlines.redline_choice import moves_of
from tests.reports.digest.news.redlines.redline_samples import GRAIN, STANDS, compared


@pytest.mark.parametrize(
    ("begins", "points"),
    [
        ("These steps of the Board will", True),
        ("At this pace, the Board will", True),
        ("It will also", True),
        ("It ranks behind all other claims, and the Board will", True),
        ("The matter is set down for May, and the Board will", True),
        ("It is clear that the Board will", False),
        ("At this meeting, the Board decided that it will", False),
        ("This decision of the Board will", False),
        ("However, the Board will", False),
        ("The Board is prepared to extend it by a year, and will", True),
        ("The Board has now decided to adopt this prohibition, and will", True),
        ("The Board has decided to keep the fund and extend it, and will", False),
    ],
)
def test_what_says_this_is_shown_behind_what_is_meant(begins, points):
    """ "These steps" tells a reader nothing; a text that says "this decision" means itself, and "at this meeting" its day."""
    said = f"{begins} send twelve ships that escort grain and timber through the northern strait until May."
    text = compared([STANDS, GRAIN], [STANDS, GRAIN, said], whole=True)
    (one,) = (move for move in moves_of(text) if move.fate is Fate.NEW)
    assert pointed_at(one, text, [one]) == (GRAIN if points else "")


def test_a_sentence_that_a_row_shows_is_not_shown_again():
    """Of two new sentences the second says "this" of the first."""
    first = "The Board will found a fund of 40 million crowns for the lighthouses of the north."
    second = "This fund of the Board will serve Estmark until the end of May 2033."
    text = compared([STANDS], [STANDS, first, second], whole=True)
    one, other = (next(move for move in moves_of(text) if move.quote == said) for said in (first, second))
    assert pointed_at(other, text, [other]) == first
    assert pointed_at(other, text, [one, other]) == ""
