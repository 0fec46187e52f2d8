"""One configuration of the daemon at work. The only importer of APScheduler beside :mod:`jobs.scheduling.cron`.

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
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Protocol

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

from jobs.context import JobContext
from jobs.scheduling import run_log
from jobs.scheduling.due import FireTimes
from jobs.scheduling.lease import HELP
from jobs.scheduling.runner import JobRunner
from jobs.scheduling.schedule import Job, Schedule, next_runs
from jobs.step_result import StepResult, utc_now
from tracker.config import Config
from tracker.errors import TrackerError
from tracker.store import Store
from tracker.text.dates import utc_minute

log = logging.getLogger("policy_tracker")
THREADS = 8
TICK_ID = "beat"  # what the beat is called among the jobs
TICK_SECONDS = 15.0
MAX_TICK_AGE_SECONDS = 6 * TICK_SECONDS  # without a beat; a store may be locked for 30 s
LoadContext = Callable[[threading.Event], AbstractContextManager[tuple[JobContext, Schedule]]]


class ActiveJobs:
    """What is at work, by name, so that none is twice and the end can wait for all."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self._changed = threading.Condition()

    @contextmanager
    def claim(self, name: str) -> Iterator[bool]:
        """Give whether *name* was free; within the block it is not."""
        with self._changed:
            free = name not in self._names
            self._names.add(name)
        try:
            yield free
        finally:
            if free:
                with self._changed:
                    self._names.discard(name)
                    self._changed.notify_all()

    def is_active(self, name: str) -> bool:
        """Return whether *name* is at work."""
        with self._changed:
            return name in self._names

    def wait_until_idle(self, seconds: float) -> bool:
        """Wait until none is at work; False where *seconds* were not enough."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._names, seconds)


class Probes(Protocol):
    """What answers monitoring while a daemon runs."""

    def close(self) -> None:
        """Stop answering, and free the port."""
        ...


StartProbes = Callable[[Store, Config], Probes | None]  # None: nobody is to be answered


def no_probes(store: Store, config: Config) -> None:
    """Answer no monitoring."""


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
            # three at a time: one leads a pass while the one before still helps, and the next looks and leaves
            job_defaults={"coalesce": True, "max_instances": 3, "misfire_grace_time": None},
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
            here = "" if local.utcoffset() == timedelta() else f" ({local:%a %H:%M %Z})"
            log.info("%s: %s, next at %s UTC%s", planned.job.name, steps, utc_minute(planned.starts_at), here)
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
            self._fire(TICK_ID, utc_now())

    def is_alive(self) -> bool:
        """Return whether the scheduler, and behind it the store, has answered a beat lately."""
        return self._monotonic() - self._last_tick < MAX_TICK_AGE_SECONDS

    def tick(self) -> None:
        """Show that a daemon is up, mark the runs that died, and fire every job that is due.

        Where the leases of another process would run out before the next beat, the
        next look is then: what it held is taken up at once.
        """
        with self.active_jobs.claim(TICK_ID) as free:
            if not free or self._retired.is_set():
                return
            try:
                runner, ours = self.job_runner, self.job_runner.lease_manager.process
                runner.lease_manager.announce_daemon()
                run_log.mark_abandoned(self.context.store, utc_now(), ours)
                for job in self.schedule.jobs:
                    if (not self.active_jobs.is_active(job.name) and runner.due(job)) or (
                        not self.active_jobs.is_active(f"{HELP}{job.name}") and runner.may_help(job)
                    ):
                        self._fire(job.name, utc_now())
                silent_from = run_log.first_expiry(self.context.store, utc_now(), ours)
                if silent_from is not None:
                    self._fire(TICK_ID, silent_from)
            except TrackerError as error:
                if not self._troubled:  # once, not at every beat
                    log.error("%s", error)  # noqa: TRY400 - one plain line, no traceback
                self._troubled = True
                return
            self._troubled, self._last_tick = False, self._monotonic()

    def _fire(self, name: str, at: datetime) -> None:
        """Let the scheduler fire a job at an instant that comes before its next time.

        A job added for that would be taken out after its firing, and if that meets
        the end of the scheduler its thread dies of it (3.11.3).
        """
        with suppress(JobLookupError):  # it has ended meanwhile
            self.scheduler.modify_job(name, next_run_time=at)

    def fire(self, job: Job) -> None:
        """Run *job* if it is due and not at work here or elsewhere; else help with the pass of it that another leads."""
        try:
            if self._once(job.name, self.job_runner.run_if_due, job) is None:
                self._once(f"{HELP}{job.name}", self.job_runner.help, job)
        except TrackerError as error:  # it is in the ledger, and tried again
            log.error("%s: %s", job.name, error)  # noqa: TRY400 - one plain line, no traceback

    def _once(self, name: str, work: Callable[[Job], StepResult | None], job: Job) -> StepResult | None:
        """Do *work* of *job* unless *name* is at work here already."""
        with self.active_jobs.claim(name) as free:
            return work(job) if free and not self._retired.is_set() else None

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
