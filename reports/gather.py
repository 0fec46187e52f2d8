"""What a report is made of, asked of the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from reports.dates import Dates
from reports.digest import Digest, compose
from reports.filters import Filter
from reports.health import SourcesSection, sources_section
from tracker.errors import ConfigError, StoreError
from tracker.store import ChangeQuery, LineSummary, Store


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is to be about. Empty asks for nothing in particular."""

    wanted: Filter
    since: date | None = None  # of publication, inclusive
    until: date | None = None  # of publication, inclusive
    source: str = ""
    line: str = ""  # an id, a name, or part of one


def gather(
    store: Store, asked: Asked, configured: Sequence[str], now: datetime, *, say: Callable[[str], None]
) -> Digest:
    """Return the digest that was *asked* for; *say* is told where it is empty, and what is held instead.

    *configured* are the sources of config.toml, *now* the instant as of which it
    is said how they fare.

    Raises:
        StoreError: The store is empty, or no line is called so.
        ConfigError: Nothing is held of the source.
    """
    if not store.counts()["releases"]:
        raise StoreError(
            "the store is empty",
            mend="`policy-tracker ingest PATH…` takes files, `policy-tracker run` asks the sources",
        )
    held = store.lines(asked.source or None)
    if asked.source and not held:
        known = sorted({summary.line.source for summary in store.lines()})
        raise ConfigError(
            f'--source: nothing is held of "{asked.source}"',
            mend=f"there is: {', '.join(known) or 'nothing'}",
        )
    chosen = store.find_line(asked.line) if asked.line else None
    source = chosen.source if chosen else asked.source
    query = ChangeQuery(
        since=asked.since,
        until=asked.until,
        source=asked.source or None,
        line=chosen.id if chosen else None,
    )
    changes = [change for change in store.changes(query) if asked.wanted.matches(change)]
    if not changes:
        say(_nothing(held))
    return compose(
        changes,
        title=chosen.name if chosen else "",
        since=asked.since,
        until=asked.until,
        window=judged(min((line.first_on for line in held), default=None)),
        problems=store.problems(),
        lines=held,
        sources=sources_of(
            store,
            now,
            configured=configured,
            wanted=(lambda one: one == source) if source else None,
            since=asked.since,
            until=asked.until,
        ),
    )


def sources_of(
    store: Store,
    now: datetime,
    *,
    configured: Sequence[str] = (),
    wanted: Callable[[str], bool] | None = None,
    since: date | None = None,
    until: date | None = None,
    dates: Dates | None = None,
) -> SourcesSection | None:
    """Return how the *wanted* sources fare *now*, and what was found withdrawn from *since* to *until*, both inclusive.

    *dates* says how the reader writes days; without it they are those of the report.
    """
    withdrawn = [
        (release, at)
        for release, at in store.withdrawn()
        if (since or date.min) <= at.date() <= (until or date.max)
    ]
    return sources_section(
        store.watches(), store.troubles(), withdrawn, now, configured=configured, wanted=wanted, dates=dates
    )


def judged(first: date | None, day: Callable[[date], str] = str) -> str:
    """Say against what "new" was judged, the *first* day held; *day* writes a date."""
    return f"“New” means: no earlier statement in the texts held since {day(first)}." if first else ""


def _nothing(held: Sequence[LineSummary]) -> str:
    if not held:
        return "no change matches; nothing has been compared yet"
    first, last = min(line.first_on for line in held), max(line.last_on for line in held)
    return f"no change matches; the store holds statements from {first} to {last}"
