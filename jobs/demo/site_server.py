"""A web server for one folder on the loopback interface, with conditional GET."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import formatdate
from hashlib import blake2b
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

HOST = "127.0.0.1"
MEDIA_TYPES = {".xml": "application/rss+xml; charset=utf-8"}


class FolderHandler(BaseHTTPRequestHandler):
    """Serves the files of one folder and nothing outside of it."""

    protocol_version = "HTTP/1.1"
    root: Path = Path()

    def do_GET(self) -> None:
        """Answer with the file, with 304 where the client holds it, or with 404."""
        path = self.file()
        if path is None:
            self.answer(
                HTTPStatus.NOT_FOUND, b"<h1>404</h1><p>There is no such page.</p>", "text/html; charset=utf-8"
            )
            return
        body = path.read_bytes()
        tag = f'"{blake2b(body, digest_size=8).hexdigest()}"'
        validators = {"ETag": tag, "Last-Modified": formatdate(path.stat().st_mtime, usegmt=True)}
        if self.headers.get("If-None-Match") == tag:
            self.answer(HTTPStatus.NOT_MODIFIED, b"", "", validators)
            return
        self.answer(HTTPStatus.OK, body, media_type(path), validators)

    def do_HEAD(self) -> None:
        """Answer as GET does, without the body."""
        self.do_GET()

    def file(self) -> Path | None:
        """Return the file the path of the request means, if it is inside of the folder."""
        wanted = unquote(urlsplit(self.path).path).lstrip("/")
        try:
            path = (self.root / wanted).resolve()
        except ValueError:  # a null byte
            return None
        if path.is_dir():
            path /= "index.html"
        return path if path.is_file() and path.is_relative_to(self.root.resolve()) else None

    def answer(
        self, status: HTTPStatus, body: bytes, content_type: str, headers: dict[str, str] | None = None
    ) -> None:
        """Send one response."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if content_type:
            self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name the base class gives it
        """Say nothing: the terminal belongs to the command."""


def media_type(path: Path) -> str:
    """Return the Content-Type of a file."""
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return MEDIA_TYPES.get(path.suffix) or (
        f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed
    )


class QuietServer(ThreadingHTTPServer):
    """Threads end with the process; a client that hangs up is no event."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore a client that hangs up."""


@contextmanager
def serve_folder(root: Path, port: int = 0) -> Iterator[str]:
    """Serve *root* while the block runs and give its base URL.

    A *port* that is taken is replaced by a free one, as is 0.
    """
    handler = type("Handler", (FolderHandler,), {"root": root})
    try:
        server = QuietServer((HOST, port), handler)
    except OSError:
        server = QuietServer((HOST, 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
