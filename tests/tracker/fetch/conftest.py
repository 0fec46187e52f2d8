"""Servers of a few lines on loopback, and settings that let us ask them."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tracker.fetch import FetchSettings

HOSTS = ("localhost", "127.0.0.1")


@pytest.fixture
def local() -> Callable[..., FetchSettings]:
    """Settings for loopback: no robots.txt, no delay, one try."""

    def build(**overrides: object) -> FetchSettings:
        plain = {
            "delay_seconds": 0.0,
            "robots": False,
            "retries": 0,
            "timeout_seconds": 2.0,
            "allow_hosts": HOSTS,
        }
        return FetchSettings(**(plain | overrides))

    return build


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.at

    def sleep(self, seconds: float) -> None:
        """Note the sleep, and be later."""
        self.slept.append(round(seconds, 3))
        self.at += seconds

    def now(self) -> datetime:
        """Return the time of day that goes with it."""
        return datetime(2026, 3, 4, 9, 0, tzinfo=UTC) + timedelta(seconds=self.at - 1000.0)


@pytest.fixture
def clock() -> Clock:
    """Nine o'clock on 4 March 2026."""
    return Clock()


class Server:
    """A server that hands each request to a function of (connection, head of the request)."""

    def __init__(self, answer: Callable[[socket.socket, bytes], None], port: int = 0) -> None:
        self._answer = answer
        self._listening = socket.create_server(("127.0.0.1", port))
        self._open: list[socket.socket] = []
        self.connections = 0
        self.requests: list[bytes] = []
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(connection)
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            data = b""
            while True:
                while b"\r\n\r\n" not in data:
                    more = connection.recv(65536)
                    if not more:
                        return
                    data += more
                head, _, data = data.partition(b"\r\n\r\n")
                self.requests.append(head)
                self._answer(connection, head)

    def close(self) -> None:
        """Close everything and wait for its threads."""
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for connection in self._open:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(timeout=2)


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start servers; all are closed at the end of the test."""
    servers: list[Server] = []

    def start(answer: Callable[[socket.socket, bytes], None], port: int = 0) -> Server:
        servers.append(Server(answer, port))
        return servers[-1]

    yield start
    for server in servers:
        server.close()
