"""[jobs]: cron texts that mean the same to everybody, and which step follows which."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from jobs.scheduling.schedule import check_cron, schedule
from reports.config.subscriber_settings import Subscriber
from tracker.config import Config
from tracker.errors import ConfigError

DESK = Subscriber(id="halden-desk", to=("desk@norvale.example",), when="0 7 * * mon-fri")


def build_config(**jobs: str | int) -> Config:
    """Return a config file with a [jobs] section."""
    return Config(path=Path("config.toml"), sections={"jobs": jobs})


def test_digits_for_weekdays_are_refused():
    """ "0 8 * * 1" is Monday to cron and Tuesday to the scheduler, so nobody may write it."""
    with pytest.raises(ConfigError) as caught:
        schedule(build_config(fetch="0 8 * * 1"), ())
    assert str(caught.value) == (
        'config.toml: [jobs]: fetch = "0 8 * * 1": write the weekday as a name ("mon"); '
        "digits mean different days to cron and to the scheduler"
    )


@pytest.mark.parametrize(
    "text",
    [
        "*/30 * * * *",
        "0 7 * * mon-fri",
        "5,35 6-20 * * *",
        "0 9 1 jan,jul *",
        "0-30/10 * * * sun",
        "0 7 * * MON",
    ],
)
def test_plain_cron_is_taken(text):
    """Stars, steps, lists, ranges and names of months and days are cron; case does not matter."""
    check_cron(text, "config.toml: [jobs]", "fetch")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("* * * *", "4 fields, not five"),
        ("60 * * * *", '"60" is no minute'),
        ("0 24 * * *", '"24" is no hour'),
        ("0 7 0 * *", '"0" is no day of the month'),
        ("0 7 * 13 *", '"13" is no month'),
        ("0 7 * * monday", '"monday" is no weekday'),
        ("0 7 * * fri-mon", '"fri-mon" is no weekday'),
        ("30-10 * * * *", '"30-10" is no minute'),
        ("*/0 * * * *", r'"\*/0" is no minute'),
        ("5/10 * * * *", '"5/10" is no minute'),
        ("@daily", "1 fields, not five"),
        ("0 7 13 * fri", "names both a day of the month and a weekday"),
        ("0 0 30 feb *", "there is no such day"),
        ("٣ * * * *", '"٣" is no minute'),
    ],
)
def test_a_wrong_cron_text_is_named(text, complaint):
    """What is no time says which field is wrong."""
    with pytest.raises(ConfigError, match=complaint):
        check_cron(text, "config.toml: [jobs]", "fetch")


def test_steps_without_a_time_follow_fetch():
    """With fetch alone, read, relate and deliver follow it; digests come when their readers want them."""
    planned = schedule(build_config(fetch="*/30 * * * *"), (DESK,))
    assert [(job.name, job.cron, job.steps) for job in planned.jobs] == [
        ("fetch", "*/30 * * * *", ("fetch", "read", "relate", "deliver")),
        ("compose halden-desk", "0 7 * * mon-fri", ("compose", "deliver")),
    ]
    assert planned.jobs[1].readers == ("halden-desk",)


def test_a_step_without_a_time_follows_the_one_before_it():
    """Where read has a time of its own, relate follows read, not fetch."""
    planned = schedule(build_config(fetch="0 * * * *", read="30 * * * *", deliver="*/5 * * * *"), (DESK,))
    assert [job.steps for job in planned.jobs] == [("fetch",), ("read", "relate"), ("compose",), ("deliver",)]


def test_compose_may_have_one_time_for_all_readers():
    """With [jobs] compose the program looks then whose window has closed."""
    planned = schedule(build_config(fetch="0 * * * *", compose="*/10 * * * *"), (DESK,))
    assert [(job.name, job.readers) for job in planned.jobs] == [("fetch", ()), ("compose", ())]


ANALYST = Subscriber(id="analyst", to=("analyst@norvale.example",))


def test_a_reader_without_a_time_is_served_right_after_relating():
    """Who names no time wants to know as soon as it is known; who names one is still served then."""
    planned = schedule(build_config(fetch="*/30 * * * *"), (DESK, ANALYST))
    assert [(job.name, job.steps, job.readers) for job in planned.jobs] == [
        ("fetch", ("fetch", "read", "relate", "compose", "deliver"), ("analyst",)),
        ("compose halden-desk", ("compose", "deliver"), ("halden-desk",)),
    ]
    apart = schedule(build_config(fetch="0 * * * *", read="30 * * * *"), (ANALYST,))
    assert [job.steps for job in apart.jobs] == [
        ("fetch", "deliver"),
        ("read", "relate", "compose", "deliver"),
    ]


def test_with_a_time_for_compose_a_reader_without_one_is_served_then():
    """[jobs] compose is for all readers."""
    planned = schedule(build_config(fetch="0 * * * *", compose="*/10 * * * *"), (ANALYST,))
    assert [(job.steps, job.readers) for job in planned.jobs] == [
        (("fetch", "read", "relate", "deliver"), ()),
        (("compose", "deliver"), ()),
    ]


def test_a_daemon_without_a_time_to_fetch_is_refused():
    """Nothing would ever happen."""
    with pytest.raises(ConfigError, match="nothing says when to fetch; add fetch = "):
        schedule(build_config(), ())


def test_an_unknown_key_and_an_unknown_zone_name_the_nearest():
    """A slip of the pen is answered with what was meant."""
    with pytest.raises(ConfigError, match='fetsh: unknown key, did you mean "fetch"'):
        schedule(build_config(fetsh="0 * * * *"), ())
    with pytest.raises(ConfigError, match='timezone: there is no "Asia/Soul"; did you mean "Asia/Seoul"'):
        schedule(build_config(fetch="0 * * * *", timezone="Asia/Soul"), ())


def test_the_times_of_subscribers_are_checked_too():
    """A digit for a weekday is refused wherever it stands."""
    monday = Subscriber(id="halden-desk", to=("desk@norvale.example",), when="0 7 * * 1")
    with pytest.raises(ConfigError, match=r'\[\[subscribers\]\] "halden-desk": when = "0 7 \* \* 1"'):
        schedule(build_config(fetch="0 * * * *"), (monday,))


def test_a_time_for_recheck_parts_looking_for_edits_from_looking_for_news():
    """With it fetch asks for what is new only; recheck is a fetch of all, and what follows fetch follows it."""
    planned = schedule(build_config(fetch="*/10 * * * *", recheck="0 3 * * *"), (DESK,))
    assert [(job.name, job.steps) for job in planned.jobs] == [
        ("fetch", ("fetch", "read", "relate", "deliver")),
        ("recheck", ("recheck", "read", "relate", "deliver")),
        ("compose halden-desk", ("compose", "deliver")),
    ]
    assert planned.rechecks
    assert not schedule(build_config(fetch="*/10 * * * *"), ()).rechecks


def test_maintenance_runs_where_it_has_a_time():
    """Nothing is taken out of a store that nobody asked to be looked after."""
    assert [job.name for job in schedule(build_config(fetch="0 * * * *"), ()).jobs] == ["fetch"]
    kept = schedule(build_config(fetch="0 * * * *", maintenance="30 3 * * sun"), ())
    assert [(job.name, job.steps) for job in kept.jobs][1:] == [("maintenance", ("maintenance",))]


HASTY = Subscriber(
    id="hasty", to=("duty@norvale.example",), when="0 7 * * *", immediate=frozenset({"reversals"})
)


def test_what_a_reader_does_not_want_to_wait_for_is_composed_right_after_relating():
    """A digest at seven, and a reversal at once; even where [jobs] compose says when digests are looked for."""
    planned = schedule(build_config(fetch="0 * * * *", read="30 * * * *"), (HASTY,))
    assert [job.steps for job in planned.jobs] == [
        ("fetch", "deliver"),
        ("read", "relate", "immediate", "deliver"),
        ("compose", "deliver"),
    ]
    apart = schedule(build_config(fetch="0 * * * *", compose="0 6 * * *"), (HASTY,))
    assert [job.steps for job in apart.jobs] == [
        ("fetch", "read", "relate", "immediate", "deliver"),
        ("compose", "deliver"),
    ]


def test_a_reader_is_served_by_the_clock_on_its_own_wall():
    """Seven o'clock is seven in the zone of the reader, not in that of the desk."""
    reader = Subscriber(
        id="oslo", to=("oslo@norvale.example",), when="0 7 * * *", timezone=ZoneInfo("Europe/Oslo")
    )
    planned = schedule(build_config(fetch="0 * * * *", timezone="Asia/Seoul"), (reader,))
    slot = planned.times(planned.jobs[1]).next_after(datetime(2031, 3, 5, tzinfo=UTC))
    assert slot is not None
    assert (slot.at, slot.key) == (datetime(2031, 3, 5, 6, tzinfo=UTC), "2031-03-05T07:00 Europe/Oslo")


@pytest.mark.parametrize(
    ("key", "value"), [("jitter_seconds", -1), ("jitter_seconds", 3601), ("grace_seconds", -1)]
)
def test_a_delay_has_bounds(key, value):
    """Nothing starts before its time, and nothing an hour after it on purpose."""
    with pytest.raises(ConfigError, match=key):
        schedule(build_config(fetch="0 * * * *", **{key: value}), ())
