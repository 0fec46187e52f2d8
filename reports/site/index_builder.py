"""The atlas from the store: one pass over rows without their words, then pure arithmetic."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TypeVar

from reports.formula.configured import NO_FORMULAS, WatchedFormulas
from reports.site.index import THAT_MOVED, ChangeEntry, LineEntry, LineMention, ReleaseEntry, SiteIndex
from reports.view.counts import Count, count_kinds
from reports.view.display_names import UNRESOLVED, party_name, topic_name
from reports.view.vocabulary import LABEL_ORDER
from tracker.domain import Kind, Label, Line
from tracker.gc_pause import gc_paused
from tracker.store import ChangeSummary, ReleaseSummary, Store, UnitSummary

Key = TypeVar("Key", bound=str | tuple[str, str])

_RANK = {label: rank for rank, label in enumerate(LABEL_ORDER)}


def build_index(
    store: Store, held: SiteIndex | None = None, watched: WatchedFormulas = NO_FORMULAS
) -> SiteIndex:
    """Return all that *store* holds, at a glance.

    Where nothing was said or read since *held*, and only how sources fare is
    another, that is *held* under the new name. What comes in while this reads may
    be there in part; then the store is of a later generation already. *watched* are the
    formulas that have pages.
    """
    generation = store.generation()
    if held is not None and _said(held.generation) == _said(generation):
        return replace(held, generation=generation)
    with gc_paused():
        made = index_from_rows(
            generation,
            store.releases(),
            store.unit_summaries(),
            store.named_lines(),
            store.change_summaries(),
            tuple(store.superseded_unit_summaries()),
        )
        return replace(made, watched=watched)


def index_from_rows(
    generation: str,
    releases: Iterable[ReleaseSummary],
    statements: Iterable[UnitSummary],
    lines: Iterable[Line],
    moves: Iterable[ChangeSummary],
    earlier: Iterable[UnitSummary] = (),
) -> SiteIndex:
    """Return the atlas of what the store gives.

    *releases* come newest first, *moves* oldest first; *statements* are the units of
    the latest texts, *earlier* those that only an earlier text of their release has
    on their line: they are part of its history, and are not counted.
    """
    held = {summary.release.id: summary for summary in releases}
    said = [stated for stated in statements if stated.release in held]
    lines = list(lines)
    # ids come again and again, and each time as another string: one of each is kept, a sixth of the whole
    same = {identity: identity for identity in (*held, *(line.id for line in lines))}
    same |= {stated.unit: stated.unit for stated in said}
    moved = [_move(move, same) for move in moves if move.release in held]
    on_lines = [stated for stated in (*said, *earlier) if stated.line and stated.release in held]
    newest = _newest(moved)
    labelled = _labelled(newest)
    dated = [(day, stated) for stated in on_lines if (day := held[stated.release].release.published_on)]
    entries = _lines(lines, dated, moved)
    sources = _sources(held.values())
    return SiteIndex(
        generation=generation,
        releases=_releases(held, said, moved),
        lines=entries,
        changes=newest,
        sources=sources,
        topics=_lines_by(entries.values(), lambda entry: entry.topics, topic_name),
        parties=_lines_by(entries.values(), lambda entry: entry.speakers | entry.addressees, party_name),
        topic_month_counts=_counts(_by_month(said, held)),
        joint_counts=Counter(
            pair
            for stated in said
            if stated.kind is Kind.U_JOINT
            for pair in combinations(sorted(stated.speakers - {UNRESOLVED}), 2)
        ),
        addressee_counts=_counts(
            ((speaker, addressee), stated.kind)
            for stated in said
            for speaker in stated.speakers
            for addressee in stated.addressees
        ),
        unit_count=count_kinds(stated.kind for stated in said),
        issuers=tuple(
            sorted(
                {one.release.issuer for one in held.values()} - {""}, key=lambda name: (name.casefold(), name)
            )
        ),
        places={release: place for row in sources.values() for place, release in enumerate(row)},
        moved=tuple(move for move in newest if move.label in THAT_MOVED),
        changes_by_label=labelled,
        label_counts={label: count_kinds(move.kind for move in moves) for label, moves in labelled.items()},
        topic_days=_last_days(dated, lambda stated: stated.topics),
        party_days=_last_days(dated, lambda stated: stated.speakers | stated.addressees),
    )


def _said(generation: str) -> str:
    """Return the part of the name of a generation that is of what was said."""
    return generation.partition("-")[0]


def _move(moved: ChangeSummary, same: Mapping[str, str]) -> ChangeEntry:
    return ChangeEntry(
        moved.id,
        same.get(moved.line, moved.line),
        same.get(moved.release, moved.release),
        same.get(moved.unit, moved.unit),
        moved.label,
        moved.cause,
        moved.kind,
        moved.published_on,
        moved.recorded_at,
        moved.minor,
        moved.review,
        moved.withheld,
    )


def _releases(
    held: Mapping[str, ReleaseSummary], said: Iterable[UnitSummary], moves: Iterable[ChangeEntry]
) -> dict[str, ReleaseEntry]:
    in_release: dict[str, list[UnitSummary]] = defaultdict(list)
    for stated in said:
        in_release[stated.release].append(stated)
    happened: dict[str, list[ChangeEntry]] = defaultdict(list)
    for move in moves:
        happened[move.release].append(move)
    return {
        identity: ReleaseEntry(
            summary.release,
            summary.revisions,
            count_kinds(stated.kind for stated in in_release[identity]),
            frozenset(stated.line for stated in in_release[identity] if stated.line),
            tuple(happened[identity]),
            summary.withdrawn_at,
        )
        for identity, summary in held.items()
    }


def _lines(
    lines: Iterable[Line], said: Iterable[tuple[date, UnitSummary]], moves: Iterable[ChangeEntry]
) -> dict[str, LineEntry]:
    """Return the lines somebody speaks on or that moved, last said first; nothing undated is on a line."""
    on_line: dict[str, list[tuple[date, UnitSummary]]] = defaultdict(list)
    for day, stated in said:
        on_line[stated.line].append((day, stated))
    moved: dict[str, list[ChangeEntry]] = defaultdict(list)
    for move in moves:
        moved[move.line].append(move)
    entries = [
        _line(line, on_line[line.id], moved[line.id])
        for line in lines
        if line.id in on_line or line.id in moved
    ]
    entries.sort(key=lambda entry: (entry.line.name, entry.line.id))
    entries.sort(key=_last_day, reverse=True)
    return {entry.line.id: entry for entry in entries}


def _line(line: Line, said: list[tuple[date, UnitSummary]], moves: Sequence[ChangeEntry]) -> LineEntry:
    said.sort(key=lambda pair: (pair[0], pair[1].release, pair[1].start))
    return LineEntry(
        line,
        tuple(LineMention(one.unit, one.release, day, one.kind, one.level) for day, one in said),
        tuple(moves),
        _union(one.topics for _, one in said),
        _union(one.speakers for _, one in said),
        _union(one.addressees for _, one in said),
    )


def _union(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return all that is in *sets*: one of them where it holds all of it, which spares a copy for each line."""
    whole: frozenset[str] = frozenset()
    for one in sets:
        if not one <= whole:
            whole = one if whole <= one else whole | one
    return whole


def _last_day(entry: LineEntry) -> date:
    days = [entry.mentions[-1].day] if entry.mentions else [move.day for move in entry.changes if move.day]
    return max(days, default=date.min)


def _last_days(
    said: Iterable[tuple[date, UnitSummary]], keys: Callable[[UnitSummary], Iterable[str]]
) -> dict[str, date]:
    """Return the latest day of each key of what was said: a line keeps its topics and parties, a day does not."""
    found: dict[str, date] = {}
    for day, stated in said:
        for key in keys(stated):
            found[key] = max(day, found.get(key, day))
    return found


def _newest(moves: list[ChangeEntry]) -> tuple[ChangeEntry, ...]:
    """Return *moves* newest first, undated last; within a day by news value, then as the texts go."""
    ordered = sorted(moves, key=lambda move: (move.minor, _RANK[move.label], not move.kind.is_commitment))
    ordered.sort(key=lambda move: move.day or date.min, reverse=True)
    return tuple(ordered)


def _labelled(moves: Iterable[ChangeEntry]) -> dict[Label, tuple[ChangeEntry, ...]]:
    """Return *moves* by label, in the order of news value; labels that do not occur are left out."""
    found: dict[Label, list[ChangeEntry]] = {label: [] for label in LABEL_ORDER}
    for move in moves:
        found[move.label].append(move)
    return {label: tuple(moves) for label, moves in found.items() if moves}


def _sources(summaries: Iterable[ReleaseSummary]) -> dict[str, tuple[str, ...]]:
    of_source: dict[str, list[str]] = defaultdict(list)
    for summary in summaries:
        of_source[summary.release.source].append(summary.release.id)
    return {source: tuple(of_source[source]) for source in sorted(of_source)}


def _lines_by(
    entries: Iterable[LineEntry], keys: Callable[[LineEntry], Iterable[str]], name: Callable[[str], str]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for key in keys(entry):
            found[key].append(entry.line.id)
    return {key: tuple(found[key]) for key in sorted(found, key=lambda key: (name(key).casefold(), key))}


def _by_month(
    said: Iterable[UnitSummary], held: Mapping[str, ReleaseSummary]
) -> Iterator[tuple[tuple[str, str], Kind]]:
    months = {
        identity: f"{summary.release.published_on:%Y-%m}" if summary.release.published_on else ""
        for identity, summary in held.items()
    }
    for stated in said:
        if month := months[stated.release]:
            for topic in stated.topics:
                yield (topic, month), stated.kind


def _counts(kinds: Iterable[tuple[Key, Kind]]) -> dict[Key, Count]:
    """Return how many of each key, in the order of the keys."""
    found: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for key, kind in kinds:
        found[key][not kind.is_commitment] += 1
    return {key: Count(*found[key]) for key in sorted(found)}
