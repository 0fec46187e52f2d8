"""A bounded pool, each host only as widely as it may be asked."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest

from jobs.polling.host_pool import HostPool

PATIENCE = 10.0  # seconds until a test that hangs is given up


class Gauge:
    """Counts how many pieces of work run at once, overall and by lane, and holds them until told."""

    def __init__(self) -> None:
        self.lock, self.go = threading.Lock(), threading.Event()
        self.now: dict[str, int] = {}
        self.most: dict[str, int] = {}
        self.started = threading.Semaphore(0)

    def work(self, lane: str) -> str:
        """Run until the gauge says go."""
        with self.lock:
            for key in (lane, "all"):
                self.now[key] = self.now.get(key, 0) + 1
                self.most[key] = max(self.most.get(key, 0), self.now[key])
        self.started.release()
        assert self.go.wait(PATIENCE)
        with self.lock:
            for key in (lane, "all"):
                self.now[key] -= 1
        return lane


def test_no_host_is_asked_by_more_than_it_allows():
    """Two requests to one host at the same time at most, however many threads are free."""
    gauge = Gauge()
    with closing(HostPool[int, str](8, 2)) as lanes:
        for number in range(6):
            lanes.add("norvale", number, lambda: gauge.work("norvale"))
        for _ in range(2):
            assert gauge.started.acquire(timeout=PATIENCE)
        gauge.go.set()
        assert sorted(tag for tag, _ in lanes.results()) == list(range(6))
    assert gauge.most == {"norvale": 2, "all": 2}


def test_a_slow_host_keeps_no_other_waiting():
    """While a host with many pages is asked one by one, the page of another host comes through."""
    gauge = Gauge()
    with closing(HostPool[str, str](2, 1)) as lanes:
        for number in range(20):
            lanes.add("slow", f"slow {number}", lambda: gauge.work("slow"))
        lanes.add("quick", "quick", lambda: "came")
        answers = lanes.results()
        assert next(answers) == ("quick", "came")
        gauge.go.set()
        assert len(list(answers)) == 20


def test_what_fails_comes_back_as_its_answer_and_the_rest_goes_on():
    """An error of one piece of work is handed to the taker with its tag."""

    def fail() -> str:
        raise ValueError("no such page")

    with closing(HostPool[str, str](2, 1)) as lanes:
        lanes.add("one", "bad", fail)
        lanes.add("one", "good", lambda: "page")
        answers = dict(lanes.results())
    assert answers["good"] == "page"
    assert isinstance(answers["bad"], ValueError)


def test_more_may_be_added_while_answers_are_taken():
    """What an index announces is asked for in the same pass."""
    with closing(HostPool[str, str](2, 1)) as lanes:
        lanes.add("norvale", "index", lambda: "two pages")
        seen = []
        for tag, _ in lanes.results():
            seen.append(tag)
            if tag == "index":
                lanes.add("norvale", "one", lambda: "1")
                lanes.add("norvale", "two", lambda: "2")
    assert seen == ["index", "one", "two"]


def test_a_slow_taker_holds_few_answers():
    """Pages are not fetched far ahead of what is kept, so memory does not grow with the site."""
    begun = []
    with closing(HostPool[int, int](4, 4)) as lanes:
        for number in range(100):
            lanes.add("norvale", number, lambda number=number: begun.append(number) or number)
        answers = lanes.results()
        next(answers)
        assert len(begun) <= 4 + 8 + 1
        assert len(list(answers)) == 99


@pytest.mark.parametrize("parallel", [1, 16])
def test_closing_begins_nothing_more(parallel: int):
    """A pass that is stopped leaves what it has not begun for the next one."""
    gauge = Gauge()
    lanes = HostPool[int, str](parallel, 1)
    for number in range(5):
        lanes.add("norvale", number, lambda: gauge.work("norvale"))
    assert gauge.started.acquire(timeout=PATIENCE)
    lanes.close()
    gauge.go.set()
    assert gauge.most["norvale"] == 1
