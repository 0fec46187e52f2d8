"""Rows that several pages list: lines, releases, labels. Pure but for the words said last, which the store has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reports.site.columns.change_table import ChangeRows
from reports.site.entries import THAT_MOVED, ChangeEntry, LineEntry, LineMention, ReleaseEntry, line_address
from reports.site.index import SiteIndex
from reports.site.release_text.unit_note import change_entry_tags
from reports.view import addresses as at
from reports.view.counts import Count, count_in_words, count_kinds
from reports.view.dates import ISO, SHORT
from reports.view.display_names import release_title
from reports.view.legend import Legend, ladder_legend
from reports.view.rate_words import label_words_of
from reports.view.sparkline import Sparkline, draw_sparkline
from reports.view.vocabulary import (
    KIND_MEANINGS,
    KINDS,
    LABEL_ORDER,
    LABEL_WORDS,
    MOVED_LABELS,
    TAG_MEANINGS,
    LabelWords,
    kind_words,
    ladder_of,
)
from tracker.domain import SILENT_LABELS, Cause, Kind, Label
from tracker.level_names import LEVEL_NAMES
from tracker.store import Store
from tracker.text.numbers import pluralize
from tracker.text.sanitize import clean
from tracker.text.shorten import excerpt

RECENT_DAYS = 90  # of the texts held, back from the latest
COMMITMENTS = frozenset(kind for kind in Kind if kind.is_commitment)
TELLING = 4  # words of a name: with fewer it may be any line's
QUOTED = 90  # characters of the words that stand for it
NOTHING_SAID = "no commitment or position"


Moves = tuple[tuple[Label, str], ...]  # how something moved, and the unit that says so


@dataclass(frozen=True, slots=True)
class LineListRow:
    """A line as lists show it. *issuer* and *role* are "" where the page says them already."""

    name: str
    href: str  # "" = nothing held speaks on it any longer
    issuer: str
    role: str  # of the party whose page it is: speaks, addressed, speaks and addressed
    family: str  # commitment, position
    kind: str  # "undertaking, definite ●●●●○", as last said
    last: str  # day it was last said
    last_href: str  # there
    times: str  # "5 times since 2030-01-04", "once"
    spark: Sparkline | None  # None where it was said on one day only since it turned to its ladder
    moved: LabelWords | None  # how it moved last, for certain
    moved_on: str
    moved_href: str
    moved_tags: tuple[str, ...]  # of that move: check, emphasis only, edited text, recomputed
    last_kind: Kind | None  # as last said
    last_unit: str  # id; "" where nothing held speaks on it any longer
    moves: Moves = ()  # the last of those that are certain


@dataclass(frozen=True, slots=True)
class ReleaseListRow:
    """A release as lists show it."""

    title: str
    href: str
    on: str
    said: str  # "3 commitments, 5 positions"
    moved: str  # how many moved, in the same words; "" = none
    labels: tuple[LabelWords, ...]  # of those that moved, each once
    to_check: str  # how many more may not be the same promise, in the same words; "" = none
    texts: str  # "2 texts": it was edited; "" = one
    withdrawn: str  # day it was found gone; "" = it stands
    moves: Moves = ()  # those that are certain


@dataclass(frozen=True, slots=True)
class LabelRow:
    """How often a label occurs."""

    words: LabelWords
    href: str
    count: str  # "4 commitments, 5 positions"


def line_list_row(atlas: SiteIndex, entry: LineEntry, *, issuer: bool = False, role: str = "") -> LineListRow:
    """Lay one line out; with *issuer*, also whose it is."""
    last = entry.mentions[-1] if entry.mentions else None
    kind = last.kind if last else entry.changes[-1].kind if entry.changes else None
    moved = next((move for move in reversed(entry.changes) if move.moved_for_certain), None)
    return LineListRow(
        name=clean(entry.line.name),
        href=line_address(entry),
        issuer=line_issuer(atlas, entry) if issuer else "",
        role=role,
        family="" if kind is None else "commitment" if kind in COMMITMENTS else "position",
        kind=kind_words(last.kind, last.level) if last else "",
        last=ISO.day(last.day) if last else "",
        last_href=at.release(last.release, last.unit) if last else "",
        times=_times(entry.mentions),
        spark=draw_sparkline([(point.day, point.level, point.kind) for point in entry.mentions]),
        moved=LABEL_WORDS[moved.label] if moved else None,
        moved_on=ISO.day(moved.published_on) if moved else "",
        moved_href=line_address(entry, moved.id) if moved else "",
        moved_tags=change_entry_tags(moved) if moved else (),
        last_kind=last.kind if last else None,
        last_unit=last.unit if last else "",
        moves=((moved.label, moved.unit),) if moved else (),
    )


def with_words(store: Store, rows: Sequence[LineListRow]) -> tuple[LineListRow, ...]:
    """Return *rows*, those whose name is too short to tell what a line is of ("needs") by the words said last instead."""
    wanted = {row.last_unit for row in rows if row.last_unit and len(row.name.split()) < TELLING}
    quotes = store.quotes({*wanted, *_spoken(rows)})
    return tuple(
        replace(
            row,
            name=f"“{excerpt(quotes[row.last_unit], QUOTED)}”"
            if row.last_unit in wanted and row.last_unit in quotes
            else row.name,
            moved=next(iter(_called(row.moves, quotes)), None),
        )
        for row in rows
    )


def with_decisions(store: Store, rows: Sequence[ReleaseListRow]) -> tuple[ReleaseListRow, ...]:
    """Return *rows*, each with what was decided on a rate by its own name: "rate raised" is no "reversed"."""
    quotes = store.quotes(_spoken(rows))
    return tuple(replace(row, labels=_called(row.moves, quotes)) for row in rows)


def _spoken(rows: Iterable[LineListRow | ReleaseListRow]) -> set[str]:
    return {unit for row in rows for label, unit in row.moves if label not in SILENT_LABELS}


def _called(moves: Moves, quotes: Mapping[str, str]) -> tuple[LabelWords, ...]:
    """Return what *moves* are called, each word once, the gravest label first."""
    in_order = sorted(moves, key=lambda move: MOVED_LABELS.index(move[0]))
    called = (label_words_of(label, quotes.get(unit, "")) for label, unit in in_order)
    return tuple({words.word: words for words in called}.values())


def release_list_row(entry: ReleaseEntry) -> ReleaseListRow:
    """Lay one release out; of what moved, what is certain."""
    release = entry.release
    moves = [move for move in entry.changes if move.moved_for_certain]
    said = tuple((move.label, move.unit) for move in moves)
    return ReleaseListRow(
        title=release_title(release),
        href=at.release(release.id),
        on=ISO.day(release.published_on),
        said=count_in_words(entry.unit_count) if entry.unit_count else NOTHING_SAID,
        moved=count_in_words(count_moves(moves)) if moves else "",
        labels=_called(said, {}),
        to_check=count_to_check(entry.changes),
        texts=pluralize(len(entry.revisions), "text") if len(entry.revisions) > 1 else "",
        withdrawn=ISO.day(entry.withdrawn_at.date()) if entry.withdrawn_at else "",
        moves=said,
    )


def label_rows(labels: Mapping[Label, Count]) -> tuple[LabelRow, ...]:
    """Return the lists of changes there are to go to, by their *labels*."""
    return tuple(
        LabelRow(LABEL_WORDS[label], at.changes(label.value.lower()), count_in_words(count))
        for label, count in labels.items()
    )


def labels_in_order(labels: Iterable[LabelWords | None]) -> tuple[LabelWords, ...]:
    """Return the *labels* that occur on a page, each once, in the order of news value."""
    occur = {words.word for words in labels if words}
    return tuple(LABEL_WORDS[label] for label in LABEL_ORDER if LABEL_WORDS[label].word in occur)


def list_legend(rows: Sequence[LineListRow], labels: Iterable[LabelWords] = ()) -> Legend:
    """Return what has to be explained where *rows* are listed, and *labels* besides."""
    kinds = {row.last_kind for row in rows}
    ladders = {ladder_of(kind) for kind in kinds if kind}
    tagged = {tag for row in rows for tag in row.moved_tags}
    return Legend(
        labels=labels_in_order((*(row.moved for row in rows), *labels)),
        kinds=tuple({KINDS[kind]: KIND_MEANINGS[kind] for kind in Kind if kind in kinds}.items()),
        ladders=tuple(ladder_legend(family) for family in LEVEL_NAMES if family in ladders),
        tags=tuple((tag, meaning) for tag, meaning in TAG_MEANINGS.items() if tag in tagged),
        sparked=any(row.spark for row in rows),
    )


def recent_changes(atlas: SiteIndex, days: int = RECENT_DAYS) -> ChangeRows:
    """Return what was said in the last *days* days of the texts held, newest first.

    Edits, what was recomputed, what moved by emphasis alone and undated moves are
    no news of those days and are left out.
    """
    newest = latest_day(atlas)
    if newest is None:
        return atlas.changes[:0]
    dated = atlas.changes.published(newest - timedelta(days=days - 1), date.max)
    return dated.caused(Cause.RELEASE).major()


def count_recent_moves(atlas: SiteIndex, keys: Callable[[ChangeEntry], Iterable[str]]) -> dict[str, Count]:
    """Count what moved for certain in the last RECENT_DAYS days of the texts held by its *keys*, each of which has it."""
    moved: dict[str, list[ChangeEntry]] = defaultdict(list)
    for move in recent_changes(atlas).certain():
        for key in keys(move):
            moved[key].append(move)
    return {key: count_moves(moves) for key, moves in moved.items()}


def day_or_blank(day: date | None) -> str:
    """Return *day* as lists show it; "" for None.

    >>> day_or_blank(date(2031, 3, 4)), day_or_blank(None)
    ('2031-03-04', '')
    """
    return ISO.day(day) if day else ""


def latest_day(atlas: SiteIndex) -> date | None:
    """Return the day of the latest text held; None where none is dated."""
    first = next(iter(atlas.releases.values()), None)
    return first.release.published_on if first else None


def count_moves(moves: Iterable[ChangeEntry]) -> Count:
    """Count *moves*, commitments and positions apart."""
    return count_kinds(move.kind for move in moves)


def count_to_check(moves: Iterable[ChangeEntry]) -> str:
    """Say how many of *moves* that moved a line are to be checked before they are quoted; "" where none is."""
    unsure = [move for move in moves if move.review and not move.withheld and move.label in THAT_MOVED]
    return count_in_words(count_moves(unsure)) if unsure else ""


def sum_counts(counts: Iterable[Count]) -> Count:
    """Add *counts* up, commitments to commitments and positions to positions.

    >>> sum_counts([Count(1, 2), Count(3, 4)])
    Count(commitments=4, positions=6)
    """
    return sum(counts, Count())


def line_issuer(atlas: SiteIndex, entry: LineEntry) -> str:
    """Return who speaks on a line, as a reader would name it."""
    last = atlas.releases.get(entry.mentions[-1].release) if entry.mentions else None
    return clean((last.release.issuer if last else "") or entry.line.source)


def _times(said: Sequence[LineMention]) -> str:
    if not said:
        return ""
    return "once" if len(said) == 1 else f"{len(said):,} times since {SHORT.day(said[0].day)}"
