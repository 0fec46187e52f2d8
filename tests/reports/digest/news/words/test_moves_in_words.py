"""What moved, said with enough of both texts to be understood."""

import re

import pytest

from reports.digest.news.words.moves_in_words import both_around, moved_in_words
from reports.digest.news.words.wording import wording_change
from tracker.compare.redline import RedlineRun


def told(before, after, *, first=False):
    """Return in words what moved from *before* to *after*."""
    wording = wording_change(before, after, ())
    return moved_in_words(wording.runs, wording.lost, wording.added, first=first)


def parts_of(before, after):
    """Return the redline from *before* to *after*, and the stretches that went and came."""
    wording = wording_change(after, before, ())
    return wording.runs, wording.lost, wording.added


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            "The Board expects that low dues are warranted for an extended period",
            "The Board expects that low dues are warranted at least through mid-2033",
            "now “The Board expects that low dues are warranted at least through mid-2033” where it said “The Board expects that "
            "low dues are warranted for an extended period”",
        ),
        (
            "Norvale will raise the harbour dues in only gradual steps",
            "Norvale will raise the harbour dues in gradual steps",
            "now “Norvale will raise the harbour dues in gradual steps” where it said “Norvale will raise the harbour dues in "
            "only gradual steps”",
        ),
    ],
    ids=["what ends a text stands behind what it is about", "a word that went is shown where it stood"],
)
def test_both_texts_are_quoted_around_what_moved(before, after, words):
    """A reader sees what the words are about without the redline: bare pieces of two sentences tell it to nobody."""
    assert told(before, after) == words


def test_what_was_put_to_a_text_is_told_behind_it():
    """The words that had stood name the matter; those that came are the news."""
    before = "Norvale stands by the peace across the Halden Strait"
    assert told(before, f"{before} as a condition of trade in the whole north") == (
        "“Norvale stands by the peace across the Halden Strait” now also says “as a condition of trade in the whole north”"
    )


def test_of_moves_far_apart_the_first_is_shown_where_a_level_moved():
    """The verb says how firmly it is meant, and stands first; else what tells most is shown."""
    between = (
        "to the whole of the grain and timber trade in every harbour of the northern coast and its islands"
    )
    before, after = (
        f"Norvale is committed {between} until the winter ends",
        f"Norvale is open {between} and to the crews of lighthouses",
    )
    assert told(before, after, first=True).startswith("now “Norvale is open to the whole")
    assert "crews of lighthouses" in told(before, after)


def test_words_that_only_moved_are_told_by_neither_text():
    """Where words moved beside those that came, nobody could tell from the runs of which text they are."""
    runs = [
        RedlineRun("equal", "Norvale will guard the "),
        RedlineRun("moved", "harbours of the north and "),
        RedlineRun("insert", "lighthouses of the coast"),
    ]
    assert both_around(runs, (), ("lighthouses of the coast",)) == ("", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "In view of the war, we will not sell chips to military firms of Halden",
            "In view of the war, we will not export chips to military firms of Halden",
        ),
        (
            "We will never, under any condition, sell chips to military firms of Halden",
            "We will never, under any condition, export chips to military firms of Halden",
        ),
        (
            "As in the past, there will be no sale of chips to military firms of Halden",
            "As in the past, there will be no export of chips to military firms of Halden",
        ),
    ],
)
def test_what_denies_the_words_is_quoted_with_them(before, after):
    """ "Will not sell" cut to "sell" says the opposite of the text."""
    now, then = told(before, after).split(" where it said ")
    for side in (now, then):
        assert re.search(r"\b(?:not|never|no)\b", side)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("Trade on an annual basis is expected to", "Trade on an annual basis is expected to grow"),
        ("To serve the harbours and to ensure that grain, over time, is", "grain, over time, is"),
    ],
)
def test_words_that_moved_stand_behind_the_beginning_of_their_clause(before, words):
    """ "Basis is expected to" names nothing, and neither does a verb whose subject stands before a remark."""
    ends = ("grow faster than the price of timber", "shrink behind the price of timber")
    now, _ = both_around(*parts_of(*(f"{before} {end}" for end in ends)))
    assert now.startswith(words)


def test_no_quote_begins_behind_its_verb():
    """ "Be tolerated above the mark" is asked of nobody: the prices "will continue to be"."""
    sides = (
        f"In view of the ice in the northern harbours the price of grain will continue to be tolerated {where} the mark that the Board announced"
        for where in ("above", "relative to")
    )
    now, _ = both_around(*parts_of(*sides))
    assert now.startswith("will continue to be tolerated above")
