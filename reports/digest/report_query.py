"""What a report is made of, asked of the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from reports.digest.compose import compose, section_key
from reports.digest.digest import CountedChange, Digest, DigestContext, DigestNote
from reports.digest.edit_note import REPORT_TITLE, edit_report
from reports.digest.filters import ChangeFilter
from reports.digest.news.news_query import releases_read
from reports.digest.news.subject_query import ALL_TEXTS, TEXTS
from reports.digest.news.watch import ITEMS, Watch, watch_of
from reports.digest.news_settings import news_settings
from reports.digest.sources_section import SourcesSection, sources_section
from reports.view.changes import quoted_revisions
from reports.view.dates import DateStyle
from tracker.domain import Cause, Change, Label, Release
from tracker.errors import StoreError
from tracker.search.known_names import known_names, require_source
from tracker.store import ChangeQuery, ChangeSummary, LineSpan, Store

ON_SCREEN = 5_000  # changes that are weighed for one screen where no days are asked for
LISTED = (Label.NEW, Label.NOT_REPEATED)  # shown as rows of lists, and counted where they are too many


@dataclass(frozen=True, slots=True)
class ReportQuery:
    """What a report is to be about. Empty asks for nothing in particular."""

    change_filter: ChangeFilter
    since: date | None = None  # of publication, inclusive
    until: date | None = None  # of publication, inclusive
    source: str = ""
    line: str = ""  # an id, a name, or part of one
    newest: int | None = (
        None  # so many new lines of commitments, and of positions, are enough; the rest is counted
    )
    items: int = ITEMS  # of the news
    screen: bool = False  # for one screen: of a large archive without days its latest stretch is enough
    as_of: date | None = None  # nothing published later is looked at


def query_report(
    store: Store,
    asked: ReportQuery,
    configured: Sequence[str],
    now: datetime,
    *,
    warn: Callable[[str], None],
    site: str | None = None,
) -> Digest:
    """Return the digest that was *asked* for; *warn* is told where it is empty, and what is held instead.

    *configured* are the sources of config.toml, *now* the instant as of which it
    is said how they fare, *site* is the public address of the site, where there is one.

    Raises:
        StoreError: The store is empty, or no line is called so.
        ConfigError: Nothing is held of the source.
    """
    if not store.sources():
        raise StoreError(
            "the store is empty",
            remedy="`policy-tracker ingest PATH…` takes files, `policy-tracker run` asks the sources",
        )
    asked = _narrowed(store, _resolved(store, asked), warn)
    held = () if asked.screen and not asked.source else store.line_spans(asked.source or None)
    if asked.source and not held:
        require_source(asked.source, {summary.line.source for summary in store.lines()})
    chosen = store.find_line(asked.line) if asked.line else None
    source = chosen.source if chosen else asked.source
    query = ChangeQuery(
        since=asked.since,
        until=asked.until,
        source=asked.source or None,
        line=chosen.id if chosen else None,
    )
    changes, unshown = _asked(store, asked, query)
    if not changes:
        warn(_nothing(held or store.line_spans()))
    elif said := _held_back(store, asked, query, len(changes)):
        warn(said)
    return compose(
        changes,
        title=chosen.name if chosen else "",
        since=asked.since,
        until=asked.until,
        window=novelty_note(
            min((line.first_on for line in held), default=None) if held else store.first_statement_on()
        ),
        problems=store.problems(),
        lines=[line for line in held if asked.as_of is None or line.first_on <= asked.as_of],
        sources=query_sources_section(
            store,
            now,
            configured=configured,
            wanted=(lambda one: one == source) if source else None,
            since=asked.since,
            until=asked.until,
        ),
        background=digest_context(store, changes, until=asked.until, site=site),
        counted_only=unshown,
        news=news_settings(
            store,
            changes,
            asked.since,
            watch=_watched(asked),
            most=asked.items,
            every_move=asked.change_filter.told,
            wants_subject=None if chosen else asked.change_filter.wants_subject,
            wants_sentence=asked.change_filter.wants_sentence
            if not chosen and asked.change_filter.wants_texts
            else None,
            agreed_texts=TEXTS if asked.screen and not asked.change_filter.told else ALL_TEXTS,
        ),
        notes=_edit_notes(store, asked, source, chosen is not None),
        releases_read=releases_read(store, lambda one: not source or one == source, asked.since, asked.until),
    )


def _edit_notes(store: Store, asked: ReportQuery, source: str, is_of_line: bool) -> tuple[DigestNote, ...]:
    """Return what was edited outside of statements; such words have no line, topic, party or label to be asked for by."""
    if is_of_line or asked.change_filter != ChangeFilter():
        return ()
    lines = edit_report(store, source or None, asked.since, asked.until)
    return (DigestNote(REPORT_TITLE, lines),) if lines else ()


def _resolved(store: Store, asked: ReportQuery) -> ReportQuery:
    """Return *asked* with topics and parties as they are held, and its window ended by *as_of*.

    Raises:
        ConfigError: There is no such topic or party; names near ones.
    """
    wanted = asked.change_filter
    if wanted.topics or wanted.parties:
        used = store.names_used()
        known = known_names(used.parties, used.topics)
        topics = tuple(known.require_topic(name, "--topic") for name in wanted.topics)
        parties = tuple(
            known.party(name)
            or (name if store.count_hits("", party=name) else known.require_party(name, "--party"))
            for name in wanted.parties
        )
        wanted = replace(wanted, topics=topics, parties=parties)
    last = min(filter(None, (asked.until, asked.as_of)), default=None)
    return replace(asked, change_filter=wanted, until=last)


def _narrowed(store: Store, asked: ReportQuery, warn: Callable[[str], None]) -> ReportQuery:
    """Return *asked* with a first day where a screen is asked for of all of a large archive; *warn* is told."""
    if not asked.screen or asked.since or asked.line or asked.source or asked.change_filter != ChangeFilter():
        return asked
    first = store.day_of_newest_change(ON_SCREEN, asked.until)
    if first is None:
        return asked
    warn(
        f"looked at from {first} on, the last {ON_SCREEN:,} changes: --since goes further back, --all tells all"
    )
    return replace(asked, since=first)


def _watched(asked: ReportQuery) -> Watch:
    """Return what *asked* narrows to: there briefings and interviews count too, as they were asked about."""
    return watch_of((*asked.change_filter.parties, *asked.change_filter.topics))


def _held_back(store: Store, asked: ReportQuery, query: ChangeQuery, shown: int) -> str:
    """Say how many changes of the window the filters leave; "" where there is no filter."""
    if asked.change_filter == ChangeFilter():
        return ""
    found = sum(1 for _ in store.each_change_summary(query.since, query.until, query.source))
    return f"the filters leave {shown:,} of {found:,} changes of these days" if found > shown else ""


def digest_context(
    store: Store, changes: Sequence[Change], *, until: date | None = None, site: str | None = None
) -> DigestContext:
    """Return what stands beside *changes*: the texts cards quote, and how firmly the lines that continue were said.

    Of those every time up to *until*, inclusive; *site* is the public address of the site.
    """
    continuing = {change.line.id for change in changes if section_key(change) == "continues"}
    carded = (change for change in changes if section_key(change) in {"moved", "edits"})
    last = until or date.max
    return DigestContext(
        levels={
            line: [point for point in said if point[0] <= last]
            for line, said in store.level_history(continuing).items()
        },
        kept=store.revision_infos(quoted_revisions(carded)),
        site=site,
    )


def _asked(store: Store, asked: ReportQuery, query: ChangeQuery) -> tuple[list[Change], list[CountedChange]]:
    """Return the changes that were *asked* for, and what is counted beside them."""
    if (
        asked.newest is None or asked.change_filter != ChangeFilter()
    ):  # what a filter asks about stands in the texts
        return [change for change in store.changes(query) if asked.change_filter.matches(change)], []
    return _newest(store, query, asked.newest)


def _newest(store: Store, query: ChangeQuery, newest: int) -> tuple[list[Change], list[CountedChange]]:
    """Return what *query* asks for with the *newest* of what is listed, and the rest of that without its texts.

    Of the changes of years nine in ten are new lines, and many are silences. To
    read their texts would take longer than all else, and nobody reads the last of them.
    """
    moves = store.change_summaries(query.since, query.until)
    # asked for after the moves: what comes in meanwhile is a release more, never one less
    releases = {summary.release.id: summary.release for summary in store.releases()}
    lists: dict[tuple[Label, bool], list[ChangeSummary]] = {}
    for moved in moves:
        if _is_listed(moved, releases[moved.release], query):
            lists.setdefault((moved.label, moved.kind.is_commitment), []).append(moved)
    chosen = [moved.id for listed in lists.values() for moved in listed[-newest:]]
    unshown = [
        CountedChange(moved.label, moved.kind, moved.cause, releases[moved.release])
        for listed in lists.values()
        for moved in listed[:-newest]
    ]
    cards = [label for label in Label if label not in LISTED]
    changes = store.changes(replace(query, labels=cards))
    edits = store.changes(replace(query, labels=LISTED, causes=[Cause.EDIT]))
    return [*changes, *edits, *store.changes(ChangeQuery(ids=chosen))], unshown


def _is_listed(moved: ChangeSummary, release: Release, query: ChangeQuery) -> bool:
    return (
        moved.label in LISTED
        and moved.cause is not Cause.EDIT
        and query.source in {None, release.source}
        and query.line in {None, moved.line}
    )


def query_sources_section(
    store: Store,
    now: datetime,
    *,
    configured: Sequence[str] = (),
    wanted: Callable[[str], bool] | None = None,
    since: date | None = None,
    until: date | None = None,
    dates: DateStyle | None = None,
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
        store.source_statuses(),
        store.troubles(),
        withdrawn,
        now,
        configured=configured,
        wanted=wanted,
        dates=dates,
    )


def novelty_note(first: date | None, day: Callable[[date], str] = str) -> str:
    """Say against what "new" was judged, the *first* day held; *day* writes a date."""
    return f"“New” means: no earlier statement in the texts held since {day(first)}." if first else ""


def _nothing(held: Sequence[LineSpan]) -> str:
    if not held:
        return "no change matches; nothing has been compared yet"
    first, last = min(line.first_on for line in held), max(line.last_on for line in held)
    return f"no change matches; the store holds statements from {first} to {last}"
