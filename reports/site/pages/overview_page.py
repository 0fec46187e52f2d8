"""The first page: what an analyst wants in three minutes, and ways to the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from reports.charts import Chart, heat_map
from reports.digest.compose import compose
from reports.digest.digest import DigestContext
from reports.digest.layout.counts_line import headlines
from reports.digest.layout.news_layout import lay_out_news
from reports.digest.layout.news_rows import NewsRow
from reports.digest.news_settings import news_settings
from reports.site.columns.change_table import ChangeRows
from reports.site.entries import THAT_MOVED, ChangeEntry
from reports.site.index import SiteIndex
from reports.site.list_rows import (
    RECENT_DAYS,
    count_to_check,
    day_or_blank,
    labels_in_order,
    latest_day,
    recent_changes,
)
from reports.site.page_context import PageContext, QueryParams
from reports.site.pages.changes_page import changes_of
from reports.site.pages.source_pages import SourceRow, publication_calendar, source_rows
from reports.site.pages.topic_pages import months_of, named_topics
from reports.site.status_display import SourceStatusDisplays, query_status_displays
from reports.view import addresses as at
from reports.view.counts import Count, bar_percent, count_in_words
from reports.view.dates import ISO, SHORT
from reports.view.display_names import topic_name
from reports.view.legend import Legend
from reports.view.vocabulary import LABEL_WORDS, LabelWords
from tracker.domain import Cause, Label
from tracker.text.numbers import pluralize

NEWS_ROWS = 5
NEWEST = 5_000  # changes among which the news is looked for, as for a screen: a second of processor, once until something is new
LATELY_DAYS = 30  # of the texts held, back from the latest
NEWS_DAYS = (LATELY_DAYS, RECENT_DAYS, 365)  # how far back the news is looked for, until there is enough
SOURCES = 20
MONTHS = 24  # of the heat map
NOTHING = Count()


@dataclass(frozen=True, slots=True)
class TallyRow:
    """How often a label occurs in two windows. Shares are per cent of the longest bar of a family; 0 = no bar."""

    words: LabelWords
    href: str
    lately: Count
    recent: Count
    commitment_share: int
    position_share: int


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number with what it counts."""

    number: int
    noun: str
    href: str  # "" = nowhere
    about: str  # "" = nothing to add


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """The first page as it is printed."""

    title: str
    empty: bool
    until: str  # day of the latest text held, "" = none is dated
    headline: str  # the first of the news in one sentence; "" = there is none
    news: tuple[NewsRow, ...]  # chosen and ranked as for a digest: of the last weeks, then of those before
    headlines: tuple[str, ...]  # of the last LATELY_DAYS days
    to_check: str  # how many more may have moved; "" = none
    lately: str  # first days of the two windows; "" = nothing is dated
    recent: str
    figures: tuple[KeyFigure, ...]
    tally: tuple[TallyRow, ...]
    moved: str  # how many moved in all, of those that may stand here
    heat: Chart
    days: Chart
    sources_headline: str  # headline of how the sources fare
    sources: tuple[SourceRow, ...]  # up to SOURCES, those that do not answer first
    legend: Legend


def gather(view: PageContext, names: Mapping[str, str], query: QueryParams) -> OverviewPage:  # noqa: ARG001 - as every page
    """Return the first page."""
    news = view.atlas.once("news", lambda: first_news(view))
    return lay_out(view.atlas, news, query_status_displays(view.store))


def first_news(view: PageContext) -> tuple[NewsRow, ...]:
    """Return what a digest of the last weeks would tell first; where that is too little, then one of the weeks before them."""
    newest, found = latest_day(view.atlas), list[NewsRow]()
    if newest is None:
        return ()
    for recent, days in pairwise((0, *NEWS_DAYS)):
        since, until = newest - timedelta(days=days - 1), newest - timedelta(days=recent)
        changes = changes_of(view.store, newest_certain(view.atlas, since, until))
        settings = news_settings(
            view.store,
            changes,
            since,
            most=NEWS_ROWS - len(found),
            wants_subject=lambda _: True,
            wants_sentence=lambda _: True,
        )
        digest = compose(changes, news=settings, background=DigestContext(site=""))
        found += lay_out_news(digest, SHORT).rows
        if len(found) >= NEWS_ROWS:
            break
    return tuple(found)


def lay_out(atlas: SiteIndex, news: Sequence[NewsRow], how: SourceStatusDisplays) -> OverviewPage:
    """Lay the first page out: *news* is what is told first, ranked."""
    lately = recent_changes(atlas, LATELY_DAYS)
    counts = _counts(lately.sure())
    tally = _tally(counts, _counts(recent_changes(atlas).sure()))
    return OverviewPage(
        title="Overview",
        empty=not atlas.releases,
        until=day_or_blank(latest_day(atlas)),
        headline=news[0].sentence.rstrip(".") if news else "",
        news=tuple(news),
        headlines=headlines(replace(compose(()), tally=tuple(counts.items()))),
        to_check=count_to_check(lately),
        lately=_since(atlas, LATELY_DAYS),
        recent=_since(atlas, RECENT_DAYS),
        figures=_figures(atlas),
        tally=tally,
        moved=count_in_words(newsworthy_changes(atlas).count_kinds()),
        heat=heat_map(months_of(atlas, named_topics(atlas), MONTHS), topic_name),
        days=publication_calendar(atlas),
        sources_headline=how.headline,
        sources=_sources(atlas, how),
        legend=Legend(labels_in_order(row.words for row in tally)),
    )


def newest_certain(atlas: SiteIndex, since: date, until: date) -> Sequence[ChangeEntry]:
    """Return what the news of the first page is chosen from: what is not doubtful of these days, both inclusive, up to NEWEST."""
    spoken = atlas.changes.labelled(label for label in Label if label is not Label.NOT_REPEATED)
    return spoken.published(since, until).caused(Cause.RELEASE, Cause.EDIT).not_doubtful()[:NEWEST]


def addresses(atlas: SiteIndex) -> Iterator[str]:  # noqa: ARG001 - as every page
    """Yield the one address."""
    yield at.OVERVIEW


def newsworthy_changes(atlas: SiteIndex) -> ChangeRows:
    """Return what moved for certain by more than emphasis, newest first: no recomputation is news. Edits are among it."""
    return atlas.moved.major().sure().caused(Cause.RELEASE, Cause.EDIT)


def _sources(atlas: SiteIndex, how: SourceStatusDisplays) -> tuple[SourceRow, ...]:
    rows = source_rows(atlas, how)
    return tuple(
        sorted(rows, key=lambda row: ("hard", "soft", "firm", "calm").index(row.status.tone))[:SOURCES]
    )


def _counts(moves: ChangeRows) -> dict[Label, Count]:
    return {label: rows.count_kinds() for label, rows in moves.by_label().items()}


def _since(atlas: SiteIndex, days: int) -> str:
    newest = latest_day(atlas)
    return ISO.day(newest - timedelta(days=days - 1)) if newest else ""


def _tally(lately: Mapping[Label, Count], long: Mapping[Label, Count]) -> tuple[TallyRow, ...]:
    barred = [count for label, count in long.items() if label in THAT_MOVED]  # what is new would dwarf them
    most = Count(
        max((count.commitments for count in barred), default=0),
        max((count.positions for count in barred), default=0),
    )
    return tuple(
        TallyRow(
            LABEL_WORDS[label],
            at.changes(label.value.lower()),
            lately.get(label, NOTHING),
            count,
            bar_percent(count.commitments, most.commitments) if label in THAT_MOVED else 0,
            bar_percent(count.positions, most.positions) if label in THAT_MOVED else 0,
        )
        for label, count in long.items()
    )


def _figures(atlas: SiteIndex) -> tuple[KeyFigure, ...]:
    days = atlas.releases.span()
    since = f"since {SHORT.day(days[0])}" if days else ""
    lines = atlas.lines.count_kinds()
    return (
        KeyFigure(len(atlas.releases), "releases", at.SOURCES, since),
        KeyFigure(
            atlas.unit_count.commitments, "commitments", "", f"on {pluralize(lines.commitments, 'line')}"
        ),
        KeyFigure(atlas.unit_count.positions, "positions", "", f"on {pluralize(lines.positions, 'line')}"),
        KeyFigure(len(atlas.sources), "source" if len(atlas.sources) == 1 else "sources", at.SOURCES, ""),
    )
