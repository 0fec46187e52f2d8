"""Several processes in one pass: each source once, each host one process's at a time."""

from __future__ import annotations

import threading
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from jobs.context import JobContext
from jobs.polling import poller, shared_pass
from jobs.polling.shared_pass import SharedPass
from jobs.scheduling import run_log
from jobs.scheduling.lease import TTL, LeaseManager, this_process
from jobs.scheduling.runner import HostLeases, JobRunner
from jobs.scheduling.schedule import Job, Schedule
from jobs.step_result import never_stop
from tests.jobs.pages import build_page
from tracker.config import Config
from tracker.domain import Source, SourceKind
from tracker.fetch import OpenGate
from tracker.store import Store

NOW = datetime(2031, 3, 5, 8, 0, tzinfo=UTC)
FETCH = Job("fetch", "0 * * * *", ("fetch",))
BOUND = 60  # seconds any wait may take


def build_source(number: int, hosts: int) -> Source:
    host = f"https://mfa{number % hosts}.norvale.example"
    return Source(
        f"norvale-{number}", SourceKind.PAGES, issuer="Norvale", url=host, urls=(f"{host}/{number}.html",)
    )


class Watched:
    """A web that counts what it was asked, and how often a host was asked by two at once."""

    def __init__(self, store: Store, hold: threading.Event | None = None, held: str = "") -> None:
        self.store, self.hold, self.held = store, hold, held
        self.asked: Counter[str] = Counter()
        self.inside: Counter[str] = Counter()
        self.overlaps, self.reached = 0, threading.Event()

    def behind(self, _gate):
        return self

    def get(self, url, **_):
        host = url.split("/")[2]
        self.asked[url] += 1
        self.inside[host] += 1
        self.overlaps += self.inside[host] > 1
        self.store.source_statuses()  # takes its time, as a request does
        if self.hold is not None and host == self.held:
            self.reached.set()
            assert self.hold.wait(BOUND)
        self.inside[host] -= 1
        return replace(build_page(f"Norvale will respond to provocation {url}."), url=url)

    def notes(self):
        return ()


@contextmanager
def machine(store: Store, name: str, clock=lambda: NOW):
    """The gate of a daemon on a machine of that name."""
    keeper = LeaseManager(store, clock)
    keeper.process = replace(keeper.process, host=name, machine=name)
    with keeper.acquire((f"help {name}",)) as held:
        yield HostLeases(keeper, held)


def test_three_daemons_poll_each_source_once_and_no_host_together(store: Store):
    """Whoever comes first has a host; the others take another, and what is done is not done again."""
    sources = [build_source(number, hosts=4) for number in range(8)]
    web = Watched(store)

    def daemon(name: str) -> None:
        with machine(store, name) as gate:
            poller.fetch(store, web, sources, NOW, shared=SharedPass(gate, NOW, leads=name == "one"))

    threads = [threading.Thread(target=daemon, args=(name,)) for name in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(BOUND)
    assert web.asked == {source.urls[0]: 1 for source in sources}
    assert web.overlaps == 0
    assert [lease.name for lease in store.leases(NOW)] == []


def test_what_a_dead_machine_held_is_polled_within_a_minute(store: Store, monkeypatch):
    """It cannot be asked whether it lives; its lease runs out, and the pass goes on where it stopped."""
    monkeypatch.setattr(shared_pass, "LOOK_SECONDS", 0.0)
    sources = [build_source(number, hosts=2) for number in range(4)]
    store.take_lease("host:mfa1.norvale.example", "dead dead 1 1 1", NOW - TTL / 2, TTL)
    moments = iter(range(10_000))
    web = Watched(store)
    with machine(store, "one", lambda: NOW + timedelta(seconds=next(moments))) as gate:
        poller.fetch(store, web, sources, NOW, shared=SharedPass(gate, NOW))
    assert len(web.asked) == 4
    assert next(moments) < TTL.total_seconds()


@pytest.fixture
def shared(monkeypatch):
    monkeypatch.setattr(Store, "is_shared", True)


def runner(store: Store, web: Watched, name: str, sources) -> JobRunner:
    config = Config(sources=tuple(sources))
    context = JobContext(config, store, lambda: None, str, web, (), None)  # type: ignore[arg-type]
    made = JobRunner(
        context, Schedule(ZoneInfo("UTC"), (FETCH,)), stop=never_stop, clock=lambda: NOW + TTL / 9
    )
    made.lease_manager.process = replace(this_process(), host=name, machine=name)
    return made


def test_a_daemon_that_comes_second_helps(store: Store, shared):
    """The slot stays the first one's, which waits for the end; its ledger says who helped."""
    sources, hold = [build_source(number, hosts=3) for number in range(6)], threading.Event()
    web = Watched(store, hold, "mfa0.norvale.example")
    first, second = (runner(store, web, name, sources) for name in ("one", "two"))
    leading = threading.Thread(target=first.run_if_due, args=(FETCH,))
    with machine(store, "three") as busy:
        assert busy.enter("mfa1.norvale.example")
        assert busy.enter("mfa2.norvale.example")
        leading.start()
        assert web.reached.wait(BOUND)  # it has one host, and waits for its answer
        assert second.may_help(FETCH) is None  # nothing is free
        busy.leave("mfa2.norvale.example")
        assert second.run_if_due(FETCH) is None
        second.help(FETCH)
        busy.leave("mfa1.norvale.example")
    hold.set()
    leading.join(BOUND)
    assert web.asked == {source.urls[0]: 1 for source in sources}
    assert web.overlaps == 0
    assert store.last_run("fetch").status == "done"


class SlowGate(OpenGate):
    """A gate on a busy machine: a look takes longer than lies between two, and of a host that another has until *freed*."""

    def __init__(self, freed) -> None:
        self.freed = freed

    def free(self, hosts):
        time.sleep(3 * shared_pass.LOOK_SECONDS)
        return [host for host in hosts if "mfa1" not in host or self.freed()]


def test_answers_are_taken_however_long_a_look_for_hosts_takes(store: Store, monkeypatch):
    """On a busy machine a daemon finishes the ministries it has; it does not look for others all the time."""
    monkeypatch.setattr(shared_pass, "LOOK_SECONDS", 0.02)
    sources, until = [build_source(number, hosts=2) for number in range(2)], time.monotonic() + BOUND
    gate = SlowGate(lambda: store.source_status("norvale-0").pass_ended_at is not None)
    web = Watched(store)
    poller.fetch(
        store, web, sources, NOW, shared=SharedPass(gate, NOW), stop=lambda: time.monotonic() > until
    )
    assert web.asked == {source.urls[0]: 1 for source in sources}


def test_what_was_asked_in_the_slot_before_is_asked_again(store: Store):
    """A poll cut short just before the hour, and ended by a run of that slot just after it, is none of the next slot."""
    source, web = build_source(0, hosts=1), Watched(store)
    before, hour = NOW - timedelta(minutes=1), NOW + timedelta(seconds=2)

    def asked(moment: datetime, since: datetime) -> int:
        with machine(store, "one", lambda: moment) as gate:
            poller.fetch(store, web, [source], moment, shared=SharedPass(gate, since))
        return web.asked[source.urls[0]]

    earlier = NOW - timedelta(hours=1)
    assert asked(before, earlier) == 1
    store.begin_poll(source.id, before)  # as if it had died before it could say that the source is done
    assert asked(hour, earlier) == 1  # it goes on, and has nothing left to ask
    assert asked(hour, NOW) == 2
    assert asked(hour, NOW) == 2


def test_a_run_whose_lease_ran_out_is_taken_for_dead(store: Store):
    """Another machine cannot be looked at; who does not renew for three quarters of a minute is taken over."""
    token = store.take_lease("job:fetch", "dead dead 1 1 1", NOW, TTL)
    store.begin_run("fetch", NOW, NOW, holder="dead dead 1 1 1", token=token)
    assert run_log.mark_abandoned(store, NOW + TTL - timedelta(seconds=1), this_process()) == 0
    assert run_log.mark_abandoned(store, NOW + TTL, this_process()) == 1
