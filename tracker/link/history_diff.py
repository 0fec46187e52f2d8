"""How a history reads otherwise than when it was related, in what later statements look at.

When a text is edited, every later statement of its source could come out
otherwise. Most do not: an edit that touches no unit, or moves a date or a figure,
leaves what is looked for and how like it is as it was, and only those who continue
its lines have something else to continue. Told apart here is what certainly stays;
in doubt all later statements are related again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from rapidfuzz import fuzz

from tracker.domain import Line, Release, Unit
from tracker.link.event_type import is_spoken
from tracker.link.features import extract_features, normalised_wording
from tracker.link.line_history import LineHistory
from tracker.link.occasion import Occasion, occasion_as_placed
from tracker.link.series import title_states
from tracker.link.similarity import VERBATIM

PlacedUnits = Sequence[tuple[Unit, Line]]
SILENT_ON = 2  # statements of its series whose lines a release can be silent on (tracker.compare.silence)


@dataclass(frozen=True, slots=True)
class PlacedRelease:
    """How a release stands: its units with their lines, and the lines it dropped."""

    placed: PlacedUnits
    dropped: Collection[str]


class HistoryDiff:
    """What differs between a history and the one before, as of a day. Follows a ``LineHistory``, in the same steps."""

    def __init__(self) -> None:
        self.total = False  # whether every later statement must be related again
        self._pending: list[tuple[date, Release, PlacedRelease | None, PlacedRelease]] = []
        self._said: dict[
            str, set[Occasion]
        ] = {}  # by line: companies whose last mention of it is another unit
        self._wordings: dict[str, str] = {}  # by line: wording of its latest mention, if its numbers differ

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs, nor will when what was added becomes visible: what is not new itself stays."""
        return not (self.total or self._said or self._pending)

    def add(self, release: Release, before: PlacedRelease | None, now: PlacedRelease) -> None:
        """Take in that *release* stands as *now*; *before* is how it stood, None where it did not.

        Like a statement, this becomes visible for days after its publication.
        """
        assert release.published_on is not None, "undated releases are not related"
        self._pending.append((release.published_on, release, before, now))

    def as_of(self, day: date) -> None:
        """Make visible what came before *day*. Days only move forward."""
        while self._pending and self._pending[0][0] < day:
            _, release, before, now = self._pending.pop(0)
            self._show(release, before, now)

    def may_affect(self, release: Release, placed: PlacedUnits, standing: LineHistory) -> bool:
        """Return whether *release*, which stood as *placed*, may come out otherwise; *standing* is as of its day."""
        if self.total:
            return True
        if not self._said:
            return False
        lines = {line.id for _, line in placed}
        if not lines.isdisjoint(self._said):
            return True
        written = (
            one for one in standing.same_series_statements(release) if not is_spoken(one.release.title)
        )
        if any(not (one.lines - lines).isdisjoint(self._said) for one in islice(written, SILENT_ON)):
            return True
        # what is worded like a mention whose numbers moved is more or less like it than it was
        words = [normalised_wording(unit.quote) for unit, _ in placed] if self._wordings else []
        return any(
            fuzz.ratio(own, other) / 100 >= VERBATIM for own in words for other in self._wordings.values()
        )

    def _show(self, release: Release, before: PlacedRelease | None, now: PlacedRelease) -> None:
        """Take in one release. What changes the lines, their order or the words they are found by changes all."""
        if self.total or before is None or set(before.dropped) != set(now.dropped):
            self.total = True
            return
        was, is_now = _first(before.placed), _first(now.placed)
        if list(was) != list(is_now):
            self.total = True
            return
        companies = {occasion_as_placed(release, before.placed), occasion_as_placed(release, now.placed)}
        states = title_states(release)
        for line_id, unit in is_now.items():
            self._wordings.pop(line_id, None)
            if unit.id == was[line_id].id and len(companies) == 1:
                self._settle(line_id, companies)
                continue
            self._said.setdefault(line_id, set()).update(companies)
            looked, looks = extract_features(was[line_id], states), extract_features(unit, states)
            if looked != looks:
                self._wordings[line_id] = looks.wording
                self.total = self.total or replace(looked, numbers=looks.numbers) != looks

    def _settle(self, line_id: str, companies: Collection[Occasion]) -> None:
        """Forget what differs of a line in the companies in which it is now said as it was."""
        differing = self._said.get(line_id)
        if differing is not None:
            differing.difference_update(companies)
            if not differing:
                del self._said[line_id]


def _first(placed: PlacedUnits) -> dict[str, Unit]:
    """Return by line the unit that stands for it: its first."""
    found: dict[str, Unit] = {}
    for unit, line in placed:
        found.setdefault(line.id, unit)
    return found
