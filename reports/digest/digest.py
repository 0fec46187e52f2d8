"""What a digest is: its sections and items, and what stands beside them. Values, without a rule.

Commitments and positions are counted apart everywhere: a :class:`reports.view.counts.Count` has no
total on purpose.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from reports.digest.news.news_item import NOTHING_STANDS, Standing
from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.watch import ITEMS, NO_WATCH, Watch
from reports.digest.news.window_news import News
from reports.view.counts import ZERO_COUNT, Count
from tracker.compare.silences.subjects import SubjectMove
from tracker.domain import Cause, Change, Kind, Label, Problem, Release

if TYPE_CHECKING:
    from reports.digest.sources_section import SourcesSection
    from tracker.store import RevisionInfo


@dataclass(frozen=True, slots=True)
class CountedChange:
    """A change that is counted and not handed over: as much of it as the counts of a digest need."""

    label: Label
    kind: Kind
    cause: Cause
    release: Release


@dataclass(frozen=True, slots=True)
class DigestContext:
    """What stands beside the changes: never counted, and a digest without it says no less of what moved."""

    levels: Mapping[str, Sequence[tuple[date, int, Kind]]] = field(
        default_factory=dict
    )  # line → when, how firmly
    kept: Mapping[str, RevisionInfo] = field(default_factory=dict)  # revision → the text we hold
    site: str | None = None  # public address of the site, for links to it; None = there is none


NO_CONTEXT = DigestContext()


@dataclass(frozen=True, slots=True)
class DigestNote:
    """A short section beside the items of a digest, such as formulas or deadlines: a title, its lines, a link."""

    title: str  # "" = its lines stand among the closing ones
    lines: tuple[str, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class NewsSettings:
    """How the items of a digest are chosen for one reader."""

    standing: Standing = NOTHING_STANDS
    watch: Watch = NO_WATCH
    most: int = ITEMS
    talk: bool = False  # also what was said in briefings and interviews of what is not watched
    every_move: bool = False  # also what moved slightly, as far as there is room
    subjects: Sequence[SubjectMove] = ()  # what agreed texts of the window do with subjects
    texts: Sequence[ComparedText] = ()  # texts of the window beside the ones before them
    texts_told: Collection[str] = frozenset()  # releases whose redline this reader was told already
    told_elsewhere: Sequence[Change] = ()  # what the items chosen of these say, no redline repeats


DEFAULT_NEWS = NewsSettings()
NO_NEWS = News()


@dataclass(frozen=True, slots=True)
class DigestSection:
    """One part of a digest: a title, what it holds, and its changes in the order of news value."""

    key: str  # moved, edits, new, silent, continues
    title: str
    about: str
    changes: tuple[Change, ...]
    count: Count  # of the changes and of what is left out
    omitted: Count = ZERO_COUNT  # counted, and not among the changes


@dataclass(frozen=True, slots=True)
class Digest:
    """What one reader gets for one window. Sections are always the same five, in order; some may be empty."""

    title: str
    since: date | None
    until: date | None
    period: str  # the window in words, where days do not say it
    window: str  # what "new" was judged against
    sections: tuple[DigestSection, ...]
    tally: tuple[tuple[Label, Count], ...]  # labels that occur, edits aside; in the order of news value
    releases: int  # how many releases the changes come from
    recomputed: Count  # recorded by a new engine or a late arrival, not by a release
    lines: Count  # lines on record
    problems: tuple[Problem, ...]
    sources: SourcesSection | None = None  # how the sources fare; never counted with what was said
    background: DigestContext = NO_CONTEXT
    news: News = NO_NEWS
    notes: tuple[DigestNote, ...] = ()
    subjects: tuple[SubjectMove, ...] = ()  # that came or went in agreed texts, told or not
    texts: tuple[ComparedText, ...] = ()  # beside the ones before them in their series

    @property
    def tells(self) -> bool:
        """Whether anything is told: an item, or a section that others add."""
        return bool(self.news.rows) or any(note.title for note in self.notes)

    @property
    def told_ids(self) -> tuple[str, ...]:
        """What a reader who is sent it has been told: each change, and each text whose redline is shown."""
        texts = (redline_id(item.text.release.id) for item in self.news.redlines)
        return (*(change.id for change in self.changes), *texts)

    def section(self, key: str) -> DigestSection:
        """Return the section called *key*."""
        return next(section for section in self.sections if section.key == key)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change, in the order shown."""
        return tuple(change for section in self.sections for change in section.changes)


def redline_id(release: str) -> str:
    """Return as what it is remembered that a reader was told the redline of *release*."""
    return f"redline:{release}"
