"""``run``: the steps once, by hand or by cron, beside whatever daemon may be up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from jobs.context import Workshop, run_step, utc_now
from jobs.scheduling import run_log
from jobs.scheduling.lease import Keeper, leases_of
from jobs.step_result import STEPS, StepResult, Track

if TYPE_CHECKING:
    from jobs.polling.write_buffer import Tell
    from jobs.scheduling.runner import Performer

Done = tuple[str, StepResult | None]  # None = another process is at it


def steps_once(workshop: Workshop, names: Sequence[str], *, track: Track, tell: Tell) -> Iterator[Done]:
    """Do the steps called *names* in order, all where none is named, and yield what each did.

    A step that another process is at is left to it.
    """
    keeper = Keeper(workshop.store, utc_now)
    run_log.abandon(workshop.store, utc_now(), keeper.process)
    for name in [name for name in STEPS if not names or name in names]:
        with keeper.holding(leases_of(name, [name])) as hold:
            if hold is None:
                yield name, None
                continue
            now = utc_now()
            step = partial(run_step, workshop, name, now, track=track, tell=tell, stop=hold.lost.is_set)
            work = [(name, step)]
            yield (
                name,
                run_log.run(
                    workshop.store, f"run {name}", now, work, utc_now, stop=hold.lost.is_set, hold=hold
                ),
            )


def due_once(performer: Performer, names: Sequence[str]) -> Iterator[Done]:
    """Do the jobs that are due, those that begin with one of *names* where some are named, and yield what each did."""
    run_log.abandon(performer.workshop.store, utc_now(), performer.keeper.process)
    for job in performer.schedule.jobs:
        if (not names or job.steps[0] in names) and performer.due(job) is not None:
            yield job.name, performer.perform(job)
