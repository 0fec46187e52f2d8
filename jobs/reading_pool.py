"""Read revisions elsewhere than in this process, each place with the network loaded once; what is read comes back in order.

    revisions ─► a few tasks ahead ─► a ReadingPool ─► outcomes, in the order asked

The pool is of this machine's processes (:mod:`jobs.local_pool`) or of a cluster
(:mod:`jobs.reading_cluster`). A process that dies (out of memory, killed) costs the tasks
it had: their revisions are tried once more, each by itself, and one that ends its
process again is told and left out. Nothing is written here; a process that is killed
as a whole goes on where its last batch was recorded.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from jobs.bulkhead import contained
from tracker import pipeline
from tracker.domain import Problem, Revision
from tracker.engine import Engine
from tracker.errors import InstallError
from tracker.pipeline import Reading

log = logging.getLogger("policy_tracker")

WORTH = 24  # revisions from which on another process pays for its start, some two seconds
TASK_BYTES = 4_000_000  # of bodies in one task; one that is larger goes alone
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


class TaskLost(Exception):  # noqa: N818 - named as what it says
    """The process that had a task ended before it was done."""


Wait = Callable[[], Sequence[Outcome]]  # until a task is done; raises TaskLost


class ReadingPool(Protocol):
    """Where revisions are read: *task_size* of them at most in a task, *ahead* tasks in flight."""

    task_size: int
    ahead: int

    def submit(self, revisions: Sequence[Revision]) -> Wait:
        """Begin a task."""

    def alone(self, revision: Revision) -> Outcome:
        """Read *revision* where no other can end its process. Raises TaskLost."""

    def close(self) -> None:
        """Give up what is in flight."""


def is_worth_processes(pending: int) -> bool:
    """Return whether *pending* revisions are worth the start of another process."""
    return pending >= WORTH


def worker_count(wanted: int, pending: int) -> int:
    """Return in how many processes *pending* revisions are read where *wanted* may be; 0 wanted: as many as there are cores.

    One process reads what is not worth the start of another.
    """
    cores = wanted or len(os.sched_getaffinity(0))
    return max(1, min(cores, pending // WORTH))


def read_in_order(revisions: Iterable[Revision], pool: ReadingPool) -> Generator[tuple[Revision, Outcome]]:
    """Yield each of *revisions* with what became of it, in their order, read by *pool*.

    Raises:
        InstallError: The network is missing or damaged.
    """
    waiting = _tasks(revisions, pool.task_size)
    in_flight: deque[tuple[Sequence[Revision], Wait]] = deque()
    while True:
        for task in islice(waiting, pool.ahead - len(in_flight)):
            in_flight.append((task, pool.submit(task)))
        if not in_flight:
            return
        task, wait = in_flight.popleft()
        try:
            outcomes: Iterable[Outcome] = wait()
        except TaskLost:
            log.warning("a process that reads ended; %d texts it had are read again one by one", len(task))
            outcomes = (_alone(revision, pool) for revision in task)
        for revision, outcome in zip(task, outcomes, strict=True):
            if outcome.shared and outcome.problem:
                raise InstallError(outcome.problem.message, remedy=outcome.problem.remedy)
            for said in outcome.logged:
                log.error("%s", said)
            yield revision, outcome


def _tasks(revisions: Iterable[Revision], size: int) -> Iterator[Sequence[Revision]]:
    """Yield *revisions* in tasks of *size*, fewer where their bodies are large."""
    task: list[Revision] = []
    held = 0
    for revision in revisions:
        if task and (len(task) == size or held + len(revision.body) > TASK_BYTES):
            yield task
            task, held = [], 0
        task.append(revision)
        held += len(revision.body)
    if task:
        yield task


def _alone(revision: Revision, pool: ReadingPool) -> Outcome:
    """Return what becomes of *revision* by itself."""
    try:
        return pool.alone(revision)
    except TaskLost:
        return Outcome(problem=Problem(revision.release.ref, DIED, DIED_REMEDY))


class _Kept(logging.Handler):
    """Keeps what is logged in a thread, so that the process that writes can log it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._local = threading.local()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep *record* as text, with its traceback."""
        self._local.__dict__.setdefault("said", []).append(self.format(record))

    def take(self) -> tuple[str, ...]:
        """Return what this thread logged since it was asked last."""
        return tuple(self._local.__dict__.pop("said", ()))


_kept = _Kept()


def keep_log() -> None:
    """Keep from now on what this process logs, for the one that writes."""
    log.addHandler(_kept)
    log.propagate = False


def take_log() -> tuple[str, ...]:
    """Return what this thread logged since it was asked last, where it is kept."""
    return _kept.take()


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


def read_kept(revision: Revision, engine: Engine, read: Read) -> Outcome:
    """Return what becomes of *revision* with what was logged of it; it raises nothing."""
    take_log()
    try:
        outcome = read_contained(revision, engine, read)
    except Exception as error:  # noqa: BLE001 - of what all parts share: told where all parts are
        problem = Problem("", getattr(error, "message", str(error)), getattr(error, "remedy", ""))
        return Outcome(problem=problem, shared=True)
    return replace(outcome, logged=take_log())
