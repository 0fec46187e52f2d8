"""One job at one slot: who may, what it does, and how it is noted. The same for the daemon and for ``run --due``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from jobs.context import JobContext, run_step
from jobs.polling.events import ignore_event
from jobs.scheduling import run_log
from jobs.scheduling.due import DueRun, Slot, due
from jobs.scheduling.lease import LeaseManager, leases_needed
from jobs.scheduling.schedule import Job, Schedule, subscriber_times
from jobs.step_result import StepResult, Stop, Track, no_progress, total, utc_now
from tracker.domain import Source, SourceKind

if TYPE_CHECKING:
    from jobs.polling.events import OnEvent
    from jobs.step_result import Clock


class JobRunner:
    """Does what is due of *schedule* with *context*, in this process."""

    def __init__(
        self,
        context: JobContext,
        schedule: Schedule,
        *,
        stop: Stop,
        clock: Clock = utc_now,
        track: Track = no_progress,
        on_event: OnEvent = ignore_event,
    ) -> None:
        self.context, self.schedule = context, schedule
        self.lease_manager = LeaseManager(context.store, clock)
        self._stop, self._clock = stop, clock
        self._track, self._on_event = track, on_event

    def due(self, job: Job) -> DueRun | None:
        """Return the slot of *job* that is due now."""
        return due(
            self.schedule.times(job),
            self.context.store.last_run(job.name),
            self._clock(),
            grace=self.schedule.grace,
            delay=self.schedule.delay(job),
        )

    def run_if_due(self, job: Job) -> StepResult | None:
        """Run *job* if it is due; None where it is not, or another process is at it or has done it."""
        firing = self.due(job)
        if firing is None:
            return None
        with self.lease_manager.acquire(leases_needed(job.name, job.steps)) as run_leases:
            if run_leases is None:
                return None

            def stop() -> bool:
                return self._stop() or run_leases.lost.is_set()

            work = [(name, partial(self.step, name, job, firing.slot, stop)) for name in job.steps]
            return run_log.run_logged(
                self.context.store, job.name, firing.key, work, self._clock, stop=stop, run_leases=run_leases
            )

    def step(self, name: str, job: Job, slot: Slot, stop: Stop) -> StepResult:
        """Do one step of *job* for *slot*."""
        if name == "compose":
            return self.compose(job, slot)
        if name == "immediate":
            return self.compose_immediate()
        if name == "maintenance":
            from jobs.maintenance import run_maintenance

            return run_maintenance(self.context.store, self.context.config, self._clock())
        asked = self.context.config.sources
        return run_step(
            self.context,
            "fetch" if name == "recheck" else name,
            self._clock(),
            stop=stop,
            track=self._track,
            on_event=self._on_event,
            sources=without_rechecks(asked) if name == "fetch" and self.schedule.rechecks else asked,
        )

    def compose(self, job: Job, slot: Slot) -> StepResult:
        """Compose for each reader of *job* the window that closed last, as of *slot*; now, for one who names no time."""
        results = []
        for reader in self.context.subscribers:
            if job.readers and reader.id not in job.readers:
                continue
            times = subscriber_times(reader)
            # what this job has just related was recorded after its slot
            closed = times.latest(slot.at) if times is not None else None
            if times is None or closed is not None:
                results.append(
                    run_step(
                        self.context,
                        "compose",
                        self._clock(),
                        window_end=closed.at if closed is not None else self._clock(),
                        readers=(reader,),
                    )
                )
        return total(results)

    def compose_immediate(self) -> StepResult:
        """Compose what readers with a time do not want to wait for."""
        mail = self.context.mail
        if mail is None:
            return StepResult()
        from jobs import steps

        now = self._clock()
        return steps.compose(
            self.context.store,
            [reader for reader in self.context.subscribers if reader.immediate and reader.when],
            now,
            now,
            mail,
            [source.id for source in self.context.config.sources],
            immediate=True,
        )


def without_rechecks(sources: Sequence[Source]) -> tuple[Source, ...]:
    """Return *sources* so that what is held of them is not asked for again.

    Pages without an index are always asked for. To a sitemap the number of days
    says as well how far back a release is news, so it keeps it.
    """
    return tuple(
        source if source.kind is SourceKind.SITEMAP else replace(source, recheck_days=0) for source in sources
    )
