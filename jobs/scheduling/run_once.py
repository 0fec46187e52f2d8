"""``run``: the steps once, by hand or by cron, beside whatever daemon may be up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from jobs.context import JobContext, run_step
from jobs.polling.events import OnEvent
from jobs.scheduling import run_log
from jobs.scheduling.lease import LeaseManager, leases_needed
from jobs.scheduling.runner import JobRunner
from jobs.step_result import STEPS, StepResult, Track, utc_now

NamedResult = tuple[str, StepResult | None]  # None = another process is at it


def run_steps_once(
    context: JobContext, names: Sequence[str], *, track: Track, on_event: OnEvent
) -> Iterator[NamedResult]:
    """Do the steps called *names* in order, all where none is named, and yield what each did.

    A step that another process is at is left to it.
    """
    lease_manager = LeaseManager(context.store, utc_now)
    run_log.mark_abandoned(context.store, utc_now(), lease_manager.process)
    for name in [name for name in STEPS if not names or name in names]:
        with lease_manager.acquire(leases_needed(name, [name])) as run_leases:
            if run_leases is None:
                yield name, None
                continue
            now = utc_now()
            step = partial(
                run_step, context, name, now, track=track, on_event=on_event, stop=run_leases.lost.is_set
            )
            work = [(name, step)]
            yield (
                name,
                run_log.run_logged(
                    context.store,
                    f"run {name}",
                    now,
                    work,
                    utc_now,
                    stop=run_leases.lost.is_set,
                    run_leases=run_leases,
                ),
            )


def run_due_jobs(job_runner: JobRunner, names: Sequence[str]) -> Iterator[NamedResult]:
    """Do the jobs that are due, those that begin with one of *names* where some are named, and yield what each did."""
    run_log.mark_abandoned(job_runner.context.store, utc_now(), job_runner.lease_manager.process)
    for job in job_runner.schedule.jobs:
        if (not names or job.steps[0] in names) and job_runner.due(job) is not None:
            yield job.name, job_runner.run_if_due(job)
