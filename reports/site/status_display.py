"""How each source fares, as the pages of the site say it. What is said is worked out in reports.digest.sources_section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from reports.digest.sources_section import FailingAddress, SourcesSection, sources_section
from reports.view.dates import ISO
from tracker.store import Store
from tracker.text.sanitize import one_line

NOT_WATCHED = "not watched"


@dataclass(frozen=True, slots=True)
class SourceStatusDisplay:
    """How one source fares."""

    word: str
    tone: str
    checked: str  # instant of the last check, where nothing else is to be said; "" = see *said*
    messages: tuple[str, ...]  # sentences
    addresses: tuple[FailingAddress, ...] = ()
    more: int = 0  # addresses that fail and are not named


UNWATCHED = SourceStatusDisplay(
    NOT_WATCHED, "calm", "", ("Taken in from files, or no longer configured: nobody looks for new releases.",)
)


@dataclass(frozen=True, slots=True)
class SourceStatusDisplays:
    """How all of them fare. *headline* is "" where no source is watched."""

    headline: str
    by_source: Mapping[str, SourceStatusDisplay]  # by id on one line, those that are watched

    def for_source(self, source: str) -> SourceStatusDisplay:
        """Return how *source* fares."""
        return self.by_source.get(one_line(source), UNWATCHED)


def query_status_displays(store: Store) -> SourceStatusDisplays:
    """Ask *store* how its sources fare now; what was withdrawn stands with its release, and is not looked for."""
    found = sources_section(
        store.source_statuses(), store.troubles(), withdrawn=(), now=datetime.now(UTC), dates=ISO
    )
    return status_displays(found)


def status_displays(section: SourcesSection | None) -> SourceStatusDisplays:
    """Put what a report says of its sources in the hands of pages; None = no source is watched."""
    if section is None or not section.watched:
        return SourceStatusDisplays("", {})
    fine = {source: SourceStatusDisplay("ok", "calm", checked, ()) for source, checked in section.fine}
    looked = {
        one.source: SourceStatusDisplay(one.word, one.tone, "", one.said, one.addresses, one.more)
        for one in section.looked
    }
    return SourceStatusDisplays(section.headline, fine | looked)
