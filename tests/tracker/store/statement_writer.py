"""A desk that records, reads and relates in one call, the way the steps do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tests.fakes import DAY, NOW, STAMP, build_change, build_document, build_line, build_release, build_unit
from tracker.domain import Change, Label, Line, Link, Mention, Release, Revision, Unit
from tracker.pipeline import Reading, Relation
from tracker.store import BodyRecord, Store


@dataclass(frozen=True)
class Said:
    """What one call of :meth:`Desk.say` put into the store."""

    release: Release
    revision: Revision
    reading: Reading
    relation: Relation
    units: tuple[Unit, ...]

    @property
    def change(self) -> Change:
        return self.relation.changes[0]


@dataclass(frozen=True)
class Desk:
    """Puts statements into a store the way the steps do."""

    store: Store

    def record(self, release: Release | None = None, text: str = "", **overrides: Any) -> Revision | None:
        """Record *text* as shown by *release*, by default under the text as its fingerprint."""
        made = BodyRecord(release or build_release(), text.encode(), "text/plain", "utf-8", NOW, text)
        return self.store.record_bodies([replace(made, **overrides)])[0]

    def read_plain(self, ref: str, text: str, **release: Any) -> None:
        """Record a release of which nothing is a unit, and read it."""
        revision = self.record(build_release(ref, **release), text)
        assert revision is not None
        self.store.record_readings([Reading(revision.id, STAMP, build_document(text), ())])

    def reading(self, revision: Revision, *quotes: str, stamp: str = STAMP, **unit: Any) -> Reading:
        """Return a reading of *revision* that finds *quotes* one below the other."""
        text, units = "\n".join(quotes), []
        for ordinal, quote in enumerate(quotes, start=1):
            start = text.index(quote)
            units.append(build_unit(quote, revision=revision.id, start=start, ordinal=ordinal, **unit))
        return Reading(revision.id, stamp, build_document(text), tuple(units))

    def say(
        self,
        ref: str,
        said: Mapping[str, str],
        *,
        day: date | None = DAY,
        source: str = "norvale-mfa",
        label: Label = Label.NEW,
        before: Mention | None = None,
        now: datetime = NOW,
        review: bool = False,
        title: str = "",
        **unit: Any,
    ) -> Said:
        """Record, read and relate a release that says on each line (by name) the quote given for it."""
        release = build_release(ref, source=source, published_on=day)
        release = replace(release, title=title or release.title)
        revision = self.record(release, "\n".join(said.values()))
        assert revision is not None
        reading = self.reading(revision, *said.values(), **unit)
        self.store.record_readings([reading])
        lines = [build_line(name, source=source) for name in said]
        changes = [
            build_change(
                label, line=line, release=release, before=before, after=Mention(unit, release), review=review
            )
            for unit, line in zip(reading.units, lines, strict=True)
        ]
        relation = self.relation(reading, release, lines, *changes)
        self.store.record_relations([relation], now)
        return Said(release, revision, reading, relation, reading.units)

    def relation(self, reading: Reading, release: Release, lines: list[Line], *changes: Change) -> Relation:
        """Return a relation that places the units of *reading* on *lines* in turn."""
        links = tuple(Link(unit.id, line, None, 1.0) for unit, line in zip(reading.units, lines, strict=True))
        return Relation(reading.revision, release, reading.stamp, links, changes)

    def silence(self, said: Said, label: Label, line: Line, before: Mention) -> Change:
        """Add to what *said* gave that it is silent about *before*."""
        change = build_change(label, line=line, release=said.release, before=before)
        relation = replace(said.relation, changes=(*said.relation.changes, change))
        self.store.record_relations([relation], NOW)
        return change
