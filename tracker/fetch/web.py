"""requests behind the ``Web`` seam: timeouts, a size cap, conditional GET, one request at a time per host."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from types import TracebackType
from urllib.parse import urlsplit

import requests

from tracker.errors import FetchError
from tracker.fetch import Fetched, FetchSettings, NotModified

_CHUNK = 65_536  # bytes
_REDIRECTS = 5
_DEADLINE_FACTOR = 6  # times the timeout: a server that drips bytes must end some day
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"
)
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})


class _Host:
    """One host: its session, and when it may be asked again."""

    def __init__(self, user_agent: str) -> None:
        self.lock = threading.Lock()
        self.next_at = 0.0
        self.session = requests.Session()
        self.session.max_redirects = _REDIRECTS
        self.session.headers.update(
            {
                "User-Agent": user_agent,
                "Accept": _ACCEPT,
                "Accept-Language": "en;q=0.9,*;q=0.5",
            }
        )


class RequestsWeb:
    """The web by requests, with one session (and its cookies) per host. Close it, or use it in a ``with``."""

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings or FetchSettings()
        self._sleep, self._clock = sleep, clock
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> RequestsWeb:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for host in self._hosts.values():
                host.session.close()
            self._hosts.clear()

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | NotModified:
        """Return what is at *url*, or NotModified if the validators still hold.

        Raises:
            FetchError: No such host, no answer in time, an error status, a body
                over the cap, or a URL that is not http(s).
        """
        host = self._host(url)
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        with host.lock:
            self._wait(host)
            try:
                return self._ask(host, url, {name: value for name, value in headers.items() if value})
            except requests.RequestException as error:
                raise _plain(error, url, self._settings) from error
            finally:
                host.next_at = self._clock() + self._settings.delay_seconds

    def _host(self, url: str) -> _Host:
        try:
            parts = urlsplit(url)
            name = parts.netloc.rpartition("@")[2].lower()
        except ValueError as error:
            raise FetchError(f"not a URL: {error}", where=url) from error
        if parts.scheme.lower() not in ("http", "https") or not name:
            raise FetchError(
                "only http:// and https:// URLs can be fetched",
                where=url,
                mend="check the URL in config.toml",
            )
        with self._lock:
            if name not in self._hosts:
                self._hosts[name] = _Host(self._settings.user_agent)
            return self._hosts[name]

    def _wait(self, host: _Host) -> None:
        pause = host.next_at - self._clock()
        if pause > 0:
            self._sleep(pause)

    def _ask(self, host: _Host, url: str, headers: dict[str, str]) -> Fetched | NotModified:
        limit = self._settings.timeout_seconds
        deadline = self._clock() + _DEADLINE_FACTOR * limit
        with host.session.get(url, headers=headers, timeout=(limit, limit), stream=True) as response:
            if response.status_code == HTTPStatus.NOT_MODIFIED:
                return NotModified(url)
            if response.status_code != HTTPStatus.OK:
                raise _refused(url, response)
            body = self._read(url, response, deadline)
            media_type, _, parameters = response.headers.get("Content-Type", "").partition(";")
            return Fetched(
                response.url,
                body,
                media_type.strip().lower() or "text/html",
                _charset(parameters),
                response.headers.get("ETag"),
                response.headers.get("Last-Modified"),
            )

    def _read(self, url: str, response: requests.Response, deadline: float) -> bytes:
        """Return the decompressed body, given up as soon as it is over the cap or the deadline."""
        cap = self._settings.max_bytes
        parts: list[bytes] = []
        size = 0
        for chunk in response.iter_content(_CHUNK):
            size += len(chunk)
            if size > cap:
                raise FetchError(
                    f"the body is larger than {cap / 1_000_000:g} MB",
                    where=url,
                    mend="raise [fetch] max_megabytes if it should be",
                )
            if self._clock() > deadline:
                raise FetchError("the body did not arrive in time", where=url, transient=True)
            parts.append(chunk)
        return b"".join(parts)


def _charset(parameters: str) -> str:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").lower()
    return ""


def _refused(url: str, response: requests.Response) -> FetchError:
    status = response.status_code
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = response.reason or ""
    mend = ""
    if status in (401, 403):
        mend = "the site may want another [fetch] user_agent"
    elif status in (404, 410):
        mend = "check the URL"
    return FetchError(
        f"the server answered {status} {phrase}".rstrip(),
        where=url,
        mend=mend,
        transient=status in _TRANSIENT,
        status=status,
    )


def _plain(error: requests.RequestException, url: str, settings: FetchSettings) -> FetchError:
    """Return *error* in one line a reader of a log can act on; the cause stays chained."""
    host = urlsplit(url).netloc.rpartition("@")[2]
    if isinstance(error, requests.exceptions.SSLError):
        return FetchError(f"the certificate of {host} is not accepted", where=url)
    if isinstance(error, requests.exceptions.ProxyError):
        return FetchError("the proxy does not answer", where=url, transient=True)
    if isinstance(error, requests.Timeout):
        return FetchError(
            f"{host} did not answer within {settings.timeout_seconds:g} s", where=url, transient=True
        )
    if isinstance(error, requests.TooManyRedirects):
        return FetchError(f"more than {_REDIRECTS} redirects", where=url)
    if isinstance(error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return FetchError("the connection broke in the middle of the body", where=url, transient=True)
    if isinstance(error, requests.ConnectionError):
        reason = (
            "refuses the connection" if _has_cause(error, ConnectionRefusedError) else "cannot be reached"
        )
        return FetchError(
            f"{host} {reason}", where=url, mend="check the host name and the network", transient=True
        )
    if isinstance(error, requests.exceptions.InvalidSchema | requests.exceptions.InvalidURL):
        return FetchError("the URL, or the one it redirects to, cannot be fetched", where=url)
    return FetchError(f"the request failed ({type(error).__name__})", where=url, transient=True)


def _has_cause(error: BaseException, kind: type[BaseException]) -> bool:
    todo: list[object] = [error]
    seen: set[int] = set()
    while todo:
        item = todo.pop()
        if isinstance(item, kind):
            return True
        if isinstance(item, BaseException) and id(item) not in seen:
            seen.add(id(item))
            todo += [item.__cause__, item.__context__, getattr(item, "reason", None), *item.args]
    return False
