"""``run``: the steps once, by hand or by cron, beside whatever daemon may be up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from jobs.context import JobContext, run_step, utc_now
from jobs.scheduling import run_log
from jobs.scheduling.lease import LeaseManager, leases_needed
from jobs.step_result import STEPS, StepResult, Track

if TYPE_CHECKING:
    from jobs.polling.write_buffer import OnEvent
    from jobs.scheduling.runner import JobRunner

NamedResult = tuple[str, StepResult | None]  # None = another process is at it


def run_steps_once(
    workshop: JobContext, names: Sequence[str], *, track: Track, tell: OnEvent
) -> Iterator[NamedResult]:
    """Do the steps called *names* in order, all where none is named, and yield what each did.

    A step that another process is at is left to it.
    """
    keeper = LeaseManager(workshop.store, utc_now)
    run_log.mark_abandoned(workshop.store, utc_now(), keeper.process)
    for name in [name for name in STEPS if not names or name in names]:
        with keeper.holding(leases_needed(name, [name])) as hold:
            if hold is None:
                yield name, None
                continue
            now = utc_now()
            step = partial(run_step, workshop, name, now, track=track, tell=tell, stop=hold.lost.is_set)
            work = [(name, step)]
            yield (
                name,
                run_log.run_logged(
                    workshop.store, f"run {name}", now, work, utc_now, stop=hold.lost.is_set, hold=hold
                ),
            )


def run_due_jobs(performer: JobRunner, names: Sequence[str]) -> Iterator[NamedResult]:
    """Do the jobs that are due, those that begin with one of *names* where some are named, and yield what each did."""
    run_log.mark_abandoned(performer.workshop.store, utc_now(), performer.keeper.process)
    for job in performer.schedule.jobs:
        if (not names or job.steps[0] in names) and performer.due(job) is not None:
            yield job.name, performer.perform(job)
