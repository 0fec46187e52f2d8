"""Rows of the store collected into columns one at a time: what is held of each is a few bytes."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from reports.site.columns.change_table import (
    CAUSE_CODES,
    EPOCH,
    KIND_CODES,
    LABEL_CODES,
    MICROSECOND,
    MINOR,
    REVIEW,
    WITHHELD,
    ChangeTable,
    Codes,
)
from reports.site.columns.ids import IdCodec, IdColumn, IdIndex, TextColumn
from reports.site.columns.release_table import packed_release
from reports.site.columns.rows import Places
from reports.site.columns.sets import NumberedSets
from reports.view.change_card import release_speaker
from tracker.compare.silences.agreed_series import forget_titles, parties_of
from tracker.domain import Line
from tracker.store import ChangeSummary, ReleaseSummary, UnitSummary


@dataclass(frozen=True, slots=True, eq=False)
class ReleaseColumns:
    """Releases, newest first."""

    ids: IdIndex
    bodies: TextColumn
    days: Places  # ordinals, 0 = undated
    withdrawn: dict[int, datetime]
    sources: dict[str, Places]  # by id of the source
    speakers: dict[str, tuple[str, ...]]  # by id of the source, the latest first
    issuers: frozenset[str]
    agreed: dict[frozenset[str], Places]  # by the parties that agreed, or that a title names


@dataclass(frozen=True, slots=True, eq=False)
class LineColumns:
    """Lines."""

    ids: IdIndex
    names: TextColumn
    sources: tuple[str, ...]
    source: Places  # places in *sources*

    def at(self, places: Places) -> LineColumns:
        """Return the lines at *places*, in that order."""
        return LineColumns(self.ids.at(places), self.names.at(places), self.sources, self.source[places])


@dataclass(frozen=True, slots=True, eq=False)
class UnitColumns:
    """Units of releases that are held: first those that are counted, then those of earlier texts."""

    counted: int
    ids: IdColumn
    release: Places
    line: Places  # NOWHERE = on none
    start: Places
    kind: Codes
    level: Codes
    topics: Places  # numbers in *topic_sets*, as the next two
    speakers: Places
    addressees: Places
    topic_sets: NumberedSets
    speaker_sets: NumberedSets
    addressee_sets: NumberedSets

    def at(self, places: Places) -> UnitColumns:
        """Return the units at *places*, which are in order."""
        return UnitColumns(
            int(np.searchsorted(places, self.counted)),
            self.ids.at(places),
            self.release[places],
            self.line[places],
            self.start[places],
            self.kind[places],
            self.level[places],
            self.topics[places],
            self.speakers[places],
            self.addressees[places],
            self.topic_sets,
            self.speaker_sets,
            self.addressee_sets,
        )


def collect_releases(codec: IdCodec, releases: Iterable[ReleaseSummary]) -> ReleaseColumns:
    """Return the columns of *releases*, which come newest first."""
    ids, days, withdrawn, issuers = bytearray(), array("i"), {}, set[str]()
    sources: dict[str, array[int]] = {}
    speakers: dict[str, dict[str, None]] = {}
    agreed: dict[frozenset[str], array[int]] = {}

    def bodies() -> Iterator[bytes]:
        for place, summary in enumerate(releases):
            release = summary.release
            ids.extend(codec.pack(release.id))
            days.append(release.published_on.toordinal() if release.published_on else 0)
            sources.setdefault(release.source, array("i")).append(place)
            speakers.setdefault(release.source, {}).setdefault(release_speaker(release))
            issuers.add(release.issuer)
            if parties := parties_of(release):
                agreed.setdefault(parties, array("i")).append(place)
            if summary.withdrawn_at:
                withdrawn[place] = summary.withdrawn_at
            yield packed_release(summary)

    packed = TextColumn(bodies())
    forget_titles()
    return ReleaseColumns(
        IdIndex(codec, ids),
        packed,
        np.array(days, np.int32),
        withdrawn,
        {source: np.array(sources[source], np.int32) for source in sorted(sources)},
        {source: tuple(names) for source, names in speakers.items()},
        frozenset(issuers - {""}),
        {parties: np.array(places, np.int32) for parties, places in agreed.items()},
    )


def collect_lines(codec: IdCodec, lines: Iterable[Line]) -> LineColumns:
    """Return the columns of *lines*."""
    ids, source = bytearray(), array("i")
    sources: dict[str, int] = {}

    def names() -> Iterator[bytes]:
        for line in lines:
            ids.extend(codec.pack(line.id))
            source.append(sources.setdefault(line.source, len(sources)))
            yield line.name.encode("utf-8", "surrogatepass")

    packed = TextColumn(names())
    return LineColumns(IdIndex(codec, ids), packed, tuple(sources), np.array(source, np.int32))


def collect_units(
    codec: IdCodec,
    releases: IdIndex,
    lines: IdIndex,
    statements: Iterable[UnitSummary],
    earlier: Iterable[UnitSummary],
) -> UnitColumns:
    """Return the columns of *statements*, which are counted, and of *earlier*; of releases that are held."""
    ids, in_releases, on_lines = bytearray(), bytearray(), bytearray()
    starts, kinds, levels = array("i"), array("B"), array("B")
    topics, speakers, addressees = NumberedSets(), NumberedSets(), NumberedSets()
    of_topics, of_speakers, of_addressees = array("i"), array("i"), array("i")
    ends = []
    for some in (statements, earlier):
        for unit in some:
            ids.extend(codec.pack(unit.unit))
            in_releases.extend(codec.pack(unit.release))
            on_lines.extend(codec.pack(unit.line))
            starts.append(unit.start)
            kinds.append(KIND_CODES[unit.kind])
            levels.append(unit.level)
            of_topics.append(topics.number(unit.topics))
            of_speakers.append(speakers.number(unit.speakers))
            of_addressees.append(addressees.number(unit.addressees))
        ends.append(len(starts))
    release, line = releases.places(in_releases), lines.places(on_lines)
    del in_releases, on_lines
    found = UnitColumns(
        ends[0],
        IdColumn(codec, ids),
        release,
        line,
        np.frombuffer(starts, np.int32),
        np.frombuffer(kinds, np.uint8),
        np.frombuffer(levels, np.uint8),
        np.frombuffer(of_topics, np.int32),
        np.frombuffer(of_speakers, np.int32),
        np.frombuffer(of_addressees, np.int32),
        topics,
        speakers,
        addressees,
    )
    held = np.flatnonzero(release >= 0).astype(np.int32)
    return found if len(held) == len(release) else found.at(held)


def collect_changes(
    codec: IdCodec, releases: IdIndex, days: Places, lines: IdIndex, moves: Iterable[ChangeSummary]
) -> ChangeTable:
    """Return the table of *moves*, which come oldest first; those of releases and lines that are held."""
    ids, units, on_lines, in_releases = (bytearray() for _ in range(4))
    labels, causes, kinds, flags = (array("B") for _ in range(4))
    recorded = array("q")
    for move in moves:
        ids.extend(codec.pack(move.id))
        units.extend(codec.pack(move.unit))
        on_lines.extend(codec.pack(move.line))
        in_releases.extend(codec.pack(move.release))
        labels.append(LABEL_CODES[move.label])
        causes.append(CAUSE_CODES[move.cause])
        kinds.append(KIND_CODES[move.kind])
        flags.append(MINOR * move.minor | REVIEW * move.review | WITHHELD * move.withheld)
        recorded.append((move.recorded_at - EPOCH) // MICROSECOND)
    release, line = releases.places(in_releases), lines.places(on_lines)
    del in_releases, on_lines
    found = ChangeTable(
        IdColumn(codec, ids),
        line,
        release,
        IdColumn(codec, units),
        np.frombuffer(labels, np.uint8),
        np.frombuffer(causes, np.uint8),
        np.frombuffer(kinds, np.uint8),
        np.frombuffer(flags, np.uint8),
        np.frombuffer(recorded, np.int64),
        days,
        lines,
        releases,
    )
    held = np.flatnonzero((release >= 0) & (line >= 0)).astype(np.int32)
    return found if len(held) == len(release) else found.at(held)
