"""What changes are called where they are told, asked of the store once for all pages and feeds of what is held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from reports.digest.feed import LOOKED_AT, feed_texts, first_recorded, said_again_in
from reports.digest.layout.news_rows import item_words
from reports.digest.news.news_query import standing_for
from reports.digest.news.redlines.redline_query import SeriesTexts
from reports.digest.news.told_changes import ToldChanges, told_among
from reports.site.columns.change_table import ChangeRows
from reports.site.page_context import PageContext
from reports.view.vocabulary import LabelWords
from tracker.domain import Cause, Change, Release, Unit
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
        partial(held_for, view, "beside", series.beside),
        partial(held_for, view, "said again", partial(said_again_in, view.store)),
        wanted,
    )


def held_for(view: PageContext, name: str, made: Callable[[Release], Made], release: Release) -> Made:
    """Return what *made* makes of *release*; what was asked for last is held by *name*, for other pages and feeds, until something is new."""
    held: dict[str, Made] = view.atlas.once(name, dict)
    if release.id not in held:
        if len(held) >= HELD:
            held.pop(next(iter(held)), None)
        held[release.id] = made(release)
    return held[release.id]


def told_of(view: PageContext, changes: Sequence[Change], series: SeriesTexts) -> ToldChanges:
    """Return which of *changes* are told, and remember what they are called; *series* lays texts beside the ones before them."""
    told = told_among(changes, standing_for(view.store, changes, None, series.text_before))
    words = {item.change.id: item_words(item) for item in told.items}
    _remembered(view).update({change.id: words.get(change.id) for change in changes})
    return told


def told_words(view: PageContext, changes: Sequence[Change]) -> Mapping[str, LabelWords | None]:
    """Return what each of *changes* is called, by its id; None where it is told nowhere."""
    held = _remembered(view)
    if unknown := [change for change in changes if change.id not in held]:
        told_of(view, unknown, SeriesTexts(view.store))
    return {change.id: held[change.id] for change in changes}


def _remembered(view: PageContext) -> dict[str, LabelWords | None]:
    held: dict[str, LabelWords | None] = view.atlas.once("told", dict)
    return held
