"""Cron texts on walls whose clocks are put forward and back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobs.scheduling.cron import CronError, latest, next_after, parse_cron

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
APIA = ZoneInfo("Pacific/Apia")
ZONES = (BERLIN, NEW_YORK, LORD_HOWE, APIA, ZoneInfo("Asia/Seoul"), ZoneInfo("UTC"))
TURNS = [  # days around which the clock of some zone is set, in UTC
    datetime(2026, 3, 29, tzinfo=UTC),
    datetime(2026, 10, 25, tzinfo=UTC),
    datetime(2026, 3, 8, tzinfo=UTC),
    datetime(2026, 11, 1, tzinfo=UTC),
    datetime(2026, 4, 4, tzinfo=UTC),
    datetime(2026, 10, 3, tzinfo=UTC),
    datetime(2011, 12, 30, tzinfo=UTC),
]


def times(text: str, zone: ZoneInfo, start: str, hours: int) -> list[str]:
    """Return when *text* comes in the *hours* from *start*, a time on the wall, with the difference from UTC."""
    now = datetime.fromisoformat(start).replace(tzinfo=zone).astimezone(UTC)
    end, found, cron = now + timedelta(hours=hours), [], parse_cron(text)
    now -= timedelta(microseconds=1)
    while (moment := next_after(cron, zone, now)) is not None and moment < end:
        found.append(moment)
        now = moment
    return [f"{moment.astimezone(zone):%d %H:%M %z}" for moment in found]


def test_a_daily_time_comes_once_on_the_night_the_clock_goes_back():
    """A digest of half past two in Berlin comes at the first half past two, and not again an hour later."""
    assert times("30 2 * * *", BERLIN, "2026-10-24T12:00", 48) == ["25 02:30 +0200", "26 02:30 +0100"]
    assert times("30 1 * * *", NEW_YORK, "2026-10-31T12:00", 48) == ["01 01:30 -0400", "02 01:30 -0500"]


def test_a_daily_time_is_kept_on_the_night_the_clock_goes_forward():
    """Half past two does not exist that night: the digest comes an hour later by the clock, and no night goes without."""
    assert times("30 2 * * *", BERLIN, "2026-03-28T12:00", 48) == ["29 03:30 +0200", "30 02:30 +0200"]
    assert times("30 2 * * *", NEW_YORK, "2026-03-07T12:00", 48) == ["08 03:30 -0400", "09 02:30 -0400"]


def test_where_the_clock_moves_by_half_an_hour_so_does_the_time():
    """On Lord Howe Island a time left out comes thirty minutes later, and one shown twice counts once."""
    assert times("10 2 * * *", LORD_HOWE, "2026-10-03T12:00", 48) == ["04 02:40 +1100", "05 02:10 +1100"]
    assert times("45 1 * * *", LORD_HOWE, "2026-04-04T12:00", 48) == ["05 01:45 +1100", "06 01:45 +1030"]


def test_a_day_that_is_left_out_falls_together_with_the_next():
    """Samoa had no 30 December 2011: a daily digest came on the 29th and on the 31st, once each."""
    assert times("0 7 * * *", APIA, "2011-12-29T00:00", 48) == ["29 07:00 -1000", "31 07:00 +1400"]
    # and what is due on the day that was left out is not left out: that 30th was a Friday
    assert times("0 7 * * fri", APIA, "2011-12-29T00:00", 48) == ["31 07:00 +1400"]


def test_an_interval_goes_on_evenly_when_the_clock_is_set():
    """Every half hour is every half hour: two more when the clock goes back, none less than half an hour apart."""
    for zone, start in (
        (BERLIN, "2026-10-24T12:00"),
        (BERLIN, "2026-03-28T12:00"),
        (NEW_YORK, "2026-10-31T12:00"),
        (NEW_YORK, "2026-03-07T12:00"),
        (LORD_HOWE, "2026-10-03T12:00"),
        (LORD_HOWE, "2026-04-04T12:00"),
        (APIA, "2011-12-29T00:00"),
    ):
        assert len(times("*/30 * * * *", zone, start, 48)) == 96
    back = times("0 * * * *", BERLIN, "2026-10-25T01:00", 4)
    assert back == ["25 01:00 +0200", "25 02:00 +0200", "25 02:00 +0100", "25 03:00 +0100"]


def test_the_midnight_after_the_clock_goes_forward_is_kept():
    """APScheduler's own reading in Berlin would leave it out: no digest of midnight on 30 March."""
    assert times("0 0 * * *", BERLIN, "2026-03-28T12:00", 60) == [
        "29 00:00 +0100",
        "30 00:00 +0200",
        "31 00:00 +0200",
    ]


def test_a_time_left_out_that_meets_another_is_one():
    """Where 02:30 becomes 03:30 and 03:30 is named too, that night has one firing."""
    assert times("30 2,3 * * *", BERLIN, "2026-03-29T00:00", 12) == ["29 03:30 +0200"]


def test_the_end_of_a_month():
    """The 31st comes in the seven months that have one; it is not moved into the others."""
    cron, now, months = parse_cron("0 7 31 * *"), datetime(2027, 1, 1, tzinfo=UTC), []
    for _ in range(7):
        moment = next_after(cron, BERLIN, now)
        assert moment is not None
        months.append(moment.astimezone(BERLIN).month)
        now = moment
    assert months == [1, 3, 5, 7, 8, 10, 12]


def test_a_leap_day_comes_every_four_years_and_not_in_2100():
    """The 29th of February is found eight years ahead and eight years back."""
    cron = parse_cron("0 7 29 feb *")
    assert next_after(cron, BERLIN, datetime(2026, 1, 1, tzinfo=UTC)) == datetime(2028, 2, 29, 6, tzinfo=UTC)
    assert next_after(cron, BERLIN, datetime(2096, 3, 1, tzinfo=UTC)) == datetime(2104, 2, 29, 6, tzinfo=UTC)
    assert latest(cron, BERLIN, datetime(2104, 2, 28, tzinfo=UTC)) == datetime(2096, 2, 29, 6, tzinfo=UTC)


@pytest.mark.parametrize("text", ["0 0 30 feb *", "0 0 31 apr,jun *"])
def test_a_day_that_never_comes_is_refused(text):
    """A job that would never run is a slip of the pen."""
    with pytest.raises(CronError, match="there is no such day"):
        parse_cron(text)


def test_a_day_of_the_month_together_with_a_weekday_is_refused():
    """To cron "13th, Friday" is the 13th and every Friday, to others Friday the 13th: so nobody may write it."""
    with pytest.raises(CronError, match="names both a day of the month and a weekday"):
        parse_cron("0 7 13 * fri")
    parse_cron("0 7 */2 * mon")  # all read it alike


@dataclass(frozen=True)
class Named:
    """What a cron text names, written out: the same without reading the text."""

    minutes: Collection[int]
    hours: Collection[int]
    days: Callable[[date], bool] = lambda _day: True

    def shows(self, wall: datetime) -> bool:
        """Whether *wall* is one of its times."""
        return wall.minute in self.minutes and wall.hour in self.hours and self.days(wall.date())


EVERY_MINUTE, EVERY_HOUR = range(60), range(24)
WRITTEN_OUT = {
    "*/30 * * * *": Named({0, 30}, EVERY_HOUR),
    "0 */6 * * *": Named({0}, {0, 6, 12, 18}),
    "15 * * * sat,sun": Named({15}, EVERY_HOUR, lambda day: day.weekday() in {5, 6}),
    "* 2 * * *": Named(EVERY_MINUTE, {2}),
    "30 2 * * *": Named({30}, {2}),
    "0,30 1-3 * * *": Named({0, 30}, {1, 2, 3}),
    "0 0 * * *": Named({0}, {0}),
    "59 23 * * sun": Named({59}, {23}, lambda day: day.weekday() == 6),
    "10 2 1-5 * *": Named({10}, {2}, lambda day: day.day <= 5),
    "45 1 * apr,oct *": Named({45}, {1}, lambda day: day.month in {4, 10}),
    "0 7 * * fri": Named({0}, {7}, lambda day: day.weekday() == 4),
    "5 0,12 30 * *": Named({5}, {0, 12}, lambda day: day.day == 30),
    "0 6-18/6 * mar-nov/2 mon-fri/2": Named(
        {0}, {6, 12, 18}, lambda day: day.month in {3, 5, 7, 9, 11} and day.weekday() in {0, 2, 4}
    ),
}


def by_hand(named: Named, interval: bool, zone: ZoneInfo, start: datetime, minutes: int) -> list[datetime]:
    """Return when *named* comes, by looking at the clock of *zone* every minute and at each setting of it.

    It is watched from a day before *start*: what a setting then left out may come after it.
    """
    found = set()
    for number in range(-1440, minutes):
        moment = start + timedelta(minutes=number)
        wall, before = (one.astimezone(zone) for one in (moment, moment - timedelta(minutes=1)))
        if named.shows(wall.replace(tzinfo=None)) and (interval or wall.fold == 0):
            found.add(moment)
        forward = (wall.utcoffset() or timedelta()) - (before.utcoffset() or timedelta())
        if forward > timedelta() and not interval:
            first = wall.replace(tzinfo=None) - forward
            left_out = (first + timedelta(minutes=late) for late in range(forward // timedelta(minutes=1)))
            found |= {moment + (time - first) for time in left_out if named.shows(time)}
    return sorted(moment for moment in found if moment >= start)


@settings(deadline=None, max_examples=60)
@given(
    text=st.sampled_from(sorted(WRITTEN_OUT)),
    zone=st.sampled_from(ZONES),
    turn=st.sampled_from(TURNS),
    late=st.integers(-1440, 1440),
)
def test_looking_ahead_finds_what_watching_the_clock_finds(text, zone, turn, late):
    """Whatever the zone, the text and the night: no time is left out, none comes twice, and the order is that of time."""
    cron, start = parse_cron(text), turn + timedelta(minutes=late)
    expected = by_hand(WRITTEN_OUT[text], cron.interval, zone, start, 2880)
    found, now, end = [], start - timedelta(microseconds=1), start + timedelta(minutes=2880)
    while (moment := next_after(cron, zone, now)) is not None and moment < end:
        found.append(moment)
        now = moment
    # a time left out may come later than the two days that were watched
    assert [moment for moment in found if moment in expected] == found
    assert [moment for moment in expected if moment < end] == found
    for earlier, later in pairwise(found):
        assert latest(cron, zone, later - timedelta(microseconds=1)) == earlier
        assert latest(cron, zone, later) == later
