"""Words between quotation marks stand as their text has them."""

from __future__ import annotations

from reports.digest.news.words.as_quoted import as_quoted
from tests.fakes import build_mention


def test_a_comma_that_the_other_text_has_not_stands_in_what_is_quoted():
    """Who reads “Veskia, Ostmere and Krassia” between quotation marks finds just that on the page."""
    before = build_mention("called on Veskia, Ostmere and Krassia to withdraw their boats")
    after = build_mention("called on Veskia and Krassia to withdraw their boats")
    told = "now “called on Veskia and Krassia” where it said “called on Veskia Ostmere and Krassia …”"
    assert as_quoted(told, before, after) == told.replace("Veskia Ostmere", "Veskia, Ostmere")


def test_words_of_neither_text_are_left_alone():
    """What is quoted of no text, the name of a series, stays as it is."""
    before = build_mention("called on Veskia to withdraw")
    assert as_quoted("the series “Halden Dialogue”", before) == "the series “Halden Dialogue”"
