"""requests behind the ``Web`` seam: one page after the other, politely, and never for long.

One ``get``, in order: is the host to be left alone; does its robots.txt allow the
address; wait for a turn; ask, under a deadline; where that fails for the moment, ask
again; where it redirects, the same from the start. What fails on the way is a ``FetchFailure``
and not an exception until the very end: exceptions of requests hold sockets and TLS
contexts, and whoever keeps one keeps those (0.86 MB a page were measured on webchanges).
"""

from __future__ import annotations

import copy
import random as chance
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus

from tracker.domain import Manners
from tracker.fetch import DEFAULT_MANNERS, Fetched, FetchSettings, HostGate, HostNote, NotModified, OpenGate
from tracker.fetch.address import Address, UnfetchableUrl, resolve_redirect
from tracker.fetch.client import HostClient, HttpResponse
from tracker.fetch.deadline import Watchdog
from tracker.fetch.failures import FailureStage, FetchFailure
from tracker.fetch.rate_limit import HostState
from tracker.fetch.request import FetchRequest
from tracker.fetch.retry import Retrier
from tracker.fetch.robots import MAX_ROBOTS_BYTES, robots_text
from tracker.fetch.ssrf_guard import is_allowed
from tracker.secrets import name_variables

_REDIRECTS = 5
_GATE_PATIENCE = 60.0  # seconds another process may have a host that a page leads to


class RequestsWeb:
    """The web by requests. Threads may share it. Close it, or use it in a ``with``."""

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        notes: Iterable[HostNote] = (),
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        random: Callable[[], float] = chance.random,
    ) -> None:
        self._settings = settings or FetchSettings()
        self._clock, self._now = clock, now
        self._gate: HostGate = OpenGate()  # asked before each request
        self._notes = {note.host: note for note in notes}
        self._hosts: dict[str, tuple[HostState, HostClient]] = {}
        self._lock = threading.Lock()
        self._watchdog = Watchdog()
        self._retrier = Retrier(
            self._settings, self._watchdog, sleep=sleep, clock=clock, now=now, random=random
        )

    def __enter__(self) -> RequestsWeb:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection. What was learnt of the hosts stays."""
        with self._lock:
            for _, client in self._hosts.values():
                client.close()
        self._watchdog.close()

    def behind(self, gate: HostGate) -> RequestsWeb:
        """Return this web, with its connections and what it knows of hosts, asking *gate* before each request."""
        gated = copy.copy(self)
        gated._gate = gate
        return gated

    def notes(self) -> tuple[HostNote, ...]:
        """Return what the next run should know of hosts, where it differs from what was handed in."""
        with self._lock:
            return tuple(host.note() for host, _ in self._hosts.values() if host.changed)

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        manners: Manners = DEFAULT_MANNERS,
    ) -> Fetched | NotModified:
        """Return what is at *url*, or NotModified if the validators still hold.

        Raises:
            FetchError: No such host, no answer in time, an error status, a body
                over the cap, an address that may not be asked, or a host that is
                to be left alone for a while.
        """
        request = FetchRequest.of(url, etag, last_modified, manners, self._settings)
        outcome = request if isinstance(request, FetchFailure) else self._redirected(request)
        names = frozenset() if isinstance(request, FetchFailure) else request.variables
        if isinstance(outcome, FetchFailure):
            named = replace(outcome, message=name_variables(outcome.message, names)) if names else outcome
            raise named.error(url)
        return _without_values(outcome, names) if names else outcome

    def _redirected(self, request: FetchRequest) -> Fetched | NotModified | FetchFailure:
        """Ask for the page, and go where it leads."""
        official = request.first
        hops: list[str] = []
        while True:
            asked = request.through_mirror(official)
            answer = self._answered(request, official, asked)
            if isinstance(answer, FetchFailure):
                return answer.at_redirect(official.url) if hops else answer
            if answer.location is None:
                return _result(answer, official.url if hops else request.url, tuple(hops), request.url)
            hops.append(official.url)
            if len(hops) > _REDIRECTS:
                return FetchFailure(
                    f"more than {_REDIRECTS} redirects", "check the URL", False, FailureStage.ANSWER
                )
            there = _next(request, official, asked, answer.location)
            if isinstance(there, FetchFailure):
                return there
            official = there

    def _answered(
        self, request: FetchRequest, official: Address, asked: Address
    ) -> HttpResponse | FetchFailure:
        """Return a page, a redirect or "not modified" from one address."""
        if asked.is_privileged_port and not is_allowed(asked.host, self._settings.allow_hosts):
            return FetchFailure(f"port {asked.port} is not one of the web", transient=False)
        host, client = self._host(asked)
        if lost := host.blocked_reason(self._now(), self._clock()) or self._forbidden(request, host, asked):
            return lost
        if not self._gate.enter(asked.key, _GATE_PATIENCE):
            return FetchFailure(f"another process is asking {host.name}")
        try:
            return self._retrier.ask(request, host, client, asked, request.headers_for(official))
        finally:
            self._gate.leave(asked.key)

    def _host(self, asked: Address) -> tuple[HostState, HostClient]:
        known = self._hosts.get(asked.key)
        if known is None:
            with self._lock:
                known = self._hosts.get(asked.key)
                if known is None:
                    note = self._notes.get(asked.key) or HostNote(asked.key)
                    known = HostState(note, self._settings.per_host), HostClient(self._settings)
                    self._hosts[asked.key] = known
        return known

    def _forbidden(self, request: FetchRequest, host: HostState, asked: Address) -> FetchFailure | None:
        """Return why robots.txt keeps us from *asked*; None = it does not."""
        if not (self._settings.robots and request.robots):
            return None
        robots = host.robots
        if not robots.is_known(self._clock()):
            with robots.lock:
                if not robots.is_known(self._clock()) and not robots.still_fresh(self._now(), self._clock()):
                    lost = self._read_robots(host, asked)
                    if lost is not None:
                        return lost
        if robots.lost is not None:
            return robots.lost
        if robots.allows(asked.url):
            return None
        return FetchFailure(
            f"robots.txt of {host.name} does not allow this address",
            "ask the site, or set robots = false under [fetch] if you may",
            transient=False,
        )

    def _read_robots(self, host: HostState, asked: Address) -> FetchFailure | None:
        """Ask for robots.txt and keep what it says; return why not even the page need be asked for."""
        request = FetchRequest.of(f"{asked.origin}/robots.txt", None, None, DEFAULT_MANNERS, self._settings)
        if isinstance(request, FetchFailure):
            return request
        request.robots, request.cut, request.cap = False, True, MAX_ROBOTS_BYTES
        outcome = self._redirected(request)
        if isinstance(outcome, FetchFailure):
            if outcome.stage in (FailureStage.CONNECTION, FailureStage.BARRED):
                return outcome  # the page would fare the same
            if outcome.transient:
                host.robots.keep_after_failure(
                    outcome.as_robots_failure(host.name), self._now(), self._clock()
                )
                return None
        # RFC 9309, 2.3.1.3: refused, not there or going round in circles is as if there were none
        text = robots_text(outcome.body) if isinstance(outcome, Fetched) else ""
        host.robots.keep(text, self._now(), self._clock())
        host.changed = True
        return None


def _next(request: FetchRequest, official: Address, asked: Address, location: str) -> Address | FetchFailure:
    """Return the official address a redirect leads to, if we go there."""
    try:
        there = resolve_redirect(official.url, location)
    except UnfetchableUrl as error:
        return FetchFailure(
            f"it redirects to {location[:80]!r}: {error}", "check the URL", False, FailureStage.ANSWER
        )
    if request.mirror is not None and there.origin == request.mirror.origin:
        there = there.at(request.first)
    if there.scheme == "http" and "https" in (official.scheme, asked.scheme):
        return FetchFailure(
            f"it redirects from https to {there.url[:200]}, which anyone on the way could change",
            "check the URL",
            transient=False,
            stage=FailureStage.ANSWER,
        )
    return there


def _without_values(outcome: Fetched | NotModified, names: frozenset[str]) -> Fetched | NotModified:
    """Return *outcome* with addresses that name the variables *names*, as config.toml does."""
    if isinstance(outcome, NotModified):
        return outcome
    hops = tuple(name_variables(hop, names) for hop in outcome.hops)
    headers = tuple((name, name_variables(value, names)) for name, value in outcome.headers)
    return replace(outcome, url=name_variables(outcome.url, names), hops=hops, headers=headers)


def _result(answer: HttpResponse, url: str, hops: tuple[str, ...], given: str) -> Fetched | NotModified:
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return NotModified(given)
    media_type, _, parameters = (answer.header("Content-Type") or "").partition(";")
    return Fetched(
        url,
        answer.body or b"",
        media_type.strip().lower() or "text/html",
        _charset(parameters),
        answer.header("ETag"),
        answer.header("Last-Modified"),
        answer.headers,
        hops,
    )


def _charset(parameters: str) -> str:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'").lower()
    return ""
