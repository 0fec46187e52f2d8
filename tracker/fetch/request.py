"""One get: where it is going, what it says, and what it may still spend."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain import Manners
from tracker.fetch import FetchSettings
from tracker.fetch.address import Address, UnfetchableUrl, parse_url
from tracker.fetch.failures import FetchFailure
from tracker.secrets import UnsetVariable, fill_variables


@dataclass(slots=True)
class FetchRequest:
    """One get under way; belongs to one thread."""

    url: str  # as given
    first: Address
    mirror: Address | None
    headers: dict[str, str]  # of its manners, for its own host only: they may hold a key
    conditions: dict[str, str]  # validators, for the first URL only
    timeout: float
    cap: int  # bytes
    delay: float
    seconds: float  # left for asking, and for waiting between two tries; not for waiting for a turn
    variables: frozenset[str] = frozenset()  # of the environment, filled into address and headers
    cut: bool = False  # take what fits instead of refusing what does not
    robots: bool = True
    waited: bool = False  # for a Retry-After
    tries: int = 0

    @classmethod
    def of(
        cls,
        url: str,
        etag: str | None,
        last_modified: str | None,
        manners: Manners,
        settings: FetchSettings,
    ) -> FetchRequest | FetchFailure:
        """Return the request to *url*, or why nobody goes there."""
        try:
            first = parse_url(url)
            known = {name for host, name in manners.variables if host == first.host}
            if known:
                first = parse_url(fill_variables(url, known))
            headers = {name: fill_variables(value, known) for name, value in manners.headers}
            mirror = parse_url(manners.mirror) if manners.mirror else None
        except UnfetchableUrl as error:
            return FetchFailure(str(error), "check the URL", transient=False)
        except UnsetVariable as error:
            return FetchFailure(str(error), f"set {error.name}, which config.toml names", transient=False)
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        return cls(
            url,
            first,
            mirror,
            headers,
            {name: value for name, value in conditions.items() if value},
            settings.timeout_seconds if manners.timeout_seconds is None else manners.timeout_seconds,
            settings.max_bytes if manners.max_bytes is None else manners.max_bytes,
            max(settings.delay_seconds, manners.delay_seconds or 0.0),
            settings.deadline_seconds,
            frozenset(known),
        )

    def through_mirror(self, official: Address) -> Address:
        """Return where *official* is asked for."""
        if self.mirror is None or official.host != self.first.host:
            return official
        return official.at(self.mirror)

    def headers_for(self, official: Address) -> dict[str, str]:
        """Return what is said there besides who asks."""
        if official.host != self.first.host:
            return {}
        if official.url != self.first.url:
            return self.headers
        return self.headers | self.conditions
