"""What the store has for an export. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import islice, takewhile

from tracker.domain import Change
from tracker.exports.atom_feed import NEWS_CAUSES, RecordedChange, newness
from tracker.exports.citations import Citation
from tracker.exports.deadlines import Deadline, deadlines
from tracker.exports.json_rows import Row, change_row, edit_row, unit_row
from tracker.store import Store
from tracker.store.records import ChangeQuery, ChangeSummary, StoredRelease

CHANGES_AT_ONCE = 1000  # with their units, some 5 MB


def unit_rows(store: Store, query: ChangeQuery) -> Iterator[Row]:
    """Yield the rows of ``export units`` that *query* asks for by source and days of publication."""
    for release, unit, line in store.units(source=query.source):
        if query.covers(release.published_on):
            yield unit_row(release, unit, line)


def change_rows(store: Store, query: ChangeQuery) -> Iterator[Row]:
    """Yield the rows of ``export changes`` that *query* asks for."""
    for change in _whole(store, query, store.change_summaries(query.since, query.until, query.source)):
        yield change_row(change)


def edit_rows(store: Store, query: ChangeQuery) -> Iterator[Row]:
    """Yield the rows of ``export edits`` that *query* asks for by source and days of publication."""
    for held in store.text_edits(source=query.source, since=query.since, until=query.until):
        yield edit_row(held)


def newest_news(
    store: Store,
    query: ChangeQuery,
    limit: int,
    *,
    doubtful: bool = False,
    moves: Iterable[ChangeSummary] | None = None,
) -> Iterator[RecordedChange]:
    """Yield the newest changes that are news, at least *limit* where there are, each with when it was first recorded.

    With *doubtful* also those that no mail tells: their link is only possible, or their label is withheld. *moves* are
    all that *query* asks for, where they are at hand.

    More than *limit* where the last of them is as new as others: they are told
    apart by their place in the text, which only a whole change has.
    """
    asked = store.change_summaries(query.since, query.until, query.source) if moves is None else moves
    news = [move for move in asked if move.cause in NEWS_CAUSES and (doubtful or not move.review)]
    news.sort(key=_newness, reverse=True)
    if not news:
        return
    oldest = _newness(news[min(limit, len(news)) - 1])
    newest = list(takewhile(lambda move: _newness(move) >= oldest, news))
    recorded = {move.id: move.recorded_at for move in newest}
    for change in _whole(store, query, newest):
        yield change, recorded[change.id]


def standing_deadlines(store: Store, source: str | None) -> list[Deadline]:
    """Return the deadlines that what stands names: the last word on each line that was not dropped."""
    return deadlines(store.standing_units_with_deadline(source))


def citations(store: Store, query: ChangeQuery) -> Iterator[Citation]:
    """Yield a citation of each release that has a text, by source, day and ref, as its last revision."""
    last = store.latest_bodies(query.source, query.since, query.until)
    held = [one for one in _held(store, query.source) if one.release.id in last]
    for one in sorted(held, key=_place):
        yield Citation(one.release, one.last_checked_at.date(), *last[one.release.id])


def _whole(store: Store, query: ChangeQuery, moves: Iterable[ChangeSummary]) -> Iterator[Change]:
    """Yield the changes of *moves* that *query* asks for, whole, a part at a time; one replaced since is left out."""
    ids = (move.id for move in moves)
    while batch := list(islice(ids, CHANGES_AT_ONCE)):
        yield from store.changes(replace(query, ids=batch))


def _newness(move: ChangeSummary) -> tuple[datetime, date, str]:
    return newness(move.recorded_at, move.published_on, move.release)


def _held(store: Store, source: str | None) -> Iterator[StoredRelease]:
    for name in store.sources() if source is None else [source]:
        yield from store.stored_releases(name).values()


def _place(held: StoredRelease) -> tuple[str, bool, date, str]:
    release = held.release
    return release.source, release.published_on is None, release.published_on or date.max, release.ref
