"""Relate in order of publication, and again from the day of what arrived late.

What a statement is compared with is everything its source said before. So a
statement that arrives out of order, is edited, is read by a new engine or is
decided on by an analyst changes what all later ones are compared with: they are
related again, from that day on. The store ends up as if all had come in order;
only the cause tells. A release that cannot be related for an error of this program stands
as it stood, as if it had not arrived yet, and is tried again by the next pass.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from jobs.bulkhead import OnProblem, unexpected_problem
from jobs.step_result import Stop, Track, never_stop, no_progress
from tracker import pipeline
from tracker.domain import Cause, Line, Release, Unit
from tracker.edits.returns import returns_of
from tracker.engine import Engine
from tracker.errors import TrackerError
from tracker.link.lines.history_diff import HistoryDiff, PlacedRelease
from tracker.link.lines.line_history import LineHistory
from tracker.pipeline import Reading, Relation
from tracker.review.decisions import ABOUT_LINES, Decision, QuoteLocation, Ruling
from tracker.review.precedents import precedents_of
from tracker.review.rulings import Rulings, lines_at
from tracker.store import ReadRevision, Store

Placed = Sequence[tuple[Unit, Line]]
BATCH = 64  # relations written in one transaction


class SourceDecisions:
    """The decisions about one source, and on which lines the words they point back to are by now."""

    def __init__(self, decisions: Sequence[Decision] = ()) -> None:
        self._at: dict[str, list[Decision]] = defaultdict(list)
        self._spots: dict[str, set[QuoteLocation]] = defaultdict(set)
        self._lines: dict[QuoteLocation, str] = {}
        self._precedents = precedents_of(decisions)
        for decision in decisions:
            self._at[decision.at.release].append(decision)
            if decision.before and decision.ruling not in ABOUT_LINES:
                self._spots[decision.before.release].add(decision.before)

    @property
    def referenced_releases(self) -> frozenset[str]:
        """The refs of the releases some decision points back to."""
        return frozenset(self._spots)

    def locate(self, ref: str, text: str, placed: Placed) -> None:
        """Remember where the words pointed at stand in a release that has been related."""
        self._lines |= lines_at(self._spots.get(ref, ()), text, placed)

    def rulings(self, ref: str) -> Rulings:
        """Return what is decided about a release."""
        decisions = tuple(self._at.get(ref, ()))
        spots = {decision.before for decision in decisions if decision.before}
        lines = {spot: self._lines[spot] for spot in spots if spot in self._lines}
        return Rulings(decisions, lines, self._precedents)


def relate_source(
    store: Store,
    engine: Engine,
    source_id: str,
    now: datetime,
    *,
    track: Track = no_progress,
    stop: Stop = never_stop,
    on_problem: OnProblem,
) -> Counter[str]:
    """Relate what *source_id* has read but not related, and what that puts in doubt; return counts.

    First all that follows is made due in the store. So if this is stopped or
    dies halfway, the next run goes on from the first day that is not done.
    What follows and certainly comes out as it did is left as it stands. *on_problem*
    is told of a release that could not be related.
    """
    counts: Counter[str] = Counter()
    waiting = store.due_to_relate(source_id, engine.stamp_for(source_id))
    if not waiting:
        return counts
    earliest, fresh = waiting[0][0], {revision for _, revision in waiting}
    store.mark_due_from(source_id, earliest)
    standing = store.line_history(source_id, before=earliest, empty=engine.empty_history())
    decisions = store.decisions(source_id)
    desk = SourceDecisions(decisions)
    for spoken in store.latest_texts(source_id, desk.referenced_releases):
        desk.locate(spoken.release.ref, spoken.text, spoken.placed_units)
    drift = HistoryDiff()
    # a decision may hold for any words: all is looked at again
    drift.total = any(decision.ruling not in ABOUT_LINES for decision in decisions)
    from_there = store.read_revisions_from(source_id, earliest)
    waiting_there = len(store.due_to_relate(source_id, engine.stamp_for(source_id), earliest))
    related: list[Relation] = []
    for _, group in groupby(
        track(from_there, f"relate {source_id}", waiting_there), key=lambda stood: stood.release.id
    ):
        revisions = list(group)
        release, before = revisions[0].release, state_in_store(revisions)
        if stop():
            _write_batch(store, source_id, related, now, counts, before=release.published_on)
            return counts
        _advance_to(release, standing, drift)
        mine = fresh.intersection(stood.revision_id for stood in revisions)
        if drift.is_empty and not fresh:
            break  # from here on all stands as it stood
        fresh -= mine
        if before and not mine and _is_unaffected(revisions, before, drift, standing):
            told = before
            standing.add(release, told.placed, told.dropped)
        else:
            try:
                relations, told = relate_release(revisions, standing, engine, desk)
            except TrackerError:
                raise  # it would be the same of every release of this source
            except Exception as error:  # noqa: BLE001 - one release does not hold up the others
                on_problem(unexpected_problem(error, f"{source_id}: {release.url or release.ref}"))
                if before is None:
                    continue
                told = before
                standing.add(release, told.placed, told.dropped)
            else:
                related += relations
        drift.add(release, before, told)
        if len(related) >= BATCH:
            _write_batch(store, source_id, related, now, counts, before=release.published_on)
    _write_batch(store, source_id, related, now, counts)
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


def _write_batch(
    store: Store,
    source_id: str,
    related: list[Relation],
    now: datetime,
    counts: Counter[str],
    *,
    before: date | None = None,
) -> None:
    """Record *related*, empty it, and let the rest stand as it stood on the days before *before*; None: on all."""
    store.record_relations(related, now)
    store.settle_unaffected(source_id, before=before)
    counts["revisions"] += len(related)
    counts["changes"] += sum(len(relation.changes) for relation in related)
    related.clear()


def state_in_store(revisions: Sequence[ReadRevision]) -> PlacedRelease | None:
    """Return how a release stands in the store by its latest related text; None where it does not, or was read anew."""
    stood = next((one for one in reversed(revisions) if one.related_before), None)
    if stood is None or len(stood.lines) != len(stood.reading.units):
        return None
    if not revisions[0].reading.document.title:
        return None  # its title may have come with a later text, and with it another series and company
    placed = list(zip(stood.reading.units, stood.lines, strict=True))
    return PlacedRelease(placed, stood.dropped - {line.id for _, line in placed})


def relate_release(
    revisions: Sequence[ReadRevision],
    standing: LineHistory,
    engine: Engine,
    source_decisions: SourceDecisions,
) -> tuple[list[Relation], PlacedRelease]:
    """Relate all *revisions* of one release, first to last, and add what it says now to *standing*, as of its day.

    The first is compared with earlier releases, each later one with the text
    it replaced. Returned is also how the release now stands.
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


def apply_line_decisions(store: Store) -> None:
    """Let lines be called, and stand in dossiers, as the decisions say: found by words, since lines have ids of the engine.

    Of several names of a line the last one given counts; of two lines, what was last said of them.
    """
    about_lines = [decision for decision in store.decisions() if decision.ruling in ABOUT_LINES]
    refs: dict[str, set[str]] = defaultdict(set)
    for decision in about_lines:
        refs[decision.source].add(decision.at.release)
        if decision.before and decision.ruling in (Ruling.JOIN, Ruling.LEAVE):
            refs[decision.before_source or decision.source].add(decision.before.release)
    spoken = {
        (source, said.release.ref): said
        for source in refs
        for said in store.latest_texts(source, refs[source])
    }

    def line_of(source: str, spot: QuoteLocation | None) -> str | None:
        said = spoken.get((source, spot.release)) if spot else None
        return lines_at([spot], said.text, said.placed_units).get(spot) if spot and said else None

    names: dict[str, dict[str, str]] = defaultdict(dict)
    aliases: dict[str, list[str]] = defaultdict(list)
    ties: dict[tuple[str, str], bool] = {}
    for decision in about_lines:
        mine = line_of(decision.source, decision.at)
        if mine is None:
            continue
        if decision.ruling is Ruling.RENAME:
            names[decision.source][mine] = decision.value
        elif decision.ruling is Ruling.ALIAS:
            aliases[mine].append(decision.value)
        elif other := line_of(decision.before_source or decision.source, decision.before):
            one, two = sorted((mine, other))
            ties[one, two] = decision.ruling is Ruling.JOIN
    for source in sorted({*names, *store.sources_with_named_lines()}):
        store.rename_lines(source, names[source])
    store.set_aliases(aliases)
    store.set_ties(ties)
