"""Read revisions in several processes, each with the network loaded once; what is read comes back in order.

    revisions ─► a few tasks ahead ─► worker processes ─► outcomes, in the order asked

A worker that dies (out of memory, killed) costs the tasks that were in flight: each is
tried once more by itself, and one that ends its process again is told and left out.
Nothing is written here; a process that is killed as a whole goes on where its last
batch was recorded.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import islice

from jobs.bulkhead import contained
from tracker import pipeline
from tracker.domain import Problem, Revision
from tracker.engine import Engine
from tracker.errors import InstallError
from tracker.pipeline import Reading

log = logging.getLogger("policy_tracker")

AHEAD = 6  # tasks in flight for each worker: while a batch is written, all go on
WORTH = 24  # revisions from which on another process pays for its start, some two seconds
DIED = "the process that read it ended"
DIED_REMEDY = "it may need more memory than there is; `recompute` reads it again"

Read = Callable[[Revision, Engine], Reading]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one revision: a reading, or the problem it had; *shared* where nothing can be read at all."""

    reading: Reading | None = None
    problem: Problem | None = None
    logged: tuple[str, ...] = ()  # what was logged of it where it was read
    shared: bool = False


def worker_count(wanted: int, pending: int) -> int:
    """Return in how many processes *pending* revisions are read where *wanted* may be; 0 wanted: as many as there are cores.

    One process reads what is not worth the start of another.
    """
    cores = wanted or len(os.sched_getaffinity(0))
    return max(1, min(cores, pending // WORTH))


def read_in_order(
    revisions: Iterable[Revision], engine: Engine, workers: int, read: Read = pipeline.read
) -> Generator[tuple[Revision, Outcome]]:
    """Yield each of *revisions* with what became of it, in their order, read in *workers* processes.

    Raises:
        InstallError: The network is missing or damaged.
    """
    waiting = iter(revisions)
    in_flight: deque[tuple[Revision, Future[Outcome]]] = deque()
    pool = _pool(engine, read, workers)
    try:
        while True:
            for revision in islice(waiting, AHEAD * workers - len(in_flight)):
                in_flight.append((revision, pool.submit(_read, revision)))
            if not in_flight:
                return
            revision, task = in_flight[0]
            try:
                outcome = task.result()
            except BrokenProcessPool:
                lost = [one for one, _ in in_flight]
                in_flight.clear()
                pool.shutdown(cancel_futures=True)
                log.warning("a process that reads ended; %d texts are read again one by one", len(lost))
                for one in lost:
                    yield one, _alone(one, engine, read)
                pool = _pool(engine, read, workers)
                continue
            in_flight.popleft()
            if outcome.shared and outcome.problem:
                raise InstallError(outcome.problem.message, remedy=outcome.problem.remedy)
            for said in outcome.logged:
                log.error("%s", said)
            yield revision, outcome
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(engine: Engine, read: Read, workers: int) -> ProcessPoolExecutor:
    # spawned: a network that is loaded here, and its threads, would not survive a fork
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(engine, read))


def _alone(revision: Revision, engine: Engine, read: Read) -> Outcome:
    """Return what becomes of *revision* in a process of its own."""
    with _pool(engine, read, 1) as pool:
        try:
            return pool.submit(_read, revision).result()
        except BrokenProcessPool:
            return Outcome(problem=Problem(revision.release.ref, DIED, DIED_REMEDY))


class _Kept(logging.Handler):
    """Keeps what is logged, so that the process that writes can log it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep *record* as text, with its traceback."""
        self.said.append(self.format(record))


_worker: tuple[Engine, Read]  # of this process, set once when it starts
_kept = _Kept()


def _start(engine: Engine, read: Read) -> None:
    global _worker
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that writes
    threading.Thread(target=_end_with_parent, daemon=True).start()
    log.addHandler(_kept)
    log.propagate = False
    _worker = engine, read


def _end_with_parent() -> None:
    """End this process when the one that writes has ended, killed as it may be: else it would wait for work for good."""
    parent = multiprocessing.parent_process()
    assert parent is not None, "it was spawned"
    parent.join()
    os._exit(1)


def read_contained(revision: Revision, engine: Engine, read: Read = pipeline.read) -> Outcome:
    """Return what becomes of *revision*, read in this process.

    Raises:
        InstallError: The network is missing or damaged.
    """
    problems: list[Problem] = []
    reading: Reading | None = None
    with contained(revision.release.ref, problems.append):
        reading = read(revision, engine)
    return Outcome(reading, problems[0] if problems else None)


def _read(revision: Revision) -> Outcome:
    engine, read = _worker
    _kept.said.clear()
    try:
        outcome = read_contained(revision, engine, read)
    except Exception as error:  # noqa: BLE001 - of what all parts share: told where all parts are
        problem = Problem("", getattr(error, "message", str(error)), getattr(error, "remedy", ""))
        return Outcome(problem=problem, shared=True)
    return replace(outcome, logged=tuple(_kept.said))
