"""Run steps one after the other, and note in the ledger what was run and how it ended."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from jobs.result import StepResult, Stop, never, total
from jobs.workshop import Clock
from tracker.errors import TrackerError
from tracker.store import Store

log = logging.getLogger("policy_tracker")

LONGEST = timedelta(days=1)  # a run that has not ended after this has died
REMEMBERED = 1000  # runs looked through for such

Work = tuple[str, Callable[[], StepResult]]  # a step by name


def run(
    store: Store, job: str, slot: datetime, work: Sequence[Work], clock: Clock, *, stop: Stop = never
) -> StepResult | None:
    """Do *work* for *slot* of *job*; None where another process has taken the slot.

    A slot is taken once, by whoever is first, so any number of daemons may share
    a store. An error of ours or of the store ends the run and goes on to the caller.
    """
    run_id = store.begin_run(job, slot, clock())
    if run_id is None:
        return None
    results: list[StepResult] = []
    try:
        for name, step in work:
            if stop():
                break
            results.append(step())
            said = ", ".join(f"{number} {what}" for what, number in results[-1].counts.items() if number)
            log.info("%s: %s: %s", job, name, said or "nothing to do")
            for problem in results[-1].problems:
                log.warning("%s: %s", job, problem)
    except BaseException as error:
        reason = str(error) if isinstance(error, TrackerError) else f"{type(error).__name__}: {error}"
        store.end_run(run_id, clock(), status="failed", counts=total(results).counts, error=reason)
        raise
    done = total(results)
    status = "stopped" if len(results) < len(work) else "problems" if done.problems else "done"
    error_text = "\n".join(str(problem) for problem in done.problems)
    store.end_run(run_id, clock(), status=status, counts=done.counts, error=error_text)
    return done


def abandon(store: Store, now: datetime) -> int:
    """Mark runs that never ended; return how many. What they left undone is pending, and so done by the next."""
    lost = [
        held
        for held in store.last_runs(REMEMBERED)
        if held.status == "running" and now - held.started_at > LONGEST
    ]
    for held in lost:
        store.end_run(held.id, now, status="abandoned", counts=held.counts, error="the process ended")
    return len(lost)
