"""The clock of the daemon, with the time handed in."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from jobs import daemon, runs
from jobs.config import Job, Schedule
from jobs.result import StepResult
from jobs.workshop import Workshop
from reports.config import MailSettings, Subscriber
from tracker.config import Config
from tracker.domain import Problem
from tracker.errors import StoreError
from tracker.fetch import FakeWeb
from tracker.store import open_store

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)  # a Wednesday; 17:00 in Seoul


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    with open_store(f"sqlite:///{tmp_path}/desk.db") as opened:
        yield opened


def build_workshop(store, *readers: Subscriber) -> Workshop:
    """Return a workshop without sources or engine: what a clock needs."""
    mail = MailSettings(sender="digest@desk.example")
    return Workshop(Config(), store, None, FakeWeb({}), readers, mail)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cron", "slot"),
    [
        ("*/30 * * * *", datetime(2031, 3, 5, 17, 0, tzinfo=SEOUL)),
        ("45 16 * * *", datetime(2031, 3, 5, 16, 45, tzinfo=SEOUL)),
        ("0 18 * * *", datetime(2031, 3, 4, 18, 0, tzinfo=SEOUL)),
        ("0 7 * * fri", datetime(2031, 2, 28, 7, 0, tzinfo=SEOUL)),
        ("0 7 1 * *", datetime(2031, 3, 1, 7, 0, tzinfo=SEOUL)),
        ("0 7 31 jan *", datetime(2031, 1, 31, 7, 0, tzinfo=SEOUL)),
    ],
)
def test_the_slot_is_the_time_the_cron_names(cron, slot):
    """A firing belongs to the latest time of its cron in the zone of the desk, however late it happens."""
    schedule = Schedule(SEOUL, ())
    assert daemon.latest_slot(daemon.trigger_of(cron, schedule), NOW) == slot


def test_a_time_that_never_was_has_no_slot():
    """The 30th of February has not been in two years."""
    schedule = Schedule(SEOUL, ())
    assert daemon.latest_slot(daemon.trigger_of("0 0 30 feb *", schedule), NOW) is None


def test_two_daemons_share_the_work(store):
    """Whoever takes a slot runs it; the other leaves it."""
    job, schedule, stop = Job("fetch", "0 * * * *", ("fetch",)), Schedule(SEOUL, ()), threading.Event()
    workshop = build_workshop(store)
    assert daemon.perform(workshop, schedule, job, NOW, stop) == StepResult({}, ())
    assert daemon.perform(workshop, schedule, job, NOW, stop) is None
    assert daemon.perform(workshop, schedule, job, NOW + timedelta(hours=1), stop) is not None


def test_the_window_of_a_digest_ends_when_its_reader_said(store, monkeypatch):
    """At noon, a reader of 7 o'clock gets what was recorded until 7, and one of 18 o'clock until the evening before."""
    asked = []

    def note(_workshop, _name, _now, *, window_end, readers):
        asked.append((readers[0].id, window_end.astimezone(SEOUL).strftime("%d %H:%M")))
        return StepResult()

    monkeypatch.setattr(daemon, "run_step", note)
    early = Subscriber(id="early", to=("a@desk.example",), when="0 7 * * *")
    late = Subscriber(id="late", to=("b@desk.example",), when="0 18 * * *")
    workshop, schedule = build_workshop(store, early, late), Schedule(SEOUL, ())
    daemon.compose_due(workshop, schedule, Job("compose", "", ("compose",)), NOW)
    daemon.compose_due(workshop, schedule, Job("compose late", "", ("compose",), ("late",)), NOW)
    assert asked == [("early", "05 07:00"), ("late", "04 18:00"), ("late", "04 18:00")]


def test_a_run_is_noted_with_what_it_did(store):
    """The ledger says what was counted and what went wrong."""
    problem = Problem("gone", "the server answered 404")
    work = [("fetch", lambda: StepResult({"new": 2}, (problem,))), ("read", lambda: StepResult({"units": 7}))]
    runs.run(store, "fetch", NOW, work, lambda: NOW)
    (noted,) = store.last_runs(5)
    assert (noted.status, noted.counts, noted.error) == (
        "problems",
        {"new": 2, "units": 7},
        "gone: the server answered 404",
    )


def test_a_run_that_fails_is_noted_and_fails(store):
    """An error of the store ends the run; the ledger says which."""

    def fail():
        raise StoreError("the disk is full")

    with pytest.raises(StoreError):
        runs.run(store, "read", NOW, [("read", fail)], lambda: NOW)
    assert [(run.status, run.error) for run in store.last_runs(5)] == [("failed", "the disk is full")]


def test_a_run_told_to_stop_leaves_the_rest(store):
    """Steps that were not begun are not begun, and the run says that it was stopped."""
    runs.run(store, "fetch", NOW, [("fetch", StepResult)], lambda: NOW, stop=lambda: True)
    assert store.last_runs(1)[0].status == "stopped"


def test_runs_that_died_are_marked(store):
    """A run that has not ended after a day belongs to a process that is gone; a fresh one may be another daemon's."""
    store.begin_run("fetch", NOW, NOW)
    store.begin_run("fetch", NOW + timedelta(days=2), NOW + timedelta(days=2))
    assert runs.abandon(store, NOW + timedelta(days=2)) == 1
    assert [run.status for run in store.last_runs(5)] == ["running", "abandoned"]


def test_serving_ends_when_told(store):
    """A daemon that is told to stop before it began ends at once."""
    stop = threading.Event()
    stop.set()
    daemon.serve(build_workshop(store), Schedule(SEOUL, (Job("fetch", "0 0 1 jan *", ("fetch",)),)), stop)
    assert store.last_runs(5) == []
