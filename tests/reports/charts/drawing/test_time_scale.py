"""Where an axis of days is marked."""

from datetime import date

import pytest

from reports.charts.drawing.time_scale import month_of, time_scale_for


@pytest.mark.parametrize(
    ("first", "last", "marked"),
    [
        ((2031, 3, 4), (2031, 3, 20), ["2031-03-04", "2031-03-11", "2031-03-18"]),
        ((2030, 11, 4), (2031, 9, 20), ["2031-01", "2031-03", "2031-05", "2031-07", "2031-09"]),
        (
            (2028, 11, 4),
            (2030, 9, 20),
            [f"{year}-{month}" for year in (2029, 2030) for month in ("01", "04", "07", "10")][:7],
        ),
        ((2001, 11, 4), (2031, 9, 20), ["2005", "2010", "2015", "2020", "2025", "2030"]),
    ],
)
def test_days_are_written_so_that_nobody_takes_a_month_for_a_day(first, last, marked):
    """2031-03-04 in weeks, 2031-03 in years, 2031 in decades; never 03/04."""
    found = time_scale_for(date(*first), date(*last), 0, 700).ticks(7)
    assert [name for _, name in found] == marked


@pytest.mark.parametrize("day", [date.min, date(2031, 3, 4), date.max])
def test_a_single_day_stands_inside_its_axis(day):
    """However wrong a date is, the picture of it can be drawn."""
    scale = time_scale_for(day, day, 100, 700)
    assert 100 <= scale.at(day) <= 700
    assert scale.ticks(7)


def test_no_span_has_more_marks_than_asked_for():
    """Names of days never run into each other."""
    days = [date(1, 1, 1), date(1031, 1, 1), date(2030, 1, 31), date(2031, 3, 4), date(9999, 12, 31)]
    for first in days:
        for last in (day for day in days if day > first):
            assert len(time_scale_for(first, last, 0, 700).ticks(7)) <= 7


def test_a_month_after_december_is_january():
    """Months are counted across years."""
    assert month_of(date(2030, 12, 31), 1) == date(2031, 1, 1)
    assert month_of(date(2031, 1, 1), -1) == date(2030, 12, 1)
