"""What a feed tells, of a page or of the whole store: the changes that are told anywhere, by their names, and redlines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from reports.digest.layout.news_rows import item_words, redline_row
from reports.digest.news.news_query import standing_for
from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.redline_choice import choose_redlines
from reports.digest.news.redlines.redline_query import SeriesTexts
from reports.digest.news.told_changes import told_among
from reports.digest.news.watch import NO_WATCH
from reports.digest.news.window_news import said_again
from reports.view.dates import ISO
from reports.view.redline import plain_redline
from reports.view.vocabulary import MOVED_LABELS, LabelWords
from tracker.domain import Cause, Release, Unit
from tracker.exports.atom_feed import FeedText, RecordedChange, atom, newness
from tracker.exports.export_queries import newest_news
from tracker.store import ChangeQuery, Store
from tracker.store.records import ChangeSummary

TEXTS = 5  # of a feed, the newest: some 20 ms each, and a site has a feed for each topic and party
LOOKED_AT = 500  # changes, recorded last, that say which texts those are


def feed_of_store(store: Store, query: ChangeQuery, limit: int, *, doubtful: bool = False) -> str:
    """Return the news that *query* asks for by source and days of publication as a feed of *limit* entries at most.

    Moves that are told nowhere are left out, as on pages and in mails; with *doubtful* those that are not sure stand in it.
    """
    moves = list(store.change_summaries(query.since, query.until, query.source))
    series = SeriesTexts(store)
    recorded = list(newest_news(store, query, limit, doubtful=doubtful, moves=moves))
    asked = [change for change, _ in recorded if change.label in MOVED_LABELS]
    told = told_among(asked, standing_for(store, asked, None, series.text_before))
    fed, called = told_changes(
        recorded, {item.change.id: item_words(item) for item in told.items}, doubtful=doubtful
    )
    return atom(
        fed,
        called,
        now=datetime.now(UTC),
        source=query.source,
        limit=limit,
        edits=store.text_edits(source=query.source, since=query.since, until=query.until, news_only=True),
        texts=feed_texts(_newest_releases(store, moves), series.beside, partial(said_again_in, store)),
    )


def told_changes(
    recorded: Iterable[RecordedChange], words: Mapping[str, LabelWords | None], *, doubtful: bool = False
) -> tuple[list[RecordedChange], dict[str, str]]:
    """Return *recorded* but moves that are told nowhere, and what each told one is called; *words* has those that are told, by id.

    With *doubtful* moves stay that are not sure.
    """
    fed = [
        (change, at)
        for change, at in recorded
        if change.label not in MOVED_LABELS or words.get(change.id) or (doubtful and change.review)
    ]
    return fed, {identity: one.word for identity, one in words.items() if one}


def said_again_in(store: Store, release: Release) -> frozenset[str]:
    """Return the statements of *release*, by id, that surely say again what an earlier text of *store* said."""
    return said_again(store.changes(ChangeQuery(release=release.id)))


def feed_texts(
    recorded: Sequence[tuple[Release, datetime]],
    beside: Callable[[Release], ComparedText | None],
    again: Callable[[Release], frozenset[str]],
    wanted: Callable[[Iterable[Unit]], bool] = lambda _: True,
) -> list[FeedText]:
    """Return the redlines of the newest texts of *recorded*, with when each became known, of the sentences *wanted*.

    Each text is chosen alone, so what an entry says is the same whatever else a feed holds; *beside* lays it beside the one before,
    *again* says which of its statements were said before.
    """
    newest = sorted(recorded, key=lambda one: (str(one[0].published_on), one[0].id), reverse=True)[:TEXTS]
    found = []
    for release, at in newest:
        text = beside(release)
        if text is None:
            continue
        for item in choose_redlines((text.narrowed(wanted),), NO_WATCH, said_again=again(release)):
            row = redline_row(item, ISO, None)
            redlines = tuple(map(plain_redline, row.redlines))
            found.append(FeedText(release, item.text.before, at, row.sentence, redlines, row.href))
    return found


def first_recorded(moves: Iterable[tuple[str, datetime]]) -> dict[str, datetime]:
    """Return when each release became known, by its id: when the first of its *moves* was recorded."""
    recorded: dict[str, datetime] = {}
    for release, at in moves:
        recorded[release] = min(recorded.get(release, at), at)
    return recorded


def _newest_releases(store: Store, moves: Iterable[ChangeSummary]) -> list[tuple[Release, datetime]]:
    """Return the newest releases with one of *moves* by a release, and when each became known."""
    last = sorted(
        (move for move in moves if move.cause is Cause.RELEASE),
        key=lambda move: newness(move.recorded_at, move.published_on, move.release),
        reverse=True,
    )[:LOOKED_AT]
    recorded = first_recorded((move.release, move.recorded_at) for move in last)
    one_of_each = {move.release: move for move in last}
    newest = sorted(
        one_of_each.values(), key=lambda move: (str(move.published_on), move.release), reverse=True
    )[:TEXTS]
    changes = store.changes(ChangeQuery(ids=[move.id for move in newest]))
    return [(change.release, recorded[change.release.id]) for change in changes]
