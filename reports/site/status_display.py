"""How each source fares, as the pages of the site say it. What is said is worked out in reports.digest.sources_section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reports.digest.report_query import sources_of
from reports.view.dates import ISO
from tracker.source_health.report import one_line

if TYPE_CHECKING:
    from reports.digest.sources_section import Address, SourcesSection
    from tracker.store import Store

NOT_WATCHED = "not watched"


@dataclass(frozen=True, slots=True)
class Fare:
    """How one source fares."""

    word: str
    tone: str
    checked: str  # instant of the last check, where nothing else is to be said; "" = see *said*
    said: tuple[str, ...]  # sentences
    addresses: tuple[Address, ...] = ()
    more: int = 0  # addresses that fail and are not named


UNWATCHED = Fare(
    NOT_WATCHED, "calm", "", ("Taken in from files, or no longer configured: nobody looks for new releases.",)
)


@dataclass(frozen=True, slots=True)
class Fares:
    """How all of them fare. *headline* is "" where no source is watched."""

    headline: str
    by_source: Mapping[str, Fare]  # by id on one line, those that are watched

    def of(self, source: str) -> Fare:
        """Return how *source* fares."""
        return self.by_source.get(one_line(source), UNWATCHED)


def fares(store: Store) -> Fares:
    """Ask *store* how its sources fare now."""
    return lay_out(sources_of(store, datetime.now(UTC), dates=ISO))


def lay_out(section: SourcesSection | None) -> Fares:
    """Put what a report says of its sources in the hands of pages; None = no source is watched."""
    if section is None or not section.watched:
        return Fares("", {})
    fine = {source: Fare("ok", "calm", checked, ()) for source, checked in section.fine}
    looked = {
        one.source: Fare(one.word, one.tone, "", one.said, one.addresses, one.more) for one in section.looked
    }
    return Fares(section.headline, fine | looked)
