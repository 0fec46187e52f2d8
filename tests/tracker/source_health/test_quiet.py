"""A source is quiet when it has said nothing for far longer than its own rhythm, and only then."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.step_count import growth
from tracker.source_health.quiet import AT_LEAST, FEWEST, quiet_since

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
RELEASES = (
    "fomc_1994_2018",
    "joint_statements_2021_2026",
    "us_state_2021_2022",
    "wh_national_emergency_2021_2025",
)
MONDAY = date(2030, 3, 4)


def every(step, number, start=MONDAY):
    """Return *number* days, *step* days apart."""
    return [start + timedelta(days=step * turn) for turn in range(number)]


def working_days(first, last, without=()):
    """Return the days from Monday to Friday, leaving out the stretches *without*."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [
        day for day in days if day.weekday() < 5 and not any(start <= day <= end for start, end in without)
    ]


def told_on(days, until):
    """Return the weekdays up to *until* on which the source counts as quiet."""
    after = (days[-1] + timedelta(days=number) for number in range(1, (until - days[-1]).days + 1))
    return [day for day in after if day.weekday() < 5 and quiet_since(days, day)]


def test_a_daily_source_is_missed_after_a_week_and_not_over_a_weekend():
    """Friday to Monday is its rhythm, a holiday week is no alarm, a second week is."""
    days = working_days(MONDAY, date(2030, 6, 28))  # a Friday
    assert quiet_since(days, date(2030, 7, 1)) is None
    assert quiet_since(days, date(2030, 7, 5)) is None
    assert quiet_since(days, date(2030, 7, 9)) == date(2030, 6, 28)


def test_what_comes_back_is_the_day_of_the_last_release():
    """A reader is told since when: the day it spoke last."""
    days = every(7, 20)
    assert quiet_since(days, days[-1] + timedelta(days=60)) == days[-1]


@pytest.mark.parametrize("step", [3, 7, 14, 30, 90])
def test_a_regular_source_that_dies_is_found_within_four_of_its_gaps(step):
    """Three gaps of silence are borne, a fourth is not."""
    days = every(step, 30)
    assert quiet_since(days, days[-1] + timedelta(days=max(AT_LEAST, 3 * step))) is None
    assert quiet_since(days, days[-1] + timedelta(days=4 * step)) == days[-1]


def test_eight_meetings_a_year_are_a_rhythm():
    """A committee that meets every six to eight weeks is not quiet between meetings, and is after half a year."""
    days = [MONDAY]
    for weeks in (6, 7, 6, 7, 8, 6, 6, 7) * 3:
        days.append(days[-1] + timedelta(weeks=weeks))
    assert told_on(days, days[-1] + timedelta(weeks=16)) == []
    assert quiet_since(days, days[-1] + timedelta(days=170)) == days[-1]


def test_a_recess_that_was_kept_before_is_no_silence():
    """Who rested last August may rest this August; who then stays away is missed."""
    recess = (date(2030, 8, 1), date(2030, 8, 26))
    days = working_days(MONDAY, date(2031, 7, 31), without=(recess,))
    assert told_on(days, date(2031, 8, 29)) == []
    assert quiet_since(days, date(2031, 9, 12)) == date(2031, 7, 31)


def test_a_recess_makes_nobody_patient_at_another_time_of_the_year():
    """A silence in April is not excused by one in August."""
    recess = (date(2030, 8, 1), date(2030, 8, 26))
    days = working_days(MONDAY, date(2031, 4, 1), without=(recess,))
    assert quiet_since(days, date(2031, 4, 11)) == date(2031, 4, 1)


def test_the_holidays_of_the_first_year_are_given_the_benefit_of_the_doubt():
    """Of a source watched since spring nobody knows whether it keeps August; by mid-September one does."""
    days = working_days(MONDAY, date(2030, 7, 31))
    assert told_on(days, date(2030, 9, 6)) == []
    assert quiet_since(days, date(2030, 9, 12)) == date(2030, 7, 31)


def test_one_long_silence_of_the_past_does_not_make_deaf():
    """A source that was away for half a year once is missed after weeks the next time, not after a year."""
    days = every(7, 30)
    days += every(7, 30, start=days[-1] + timedelta(days=180))
    assert quiet_since(days, days[-1] + timedelta(days=29)) == days[-1]


def test_a_source_that_speaks_in_bursts_is_given_the_length_of_its_pauses():
    """Five releases in a week, then a month of nothing, over and over: a month of nothing is its rhythm."""
    days = [day for month in every(35, 12) for day in every(1, 5, start=month)]
    assert told_on(days, days[-1] + timedelta(days=40)) == []
    assert quiet_since(days, days[-1] + timedelta(days=120)) == days[-1]


@pytest.mark.parametrize("number", [0, 1, FEWEST - 1])
def test_of_a_source_with_few_releases_nobody_knows_the_rhythm(number):
    """Under eight days of publication nothing is said."""
    assert quiet_since(every(1, number), date(2040, 1, 2)) is None


def test_several_releases_a_day_are_one_day():
    """A rhythm is of days: eight releases on two days are no rhythm."""
    assert quiet_since(sorted(every(1, 2) * 4), date(2040, 1, 2)) is None


def test_a_date_in_the_future_does_not_hide_a_silence():
    """A wrong date of next year neither keeps a dead source alive nor counts as its rhythm."""
    days = [*every(1, 30), date(2039, 1, 1)]
    assert quiet_since(days, date(2030, 6, 3)) == days[29]


def test_a_long_history_is_judged_in_step_with_its_length():
    """Forty years of daily releases are at most twice the work of twenty."""
    days = working_days(date(1991, 1, 1), date(2030, 12, 31))
    assert quiet_since(days, date(2031, 3, 3)) == days[-1]
    assert growth(lambda number: quiet_since(days[-number:], date(2031, 3, 3)), len(days) // 2) < 3


@pytest.fixture(scope="module")
def real():
    """Days of publication of the real sources, by source; those with a rhythm."""
    found = defaultdict(set)
    for name in RELEASES:
        for line in (SHARED / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["published"]:
                found[row["source"]].add(date.fromisoformat(row["published"][:10]))
    return {source: sorted(days) for source, days in found.items() if len(days) > FEWEST}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real releases are not beside this checkout")
def test_real_sources_are_told_quiet_less_than_once_in_ten_years(real):
    """Every weekday of every source as today: each silence is told once, and only silences of five months are."""
    silences, years = [], 0.0
    for days in real.values():
        for turn in range(FEWEST, len(days)):
            seen, end = days[:turn], days[turn] - timedelta(days=1)
            if (end - seen[-1]).days > AT_LEAST and told_on(seen, end):
                silences.append((days[turn] - seen[-1]).days)
        years += (days[-1] - days[FEWEST - 1]).days / 365.25
    assert years > 40
    assert len(silences) / years < 0.1
    assert min(silences) > 150


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the real releases are not beside this checkout")
def test_a_real_source_that_died_is_found_within_four_of_its_gaps(real):
    """The central bank, had it stopped at any meeting since it meets by calendar, within four usual gaps."""
    days = [day for day in real["fomc"] if day >= date(1999, 5, 1)]
    for turn in range(60, len(days), 12):
        seen = days[:turn]
        assert quiet_since(seen, seen[-1] + timedelta(days=90)) is None
        assert quiet_since(seen, seen[-1] + timedelta(days=4 * 43)) == seen[-1]
