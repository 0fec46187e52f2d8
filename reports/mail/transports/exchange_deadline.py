"""An end to the patience with one mail server: its connection is shut when an exchange takes too long in all.

The time limit of a socket is that of one read, and a server that sends a byte now and then
never lets it run out.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class ExchangeDeadline:
    """Shuts the connection it watches when *seconds* are over within :meth:`running`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: socket.socket | None = None
        self.expired = False

    def watch(self, connection: socket.socket) -> None:
        """Watch *connection* from now on, whatever is wrapped around it later."""
        with self._lock:
            self._release()
            self._held = connection.dup()
            if self.expired:
                self._shut()

    @contextmanager
    def running(self, seconds: float) -> Iterator[None]:
        """Let the block take *seconds*; who reads or writes after that is told that the connection ended."""
        self.expired = False
        timer = threading.Timer(seconds, self._expire)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def close(self) -> None:
        """Watch nothing any more."""
        with self._lock:
            self._release()

    def _expire(self) -> None:
        with self._lock:
            self.expired = True
            self._shut()

    def _shut(self) -> None:
        if self._held is not None:
            with suppress(OSError):  # it has ended by itself
                self._held.shutdown(socket.SHUT_RDWR)

    def _release(self) -> None:
        if self._held is not None:
            self._held.close()
        self._held = None
