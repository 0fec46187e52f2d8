"""Where revisions are read: few in this process, many in others of this machine or by a cluster."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager

from jobs.local_pool import LocalPool
from jobs.reading_pool import (
    Outcome,
    ReadingPool,
    is_worth_processes,
    read_contained,
    read_in_order,
    worker_count,
)
from tracker.config import Workers
from tracker.domain import Revision
from tracker.engine import Engine
from tracker.errors import ConfigError


@contextmanager
def local_processes(
    engine: Engine, workers: Workers, number: int, started: LocalPool | None = None
) -> Iterator[LocalPool | None]:
    """Give the processes of this machine that *number* texts are worth: *workers*; beside a cluster as many as there are cores.

    None where that is one; those that have *started* where there are some.
    """
    if started:
        with closing(started):
            yield started
        return
    wanted = worker_count(workers if isinstance(workers, int) else 0, number)
    if wanted == 1:
        yield None
        return
    with closing(LocalPool(engine, wanted)) as pool:
        yield pool


def started_early(engine: Engine, workers: Workers, number: int) -> LocalPool | None:
    """Return *workers* processes of this machine that start now, if *number* texts, with more to come, are worth all of them."""
    wanted = worker_count(workers, sys.maxsize) if isinstance(workers, int) else 1
    if wanted == 1 or worker_count(wanted, number) < wanted:
        return None
    pool = LocalPool(engine, wanted)
    pool.start()
    return pool


def outcomes_of(
    pending: Iterable[Revision], number: int, engine: Engine, workers: Workers, pool: LocalPool | None
) -> Generator[tuple[Revision, Outcome]]:
    """Yield what becomes of each of the *number* revisions that are *pending*, read in *pool* where no cluster is asked for.

    Raises:
        ClusterError: The cluster cannot read.
    """
    if isinstance(workers, str) and is_worth_processes(number):
        with closing(_cluster(workers, engine, number)) as cluster:
            yield from read_in_order(pending, cluster)
    elif isinstance(workers, int) and pool:
        yield from read_in_order(pending, pool)
    else:
        for revision in pending:
            yield revision, read_contained(revision, engine)


def _cluster(address: str, engine: Engine, number: int) -> ReadingPool:
    try:
        from jobs.reading_cluster import ClusterPool  # an extra
    except ImportError as error:
        remedy = 'install the extra: pip install "policy-commitment-tracker[scale]"'
        raise ConfigError("there is no Dask to read with", where=address, remedy=remedy) from error
    return ClusterPool(address, engine, number)
