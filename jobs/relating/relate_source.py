"""Relate in order of publication, and again from the day of what arrived late.

What a statement is compared with is everything its source said before. So a
statement that arrives out of order, is edited, is read by a new engine or is
decided on by an analyst changes what all later ones are compared with: they are
related again, from that day on. The store ends up as if all had come in order;
only the cause tells. A release that cannot be related for an error of this program stands
as it stood, as if it had not arrived yet, and is tried again by the next pass.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from jobs.bulkhead import OnProblem, unexpected_problem
from jobs.relating.source_decisions import Placed, SourceDecisions
from jobs.step_result import Stop, Track, never_stop, no_progress
from tracker import pipeline
from tracker.domain import Cause, Line, Release, Unit
from tracker.edits.page_topic import PAGES, lines_of_site
from tracker.edits.relate_edit import returns_of
from tracker.engine import Engine
from tracker.errors import TrackerError
from tracker.link.lines.history_diff import HistoryDiff, PlacedRelease
from tracker.link.lines.line_history import LineHistory
from tracker.pipeline import Reading, Relation
from tracker.review.decisions import ABOUT_LINES
from tracker.store import ReadRevision, Store

BATCH = 64  # relations written in one transaction


class SourceRelating:
    """Relates one source in its order of publication, as far as it was read, and goes on from there when more of it was."""

    def __init__(
        self,
        store: Store,
        engine: Engine,
        source_id: str,
        now: datetime,
        counts: Counter[str],
        on_problem: OnProblem,
        waiting: Sequence[tuple[date, str]] = (),
    ) -> None:
        """Prepare to relate *source_id*, counted in *counts*; *on_problem* is told of a release that could not be related.

        *waiting* is what the store says is due, where it was asked.
        """
        self._store, self._engine, self._source, self._now = store, engine, source_id, now
        self._counts, self._on_problem, self._waiting = counts, on_problem, waiting
        self._from: date | None = (
            None  # the first day that is not done; None: nothing that waits was found so far
        )
        self._earliest: date  # the first day that was not done when this began
        self._fresh: set[str] = set()  # revisions that wait
        self._related: list[Relation] = []  # and not recorded yet
        self._standing: LineHistory
        self._decisions: SourceDecisions
        self._drift = HistoryDiff()

    def take_up(self, revisions: Iterable[str]) -> None:
        """Relate *revisions* too, which were read since and published no earlier than what is done."""
        self._fresh.update(revisions)

    def relate(
        self, until: date | None = None, *, track: Track = no_progress, stop: Stop = never_stop
    ) -> Iterator[None]:
        """Relate what waits and what that puts in doubt, one release a step; with *until* what was published before that day.

        Without it what was related is recorded to the end, and what follows and certainly comes out as it did
        is left as it stands. Days only move forward.
        """
        if self._from is None and not self._begin(until):
            return
        assert self._from is not None, "it has begun"
        store, standing, drift = self._store, self._standing, self._drift
        number = (
            None
            if until
            else len(store.due_to_relate(self._source, self._engine.stamp_for(self._source), self._from))
        )
        waiting = track(
            store.read_revisions_from(self._source, self._from, until), f"relate {self._source}", number
        )
        for _, group in groupby(waiting, key=lambda stood: stood.release.id):
            revisions = list(group)
            release, before = revisions[0].release, state_in_store(revisions)
            if stop():
                self._record(before=release.published_on)
                return
            _advance_to(release, standing, drift)
            mine = self._fresh.intersection(stood.revision_id for stood in revisions)
            if drift.is_empty and not self._fresh and until is None:
                break  # from here on all stands as it stood
            self._fresh -= mine
            told = self._related_anew(revisions, before, is_fresh=bool(mine))
            if told is None:
                continue
            drift.add(release, before, told)
            if len(self._related) >= BATCH:
                self._record(before=release.published_on)
            yield
        if until is None:
            self._record()
        self._from = until

    def _begin(self, until: date | None) -> bool:
        """Bring back what stood before the first day that waits; return whether one does, before *until*.

        First all that follows is made due in the store. So if this is stopped or
        dies halfway, the next run goes on from the first day that is not done.
        """
        store, source_id = self._store, self._source
        waiting = self._waiting or store.due_to_relate(source_id, self._engine.stamp_for(source_id))
        if not waiting or (until and waiting[0][0] >= until):
            return False
        earliest = self._earliest = self._from = waiting[0][0]
        self._fresh = {revision for _, revision in waiting}
        store.mark_due_from(source_id, earliest)
        self._standing = store.line_history(source_id, before=earliest, empty=self._engine.empty_history())
        decisions = store.decisions(source_id)
        self._decisions = SourceDecisions(decisions)
        for spoken in store.latest_texts(source_id, self._decisions.referenced_releases):
            self._decisions.locate(spoken.release.ref, spoken.text, spoken.placed_units)
        # a decision may hold for any words: all is looked at again
        self._drift.total = any(decision.ruling not in ABOUT_LINES for decision in decisions)
        return True

    def _related_anew(
        self, revisions: Sequence[ReadRevision], before: PlacedRelease | None, *, is_fresh: bool
    ) -> PlacedRelease | None:
        """Relate a release, if it may come out otherwise than *before*; return how it stands now, None where it does not."""
        release, standing = revisions[0].release, self._standing
        if not (before and not is_fresh and _is_unaffected(revisions, before, self._drift, standing)):
            try:
                others = self._store.texts_before(release, PAGES) if len(revisions) > 1 else ()
                relations, told = relate_release(
                    revisions, standing, self._engine, self._decisions, lines_of_site(others)
                )
            except TrackerError:
                raise  # it would be the same of every release of this source
            except Exception as error:  # noqa: BLE001 - one release does not hold up the others
                where = f"{self._source}: {release.url or release.ref}"
                self._on_problem(unexpected_problem(error, where))
                if before is None:
                    return None
            else:
                self._related += relations
                return told
        assert before is not None, "it stands as it stood"
        standing.add(release, before.placed, before.dropped)
        return before

    def _record(self, *, before: date | None = None) -> None:
        """Record what was related, and let the rest stand as it stood on the days before *before*; None: on all."""
        related, self._related = self._related, []
        self._store.record_relations(related, self._now)
        self._store.settle_unaffected(self._source, self._earliest, before)
        self._counts["revisions"] += len(related)
        self._counts["changes"] += sum(len(relation.changes) for relation in related)


def relate_source(
    store: Store,
    engine: Engine,
    source_id: str,
    now: datetime,
    *,
    waiting: Sequence[tuple[date, str]] = (),
    track: Track = no_progress,
    stop: Stop = never_stop,
    on_problem: OnProblem,
) -> Counter[str]:
    """Relate what *source_id* has read but not related, and what that puts in doubt; return counts.

    *waiting* is what the store says is due, where it was asked.
    *on_problem* is told of a release that could not be related.
    """
    counts: Counter[str] = Counter()
    relating = SourceRelating(store, engine, source_id, now, counts, on_problem, waiting)
    for _ in relating.relate(track=track, stop=stop):
        pass
    return counts


def _advance_to(release: Release, standing: LineHistory, drift: HistoryDiff) -> None:
    assert release.published_on is not None, "undated releases are not related"
    drift.as_of(release.published_on)
    standing.as_of(release.published_on)


def _is_unaffected(
    revisions: Sequence[ReadRevision], before: PlacedRelease, drift: HistoryDiff, standing: LineHistory
) -> bool:
    """Return whether a release that is not new certainly comes out as it did; later texts of one look at too much."""
    if drift.is_empty:
        return True
    return len(revisions) == 1 and not drift.may_affect(revisions[0].release, before.placed, standing)


def state_in_store(revisions: Sequence[ReadRevision]) -> PlacedRelease | None:
    """Return how a release stands in the store by its latest related text; None where it does not, or was read anew."""
    stood = next((one for one in reversed(revisions) if one.related_before), None)
    if stood is None or len(stood.lines) != len(stood.reading.units):
        return None
    if not revisions[0].reading.document.title:
        return None  # its title may have come with a later text, and with it another series and occasion
    placed = list(zip(stood.reading.units, stood.lines, strict=True))
    return PlacedRelease(placed, stood.dropped - {line.id for _, line in placed})


def relate_release(
    revisions: Sequence[ReadRevision],
    standing: LineHistory,
    engine: Engine,
    source_decisions: SourceDecisions,
    site: frozenset[str] = frozenset(),
) -> tuple[list[Relation], PlacedRelease]:
    """Relate all *revisions* of one release, first to last, and add what it says now to *standing*, as of its day.

    The first is compared with earlier releases, each later one with the text
    it replaced; *site* are lines of other pages of its site. Returned is also how the release now stands.
    """
    release = revisions[0].release
    rulings = source_decisions.rulings(release.ref)
    relations: list[Relation] = []
    placed: Placed = ()
    text = ""
    dropped: frozenset[str] = frozenset()
    returns = returns_of([stood.reading.document for stood in revisions])
    for at, stood in enumerate(revisions):
        if not relations:
            cause = Cause.RECOMPUTED if stood.related_before else Cause.RELEASE
            relation = pipeline.relate(stood.reading, release, standing, engine, cause, rulings)
        else:
            relation = pipeline.relate_edit(
                stood.reading,
                revisions[at - 1].reading,
                placed,
                release,
                standing,
                engine,
                rulings,
                returns=returns[at],
                site=site,
            )
            if stood.related_before:
                relation = mark_recomputed(relation)
        relations.append(relation)
        placed, text = pair_with_lines(stood.reading, relation), stood.reading.document.text
        dropped = (dropped | relation.dropped) - {line.id for _, line in placed}
    standing.add(release, placed, dropped)
    source_decisions.locate(release.ref, text, placed)
    return relations, PlacedRelease(placed, dropped)


def pair_with_lines(reading: Reading, relation: Relation) -> list[tuple[Unit, Line]]:
    """Return the units of *reading* with the lines they were put on."""
    lines = {link.unit: link.line for link in relation.links}
    return [(unit, lines[unit.id]) for unit in reading.units]


def mark_recomputed(relation: Relation) -> Relation:
    """Return *relation* as one that tells nobody anything new."""
    return replace(
        relation, changes=tuple(replace(change, cause=Cause.RECOMPUTED) for change in relation.changes)
    )
