"""A run whose lease another has taken over writes nothing more, however late it wakes up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from jobs.scheduling import run_log
from jobs.scheduling.lease import RunLeases
from jobs.step_result import StepResult
from tracker.errors import LeaseLost
from tracker.store import Store
from tracker.store.fencing import fenced

NOW = datetime(2031, 3, 4, 7, 0, tzinfo=UTC)
TTL = timedelta(seconds=60)
OURS, THEIRS = "here here 1 1 1", "there there 2 2 1"


def held(store: Store, holder: str = OURS, now: datetime = NOW) -> dict[str, int]:
    """Take the lease and return its token by name."""
    token = store.take_lease("job:relate", holder, now, TTL)
    assert token is not None
    return {"job:relate": token}


def test_who_holds_its_lease_writes(store: Store) -> None:
    """Also after the lease has run out, as long as nobody took it: the work was nobody else's."""
    with fenced(OURS, held(store)):
        store.pause("norvale", NOW, "")
    assert store.source_status("norvale").paused_at == NOW


def test_a_late_writer_writes_nothing(store: Store) -> None:
    """A laptop sleeps in the midst of a step; meanwhile another machine relates the same source anew."""
    tokens = held(store)
    held(store, THEIRS, NOW + 2 * TTL)
    with fenced(OURS, tokens), pytest.raises(LeaseLost, match="another process has taken over job:relate"):
        store.pause("norvale", NOW, "")
    assert store.source_status("norvale").paused_at is None
    store.pause("norvale", NOW, "")  # who writes under no lease is asked for none


def test_a_lease_that_was_anothers_in_between_is_lost(store: Store) -> None:
    """It is ours again by number, but what we began may have been done by the one between."""
    tokens = held(store)
    theirs = held(store, THEIRS, NOW + 2 * TTL)
    store.drop_lease("job:relate", THEIRS, theirs["job:relate"])
    held(store, OURS, NOW + 2 * TTL)
    with fenced(OURS, tokens), pytest.raises(LeaseLost):
        store.pause("norvale", NOW, "")


def test_a_lease_taken_again_under_the_next_number_holds(store: Store) -> None:
    """Between the renewal and its note in memory a transaction may fall; nobody was there between."""
    tokens = held(store)
    held(store, OURS, NOW + 2 * TTL)
    with fenced(OURS, tokens):
        store.pause("norvale", NOW, "")
    assert store.source_status("norvale").paused_at == NOW


def test_a_run_that_lost_its_lease_is_noted_as_stopped(store: Store) -> None:
    """It is no failure of the step: another process does what is left, and the ledger says so."""
    leases = RunLeases(OURS, held(store))
    begun = []

    def step() -> StepResult:
        held(store, THEIRS, NOW + 2 * TTL)
        store.pause("norvale", NOW, "")
        raise AssertionError("it was written")

    def next_step() -> StepResult:
        begun.append("next")
        return StepResult()

    run_log.run_logged(
        store, "relate", NOW, [("relate", step), ("next", next_step)], lambda: NOW, run_leases=leases
    )
    (run,) = store.last_runs()
    assert (run.status, run.error, begun) == ("stopped", "another process took over", [])
    assert leases.lost.is_set()
