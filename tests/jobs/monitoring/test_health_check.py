"""``health``: what makes a probe fail, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.monitoring.health_check import check_health, health_row, is_healthy
from jobs.monitoring.status import DeliveryStatus, SystemStatus
from jobs.scheduling.schedule import Job
from tests.jobs.monitoring.build_status import (
    BROKEN,
    DAY,
    FETCH,
    HOUR,
    MINUTE,
    NOW,
    OK,
    SUSPECT,
    build_run,
    build_status,
)
from tests.reports.mail.deliveries import build_delivery
from tracker.source_health.report import SourcesSnapshot
from tracker.store import Unsubscription

WEEKDAYS = Job("compose desk", "0 7 * * mon-fri", ("compose", "deliver"))
FRIDAY = datetime(2031, 3, 7, 7, 0, tzinfo=UTC)


def bad(found, now=NOW, **options):
    """Return which checks are bad."""
    return [finding.check for finding in check_health(found, now, **options) if finding.bad]


def test_a_fresh_install_is_well():
    """Before the first run there is nothing to complain of, with a store or without one."""
    assert is_healthy(check_health(SystemStatus(SourcesSnapshot([], {}), store="commitments.db"), NOW))
    (note,) = check_health(build_status(), NOW)
    assert (note.bad, note.message) == (False, "not run yet: fetch")


@pytest.mark.parametrize(
    ("minutes", "late"), [(0, False), (60, False), (90, False), (95, False), (101, True), (600, True)]
)
def test_a_fetch_is_late_after_three_of_its_slots(minutes, late):
    """Every half hour and no success for an hour and a half: something is wrong. The third run gets ten minutes."""
    last = build_run("fetch", NOW - MINUTE)  # ended at 08:00
    now = NOW + minutes * MINUTE
    assert bad(build_status([last], now=now), now) == (["job"] if late else [])


@pytest.mark.parametrize("status", ["failed", "abandoned", "stopped"])
def test_runs_that_do_not_end_well_are_no_success(status):
    """A fetch that fails every time is as bad as one that does not run; the reason is told."""
    runs = [
        build_run("fetch", NOW - number * 30 * MINUTE, status, "the disk is full; make room")
        for number in range(6)
    ]
    finding = next(one for one in check_health(build_status(runs), NOW + 15 * MINUTE) if one.bad)
    assert "has never ended well" in finding.message
    assert "the disk is full; make room" in finding.message


def test_problems_of_some_sources_are_a_success_of_the_run():
    """One ministry that answers 404 does not make the whole service ill."""
    assert not bad(build_status([build_run("fetch", NOW - HOUR, "problems", "estmark: answered 404")]))


@pytest.mark.parametrize(
    ("now", "late"),
    [
        (FRIDAY + 2 * DAY, False),  # Sunday
        (FRIDAY + 3 * DAY + 30 * MINUTE, False),  # Monday, half past seven
        (FRIDAY + 3 * DAY + 61 * MINUTE, True),
    ],
)
def test_a_weekend_is_not_late(now, late):
    """A digest on weekday mornings is due on Monday; one morning without it is enough to say so, an hour later."""
    last = build_run("compose desk", FRIDAY)
    assert bad(build_status([last], [WEEKDAYS], now=now), now) == (["job"] if late else [])


@pytest.mark.parametrize("day", [datetime(2031, 3, 30, tzinfo=UTC), datetime(2031, 10, 26, tzinfo=UTC)])
def test_the_change_of_the_clock_makes_nothing_late(day):
    """On both nights a fetch every half hour and a digest at seven in Oslo that ran on time are on time."""
    daily, oslo = Job("compose desk", "0 7 * * *", ("compose",)), ZoneInfo("Europe/Oslo")
    sevens = [datetime.combine(day.date() + n * DAY, time(7), oslo).astimezone(UTC) for n in (-1, 0, 1)]
    for step in range(48 * 6):
        now = day - 12 * HOUR + step * 10 * MINUTE
        fetched = now - timedelta(minutes=now.minute % 30)
        runs = [
            build_run("fetch", fetched - 30 * MINUTE),
            build_run("compose desk", max(at for at in (sevens[0] - DAY, *sevens) if at + HOUR <= now)),
        ]
        assert not bad(build_status(runs, [FETCH, daily], now=now, zone="Europe/Oslo"), now), now


def test_jitter_is_no_delay(monkeypatch):
    """A nightly fetch that starts 59 minutes late by [jobs] jitter_seconds has its hour from then on."""
    monkeypatch.setattr(
        "jobs.scheduling.schedule.stable_jitter", lambda _parts, seconds: timedelta(seconds=seconds)
    )
    nightly = Job("fetch", "0 3 * * *", ("fetch",))
    last = build_run("fetch", NOW.replace(hour=3, minute=59))
    for minutes, late in ((61, False), (119, False), (121, True)):
        now = NOW.replace(hour=3, minute=0) + DAY + minutes * MINUTE
        found = build_status([last], [nightly], now=now, jitter=59 * 60)
        assert bad(found, now) == (["job"] if late else [])


def test_a_step_called_by_cron_counts():
    """Whoever runs `policy-tracker run fetch` from crontab is judged by the same schedule."""
    found = build_status([build_run("run fetch", NOW - 20 * MINUTE), build_run("fetch", NOW - 9 * DAY)])
    assert not bad(found)


def test_a_long_run_that_lives_is_not_late():
    """A first fetch of forty archives may take hours; it says every minute that it lives."""
    running = build_run("fetch", NOW - 5 * HOUR, "running", holder="desk 1", beat_at=NOW - MINUTE)
    assert not bad(build_status([running, build_run("fetch", NOW - 6 * HOUR)]))


def test_a_run_that_fell_silent_is_dead():
    """Killed without a word: the ledger would show it as running for ever."""
    running = build_run("recheck", NOW - 5 * HOUR, "running", holder="desk 1", beat_at=NOW - 2 * HOUR)
    (finding,) = [one for one in check_health(build_status([running], jobs=()), NOW) if one.bad]
    assert "last seen at 2031-03-05 06:00" in finding.message


def test_a_run_under_no_lease_has_a_day():
    """One that never says that it lives cannot be told from a dead one sooner."""
    assert not bad(build_status([build_run("x", NOW - 20 * HOUR, "running")], jobs=()))
    assert bad(build_status([build_run("x", NOW - 25 * HOUR, "running")], jobs=())) == ["job"]


def test_within_goes_before_the_schedule():
    """Without [jobs] nothing is late by itself; whoever asks for a fetch within two hours gets an answer."""
    without = build_status([build_run("run fetch", NOW - 3 * HOUR)], jobs=())
    assert not bad(without)
    assert bad(without, within=2 * HOUR) == ["job"]
    assert not bad(without, within=4 * HOUR)
    assert bad(build_status(jobs=()), within=2 * HOUR) == ["job"]


@pytest.mark.parametrize(
    ("states", "ill"),
    [
        ([OK, OK, OK], False),
        ([BROKEN, OK, OK], False),
        ([BROKEN, BROKEN, OK, OK], True),
        ([BROKEN], True),
        ([SUSPECT, SUSPECT], False),
    ],
)
def test_half_of_the_sources_broken_is_bad(states, ill):
    """One broken site is its own affair and a note; half of them is the network, or ours. A suspicion is a note."""
    found = build_status([build_run("fetch", NOW - MINUTE)], states=states)
    assert bad(found) == (["sources"] if ill else [])
    assert any(one.check == "sources" for one in check_health(found, NOW)) == any(
        state is not OK for state in states
    )


def test_a_paused_source_is_not_counted():
    """Who lets a broken source rest has dealt with it."""
    found = build_status([build_run("fetch", NOW - MINUTE)], states=[BROKEN, OK])
    resting = replace(found.watch.statuses["source-0"], paused_at=NOW)
    watch = replace(found.watch, statuses={**found.watch.statuses, "source-0": resting})
    assert not bad(replace(found, watch=watch))


@pytest.mark.parametrize(("waited", "stuck"), [(HOUR, False), (4 * HOUR, True)])
def test_a_digest_that_waits_for_hours_is_stuck(waited, stuck):
    """Greylisting for an hour is usual; a mail server that is down for three is told, with what it says."""
    waiting = build_delivery(created_at=NOW - waited, error="451 try later")
    found = build_status([build_run("fetch", NOW - MINUTE)], waiting=(waiting,))
    assert bad(found) == (["outbox"] if stuck else [])
    assert not stuck or "451 try later" in check_health(found, NOW)[0].message


def test_a_reader_who_left_by_a_link_is_a_note_for_a_day():
    """The operator learns of it without looking, and nothing is wrong; what it did itself it knows."""
    left = [
        Unsubscription("halden-desk", f"{how}@example.org", how, NOW - HOUR) for how in ("link", "operator")
    ]
    (note,) = check_health(build_status([build_run("fetch", NOW - MINUTE)], left=tuple(left)), NOW)
    assert (note.bad, note.message) == (False, "link@example.org left halden-desk within a day")
    later = NOW + 2 * DAY
    found = build_status([build_run("fetch", later)], now=later, left=tuple(left))
    assert check_health(found, later) == ()


def test_a_refused_digest_is_a_note_for_a_day():
    """Nothing will happen to it by itself, so a probe must not stay red; it is said and then history."""
    refused = DeliveryStatus(build_delivery(state="refused", created_at=NOW - HOUR), ())
    found = build_status([build_run("fetch", NOW - MINUTE)], problem_deliveries=(refused,))
    (note,) = check_health(found, NOW)
    assert (note.bad, note.message) == (False, "1 digest refused within a day: halden-desk")
    later = NOW + 2 * DAY
    assert (
        check_health(
            build_status([build_run("fetch", later)], now=later, problem_deliveries=(refused,)), later
        )
        == ()
    )


def test_what_maintenance_found_is_bad_until_it_finds_nothing():
    """Damage that only the ledger knows of helps nobody."""
    found = build_status(
        [build_run("maintenance", NOW - HOUR, "problems", "store: body 1 is damaged")], jobs=()
    )
    assert bad(found) == ["store"]
    assert not bad(build_status([build_run("maintenance", NOW - HOUR)], jobs=()))


@pytest.mark.parametrize(("free", "full"), [(99_000_000, True), (5_000_000_000, False), (None, False)])
def test_a_full_disk_is_bad_before_it_is_full(free, full):
    """Under a hundred megabytes the next backup or migration fails; a server's own disk is its own affair."""
    assert bad(build_status([build_run("fetch", NOW - MINUTE)]), free_bytes=free) == (
        ["disk"] if full else []
    )


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_who_is_late_stays_late(first, second):
    """Time alone never heals a job: a probe that has failed does not turn green without a success."""
    last = build_run("fetch", NOW - MINUTE)
    early, later = (NOW + min(first, second) * MINUTE, NOW + max(first, second) * MINUTE)
    if bad(build_status([last], now=early), early):
        assert bad(build_status([last], now=later), later)


def test_bad_comes_first_and_json_says_the_same():
    """A pager shows the first line."""
    found = build_status([build_run("fetch", NOW - DAY)], states=[BROKEN, OK, OK])
    findings = check_health(found, NOW)
    assert [one.bad for one in findings] == [True, False]
    said = health_row(findings, NOW)
    assert (said["healthy"], said["findings"][0]["check"]) == (False, "job")
    assert timedelta(0) == datetime.fromisoformat(said["at"]) - NOW
