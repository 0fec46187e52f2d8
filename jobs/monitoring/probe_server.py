"""A small HTTP server for probes: a few paths, GET alone, bounded in every direction.

At most :data:`MAX_CONCURRENT` requests are answered at the same time and further ones are closed
unanswered; a request that is not done after :data:`REQUEST_TIMEOUT` seconds is cut off, however
slowly it trickles. HTTP/1.0: one request a connection, so none is kept open.
"""

from __future__ import annotations

import logging
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from socketserver import ThreadingMixIn
from typing import Any

from tracker.errors import ConfigError, TrackerError

MAX_CONCURRENT = 4
REQUEST_TIMEOUT = 10.0
log = logging.getLogger("policy_tracker")


@dataclass(frozen=True, slots=True)
class ProbeResponse:
    """What a path answers."""

    body: str
    content_type: str = "text/plain; charset=utf-8"
    status: int = 200


Routes = Mapping[str, Callable[[], ProbeResponse]]


class ProbeServer:
    """A server in a thread of its own, from the call of the constructor to :meth:`close`."""

    def __init__(self, host: str, port: int, routes: Routes) -> None:
        """Listen on *host* and *port* (0: any that is free) and answer the paths of *routes*.

        Raises:
            ConfigError: The address is taken, not ours, or not for us to use.
        """
        try:
            self._server = _Server(host, port, routes)
        except OSError as error:
            raise ConfigError(
                f"cannot listen on {host} port {port}: {error.strerror or error}",
                where="[metrics] listen",
                remedy="choose another port, or stop what has it",
            ) from error
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.2}, name="metrics", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop listening; requests under way are cut off with the process."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingMixIn, HTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 16

    def __init__(self, host: str, port: int, routes: Routes) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.routes = routes
        self._turns = threading.BoundedSemaphore(MAX_CONCURRENT)
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking DNS for our own name, as HTTPServer would."""
        super(HTTPServer, self).server_bind()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._turns.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        late = threading.Timer(REQUEST_TIMEOUT, _shut_connection, (request,))
        late.daemon = True
        late.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            late.cancel()
            self._turns.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - of socketserver
        """Say nothing of a peer that went away; what is left is a bug of ours, and the next scrape is answered."""
        if not isinstance(sys.exception(), OSError):
            log.exception("a request for metrics failed")


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version, sys_version = "policy-tracker", ""

    def do_GET(self) -> None:
        route = self.server.routes.get(self.path.split("?", 1)[0])
        if route is None:
            self._send(ProbeResponse(f"there are {' and '.join(self.server.routes)}\n", status=404))
            return
        try:
            self._send(route())
        except TrackerError as error:
            log.warning("metrics: %s", error)
            self._send(ProbeResponse("the store cannot be read now; the log says why\n", status=503))

    def parse_request(self) -> bool:
        """Go on with GET alone; every other method, known or not, is answered here."""
        if not super().parse_request():
            return False
        if self.command != "GET":
            self._send(ProbeResponse("GET alone\n", status=405), Allow="GET")
        return self.command == "GET"

    def _send(self, answer: ProbeResponse, **headers: str) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        said = {
            "Content-Type": answer.content_type,
            "Content-Length": str(len(body)),
            "Cache-Control": "no-store",
        }
        for name, value in {**said, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - of http.server
        """Keep scrapes out of the log; one comes every few seconds."""


def _shut_connection(connection: socket.socket) -> None:
    with suppress(OSError):  # it has ended by itself
        connection.shutdown(socket.SHUT_RDWR)
