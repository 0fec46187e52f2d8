"""How sources fare: in a word, with reasons, and as rows for JSON. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tracker.domain import Source
from tracker.health_states import HealthState, Trouble
from tracker.source_health.quiet import quiet_words
from tracker.store.records import RefusedBody, SourceStatus
from tracker.text.dates import utc_iso, utc_minute

TERMINAL_WIDTH = 100
NOT_CHECKED, PAUSED, UNKNOWN = "not checked", "paused", "not in config"  # beside the states


@dataclass(frozen=True, slots=True)
class SourcesSnapshot:
    """What is known of all sources: as the store hands it over, with what config.toml names."""

    sources: Sequence[Source]
    statuses: Mapping[str, SourceStatus]
    troubles: Sequence[Trouble] = ()
    refused: Sequence[RefusedBody] = ()
    latest: Mapping[str, date] = field(default_factory=dict)  # day of the last release, by source


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How one source fares."""

    id: str
    kind: str  # "" = only the store knows it
    status: str
    source_status: SourceStatus
    failing: int  # addresses of it that fail now
    refused: int  # texts that were kept and not taken
    last: date | None  # day of publication of its last release


def health_of_sources(watch: SourcesSnapshot) -> Iterator[SourceHealth]:
    """Yield how each source fares: those of config.toml in its order, then those only the store knows."""
    failing = Counter(trouble.source for trouble in watch.troubles if trouble.place)
    held_back = Counter(one.source for one in watch.refused)
    kinds = {source.id: source.kind.value for source in watch.sources}
    for name in (*kinds, *sorted(watch.statuses.keys() - kinds.keys())):
        watched = watch.statuses.get(name) or SourceStatus(name)
        kind = kinds.get(name, "")
        said = status_word(watched) if kind or not watch.sources else UNKNOWN
        yield SourceHealth(name, kind, said, watched, failing[name], held_back[name], watch.latest.get(name))


def status_word(watched: SourceStatus) -> str:
    """Return how a source fares in one word or two; a failure goes before silence, silence before what is over."""
    if watched.paused_at is not None:
        return PAUSED
    if watched.checked_at is None:
        return NOT_CHECKED
    if watched.quiet_since is not None and watched.state in (HealthState.OK, HealthState.RECOVERED):
        return HealthState.QUIET.value
    return watched.state.value


def source_row(health: SourceHealth) -> dict[str, Any]:
    """Return *health* as a row of JSON."""
    watched = health.source_status
    return {
        "source": health.id,
        "kind": health.kind,
        "state": health.status,
        "since": utc_iso(status_since(watched)),
        "checked": utc_iso(watched.checked_at),
        "succeeded": utc_iso(watched.succeeded_at),
        "last_release": health.last.isoformat() if health.last else None,
        "failing": health.failing,
        "held_back": health.refused,
        "quiet_since": utc_iso(watched.quiet_since),
        "paused": utc_iso(watched.paused_at),
        "paused_why": watched.paused_why,
        "what": watched.what,
        "mend": watched.mend,
        "pass_cut_short": poll_cut_short(watched),
    }


def trouble_row(trouble: Trouble) -> dict[str, Any]:
    """Return what fails at one address as a row of JSON; url "" is the source itself."""
    return {
        "url": trouble.place,
        "state": trouble.state.value,
        "since": utc_iso(trouble.since),
        "last": utc_iso(trouble.last_at),
        "times": trouble.times,
        "what": trouble.what,
        "mend": trouble.mend,
    }


def status_reasons(watched: SourceStatus) -> Iterator[str]:
    """Yield why a source is not simply ok, each a clause or two."""
    if watched.paused_at is not None:
        yield watched.paused_why or "paused"
        return
    if watched.what:
        yield "; ".join(filter(None, (watched.what, watched.mend)))
    if watched.quiet_since is not None:
        yield quiet_words(watched.quiet_since)
    if poll_cut_short(watched):
        yield f"its pass of {utc_minute(watched.pass_started_at)} did not end; the next goes on with it"


def status_since(watched: SourceStatus) -> datetime | None:
    """Return since when a source fares as :func:`status_word` says."""
    said = status_word(watched)
    if said == PAUSED:
        return watched.paused_at
    return watched.quiet_since if said == HealthState.QUIET.value else watched.since


def poll_cut_short(watched: SourceStatus) -> bool:
    """Return whether the last pass did not come to its end, or is under way."""
    return watched.pass_started_at is not None and watched.pass_ended_at is None
