"""Read and relate what a store holds, by two processes, each text that is read noted; started and killed by test_kills.

python -m tests.real.counted_ingest STORE   READS = the file of notes
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from jobs import steps
from jobs.reading_pool import LocalPool
from tests import phrase_reader
from tracker import pipeline
from tracker.engine import default_engine
from tracker.segment import reader
from tracker.store import open_store

reader.segment = phrase_reader.segment  # the network would take seconds of each start


def read(revision, engine):
    """Note and read."""
    with Path(os.environ["READS"]).open("a") as reads:
        reads.write(f"{revision.id}\n")
    return pipeline.read(revision, engine)


if __name__ == "__main__":
    LocalPool.__init__.__defaults__ = (read,)  # type: ignore[misc]
    with open_store(sys.argv[1]) as store:
        steps.read_and_relate(store, default_engine(), datetime(2031, 3, 5, tzinfo=UTC), workers=2)
