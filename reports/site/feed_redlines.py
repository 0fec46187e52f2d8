"""The redlines of the feed of a page: its newest texts beside the ones before them, in the words of a digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from reports.digest.feed import LOOKED_AT, feed_texts, first_recorded
from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.redline_query import SeriesTexts
from reports.site.columns.change_table import ChangeRows
from reports.site.page_context import PageContext
from tracker.domain import Cause, Release, Unit
from tracker.exports.atom_feed import FeedText

HELD = 200  # texts beside the ones before them, some 0.2 MB each


def feed_redlines(
    view: PageContext, changes: ChangeRows, wanted: Callable[[Iterable[Unit]], bool] = lambda _: True
) -> list[FeedText]:
    """Return the redlines of the newest texts with any of *changes*, of the sentences *wanted*; what was only edited or recomputed is left out."""
    last = changes.caused(Cause.RELEASE).last_recorded(LOOKED_AT)
    recorded = first_recorded((move.release, move.recorded_at) for move in last)
    releases = [(view.atlas.releases[identity].release, at) for identity, at in recorded.items()]
    return feed_texts(view.store, releases, partial(_beside, view), wanted)


def _beside(view: PageContext, release: Release) -> ComparedText | None:
    """Return *release* beside the text before it; those asked for last are held, since feeds share their newest texts."""
    held: dict[str, ComparedText | None] = view.atlas.once("beside", dict)
    if release.id not in held:
        if len(held) >= HELD:
            held.pop(next(iter(held)), None)
        held[release.id] = SeriesTexts(view.store).beside(release)
    return held[release.id]
