"""Processes of this machine that work for the one that writes."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest

from jobs import local_pool
from jobs.local_pool import LocalPool
from jobs.reading_pool import TaskLost
from tracker.engine import default_engine
from tracker.errors import StoreError

BOUND = 25  # seconds any wait may take


def niceness():
    """Return how nice the process is that is asked."""
    return os.nice(0)


def fail():
    """Fail as a store does that is full."""
    raise StoreError("the disk is full", where="desk.db", remedy="make room")


def die():
    """End this process as one that needs more memory than there is."""
    os.kill(os.getpid(), signal.SIGKILL)


def last():
    """Work until nobody waits for it."""
    until = time.monotonic() + BOUND
    while not local_pool.is_over() and time.monotonic() < until:
        time.sleep(0.01)
    return time.monotonic() < until


def test_those_that_read_leave_a_core_to_the_one_that_writes():
    """It relates in order, half of all the work: where it shares a core with readers, they run out of work later."""
    with closing(LocalPool(default_engine(), 2)) as pool:
        assert pool.call(niceness)() > os.nice(0)


def test_what_can_be_mended_is_told_as_in_this_process():
    """A store that is full is one line with its remedy, whichever process found it so."""
    with closing(LocalPool(default_engine(), 2)) as pool, pytest.raises(StoreError) as told:
        pool.call(fail)()
    assert str(told.value) == "desk.db: the disk is full; make room"


def test_a_process_that_ends_is_told_and_another_works_on():
    """A process that is killed costs what it had; what is asked for later is done."""
    with closing(LocalPool(default_engine(), 1)) as pool:
        with pytest.raises(TaskLost):
            pool.call(die)()
        assert pool.call(niceness)() > 0


def test_what_is_under_way_ends_when_the_pool_is_closed():
    """Ctrl-C does not wait for a source of ten thousand releases."""
    pool = LocalPool(default_engine(), 1)
    wait = pool.call(last)
    pool.close()
    assert wait()


def test_workers_end_with_the_process_that_writes():
    """Killed, it leaves nobody behind who holds a network in memory and waits for work that never comes."""
    program = (
        "import os, signal; from tests.jobs import test_local_pool as here;"
        "pool = here.LocalPool(here.default_engine(), 2); waits = [pool.call(here.niceness) for _ in range(2)];"
        "[wait() for wait in waits]; print('a', flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    started = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    said, _ = started.communicate(timeout=BOUND)  # which ends when the last of them lets go of it
    assert said == "a\n"
