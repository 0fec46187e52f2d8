"""What went wrong with a request, as data: exceptions of requests hold sockets and certificates, facts do not."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from http import HTTPStatus

import requests
import urllib3.exceptions

from tracker.errors import FetchError
from tracker.fetch.body import BodyError
from tracker.fetch.ssrf_guard import BlockedAddress

# Asking again may help. 429 is among them for the caller; within one get it is Retry-After that decides.
TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
_TOO_MANY_HEADERS = "got more than"  # http.client has no class of its own for it


class FailureStage(Enum):
    """How far a request came."""

    BARRED = "barred"  # it was not made
    CONNECTION = "connection"  # nobody there
    SILENCE = "silence"  # connected, but no whole answer came
    ANSWER = "answer"  # there was an answer, and it is of no use


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """Why a request gave nothing."""

    message: str
    remedy: str = ""
    transient: bool = True
    stage: FailureStage = FailureStage.BARRED
    status: int | None = None

    def error(self, url: str) -> FetchError:
        """Return it as the error of *url*."""
        return FetchError(
            self.message, where=url, remedy=self.remedy, transient=self.transient, status=self.status
        )

    def at_redirect(self, url: str) -> FetchFailure:
        """Return it as what happened at *url*, where a redirect led."""
        what = f"it redirects to {url[:200]}: {self.message}"
        if self.stage is FailureStage.BARRED:  # from there, not from here
            return replace(self, message=what, remedy="", stage=FailureStage.ANSWER)
        return replace(self, message=what)

    def as_robots_failure(self, host: str) -> FetchFailure:
        """Return it as what happened to the robots.txt of *host*, and so keeps us from its pages."""
        return replace(
            self, message=f"robots.txt of {host} cannot be read: {self.message}", stage=FailureStage.BARRED
        )


def failure_of_status(status: int, reason: str, headers: str = "") -> FetchFailure:
    """Return what an answer with an error status says; *headers* goes after it."""
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = reason[:80]
    mend = ""
    if status in (401, 403):
        mend = "the site may want another [fetch] user_agent"
    elif status in (404, 410):
        mend = "check the URL"
    return FetchFailure(
        f"the server answered {status} {phrase}".rstrip() + headers,
        mend,
        transient=status in TRANSIENT,
        stage=FailureStage.ANSWER,
        status=status,
    )


def failure_of_exception(error: Exception, host: str, timeout: float) -> FetchFailure:
    """Return *error* in one line a reader of a log can act on; nothing of it is kept."""
    if isinstance(error, BodyError):
        return FetchFailure(error.message, error.remedy, transient=error.transient, stage=FailureStage.ANSWER)
    if isinstance(error, BlockedAddress):
        return FetchFailure(
            _no_address(error),
            f"name {error.host} in [fetch] allow_hosts if it should be asked",
            transient=False,
        )
    causes = tuple(_causes(error))

    def has(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if has(ssl.SSLCertVerificationError):
        return FetchFailure(
            f"the certificate of {host} is not accepted", transient=False, stage=FailureStage.CONNECTION
        )
    if has(requests.exceptions.ProxyError, urllib3.exceptions.ProxyError):
        return FetchFailure(
            "the proxy does not answer", "check the proxy of the environment", stage=FailureStage.CONNECTION
        )
    if has(urllib3.exceptions.ConnectTimeoutError) and not has(urllib3.exceptions.NewConnectionError):
        return FetchFailure(f"{host} did not answer within {timeout:g} s", stage=FailureStage.CONNECTION)
    if has(urllib3.exceptions.ReadTimeoutError, TimeoutError):
        return FetchFailure(f"{host} did not answer within {timeout:g} s", stage=FailureStage.SILENCE)
    if has(http.client.LineTooLong) or any(
        _TOO_MANY_HEADERS in str(cause) for cause in causes if type(cause) is http.client.HTTPException
    ):
        return FetchFailure(
            "the answer has more headers than can be read", transient=False, stage=FailureStage.ANSWER
        )
    if has(http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
        return FetchFailure(f"{host} closed the connection without an answer", stage=FailureStage.SILENCE)
    if has(ConnectionRefusedError):
        return FetchFailure(
            f"{host} refuses the connection",
            "check the host name and the network",
            stage=FailureStage.CONNECTION,
        )
    if has(urllib3.exceptions.NewConnectionError, socket.gaierror):
        return FetchFailure(
            f"{host} cannot be reached", "check the host name and the network", stage=FailureStage.CONNECTION
        )
    if has(ssl.SSLError, urllib3.exceptions.SSLError):
        return FetchFailure(f"no secure connection to {host} came about", stage=FailureStage.CONNECTION)
    if has(http.client.BadStatusLine, http.client.UnknownProtocol):
        return FetchFailure(f"{host} does not answer in HTTP", stage=FailureStage.ANSWER)
    if has(urllib3.exceptions.InvalidHeader):
        return FetchFailure("the headers of the answer contradict each other", stage=FailureStage.ANSWER)
    if has(
        requests.exceptions.InvalidHeader,
        requests.exceptions.InvalidProxyURL,
        requests.exceptions.InvalidSchema,
    ):
        return FetchFailure("the request cannot be made", "check headers and proxy", transient=False)
    return FetchFailure(f"the request failed ({type(error).__name__})", stage=FailureStage.SILENCE)


def _no_address(error: BlockedAddress) -> str:
    if not error.address:
        return f"{error.host} cannot be resolved here, so it is not asked for through the proxy"
    if error.address == error.host.strip("[]"):
        return f"{error.address} is no public address"
    return f"{error.host} is at {error.address}, which is no public address"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield *error* and whatever it came from, and take from them what holds frames and so sockets.

    __context__ is not followed: it may lead to what the caller is just handling.
    """
    todo: list[object] = [error]
    seen: set[int] = set()
    while todo:
        item = todo.pop()
        if isinstance(item, BaseException) and id(item) not in seen:
            seen.add(id(item))
            todo += [item.__cause__, getattr(item, "reason", None), *item.args]
            item.__traceback__ = item.__context__ = None
            yield item
