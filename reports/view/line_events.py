"""Where a line was said or missed, each with what moved there. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from reports.view.changes import is_edit
from tracker.domain import Change, Label, Mention, Release, Unit


@dataclass(slots=True)
class LineEvent:
    """One statement or silence with the changes that were found there."""

    release: Release
    unit: Unit | None
    changes: list[Change] = field(default_factory=list)
    removed_by_edit: bool = False
    lacks_first_silence: bool = False  # dropped here, and no first silence stands right before

    @property
    def day(self) -> date:
        """When it was published; what is undated comes first."""
        return self.release.published_on or date.min


def line_events(mentions: Sequence[Mention], changes: Sequence[Change]) -> list[LineEvent]:
    """Return where a line was said or missed, oldest first, each with what moved there.

    *mentions* and *changes* are those of ``Store.history``: of an edited release the
    last text speaks. A change found in an earlier text of it stands with that; a
    statement an edit took away stands by itself.
    """
    found = [LineEvent(mention.release, mention.unit) for mention in mentions]
    by_unit = {one.unit.id: one for one in found if one.unit}
    by_release: dict[str, LineEvent] = {}
    for one in found:
        by_release.setdefault(one.release.id, one)
    for change in changes:
        after = change.after
        place = by_unit.get(after.unit.id) or by_release.get(change.release.id) if after else None
        if place is None:
            place = LineEvent(
                change.release, after.unit if after else None, removed_by_edit=after is not None
            )
            found.append(place)
            if after:
                by_release[change.release.id] = place
        place.changes.append(change)
    found.sort(key=lambda one: (one.day, one.unit is None))  # stable: of one day as they came
    missed = False  # since it was last said
    for one in found:
        labels = {change.label for change in one.changes if not change.after and not is_edit(change)}
        one.lacks_first_silence = Label.DROPPED in labels and not missed
        missed = one.unit is None and (missed or Label.NOT_REPEATED in labels)
    return found
