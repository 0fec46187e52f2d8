"""A bounded pool with lanes: many hosts at once, each host only as widely as it may be asked."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

Tag = TypeVar("Tag")
Value = TypeVar("Value")

STOP_CHECK_SECONDS = 0.25  # seconds between two looks at whether to stop, while nothing comes
MAX_UNTAKEN = 8  # answers that may wait to be taken beside those under way


class HostPool(Generic[Tag, Value]):
    """Runs work in *parallel* threads, at most *per_lane* of one lane at a time.

    Answers come back in the order in which they are ready. Work is only begun
    while few answers wait, so a slow taker holds few of them in memory.
    """

    def __init__(self, parallel: int, per_host: int) -> None:
        self._pool = ThreadPoolExecutor(parallel, thread_name_prefix="fetch")
        self._parallel, self._per_lane = parallel, per_host
        self._lock = threading.Lock()
        self._waiting: dict[str, deque[tuple[Tag, Callable[[], Value]]]] = {}
        self._hosts_waiting: deque[str] = deque()  # lanes with work waiting
        self._running: dict[str, int] = {}
        self._in_flight = 0  # running, or ready and not yet taken
        self._outstanding = 0  # added and not yet taken
        self._ready: SimpleQueue[tuple[Tag, Value | BaseException]] = SimpleQueue()

    def add(self, host: str, tag: Tag, work: Callable[[], Value]) -> None:
        """Have *work* done in *host*; its answer, or what it raised, comes back with *tag*."""
        with self._lock:
            waiting = self._waiting.setdefault(host, deque())
            if not waiting:
                self._hosts_waiting.append(host)
            waiting.append((tag, work))
            self._outstanding += 1
            self._submit_ready()

    def results(
        self, stop: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[Tag, Value | BaseException]]:
        """Yield what is ready until nothing is left, or until *stop*; more may be added meanwhile."""
        while self._outstanding and not stop():
            try:
                answer = self._ready.get(timeout=STOP_CHECK_SECONDS)
            except Empty:
                continue
            with self._lock:
                self._in_flight -= 1
                self._outstanding -= 1
                self._submit_ready()
            yield answer

    @property
    def idle(self) -> bool:
        """Whether no answer is ready: time to write down what came."""
        return self._ready.empty()

    def close(self) -> None:
        """Begin nothing more, and do not wait for what is running."""
        with self._lock:
            self._waiting.clear()
            self._hosts_waiting.clear()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _submit_ready(self) -> None:
        """Begin what may be begun: a lane after the other, so that none waits for a long one."""
        for _ in range(len(self._hosts_waiting)):
            if self._in_flight >= self._parallel + MAX_UNTAKEN:
                return
            lane = self._hosts_waiting.popleft()
            waiting = self._waiting[lane]
            while (
                waiting
                and self._running.get(lane, 0) < self._per_lane
                and self._in_flight < self._parallel + MAX_UNTAKEN
            ):
                tag, work = waiting.popleft()
                self._running[lane] = self._running.get(lane, 0) + 1
                self._in_flight += 1
                self._pool.submit(self._do, lane, tag, work)
            if waiting:
                self._hosts_waiting.append(lane)

    def _do(self, lane: str, tag: Tag, work: Callable[[], Value]) -> None:
        answer: Value | BaseException
        try:
            answer = work()
        except BaseException as error:  # noqa: BLE001 - handed to the taker, who lets bugs crash
            answer = error
        with self._lock:
            self._running[lane] -= 1
            self._submit_ready()
        self._ready.put((tag, answer))
