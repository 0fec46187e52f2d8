"""How a history reads otherwise than when it was related, in what later statements look at.

When a text is edited, every later statement of its source could come out
otherwise. Most do not: an edit that touches no unit, or moves a date or a figure,
leaves what is looked for and how like it is as it was, and only those who continue
its lines have something else to continue. Told apart here is what certainly stays;
in doubt all later statements are related again.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from tracker.domain import Line, Mention, Release, Unit
from tracker.link.features import extract_features
from tracker.link.lines.line_history import LineHistory
from tracker.link.occasions.genre import are_comparable
from tracker.link.occasions.occasion import Occasion, occasion_as_placed
from tracker.link.occasions.title_subject import are_on_one_subject
from tracker.link.pairs.pair_features import pair_evidence
from tracker.link.pairs.pair_look import Look, look_at
from tracker.link.pairs.pair_model import PairModel, State, load_model

PlacedUnits = Sequence[tuple[Unit, Line]]
# statements of its series whose lines a release can be silent on (tracker.compare.silences.silence)
SILENT_ON = 2


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
        # by line: occasions whose last mention of it is another unit
        self._said: dict[str, set[Occasion]] = {}
        # by line and occasion: a mention that may be compared with, as it was looked at and as it is, where they differ
        self._looks: dict[tuple[str, Occasion], tuple[Look, Look]] = {}

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
            one
            for one in standing.same_series_statements(release)
            if are_comparable(one.release.title, release.title) and are_on_one_subject(one.release, release)
        )
        if any(not (one.lines - lines).isdisjoint(self._said) for one in islice(written, SILENT_ON)):
            return True
        if not self._looks:
            return False
        # what is as likely as before, or was and is too unlikely to be offered a line that differs, stays
        model = load_model()
        return any(
            _may_judge_otherwise(model, was, now, look)
            for look in (look_at(Mention(unit, release), model.words) for unit, _ in placed)
            for was, now in self._looks.values()
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
        occasions = {occasion_as_placed(release, before.placed), occasion_as_placed(release, now.placed)}
        words = load_model().words
        for line_id, unit in is_now.items():
            if unit.id == was[line_id].id and len(occasions) == 1:
                self._settle(line_id, occasions)
                continue
            self._said.setdefault(line_id, set()).update(occasions)
            self.total = self.total or extract_features(was[line_id]) != extract_features(unit)
            looked, looks = (look_at(Mention(one, release), words) for one in (was[line_id], unit))
            for occasion in occasions:
                self._looks.pop((line_id, occasion), None)
                if looked != looks:
                    self._looks[line_id, occasion] = (looked, looks)

    def _settle(self, line_id: str, occasions: Collection[Occasion]) -> None:
        """Forget what differs of a line of the occasions on which it is now said as it was."""
        for occasion in occasions:
            self._looks.pop((line_id, occasion), None)
        differing = self._said.get(line_id)
        if differing is not None:
            differing.difference_update(occasions)
            if not differing:
                del self._said[line_id]


def _may_judge_otherwise(model: PairModel, was: Look, now: Look, look: Look) -> bool:
    """Return whether *look* may be offered the line that looked as *was* and looks as *now*, and not as before."""
    if pair_evidence(was, look) == pair_evidence(now, look):
        return False
    return any(
        model.judge(side, look, within=within).state is not State.NEW
        for side in (was, now)
        for within in (True, False)
    )


def _first(placed: PlacedUnits) -> dict[str, Unit]:
    """Return by line the unit that stands for it: its first."""
    found: dict[str, Unit] = {}
    for unit, line in placed:
        found.setdefault(line.id, unit)
    return found
