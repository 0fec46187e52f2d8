"""A calendar of releases, and its gaps."""

from datetime import date, timedelta

import pytest

from reports.charts import Gap, calendar, find_gaps
from tests.reports.charts.svg_reader import DAY, tree, words


def every(step, times, start=DAY):
    """Return so many days of publication, *step* days apart."""
    return [start + timedelta(days=step * number) for number in range(times)]


def test_a_gap_is_four_times_as_long_as_usual():
    """A committee that meets every six weeks has no gap after three months, and one after half a year."""
    days = every(42, 10)
    assert find_gaps([*days, days[-1] + timedelta(days=168)]).gaps == ()
    late = days[-1] + timedelta(days=169)
    assert find_gaps([*days, late]).gaps == (Gap(days[-1], late),)


def test_two_weeks_are_no_gap_however_often_a_source_speaks():
    """A ministry that speaks daily may have holidays."""
    days = every(1, 30)
    assert find_gaps([*days, days[-1] + timedelta(days=14)]).gaps == ()
    assert [gap.days for gap in find_gaps([*days, days[-1] + timedelta(days=15)]).gaps] == [15]


def test_usual_is_what_was_usual_then():
    """That a source speaks daily now makes no gap of the months between its statements ten years ago."""
    rare = every(45, 60, date(2020, 1, 1))
    assert find_gaps([*rare, *every(1, 300, rare[-1] + timedelta(days=1))]).gaps == ()


def test_the_rule_is_said_with_what_is_usual_here():
    """A reader can check why a silence is marked and another is not."""
    assert find_gaps(every(7, 5)).rule == (
        "A gap is longer than 14 days and than 4 times the usual interval of its time, "
        "the median of the 51 intervals around it; here 7 days."
    )


def test_several_releases_of_a_day_are_one_day():
    """Ten statements on the day of a summit make no rhythm of their own."""
    assert find_gaps([DAY, DAY, DAY]).gaps == ()
    picture = calendar({DAY: 10}, find_gaps([DAY]))
    assert picture.description == "10 releases on 1 day, 2031-03-04 to 2031-03-04, by day."


def test_gaps_are_listed_with_their_length_the_longest_first():
    """In words, for who does not see the picture, and in the table by the month they begin in."""
    days = [*every(1, 30), *every(1, 30, date(2031, 5, 1)), *every(1, 30, date(2031, 8, 1))]
    picture = calendar(dict.fromkeys(days, 1), find_gaps(days))
    assert (
        "2 gaps: 63 days from 2031-05-30 to 2031-08-01 and 29 days from 2031-04-02 to 2031-05-01."
        in picture.description
    )
    assert "A gap is longer than 14 days" in picture.description
    begun = {row[0]: row[2] for row in picture.rows}
    assert begun["2031-05"] == "63 days from 2031-05-30 to 2031-08-01"
    assert {"63 days", "29 days"} <= set(words(picture.svg))


def test_many_gaps_are_counted_beyond_the_longest():
    """The sentence ends, and says how many it leaves out."""
    days = [
        day for number in range(12) for day in every(1, 30, date(2020, 1, 1) + timedelta(days=90 * number))
    ]
    said = calendar(dict.fromkeys(days, 1), find_gaps(days)).description
    assert "11 gaps: " in said
    assert " and 3 shorter." in said


def test_a_year_is_a_strip_of_weeks():
    """Monday on top, a column a week: weekends can be seen at a glance."""
    picture = calendar({date(2031, 3, 3): 1, date(2031, 3, 9): 1, date(2031, 3, 10): 1}, find_gaps([]))
    assert {"Mon", "Sun", "2031-01", "2031-12"} <= set(words(picture.svg))
    cells = next(path.get("d") for path in tree(picture.svg).iter("path") if path.get("class") == "pic-heat3")
    monday, next_monday, sunday = (
        [float(n) for n in cell.split("H")[0].split()] for cell in cells.split("M")[1:]
    )
    assert monday[0] == sunday[0]
    assert sunday[1] - monday[1] == pytest.approx(6 * 13.5, abs=0.2)
    assert next_monday[0] - monday[0] == pytest.approx(13.5, abs=0.2)
    assert next_monday[1] == monday[1]


def test_five_years_and_more_are_counted_by_month():
    """Twenty-five years fit on a page, and no release is lost."""
    days = {date(year, 3, 4): 2 for year in range(2006, 2031)}
    picture = calendar(days, find_gaps(days))
    assert "by month" in picture.description
    assert {"2006", "2030", "Jan", "Dec"} <= set(words(picture.svg))
    assert sum(int(row[1]) for row in picture.rows) == 50


def test_more_years_than_a_page_holds_are_in_the_table():
    """A wrong date of the year 1031 does not make a picture a kilometre long."""
    picture = calendar({date(1031, 3, 4): 1, DAY: 1}, find_gaps([date(1031, 3, 4), DAY]))
    assert "Years before 1992 are in the table alone." in picture.description
    assert [row[0] for row in picture.rows] == ["1031-03", "2031-03"]
    assert float(tree(picture.svg).get("viewBox").split()[-1]) < 1200


def test_a_gap_over_new_year_is_marked_in_both_years():
    """Its length is written once, where the longer part is."""
    days = [*every(1, 30, date(2030, 11, 1)), *every(1, 30, date(2031, 2, 20))]
    found = words(calendar(dict.fromkeys(days, 1), find_gaps(days)).svg)
    assert [word for word in found if word.endswith(" days")] == ["82 days"]


def test_where_nothing_is_dated_there_are_words():
    """A source that only gave texts without a date shows a sentence, not an empty frame."""
    assert calendar({}, find_gaps([])).svg == ""
    assert calendar({DAY: 0}, find_gaps([])).description == "No dated release is held."
