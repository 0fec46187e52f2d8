"""The daemon: real timers, real processes, and every wait for an event with a bound."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bench.two_daemons import Every, Fast, figures, run
from jobs.context import open_context
from jobs.polling.shared_pass import SharedPass
from jobs.scheduling import daemon, daemon_instance
from jobs.scheduling.daemon import SystemdNotifier
from jobs.scheduling.daemon_instance import ActiveJobs, DaemonInstance, JobTrigger
from jobs.scheduling.due import DueTime
from jobs.scheduling.runner import JobRunner
from jobs.scheduling.schedule import Job, Schedule
from jobs.scheduling.signals import Signals
from jobs.step_result import StepResult
from tests.stores import store_url
from tracker.config import Config
from tracker.domain import Source, SourceKind
from tracker.errors import ConfigError, StoreError
from tracker.store import Store, open_store

ROOT = Path(__file__).parents[3]
UTC_ZONE = ZoneInfo("UTC")
FETCH = Job("fetch", "0 0 1 jan *", ("fetch",))
NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
BOUND = 25  # seconds any wait may take; shorter than the 30 for which [fetch] waits


@dataclass(frozen=True, slots=True)
class Now:
    """Times of which one is always just over and none is coming: what a timer never sees."""

    key: str = "now"

    def latest(self, now: datetime) -> DueTime:
        """Return the one there is."""
        return DueTime(now, self.key)

    def next_after(self, after: datetime) -> DueTime:
        """Return one that is far away."""
        return DueTime(after + timedelta(days=1000), "never")


class Missed(Schedule):
    """A schedule of such times."""

    def times(self, _job: Job) -> Now:
        """Return them."""
        return Now()


def loader(url: str, *schedules: Schedule | Exception) -> Callable[..., object]:
    """Return what opens one of *schedules* after the other."""
    left = iter(schedules)

    @contextmanager
    def load(stop_event: threading.Event) -> Iterator[object]:
        planned = next(left)
        if isinstance(planned, Exception):
            raise planned
        with open_context(Config(store_url=url), stop_event=stop_event) as context:
            yield context, planned

    return load


class Told(SystemdNotifier):
    """What a service manager would hear, kept, and waited for."""

    def __init__(self, watchdog_seconds: float | None = None) -> None:
        super().__init__({})
        self.watchdog_seconds = watchdog_seconds
        self.said: list[str] = []
        self._changed = threading.Condition()

    def _tell(self, *lines: str) -> None:
        with self._changed:
            self.said.append(lines[0])
            self._changed.notify_all()

    def heard(self, what: str, times: int = 1) -> bool:
        """Wait until *what* was said so often."""
        with self._changed:
            return self._changed.wait_for(lambda: self.said.count(what) >= times, BOUND)


@pytest.fixture
def steps(monkeypatch):
    """Steps that are noted instead of done; `steps.do` is what they do."""
    return Steps(monkeypatch)


class Steps:
    """What was done, in order."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done: list[str] = []
        self.do: Callable[[], object] = lambda: None
        self._changed = threading.Condition()
        monkeypatch.setattr(JobRunner, "step", self._step)

    def _step(
        self,
        name: str,
        job: Job,
        _slot: DueTime,
        _stop: Callable[[], bool],
        _shared: SharedPass | None = None,
    ) -> StepResult:
        with self._changed:
            self.done.append(f"{job.name}: {name}")
            self._changed.notify_all()
        self.do()
        return StepResult()

    def wait(self, number: int) -> bool:
        """Wait until so many were begun."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self.done) >= number, BOUND)


@contextmanager
def serving(load, told: Told) -> Iterator[Signals]:
    """Serve in a thread with a beat of 20 ms; told to end at the end of the block, and then it has ended."""
    signals, failed = Signals(), []

    def serve() -> None:
        try:
            daemon.run_daemon(load, signals, told, tick_seconds=0.02)
        except Exception as error:  # noqa: BLE001 - raised where the thread is waited for
            failed.append(error)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield signals
    finally:
        signals.send(signal.SIGTERM)
        thread.join(BOUND)
        signals.close()
    assert not thread.is_alive()
    assert failed == []


def test_serving_ends_when_told(tmp_path):
    """A daemon without anything to do says that it is ready, and that it is stopping, and has left nothing running."""
    told = Told()
    with serving(loader(store_url(tmp_path), Schedule(UTC_ZONE, (FETCH,))), told):
        assert told.heard("READY=1")
    assert told.said[-1] == "STOPPING=1"
    with open_store(store_url(tmp_path)) as store:
        assert store.last_runs(5) == []
        assert store.lease("daemon") is None


def test_what_a_timer_missed_is_found_by_the_beat(tmp_path, steps):
    """A timer waits by a clock that stands still while a laptop sleeps; a job that came due meanwhile is run on waking."""
    with serving(loader(store_url(tmp_path), Missed(UTC_ZONE, (FETCH,))), Told()):
        assert steps.wait(1)
    with open_store(store_url(tmp_path)) as store:
        assert [(run.job, run.slot, run.status) for run in store.last_runs(5)] == [("fetch", "now", "done")]


def test_jobs_run_at_their_times(tmp_path, steps):
    """Timers fire by themselves, each slot once."""
    planned = Fast(UTC_ZONE, (FETCH, Job("deliver", "", ("deliver",))), period=timedelta(seconds=0.1))
    with serving(loader(store_url(tmp_path), planned), Told()):
        assert steps.wait(10)
    with open_store(store_url(tmp_path)) as store:
        runs = store.last_runs(100)
    assert len({(run.job, run.slot) for run in runs}) == len(runs)
    # one that had just begun when the daemon was told to end did nothing, and says so
    assert len([run for run in runs if run.status != "stopped"]) == len(steps.done)


def test_a_timer_looks_once_however_many_times_were_slept_through():
    """Three days of minutes are not 4,320 firings."""
    timer = JobTrigger(Every(timedelta(minutes=1)), timedelta(seconds=5))
    slept = NOW - timedelta(days=3)
    assert timer.get_next_fire_time(slept, NOW) == NOW + timedelta(seconds=5)
    assert timer.get_next_fire_time(NOW + timedelta(seconds=5), NOW) == NOW + timedelta(seconds=65)
    assert timer.get_next_fire_time(None, NOW) == NOW + timedelta(seconds=5)


def test_a_new_configuration_begins_at_once(tmp_path, steps):
    """SIGHUP: the new jobs are run, and what systemd hears is reloading and then ready."""
    load = loader(
        store_url(tmp_path), Schedule(UTC_ZONE, (FETCH,)), Missed(UTC_ZONE, (Job("new", "", ("read",)),))
    )
    told = Told()
    with serving(load, told) as signals:
        assert told.heard("READY=1")
        signals.send(signal.SIGHUP)
        assert steps.wait(1)
        assert told.heard("READY=1", 2)
    assert steps.done == ["new: read"]
    assert [said for said in told.said if said != "WATCHDOG=1"] == [
        "READY=1",
        "RELOADING=1",
        "READY=1",
        "STOPPING=1",
    ]


def test_a_bad_configuration_is_one_line_and_the_old_one_stays(tmp_path, steps, caplog):
    """A slip of the pen in config.toml does not end the daemon, nor what it does."""
    caplog.set_level(logging.INFO, "policy_tracker")
    fault = ConfigError("there is no such key", where="config.toml: [jobs]", remedy="take it out")
    planned = Fast(UTC_ZONE, (FETCH,), period=timedelta(seconds=0.1))
    told = Told()
    with serving(loader(store_url(tmp_path), planned, fault), told) as signals:
        assert steps.wait(1)
        signals.send(signal.SIGHUP)
        assert told.heard("READY=1", 2)
        assert steps.wait(len(steps.done) + 2)
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert errors == [f"the configuration stays as it was: {fault}"]


def test_what_runs_when_the_configuration_changes_ends_in_its_own_time(tmp_path, steps):
    """A fetch under way is neither cut short by SIGHUP nor begun again beside itself by the new configuration."""
    go_on, told = threading.Event(), Told()
    steps.do = lambda: go_on.wait(BOUND)
    load = loader(
        store_url(tmp_path),
        Missed(UTC_ZONE, (FETCH,)),
        Fast(UTC_ZONE, (FETCH,), period=timedelta(seconds=0.1)),
    )
    with serving(load, told) as signals:
        assert steps.wait(1)
        signals.send(signal.SIGHUP)
        assert told.heard("READY=1", 2)
        signals.send(signal.SIGWINCH)  # a signal that means nothing, and a beat or more
        with open_store(store_url(tmp_path)) as store:
            assert [(run.slot, run.status) for run in store.last_runs(5)] == [("now", "running")]
        go_on.set()
        assert steps.wait(2)
    with open_store(store_url(tmp_path)) as store:
        assert store.last_runs(50)[-1].status == "done"


def test_the_watchdog_is_pinged_while_the_scheduler_answers(tmp_path):
    """Three times at least within the time systemd allows."""
    told = Told(watchdog_seconds=0.3)
    with serving(loader(store_url(tmp_path), Schedule(UTC_ZONE, (FETCH,))), told):
        assert told.heard("WATCHDOG=1", 3)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_daemon_whose_scheduler_is_dead_does_not_count_as_alive(tmp_path):
    """A thread that died makes no noise: without its answer to the beat the daemon is not alive after a minute and a half."""
    clock, ticked = [0.0], threading.Event()
    served = DaemonInstance(
        loader(store_url(tmp_path), Schedule(UTC_ZONE, (FETCH,))), monotonic=lambda: clock[0]
    )
    present = served.job_runner.lease_manager.announce_daemon
    served.job_runner.lease_manager.announce_daemon = lambda: (present(), ticked.set())[0]
    served.start()

    def answers() -> bool:
        clock[0] += daemon_instance.MAX_TICK_AGE_SECONDS
        assert not served.is_alive()
        ticked.clear()
        served.request_tick()
        return ticked.wait(
            BOUND if served.scheduler._thread.is_alive() else 0
        ) and served.active_jobs.wait_until_idle(BOUND)

    try:
        assert ticked.wait(BOUND)
        assert served.active_jobs.wait_until_idle(BOUND)
        assert answers()
        assert served.is_alive()
        served.scheduler._process_jobs = sys.exit  # in a thread: it ends, and nobody is told
        served.request_tick()
        served.scheduler._thread.join(BOUND)
        assert not answers()
        assert not served.is_alive()
    finally:
        served.stop()
        served.close()


def test_a_daemon_whose_store_is_out_of_reach_does_not_count_as_alive(tmp_path, caplog):
    """Its lease is not renewed either; it says so once, not at every beat."""
    tried = threading.Semaphore(0)

    def fail() -> None:
        tried.release()
        raise StoreError("no route to host", where="db.norvale.example")

    clock = [0.0]
    served = DaemonInstance(
        loader(store_url(tmp_path), Schedule(UTC_ZONE, (FETCH,))), monotonic=lambda: clock[0]
    )
    served.job_runner.lease_manager.announce_daemon = fail
    served.start()
    try:
        for _ in range(3):
            assert tried.acquire(timeout=BOUND)
            assert served.active_jobs.wait_until_idle(BOUND)
            served.request_tick()
        clock[0] += daemon_instance.MAX_TICK_AGE_SECONDS
        assert not served.is_alive()
    finally:
        served.stop()
        assert served.active_jobs.wait_until_idle(BOUND)
        served.close()
    errors = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert errors == ["db.norvale.example: no route to host"]


def test_the_watchdog_is_not_pinged_for_a_daemon_that_is_not_alive(tmp_path, monkeypatch):
    """Systemd must hear nothing, so that it restarts what only looks alive."""
    asked = threading.Semaphore(0)
    monkeypatch.setattr(DaemonInstance, "is_alive", lambda _: asked.release() or False)
    told = Told(watchdog_seconds=0.06)
    with serving(loader(store_url(tmp_path), Schedule(UTC_ZONE, (FETCH,))), told):
        for _ in range(10):
            assert asked.acquire(timeout=BOUND)
    assert told.said == ["READY=1", "STOPPING=1"]


def test_a_step_that_does_not_end_is_noted_before_the_process_goes(tmp_path, steps):
    """The ledger says what was cut short, and the leases are free: nobody waits a minute for a process that ended."""
    go_on = threading.Event()
    steps.do = lambda: go_on.wait(BOUND)
    served = DaemonInstance(loader(store_url(tmp_path), Missed(UTC_ZONE, (FETCH,))))
    served.start()
    assert steps.wait(1)
    served.stop()
    assert not served.active_jobs.wait_until_idle(0)
    served.record_interrupted()
    with open_store(store_url(tmp_path)) as store:
        last = store.last_run("fetch")
        assert (last.status, last.error) == ("stopped", "cut short by the end of the daemon")
        assert store.lease("job:fetch") is None
        go_on.set()
        assert served.active_jobs.wait_until_idle(BOUND)
        assert store.last_run("fetch") == last
    served.close()


def test_who_helps_a_leader_that_dies_leads_before_its_help_has_ended(tmp_path, steps, monkeypatch):
    """A slow ministry that the helper is at holds nobody up: the slot is led again when the lease has run out, without a beat."""
    monkeypatch.setattr(Store, "is_shared", True)
    go_on, moment = threading.Event(), datetime.now(UTC)
    steps.do = lambda: go_on.wait(BOUND)
    url = store_url(tmp_path)
    with open_store(url) as store:
        token = store.take_lease("job:fetch", "dead dead 1 1 1", moment, timedelta(seconds=1))
        store.begin_run("fetch", "now", moment, holder="dead dead 1 1 1", token=token)

    @contextmanager
    def load(stop_event: threading.Event) -> Iterator[object]:
        sources = (Source("norvale", SourceKind.FEED, url="https://norvale.example/feed"),)
        with open_context(Config(store_url=url, sources=sources), stop_event=stop_event) as context:
            yield context, Missed(UTC_ZONE, (FETCH,))

    served = DaemonInstance(load)
    served.start()
    assert steps.wait(2)
    running = {run.job: run.slot for run in served.context.store.runs_running()}
    go_on.set()
    served.stop()
    assert served.active_jobs.wait_until_idle(BOUND)
    served.close()
    assert set(running) == {"fetch", "help fetch"}
    assert running["fetch"] == "now#2"


def test_one_name_is_at_work_once():
    """A second caller is told that it is not free, and its leaving does not end the first."""
    running = ActiveJobs()
    with running.claim("fetch") as first:
        with running.claim("fetch") as second:
            assert (first, second) == (True, False)
        assert running.is_active("fetch")
        assert not running.wait_until_idle(0)
    assert running.wait_until_idle(0)


def test_two_daemons_in_two_processes_run_each_slot_once(tmp_path):
    """Whatever the timing: no slot twice, no job beside itself, and the ledger knows of each. `bench.two_daemons` does 2,000."""
    found = run(store_url(tmp_path), 60, jobs=4, every=0.2, patience=60)
    assert found.slots >= 60
    assert (found.double, found.beside, found.unnoted) == (0, 0, 0)


def test_the_count_of_double_runs_would_see_one(tmp_path):
    """A slot begun by two, and a job begun by one while another is at it, are both found in the evidence."""
    open_store(store_url(tmp_path)).close()
    lines = ["begins\t1\tfetch\t08:00", "begins\t2\tfetch\t08:00", "ends\t1\tfetch\t08:00"]
    found = figures(store_url(tmp_path), lines, 1.0)
    assert (found.slots, found.double, found.beside, found.unnoted) == (1, 1, 1, 1)


@pytest.fixture
def manager(tmp_path):
    """The socket of a service manager."""
    name = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(name))
        heard.settimeout(BOUND)
        yield heard, {"NOTIFY_SOCKET": str(name), "WATCHDOG_USEC": "600000000"}


def hear(heard: socket.socket, what: str) -> str:
    """Return the first message that begins with *what*."""
    while not (said := heard.recv(4096).decode()).startswith(what):
        pass
    return said


@contextmanager
def start_daemon(config: Path, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """Start a daemon; it is gone at the end of the block, whatever happens in it."""
    command = [sys.executable, "-m", "jobs", "daemon", "--config", str(config)]
    with subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env=os.environ | environment
    ) as started:
        try:
            yield started
        finally:
            started.kill()


def write_config(folder: Path, fetch: str, more: str = "") -> Path:
    """Write a configuration without sources, or with what *more* says."""
    path = folder / "config.toml"
    path.write_text(f'[store]\nurl = "{store_url(folder)}"\n[jobs]\nfetch = "{fetch}"\n{more}')
    return path


def test_sighup_with_a_good_and_a_bad_file(tmp_path, manager):
    """The process reads its file again: a bad one is one line and changes nothing, a good one holds."""
    heard, environment = manager
    config = write_config(tmp_path, "0 0 1 jan *")
    with start_daemon(config, environment) as started:
        assert "fetch at" in hear(heard, "READY=1")
        for text in ("0 0 1 * 1", "0 0 2 jan *"):
            write_config(tmp_path, text)
            started.send_signal(signal.SIGHUP)
            hear(heard, "RELOADING=1")
            status = hear(heard, "READY=1")
        assert "-01-02 00:00:00 UTC" in status
        started.send_signal(signal.SIGTERM)
        hear(heard, "STOPPING=1")
        _, said = started.communicate(timeout=BOUND)
    assert started.returncode == 0
    bad = [line for line in said.splitlines() if "stays as it was" in line]
    assert len(bad) == 1
    assert 'write the weekday as a name ("mon")' in bad[0]
    assert "Traceback" not in said


def test_a_first_configuration_that_is_bad_ends_the_daemon(tmp_path):
    """There is no old one to keep: one line, exit code 2, nothing opened."""
    config = write_config(tmp_path, "0 0 1 * 1")
    with start_daemon(config, {}) as started:
        _, said = started.communicate(timeout=BOUND)
    assert started.returncode == 2
    assert len(said.splitlines()) == 1


def test_sigterm_while_a_server_keeps_a_fetch_waiting(tmp_path, manager):
    """It is over long before the server would have to answer, the ledger says that the run was stopped, and its leases are free for the next."""
    heard, environment = manager
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(BOUND)
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/feed.xml"
        more = f'[fetch]\nallow_hosts = ["127.0.0.1"]\n[[sources]]\nid = "silent"\nkind = "feed"\nurl = "{url}"\n'
        with open_store(store_url(tmp_path)) as store:
            store.begin_run("fetch", "an earlier one", datetime(2020, 1, 1, tzinfo=UTC))
        with start_daemon(write_config(tmp_path, "0 0 * * *", more), environment) as started:
            hear(heard, "READY=1")
            connection, _ = silent.accept()  # it has run before, so it catches up at once
            started.send_signal(signal.SIGTERM)
            started.communicate(timeout=BOUND)
            connection.close()
    assert started.returncode == 0
    with open_store(store_url(tmp_path)) as store:
        last = store.last_run("fetch")
        assert last.status == "stopped"
        assert store.lease("job:fetch") is None
        assert store.lease("daemon") is None


def test_sigterm_while_pages_are_on_their_way(tmp_path, manager):
    """The step ends between two answers; who would send the rest of a page is not waited for either."""
    heard, environment = manager
    with socket.create_server(("127.0.0.1", 0)) as silent, socket.create_server(("127.0.0.1", 0)) as quick:
        more = '[fetch]\nallow_hosts = ["127.0.0.1"]\nretries = 0\n'
        for name, server in (("silent", silent), ("quick", quick)):
            server.settimeout(BOUND)
            url = f"http://127.0.0.1:{server.getsockname()[1]}/feed.xml"
            more += f'[[sources]]\nid = "{name}"\nkind = "feed"\nurl = "{url}"\n'
        with open_store(store_url(tmp_path)) as store:
            store.begin_run("fetch", "an earlier one", datetime(2020, 1, 1, tzinfo=UTC))
        with start_daemon(write_config(tmp_path, "0 0 * * *", more), environment) as started:
            hear(heard, "READY=1")
            connections = [server.accept()[0] for server in (silent, quick)]
            started.send_signal(signal.SIGTERM)
            hear(heard, "STOPPING=1")
            connections[1].close()  # an answer: the step sees that it is to end
            started.communicate(timeout=BOUND)
            connections[0].close()
    assert started.returncode == 0


def test_what_kill_9_left_is_taken_up_by_the_next_start(tmp_path, manager):
    """The next daemon marks the run abandoned, does not wait for its lease, and fetches for the same slot."""
    heard, environment = manager
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(BOUND)
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/feed.xml"
        more = f'[fetch]\nallow_hosts = ["127.0.0.1"]\n[[sources]]\nid = "silent"\nkind = "feed"\nurl = "{url}"\n'
        config = write_config(tmp_path, "0 0 * * *", more)
        with open_store(store_url(tmp_path)) as store:
            store.begin_run("fetch", "an earlier one", datetime(2020, 1, 1, tzinfo=UTC))
        for number in range(2):
            with start_daemon(config, environment) as started:
                hear(heard, "READY=1")
                connection, _ = silent.accept()
                if number:
                    started.send_signal(signal.SIGTERM)
                else:
                    started.kill()
                started.communicate(timeout=BOUND)
                connection.close()
    with open_store(store_url(tmp_path)) as store:
        again, first = store.last_runs(2)
    assert (first.status, first.error) == ("abandoned", "the process ended")
    assert again.slot == f"{first.slot}#2"


@pytest.fixture(params=["file", "abstract"])
def listening(request, tmp_path):
    """A socket as systemd opens it, and its name as systemd tells it."""
    name = str(tmp_path / "notify") if request.param == "file" else f"@policy-tracker-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind("\0" + name[1:] if name.startswith("@") else name)
        heard.settimeout(10)
        yield heard, name


def test_each_message_is_one_datagram(listening):
    """Ready, reloading, stopping and the watchdog are said in the words of sd_notify(3)."""
    heard, name = listening
    notifier = SystemdNotifier({"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "30000000"})
    assert notifier.watchdog_seconds == 30
    notifier.ready("next: fetch at 08:00 UTC")
    notifier.reloading()
    notifier.ping_watchdog()
    notifier.stopping()
    said = [heard.recv(4096).decode().splitlines() for _ in range(4)]
    assert said[0] == ["READY=1", "STATUS=next: fetch at 08:00 UTC"]
    assert said[1][0] == "RELOADING=1"
    assert int(said[1][1].removeprefix("MONOTONIC_USEC=")) > 0
    assert said[2:] == [["WATCHDOG=1"], ["STOPPING=1"]]


def test_a_watchdog_of_another_process_is_not_pinged(listening):
    """What a parent handed down by accident is not for us."""
    heard, name = listening
    other = str(os.getpid() + 1)
    notifier = SystemdNotifier({"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "30000000", "WATCHDOG_PID": other})
    notifier.ping_watchdog()
    notifier.stopping()
    assert notifier.watchdog_seconds is None
    assert heard.recv(4096) == b"STOPPING=1"


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_SOCKET": "/nowhere/notify"}])
def test_where_nobody_listens_nothing_happens(environment):
    """A daemon started by hand, or one whose manager went away, goes on."""
    SystemdNotifier(environment).ready()
