"""The clock: look after each job of [jobs] at its time, until told to stop. The only importer of APScheduler.

    timers ─┐
            ├─► fire ─► perform: due? lease? slot? ─► steps
    beat ───┘

The scheduler keeps nothing and decides nothing: jobs live in memory, and a timer only
makes us look. What is due is said by :mod:`jobs.scheduling.due` from the ledger, so two daemons on
one store share the work. The beat looks after all jobs every few seconds, by a clock
that nobody sets: what a timer missed, because the machine slept or its clock was set,
is found by it, and it shows that the scheduler is alive.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack, suppress
from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

from jobs.context import JobContext
from jobs.scheduling import run_log
from jobs.scheduling.active_jobs import ActiveJobs
from jobs.scheduling.due import FireTimes
from jobs.scheduling.runner import JobRunner
from jobs.scheduling.schedule import Job, Schedule, next_runs
from jobs.scheduling.signals import RELOAD_SIGNAL, STOP_SIGNALS, Signals
from jobs.scheduling.systemd_notify import SystemdNotifier
from jobs.step_result import utc_now
from tracker import sandbox
from tracker.config import Config
from tracker.errors import ConfigError, TrackerError
from tracker.store import Store

log = logging.getLogger("policy_tracker")

THREADS = 8
TICK_ID = "beat"  # what the beat is called among the jobs
TICK_SECONDS = 15.0
MAX_TICK_AGE_SECONDS = 6 * TICK_SECONDS  # without a beat; a store may be locked for 30 s
STOP_GRACE_SECONDS = 1.5  # what running steps get to end at SIGTERM; they may be cut short at any point
STOP_NOTE_SECONDS = 1.0  # then, to note in the ledger that they were

LoadContext = Callable[[threading.Event], AbstractContextManager[tuple[JobContext, Schedule]]]


class Probes(Protocol):
    """What answers monitoring while a daemon runs."""

    def close(self) -> None: ...


StartProbes = Callable[[Store, Config], Probes | None]  # None: nobody is to be answered


def no_probes(store: Store, config: Config) -> None:
    """Answer no monitoring."""


def run_daemon(
    load: LoadContext,
    signals: Signals,
    notifier: SystemdNotifier | None = None,
    *,
    tick_seconds: float = TICK_SECONDS,
    start_probes: StartProbes = no_probes,
) -> None:
    """Run what *load* opens until a signal says to end, and load again where one says so.

    What has not ended then is noted as stopped; the process is to :func:`leave_at_once`.

    A configuration that cannot be loaded again is one line, and the old one stays.
    The new one begins at once; what runs under the old one ends in its own time, and
    its leases keep the new one from doing the same beside it.

    Raises:
        TrackerError: The first configuration is wrong, or its store cannot be opened.
    """
    notifier = notifier or SystemdNotifier()
    current, leaving = DaemonInstance(load, start_probes), list[DaemonInstance]()
    current.start()
    notifier.ready(current.next_job_line())
    pause = min(tick_seconds, (notifier.watchdog_seconds or 3 * tick_seconds) / 3)
    while not (came := signals.wait(pause)) & STOP_SIGNALS:
        if RELOAD_SIGNAL in came:
            notifier.reloading()
            new = _reload(load, start_probes)
            if new is not None:
                current.drain()
                leaving.append(current)
                current = new
                _start_reloaded(current)
            notifier.ready(current.next_job_line())
        current.request_tick()
        if current.is_alive():
            notifier.ping_watchdog()
        leaving = [one for one in leaving if not one.close_if_idle()]
    log.info("stopping")
    notifier.stopping()
    signals.restore_defaults()
    _shut_down([current, *leaving])


class DaemonInstance:
    """One configuration at work: its timers, its runs, and what it has open."""

    def __init__(
        self,
        load: LoadContext,
        start_probes: StartProbes = no_probes,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._start_probes = start_probes
        self._ending, self._retired = threading.Event(), threading.Event()
        self._open, self._endpoint = ExitStack(), ExitStack()
        self.context, self.schedule = self._open.enter_context(load(self._ending))
        self.job_runner = JobRunner(self.context, self.schedule, stop=self._ending.is_set)
        self.active_jobs = ActiveJobs()
        self.scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(THREADS), "beat": ThreadPoolExecutor(1)},
            # fired however late: what is due then is not the scheduler's to say
            job_defaults={"coalesce": True, "max_instances": 2, "misfire_grace_time": None},
        )
        self._monotonic, self._last_tick = monotonic, monotonic()
        self._troubled = False

    def start(self) -> None:
        """Start the timers, and look at once what is due.

        Raises:
            ConfigError: The probes cannot be started.
        """
        for job in self.schedule.jobs:
            trigger = JobTrigger(self.schedule.times(job), self.schedule.delay(job))
            self.scheduler.add_job(self.fire, trigger, args=(job,), id=job.name, name=job.name)
        self.scheduler.add_job(self.tick, IntervalTrigger(days=1), id=TICK_ID, executor="beat")
        for planned in next_runs(self.schedule, utc_now()):
            local = planned.starts_at.astimezone(planned.job.timezone or self.schedule.timezone)
            steps = " → ".join(planned.job.steps)
            log.info("%s: %s, next at %s", planned.job.name, steps, f"{local:%a %d %b %Y %H:%M %Z}")
        self.scheduler.start()
        self.request_tick()
        endpoint = self._start_probes(self.context.store, self.context.config)
        if endpoint is not None:
            self._endpoint.callback(endpoint.close)

    def next_job_line(self) -> str:
        """Say in a line what comes next."""
        coming = next_runs(self.schedule, utc_now())[:1]
        return "".join(f"next: {one.job.name} at {one.starts_at:%Y-%m-%d %H:%M:%S} UTC" for one in coming)

    def request_tick(self) -> None:
        """Let the scheduler look after all jobs now, unless it is still at it."""
        if not self._retired.is_set() and not self.active_jobs.is_active(TICK_ID):
            self._fire_now(TICK_ID)

    def is_alive(self) -> bool:
        """Whether the scheduler, and behind it the store, has answered a beat lately."""
        return self._monotonic() - self._last_tick < MAX_TICK_AGE_SECONDS

    def tick(self) -> None:
        """Show that a daemon is up, mark the runs that died, and fire every job that is due."""
        with self.active_jobs.claim(TICK_ID) as free:
            if not free or self._retired.is_set():
                return
            try:
                self.job_runner.lease_manager.announce_daemon()
                run_log.mark_abandoned(self.context.store, utc_now(), self.job_runner.lease_manager.process)
                for job in self.schedule.jobs:
                    if not self.active_jobs.is_active(job.name) and (
                        self.job_runner.due(job) or self.job_runner.may_help(job)
                    ):
                        self._fire_now(job.name)
            except TrackerError as error:
                if not self._troubled:  # once, not at every beat
                    log.error("%s", error)  # noqa: TRY400 - one plain line, no traceback
                self._troubled = True
                return
            self._troubled, self._last_tick = False, self._monotonic()

    def _fire_now(self, name: str) -> None:
        """Let the scheduler fire a job now.

        A job added for that would be taken out after its firing, and if that meets
        the end of the scheduler its thread dies of it (3.11.3).
        """
        with suppress(JobLookupError):  # it has ended meanwhile
            self.scheduler.modify_job(name, next_run_time=utc_now())

    def fire(self, job: Job) -> None:
        """Run *job* if it is due and not at work here or elsewhere."""
        with self.active_jobs.claim(job.name) as free:
            if not free or self._retired.is_set():
                return
            try:
                if self.job_runner.run_if_due(job) is None:
                    self.job_runner.help(job)
            except TrackerError as error:  # it is in the ledger, and tried again
                log.error("%s: %s", job.name, error)  # noqa: TRY400 - one plain line, no traceback

    def drain(self) -> None:
        """Begin nothing more; what runs goes on."""
        if not self._retired.is_set():
            self._retired.set()
            self._endpoint.close()
            self.scheduler.shutdown(wait=False)

    def stop(self) -> None:
        """Begin nothing more, and end what runs at its next safe point."""
        self._ending.set()
        self.drain()

    def close_if_idle(self) -> bool:
        """Close what is open if nothing runs any more."""
        if idle := self.active_jobs.wait_until_idle(0):
            self.close()
        return idle

    def close(self) -> None:
        """Close what is open."""
        self.job_runner.lease_manager.retract_daemon()
        self._open.close()

    def record_interrupted(self) -> None:
        """Note what runs as stopped, and give its leases back."""
        for run_leases in self.job_runner.lease_manager.active():
            if run_leases.run_id is not None:
                why = "cut short by the end of the daemon"
                self.context.store.end_run(
                    run_leases.run_id, utc_now(), status="stopped", counts={}, error=why
                )
            self.job_runner.lease_manager.release(run_leases)
        self.job_runner.lease_manager.retract_daemon()


class JobTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler ships no types
    """The times of a job for the scheduler: each *delay* late, and none that has passed."""

    def __init__(self, times: FireTimes, delay: timedelta) -> None:
        self.times, self.delay = times, delay

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        """Return when to look next; however many times were slept through, one look is enough."""
        after = now if previous is None else max(previous, now)
        slot = self.times.next_after(after - self.delay)
        return slot.at + self.delay if slot is not None else None


def _reload(load: LoadContext, start_probes: StartProbes) -> DaemonInstance | None:
    try:
        return DaemonInstance(load, start_probes)
    except TrackerError as error:
        log.error("the configuration stays as it was: %s", error)  # noqa: TRY400 - one plain line
        return None


def _start_reloaded(instance: DaemonInstance) -> None:
    log.info("the configuration was loaded again")
    try:
        instance.start()
    except ConfigError as error:
        log.error("%s", error)  # noqa: TRY400 - one plain line; all else goes on


def _shut_down(instances: Sequence[DaemonInstance]) -> None:
    """End what runs, or note that it was cut short; takes three seconds at most."""
    until = time.monotonic() + STOP_GRACE_SECONDS
    for serving in instances:
        serving.stop()
    idle = all(one.active_jobs.wait_until_idle(max(0.0, until - time.monotonic())) for one in instances)
    if not idle:
        log.warning("a step is still waiting for the network; what it has not finished is done next time")

    def last_words() -> None:
        for serving in instances:
            (serving.close if idle else serving.record_interrupted)()

    noting = threading.Thread(target=last_words, daemon=True)  # a store that is locked may not hold us up
    noting.start()
    noting.join(STOP_NOTE_SECONDS)


def leave_at_once() -> None:
    """End the process: no wait for threads that a server keeps waiting, no going through what it holds in memory."""
    sandbox.close()
    logging.shutdown()
    os._exit(0)
