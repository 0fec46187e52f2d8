"""[jobs]: cron texts that mean the same to everybody, and which step follows which."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs.config import check_cron, schedule
from reports.config import Subscriber
from tracker.config import Config
from tracker.errors import ConfigError

DESK = Subscriber(id="halden-desk", to=("desk@norvale.example",), when="0 7 * * mon-fri")


def build_config(**jobs: str) -> Config:
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
    ],
)
def test_a_wrong_cron_text_is_named(text, complaint):
    """What is no time says which field is wrong."""
    with pytest.raises(ConfigError, match=complaint):
        check_cron(text, "config.toml: [jobs]", "fetch")


def test_every_time_that_is_taken_is_one_the_scheduler_keeps():
    """A text that passes is understood by the scheduler too."""
    from apscheduler.triggers.cron import CronTrigger

    for text in (
        "*/30 * * * *",
        "0 7 * * mon-fri",
        "5,35 6-20 * * *",
        "0 9 1 jan,jul *",
        "0-30/10 * * * sun",
    ):
        check_cron(text, "", "fetch")
        CronTrigger.from_crontab(text)


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
