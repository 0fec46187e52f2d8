"""The redlines of a feed: the newest texts of a page beside the ones before them, in the words of a digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.redline_choice import choose_redlines
from reports.digest.news.redlines.redline_query import SeriesTexts
from reports.digest.news.watch import NO_WATCH
from reports.digest.news_rows import redline_row
from reports.site.columns.change_table import ChangeRows
from reports.site.page_context import PageContext
from reports.view.dates import ISO
from reports.view.redline import plain_redline
from tracker.domain import Cause, Release, Unit
from tracker.exports.atom_feed import FeedText

TEXTS = 5  # of a feed, the newest: some 20 ms each, and a site has a feed for each topic and party
HELD = 200  # texts beside the ones before them, some 0.2 MB each
LOOKED_AT = 500  # changes of the page, recorded last, that say which texts those are


def feed_redlines(
    view: PageContext, changes: ChangeRows, wanted: Callable[[Iterable[Unit]], bool] = lambda _: True
) -> list[FeedText]:
    """Return the redlines of the newest texts with any of *changes*, of the sentences *wanted*; each text is chosen alone.

    So what an entry says is the same whatever else a feed holds. What was only edited or recomputed is left out.
    """
    recorded: dict[str, datetime] = {}
    for move in changes.caused(Cause.RELEASE).last_recorded(LOOKED_AT):
        recorded[move.release] = min(recorded.get(move.release, move.recorded_at), move.recorded_at)
    releases = [view.atlas.releases[identity].release for identity in recorded]
    releases.sort(key=lambda one: (str(one.published_on), one.id), reverse=True)
    texts = (text for release in releases[:TEXTS] if (text := _beside(view, release)))
    found = []
    for item in (item for text in texts for item in choose_redlines((text.narrowed(wanted),), NO_WATCH)):
        row, text = redline_row(item, ISO, None), item.text
        redlines = tuple(map(plain_redline, row.redlines))
        found.append(
            FeedText(text.release, text.before, recorded[text.release.id], row.sentence, redlines, row.href)
        )
    return found


def _beside(view: PageContext, release: Release) -> ComparedText | None:
    """Return *release* beside the text before it; those asked for last are held, since feeds share their newest texts."""
    held: dict[str, ComparedText | None] = view.atlas.once("beside", dict)
    if release.id not in held:
        if len(held) >= HELD:
            held.pop(next(iter(held)), None)
        held[release.id] = SeriesTexts(view.store).beside(release)
    return held[release.id]
