"""What a sentence tells for the record."""

from __future__ import annotations

from datetime import date

import pytest

from reports.digest.news.redlines.worth.told_before import (
    is_confirmed,
    is_running_total,
    tells_for_the_record,
    without_its_day,
)

PROMISE = "Norvale will give the harbours of Estmark 12 million crowns."
DECISION = "The Board decided to lower its key rate by 25 basis points to 4 percent."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PROMISE, "Of the 12 million crowns for the harbours of Estmark, 7 million had been paid out by 30 June."),
        (PROMISE, "As announced in May, Norvale is giving the harbours of Estmark 12 million crowns."),
        (DECISION, "At its April meeting the Board lowered its key rate by 25 basis points to 4 percent."),
        (DECISION, "In April, the Board lowered its key rate by 25 basis points to 4 percent."),
        ("Calls on Veskia to open the strait;", "Recalls its call on Veskia to open the strait;"),
    ],
)  # fmt: skip
def test_what_was_promised_or_decided_is_told_for_the_record(before: str, after: str) -> None:
    """How much was paid of it, and when it was decided, is no promise and no decision of the day."""
    assert tells_for_the_record(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (PROMISE, "Norvale will give the harbours of Estmark 15 million crowns."),
        (DECISION, "The Board decided to keep its key rate at 4 percent."),
        ("As announced in May, aid goes on.", "As announced in June, aid goes on."),
        (
            PROMISE,
            "Norvale will give the harbours of Estmark 20 million crowns, of which 1 million has been paid out.",
        ),
        (PROMISE, "Norvale will hold its gifts until the captives have been handed over."),
    ],
)
def test_what_moved_is_no_record(before: str, after: str) -> None:
    """Another sum and another decision are news, and so is what both texts tell in the same form."""
    assert not tells_for_the_record(before, after)


def test_the_day_of_a_text_is_no_part_of_what_it_says() -> None:
    """ "Decides on April 7, 2031 to leave the rate" says in April what it said on its day in February."""
    said = "The Committee decides on {} to leave the rate at 4 percent."
    february, april = (
        without_its_day(said.format(written), day)
        for written, day in (
            ("February 24, 2031", date(2031, 2, 24)),
            ("7 April 2031", date(2031, 4, 7)),
        )
    )
    assert february == april
    assert without_its_day(said.format("7 April 2031"), date(2031, 4, 8)) == said.format("7 April 2031")


def test_a_day_by_which_something_is_due_stays() -> None:
    """What is to be done by the day of the text, of this year or of another, is due on it."""
    said = "Norvale will close the harbour of Hald by 1 May 2032."
    assert without_its_day(said, date(2031, 5, 1)) == said
    assert without_its_day(said, date(2032, 5, 1)) == said


def test_how_much_was_done_of_a_kind_in_a_year_is_a_figure_of_the_record() -> None:
    """How many penalties were imposed last year promises none; what will be imposed does."""
    assert is_running_total("In 2031 eleven penalties were imposed, to a total of 63 million crowns.")
    assert not is_running_total("In 2031 the penalties will be doubled.")


def test_a_condition_beside_a_sum_is_no_record():
    """ "Of the 12 million, 7 million will be paid when the report has been delivered" promises on a condition: nothing was paid yet."""
    after = "Of the 12 million pledged, 7 million will be paid when the first report has been delivered."
    assert not tells_for_the_record("We will give the ports 12 million.", after)


@pytest.mark.parametrize(
    ("after", "confirmed"),
    [
        ("The two sides reaffirmed that Norvale will lend Estmark 8 million crowns.", True),
        ("Both ministers also confirmed that Norvale would lend Estmark 8 million crowns.", True),
        ("The two sides reaffirmed that Norvale will lend Estmark 9 million crowns.", False),
        ("The two sides reaffirmed that Norvale may lend Estmark 8 million crowns.", False),
        ("The two sides refused to confirm that Norvale will lend Estmark 8 million crowns.", False),
        ("The two sides no longer confirm that Norvale will lend Estmark 8 million crowns.", False),
        ("The two sides denied that Norvale will lend Estmark 8 million crowns.", False),
    ],
)
def test_what_was_announced_and_is_confirmed_did_not_move(after: str, confirmed: bool) -> None:
    """ "Would lend" of what was announced then is "will lend" of what is confirmed now: the tense is that of the report."""
    before = "The two sides announced that Norvale would lend Estmark 8 million crowns."
    assert is_confirmed(before, after) is confirmed
