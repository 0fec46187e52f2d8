"""Jobs at their slots, with real stores and the time handed in."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from jobs.commands.run_command import run_due_jobs, run_steps_once
from jobs.context import JobContext
from jobs.polling.events import ignore_event
from jobs.scheduling import run_log, runner
from jobs.scheduling.due import DueTime
from jobs.scheduling.runner import JobRunner, without_rechecks
from jobs.scheduling.schedule import Job, Schedule
from jobs.step_result import StepResult, never_stop, no_progress
from reports.config.mail_settings import MailSettings
from reports.config.subscriber_settings import Subscriber
from tracker.config import Config
from tracker.domain import Source, SourceKind
from tracker.errors import StoreError
from tracker.fetch.web import RequestsWeb

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)  # a Wednesday; 17:00 in Seoul
DAY = timedelta(days=1)
FETCH = Job("fetch", "0 * * * *", ("fetch",))
EARLY = Subscriber(id="early", to=("a@desk.example",), when="0 7 * * *", timezone=SEOUL)
LATE = Subscriber(id="late", to=("b@desk.example",), when="0 18 * * *", timezone=SEOUL)
AT_ONCE = Subscriber(id="at_once", to=("c@desk.example",))


class Clock:
    """A clock that stands until it is set."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def build_workshop(store, *readers: Subscriber, sources: tuple[Source, ...] = ()) -> JobContext:
    """Return a workshop without an engine: what a clock needs."""
    mail = MailSettings(sender="digest@desk.example")
    config = Config(sources=sources)
    return JobContext(config, store, lambda: None, str, RequestsWeb(), readers, mail)  # type: ignore[arg-type]


def build_performer(store, clock, *jobs: Job, readers=(), stop=never_stop, **schedule) -> JobRunner:
    """Return who does *jobs* in Seoul."""
    planned = Schedule(SEOUL, jobs, **schedule)
    return JobRunner(build_workshop(store, *readers), planned, stop=stop, clock=clock)


@pytest.fixture
def asked(monkeypatch):
    """What steps are asked for, instead of doing them: name and arguments."""
    found = []

    def note(_workshop, name, now, **how):
        found.append((name, now, how))
        return StepResult()

    monkeypatch.setattr(runner, "run_step", note)
    return found


def test_a_job_is_done_once_a_slot_whoever_comes(store, asked):
    """Two daemons, or a daemon and cron, share the work: the second finds nothing due."""
    clock = Clock()
    ours, theirs = (build_performer(store, clock, FETCH) for _ in range(2))
    assert ours.run_if_due(FETCH) == StepResult({}, ())
    assert theirs.run_if_due(FETCH) is None
    clock.now += timedelta(hours=1)
    assert theirs.run_if_due(FETCH) is not None
    assert len(asked) == 2


def test_two_that_find_the_same_slot_due_at_the_same_moment_run_it_once(store, asked, monkeypatch):
    """The ledger decides, not who looked first."""
    clock, barrier = Clock(), threading.Barrier(2)
    performers = [build_performer(store, clock, FETCH) for _ in range(2)]
    leases = iter(("job:one", "job:other"))  # as if the lease of the first had run out

    def begin(*args, real=store.begin_run, **how):
        barrier.wait(10)
        return real(*args, **how)

    monkeypatch.setattr(runner, "leases_needed", lambda *_: (next(leases),))
    monkeypatch.setattr(store, "begin_run", begin)
    threads = [threading.Thread(target=job_runner.run_if_due, args=(FETCH,)) for job_runner in performers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(asked) == 1
    assert len(store.last_runs(5)) == 1


def test_a_pass_that_is_under_way_is_not_begun_again_beside_itself(store, asked):
    """A fetch that takes longer than its interval: its next time waits for its end, and is then made up for once."""
    clock = Clock()
    ours, theirs = (build_performer(store, clock, FETCH) for _ in range(2))
    with ours.lease_manager.acquire(("job:fetch",)):
        assert theirs.run_if_due(FETCH) is None
    assert store.last_run("fetch") is None
    assert theirs.run_if_due(FETCH) is not None


def test_the_window_of_a_digest_ends_when_its_reader_said(store, asked):
    """At 17:00, a reader of 7 o'clock gets what was recorded until 7, and one of 18 o'clock until the evening before."""
    job_runner = build_performer(store, Clock(), readers=(EARLY, LATE))
    job_runner.compose(Job("compose", "", ("compose",)), DueTime(NOW, ""))
    job_runner.compose(Job("compose late", "", ("compose",), ("late",)), DueTime(NOW, ""))
    windows = [
        (how["readers"][0].id, how["window_end"].astimezone(SEOUL).strftime("%d %H:%M"))
        for _, _, how in asked
    ]
    assert windows == [("early", "05 07:00"), ("late", "04 18:00"), ("late", "04 18:00")]


def test_a_reader_without_a_time_is_told_what_was_just_related(store, asked):
    """The window of a reader who names no time ends now: what this firing found is in it."""
    job_runner = build_performer(store, Clock(NOW + timedelta(minutes=3)), readers=(AT_ONCE,))
    job_runner.compose(Job("fetch", "0 * * * *", ("fetch", "compose"), ("at_once",)), DueTime(NOW, ""))
    assert [(name, how["window_end"]) for name, _, how in asked] == [("compose", NOW + timedelta(minutes=3))]


def test_a_laptop_asleep_for_three_days_sends_one_digest_whose_window_is_all_of_them(store):
    """Closed on Wednesday evening, opened on Sunday at nine: one digest, from Wednesday seven to Sunday seven."""
    reader = replace(EARLY, empty="send")
    job = Job("compose early", "0 7 * * *", ("compose",), ("early",), reader.timezone)
    clock = Clock(datetime(2031, 3, 5, 7, 0, 1, tzinfo=SEOUL))
    job_runner = build_performer(store, clock, job, readers=(reader,))
    job_runner.run_if_due(job)
    clock.now = datetime(2031, 3, 9, 9, 0, tzinfo=SEOUL)
    job_runner.run_if_due(job)
    job_runner.run_if_due(job)
    windows = [
        tuple(end.astimezone(SEOUL).strftime("%d %H:%M") for end in (one.window_start, one.window_end) if end)
        for one in store.deliveries()
    ]
    assert windows == [("05 07:00", "09 07:00"), ("05 07:00",)]


def test_a_digest_cut_short_is_composed_again_with_the_window_it_had(store):
    """A daemon that died at seven and is up again at eight composes the digest of seven, not one of eight."""
    reader = replace(EARLY, empty="send")
    job = Job("compose early", "0 7 * * *", ("compose",), ("early",), reader.timezone)
    clock = Clock(datetime(2031, 3, 5, 7, 0, tzinfo=SEOUL))
    job_runner = build_performer(store, clock, job, readers=(reader,))
    firing = job_runner.due(job)
    dead = str(replace(job_runner.lease_manager.process, started="1"))
    store.begin_run(job.name, firing.key, clock(), holder=dead)
    clock.now += timedelta(hours=1)
    assert job_runner.run_if_due(job) is None  # to the ledger it is still running
    run_log.mark_abandoned(store, clock(), job_runner.lease_manager.process)
    assert job_runner.run_if_due(job) is not None
    assert [one.window_end for one in store.deliveries()] == [datetime(2031, 3, 5, 7, 0, tzinfo=SEOUL)]
    assert [run.slot for run in store.last_runs()] == [f"{firing.key}#2", firing.key]


def test_a_job_that_failed_is_tried_again_and_not_for_ever(store, asked, monkeypatch):
    """A store that is full for ten minutes costs a daily job a few minutes, not a day."""
    clock, job = Clock(datetime(2031, 3, 5, 7, 0, tzinfo=SEOUL)), Job("deliver", "0 7 * * *", ("deliver",))
    job_runner = build_performer(store, clock, job)
    until = clock() + timedelta(minutes=10)

    def fail(_workshop, _name, now, **_):
        if now < until:
            raise StoreError("the disk is full")
        return StepResult({"sent": 1})

    monkeypatch.setattr(runner, "run_step", fail)
    tries = []
    for _ in range(60):
        try:
            if job_runner.run_if_due(job) is not None:
                tries.append(clock().astimezone(SEOUL).strftime("%H:%M"))
        except StoreError:
            tries.append(clock().astimezone(SEOUL).strftime("%H:%M"))
        clock.now += timedelta(minutes=1)
    assert tries == ["07:00", "07:01", "07:03", "07:07", "07:15"]
    assert store.last_run("deliver").counts == {"sent": 1}


def test_steps_stop_when_the_lease_is_lost(store, monkeypatch):
    """The step that is under way is told at its next safe point, and the rest is left to who took over."""
    clock, seen = Clock(), []

    def lose(_workshop, name, _now, *, stop, **_):
        (run_leases,) = job_runner.lease_manager.active()
        run_leases.lost.set()
        seen.append((name, stop()))
        return StepResult()

    monkeypatch.setattr(runner, "run_step", lose)
    job = Job("fetch", "0 * * * *", ("fetch", "read"))
    job_runner = build_performer(store, clock, job)
    job_runner.run_if_due(job)
    assert seen == [("fetch", True)]
    assert (store.last_run("fetch").status, store.last_run("fetch").error) == (
        "stopped",
        "another process took over",
    )


def test_with_a_time_for_recheck_a_fetch_asks_for_news_only(store, asked):
    """What is held is asked for again by recheck; to a sitemap the days also say what is news, so they stay."""
    sources = tuple(
        Source(id=kind.value, kind=kind, url="https://mfa.norvale.example/", issuer="Norvale")
        for kind in (SourceKind.FEED, SourceKind.SITEMAP)
    )
    for rechecks in (False, True):
        planned = Schedule(SEOUL, (), rechecks=rechecks)
        job_runner = JobRunner(
            build_workshop(store, sources=sources), planned, stop=never_stop, clock=Clock()
        )
        for name in ("fetch", "recheck"):
            job_runner.step(name, FETCH, DueTime(NOW, ""), never_stop)
    assert [name for name, _, _ in asked] == ["fetch"] * 4
    days = [[source.recheck_days for source in how["sources"]] for _, _, how in asked]
    assert days == [[30, 30], [30, 30], [0, 30], [30, 30]]
    assert [source.id for source in without_rechecks(sources)] == ["feed", "sitemap"]


def test_what_a_reader_wants_at_once_is_composed_without_closing_its_window(store):
    """A reversal at noon does not end the window of seven o'clock: the next digest still goes back to the last one."""
    reader = replace(EARLY, immediate=frozenset({"reversals"}), empty="send")
    job_runner = build_performer(store, Clock(), readers=(reader,))
    assert job_runner.step("immediate", FETCH, DueTime(NOW, ""), never_stop) == StepResult({})
    assert store.deliveries() == []  # nothing was reversed, so there is nothing to be told at once
    assert store.last_window("early") is None


def test_due_once_does_what_the_daemon_would_and_no_more(store, asked):
    """By cron every five minutes: the pass at its hour, the digest at its own, and nothing between."""
    clock = Clock()
    digest = Job("compose early", "0 17 * * *", ("compose",), ("early",), SEOUL)
    later = Job("maintenance", "0 3 * * *", ("maintenance",))
    job_runner = build_performer(store, clock, FETCH, digest, later, readers=(EARLY,))
    assert [name for name, _ in run_due_jobs(job_runner, ())] == ["fetch", "compose early"]
    assert list(run_due_jobs(job_runner, ())) == []
    clock.now += timedelta(hours=1)
    assert [name for name, _ in run_due_jobs(job_runner, ["compose"])] == []
    assert [name for name, _ in run_due_jobs(job_runner, ["fetch"])] == ["fetch"]


def test_steps_by_hand_keep_out_of_the_way_of_a_daemon(store, monkeypatch):
    """`run fetch` while a daemon fetches leaves it to the daemon, says so, and does the rest."""
    monkeypatch.setattr("jobs.commands.run_command.run_step", lambda *_, **__: StepResult({"done": 1}))
    context = build_workshop(store)
    with build_performer(store, Clock(datetime.now(UTC)), FETCH).lease_manager.acquire(("job:fetch",)):
        done = dict(run_steps_once(context, ["deliver", "fetch"], track=no_progress, on_event=ignore_event))
    assert done == {"fetch": None, "deliver": StepResult({"done": 1}, ())}
