"""One job at one slot: who may, what it does, and how it is noted. The same for the daemon and for ``run --due``."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from jobs.context import JobContext, run_step
from jobs.maintenance import run_maintenance
from jobs.polling.events import OnEvent, ignore_event
from jobs.polling.shared_pass import SharedPass, host_key, polled_since
from jobs.scheduling import run_log
from jobs.scheduling.due import RETRY_MARK, DueRun, DueTime, due
from jobs.scheduling.lease import HELP, LeaseManager, RunLeases, is_same, leases_needed
from jobs.scheduling.schedule import Job, Schedule, subscriber_times
from jobs.step_result import Clock, StepResult, Stop, Track, no_progress, total, utc_now
from tracker.domain import Source, SourceKind

PREFIX = "host:"  # of the name of a lease
LOOK_SECONDS = 0.5  # between two tries where a host is waited for


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
            return self._logged(job.name, job, firing, job.steps, run_leases, leads=True)

    def may_help(self, job: Job) -> DueRun | None:
        """Return the pass of *job* that another process leads and that waits for hosts nobody has; None where there is none."""
        store, now = self.context.store, self._clock()
        if job.steps[0] != "fetch" or not store.is_shared:
            return None
        slot = self.schedule.times(job).latest(now - self.schedule.delay(job))
        run = store.last_run(job.name)
        if slot is None or run is None or run.status != "running":
            return None
        if run.slot.partition(RETRY_MARK)[0] != slot.key or is_same(run.holder, self.lease_manager.process):
            return None
        statuses, held = store.source_statuses(), {lease.name for lease in store.leases(now)}
        for source in self.context.config.sources:
            if not polled_since(statuses.get(source.id), slot.at) and PREFIX + host_key(source) not in held:
                return DueRun(slot, run.slot)
        return None

    def help(self, job: Job) -> StepResult | None:
        """Poll sources of a pass of *job* that another process leads, as long as there are hosts that nobody has."""
        under_way = self.may_help(job)
        if under_way is None:
            return None
        name = f"{HELP}{job.name}"
        with self.lease_manager.acquire((f"{name}: {self.lease_manager.process}",)) as run_leases:
            if run_leases is None:
                return None
            own = replace(under_way, key=f"{under_way.key} {run_leases.holder}")
            return self._logged(name, job, own, ("fetch",), run_leases, leads=False)

    def _logged(
        self, name: str, job: Job, firing: DueRun, steps: Sequence[str], run_leases: RunLeases, *, leads: bool
    ) -> StepResult | None:
        """Do *steps* of *job* under *run_leases*, noted as a run called *name*; None where another has taken it."""

        def stop() -> bool:
            return self._stop() or run_leases.lost.is_set()

        shared = self._shared_pass(job, firing.slot, run_leases, leads=leads)
        work = [(step, partial(self.step, step, job, firing.slot, stop, shared)) for step in steps]
        return run_log.run_logged(
            self.context.store, name, firing.key, work, self._clock, stop=stop, run_leases=run_leases
        )

    def _shared_pass(
        self, job: Job, slot: DueTime, run_leases: RunLeases, *, leads: bool
    ) -> SharedPass | None:
        """Return how a pass is shared; a store that is a file is of one machine, where one daemon is enough."""
        if not self.context.store.is_shared:
            return None
        # what was rechecked and what was asked for news are not the same pass
        since = slot.at if job.steps[0] == "fetch" else None
        return SharedPass(HostLeases(self.lease_manager, run_leases), since, leads)

    def step(
        self, name: str, job: Job, slot: DueTime, stop: Stop, shared: SharedPass | None = None
    ) -> StepResult:
        """Do one step of *job* for *slot*."""
        if name == "compose":
            return self.compose(job, slot)
        if name == "immediate":
            return self.compose_immediate()
        if name == "maintenance":
            return run_maintenance(self.context.store, self.context.config, self._clock())
        asked = self.context.config.sources
        return run_step(
            self.context,
            "fetch" if name == "recheck" else name,
            self._clock(),
            stop=stop,
            track=self._track,
            on_event=self._on_event,
            shared=shared,
            sources=without_rechecks(asked) if name == "fetch" and self.schedule.rechecks else asked,
        )

    def compose(self, job: Job, slot: DueTime) -> StepResult:
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
        from jobs import steps  # 0.7 s of processor, which a pass that finds nothing new does without

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
    """Return *sources* with ``recheck_days`` 0, so that releases that are stored are not fetched again.

    Pages without an index are fetched all the same. A sitemap keeps its number: it says
    too how old a release may be to be news.
    """
    return tuple(
        source if source.kind is SourceKind.SITEMAP else replace(source, recheck_days=0) for source in sources
    )


class HostLeases:
    """The hosts that the run of *run_leases* holds, as :class:`tracker.fetch.HostGate`. Threads may share it."""

    def __init__(self, lease_manager: LeaseManager, run_leases: RunLeases) -> None:
        self._manager, self._run_leases = lease_manager, run_leases
        self._lock = threading.Lock()
        self._inside: Counter[str] = Counter()

    def enter(self, host: str, patience: float = 0.0) -> bool:
        """Hold *host* until it is left as often; False where another has it for *patience* seconds."""
        until = time.monotonic() + patience
        while not self._enter(host):
            if self._run_leases.lost.is_set() or time.monotonic() >= until:
                return False
            time.sleep(LOOK_SECONDS)
        return True

    def leave(self, host: str) -> None:
        """Give *host* back, where nobody of this run is inside any more."""
        with self._lock:
            self._inside[host] -= 1
            if not self._inside[host]:
                del self._inside[host]
                self._manager.give_back(self._run_leases, PREFIX + host)

    def free(self, hosts: Sequence[str]) -> Sequence[str]:
        """Return those of *hosts* that no other run holds, in one look: to try each takes a transaction."""
        held = self._manager.held_by_others(self._run_leases)
        return [host for host in hosts if PREFIX + host not in held]

    def _enter(self, host: str) -> bool:
        with self._lock:
            if self._run_leases.lost.is_set() or not self._manager.is_fresh(self._run_leases):
                return False  # a process that slept asks nobody before it has renewed what it holds
            if not self._inside[host] and not self._manager.take(self._run_leases, PREFIX + host):
                del self._inside[host]
                return False
            self._inside[host] += 1
            return True
