"""Read and relate what a store holds, by two processes or by a cluster, each text that is read noted; started and killed by test_kills.

python -m tests.real.counted_ingest STORE WORKERS   READS = the file of notes, which workers of a cluster have as well
"""

import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from jobs import steps
from jobs.local_pool import LocalPool
from jobs.reading_cluster import ClusterPool
from tests import phrase_reader
from tracker import pipeline
from tracker.engine import default_engine
from tracker.segment import reader
from tracker.store import open_store

READING_SECONDS = 0.01  # so that reading takes as long as what is killed needs to start
reader.segment = phrase_reader.segment  # the network would take seconds of each start


def read(revision, engine):
    """Note and read."""
    with Path(os.environ["READS"]).open("a") as reads:
        reads.write(f"{revision.id}\n")
    time.sleep(READING_SECONDS)
    return pipeline.read(revision, engine)


def main(url, workers):
    """Let this module's *read* read, found by its name wherever it is read."""
    from tests.real.counted_ingest import read as found

    LocalPool.__init__.__defaults__ = ClusterPool.__init__.__defaults__ = (found,)  # type: ignore[misc]
    with open_store(url) as store:
        steps.read_and_relate(store, default_engine(), datetime(2031, 3, 5, tzinfo=UTC), workers=workers)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if sys.argv[2].isdecimal() else sys.argv[2])
