"""The sources, and one of them: its releases, its rhythm, what moved in it, how it fares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reports.charts import Chart, calendar, find_gaps
from reports.site import pagination
from reports.site.columns.rows import Places
from reports.site.entries import ChangeEntry, ReleaseEntry
from reports.site.index import SiteIndex
from reports.site.list_rows import (
    RECENT_DAYS,
    LineListRow,
    ReleaseListRow,
    count_recent_moves,
    line_list_row,
    list_legend,
    release_list_row,
    with_decisions,
    with_words,
)
from reports.site.page_context import PageContext, Pager, QueryParams, held_by_slug
from reports.site.status_display import SourceStatusDisplay, SourceStatusDisplays, query_status_displays
from reports.view import addresses as at
from reports.view.counts import Count, count_in_words
from reports.view.dates import ISO, SHORT
from reports.view.legend import Legend
from tracker.text.numbers import pluralize
from tracker.text.sanitize import clean, one_line

LINES_SHOWN = 8  # that moved last


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source at a glance. Figures of commitments and positions stand apart."""

    issuer: str
    id: str
    href: str  # "" = nothing is held of it
    releases: int
    since: str  # "" = nothing of it is dated
    until: str
    said: Count
    moved: Count  # in the last RECENT_DAYS days of the texts held
    status: SourceStatusDisplay


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """All sources."""

    title: str
    headline: str  # how they fare; "" = none is watched
    recent: str  # what "moved lately" means
    rows: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One source. What comes before the list of releases stands on its first page only."""

    title: str
    id: str
    facts: str
    status: SourceStatusDisplay
    picture: Chart | None
    moved: tuple[LineListRow, ...]
    releases: tuple[ReleaseListRow, ...]
    pager: Pager
    changes: str  # all that moved in it, where a server answers
    legend: Legend


def gather_all(view: PageContext, names: Mapping[str, str], query: QueryParams) -> SourcesPage:  # noqa: ARG001 - as every page
    """Return the page of all sources."""
    return lay_out_all(view.atlas, query_status_displays(view.store))


def gather(view: PageContext, names: Mapping[str, str], query: QueryParams) -> SourcePage:
    """Return the page of one source."""
    source = held_by_slug(names, view.atlas.sources, "source")
    page = lay_out(
        view.atlas,
        source,
        query_status_displays(view.store).for_source(source),
        pagination.requested_page(names, query),
    )
    moved, releases = with_words(view.store, page.moved), with_decisions(view.store, page.releases)
    return replace(page, moved=moved, releases=releases, legend=_legend(moved, releases))


def _legend(moved: Sequence[LineListRow], releases: Iterable[ReleaseListRow]) -> Legend:
    return list_legend(moved, [words for row in releases for words in row.labels])


def lay_out_all(atlas: SiteIndex, how: SourceStatusDisplays) -> SourcesPage:
    """Lay all sources out."""
    return SourcesPage(
        "Sources", how.headline, f"in the last {RECENT_DAYS} days of the texts held", source_rows(atlas, how)
    )


def source_rows(atlas: SiteIndex, how: SourceStatusDisplays) -> tuple[SourceRow, ...]:
    """Return the sources with releases by the name of their issuer, then those that are only watched."""

    def sources_of(move: ChangeEntry) -> Iterable[str]:
        return (atlas.releases[move.release].release.source,) if move.release in atlas.releases else ()

    lately = count_recent_moves(atlas, sources_of)
    rows = [
        _row(atlas, source, lately.get(source, Count()), how.for_source(source)) for source in atlas.sources
    ]
    rows.sort(key=lambda row: (row.issuer.casefold(), row.id))
    held = {one_line(source) for source in atlas.sources}
    watched = (
        SourceRow(source, source, "", 0, "", "", Count(), Count(), fare)
        for source, fare in how.by_source.items()
        if source not in held
    )
    return (*rows, *watched)


def lay_out(atlas: SiteIndex, source: str, fare: SourceStatusDisplay, number: int) -> SourcePage:
    """Lay page *number* of one source out."""
    held = atlas.sources[source]
    shown, pager = pagination.paginate(held, number, lambda other: at.source(source, other))
    releases = tuple(release_list_row(atlas.releases[release]) for release in shown)
    moved = tuple(_moved_last(atlas, map(atlas.releases.__getitem__, held))) if number == 1 else ()
    return SourcePage(
        title=issuers(atlas.source_speakers[source]),
        id=clean(source),
        facts=_facts(atlas, held.places),
        status=fare,
        picture=publication_calendar(atlas, held.places) if number == 1 else None,
        moved=moved,
        releases=releases,
        pager=pager,
        changes=pagination.query_address(at.CHANGES, {"source": source})(1),
        legend=_legend(moved, releases),
    )


def addresses(atlas: SiteIndex) -> Iterator[str]:
    """Yield the address of every page of sources that a folder of files has."""
    yield at.SOURCES
    for source, releases in atlas.sources.items():
        for number in pagination.page_numbers(len(releases)):
            yield at.source(source, number)


def issuers(names: Sequence[str]) -> str:
    """Return who speaks in a source, up to two by name."""
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1:,} others"


def publication_calendar(atlas: SiteIndex, places: Places | None = None) -> Chart:
    """Draw when the releases at *places*, or all, were published, with the gaps."""
    days = atlas.releases.published(places)
    return calendar(days, find_gaps(days))


def _row(atlas: SiteIndex, source: str, moved: Count, fare: SourceStatusDisplay) -> SourceRow:
    places = atlas.sources[source].places
    days = atlas.releases.span(places)
    return SourceRow(
        issuer=issuers(atlas.source_speakers[source]),
        id=clean(source),
        href=at.source(source),
        releases=len(places),
        since=ISO.day(days[0]) if days else "",
        until=ISO.day(days[1]) if days else "",
        said=atlas.releases.said(places),
        moved=moved,
        status=fare,
    )


def _moved_last(atlas: SiteIndex, entries: Iterable[ReleaseEntry]) -> Iterator[LineListRow]:
    seen: dict[str, None] = {}
    for entry in entries:
        seen |= {
            move.line: None for move in entry.changes if move.moved_for_certain and move.line in atlas.lines
        }
        if len(seen) >= LINES_SHOWN:
            break
    for line in list(seen)[:LINES_SHOWN]:
        yield line_list_row(atlas, atlas.lines[line])


def _facts(atlas: SiteIndex, places: Places) -> str:
    days = atlas.releases.span(places)
    span = f", {SHORT.day(days[0])} to {SHORT.day(days[1])}" if days else ""
    return (
        f"{pluralize(len(places), 'release')}{span}. In them: {count_in_words(atlas.releases.said(places))}."
    )
