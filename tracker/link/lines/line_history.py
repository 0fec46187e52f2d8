"""What one source has said so far, with the indexes that find it again.

A ``LineHistory`` only ever moves forward in time. A statement that is added becomes
visible on the days after its publication, so two statements of one day never see
each other and none sees its own future.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol, Self

from tracker.domain import Line, Mention, Release, Statement, Unit
from tracker.link.features import Features, extract_features
from tracker.link.idf import IdfWeights
from tracker.link.lines.held import Held
from tracker.link.lines.held_releases import HeldReleases
from tracker.link.lines.line_index import CANDIDATES, LineIndex
from tracker.link.lines.recalled_lines import RecalledLines, SaidUnit, Statements
from tracker.link.occasions.occasion import Occasion, OccasionMention, occasion_as_placed
from tracker.link.occasions.series import SeriesIndex, SeriesRule
from tracker.link.pairs.pair_look import Look, look_at
from tracker.link.pairs.pair_model import load_model


class _Pending(NamedTuple):
    """A statement not yet visible, in the order it will become so."""

    day: date
    release_id: str
    release: Release
    placed: tuple[tuple[Unit, Line], ...]
    dropped: frozenset[str]


class Archive(Protocol):
    """Where units and lines that were said before are read when they are asked for."""

    def units(self, ids: Collection[str]) -> Mapping[str, Unit]:
        """Return units by id."""

    def lines(self, ids: Collection[str]) -> Mapping[str, Line]:
        """Return lines by id."""

    def text(self, revision: str) -> str:
        """Return all that a revision says; "" where it was never read."""


# Units and looks held at most, where an archive has them too: 26 and 150 MB.
UNITS_HELD, LOOKS_HELD = 12_000, 36_000
OF_SERIES = 12  # statements of a series that are looked at
TEXTS_HELD = 32  # texts held at most: a release is compared with few others


class LineHistory:
    """The latest mention of every line of one source, as of a day."""

    def __init__(self, *, series: Sequence[SeriesRule] = ()) -> None:
        self._archive: Archive | None = None
        self._pending: list[_Pending] = []
        self._statements = Statements()
        self._rules = tuple(series)
        self._series = SeriesIndex(self._rules)
        self._lines: dict[str, Line] = {}  # as far as they were asked for
        self._units: Held[Unit] = Held(UNITS_HELD)  # as far as they were asked for
        self._recalled = RecalledLines()
        # by line, as far as they were asked for or added: where it was last said on each occasion, latest last
        self._said: dict[str, dict[Occasion, SaidUnit]] = {}
        self._index = LineIndex()
        self._unindexed: dict[str, Unit] = {}
        self._seen: dict[str, Features] = {}  # of units looked at since the index was last brought up to date
        self._looks: Held[Look] = Held(LOOKS_HELD)  # by unit: mentions that were looked at
        self._at_hand: dict[str, tuple[Mention, Look]] = {}  # the same of statements that are not visible yet
        self._texts: Held[str] = Held(TEXTS_HELD)  # by revision: those that were asked for
        self._dropped: dict[str, bool] = {}  # by line, where a release that was added says it
        self._series_of: tuple[str, list[int]] = (
            "",
            [],
        )  # places of the statements of the series of a release

    @classmethod
    def of(
        cls, release: Release, placed: Sequence[tuple[Unit, Line]], *, series: Sequence[SeriesRule] = ()
    ) -> Self:
        """Return the standing that knows *placed* alone, all of it visible."""
        standing = cls(series=series)
        standing._show(
            _Pending(release.published_on or date.min, release.id, release, tuple(placed), frozenset())
        )
        return standing

    def add(
        self, release: Release, placed: Sequence[tuple[Unit, Line]], dropped: Collection[str] = ()
    ) -> None:
        """Remember a statement; it becomes visible for days after its publication.

        Adding the same release again, as when a later revision is related,
        replaces what was remembered of it while it is not yet visible. An
        undated release is not compared and so not remembered.
        """
        if release.published_on is None:
            return
        self._pending = [entry for entry in self._pending if entry.release_id != release.id]
        entry = _Pending(release.published_on, release.id, release, tuple(placed), frozenset(dropped))
        insort(self._pending, entry, key=lambda waiting: (waiting.day, waiting.release_id))

    def as_of(self, day: date) -> Self:
        """Make visible everything published before *day* and return this standing. Days only move forward."""
        while self._pending and self._pending[0].day < day:
            self._show(self._pending.pop(0))
        if not self._pending:
            self._at_hand.clear()
        return self

    def __len__(self) -> int:
        """Return how many lines are held."""
        return len(self._recalled) + sum(line_id not in self._recalled for line_id in self._said)

    def recall(self, archive: Archive, held: HeldReleases) -> None:
        """Make visible what a store holds, earliest first; what was said is read from *archive* when it is asked for.

        Everything comes out as if each release had been added. Nothing may have been added before.
        """
        assert not self._statements
        assert not self._pending
        self._archive = archive
        self._recalled = RecalledLines(held)
        self._statements = Statements(held.ids, self._recalled.statement)
        self._series.recall(held.titles, self._recalled.release)
        del held  # its words go when the index has taken them
        self._index = LineIndex(self._recalled.found_by())

    def line(self, line_id: str) -> Line:
        """Return the line of that id.

        Raises:
            KeyError: No visible statement spoke on it.
        """
        return self.lines([line_id])[line_id]

    def lines(self, ids: Sequence[str]) -> Mapping[str, Line]:
        """Return at least the lines of *ids* on which a visible statement spoke, read in one go."""
        unread = [line_id for line_id in ids if line_id not in self._lines and self._where(line_id)]
        if unread and self._archive is not None:
            self._lines |= self._archive.lines(unread)
        return self._lines

    def last_said_after(self, day: date, lines: Iterable[str]) -> list[Mention]:
        """Return the last mentions of those of *lines* that were said after *day*, in their order, read in one go."""
        last = [next(reversed(said.values())) for line_id in lines if (said := self._where(line_id))]
        later = [one for one in last if one.release.published_on and one.release.published_on > day]
        self._let_go()
        self._read(one.unit for one in later)
        return [self._mention(one) for one in later]

    def mention(self, line_id: str) -> Mention | None:
        """Return where the line was last said, or None where it is not held."""
        said = self._where(line_id)
        return self._mention(next(reversed(said.values()))) if said else None

    def mentions(self, line_id: str) -> list[OccasionMention]:
        """Return the last mention of the line of each occasion it was made on, latest first; empty where not held."""
        said = self._where(line_id)
        return [(occasion, self._mention(said[occasion])) for occasion in reversed(said)]

    def mention_of(self, line_id: str, unit_id: str) -> OccasionMention:
        """Return the mention of the line by that unit; where it is not among :meth:`mentions`, the latest.

        Raises:
            IndexError: The line is not held.
        """
        said = self.mentions(line_id)
        return next((entry for entry in said if entry[1].unit.id == unit_id), said[0])

    def said(self, line_id: str) -> dict[Occasion, SaidUnit]:
        """Return where the line was last said on each occasion, latest last, nothing of it read; empty where not held."""
        return self._where(line_id)

    def mention_at(self, said: SaidUnit) -> Mention:
        """Return one of :meth:`said`, read."""
        return self._mention(said)

    def look(self, said: SaidUnit) -> Look:
        """Return one of :meth:`said` as pairs are judged; worked out when first asked for."""
        held = self._looks.get(said.unit)
        if held is None:
            held = self._looks[said.unit] = look_at(self._mention(said), load_model().words)
        return held

    def bring_looks(self, said: Iterable[SaidUnit]) -> None:
        """Read in one go what the looks of *said* are worked out from, as far as they are not held; let go of what was not asked for longest."""
        self._let_go()
        self._read(one.unit for one in said if self._looks.get(one.unit) is None)

    def look_at_hand(self, mention: Mention) -> Look:
        """Return a statement that is related now as pairs are judged: worked out once for all that ask, later statements too."""
        known = self._at_hand.get(mention.unit.id)
        if known is None or known[0].unit is not mention.unit or known[0].release is not mention.release:
            known = self._at_hand[mention.unit.id] = (mention, look_at(mention, load_model().words))
        return known[1]

    def features_of(self, unit: Unit) -> Features:
        """Return what *unit* is found by."""
        seen = self._seen.get(unit.id)
        if seen is None:
            seen = self._seen[unit.id] = extract_features(unit)
        return seen

    def lines_last_mentioned_by(self, release: Release) -> frozenset[str]:
        """Return the lines *release* itself was the last to speak on: in an earlier text of it."""
        statement = self._statements.of(release.id)
        return frozenset(
            line_id
            for line_id in (statement.lines if statement else ())
            if next(reversed(self._where(line_id).values())).release.id == release.id
        )

    def units_of(self, release: Release) -> list[Unit]:
        """Return what *release* said on the lines it spoke on, as far as nobody repeated it since on the same occasion."""
        return self.units_of_each([release])[release.id]

    def units_of_each(self, releases: Iterable[Release]) -> dict[str, list[Unit]]:
        """Return what :meth:`units_of` does of each of *releases*, by id, read in one go."""
        found = {}
        for release in releases:
            statement = self._statements.of(release.id)
            found[release.id] = [
                said
                for line_id in sorted(statement.lines if statement else ())
                for said in self._where(line_id).values()
                if said.release.id == release.id
            ]
        self._read(said.unit for several in found.values() for said in several)
        return {
            release_id: [self._mention(said).unit for said in several]
            for release_id, several in found.items()
        }

    def text_of(self, unit: Unit) -> str:
        """Return all that the revision *unit* stands in says; "" where there is no archive to read it from."""
        if self._archive is None:
            return ""
        text = self._texts.get(unit.revision)
        if text is None:
            self._texts.let_go()
            text = self._texts[unit.revision] = self._archive.text(unit.revision)
        return text

    def is_dropped(self, line_id: str) -> bool:
        """Return whether the line went silent for good and has not come back."""
        held = self._dropped.get(line_id)
        return self._recalled.is_dropped(line_id) if held is None else held

    def statements(self) -> Statements:
        """Return the visible history, earliest first."""
        return self._statements

    def same_series_statements(self, release: Release) -> list[Statement]:
        """Return the latest statements of the series *release* belongs to, latest first.

        A series is statements of one source with like titles, dates, numbers
        and names of persons aside, or of one form between the same states.
        """
        return [self._statements[place] for place in self._places_of_series(release)[:OF_SERIES]]

    def is_in_series(self, earlier: Release, release: Release) -> bool:
        """Return whether *earlier*, which is visible, is of the series *release* belongs to."""
        places = self._statements.places_of(earlier.id)
        return any(place in self._places_of_series(release) for place in places)

    def _places_of_series(self, release: Release) -> list[int]:
        """Return the places of the statements of the series *release* belongs to, latest first, itself left out."""
        known, found = self._series_of
        if known != release.id:
            own = self._statements.places_of(release.id)
            found = [place for place in self._series.positions(release) if place not in own]
            self._series_of = (release.id, found)
        return found

    def find(self, wanted: Features, limit: int = CANDIDATES) -> list[str]:
        """Return ids of the lines that share the most telling words with *wanted*, best first.

        Rare words weigh more than common ones; words on every line weigh
        nothing. Equal scores are ordered by line id.
        """
        return self._indexed().find(wanted, limit)

    @property
    def idf(self) -> IdfWeights:
        """How telling a word is among the lines held."""
        return self._indexed().idf

    def _show(self, entry: _Pending) -> None:
        release, placed = entry.release, entry.placed
        first: dict[str, Unit] = {}  # of a split line its first unit stands for it
        for unit, line in placed:
            first.setdefault(line.id, unit)
            self._lines[line.id] = line
        self._stand(release, frozenset(first), entry.dropped)
        occasion = occasion_as_placed(release, placed)
        for line_id, unit in first.items():
            now = SaidUnit(unit.id, release)
            said = self._said[line_id] = self._where(line_id)
            if before := said.pop(occasion, None):
                self._looks.pop(before.unit)
                self._units.pop(before.unit)
            said[occasion] = now
            self._units[unit.id] = unit
            looked, look = self._at_hand.pop(unit.id, (None, None))
            if look and looked and looked.unit is unit and looked.release is release:
                self._looks[unit.id] = look
            self._unindexed.pop(line_id, None)  # so that the latest comes last
            self._unindexed[line_id] = unit

    def _stand(self, release: Release, shown: frozenset[str], dropped: Collection[str]) -> None:
        """Let *release* be the last that spoke, on the lines *shown*."""
        self._series.add(release, len(self._statements))
        self._statements.add(Statement(release, shown))
        self._series_of = ("", [])
        self._dropped |= dict.fromkeys(shown, False) | dict.fromkeys(dropped, True)

    def _where(self, line_id: str) -> dict[Occasion, SaidUnit]:
        """Return where the line was last said on each occasion, latest last; empty where it is not held."""
        said = self._said.get(line_id)
        if said is None:
            said = self._recalled.mentions(line_id)
            if said:
                self._said[line_id] = said
        return said

    def _mention(self, said: SaidUnit) -> Mention:
        unit = self._units.get(said.unit)
        if unit is None:
            assert self._archive is not None, "a unit that was added is held"
            unit = self._units[said.unit] = self._archive.units([said.unit])[said.unit]
        return Mention(unit, said.release)

    def _let_go(self) -> None:
        """Let go of what was not asked for longest, where an archive has it."""
        if self._archive is not None:
            self._units.let_go()
            self._looks.let_go()

    def _read(self, units: Iterable[str]) -> None:
        """Read *units*, as far as they are not held, in one go: of twelve asked one by one the store takes six times as long."""
        if self._archive is not None and (
            unread := [unit for unit in units if self._units.get(unit) is None]
        ):
            self._units.update(self._archive.units(unread))

    def _indexed(self) -> LineIndex:
        """Return the index, with what was shown since: only the latest mention of a line is ever looked for."""
        if self._unindexed:
            self._index.put({line_id: self.features_of(unit) for line_id, unit in self._unindexed.items()})
            self._unindexed.clear()
            self._seen.clear()
        return self._index
