"""Dates as publishers write them."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.text.dates import date_in_name, find_date, whole_date

DAY = date(2023, 10, 17)


@pytest.mark.parametrize(
    "written",
    [
        "2023-10-17",
        "2023-10-17T23:30:00Z",
        "2023.10.17",
        "2023. 10. 17.",
        "2023/10/17",
        "2023년 10월 17일",
        "2023年10月17日",
        "17 October 2023",
        "17th October, 2023",
        "17 Oct 2023",
        "17-Oct-2023",
        "October 17, 2023",
        "Oct. 17, 2023",
        "OCTOBER 17 2023",
        "Tuesday, October 17th, 2023",
        "Tuesday, 17 October 2023, 14:30 KST",
    ],
)
def test_a_date_with_one_meaning_is_read(written: str) -> None:
    """Year first, or a month by its English name: there is only one day it can be."""
    assert find_date(written) == DAY
    assert whole_date(written) == DAY
    assert find_date(f"Posted {written} by the ministry") == DAY


@pytest.mark.parametrize(
    "written",
    [
        "03/04/2026",
        "17/10/2023",
        "10-17-2023",
        "17.10.23",
        "20231017",
        "October 2023",
        "2023-13-01",
        "",
        "1999",
    ],
)
def test_a_date_with_two_meanings_is_not_guessed(written: str) -> None:
    """Day and month are never told apart by luck, and half a date is none."""
    assert find_date(written) is None


def test_a_format_of_the_site_is_followed() -> None:
    """Where a site writes 17/10/2023 its configuration says so."""
    assert find_date("Published: 17/10/2023 | hit 12", "%d/%m/%Y") == DAY
    assert find_date("no date here", "%d/%m/%Y") is None


@pytest.mark.parametrize(
    "line", ["on 17 October 2023 they met", "17 October 2023 will be remembered", "x" * 80]
)
def test_a_sentence_is_no_date_line(line: str) -> None:
    """A line counts as a date only if nothing else is said on it."""
    assert whole_date(line) is None


@pytest.mark.parametrize(
    "name",
    ["2023-10-17-halvern.txt", "halvern_2023_10_17.txt", "20231017a.htm", "news/2023/10/17/halvern.html"],
)
def test_a_file_name_may_hold_the_date(name: str) -> None:
    """Archives are often dated by nothing but their names."""
    assert date_in_name(name) == DAY


def test_a_number_in_a_file_name_is_no_date() -> None:
    """Eight digits that are no day of the calendar stay a number."""
    assert date_in_name("release-20239917.txt") is None
