"""Processes of this machine, each with the network loaded once: they read texts, and relate sources side by side.

One that dies breaks the whole pool, so another is made; whoever waits for what it had is told.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

from jobs.reading_pool import Outcome, Read, TaskLost, Wait, keep_log, read_kept
from jobs.step_result import Stop
from tracker import pipeline
from tracker.domain import Revision
from tracker.engine import Engine
from tracker.memory import collect_rarely

# Tasks in flight for each process: all go on while a batch is written, and while a long text is
# read or related. Of the State Department's half have 1,400 characters, the longest 79,000: two seconds
AHEAD = 32
# So much nicer than the process that writes are those that read: it relates in order, half of all there is to do, so where
# cores are as many as readers it must not share one with them
YIELDS = 5

Asked = ParamSpec("Asked")
Result = TypeVar("Result")


class LocalPool:
    """At most *workers* processes, each started when there is something for it to do."""

    task_size = 1

    def __init__(self, engine: Engine, workers: int, read: Read = pipeline.read) -> None:
        self.ahead = AHEAD * workers
        # spawned: a network that is loaded here, and its threads, would not survive a fork
        self._context = multiprocessing.get_context("spawn")
        self._over = self._context.Event()
        self._start = (engine, read, self._over.is_set)
        self._workers = workers
        self._processes = self._new(workers)
        self._lone: ProcessPoolExecutor | None = None  # one process, for what is read by itself

    def start(self) -> None:
        """Start all of the processes now, so that they are there when there is something to do."""
        for _ in range(self._workers):
            self.call(os.getpid)

    def submit(self, revisions: Sequence[Revision]) -> Wait:
        """Begin a task."""
        return self.call(_read_task, revisions)

    def call(
        self, task: Callable[Asked, Result], *asked: Asked.args, **named: Asked.kwargs
    ) -> Callable[[], Result]:
        """Begin *task*, a function of a module, in one of the processes; return what waits for its result.

        It may ask for :func:`its_engine` and :func:`is_over`. What waits raises what *task* raised, and TaskLost
        where a process ended; then none of them works on any more.
        """
        self._processes, wait = self._begin(self._processes, self._workers, task, *asked, **named)
        return wait

    def alone(self, revision: Revision) -> Outcome:
        """Read *revision* in a process that reads nothing else meanwhile; it stays for the next, as a start takes seconds."""
        self._lone, wait = self._begin(self._lone or self._new(1), 1, _read_task, [revision])
        return wait()[0]

    def close(self) -> None:
        """Give up what is in flight; what is being related is recorded as far as it is."""
        self._over.set()
        for processes in filter(None, (self._processes, self._lone)):
            processes.shutdown(cancel_futures=True)

    def _begin(
        self,
        processes: ProcessPoolExecutor,
        number: int,
        task: Callable[Asked, Result],
        *asked: Asked.args,
        **named: Asked.kwargs,
    ) -> tuple[ProcessPoolExecutor, Callable[[], Result]]:
        """Begin a task in *processes*, or where one of them died, in *number* others; return which they are."""
        try:
            begun = processes.submit(task, *asked, **named)
        except BrokenProcessPool:
            processes.shutdown()
            processes = self._new(number)
            begun = processes.submit(task, *asked, **named)

        def wait() -> Result:
            try:
                return begun.result()
            except BrokenProcessPool as error:
                processes.shutdown()  # until the last of them has ended
                raise TaskLost from error

        return processes, wait

    def _new(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers, mp_context=self._context, initializer=_start, initargs=self._start
        )


_worker: tuple[Engine, Read, Stop]  # of this process, set once when it starts


def its_engine() -> Engine:
    """Return the engine of this process of a pool."""
    return _worker[0]


def is_over() -> bool:
    """Return whether the pool of this process was closed."""
    return _worker[2]()


def _start(engine: Engine, read: Read, over: Stop) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that writes
    os.nice(YIELDS)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    keep_log()
    collect_rarely()
    _worker = engine, read, over


def _end_with_parent() -> None:
    """End this process when the one that writes has ended, killed as it may be: else it would wait for work for good."""
    parent = multiprocessing.parent_process()
    assert parent is not None, "it was spawned"
    parent.join()
    os._exit(1)


def _read_task(revisions: Sequence[Revision]) -> Sequence[Outcome]:
    engine, read, _ = _worker
    return [read_kept(revision, engine, read) for revision in revisions]
