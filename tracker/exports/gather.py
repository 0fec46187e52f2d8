"""What the store has for an export. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain import Label
from tracker.exports.citations import Citation
from tracker.exports.deadlines import Deadline, deadlines
from tracker.exports.feed import TOLD, Told
from tracker.rows import Row, change_row, unit_row
from tracker.store.views import ChangeQuery, Held

if TYPE_CHECKING:
    from tracker.store import Store


def unit_rows(store: Store, query: ChangeQuery) -> Iterator[Row]:
    """Yield the rows of ``export units`` that *query* asks for by source and days of publication."""
    for release, unit, line in store.units(source=query.source):
        if query.covers(release.published_on):
            yield unit_row(release, unit, line)


def change_rows(store: Store, query: ChangeQuery) -> Iterator[Row]:
    """Yield the rows of ``export changes`` that *query* asks for."""
    for change in store.changes(query):
        yield change_row(change)


def told(store: Store, query: ChangeQuery) -> Iterator[Told]:
    """Yield the changes that are news, each with when it was first recorded."""
    changes = store.changes(replace(query, causes=TOLD))
    recorded = store.recorded_at([change.id for change in changes])
    for change in changes:
        if change.id in recorded:  # it may have been related again in between
            yield change, recorded[change.id]


def standing_deadlines(store: Store, source: str | None) -> list[Deadline]:
    """Return the deadlines that what stands names: the last word on each line that was not dropped."""
    dropped = {one.line.id for one in store.lines(source) if one.last_label is Label.DROPPED}
    return deadlines(store.units(source=source), dropped)


def citations(store: Store, query: ChangeQuery) -> Iterator[Citation]:
    """Yield a citation of each release that has a text, by source, day and ref, as its last revision."""
    last = store.last_texts(query.source, query.since, query.until)
    held = [one for one in _held(store, query.source) if one.release.id in last]
    for one in sorted(held, key=_place):
        yield Citation(one.release, one.last_checked_at.date(), *last[one.release.id])


def _held(store: Store, source: str | None) -> Iterator[Held]:
    for name in store.sources() if source is None else [source]:
        yield from store.held(name).values()


def _place(held: Held) -> tuple[str, bool, date, str]:
    release = held.release
    return release.source, release.published_on is None, release.published_on or date.max, release.ref
