"""A bounded pool with lanes: many hosts at once, each host only as widely as it may be asked."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from types import TracebackType
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

    def __init__(self, parallel: int, per_lane: int) -> None:
        self._pool = ThreadPoolExecutor(parallel, thread_name_prefix="fetch")
        self._parallel, self._per_lane = parallel, per_lane
        self._lock = threading.Lock()
        self._waiting: dict[str, deque[tuple[Tag, Callable[[], Value]]]] = {}
        self._turn: deque[str] = deque()  # lanes with work waiting
        self._running: dict[str, int] = {}
        self._begun = 0  # running, or ready and not yet taken
        self._left = 0  # added and not yet taken
        self._ready: SimpleQueue[tuple[Tag, Value | BaseException]] = SimpleQueue()

    def __enter__(self) -> HostPool[Tag, Value]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, lane: str, tag: Tag, work: Callable[[], Value]) -> None:
        """Have *work* done in *lane*; its answer, or what it raised, comes back with *tag*."""
        with self._lock:
            waiting = self._waiting.setdefault(lane, deque())
            if not waiting:
                self._turn.append(lane)
            waiting.append((tag, work))
            self._left += 1
            self._begin()

    def answers(
        self, stop: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[Tag, Value | BaseException]]:
        """Yield what is ready until nothing is left, or until *stop*; more may be added meanwhile."""
        while self._left and not stop():
            try:
                answer = self._ready.get(timeout=STOP_CHECK_SECONDS)
            except Empty:
                continue
            with self._lock:
                self._begun -= 1
                self._left -= 1
                self._begin()
            yield answer

    @property
    def idle(self) -> bool:
        """Whether no answer is ready: time to write down what came."""
        return self._ready.empty()

    def close(self) -> None:
        """Begin nothing more, and do not wait for what is running."""
        with self._lock:
            self._waiting.clear()
            self._turn.clear()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _begin(self) -> None:
        """Begin what may be begun: a lane after the other, so that none waits for a long one."""
        for _ in range(len(self._turn)):
            if self._begun >= self._parallel + MAX_UNTAKEN:
                return
            lane = self._turn.popleft()
            waiting = self._waiting[lane]
            while (
                waiting
                and self._running.get(lane, 0) < self._per_lane
                and self._begun < self._parallel + MAX_UNTAKEN
            ):
                tag, work = waiting.popleft()
                self._running[lane] = self._running.get(lane, 0) + 1
                self._begun += 1
                self._pool.submit(self._do, lane, tag, work)
            if waiting:
                self._turn.append(lane)

    def _do(self, lane: str, tag: Tag, work: Callable[[], Value]) -> None:
        answer: Value | BaseException
        try:
            answer = work()
        except BaseException as error:  # noqa: BLE001 - handed to the taker, who lets bugs crash
            answer = error
        with self._lock:
            self._running[lane] -= 1
            self._begin()
        self._ready.put((tag, answer))
