"""What an edit added and took out, by the words themselves.

Change one sentence and a reader may cut its neighbours otherwise. A unit that is
new in the reading but whose words stood in the text before was not added, and one
that is gone from the reading but whose words still stand was not deleted.
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker.compare.value_parsing import normalise_wording
from tracker.domain import Change, Label


def drop_resegmented(changes: Iterable[Change], before: str, after: str) -> tuple[Change, ...]:
    """Return the *changes* of an edit without additions that stood in *before* and deletions that stand in *after*."""
    old, new = normalise_wording(before), normalise_wording(after)

    def borne_out(change: Change) -> bool:
        if change.label is Label.NEW and change.after:
            return normalise_wording(change.after.unit.quote) not in old
        if change.label is Label.DROPPED and change.before:
            return normalise_wording(change.before.unit.quote) not in new
        return True

    return tuple(filter(borne_out, changes))
