"""Relate in order of publication, and again from the day of what arrived late.

What a statement is compared with is everything its source said before. So a
statement that arrives out of order, or is edited, or is read by a new engine
changes what all later ones are compared with: they are related again, from that
day on. The store ends up as if all had come in order; only the cause tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby

from jobs.result import Stop, Track, never, quiet
from tracker import pipeline
from tracker.domain import Cause, Line, Unit
from tracker.engine import Engine
from tracker.link.standing import Standing
from tracker.pipeline import Reading, Relation
from tracker.store import Stood, Store

Placed = Sequence[tuple[Unit, Line]]


def relate_source(
    store: Store, engine: Engine, source_id: str, now: datetime, *, track: Track = quiet, stop: Stop = never
) -> Counter[str]:
    """Relate what *source_id* has read but not related, and what that puts in doubt; return counts.

    The earliest of what waits is recorded last. So if this is stopped or dies
    halfway, the next run finds it waiting still and replays from the same day.
    """
    counts: Counter[str] = Counter()
    waiting = store.unrelated(source_id, engine.stamp_for(source_id))
    if not waiting:
        return counts
    earliest, expected = waiting[0].release, len(waiting)
    assert earliest.published_on is not None, "undated releases are not related"
    del waiting  # whole texts
    standing = store.standing(source_id, before=earliest.published_on)
    from_there = store.from_day(source_id, earliest.published_on)
    held_back: list[Relation] = []
    for release_id, revisions in groupby(
        track(from_there, f"relate {source_id}", expected), key=lambda stood: stood.release.id
    ):
        if stop():
            return counts
        relations = relate_release(list(revisions), standing, engine)
        if release_id == earliest.id:
            held_back = relations
            continue
        counts.update(keep(store, relations, now))
    counts.update(keep(store, held_back, now))
    return counts


def keep(store: Store, relations: Sequence[Relation], now: datetime) -> Counter[str]:
    """Record *relations*; return how many there were, and how many changes they hold."""
    counts: Counter[str] = Counter()
    for relation in relations:
        store.record_relation(relation, now)
        counts["revisions"] += 1
        counts["changes"] += len(relation.changes)
    return counts


def relate_release(revisions: Sequence[Stood], standing: Standing, engine: Engine) -> list[Relation]:
    """Relate all *revisions* of one release, first to last, and add what it says now to *standing*.

    The first is compared with earlier releases, each later one with the text
    it replaced.
    """
    release = revisions[0].release
    assert release.published_on is not None, "undated releases are not related"
    standing.as_of(release.published_on)
    relations: list[Relation] = []
    placed: Placed = ()
    dropped: frozenset[str] = frozenset()
    for stood in revisions:
        if not relations:
            cause = Cause.RECOMPUTED if stood.related_before else Cause.RELEASE
            relation = pipeline.relate(stood.reading, release, standing, engine, cause)
        else:
            relation = pipeline.relate_edit(stood.reading, placed, release, standing, engine)
            if stood.related_before:
                relation = recomputed(relation)
        relations.append(relation)
        placed = place(stood.reading, relation)
        dropped = (dropped | relation.dropped) - {line.id for _, line in placed}
    standing.add(release, placed, dropped)
    return relations


def place(reading: Reading, relation: Relation) -> list[tuple[Unit, Line]]:
    """Return the units of *reading* with the lines they were put on."""
    lines = {link.unit: link.line for link in relation.links}
    return [(unit, lines[unit.id]) for unit in reading.units]


def recomputed(relation: Relation) -> Relation:
    """Return *relation* as one that tells nobody anything new."""
    return replace(
        relation, changes=tuple(replace(change, cause=Cause.RECOMPUTED) for change in relation.changes)
    )
