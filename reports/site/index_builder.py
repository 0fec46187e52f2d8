"""The atlas from the store: one pass over rows without their words, then arithmetic over columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from reports.formula.configured import NO_FORMULAS, WatchedFormulas
from reports.site.columns.change_table import COMMITMENT, LABELS, MINOR, ChangeRows, ChangeTable
from reports.site.columns.collected import (
    LineColumns,
    ReleaseColumns,
    UnitColumns,
    collect_changes,
    collect_lines,
    collect_releases,
    collect_units,
)
from reports.site.columns.ids import NOWHERE, IdCodec
from reports.site.columns.line_table import LineTable, UnitTable
from reports.site.columns.release_table import ReleaseTable
from reports.site.columns.rows import Groups, Places, grouped
from reports.site.columns.sets import distinct_pairs, names_of_groups
from reports.site.columns.tallies import (
    count_addressed,
    count_by_month,
    count_by_release,
    count_joint,
    latest_days,
    latest_moves,
)
from reports.site.index import SiteIndex
from reports.view.counts import Count
from reports.view.display_names import party_name, topic_name
from reports.view.vocabulary import LABEL_ORDER
from tracker.domain import Line
from tracker.memory import gc_paused
from tracker.store import ChangeSummary, ReleaseSummary, Store, UnitSummary

_RANK = np.array([LABEL_ORDER.index(label) for label in LABELS], np.int32)  # by code of label


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
    if held is not None and says_the_same(held, generation):
        return replace(held, generation=generation, watched=watched)
    with gc_paused():
        made = index_from_rows(
            generation,
            store.releases(),
            store.unit_summaries(),
            store.named_lines(),
            store.each_change_summary(),
            store.superseded_unit_summaries(),
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
    """Return the atlas of what the store gives, each row let go of as it was read.

    *releases* come newest first, *moves* oldest first; *statements* are the units of
    the latest texts, *earlier* those that only an earlier text of their release has
    on their line: they are part of its history, and are not counted. What is of a
    release or a line that was not there yet when those were listed is left for the next time.
    """
    codec = IdCodec()
    held = collect_releases(codec, releases)
    named = collect_lines(codec, lines)
    units = collect_units(codec, held.ids, named.ids, statements, earlier)
    changes = collect_changes(codec, held.ids, held.days, named.ids, moves)
    mentions, order = _line_order(held, named, units, changes)
    place_of = np.full(len(named.ids) + 1, NOWHERE, np.int32)  # the last is found by NOWHERE as well
    place_of[order] = np.arange(len(order), dtype=np.int32)
    named = named.at(order)  # the columns before are let go of, as all that follow are made
    units = replace(units, line=place_of[units.line])
    changes = replace(changes, line=place_of[changes.line], line_ids=named.ids)
    return _assembled(generation, held, named, units, changes, mentions.at(order))


def _line_order(
    held: ReleaseColumns, named: LineColumns, units: UnitColumns, changes: ChangeTable
) -> tuple[Groups, Places]:
    """Return the mentions of each line, oldest first, and the lines in the order lists show them.

    Lines somebody speaks on or that moved, last said first; nothing undated is on a line.
    """
    number, days = len(named.ids), held.days[units.release]
    dated = np.flatnonzero((units.line >= 0) & (days != 0)).astype(np.int32)
    releases = held.ids.ranks()[units.release[dated]]
    order = np.lexsort((units.start[dated], releases, days[dated], units.line[dated]))
    mentions = grouped(np.where(days != 0, units.line, NOWHERE), number, dated[order])
    said = np.diff(mentions.starts) > 0
    last = np.zeros(number, np.int32)
    np.maximum.at(last, changes.line, held.days[changes.release])
    last[said] = days[mentions.places[mentions.starts[1:][said] - 1]]
    listed = said.copy()
    listed[changes.line] = True
    by_id = np.argsort(named.ids.ranks())
    by_id = by_id[listed[by_id]]
    by_day = by_id[np.argsort(-last[by_id], kind="stable")].astype(np.int32)
    for of_day in np.split(
        by_day, np.flatnonzero(np.diff(last[by_day])) + 1
    ):  # a day at a time: names take room
        of_day[:] = sorted(of_day.tolist(), key=named.names.packed)
    return mentions, by_day


def _assembled(
    generation: str,
    held: ReleaseColumns,
    named: LineColumns,
    units: UnitColumns,
    changes: ChangeTable,
    mentions: Groups,
) -> SiteIndex:
    """Return the atlas of columns in which places of lines are those of *named*, in the order of lists."""
    newest = ChangeRows(_newest(changes), changes)
    labelled = newest.by_label()
    days = held.days[units.release]
    topics = names_of_groups(mentions, units.topics, units.topic_sets)
    speakers = names_of_groups(mentions, units.speakers, units.speaker_sets)
    addressees = names_of_groups(mentions, units.addressees, units.addressee_sets)
    table = UnitTable(units.ids, units.release, units.kind, units.level, held.days, held.ids)
    lines = LineTable(
        named.ids,
        named.names,
        (named.sources, named.source),
        (table, mentions),
        (changes, grouped(changes.line, len(named.ids))),
        (topics, speakers, addressees),
    )
    on = np.flatnonzero(units.line[: units.counted] >= 0)
    said = count_by_release(units, len(held.ids))
    releases = ReleaseTable(
        held.ids,
        held.bodies,
        held.days,
        held.withdrawn,
        said,
        (named.ids, distinct_pairs(units.release[on], units.line[on], len(held.ids), len(named.ids))),
        (changes, grouped(changes.release, len(held.ids))),
    )
    nobody = np.empty(0, np.int32)
    speaks, addressed = speakers.by_name(), addressees.by_name()
    parties = {
        party: (speaks.get(party, nobody), addressed.get(party, nobody))
        for party in _by_name({*speaks, *addressed}, party_name)
    }
    on_topic = topics.by_name()
    return SiteIndex(
        generation=generation,
        releases=releases,
        lines=lines,
        changes=newest,
        sources={source: releases.rows(places) for source, places in held.sources.items()},
        source_speakers=held.speakers,
        topics={topic: lines.rows(on_topic[topic]) for topic in _by_name(on_topic, topic_name)},
        parties={party: lines.rows(np.union1d(*roles)) for party, roles in parties.items()},
        party_lines={
            party: (lines.count_kinds(one), lines.count_kinds(other))
            for party, (one, other) in parties.items()
        },
        topic_month_counts=count_by_month(units, held.days),
        joint_counts=count_joint(units),
        addressee_counts=count_addressed(units),
        unit_count=Count(*(int(side.sum()) for side in said)),
        issuers=tuple(sorted(held.issuers, key=lambda name: (name.casefold(), name))),
        moved=newest.moved(),
        changes_by_label=labelled,
        label_counts={label: sure.count_kinds() for label, rows in labelled.items() if (sure := rows.sure())},
        topic_days=latest_days(mentions.places, days, (units.topics, units.topic_sets)),
        topic_moves=latest_moves(newest.certain().major(), topics),
        party_days=latest_days(
            mentions.places,
            days,
            (units.speakers, units.speaker_sets),
            (units.addressees, units.addressee_sets),
        ),
        agreed=held.agreed,
    )


def _newest(changes: ChangeTable) -> Places:
    """Return the changes newest first, undated last; within a day by news value, then as the texts go."""
    value = (
        (changes.flags & MINOR != 0).astype(np.int32) * 2 * len(_RANK)
        + _RANK[changes.label] * 2
        + ~COMMITMENT[changes.kind]
    )
    return np.lexsort((value, -changes.release_days[changes.release])).astype(np.int32)


def _by_name(keys: Iterable[str], name: Callable[[str], str]) -> list[str]:
    return sorted(keys, key=lambda key: (name(key).casefold(), key))


def says_the_same(atlas: SiteIndex, generation: str) -> bool:
    """Say whether what was said and read is that of *atlas* in a store of *generation*, whatever became of how sources fare."""
    return atlas.generation.partition("-")[0] == generation.partition("-")[0]
