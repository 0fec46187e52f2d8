"""Leases: who may, for how long, and what becomes of those who died."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from jobs.scheduling import lease, run_log
from jobs.scheduling.lease import TTL, LeaseManager, is_dead, is_same, leases_needed, this_process
from tracker.errors import StoreError

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
FETCH = ("job:fetch",)
BOUND = 10  # seconds any wait may take


def build_keeper(store, *, now=NOW, ttl=TTL, host="") -> LeaseManager:
    """Return a keeper as another machine would have it, where *host* names one."""
    lease_manager = LeaseManager(store, lambda: now, ttl)
    if host:
        lease_manager.process = replace(lease_manager.process, host=host, machine=host)
    return lease_manager


def test_two_runs_never_hold_one_lease(store):
    """Neither of two machines nor twice in one process: a pass that takes long is not begun again beside itself."""
    ours, theirs = build_keeper(store), build_keeper(store, host="other")
    with ours.acquire(FETCH) as first:
        assert first is not None
        token = first.token
        with theirs.acquire(FETCH) as second, ours.acquire(FETCH) as third:
            assert second is third is None
        with theirs.acquire(("job:relate",)) as apart:
            assert apart is not None
    with theirs.acquire(FETCH) as later:
        assert later is not None
        assert later.token > token


def test_all_leases_of_a_job_or_none(store):
    """A job that cannot have its second step leaves its first to others."""
    ours, theirs = build_keeper(store), build_keeper(store, host="other")
    with theirs.acquire(("job:relate",)):
        with ours.acquire(("job:fetch", "job:relate")) as refused:
            assert refused is None
        with theirs.acquire(FETCH) as free:
            assert free is not None


def test_a_lease_runs_out(store):
    """Who does not renew is taken for dead after a minute, and the next holder has a higher token."""
    dead = store.take_lease("job:fetch", "other other 1 1 1", NOW, TTL)
    with build_keeper(store, now=NOW + TTL / 2).acquire(FETCH) as early:
        assert early is None
    with build_keeper(store, now=NOW + TTL).acquire(FETCH) as late:
        assert late is not None
        assert late.token > dead


def test_a_dead_process_of_this_machine_holds_up_nobody(store):
    """After kill -9 the next run goes on at once; it does not wait for the lease to run out."""
    gone = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    holder = str(replace(this_process(), pid=int(gone.stdout))) + " 1"
    store.take_lease("job:fetch", holder, NOW, TTL)
    assert is_dead(holder, this_process())
    with build_keeper(store).acquire(FETCH) as run_leases:
        assert run_leases is not None


def test_who_is_dead_is_only_said_of_what_can_be_known():
    """A living process, one of another machine or container, and a holder that is no process of ours are not called dead."""
    ours = this_process()
    assert not is_dead(str(ours), ours)
    assert not is_dead(str(replace(ours, machine="another-boot", pid=1)), ours)
    assert not is_dead("", ours)
    assert not is_dead("someone", ours)
    # the number is in use again, by a process that started at another time
    assert is_dead(str(replace(ours, started="1")), ours)
    assert not is_dead(str(replace(ours, started="1")), replace(ours, machine=""))


def test_a_process_that_hides_is_not_called_dead(monkeypatch):
    """What runs as another user may be out of sight of /proc, as in a hardened unit; it is alive all the same."""
    ours = this_process()
    monkeypatch.setattr(lease, "PROC", Path("/nowhere"))
    assert not is_dead(str(ours), ours)

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr("os.kill", refuse)
    assert not is_dead(str(ours), ours)


def test_runs_of_this_process_are_told_from_others():
    """Whose run it is does not depend on the number of its lease."""
    ours = this_process()
    assert is_same(f"{ours} 12", ours)
    assert not is_same(f"{replace(ours, pid=ours.pid + 1)} 12", ours)


@pytest.fixture
def often(monkeypatch):
    """Leases of a minute that are renewed every ten milliseconds."""
    monkeypatch.setattr(lease, "RENEWALS_PER_TTL", 6000)


def test_a_lease_is_renewed_while_its_run_lasts_and_the_run_beats(store, often):
    """A pass of two hours under a lease of a minute is nobody else's, and the ledger sees that it lives."""
    beaten, clock, real = threading.Event(), count(), store.heartbeat

    def beat(run_id, now):
        kept = real(run_id, now)
        beaten.set()
        return kept

    store.heartbeat = beat
    lease_manager = LeaseManager(store, lambda: NOW + timedelta(seconds=next(clock)), TTL)
    with lease_manager.acquire(FETCH) as run_leases:
        run_leases.run_id = store.begin_run(
            "fetch", NOW, NOW, holder=run_leases.holder, token=run_leases.token
        )
        assert beaten.wait(BOUND)
        assert not run_leases.lost.is_set()
        assert store.lease("job:fetch").expires_at > NOW + TTL + timedelta(seconds=1)
    assert store.last_run("fetch").beat_at > NOW


def test_a_run_whose_lease_went_to_another_is_told(store, often):
    """A process that was stopped so long that another took over must not go on as if nothing had been."""
    with build_keeper(store).acquire(FETCH) as run_leases:
        store.take_lease("job:fetch", "other other 1 1 1", NOW + 2 * TTL, TTL)
        assert run_leases.lost.wait(BOUND)


def test_a_run_that_was_given_up_is_told(store, often):
    """Who was marked abandoned in the ledger stops, though nobody took its lease."""
    with build_keeper(store).acquire(FETCH) as run_leases:
        run_leases.run_id = store.begin_run("fetch", NOW, NOW, holder=run_leases.holder)
        store.end_run(run_leases.run_id, NOW, status="abandoned", counts={})
        assert run_leases.lost.wait(BOUND)


def test_a_laptop_that_slept_keeps_its_run_if_nobody_took_over(store, often):
    """Three days asleep are no reason to begin anew what nobody else has begun."""
    moments = iter([NOW, NOW, NOW + timedelta(days=3)])
    lease_manager = LeaseManager(store, lambda: next(moments, NOW + timedelta(days=3)), TTL)
    renewed = threading.Event()
    real = store.renew_lease

    def renew(*args):
        kept = real(*args)
        if kept:
            renewed.set()  # the second time, after it was taken anew
        return kept

    store.renew_lease = renew
    with lease_manager.acquire(FETCH) as run_leases:
        assert renewed.wait(BOUND)
        assert not run_leases.lost.is_set()
        assert run_leases.token == 2


def test_a_run_is_lost_where_the_store_is_out_of_reach_for_longer_than_the_lease(store, often):
    """A fault of the network is waited out for a minute; then somebody else may have begun."""
    late = threading.Event()
    lease_manager = LeaseManager(store, lambda: NOW + (TTL if late.is_set() else timedelta()), TTL)
    tried = threading.Event()

    def fail(*_):
        tried.set()
        raise StoreError("no route to host")

    store.renew_lease = fail
    with lease_manager.acquire(FETCH) as run_leases:
        assert tried.wait(BOUND)
        assert not run_leases.lost.is_set()
        late.set()
        assert run_leases.lost.wait(BOUND)


def test_any_number_of_daemons_may_be_up(store):
    """The lease that says that a daemon is up keeps no second one out, and is given back by its holder alone."""
    ours, theirs = build_keeper(store), build_keeper(store, host="other")
    ours.announce_daemon()
    theirs.announce_daemon()
    assert store.lease("daemon").holder == str(ours.process)
    theirs.retract_daemon()
    assert store.lease("daemon") is not None
    ours.retract_daemon()
    assert store.lease("daemon") is None


def test_steps_that_may_run_beside_themselves_need_no_lease_of_their_own():
    """Two digests may be composed at once; two passes over the sites may not, whatever started them."""
    assert leases_needed("recheck", ["recheck", "read", "relate"]) == leases_needed(
        "fetch", ["fetch", "read", "relate"]
    )
    assert leases_needed("deliver", ["deliver"]) == ("job:deliver",)
    assert set(leases_needed("compose a", ["compose"])).isdisjoint(leases_needed("compose b", ["compose"]))


@pytest.mark.parametrize(
    ("holder", "silent", "lost"),
    [
        ("other other 7 7 1", timedelta(minutes=5), False),
        ("other other 7 7 1", lease.MAX_SILENCE + timedelta(seconds=1), True),
        ("", timedelta(hours=23), False),
        ("", timedelta(hours=25), True),
    ],
)
def test_a_run_is_given_up_when_it_has_been_silent_for_long(store, holder, silent, lost):
    """Six minutes without a beat under a lease; a day for a run that an older version began and that never beats."""
    store.begin_run("fetch", NOW, NOW, holder=holder)
    assert run_log.mark_abandoned(store, NOW + silent, this_process()) == int(lost)
    assert store.last_run("fetch").status == ("abandoned" if lost else "running")


def test_a_run_of_this_process_is_given_up_only_when_it_is_not_under_way(store):
    """A laptop that wakes up goes on with its own run; one whose end could not be noted, as the store was away, is over."""
    lease_manager = build_keeper(store)
    with lease_manager.acquire(FETCH) as run_leases:
        store.begin_run("fetch", NOW, NOW, holder=run_leases.holder)
        assert run_log.mark_abandoned(store, NOW + timedelta(days=3), this_process()) == 0
    assert run_log.mark_abandoned(store, NOW, this_process()) == 1


def test_a_run_of_a_dead_process_is_given_up_at_once(store):
    """What kill -9 left behind is taken up by the next start, not after six minutes."""
    store.begin_run("fetch", NOW, NOW, holder=str(replace(this_process(), started="1")) + " 1")
    assert run_log.mark_abandoned(store, NOW, this_process()) == 1
