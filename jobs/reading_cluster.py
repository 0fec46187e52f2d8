"""Read revisions on a Dask cluster (extra ``[scale]``). The one importer of distributed.

    scheduler ─► EnginePlugin on every worker: is its engine ours? ─► a resource of that name
    task ─► whichever worker has the resource ─► outcomes

The scheduler gives a task to nobody but workers that have the resource, so a worker of
another version, or without the network, gets none, and one that joins later or is
started again is asked the same. What ends a worker costs the tasks it had; the
scheduler gives them to others, and where they end several workers they are read one by one.
"""

from __future__ import annotations

import logging
import math
import time
import warnings
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from typing import Any

from distributed import Client, Future, KilledWorker, Status, Worker, WorkerPlugin

from jobs.reading_pool import Outcome, Read, TaskLost, Wait, keep_log, read_kept
from tracker import pipeline
from tracker.domain import Revision
from tracker.engine import Engine
from tracker.errors import ClusterError, TrackerError
from tracker.hashing import content_id
from tracker.segment.network.encoder import load_encoder
from tracker.stamp import components

log = logging.getLogger("policy_tracker")

LARGEST_TASK = (
    8  # revisions, half a second of reading: while the first and the last task are read nothing else goes on
)
TASKS_EACH = 4  # for each thread of the cluster, where few revisions wait
AHEAD = 4  # tasks in flight for each thread: as many texts as on one machine
CONNECT_SECONDS = 10  # for a scheduler to answer, and for a first worker to be there
PATIENCE_SECONDS = 60.0  # without any worker that can read, as while all of them are started again
LOOK_SECONDS = 5.0  # between two looks at whether there is one
HERE = "nothing is lost; `--workers 2` reads on this machine"

_engines: dict[str, tuple[Engine, Read] | str] = {}  # of this worker: by name what reads, or why it cannot


class EnginePlugin(WorkerPlugin):
    """What every worker is given: the engine, whose network and tokenizer it has to have itself."""

    idempotent = False

    def __init__(self, engine: Engine, read: Read) -> None:
        steering = repr((sorted(engine.stamp.selectors.items()), engine.series, read.__qualname__))
        self.name = f"policy-tracker {content_id(engine.stamp.components, steering)[:12]}"
        self.engine, self.read = engine, read

    async def setup(self, worker: Worker) -> None:
        """Say that *worker* can read, where it can."""
        keep_log()
        why = _refusal(self.engine)
        _engines[self.name] = why or (replace(self.engine, encoder=load_encoder()), self.read)
        await worker.set_resources(**{self.name: 0 if why else worker.state.nthreads})
        if not why and worker.status == Status.running:
            # a scheduler looks at tasks that nobody could do when the status of a worker changes, not when its
            # resources do (2026.8): without this they would wait for ever
            worker.status = Status.paused
            worker.status = Status.running


def _refusal(engine: Engine) -> str:
    """Say why this worker cannot read as *engine* does; empty where it can. Loads the network."""
    try:
        here, there = components(engine.lexicon.fingerprint), engine.stamp.components
        if here != there:
            apart = sorted(set(there.split()) - set(here.split()))
            return f"it has another engine ({', '.join(apart)} is not what it reads with)"
        encoder = load_encoder()
        assert encoder.session, "loaded before the first task"
        assert encoder.tokenizer, "loaded before the first task"
    except TrackerError as error:
        return str(error)
    return ""


def refusal_of(name: str) -> str:
    """Say why this worker cannot read with the engine called *name*; empty where it can."""
    held = _engines.get(name, "its engine could not be loaded")
    return held if isinstance(held, str) else ""


def read_task(name: str, revisions: Sequence[Revision]) -> Sequence[Outcome]:
    """Return what becomes of *revisions*, read on this worker with the engine called *name*."""
    held = _engines[name]
    assert not isinstance(held, str), "a worker that cannot read has no resource of that name"
    return [read_kept(revision, *held) for revision in revisions]


class ClusterPool:
    """The workers of the cluster at *address* (``dask://host:port``) that read as *engine* does.

    *pending* is how many revisions wait: fewer make smaller tasks.

    Raises:
        ClusterError: Nothing answers there, or no worker can read.
    """

    def __init__(self, address: str, engine: Engine, pending: int, read: Read = pipeline.read) -> None:
        self.address = address
        self._plugin = EnginePlugin(engine, read)
        self._client = self._connect()
        try:
            threads = self._prepare()
        except BaseException:
            self.close()
            raise
        self.ahead = AHEAD * threads
        self.task_size = max(1, min(LARGEST_TASK, math.ceil(pending / (TASKS_EACH * threads))))

    def submit(self, revisions: Sequence[Revision]) -> Wait:
        """Begin a task."""
        task = self._client.submit(
            read_task, self._plugin.name, revisions, pure=False, resources={self._plugin.name: 1}
        )
        return partial(self._wait, task)

    def alone(self, revision: Revision) -> Outcome:
        """Read *revision* in a task of its own."""
        return self.submit([revision])()[0]

    def close(self) -> None:
        """Give up what is in flight, and leave the cluster as it is."""
        self._client.close(timeout=2)

    def _connect(self) -> Any:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        named, _, place = self.address.partition("://")
        scheme = "tls" if named == "dask+tls" else "tcp"
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that versions are apart is told below
                return Client(f"{scheme}://{place}", timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, RuntimeError, ImportError) as error:
            raise self._error("no scheduler answers") from error

    def _prepare(self) -> int:
        """Give every worker the engine, tell which cannot read, and return how many threads can."""
        theirs = self._client.get_versions()["scheduler"]["packages"]["distributed"]
        if theirs != (ours := version("distributed")):
            raise self._error(f"its scheduler has distributed {theirs}, and here is {ours}")
        try:
            self._client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError as error:
            raise self._error("it has no worker") from error
        try:
            self._client.register_plugin(self._plugin)
        except Exception as error:  # of one worker, which is told with the others
            log.debug("a worker cannot take the engine", exc_info=error)
        refused = []
        for place, found in self._client.run(refusal_of, self._plugin.name, on_error="return").items():
            if why := f"it lacks the program ({found})" if isinstance(found, Exception) else found:
                refused.append(place)
                log.warning("%s: worker %s is not used: %s", self.address, place, why)
        threads = self._threads()
        if not threads:
            raise self._error(f"none of its {len(refused)} workers can read")
        return threads

    def _threads(self) -> int:
        """Return how many threads can read now."""
        workers: dict[str, Any] = self._client.scheduler_info(n_workers=-1)["workers"]
        return sum(
            int(one["nthreads"]) for one in workers.values() if one["resources"].get(self._plugin.name)
        )

    def _wait(self, task: Future[Any]) -> Sequence[Outcome]:
        seen = time.monotonic()
        while True:
            try:
                outcomes: Sequence[Outcome] = task.result(timeout=LOOK_SECONDS)
                return outcomes
            except KilledWorker as error:
                raise TaskLost from error
            except TimeoutError:
                if self._client.status != "running":
                    raise self._error("the scheduler went away") from None
                if self._threads():
                    seen = time.monotonic()
                elif time.monotonic() - seen > PATIENCE_SECONDS:
                    raise self._error("no worker is left that can read") from None
            except Exception as error:
                raise self._error(f"a task could not be done ({type(error).__name__}: {error})") from error

    def _error(self, what: str) -> ClusterError:
        return ClusterError(what, where=self.address, remedy=HERE)
