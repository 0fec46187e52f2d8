"""Who may run what, and what was run."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import NOW
from tracker.store import LeaseRecord, Store

ROOT = Path(__file__).parents[4]
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SLOTS = 2000
CLAIMANT = """
import sys
from tests.fakes import NOW
from tracker.store import open_store
with open_store(sys.argv[1]) as store:
    for number in range(int(sys.argv[3])):
        run = store.begin_run("tick", f"{number:04}", NOW, holder=sys.argv[2], token=1)
        if run is not None:
            print(number, run)
            store.end_run(run, NOW, status="done", counts={})
"""


def test_a_slot_is_taken_once(store: Store) -> None:
    """Of two daemons that wake for the same slot of a job, one runs."""
    first = store.begin_run("fetch", NOW, NOW)
    assert first is not None
    assert store.begin_run("fetch", NOW, NOW + DAY) is None
    assert store.begin_run("fetch", NOW + DAY, NOW + DAY) is not None
    assert store.begin_run("read", NOW, NOW) is not None


def test_a_run_says_how_it_ended(store: Store) -> None:
    """Runs are listed latest first, with what they did and why they failed."""
    first = store.begin_run("fetch", "2031-03-05 08:00", NOW)
    second = store.begin_run("read", "2031-03-05 08:00", NOW + DAY)
    assert first is not None
    assert store.end_run(first, NOW + DAY, status="failed", counts={"new": 2}, error="no answer")
    runs = store.last_runs(5)
    assert [(run.id, run.job, run.status) for run in runs] == [
        (second, "read", "running"),
        (first, "fetch", "failed"),
    ]
    assert (runs[1].counts, runs[1].error, runs[1].ended_at) == ({"new": 2}, "no answer", NOW + DAY)
    assert runs[0].ended_at is None
    assert len(store.last_runs(1)) == 1


def test_a_run_says_who_runs_it_and_when_it_last_gave_a_sign(store: Store) -> None:
    """Whoever looks at a run can tell a living one from one whose process died."""
    run_id = store.begin_run("fetch", NOW, NOW, holder="desk:41", token=3)
    assert run_id is not None
    assert store.heartbeat(run_id, NOW + MINUTE)
    (run,) = store.runs_running()
    assert (run.holder, run.token, run.beat_at) == ("desk:41", 3, NOW + MINUTE)


def test_a_run_ends_once(store: Store) -> None:
    """A process that was taken for dead and wakes again cannot rewrite how its run ended, and is told."""
    run_id = store.begin_run("fetch", NOW, NOW)
    assert run_id is not None
    assert store.end_run(run_id, NOW + DAY, status="abandoned", counts={}, error="the process ended")
    assert not store.heartbeat(run_id, NOW + DAY)
    assert not store.end_run(run_id, NOW + DAY, status="done", counts={"new": 1})
    assert [(run.status, run.error) for run in store.last_runs()] == [("abandoned", "the process ended")]
    assert store.runs_running() == []


def test_the_last_run_of_a_job_is_that_which_began_last(store: Store) -> None:
    """What a job missed is counted from its own last run, not from that of another."""
    for hours, job in ((1, "fetch"), (3, "fetch"), (2, "fetch"), (4, "read")):
        store.begin_run(job, f"{hours:02}:00", NOW + timedelta(hours=hours))
    last = store.last_run("fetch")
    assert last is not None
    assert last.slot == "03:00"
    assert store.last_run("relate") is None


def test_no_slot_runs_twice_among_threads(store: Store) -> None:
    """Two claimants go for each of 2,000 slots at once: each is run, by one of them."""

    def claim(holder: str) -> list[str]:
        slots = [f"{number:04}" for number in range(SLOTS)]
        return [slot for slot in slots if store.begin_run("tick", slot, NOW, holder=holder) is not None]

    with ThreadPoolExecutor(2) as pool:
        mine, theirs = pool.map(claim, ("a", "b"))
    assert not set(mine) & set(theirs)
    assert len(mine) + len(theirs) == SLOTS
    assert len({run.slot for run in store.last_runs(2 * SLOTS)}) == SLOTS


def test_no_slot_runs_twice_among_processes(store: Store) -> None:
    """The same for two daemons on one store, which share nothing but the database."""
    command = [sys.executable, "-W", "error", "-c", CLAIMANT, store.url]
    claimants = [
        subprocess.Popen(
            [*command, name, str(SLOTS)], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for name in ("a", "b")
    ]
    won: list[str] = []
    for claimant in claimants:
        said, complaint = claimant.communicate(timeout=120)
        assert (claimant.returncode, complaint) == (0, "")
        won += [line.split()[0] for line in said.splitlines()]
    assert sorted(won, key=int) == [str(number) for number in range(SLOTS)]
    assert {run.status for run in store.last_runs(2 * SLOTS)} == {"done"}


def test_a_lease_is_held_by_one(store: Store) -> None:
    """While one process lives, another does not get what it holds; it may renew it at will."""
    assert store.take_lease("daemon", "a", NOW, MINUTE) == 1
    assert store.take_lease("daemon", "b", NOW, MINUTE) is None
    assert store.take_lease("daemon", "a", NOW + MINUTE / 2, MINUTE) == 1
    assert store.lease("daemon") == LeaseRecord("daemon", "a", 1, NOW + MINUTE * 1.5)
    assert store.take_lease("other", "b", NOW, MINUTE) == 1


def test_an_expired_lease_is_taken_under_a_higher_token(store: Store) -> None:
    """Whoever wakes late holds an old token, and can be told from the one who holds it now."""
    assert store.take_lease("daemon", "a", NOW, MINUTE) == 1
    assert store.take_lease("daemon", "b", NOW + MINUTE, MINUTE) == 2
    assert not store.renew_lease("daemon", "a", 1, NOW + MINUTE, MINUTE)
    store.drop_lease("daemon", "a", 1)
    assert store.lease("daemon") == LeaseRecord("daemon", "b", 2, NOW + 2 * MINUTE)
    assert store.renew_lease("daemon", "b", 2, NOW + MINUTE * 1.5, MINUTE)
    assert store.lease("daemon") == LeaseRecord("daemon", "b", 2, NOW + MINUTE * 2.5)


def test_a_lease_that_ran_out_is_not_renewed(store: Store) -> None:
    """Between its end and now someone may have held it, even the same process; so the token must rise."""
    assert store.take_lease("daemon", "a", NOW, MINUTE) == 1
    assert not store.renew_lease("daemon", "a", 1, NOW + MINUTE, MINUTE)
    assert store.take_lease("daemon", "a", NOW + MINUTE, MINUTE) == 2


def test_a_dropped_lease_is_free_at_once(store: Store) -> None:
    """A daemon that ends in order does not keep the next one waiting, and tokens go on rising."""
    assert store.lease("daemon") is None
    assert store.take_lease("daemon", "a", NOW, DAY) == 1
    store.drop_lease("daemon", "a", 1)
    assert store.lease("daemon") is None
    assert not store.renew_lease("daemon", "a", 1, NOW, DAY)
    assert store.take_lease("daemon", "b", NOW, DAY) == 2


def test_a_lease_has_a_holder(store: Store) -> None:
    """A lease of nobody would be free while it is held."""
    with pytest.raises(ValueError, match="held by somebody"):
        store.take_lease("daemon", "", NOW, DAY)


def test_tokens_are_given_once_among_threads(store: Store) -> None:
    """Eight threads that find a lease expired at the same moment: one gets it, at each of 25 moments."""

    def take(holder: int) -> list[tuple[int, int]]:
        moments = [(moment, NOW + moment * DAY) for moment in range(25)]
        return [
            (moment, token)
            for moment, now in moments
            if (token := store.take_lease(f"lease {moment}", f"thread {holder}", now, MINUTE)) is not None
        ]

    with ThreadPoolExecutor(8) as pool:
        got = [won for several in pool.map(take, range(8)) for won in several]
    assert sorted(got) == [(moment, 1) for moment in range(25)]
