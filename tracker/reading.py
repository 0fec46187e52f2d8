"""What reading and relating give: two values, light enough for the store to hold them without what makes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tracker.domain import Change, Document, Label, Link, Release, Subject, Unit

CODED_STAMP_PREFIX = "gold."  # stamps of readings made by people begin with this: they are never read again


class EditClass(StrEnum):
    """What differs, the weightiest first."""

    WORDS = "words"  # the text says it in other words
    NAME = "name"  # a name written in full or shortened
    ORDER = "order"  # the same words in another order
    GRAMMAR = "grammar"  # an article, a form of a verb
    TYPO = "typo"  # a misspelling made or mended, another spelling of one word
    MOVED = "moved"  # stands elsewhere, word for word
    HEADING = "heading"
    LINK = "link"  # an address, "click here", the name of a download
    FURNITURE = "furniture"  # menus, bylines, date lines, numbers of documents
    NUMBERING = "numbering"  # the number of a paragraph or point
    EXTRACTION = "re-extraction"  # the same letters, parted otherwise
    TYPOGRAPHY = "typography"  # quotes, dashes, stops, capitals


CAME_BACK_NOTE = "the text is again as it was before"  # of a change


class Return(StrEnum):
    """Whether a release has shown a text before."""

    NO = ""
    CAME_BACK = "came back"  # an earlier text stands again
    FLIPS = "flips"  # between two texts, and both ways were told before


@dataclass(frozen=True, slots=True)
class WordsChange:
    """Words that hold a number, name, date, negation or modal and changed outside of any unit.

    *before* and *after* are the sentences, "" where there was none; offsets are into
    the text of the revision before and of the one after.
    """

    before: str
    before_start: int
    after: str
    after_start: int
    signals: tuple[str, ...]  # number, name, date, negation, modal


@dataclass(frozen=True, slots=True)
class TextEdit:
    """How one revision of a release differs from the one before it. Identity: hash(both revisions)."""

    id: str
    release: str  # its id
    before: str  # id of the revision before
    after: str
    counts: Mapping[EditClass, int]  # stretches of each class
    words: tuple[WordsChange, ...]
    returns: Return = Return.NO


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
