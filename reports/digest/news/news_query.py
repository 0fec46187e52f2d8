"""What news is judged against, asked of the store: how lines were worded, how sure links are, what was named before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from reports.digest.news.choice import KNOWN_ENOUGH, Standing, may_be_item
from tracker.domain import Change, Label
from tracker.store import Store


def standing_for(store: Store, changes: Sequence[Change], since: date | None) -> Standing:
    """Return what stood before the window of *changes*, which began on *since*.

    Without *since*, or where too little is held before it, nothing counts as named for the first time.
    """
    asked = [change for change in changes if may_be_item(change)]
    moved = {change.line.id for change in asked if change.before and change.after}
    units = {change.after.unit.id for change in asked if change.before and change.after}
    names: dict[str, frozenset[str]] = {}
    if since:
        for source in {change.release.source for change in asked if _may_be_first(change)}:
            used = store.names_used(source, since)
            if used.releases >= KNOWN_ENOUGH:
                names[source] = used.parties | used.topics
    return Standing(store.line_quotes(moved), store.link_scores(units), names)


def releases_read(store: Store, wanted: Callable[[str], bool], since: date | None, until: date | None) -> int:
    """Return how many releases of the *wanted* sources were published in a window, both days inclusive."""
    return sum(number for source, number in store.releases_by_source(since, until).items() if wanted(source))


def _may_be_first(change: Change) -> bool:
    return change.label is Label.NEW and change.after is not None and change.after.unit.kind.is_commitment
