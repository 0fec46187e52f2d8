"""An end to every request: one thread that shuts the socket of whoever is past its deadline.

A timeout of requests is between two reads; a server that sends a byte a second never
meets it, neither in its headers nor in its body. From another thread the socket can be
shut down, and the reader sees the end of the stream.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time


class RequestDeadline:
    """One request under a deadline; a context manager. *expired* says that its socket was shut."""

    __slots__ = ("_socket", "_watchdog", "due", "expired")

    def __init__(self, watchdog: Watchdog, due: float) -> None:
        self._watchdog, self.due = watchdog, due
        self._socket: socket.socket | None = None
        self.expired = False

    def __enter__(self) -> RequestDeadline:
        self._watchdog.add(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._watchdog.drop(self)
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def remaining(self) -> float:
        """Return the seconds left; never negative."""
        return max(0.0, self.due - time.monotonic())

    def hold(self, sock: socket.socket) -> None:
        """Shut *sock* at the deadline.

        A duplicate is kept: the original may be wrapped in TLS (and is then
        empty), or be handed from the connection to the response.

        Raises:
            TimeoutError: The deadline is over.
        """
        with self._watchdog.lock:
            if not self.expired:
                if self._socket is not None:
                    self._socket.close()
                self._socket = socket.fromfd(sock.fileno(), sock.family, socket.SOCK_STREAM)
                return
        raise TimeoutError("past the deadline")

    def shut(self) -> None:
        """Close the connection: the request has taken too long. Only the watchdog calls this, while it holds its lock."""
        self.expired = True
        if self._socket is not None:
            with contextlib.suppress(OSError):  # the peer was faster
                self._socket.shutdown(socket.SHUT_RDWR)


class Watchdog:
    """Watches all requests of one client with at most one thread, which ends when there is nothing to watch."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._changed = threading.Condition(self.lock)
        self._watches: set[RequestDeadline] = set()
        self._thread: threading.Thread | None = None
        self._wakes_at = 0.0
        self._closed = False

    def watch(self, seconds: float) -> RequestDeadline:
        """Return a watch that expires in *seconds*, to be used in a ``with``."""
        return RequestDeadline(self, time.monotonic() + seconds)

    def add(self, watch: RequestDeadline) -> None:
        """Begin to watch."""
        with self.lock:
            if self._closed:
                watch.due = time.monotonic()
                watch.shut()
                return
            self._watches.add(watch)
            if self._thread is None:
                self._wakes_at = watch.due
                self._thread = threading.Thread(target=self._run, name="fetch deadlines", daemon=True)
                self._thread.start()
            elif watch.due < self._wakes_at:
                self._changed.notify()

    def drop(self, watch: RequestDeadline) -> None:
        """Watch it no longer; after this it is not shut."""
        with self.lock:
            self._watches.discard(watch)

    def close(self) -> None:
        """Shut what is under way, and whatever begins later, so that nobody waits for a server at the end."""
        with self.lock:
            self._closed = True
            thread = self._thread
            for watch in self._watches:
                watch.due = time.monotonic()
                watch.shut()
            self._watches.clear()
            self._changed.notify()
        if thread is not None:
            thread.join(timeout=1.0)

    def _run(self) -> None:
        with self.lock:
            while self._watches:
                now = time.monotonic()
                for watch in [one for one in self._watches if one.due <= now]:
                    self._watches.discard(watch)
                    watch.shut()
                if self._watches:
                    self._wakes_at = min(one.due for one in self._watches)
                    self._changed.wait(max(0.0, self._wakes_at - now))
            self._thread = None
