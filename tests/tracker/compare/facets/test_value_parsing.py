"""Amounts and deadlines."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.compare.facets.value_parsing import (
    Amount,
    compare_amounts,
    compare_deadlines,
    normalise_wording,
    parse_amount,
    parse_amounts,
    parse_deadline,
)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("4.5 percent", "9/2", "9/2", "percent"),
        ("2.4%", "12/5", "12/5", "percent"),
        ("0 to 1/4 percent", "0", "1/4", "percent"),
        ("4-1/4 to 4-1/2 percent", "17/4", "9/2", "percent"),
        ("1-1/4 to 1‑1/2 percent", "5/4", "3/2", "percent"),
        ("25 basis points", "25", "25", "basis point"),
        ("$500 million", "500000000", "500000000", "usd"),
        ("an additional $225 million", "225000000", "225000000", "usd"),
        ("€1.5-2 billion", "1500000000", "2000000000", "eur"),
        ("HK$3 million", "3000000", "3000000", "hk$"),
        ("500 million euros", "500000000", "500000000", "eur"),
        ("900,000 doses", "900000", "900000", "dose"),
        ("900,000 vaccine doses", "900000", "900000", "dose"),
        ("up to 10,000 additional troops", "10000", "10000", "troop"),
        ("four areas", "4", "4", "area"),
        ("between 2 and 3 percent", "2", "3", "percent"),
        ("3 to 5 million people", "3000000", "5000000", "people"),
    ],
)
def test_amounts_are_read(text, low, high, unit):
    """A quantity has a lower and an upper end and a unit; "additional" and "up to" do not change it."""
    assert parse_amount(text) == Amount(Fraction(low), Fraction(high), unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hundreds of interceptors",
        "significant quantities",
        "$1 million and 20 ships",
        "2 and 3 percent",
        "5 to 3",
        "1/0",
    ],
)
def test_what_cannot_be_ordered_is_not_read(text):
    """Several quantities, none, or words for many: never a guess."""
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("$500 million", "another $1 billion", "raised"),
        ("0 to 1/4 percent", "1/4 to 1/2 percent", "raised"),
        ("2,000 troops", "1,500 troops", "lowered"),
        ("$225,000,000", "$225 million", "same"),
        ("$500 million", "€1 billion", ""),
        ("0 to 3 percent", "1 to 2 percent", ""),
        ("dozens of ships", "12 ships", ""),
    ],
)
def test_amounts_are_ordered_in_one_unit(before, after, verdict):
    """Raised or lowered only in one unit and where both ends move one way."""
    assert compare_amounts(before, after) == verdict


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by the end of 2026", date(2026, 12, 31)),
        ("by mid-2027", date(2027, 6, 30)),
        ("no later than 30 June 2027", date(2027, 6, 30)),
        ("by June 30, 2027", date(2027, 6, 30)),
        ("in November 2024", date(2024, 11, 30)),
        ("by Q1 2027", date(2027, 3, 31)),
        ("in the second half of 2027", date(2027, 12, 31)),
        ("by 2030", date(2030, 12, 31)),
        ("before 2028-02-29", date(2028, 2, 29)),
    ],
)
def test_deadlines_are_read_as_their_last_day(text, day):
    """A year, a half or a month ends on its last day."""
    assert parse_deadline(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "this month",
        "for a considerable time",
        "in June",
        "next year",
        "in fiscal year 2027",
        "2026 or 2027",
        "2027-02-31",
    ],
)
def test_what_is_no_date_stays_text(text):
    """What depends on the day of reading, is a term or does not exist is compared as text."""
    assert parse_deadline(text) is None


def test_deadlines_are_ordered():
    """The end of 2026 is earlier than the middle of 2027."""
    assert compare_deadlines("by the end of 2026", "by mid-2027") == "later"
    assert compare_deadlines("by mid-2027", "by the end of 2026") == "earlier"
    assert compare_deadlines("by 2026", "by the end of 2026") == "same"
    assert compare_deadlines("soon", "by 2026") == ""
    assert compare_deadlines("in December 2026", "on 24 December 2026") == "same"
    assert compare_deadlines("by December 2026", "by 24 December 2026") == "earlier"


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text):
    """Any text is read or not read; none is an error."""
    assert compare_amounts(text, text) in ("", "same")
    assert compare_deadlines(text, text) in ("", "same")


def test_case_quotes_dashes_and_commas_are_not_wording():
    """A copy editor's marks move nothing; a number does."""
    assert normalise_wording("the Compact’s rules — “all” of them,") == normalise_wording(
        'the compact\'s rules - "all" of them'
    )
    assert normalise_wording("by 2026") != normalise_wording("by 2027")


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("30 million euros in 2031", "eur"),
        ("30 million dollars for the harbours", "usd"),
        ("300 officers of the coast guard", "officer"),
        ("two patrol boats", "boat"),
    ],
)
def test_what_is_counted_stands_before_its_preposition(said, unit):
    """Thirty million euros in one year are euros; patrol boats are boats."""
    assert parse_amounts(said)[0].unit == unit
