"""Clusters of this machine that tests read with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import dask
from distributed import LocalCluster


@contextmanager
def two_workers(failures: int) -> Iterator[LocalCluster]:
    """Give a scheduler and two workers of one thread; a task is given up when more than so many *failures* ended who had it."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": failures}),
        LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            memory_limit=0,
            dashboard_address="127.0.0.1:0",
            silence_logs=50,
        ) as cluster,
    ):
        yield cluster
