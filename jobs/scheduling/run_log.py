"""Run steps one after the other, and note in the ledger what was run and how it ended."""

from __future__ import annotations

import logging
from collections.abc import Callable, Container, Sequence
from contextlib import nullcontext
from datetime import datetime

from jobs.bulkhead import UNEXPECTED, is_unexpected, unexpected_problem
from jobs.logs import log_context
from jobs.scheduling.lease import ACTIVE_HOLDERS, Process, RunLeases, is_dead, is_same, is_silent
from jobs.step_result import Clock, StepResult, Stop, never_stop, total
from tracker.errors import LeaseLost, TrackerError
from tracker.store import Store
from tracker.store.fencing import fenced
from tracker.store.records import JobRun

log = logging.getLogger("policy_tracker")
log.addHandler(logging.NullHandler())  # what a command prints is not printed twice; the daemon adds its own

Work = tuple[str, Callable[[], StepResult]]  # a step by name


def run_logged(
    store: Store,
    job: str,
    slot: datetime | str,
    work: Sequence[Work],
    clock: Clock,
    *,
    stop: Stop = never_stop,
    run_leases: RunLeases | None = None,
) -> StepResult | None:
    """Do *work* for *slot* of *job*; None where another process has taken the slot.

    A slot is taken once, by whoever is first, so any number of daemons may share
    a store. *run_leases* are the leases it runs under. A run that was told to stop is
    noted as stopped, even in its last step, for nobody knows what that left out. A
    step that fails in a way nobody foresaw is one line, the steps after it are done all
    the same, and the run is noted as failed; an error that all steps share ends the run
    and goes on to the caller.
    """
    run_id = store.begin_run(
        job,
        slot,
        clock(),
        holder=run_leases.holder if run_leases else "",
        token=run_leases.token if run_leases else 0,
    )
    if run_id is None:
        return None
    if run_leases is not None:
        run_leases.run_id = run_id
    results: list[StepResult] = []
    crashed = False
    with log_context(run_id):
        try:
            for name, step in work:
                if stop():
                    break
                try:
                    with fenced(run_leases.holder, run_leases.tokens) if run_leases else nullcontext():
                        results.append(step())
                except LeaseLost as error:
                    assert run_leases is not None, "only a lease is lost"
                    run_leases.lost.set()
                    log.warning("%s: %s", job, error)
                    break
                except Exception as error:
                    problem = unexpected_problem(error, f"step {name}")
                    if not is_unexpected(problem):
                        raise
                    crashed = True
                    results.append(StepResult({UNEXPECTED: 1}, (problem,)))
                said = ", ".join(f"{number} {what}" for what, number in results[-1].counts.items() if number)
                log.info("%s: %s: %s", job, name, said or "nothing to do")
                for problem in results[-1].problems:
                    log.warning("%s: %s", job, problem)
        except BaseException as error:
            reason = str(error) if isinstance(error, TrackerError) else f"{type(error).__name__}: {error}"
            store.end_run(run_id, clock(), status="failed", counts=total(results).counts, error=reason)
            raise
    done = total(results)
    lost = run_leases is not None and run_leases.lost.is_set()
    stopped = stop() or lost
    status = "failed" if crashed else "stopped" if stopped else "problems" if done.problems else "done"
    lines = [str(problem) for problem in done.problems]
    if lost:
        lines.insert(0, "another process took over")
    store.end_run(run_id, clock(), status=status, counts=done.counts, error="\n".join(lines))
    return done


def mark_abandoned(store: Store, now: datetime, ours: Process) -> int:
    """Mark the runs whose process has ended; return how many. What they left undone is pending, and done by the next."""
    running = store.runs_running()
    holders = {lease.holder for lease in store.leases(now)} if running else set()
    lost = [held for held in running if has_died(held, now, ours, holders)]
    for held in lost:
        store.end_run(held.id, now, status="abandoned", counts=held.counts, error="the process ended")
    return len(lost)


def first_expiry(store: Store, now: datetime, ours: Process) -> datetime | None:
    """Return when the first run of another process would have died, if it renewed nothing any more; None where there is none."""
    expiries: dict[str, datetime] = {}
    for lease in store.leases(now):
        expiries[lease.holder] = max(lease.expires_at, expiries.get(lease.holder, now))
    others = [run.holder for run in store.runs_running() if run.token and not is_same(run.holder, ours)]
    return min((expiries[holder] for holder in others if holder in expiries), default=None)


def has_died(held: JobRun, now: datetime, ours: Process, holders: Container[str]) -> bool:
    """Return whether nobody is behind a run that the ledger says is running; *holders* have leases that hold."""
    if is_same(held.holder, ours):
        # however long silent: a laptop that wakes up finds its own run as it left it
        return held.holder not in ACTIVE_HOLDERS
    if is_dead(held.holder, ours):
        return True
    if held.token and held.holder not in holders:
        return True  # it has not renewed what it ran under; if it lives it hears so and stops
    return is_silent(held, now)
