"""What is said to one reader about one window. Pure.

    compose   changes -> Digest     sections in the order of news value

Commitments and positions are counted apart everywhere: a :class:`Count` has no
total on purpose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from reports.filters import MAILED_CAUSES, spoken
from reports.words import LABELS
from tracker.domain import Cause, Change, Kind, Label, Problem

if TYPE_CHECKING:
    from reports.health import SourcesSection

MOVED = (
    Label.REVERSED,
    Label.WEAKENED,
    Label.STRENGTHENED,
    Label.QUALIFIED,
    Label.NARROWED,
    Label.BROADENED,
    Label.MIXED,
    Label.RESUMED,
    Label.DROPPED,
)
ORDER = (*MOVED, Label.REAFFIRMED, Label.NEW, Label.NOT_REPEATED)
GRAVEST = 3  # labels that moved, of either family, named in a subject
_RANK = {label: rank for rank, label in enumerate(ORDER)}


class LineHeld(Protocol):
    """A line as the store sums it up: as much of it as a digest needs."""

    @property
    def kind(self) -> Kind: ...


@dataclass(frozen=True, slots=True)
class Count:
    """So many commitments, so many positions; never one number."""

    commitments: int = 0
    positions: int = 0

    def __bool__(self) -> bool:
        return bool(self.commitments or self.positions)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a digest: a title, what it holds, and its changes in the order of news value."""

    key: str  # moved, edits, continues, new, silent
    title: str
    about: str
    changes: tuple[Change, ...]
    count: Count


@dataclass(frozen=True, slots=True)
class Digest:
    """What one reader gets for one window. Sections are always the same five, in order; some may be empty."""

    title: str
    since: date | None
    until: date | None
    period: str  # the window in words, where days do not say it
    window: str  # what "new" was judged against
    sections: tuple[Section, ...]
    tally: tuple[tuple[Label, Count], ...]  # labels that occur, edits aside; in the order of news value
    releases: int  # how many releases the changes come from
    recomputed: Count  # recorded by a new engine or a late arrival, not by a release
    lines: Count  # lines on record
    problems: tuple[Problem, ...]
    sources: SourcesSection | None = None  # how the sources fare; never counted with what was said

    def section(self, key: str) -> Section:
        """Return the section called *key*."""
        return next(section for section in self.sections if section.key == key)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change, in the order shown."""
        return tuple(change for section in self.sections for change in section.changes)


_SECTIONS = (
    ("moved", "What moved", "Lines that say something else than they did before."),
    ("edits", "Edits to published texts", "Pages that were changed after they were first published."),
    ("continues", "What continues", "Said again; nothing that binds has moved."),
    ("new", "What is new", "No earlier statement on the line in the texts held."),
    (
        "silent",
        "What was not repeated",
        "Missing from one comparable document. Silence once is not a change.",
    ),
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
    lines: Iterable[LineHeld] = (),
    sources: SourcesSection | None = None,
    mailed: bool = False,
) -> Digest:
    """Put *changes* in the order a reader wants them.

    *since* and *until* bound the window, both inclusive, unless *period* says it
    in words; *window* says what "new" was judged against; *lines* are those on
    record, to be counted; *sources* says which could be looked at. With
    *mailed*, changes that were only recomputed are left out, whatever the
    caller hands over: a new engine is not a change of policy.
    """
    chosen = [change for change in changes if not mailed or change.cause in MAILED_CAUSES]
    chosen.sort(key=_news_value)
    parts: dict[str, list[Change]] = {key: [] for key, _, _ in _SECTIONS}
    for change in chosen:
        parts[_section_of(change)].append(change)
    stated = [change for change in chosen if change.cause is not Cause.EDIT]
    return Digest(
        title=title or title_of(chosen),
        since=since,
        until=until,
        period=period,
        window=window,
        sections=tuple(
            Section(key, name, about, tuple(parts[key]), count(parts[key])) for key, name, about in _SECTIONS
        ),
        tally=tuple(
            (label, tallied)
            for label in ORDER
            if (tallied := count(change for change in stated if change.label is label))
        ),
        releases=len({change.release.id for change in chosen}),
        recomputed=count(change for change in chosen if change.cause is Cause.RECOMPUTED),
        lines=count_kinds(line.kind for line in lines),
        problems=tuple(problems),
        sources=sources,
    )


def count(changes: Iterable[Change]) -> Count:
    """Count *changes*, commitments and positions apart."""
    return count_kinds(spoken(change).kind for change in changes)


def count_kinds(kinds: Iterable[Kind]) -> Count:
    """Count units by their *kinds*, commitments and positions apart."""
    commitments = positions = 0
    for kind in kinds:
        if kind.is_commitment:
            commitments += 1
        else:
            positions += 1
    return Count(commitments, positions)


def title_of(changes: Iterable[Change]) -> str:
    """Return a title that names who speaks: up to two issuers by name.

    >>> title_of([])
    'Commitments and positions'
    """
    issuers = Counter(change.release.issuer or change.release.source for change in changes)
    names = [name for name, _ in sorted(issuers.items(), key=lambda item: (-item[1], item[0])) if name]
    if not names:
        return "Commitments and positions"
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1} others"


def headlines(digest: Digest) -> tuple[str, ...]:
    """Say what moved, one phrase for commitments and one for positions, then what was edited.

    The first number of a phrase carries its noun, so that none can be taken for
    a total: "1 commitment reversed, 14 continue", "2 positions new".
    """
    parts = (
        _phrase(_of_commitments(digest), "commitment"),
        _phrase(_of_positions(digest), "position"),
        _edited(digest, " after publication"),
    )
    return tuple(part for part in parts if part) or ("Nothing to report",)


def subject(digest: Digest) -> str:
    """Say what moved in a line short enough for a mailbox: the gravest labels, then how much continues.

    >>> subject(compose([], title="Norvale"))
    'Nothing to report: Norvale'
    """
    parts = (
        _phrase(_gravest(_of_commitments(digest)), "commitment"),
        _phrase(_gravest(_of_positions(digest)), "position"),
        _edited(digest, ""),
    )
    said = "; ".join(part for part in parts if part) or "Nothing to report"
    return f"{said}: {' '.join(digest.title.split())}"


def _of_commitments(digest: Digest) -> list[tuple[Label, int]]:
    return [(label, tallied.commitments) for label, tallied in digest.tally if tallied.commitments]


def _of_positions(digest: Digest) -> list[tuple[Label, int]]:
    return [(label, tallied.positions) for label, tallied in digest.tally if tallied.positions]


def _gravest(tallied: list[tuple[Label, int]]) -> list[tuple[Label, int]]:
    moved = [(label, number) for label, number in tallied if label in MOVED]
    rest = [(label, number) for label, number in tallied if label not in MOVED]
    return moved[:GRAVEST] + [pair for pair in rest if not moved or pair[0] is Label.REAFFIRMED]


def _phrase(tallied: list[tuple[Label, int]], noun: str) -> str:
    words: list[str] = []
    for label, number in tallied:
        owner = f" {noun}{'' if number == 1 else 's'}" if not words else ""
        words.append(f"{number:,}{owner} {_verb(label, number)}")
    return ", ".join(words)


def _verb(label: Label, number: int) -> str:
    if label is Label.REAFFIRMED:
        return "continues" if number == 1 else "continue"
    return LABELS[label].word


def _edited(digest: Digest, when: str) -> str:
    edits = digest.section("edits").count
    halves = ((edits.commitments, "commitment"), (edits.positions, "position"))
    named = [f"{number:,} {noun}{'' if number == 1 else 's'}" for number, noun in halves if number]
    return f"{' and '.join(named)} edited{when}" if named else ""


def _section_of(change: Change) -> str:
    if change.cause is Cause.EDIT:
        return "edits"
    if change.label is Label.REAFFIRMED:
        return "continues"
    if change.label is Label.NEW:
        return "new"
    return "silent" if change.label is Label.NOT_REPEATED else "moved"


def _news_value(change: Change) -> tuple[bool, int, bool, int, int, str, int, str]:
    """Order: whole moves before minor ones, by label, commitments first, the longest step, the latest."""
    unit = spoken(change)
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
