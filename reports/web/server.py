"""The process: a socket, uvicorn around the application, and an end within seconds of SIGTERM."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from reports.web.middleware import HEADER_BYTES
from tracker.errors import ConfigError

CONNECTIONS = 200  # open at a time; more are told 503
IDLE_SECONDS = 15  # a connection is kept for the next request
PATIENCE_SECONDS = 30.0  # for a whole request and its whole answer, however slowly it trickles
END_SECONDS = 3  # for answers under way when the process is to end
BACKLOG = 128


class TimeoutProtocol(H11Protocol):
    """HTTP/1.1 with an end to patience, which uvicorn leaves to a proxy: a request may take as long as it likes there."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Send what there is at once, and begin to wait.

        asyncio does so by itself, but not on a socket that does not say it is TCP, as
        those of :func:`socket.create_server` do not: the body of an answer then waits
        for the client to acknowledge its head, 40 ms.
        """
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        super().connection_made(transport)
        self._wait()

    def on_response_complete(self) -> None:
        """Begin to wait anew, for the next request."""
        super().on_response_complete()
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        if self._late is not None:
            self._late.cancel()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._late is not None:
            self._late.cancel()
        self._late = self.loop.call_later(PATIENCE_SECONDS, self.transport.abort)


def open_listeners(host: str, port: int, number: int = 1) -> list[socket.socket]:
    """Return so many sockets that listen on the address *host*; port 0 is any that is free.

    Raises:
        ConfigError: The address is taken, not ours, or not for us to use.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened: list[socket.socket] = []
    try:
        # alone at first: sockets that may share a port would share that of another server as well
        with socket.create_server((host, port), family=family) as alone:
            port = alone.getsockname()[1]
        for _ in range(number):
            shared = number > 1
            opened.append(
                socket.create_server((host, port), family=family, backlog=BACKLOG, reuse_port=shared)
            )
    except OSError as error:
        for one in opened:
            one.close()
        raise ConfigError(
            f"cannot listen on {host} port {port}: {error.strerror or error}",
            where="[site] listen",
            remedy="choose another port, or stop what has it",
        ) from error
    return opened


def url_of(listener: socket.socket) -> str:
    """Return the address of the site on this machine."""
    host, port = listener.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def uvicorn_config(app: ASGIApp) -> uvicorn.Config:
    """Return how uvicorn serves *app*: nothing it could write a log of who reads what from."""
    return uvicorn.Config(
        app,
        http=TimeoutProtocol,
        ws="none",
        loop="asyncio",
        interface="asgi3",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=END_SECONDS,
        h11_max_incomplete_event_size=HEADER_BYTES,
    )


def serve_until_stopped(app: ASGIApp, listener: socket.socket) -> None:
    """Serve *app* until SIGTERM or Ctrl-C; main thread only."""
    with _asked_to_end():
        uvicorn.Server(uvicorn_config(app)).run(sockets=[listener])


@contextmanager
def _asked_to_end() -> Iterator[None]:
    """Let a signal that ended the server end nothing else: uvicorn raises it once more when it has shut down."""

    def nothing(_number: int, _frame: FrameType | None) -> None:
        pass

    before: dict[int, Any] = {
        number: signal.signal(number, nothing) for number in (signal.SIGTERM, signal.SIGINT)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
