"""Signals as bytes in a pipe.

A handler runs between two instructions of the main thread, which may be holding the
very lock that a handler of ours would ask for. So it does nothing; the interpreter
writes the number of the signal into a socket, and the main thread waits for that.

Code that keeps the interpreter to itself keeps the main thread from hearing of it. So
the system itself puts back what a signal to stop does by default when it delivers the
first: the second one ends the process, whatever it is at.
"""

from __future__ import annotations

import contextlib
import ctypes
import select
import signal
import socket
import sys
from typing import Self

STOP_SIGNALS = frozenset({signal.SIGTERM, signal.SIGINT})
RELOAD_SIGNAL = signal.SIGHUP


class Signals:
    """What the process was sent. As a context manager it takes the signals of the process; main thread only."""

    def __init__(self) -> None:
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)

    def __enter__(self) -> Self:
        signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        for number in (*STOP_SIGNALS, RELOAD_SIGNAL):
            signal.signal(number, _nothing)
        for number in STOP_SIGNALS:
            _take_once(number)
        return self

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(-1)
        self.restore_defaults()
        self.close()

    def wait(self, seconds: float) -> frozenset[int]:
        """Return the signals that came, waiting for one up to *seconds*."""
        if not select.select([self._read], [], [], seconds)[0]:
            return frozenset()
        return frozenset(self._read.recv(4096))

    def send(self, number: int) -> None:
        """Act as if signal *number* had come; any thread may."""
        self._write.send(bytes([number]))

    def restore_defaults(self) -> None:
        """Let the next signal do what it does by default: end the process at once."""
        with contextlib.suppress(ValueError):  # not the main thread: nothing was taken
            for number in (*STOP_SIGNALS, RELOAD_SIGNAL):
                signal.signal(number, signal.SIG_DFL)

    def close(self) -> None:
        """Close the pipe."""
        self._read.close()
        self._write.close()


def _nothing(_number: int, _frame: object) -> None:
    """Leave it to the pipe."""


_RESET_ON_DELIVERY = 0x80000000  # SA_RESETHAND, which Python has no word for
_ON_STACK = 0x08000000  # SA_ONSTACK: the interpreter sets it, so it shows that the flags are where we look
_FLAGS_AT = 8 + 128  # bytes of struct sigaction before its flags: the handler, and the mask of glibc and musl


def _take_once(number: int) -> None:
    """Let the system put the default back when it delivers signal *number*; where it is not as we know it, it stays."""
    if sys.platform != "linux" or ctypes.sizeof(ctypes.c_void_p) != 8:
        return
    sigaction = ctypes.CDLL(None).sigaction
    action = ctypes.create_string_buffer(256)
    flags = ctypes.c_uint.from_buffer(action, _FLAGS_AT)
    if sigaction(number, None, action) == 0 and flags.value & _ON_STACK:
        flags.value |= _RESET_ON_DELIVERY
        sigaction(number, action, None)
