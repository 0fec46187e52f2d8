"""What changes are called where they are told, asked of the store once for all pages and feeds of what is held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reports.digest.layout.news_rows import item_words
from reports.digest.news.news_query import standing_for
from reports.digest.news.redlines.redline_query import SeriesTexts
from reports.digest.news.told_moves import ToldMoves, told_moves
from reports.site.page_context import PageContext
from reports.view.vocabulary import LabelWords
from tracker.domain import Change


def told_of(view: PageContext, changes: Sequence[Change], series: SeriesTexts) -> ToldMoves:
    """Return which of *changes* are told, and remember what they are called; *series* lays texts beside the ones before them."""
    told = told_moves(changes, standing_for(view.store, changes, None, series.text_before))
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
