"""Which slot is due, with the time and the ledger handed in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from jobs.scheduling.cron import parse_cron
from jobs.scheduling.due import MAX_TRIES, CronFireTimes, due, stable_jitter
from jobs.scheduling.schedule import Schedule, next_runs, schedule
from tracker.config import Config
from tracker.store.records import JobRun

SEOUL, BERLIN = ZoneInfo("Asia/Seoul"), ZoneInfo("Europe/Berlin")
DAILY = CronFireTimes(parse_cron("0 7 * * *"), SEOUL)
HALF_HOURLY = CronFireTimes(parse_cron("*/30 * * * *"), SEOUL)
HOUR = timedelta(hours=1)
SEVEN = datetime(2031, 3, 4, 22, 0, tzinfo=UTC)  # 07:00 on the 5th in Seoul


def build_run(
    slot: str, started_at: datetime, status: str = "done", lasted: timedelta = timedelta()
) -> JobRun:
    """Return a run of *slot* as the ledger has it."""
    ended_at = None if status == "running" else started_at + lasted
    return JobRun(1, "compose desk", slot, status, {}, "", started_at, ended_at)


YESTERDAY = build_run("2031-03-04T07:00 Asia/Seoul", SEVEN - timedelta(days=1))


def key(times: CronFireTimes, last: JobRun | None, now: datetime, grace: timedelta = HOUR) -> str | None:
    """Return the key of what is due."""
    firing = due(times, last, now, grace=grace)
    return firing.key if firing is not None else None


def test_a_time_on_the_wall_is_called_by_its_date_and_an_interval_by_its_instant():
    """So a daily digest is one slot a date, whatever is known of summer time; half hours are told apart on any night."""
    assert key(DAILY, YESTERDAY, SEVEN) == "2031-03-05T07:00 Asia/Seoul"
    assert key(HALF_HOURLY, YESTERDAY, SEVEN) == "2031-03-04T22:00:00+00:00"


def test_nothing_is_due_before_its_time():
    """A minute to seven is not seven."""
    assert key(DAILY, YESTERDAY, SEVEN - timedelta(minutes=1)) is None


def test_a_slot_that_was_taken_is_not_due():
    """Whether it is still running or done, and whatever the time: once is enough."""
    for status in ("running", "done", "problems"):
        assert key(DAILY, build_run("2031-03-05T07:00 Asia/Seoul", SEVEN, status), SEVEN + HOUR) is None


def test_three_days_asleep_are_made_up_for_once():
    """A laptop closed on the 4th and opened on the 8th at nine owes the time of the 8th, not those of four days."""
    awake = SEVEN + timedelta(days=3, hours=2)
    assert key(DAILY, YESTERDAY, awake) == "2031-03-08T07:00 Asia/Seoul"
    caught_up = build_run("2031-03-08T07:00 Asia/Seoul", awake)
    assert key(DAILY, caught_up, awake + HOUR) is None
    assert key(DAILY, caught_up, awake + timedelta(hours=22)) == "2031-03-09T07:00 Asia/Seoul"


def test_a_job_that_has_never_run_owes_nothing_from_before_it_was_set_up():
    """A reader added at three in the afternoon gets no digest of seven o'clock; one added at five past seven does."""
    assert key(DAILY, None, SEVEN + timedelta(hours=8)) is None
    assert key(DAILY, None, SEVEN + timedelta(minutes=5)) == "2031-03-05T07:00 Asia/Seoul"
    assert key(DAILY, None, SEVEN + timedelta(hours=8), grace=timedelta(hours=9)) is not None


def test_a_new_time_for_a_job_is_not_due_for_what_has_run_since():
    """A digest moved from seven to six, after the one of seven went out, comes next at six tomorrow."""
    six = CronFireTimes(parse_cron("0 6 * * *"), SEOUL)
    ran = build_run("2031-03-05T07:00 Asia/Seoul", SEVEN)
    assert key(six, ran, SEVEN + HOUR) is None
    assert key(six, ran, SEVEN + 23 * HOUR) == "2031-03-06T06:00 Asia/Seoul"


def test_a_run_from_the_future_stops_nothing():
    """A machine that once thought it was 2099 does not rest until then."""
    ahead = build_run("2099-01-01T07:00 Asia/Seoul", datetime(2099, 1, 1, tzinfo=UTC))
    assert key(DAILY, ahead, SEVEN) == "2031-03-05T07:00 Asia/Seoul"


@pytest.mark.parametrize("status", ["stopped", "abandoned"])
def test_a_slot_that_was_cut_short_is_taken_up_again_at_once(status):
    """A daemon that is killed at one minute past seven and started again still sends the digest of seven."""
    cut = build_run("2031-03-05T07:00 Asia/Seoul", SEVEN, status)
    assert key(DAILY, cut, SEVEN + timedelta(minutes=1)) == "2031-03-05T07:00 Asia/Seoul#2"
    again = build_run("2031-03-05T07:00 Asia/Seoul#2", SEVEN, status)
    assert key(DAILY, again, SEVEN + timedelta(minutes=1)) == "2031-03-05T07:00 Asia/Seoul#3"


def test_a_slot_that_failed_is_tried_again_after_ever_longer_waits():
    """A full disk at seven o'clock is tried again after one minute, then two, then four, so a daily digest is not lost."""
    slot, minute = "2031-03-05T07:00 Asia/Seoul", timedelta(minutes=1)
    first = build_run(slot, SEVEN, "failed", lasted=minute)
    assert key(DAILY, first, SEVEN + 1.5 * minute) is None
    assert key(DAILY, first, SEVEN + 2 * minute) == f"{slot}#2"
    third = build_run(f"{slot}#3", SEVEN, "failed")
    assert key(DAILY, third, SEVEN + 3.9 * minute) is None
    assert key(DAILY, third, SEVEN + 4 * minute) == f"{slot}#4"


def test_what_kills_its_process_each_time_is_given_up_until_its_next_time():
    """Eight tries a slot; tomorrow is another slot."""
    last = build_run(f"2031-03-05T07:00 Asia/Seoul#{MAX_TRIES}", SEVEN + HOUR, "abandoned")
    assert key(DAILY, last, SEVEN + 2 * HOUR) is None
    assert key(DAILY, last, SEVEN + 24 * HOUR) == "2031-03-06T07:00 Asia/Seoul"


def test_the_night_the_clock_goes_back_has_one_daily_slot_and_two_hourly_ones():
    """Half past two comes twice in Berlin: the digest belongs to the first, the hourly pass to both."""
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    daily, hourly = (CronFireTimes(parse_cron(text), BERLIN) for text in ("30 2 * * *", "30 * * * *"))
    before = build_run("2026-10-24T02:30 Europe/Berlin", first - timedelta(days=1))
    assert key(daily, before, first) == key(daily, before, second) == "2026-10-25T02:30 Europe/Berlin"
    assert key(hourly, before, first) == "2026-10-25T00:30:00+00:00"
    assert key(hourly, build_run("2026-10-25T00:30:00+00:00", first), second) == "2026-10-25T01:30:00+00:00"


def plan(**keys: object) -> Schedule:
    """Return the schedule of a [jobs] section in Seoul."""
    section = {"timezone": "Asia/Seoul", "fetch": "*/30 * * * *", "deliver": "0 7 * * *"} | keys
    return schedule(Config(path=Path("config.toml"), sections={"jobs": section}), ())


def test_what_comes_next_is_told_soonest_first():
    """At one minute past seven: the half hour, then seven o'clock tomorrow."""
    coming = next_runs(plan(), SEVEN + timedelta(minutes=1))
    assert [(one.job.name, one.starts_at) for one in coming] == [
        ("fetch", SEVEN + timedelta(minutes=30)),
        ("deliver", SEVEN + timedelta(days=1)),
    ]


def test_jitter_spreads_what_asks_sites_and_nothing_else(monkeypatch):
    """Two desks that poll at the full hour do so at different seconds, each always at its own; a digest is on time."""
    delays = []
    for host in ("one.norvale.example", "two.norvale.example"):
        monkeypatch.setattr("socket.gethostname", lambda host=host: host)
        planned = {one.job.name: one for one in next_runs(plan(jitter_seconds=300), SEVEN)}
        again = {one.job.name: one for one in next_runs(plan(jitter_seconds=300), SEVEN)}
        assert planned == again
        assert planned["deliver"].starts_at == planned["deliver"].slot.at
        delays.append(planned["fetch"].starts_at - planned["fetch"].slot.at)
    assert delays[0] != delays[1]
    assert all(timedelta() <= delay < timedelta(seconds=300) for delay in delays)


def test_a_slot_is_due_only_once_its_delay_is_over():
    """Twenty seconds of jitter are twenty seconds after the time, and the slot is still called by the time."""
    late = timedelta(seconds=20)
    assert due(DAILY, YESTERDAY, SEVEN + timedelta(seconds=19), grace=HOUR, delay=late) is None
    firing = due(DAILY, YESTERDAY, SEVEN + late, grace=HOUR, delay=late)
    assert firing is not None
    assert firing.slot.at == SEVEN


def test_without_jitter_there_is_no_delay():
    """0 seconds are none."""
    assert stable_jitter(("desk", "fetch"), 0) == timedelta()
