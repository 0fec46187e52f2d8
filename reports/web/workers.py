"""Several processes that serve one site, for one interpreter has one core; and the one that watches over them.

Forked before there is a thread or a connection. Each has a socket of its own on the
one address (SO_REUSEPORT), among which the kernel deals connections out: with one
socket for all, whoever wakes first takes every connection of a crowd.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import FrameType

END_SECONDS = 8  # for processes to end when they are told; then they are killed
ENDS = frozenset({signal.SIGTERM, signal.SIGINT})
NOBODY = -1  # no process
log = logging.getLogger("policy_tracker")


def fork_workers(listeners: Sequence[socket.socket]) -> socket.socket:
    """Become as many processes as *listeners*, and return in each of them the one that is its own.

    The process that called does not go on: it starts a process anew that was killed,
    tells all to end when it is told, and ends with the exit code of the first that
    ended by itself.
    """
    if len(listeners) == 1:
        return listeners[0]
    reader, writer = os.pipe()
    watch = _WorkerWatch(reader, writer)
    for listener in listeners:
        if watch.start(listener):
            return listener
    return watch.over()


def done_aside(work: Callable[[], None]) -> None:
    """Do *work* in a process of its own and wait for it: what it takes of memory goes with it. It ends with this one."""
    reader, writer = os.pipe()
    if (pid := os.fork()) == 0:
        os.close(writer)
        threading.Thread(target=_end_with, args=(reader,), name="parent", daemon=True).start()
        try:
            work()
        except Exception:  # who needs what it makes does it again, and says what is wrong
            log.debug("what was to be made beforehand was not", exc_info=True)
        finally:
            os._exit(0)
    os.close(reader)
    os.waitpid(pid, 0)
    os.close(writer)


class _WorkerWatch:
    """The processes there are. *writer* stays open as long as the one that watches lives."""

    def __init__(self, reader: int, writer: int) -> None:
        self._reader, self._writer = reader, writer
        self._alive: dict[int, socket.socket] = {}
        self._ending = False
        self._before = {number: signal.signal(number, self._told) for number in ENDS}
        signal.signal(signal.SIGALRM, self._enough)

    def start(self, listener: socket.socket) -> bool:
        """Start a process unless all are to end; return True in it, False in the one that watches."""
        # told to end meanwhile, it would not know of the new one
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
        pid = NOBODY if self._ending else os.fork()
        if pid == 0:
            self._let_go()
        elif pid != NOBODY:
            self._alive[pid] = listener
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDS)
        return pid == 0

    def over(self) -> socket.socket:
        """Watch until nobody is left, then exit; return in a process that was started anew."""
        code = 0
        while self._alive:
            pid, status = os.wait()
            listener = self._alive.pop(pid)
            ended = os.waitstatus_to_exitcode(status)
            if self._ending:
                continue
            if ended < 0:
                log.error(
                    "a process that serves was ended by %s; another is started", signal.Signals(-ended).name
                )
                if self.start(listener):
                    return listener
            else:
                log.error("a process that serves ended by itself (%s); so do the others", ended)
                code = ended
                self._told(signal.SIGTERM, None)
        signal.alarm(0)
        raise SystemExit(code)

    def _told(self, _number: int, _frame: FrameType | None) -> None:
        self._ending = True
        signal.alarm(END_SECONDS)
        self._tell(signal.SIGTERM)

    def _enough(self, _number: int, _frame: FrameType | None) -> None:
        self._tell(signal.SIGKILL)

    def _tell(self, number: signal.Signals) -> None:
        for pid in self._alive:
            with suppress(ProcessLookupError):  # it ended, and was not taken off the list yet
                os.kill(pid, number)

    def _let_go(self) -> None:
        """Be a process like any other, that ends with the one that watches."""
        os.close(self._writer)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        threading.Thread(target=_end_with, args=(self._reader,), name="parent", daemon=True).start()


def _end_with(reader: int) -> None:
    """End this process when the other end of the pipe is closed, however that came."""
    os.read(reader, 1)
    os.kill(os.getpid(), signal.SIGTERM)
