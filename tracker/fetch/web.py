"""requests behind the ``Web`` seam: one page after the other, politely, and never for long.

One ``get``, in order: is the host to be left alone; does its robots.txt allow the
address; wait for a turn; ask, under a deadline; where that fails for the moment, ask
again; where it redirects, the same from the start. What fails on the way is a ``Lost``
and not an exception until the very end: exceptions of requests hold sockets and TLS
contexts, and whoever keeps one keeps those (0.86 MB a page were measured on webchanges).
"""

from __future__ import annotations

import random as chance
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType

from tracker.domain import Manners
from tracker.fetch import PLAIN, Fetched, FetchSettings, HostNote, NotModified
from tracker.fetch.address import Address, NoAddress, follow, parse
from tracker.fetch.client import Answer, Client
from tracker.fetch.deadline import Watchdog
from tracker.fetch.failures import Lost, Stage
from tracker.fetch.rate_limit import Host
from tracker.fetch.request import Errand
from tracker.fetch.retry import Asker
from tracker.fetch.robots import CAP, text_of
from tracker.fetch.ssrf_guard import is_allowed

_REDIRECTS = 5


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
        self._notes = {note.host: note for note in notes}
        self._hosts: dict[str, tuple[Host, Client]] = {}
        self._lock = threading.Lock()
        self._dog = Watchdog()
        self._asker = Asker(self._settings, self._dog, sleep=sleep, clock=clock, now=now, random=random)

    def __enter__(self) -> RequestsWeb:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection. What was learnt of the hosts stays."""
        with self._lock:
            for _, client in self._hosts.values():
                client.close()
        self._dog.close()

    def notes(self) -> tuple[HostNote, ...]:
        """Return what the next run should know of hosts, where it differs from what was handed in."""
        with self._lock:
            return tuple(host.note() for host, _ in self._hosts.values() if host.changed)

    def put_off(self, url: str) -> datetime | None:
        """Return until when the host of *url* asked to be left alone; None = it may be asked now."""
        try:
            key = parse(url).key
        except NoAddress:
            return None
        with self._lock:
            known = self._hosts.get(key)
        note = known[0].note() if known else self._notes.get(key)
        if note is None or note.not_before is None or note.not_before <= self._now():
            return None
        return note.not_before

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        manners: Manners = PLAIN,
    ) -> Fetched | NotModified:
        """Return what is at *url*, or NotModified if the validators still hold.

        Raises:
            FetchError: No such host, no answer in time, an error status, a body
                over the cap, an address that may not be asked, or a host that is
                to be left alone for a while.
        """
        errand = Errand.of(url, etag, last_modified, manners, self._settings)
        outcome = errand if isinstance(errand, Lost) else self._redirected(errand)
        if isinstance(outcome, Lost):
            raise outcome.error(url)
        return outcome

    def _redirected(self, errand: Errand) -> Fetched | NotModified | Lost:
        """Ask for the page, and go where it leads."""
        official = errand.first
        hops: list[str] = []
        while True:
            asked = errand.through_mirror(official)
            answer = self._answered(errand, official, asked)
            if isinstance(answer, Lost):
                return answer.behind(official.url) if hops else answer
            if answer.location is None:
                return _result(answer, official.url if hops else errand.url, tuple(hops), errand.url)
            hops.append(official.url)
            if len(hops) > _REDIRECTS:
                return Lost(f"more than {_REDIRECTS} redirects", "check the URL", False, Stage.ANSWER)
            there = _next(errand, official, asked, answer.location)
            if isinstance(there, Lost):
                return there
            official = there

    def _answered(self, errand: Errand, official: Address, asked: Address) -> Answer | Lost:
        """Return a page, a redirect or "not modified" from one address."""
        if asked.odd_port and not is_allowed(asked.host, self._settings.allow_hosts):
            return Lost(f"port {asked.port} is not one of the web", transient=False)
        host, client = self._host(asked)
        if lost := host.barred(self._now(), self._clock()) or self._forbidden(errand, host, asked):
            return lost
        return self._asker.ask(errand, host, client, asked, errand.headers_for(official))

    def _host(self, asked: Address) -> tuple[Host, Client]:
        known = self._hosts.get(asked.key)
        if known is None:
            with self._lock:
                known = self._hosts.get(asked.key)
                if known is None:
                    note = self._notes.get(asked.key) or HostNote(asked.key)
                    known = Host(note, self._settings.per_host), Client(self._settings)
                    self._hosts[asked.key] = known
        return known

    def _forbidden(self, errand: Errand, host: Host, asked: Address) -> Lost | None:
        """Return why robots.txt keeps us from *asked*; None = it does not."""
        if not (self._settings.robots and errand.robots):
            return None
        robots = host.robots
        if not robots.known(self._clock()):
            with robots.lock:
                if not robots.known(self._clock()) and not robots.still_fresh(self._now(), self._clock()):
                    lost = self._read_robots(host, asked)
                    if lost is not None:
                        return lost
        if robots.lost is not None:
            return robots.lost
        if robots.allows(asked.url):
            return None
        return Lost(
            f"robots.txt of {host.name} does not allow this address",
            "ask the site, or set robots = false under [fetch] if you may",
            transient=False,
        )

    def _read_robots(self, host: Host, asked: Address) -> Lost | None:
        """Ask for robots.txt and keep what it says; return why not even the page need be asked for."""
        errand = Errand.of(f"{asked.origin}/robots.txt", None, None, PLAIN, self._settings)
        if isinstance(errand, Lost):
            return errand
        errand.robots, errand.cut, errand.cap = False, True, CAP
        outcome = self._redirected(errand)
        if isinstance(outcome, Lost):
            if outcome.stage in (Stage.CONNECTION, Stage.BARRED):
                return outcome  # the page would fare the same
            if outcome.transient:
                host.robots.missed(outcome.of_robots(host.name), self._now(), self._clock())
                return None
        # RFC 9309, 2.3.1.3: refused, not there or going round in circles is as if there were none
        text = text_of(outcome.body) if isinstance(outcome, Fetched) else ""
        host.robots.keep(text, self._now(), self._clock())
        host.changed = True
        return None


def _next(errand: Errand, official: Address, asked: Address, location: str) -> Address | Lost:
    """Return the official address a redirect leads to, if we go there."""
    try:
        there = follow(official.url, location)
    except NoAddress as error:
        return Lost(f"it redirects to {location[:80]!r}: {error}", "check the URL", False, Stage.ANSWER)
    if errand.mirror is not None and there.origin == errand.mirror.origin:
        there = there.at(errand.first)
    if there.scheme == "http" and "https" in (official.scheme, asked.scheme):
        return Lost(
            f"it redirects from https to {there.url[:200]}, which anyone on the way could change",
            "check the URL",
            transient=False,
            stage=Stage.ANSWER,
        )
    return there


def _result(answer: Answer, url: str, hops: tuple[str, ...], given: str) -> Fetched | NotModified:
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
