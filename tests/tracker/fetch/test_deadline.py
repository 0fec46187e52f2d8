"""The watchdog: shuts what is late, leaves alone what is not, and goes when there is nothing to watch."""

from __future__ import annotations

import socket
import threading
import time

import pytest

from tracker.fetch.deadline import Watchdog


def watching() -> int:
    return sum(thread.name == "fetch deadlines" for thread in threading.enumerate())


def test_a_reader_past_its_deadline_sees_the_end_of_the_stream():
    """A thread that waits for bytes that never come is woken, and the watch says why."""
    ours, theirs = socket.socketpair()
    with ours, theirs, Watchdog().watch(0.05) as watch:
        watch.hold(ours)
        ours.settimeout(5)
        assert ours.recv(1) == b""
        assert watch.expired


def test_what_is_in_time_is_left_alone():
    """A request that ended is not shut afterwards: its connection serves the next one."""
    dog = Watchdog()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        with dog.watch(0.05) as watch:
            watch.hold(ours)
        with dog.watch(0.1) as later:
            while not later.expired:
                time.sleep(0.005)
        assert not watch.expired
        theirs.sendall(b"x")
        assert ours.recv(1) == b"x"


def test_a_connection_that_comes_too_late_is_not_used():
    """Resolving a name cannot be cut short; what comes of it after the deadline is not used."""
    ours, theirs = socket.socketpair()
    with ours, theirs, Watchdog().watch(0.01) as watch:
        while not watch.expired:
            time.sleep(0.005)
        assert watch.remaining() == 0.0
        with pytest.raises(TimeoutError):
            watch.hold(ours)


def test_the_earlier_deadline_comes_first():
    """A short deadline set after a long one is not late."""
    dog = Watchdog()
    ours, theirs = socket.socketpair()
    with ours, theirs, dog.watch(600) as long, dog.watch(0.02) as short:
        short.hold(ours)
        ours.settimeout(60)
        assert ours.recv(1) == b"", "shut by the short one: the long one comes in ten minutes"
        assert short.expired
        assert not long.expired
    dog.close()


def test_one_thread_watches_all_and_ends():
    """A hundred requests need one thread, and after the last there is none."""
    dog, before = Watchdog(), watching()
    watches = [dog.watch(60) for _ in range(100)]
    for watch in watches:
        watch.__enter__()
    assert watching() == before + 1
    for watch in watches:
        watch.__exit__(None, None, None)
    dog.close()
    assert watching() == before
