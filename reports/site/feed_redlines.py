"""The redlines of the feed of a page: its newest texts beside the ones before them, in the words of a digest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from reports.digest.feed import LOOKED_AT, feed_texts, first_recorded, said_again_in
from reports.digest.news.redlines.redline_query import SeriesTexts
from reports.site.columns.change_table import ChangeRows
from reports.site.page_context import PageContext
from tracker.domain import Cause, Release, Unit
from tracker.exports.atom_feed import FeedText

HELD = 200  # texts beside the ones before them, some 0.2 MB each

Made = TypeVar("Made")


def feed_redlines(
    view: PageContext, changes: ChangeRows, wanted: Callable[[Iterable[Unit]], bool] = lambda _: True
) -> list[FeedText]:
    """Return the redlines of the newest texts with any of *changes*, of the sentences *wanted*; what was only edited or recomputed is left out."""
    last = changes.caused(Cause.RELEASE).last_recorded(LOOKED_AT)
    recorded = first_recorded((move.release, move.recorded_at) for move in last)
    releases = [(view.atlas.releases[identity].release, at) for identity, at in recorded.items()]
    series = SeriesTexts(view.store)
    return feed_texts(
        releases,
        partial(_held, view, "beside", series.beside),
        partial(_held, view, "said again", partial(said_again_in, view.store)),
        wanted,
    )


def _held(view: PageContext, name: str, made: Callable[[Release], Made], release: Release) -> Made:
    """Return what *made* makes of *release*; what was asked for last is held by *name*, since feeds share their newest texts."""
    held: dict[str, Made] = view.atlas.once(name, dict)
    if release.id not in held:
        if len(held) >= HELD:
            held.pop(next(iter(held)), None)
        held[release.id] = made(release)
    return held[release.id]
