"""The clock: run each job of [jobs] at its time, until told to stop. The only importer of APScheduler.

The scheduler keeps nothing: jobs live in memory and what is due is asked of the
store. A firing takes its slot in the ledger first, so two daemons on one store
share the work. The slot, and with it the window of a digest, is the time the
cron names, never the time it happens to be.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from jobs import runs
from jobs.config import Job, Schedule
from jobs.result import StepResult, total
from jobs.workshop import Workshop, run_step, utc_now
from tracker.errors import TrackerError

log = logging.getLogger("policy_tracker")

REMEMBERED = 1000  # runs looked through for jobs that have run before
GRACE_SECONDS = 3600  # a firing up to an hour late still counts
PATIENCE_SECONDS = 3.0  # what running steps get to end at SIGTERM; they may be cut short at any point
LOOK_BACK = (
    timedelta(hours=2),
    timedelta(days=2),
    timedelta(days=8),
    timedelta(days=63),
    timedelta(days=800),
)


def serve(workshop: Workshop, schedule: Schedule, stop: threading.Event) -> None:
    """Run *schedule* on *workshop* until *stop* is set; then end within PATIENCE_SECONDS.

    A job that has run before and missed its latest time, because nothing was up
    then, is run at once.
    """
    scheduler = BackgroundScheduler(
        timezone=schedule.timezone,
        executors={"default": ThreadPoolExecutor(4)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": GRACE_SECONDS},
    )
    known = {run.job for run in workshop.store.last_runs(REMEMBERED)}
    runs.abandon(workshop.store, utc_now())
    running = Running()

    def fire(job: Job) -> None:
        slot = latest_slot(trigger_of(job.cron, schedule), utc_now())
        if slot is None or stop.is_set():
            return
        with running:
            try:
                perform(workshop, schedule, job, slot, stop)
            except TrackerError as error:  # it is in the ledger, and tried again at the next time
                log.error("%s: %s", job.name, error)  # noqa: TRY400 - one plain line, no traceback

    for job in schedule.jobs:
        trigger = trigger_of(job.cron, schedule)
        scheduler.add_job(fire, trigger, args=(job,), id=job.name, name=job.name)
        if job.name in known:
            scheduler.add_job(fire, args=(job,), name=f"{job.name} (catching up)")
        due = trigger.get_next_fire_time(None, datetime.now(schedule.timezone))
        log.info("%s: %s, next at %s", job.name, " → ".join(job.steps), f"{due:%a %d %b %Y %H:%M %Z}")
    scheduler.start()
    stop.wait()
    log.info("stopping")
    scheduler.shutdown(wait=False)
    if not running.wait(PATIENCE_SECONDS):
        log.warning("a step is still waiting for the network; what it has not finished is done next time")
        logging.shutdown()
        os._exit(0)  # the pool would join its thread for as long as a server keeps us waiting


def perform(
    workshop: Workshop, schedule: Schedule, job: Job, slot: datetime, stop: threading.Event
) -> StepResult | None:
    """Run the steps of *job* for *slot*; None where another daemon has.

    The window of a digest ends at the time its reader named.
    """

    def step(name: str) -> Callable[[], StepResult]:
        if name == "compose":
            return lambda: compose_due(workshop, schedule, job, slot)
        return lambda: run_step(workshop, name, utc_now(), stop=stop.is_set)

    return runs.run(
        workshop.store, job.name, slot, [(name, step(name)) for name in job.steps], utc_now, stop=stop.is_set
    )


def compose_due(workshop: Workshop, schedule: Schedule, job: Job, slot: datetime) -> StepResult:
    """Compose for each reader of *job* the window that closed last, as of *slot*."""
    results = []
    for reader in workshop.subscribers:
        window_end = latest_slot(trigger_of(reader.when, schedule), slot)
        if window_end is not None and (not job.readers or reader.id in job.readers):
            results.append(run_step(workshop, "compose", utc_now(), window_end=window_end, readers=(reader,)))
    return total(results)


def trigger_of(cron: str, schedule: Schedule) -> CronTrigger:
    """Return the trigger of a cron text that ``jobs.config.check_cron`` has passed."""
    return CronTrigger.from_crontab(cron, timezone=schedule.timezone)


def latest_slot(trigger: CronTrigger, now: datetime) -> datetime | None:
    """Return the last time *trigger* fired at or before *now*; None where that is over two years ago.

    APScheduler only looks forward, so this looks forward from ever further back.
    """
    for back in LOOK_BACK:
        found: datetime | None = None
        fire = trigger.get_next_fire_time(None, now - back)
        while fire is not None and fire <= now:
            found = fire
            fire = trigger.get_next_fire_time(fire, fire)
        if found is not None:
            return found
    return None


def stop_on_signals(stop: threading.Event) -> None:
    """Set *stop* at SIGTERM and at Ctrl-C; a second signal ends the process at once."""

    def handle(number: int, _frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        stop.set()

    signal.signal(signal.SIGTERM, handle)
    signal.signal(signal.SIGINT, handle)


class Running:
    """Counts the jobs at work, so that the end can wait for them."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = threading.Condition()

    def __enter__(self) -> None:
        with self._changed:
            self._count += 1

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._count -= 1
            self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait until none is at work; False where *seconds* were not enough."""
        with self._changed:
            return self._changed.wait_for(lambda: self._count == 0, seconds)
