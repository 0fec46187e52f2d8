"""What analysts decided, kept for good: decided, undone, never deleted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, String, cast, delete, insert, null, select, update

from tracker.domain import Line, Release, Unit
from tracker.errors import StoreError
from tracker.review.decisions import ABOUT_LINES, Decision
from tracker.store.core_tables import (
    CHANGES,
    DECISIONS,
    LINES,
    MENTIONS,
    READINGS,
    RELATIONS,
    RELEASES,
    REVISIONS,
    TIES,
)
from tracker.store.database import Database
from tracker.store.row_mapping import decision_of, decision_values, document_of, release_of
from tracker.store.sql_helpers import latest_with, placed_units_in, rows_in
from tracker.store.write import invalidation


@dataclass(frozen=True, slots=True)
class LatestText:
    """What the latest related text of a release says, and on which lines."""

    release: Release
    text: str
    placed_units: tuple[tuple[Unit, Line], ...]


class AnalystDecisions(Database):
    """The part of the store that keeps what analysts decided."""

    def decide(self, decisions: Collection[Decision]) -> list[Decision]:
        """Keep *decisions* and make what they are about due, like cases too, in one transaction; return them with their ids.

        One that stands already, word for word whoever took it, is left out.
        """
        kept: list[Decision] = []
        with self.writing() as connection:
            standing = {_said(decision) for decision in _decisions(connection, None) if decision.stands}
            for decision in decisions:
                if _said(decision) in standing:
                    continue
                standing.add(_said(decision))
                added = connection.execute(insert(DECISIONS).values(decision_values(decision)))
                assert added.inserted_primary_key is not None
                row = select(DECISIONS).where(DECISIONS.c.id == added.inserted_primary_key[0])
                kept.append(decision_of(connection.execute(row).one()))
                _due(connection, decision)
            for source in sorted({decision.source for decision in kept}):
                own = [decision for decision in kept if decision.source == source]
                _settled_by(connection, source, own)
        return kept

    def decisions(self, source: str | None = None, *, undone: bool = False) -> list[Decision]:
        """Return the decisions that stand, oldest first; with *undone*, also those that do not."""
        with self.reading() as connection:
            return [decision for decision in _decisions(connection, source) if undone or decision.stands]

    def undo(self, decision_id: int, by: str, now: datetime) -> Decision:
        """Let a decision stand no more, and make what it was about due.

        Raises:
            StoreError: There is no such decision, or it is undone.
        """
        chosen = select(DECISIONS).where(DECISIONS.c.id == decision_id)
        with self.writing() as connection:
            row = connection.execute(chosen).one_or_none()
            if row is None:
                raise StoreError(
                    f"there is no decision {decision_id}",
                    remedy="`policy-tracker review --decisions` lists them",
                )
            if row.undone_at is not None:
                raise StoreError(f"decision {decision_id} is undone already, by {row.undone_by}")
            values = {"undone_by": by, "undone_at": now}
            connection.execute(update(DECISIONS).where(DECISIONS.c.id == decision_id).values(values))
            decision = decision_of(connection.execute(chosen).one())
            _due(connection, decision)
            _like_cases_due(connection, decision_id)
            return decision

    def latest_texts(self, source: str, refs: Collection[str] | None = None) -> list[LatestText]:
        """Return what releases of *source* (those of *refs*, or all) say in their latest related text, as published."""
        query = (
            select(RELEASES, REVISIONS.c.id.label("revision_id"), READINGS.c.document)
            .join(REVISIONS, REVISIONS.c.release_id == RELEASES.c.id)
            .join(READINGS, READINGS.c.revision_id == REVISIONS.c.id)
            .where(RELEASES.c.source == source, latest_with(RELATIONS))
            .order_by(RELEASES.c.published_on.nulls_first(), RELEASES.c.id)
        )
        with self.reading() as connection:
            rows = list(
                connection.execute(query)
                if refs is None
                else rows_in(connection, query, RELEASES.c.ref, sorted(refs))
            )
            placed = placed_units_in(connection, [row.revision_id for row in rows])
        return [
            LatestText(
                release_of(row),
                document_of(row.document).text,
                tuple(placed.get(row.revision_id, ())),
            )
            for row in rows
        ]

    def rename_lines(self, source: str, given: Mapping[str, str]) -> None:
        """Let the lines of *source* be called as *given* (by id), and the others as they were made."""
        of_source = update(LINES).where(LINES.c.source == source)
        with self.writing() as connection:
            connection.execute(
                of_source.where(LINES.c.given.is_not(None), LINES.c.id.not_in(list(given))).values(given=None)
            )
            for line_id, name in given.items():
                connection.execute(of_source.where(LINES.c.id == line_id).values(given=name))

    def set_aliases(self, aliases: Mapping[str, Sequence[str]]) -> None:
        """Let lines (by id) also be called as *aliases* says, and no other line anything else."""
        wanted = {line_id: tuple(dict.fromkeys(given)) for line_id, given in aliases.items()}
        named = select(LINES.c.id, LINES.c.aliases).where(LINES.c.aliases.is_not(None))
        with self.reading() as connection:
            held = {row.id: tuple(row.aliases or ()) for row in connection.execute(named)}
        if held == wanted:
            return
        with self.writing() as connection:
            for line_id in sorted(held.keys() | wanted.keys()):
                given = list(wanted.get(line_id, ())) or null()
                connection.execute(update(LINES).where(LINES.c.id == line_id).values(aliases=given))

    def set_ties(self, ties: Mapping[tuple[str, str], bool]) -> None:
        """Let pairs of lines (ids, sorted) be joined in one dossier, or kept apart, and no others."""
        with self.reading() as connection:
            held = {(row.line_id, row.other_id): row.joined for row in connection.execute(select(TIES))}
        if held == dict(ties):
            return
        rows = [{"line_id": one, "other_id": two, "joined": joined} for (one, two), joined in ties.items()]
        with self.writing() as connection:
            connection.execute(delete(TIES))
            if rows:
                connection.execute(insert(TIES), rows)

    def sources_with_named_lines(self) -> list[str]:
        """Return the sources with a line an analyst named."""
        query = select(LINES.c.source).where(LINES.c.given.is_not(None)).distinct().order_by(LINES.c.source)
        return [row[0] for row in self.rows(query)]


def _decisions(connection: Connection, source: str | None) -> list[Decision]:
    query = select(DECISIONS).order_by(DECISIONS.c.id)
    if source is not None:
        query = query.where(DECISIONS.c.source == source)
    return [decision_of(row) for row in connection.execute(query)]


def _said(decision: Decision) -> tuple[object, ...]:
    """Return what a decision says, whoever says it and when."""
    return (
        decision.source,
        decision.ruling,
        decision.at,
        decision.before,
        decision.before_source,
        decision.value,
    )


def _due(connection: Connection, decision: Decision) -> None:
    """Make the release a decision is about due, unless it is about lines as they stand: that needs no relating."""
    if decision.ruling in ABOUT_LINES:
        return
    revisions = (
        select(REVISIONS.c.id)
        .join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
        .where(RELEASES.c.source == decision.source, RELEASES.c.ref == decision.at.release)
    )
    invalidation.mark_due(connection, revisions, invalidation.DECIDED)


def _settled_by(connection: Connection, source: str, decisions: Sequence[Decision]) -> None:
    """Make due what *decisions* of *source* settle as like cases: wherever the same two wordings were compared."""
    from tracker.review.precedents import precedents_of  # 50 ms, and no look at a store needs it

    known = precedents_of(decisions)
    if not (known.links or known.labels):
        return
    compared = (
        select(CHANGES.c.revision_id, CHANGES.c.before_quote, CHANGES.c.after_quote)
        .join(RELEASES, RELEASES.c.id == CHANGES.c.release_id)
        .where(
            RELEASES.c.source == source,
            CHANGES.c.before_quote.is_not(None),
            CHANGES.c.after_quote.is_not(None),
        )
    )
    like = [
        row.revision_id
        for row in connection.execute(compared)
        if known.on_link(row.before_quote, row.after_quote)
        or known.on_label(row.before_quote, row.after_quote)
    ]
    invalidation.mark_due(connection, sorted(set(like)), invalidation.DECIDED)


def _like_cases_due(connection: Connection, decision_id: int) -> None:
    """Make due what a decision settled as a like case: what was related by it says so, by its number."""
    said = f"%(decision {decision_id})%"
    for table, column in ((MENTIONS, MENTIONS.c.reasons), (CHANGES, CHANGES.c.rule)):
        found = select(table.c.revision_id).where(cast(column, String).like(said))
        invalidation.mark_due(connection, found, invalidation.DECIDED)
