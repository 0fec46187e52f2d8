"""What reading and relating give: two values, light enough for the store to hold them without what makes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.domain import Change, Document, Label, Link, Release, Subject, Unit
from tracker.text_edit import TextEdit

CODED_STAMP_PREFIX = "gold."  # stamps of readings made by people begin with this: they are never read again


@dataclass(frozen=True, slots=True)
class Reading:
    """What a revision says."""

    revision: str
    stamp: str
    document: Document
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """Where the units of a revision stand, and what moved."""

    revision: str
    release: Release
    stamp: str
    links: tuple[Link, ...]
    changes: tuple[Change, ...]
    subjects: Mapping[str, Subject] = field(default_factory=dict)  # of the lines that start here, by their id
    edit: TextEdit | None = None  # of a later revision: how it differs from the one before
    edit_units: tuple[Unit, ...] = ()  # quoted by changes of an edit, and read with the edit in view alone

    @property
    def dropped(self) -> frozenset[str]:
        """Lines that went silent for good here."""
        return frozenset(change.line.id for change in self.changes if change.label is Label.DROPPED)
