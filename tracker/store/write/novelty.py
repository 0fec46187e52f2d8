"""Whether a change that replaces another is still news: nothing owed to readers gets lost, nothing is told twice.

An edit of an earlier text, or a text that arrives late, gives later comparisons
another label or another earlier unit, and so another id. As long as nobody was
told of the comparison that is replaced, the new one takes its place as news.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from tracker.domain import Cause, Change
from tracker.store.records import FirstRecording
from tracker.store.write.invalidation import DECIDED, REPLAY, SETTLED

NEWS = (Cause.RELEASE, Cause.EDIT)
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class StoredChanges:
    """What stands in the store when the relation of one revision is recorded again. Rows are those of changes."""

    held: Mapping[str, Row[Any]]  # by id, of any revision
    replaced: Mapping[Key, Row[Any]]  # of this revision, by what they are about
    delivered: Collection[str]  # ids of *replaced* that were put to a reader
    same_engine: bool
    due: str  # why it is related again

    def first(self, change: Change, now: datetime) -> FirstRecording:
        """Return what the row of *change* says of its first time.

        The same comparison under the same id stays what it was. One that
        replaces another that nobody was told of inherits its news; its cause
        too, unless an analyst's decision made it: that is a recomputation, and
        is told in place of what it corrects. A silence that comes to light,
        and so replaces nothing, goes with the rest of its release.
        """
        if row := self.held.get(change.id):
            return FirstRecording(Cause(row.cause), row.news, row.recorded_at)
        row = next((self.replaced[key] for key in change_keys(change) if key in self.replaced), None)
        if row is None and not self.delivered:
            row = next(iter(self.replaced.values()), None)
        moved = self.same_engine and self.due in (SETTLED, REPLAY, DECIDED)
        if row is None or not moved or not row.news or row.id in self.delivered:
            return FirstRecording(change.cause, change.cause.value if change.cause in NEWS else "", now)
        cause = Cause.RECOMPUTED if self.due == DECIDED else Cause(row.cause)
        return FirstRecording(cause, row.news, row.recorded_at)


def change_keys(change: Change) -> Iterable[Key]:
    """Return what *change* is about, closest first: the unit that was said; or the line, the unit, not repeated."""
    if change.after:
        return (("said", change.after.unit.id),)
    before = change.before.unit.id if change.before else ""
    return (("silent line", change.line.id), ("silent unit", before))


def by_key(rows: Iterable[Row[Any]]) -> dict[Key, Row[Any]]:
    """Return *rows* of changes by what they are about."""
    found: dict[Key, Row[Any]] = {}
    for row in rows:
        if row.after_unit:
            found["said", row.after_unit] = row
        else:
            found["silent line", row.line_id] = row
            found["silent unit", row.before_unit or ""] = row
    return found
