"""Dates and amounts of Korean as values that can be ordered: for comparing only."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tracker.compare.facets.value_parsing import (
    compare_amounts,
    compare_deadlines,
    parse_amount,
    parse_deadline,
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2031년 말까지", date(2031, 12, 31)),
        ("2032년 6월까지", date(2032, 6, 30)),
        ("2032년 6월 15일까지", date(2032, 6, 15)),
        ("2032년 상반기 내", date(2032, 6, 30)),
        ("2032년 하반기", date(2032, 12, 31)),
        ("2032년 1분기까지", date(2032, 3, 31)),
        ("2032년까지", date(2032, 12, 31)),
        ("내년 상반기까지", None),
        ("조속한 시일 내", None),
    ],
)
def test_a_korean_deadline_is_the_last_day_it_names(text, day):
    """What depends on the day of reading, or is only soon, is no date."""
    assert parse_deadline(text) == day


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("100만 달러", 10**6, "usd"),
        ("미화 1억불", 10**8, "usd"),
        ("3억 5천만 원", 350_000_000, "krw"),
        ("1.5조 원", 1_500_000_000_000, "krw"),
        ("1,200톤", 1_200, "ton"),
        ("20명", 20, "people"),
        ("3.25%", Fraction("3.25"), "percent"),
    ],
)
def test_a_korean_amount_counts_with_its_scale(text, value, unit):
    """만 is ten thousand, 억 a hundred million, 조 a million million."""
    amount = parse_amount(text)
    assert amount is not None
    assert (amount.high, amount.unit) == (value, unit)


def test_a_million_dollars_to_a_hundred_million_is_more():
    """100만 to 1억 is a hundred times as much, though 100 is more than 1; people are not dollars."""
    assert compare_amounts("100만 달러", "1억 달러") == "raised"
    assert compare_amounts("100만 달러", "50명") == ""
    assert compare_deadlines("2031년 말까지", "2032년 6월까지") == "later"
