"""``run``: the steps once, by hand or by cron, beside whatever daemon may be up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from jobs import runs
from jobs.lease import Keeper, leases_of
from jobs.result import STEPS, StepResult, Track
from jobs.workshop import Workshop, run_step, utc_now

if TYPE_CHECKING:
    from jobs.book import Tell
    from jobs.perform import Performer

Done = tuple[str, StepResult | None]  # None = another process is at it


def steps_once(workshop: Workshop, names: Sequence[str], *, track: Track, tell: Tell) -> Iterator[Done]:
    """Do the steps called *names* in order, all where none is named, and yield what each did.

    A step that another process is at is left to it.
    """
    keeper = Keeper(workshop.store, utc_now)
    runs.abandon(workshop.store, utc_now(), keeper.process)
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
                runs.run(workshop.store, f"run {name}", now, work, utc_now, stop=hold.lost.is_set, hold=hold),
            )


def due_once(performer: Performer, names: Sequence[str]) -> Iterator[Done]:
    """Do the jobs that are due, those that begin with one of *names* where some are named, and yield what each did."""
    runs.abandon(performer.workshop.store, utc_now(), performer.keeper.process)
    for job in performer.schedule.jobs:
        if (not names or job.steps[0] in names) and performer.due(job) is not None:
            yield job.name, performer.perform(job)
