"""Runs and what the ledger says of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jobs.scheduling import run_log
from jobs.scheduling.lease import RunLeases
from jobs.step_result import StepResult
from tracker.domain import Problem
from tracker.errors import StoreError

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)


def test_a_run_is_noted_with_what_it_did(store):
    """The ledger says what was counted, what went wrong, and who did it."""
    problem = Problem("gone", "the server answered 404")
    work = [("fetch", lambda: StepResult({"new": 2}, (problem,))), ("read", lambda: StepResult({"units": 7}))]
    run_log.run_logged(
        store, "fetch", NOW, work, lambda: NOW, run_leases=RunLeases("desk 1 1 1", {"job:fetch": 4})
    )
    (noted,) = store.last_runs(5)
    assert (noted.status, noted.counts, noted.error) == (
        "problems",
        {"new": 2, "units": 7},
        "gone: the server answered 404",
    )
    assert (noted.holder, noted.token) == ("desk 1 1 1", 4)


def test_a_slot_is_run_once(store):
    """Whoever is second does nothing, and is told so."""
    done = []
    work = [("fetch", lambda: done.append(1) or StepResult())]
    assert run_log.run_logged(store, "fetch", NOW, work, lambda: NOW) == StepResult({}, ())
    assert run_log.run_logged(store, "fetch", NOW, work, lambda: NOW) is None
    assert done == [1]


def test_a_run_that_fails_is_noted_and_fails(store):
    """An error of the store ends the run; the ledger says which."""

    def fail():
        raise StoreError("the disk is full")

    with pytest.raises(StoreError):
        run_log.run_logged(store, "read", NOW, [("read", fail)], lambda: NOW)
    assert [(run.status, run.error) for run in store.last_runs(5)] == [("failed", "the disk is full")]


def test_a_run_told_to_stop_leaves_the_rest(store):
    """Steps that were not begun are not begun, and the run says that it was stopped."""
    done = []
    work = [("fetch", lambda: done.append(1) or StepResult({"new": 1})), ("read", StepResult)]
    run_log.run_logged(store, "fetch", NOW, work, lambda: NOW, stop=lambda: bool(done))
    (noted,) = store.last_runs(1)
    assert (noted.status, noted.counts) == ("stopped", {"new": 1})


def test_a_run_stopped_in_its_last_step_is_not_called_done(store):
    """Nobody knows what that step left out, so the slot is taken up again; doing it twice does no harm."""
    told = []
    work = [("fetch", lambda: told.append(1) or StepResult())]
    run_log.run_logged(store, "fetch", NOW, work, lambda: NOW, stop=lambda: bool(told))
    assert store.last_runs(1)[0].status == "stopped"


def test_a_run_that_lost_its_lease_says_so(store):
    """Who reads the ledger sees why a run stopped and another began."""
    run_leases = RunLeases("desk 1 1 1", {"job:fetch": 1})
    run_leases.lost.set()
    run_log.run_logged(
        store,
        "fetch",
        NOW,
        [("fetch", StepResult)],
        lambda: NOW,
        stop=run_leases.lost.is_set,
        run_leases=run_leases,
    )
    (noted,) = store.last_runs(1)
    assert (noted.status, noted.error) == ("stopped", "another process took over")


def test_what_was_given_up_is_not_called_done_afterwards(store):
    """A process that comes back after its run was marked abandoned does not change the record."""

    def lose():
        store.end_run(
            store.last_run("fetch").id, NOW, status="abandoned", counts={}, error="the process ended"
        )
        return StepResult({"new": 1})

    run_log.run_logged(store, "fetch", NOW, [("fetch", lose)], lambda: NOW)
    assert store.last_run("fetch").status == "abandoned"
