"""What is said to one reader about one window. Pure.

    compose   changes -> Digest     sections in the order of news value

Commitments and positions are counted apart everywhere: a :class:`reports.view.counts.Count` has no
total on purpose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from reports.digest.filters import MAILED_CAUSES
from reports.digest.news.evidence import NOTHING_STANDS, Standing
from reports.digest.news.ranking import choose_news
from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.told import News, with_new_texts, with_redlines, with_subjects
from reports.digest.news.watch import ITEMS, NO_WATCH, Watch
from reports.view.changes import is_edit, subject_unit
from reports.view.counts import ZERO_COUNT, Count, count_kinds
from reports.view.vocabulary import LABEL_ORDER
from tracker.compare.silences.subjects import SubjectMove
from tracker.domain import Cause, Change, Kind, Label, Problem, Release

if TYPE_CHECKING:
    from reports.digest.sources_section import SourcesSection
    from tracker.store import RevisionInfo

_RANK = {label: rank for rank, label in enumerate(LABEL_ORDER)}


class HasKind(Protocol):
    """A line as the store sums it up: as much of it as a digest needs."""

    @property
    def kind(self) -> Kind: ...


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


_SECTIONS = (
    ("moved", "What moved", "Lines that say something else than they did before."),
    ("edits", "Edits to published texts", "Pages that were changed after they were first published."),
    ("new", "What is new", "No earlier statement on the line in the texts held."),
    (
        "silent",
        "What was not repeated",
        "Missing from one comparable document. Silence once is not a change.",
    ),
    ("continues", "What continues", "Said again; no rule says that it moved."),
)


def compose(
    changes: Iterable[Change],
    *,
    title: str = "",
    since: date | None = None,
    until: date | None = None,
    period: str = "",
    window: str = "",
    problems: Sequence[Problem] = (),
    lines: Iterable[HasKind] = (),
    sources: SourcesSection | None = None,
    background: DigestContext = NO_CONTEXT,
    counted_only: Sequence[CountedChange] = (),
    for_mail: bool = False,
    news: NewsSettings = DEFAULT_NEWS,
    notes: Sequence[DigestNote] = (),
    releases_read: int | None = None,
) -> Digest:
    """Put *changes* in the order a reader wants them.

    *since* and *until* bound the window, both inclusive, unless *period* says it
    in words; *window* says what "new" was judged against; *lines* are those on
    record, to be counted; *sources* says which could be looked at; *counted_only* are
    changes to be counted without being shown; *news* says how its items are chosen,
    *notes* stand beside them, *releases_read* is how many releases were read where some say nothing that changed. With *for_mail*, changes that
    were only recomputed are left out, whatever the caller hands over: a new
    engine is not a change of policy.
    """
    chosen = [change for change in changes if not for_mail or change.cause in MAILED_CAUSES]
    chosen.sort(key=_news_value)
    releases = [*(change.release for change in chosen), *(one.release for one in counted_only)]
    return Digest(
        title=title or title_of(releases),
        since=since,
        until=until,
        period=period,
        window=window,
        sections=_sections(chosen, counted_only),
        tally=_tally(chosen, counted_only),
        releases=len({release.id for release in releases}) if releases_read is None else releases_read,
        recomputed=count(change for change in chosen if change.cause is Cause.RECOMPUTED)
        + count_kinds(one.kind for one in counted_only if one.cause is Cause.RECOMPUTED),
        lines=count_kinds(line.kind for line in lines),
        problems=tuple(problems),
        sources=sources,
        background=background,
        news=_chosen_news(chosen, news),
        subjects=tuple(news.subjects),
        texts=tuple(news.texts),
        notes=tuple(notes),
    )


def _chosen_news(changes: Sequence[Change], settings: NewsSettings) -> News:
    most, every_move = settings.most, settings.every_move

    def chosen(some: Sequence[Change]) -> News:
        return choose_news(
            some, settings.standing, settings.watch, most=most, talk=settings.talk, every_move=every_move
        )

    news = with_subjects(chosen(changes), settings.subjects, settings.watch, most=most, every_move=every_move)
    news = with_redlines(
        news,
        settings.texts,
        changes,
        settings.watch,
        most=most,
        told_elsewhere=chosen(settings.told_elsewhere).items if settings.texts else (),
    )
    return with_new_texts(
        news, changes, settings.watch, settings.standing, most=most, told_before=settings.texts_told
    )


def _sections(changes: Iterable[Change], unshown: Iterable[CountedChange]) -> tuple[DigestSection, ...]:
    parts: dict[str, list[Change]] = {key: [] for key, _, _ in _SECTIONS}
    for change in changes:
        parts[section_key(change)].append(change)
    kinds: dict[str, list[Kind]] = {}
    for one in unshown:
        kinds.setdefault(section_key(one), []).append(one.kind)
    left = {key: count_kinds(of_section) for key, of_section in kinds.items()}
    return tuple(
        DigestSection(
            key,
            name,
            about,
            tuple(parts[key]),
            count(parts[key]) + left.get(key, ZERO_COUNT),
            left.get(key, ZERO_COUNT),
        )
        for key, name, about in _SECTIONS
    )


def _tally(changes: Iterable[Change], unshown: Iterable[CountedChange]) -> tuple[tuple[Label, Count], ...]:
    stated: dict[Label, list[Kind]] = {}
    for change in changes:
        if not is_edit(change):
            stated.setdefault(change.label, []).append(subject_unit(change).kind)
    for one in unshown:
        if one.cause is not Cause.EDIT:
            stated.setdefault(one.label, []).append(one.kind)
    return tuple((label, count_kinds(stated[label])) for label in LABEL_ORDER if label in stated)


def count(changes: Iterable[Change]) -> Count:
    """Count *changes*, commitments and positions apart."""
    return count_kinds(subject_unit(change).kind for change in changes)


def title_of(releases: Iterable[Release]) -> str:
    """Return a title that names who speaks in *releases*: up to two issuers by name, the one with most first.

    >>> title_of([])
    'Commitments and positions'
    """
    issuers = Counter(release.issuer or release.source for release in releases)
    names = [name for name, _ in sorted(issuers.items(), key=lambda item: (-item[1], item[0])) if name]
    if not names:
        return "Commitments and positions"
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1} others"


def section_key(change: Change | CountedChange) -> str:
    """Return the key of the section that *change* stands in."""
    if is_edit(change) if isinstance(change, Change) else change.cause is Cause.EDIT:
        return "edits"
    if change.label is Label.REAFFIRMED:
        return "continues"
    if change.label is Label.NEW:
        return "new"
    return "silent" if change.label is Label.NOT_REPEATED else "moved"


def _news_value(change: Change) -> tuple[bool, int, bool, int, int, str, int, str]:
    """Order: whole moves before minor ones, by label, commitments first, the longest step, the latest."""
    unit = subject_unit(change)
    step = 0
    if change.before and change.after:
        step = abs(change.after.unit.facets.level - change.before.unit.facets.level)
    day = change.release.published_on
    return (
        change.minor,
        _RANK[change.label],
        not unit.kind.is_commitment,
        -step,
        -(day.toordinal() if day else 0),
        change.release.ref,
        unit.start,
        change.id,
    )
