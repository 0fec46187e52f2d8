"""One polite way out to the web.

``Web`` is the seam: a step is handed something with ``get`` and does not know
whether it is :class:`tracker.fetch.web.RequestsWeb` or one of a test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tracker.domain import Manners

USER_AGENT = "Mozilla/5.0 (compatible; policy-commitment-tracker/0.1)"
DEFAULT_MANNERS = Manners()


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How to ask. Some ministries answer 403 to a user agent that does not open with Mozilla/5.0."""

    user_agent: str = USER_AGENT
    timeout_seconds: float = 30.0  # to connect, and between two reads
    deadline_seconds: float = 90.0  # for one answer with all its redirects
    max_bytes: int = 8_000_000  # of a decompressed body
    delay_seconds: float = 2.0  # between two requests to one host; robots.txt may ask for more
    per_host: int = 1  # requests to one host at the same time
    parallel: int = 16  # requests to all hosts at the same time
    allow_hosts: tuple[str, ...] = ()  # names or addresses that may be private or loopback
    robots: bool = True  # keep to robots.txt
    retries: int = 2  # of one request, where the network or the server failed for the moment
    patience_seconds: float = 120.0  # the longest Retry-After that is waited for; longer puts the host off


@dataclass(frozen=True, slots=True)
class Fetched:
    """A body as the server gave it; *url* is where redirects ended."""

    url: str
    body: bytes
    media_type: str = "text/html"  # without parameters, lower case; text/html if the server named none
    charset: str = ""  # as declared in Content-Type; empty = find out
    etag: str | None = None
    last_modified: str | None = None
    headers: tuple[tuple[str, str], ...] = ()  # as received
    hops: tuple[str, ...] = ()  # the URLs that redirected here, first to last


@dataclass(frozen=True, slots=True)
class HostNote:
    """What is known of a host beyond one run: when it may be asked again, and its robots.txt."""

    host: str  # name, with the port where it is not the usual one
    not_before: datetime | None = None
    why: str = ""
    robots: str | None = None  # the text of robots.txt; "" = there is none; None = not known
    robots_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server said that nothing changed since the validators it was sent."""

    url: str


class HostGate(Protocol):
    """Who may ask a host, where several processes share the work."""

    def enter(self, host: str, patience: float = 0.0) -> bool:
        """Have *host* to oneself until it is left as often as entered; False where another has it for *patience* seconds."""
        ...

    def leave(self, host: str) -> None:
        """Give it back."""
        ...

    def free(self, hosts: Sequence[str]) -> Sequence[str]:
        """Return those of *hosts* that nobody seems to have: each has to be entered all the same."""
        ...


class OpenGate:
    """Every host may be asked."""

    def enter(self, host: str, patience: float = 0.0) -> bool:  # noqa: ARG002 - as HostGate has it
        """Say yes."""
        return True

    def leave(self, host: str) -> None:
        """Do nothing."""

    def free(self, hosts: Sequence[str]) -> Sequence[str]:
        """Return them all."""
        return hosts


class Web(Protocol):
    """Something that fetches a URL."""

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        manners: Manners = DEFAULT_MANNERS,
    ) -> Fetched | NotModified:
        """Return what is at *url*, or NotModified if the validators still hold. Threads may share it.

        Raises:
            FetchError: It did not give what was asked; says what, and whether to try again.
        """
        ...
