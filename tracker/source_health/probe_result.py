"""What came of asking a source, as lines for people and as a row for programs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from tracker.domain import Problem, Release, Source, Unit

FIRST_UNITS = 3


@dataclass(frozen=True, slots=True)
class AddressCheck:
    """How one address answered, and how it answered to its own validators."""

    url: str
    status: int | None = None  # None: there was no answer
    media_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    again: str = ""  # what came of asking with the validators: 304, 200 or an error; "" = there are none

    def describe(self) -> str:
        """Return this as a line for people."""
        given = [
            name for name, value in (("ETag", self.etag), ("Last-Modified", self.last_modified)) if value
        ]
        validators = f"{' and '.join(given) or 'no validators'}" + (
            f" (asked with them: {self.again})" if given else ""
        )
        if self.media_type:
            return f"{self.status} {self.media_type}, {validators}  {self.url}"
        return f"{self.status or 'no answer'}  {self.url}"


@dataclass(frozen=True, slots=True)
class ProbeResult:
    """What a source gave: how many items, and its newest as read."""

    source: Source
    items: int = 0
    newest_on: date | None = None
    index: tuple[AddressCheck, ...] = ()  # every address that was asked for the list
    page: AddressCheck | None = None
    release: Release | None = None
    characters: int = 0  # of the statement, without furniture
    units: tuple[Unit, ...] = ()
    hits: Mapping[str, int] = field(default_factory=dict)  # of each selector that is set, on the page
    steady: bool | None = None  # whether the page gave the same text twice; None = it was not asked twice
    robots: Mapping[str, str] = field(default_factory=dict)  # by host
    problems: tuple[Problem, ...] = ()

    def row(self) -> dict[str, Any]:
        """Return this as a row of ``sources check --json``."""
        release = self.release
        return {
            "source": self.source.id,
            "items": self.items,
            "newest": str(self.newest_on) if self.newest_on else None,
            "index": [asdict(asked) for asked in self.index],
            "title": release.title if release else None,
            "published": str(release.published_on) if release and release.published_on else None,
            "url": release.url if release else None,
            "page": asdict(self.page) if self.page else None,
            "characters": self.characters,
            "units": len(self.units),
            "first_units": [unit.quote for unit in self.units[:FIRST_UNITS]],
            "selectors": dict(self.hits),
            "steady": self.steady,
            "robots": dict(self.robots),
            "problems": [str(problem) for problem in self.problems],
        }

    def lines(self) -> Iterator[str]:
        """Yield lines for people."""
        yield f"{self.source.id}: {self.items} items, newest {self.newest_on or 'undated'}"
        for asked in self.index:
            yield f"  index      {asked.describe()}"
        for host, verdict in self.robots.items():
            yield f"  robots.txt {host}: {verdict}"
        if self.page:
            yield f"  page       {self.page.describe()}"
        if self.hits:
            yield f"  selectors  {', '.join(f'{name} {count}' for name, count in self.hits.items())}"
        if self.release is None:
            return
        yield f"  {self.release.published_on or 'undated'}  {self.release.title or '(no title found)'}"
        yield f"  {self.release.url}"
        twice = {
            True: "; the same text when fetched again",
            False: "; ANOTHER text when fetched again",
            None: "",
        }
        yield f"  {self.characters:,} characters of statement, {len(self.units)} units{twice[self.steady]}"
        for unit in self.units[:FIRST_UNITS]:
            yield f"    {unit.kind.value:<12} {unit.facets.level}  “{' '.join(unit.quote.split())}”"
