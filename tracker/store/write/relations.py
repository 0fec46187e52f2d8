"""What stands: revisions in order, what they placed on lines, and what moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, or_, select, update

from tracker.domain import Line, Unit
from tracker.reading import CODED_STAMP_PREFIX, Reading, Relation
from tracker.store.core_tables import (
    CHANGES,
    DELIVERED,
    LINE_KEYS,
    LINES,
    MENTIONS,
    READINGS,
    RELATIONS,
    RELEASES,
    REVISIONS,
    SUBJECTS,
    TEXT_EDITS,
    UNITS,
)
from tracker.store.database import Database
from tracker.store.records import ReadRevision
from tracker.store.row_mapping import (
    change_values,
    document_of,
    mention_values,
    subject_values,
    text_edit_values,
    unit_of,
    unit_values,
    values_of,
)
from tracker.store.sql_helpers import (
    add_texts,
    batches,
    dropped_lines,
    lines_by_id,
    placed_units_in,
    published,
    releases_by_id,
    rows_in,
    upsert,
)
from tracker.store.write import invalidation
from tracker.store.write.novelty import StoredChanges, by_key
from tracker.store.write.standings import forget_standings
from tracker.store.write.witness_records import copies_of_others

READINGS_AT_ONCE = 200
KEYS = 12  # words a line is found by, for dossiers


class Relations(Database):
    """The part of the store that keeps the history of statements."""

    def sources_to_relate(self, stamp_for: Callable[[str], str]) -> dict[str, list[tuple[date, str]]]:
        """Return the sources with dated revisions that are read at their stamp but not related at it, in order.

        Each with what :meth:`due_to_relate` says of it, found for all at once.
        """
        # first without a look at their releases, which for all takes seven times as long
        is_due = RELATIONS.c.due != invalidation.SETTLED
        waiting = (
            select(
                READINGS.c.revision_id,
                READINGS.c.stamp,
                RELATIONS.c.stamp.label("related"),
                is_due.label("due"),
            )
            .outerjoin(RELATIONS, RELATIONS.c.revision_id == READINGS.c.revision_id)
            .where(or_(RELATIONS.c.stamp.is_distinct_from(READINGS.c.stamp), is_due))
        )
        dated = (
            select(
                REVISIONS.c.id,
                REVISIONS.c.number,
                RELEASES.c.source,
                RELEASES.c.published_on,
                REVISIONS.c.release_id,
            )
            .join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
            .where(RELEASES.c.published_on.is_not(None), RELEASES.c.id.not_in(copies_of_others()))
        )
        with self.reading() as connection:
            held = {row.revision_id: row for row in connection.execute(waiting)}
            found = list(rows_in(connection, dated, REVISIONS.c.id, held))
        sources: dict[str, list[tuple[date, str]]] = {}
        for release in sorted(
            found, key=lambda one: (one.source, one.published_on, one.release_id, one.number)
        ):
            row, stamp = held[release.id], stamp_for(release.source)
            is_read = row.stamp == stamp or row.stamp.startswith(CODED_STAMP_PREFIX)
            if is_read and (row.due or row.related != stamp):
                sources.setdefault(release.source, []).append((release.published_on, release.id))
        return sources

    def due_to_relate(self, source_id: str, stamp: str, since: date | None = None) -> list[tuple[date, str]]:
        """Return day and revision id of what is read at *stamp*, or by people, and due to be related at it.

        With *since*, of what was published on that day or later.
        """
        query = published(_unrelated(source_id, stamp).add_columns(RELEASES.c.published_on), since=since)
        return [(row.published_on, row.revision_id) for row in self.rows(query)]

    def mark_due_from(self, source_id: str, day: date) -> None:
        """Make everything of a source from *day* on due: what it is compared with moves."""
        with self.writing() as connection:
            later = (
                select(REVISIONS.c.id)
                .join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
                .where(RELEASES.c.source == source_id, RELEASES.c.published_on >= day)
            )
            invalidation.mark_due(connection, later, invalidation.REPLAY)

    def read_revisions_from(
        self, source_id: str, day: date, until: date | None = None
    ) -> Iterator[ReadRevision]:
        """Yield every dated revision that has been read, from *day* on and before *until*, in published order.

        No transaction stays open between two of them, so relations may be
        recorded on the way.
        """
        query = _in_order(source_id).where(RELEASES.c.published_on >= day)
        return self._stream(query if until is None else query.where(RELEASES.c.published_on < until))

    def read_revision(self, revision_id: str) -> ReadRevision | None:
        """Return a revision with its reading; None where it has not been read."""
        with self.reading() as connection:
            query = select(READINGS.c.revision_id).where(READINGS.c.revision_id == revision_id)
            held = list(connection.execute(query).scalars())
            return next(iter(_stood(connection, held)), None)

    def placed_units(self, revision_id: str) -> list[tuple[Unit, Line]]:
        """Return the current units of a revision with their lines, in order of the text."""
        with self.reading() as connection:
            return placed_units_in(connection, [revision_id]).get(revision_id, [])

    def settle_unaffected(self, source_id: str, since: date, before: date | None = None) -> None:
        """Settle what was only due because what it is compared with might have moved: it stands as it stood.

        Of *source_id*, of what was published from *since* on, and where *before* is given before that day.
        """
        query = select(REVISIONS.c.id).join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
        query = query.where(RELEASES.c.source == source_id, RELEASES.c.published_on >= since)
        if before is not None:
            query = query.where(RELEASES.c.published_on < before)
        waiting = update(RELATIONS).where(
            RELATIONS.c.due == invalidation.REPLAY, RELATIONS.c.revision_id.in_(query)
        )
        with self.writing() as connection:
            connection.execute(waiting.values(due=invalidation.SETTLED))

    def record_relations(self, relations: Sequence[Relation], now: datetime) -> None:
        """Keep each of *relations*, in order, in place of what its revision gave before; all in one transaction.

        A change held under the same id keeps its first cause and the time it was
        first recorded, and so does one that takes the place of another nobody was
        told of (:mod:`tracker.store.write.novelty`). One that no longer arises goes, and
        what the ledger says of its delivery stays.
        """
        with self.writing() as connection:
            for several in _of_other_releases(relations):
                _record(connection, several, now)

    def _stream(self, query: Select[Any]) -> Iterator[ReadRevision]:
        with self.reading() as connection:
            identities = [row.revision_id for row in connection.execute(query)]
        for batch in batches(identities, READINGS_AT_ONCE):
            with self.reading() as connection:
                found = _stood(connection, batch)
            yield from found


# what is asked of a change that may be replaced
_STORED = select(
    *(
        CHANGES.c[name]
        for name in (
            "id",
            "revision_id",
            "line_id",
            "before_unit",
            "after_unit",
            "cause",
            "news",
            "recorded_at",
        )
    )
)


def _in_order(source_id: str) -> Select[Any]:
    """Select the ids of dated, read revisions of a source: as published, by id of release, by number.

    A release that another source brought first is related there.
    """
    return (
        select(REVISIONS.c.id.label("revision_id"))
        .join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
        .join(READINGS, READINGS.c.revision_id == REVISIONS.c.id)
        .where(
            RELEASES.c.source == source_id,
            RELEASES.c.published_on.is_not(None),
            RELEASES.c.id.not_in(copies_of_others()),
        )
        .order_by(RELEASES.c.published_on, RELEASES.c.id, REVISIONS.c.number)
    )


def _unrelated(source_id: str, stamp: str) -> Select[Any]:
    return (
        _in_order(source_id)
        .outerjoin(RELATIONS, RELATIONS.c.revision_id == REVISIONS.c.id)
        .where(
            or_(READINGS.c.stamp == stamp, READINGS.c.stamp.startswith(CODED_STAMP_PREFIX)),
            or_(RELATIONS.c.stamp.is_distinct_from(stamp), RELATIONS.c.due != invalidation.SETTLED),
        )
    )


def _stood(connection: Connection, revisions: Sequence[str]) -> list[ReadRevision]:
    """Return *revisions* with their readings, in the order given."""
    query = (
        select(
            REVISIONS.c.release_id,
            REVISIONS.c.number,
            READINGS,
            RELATIONS.c.revision_id.label("related"),
        )
        .join(READINGS, READINGS.c.revision_id == REVISIONS.c.id)
        .outerjoin(RELATIONS, RELATIONS.c.revision_id == REVISIONS.c.id)
    )
    rows = {row.revision_id: row for row in rows_in(connection, query, REVISIONS.c.id, revisions)}
    releases = releases_by_id(connection, {row.release_id for row in rows.values()})
    units: dict[str, list[Unit]] = defaultdict(list)
    current = select(UNITS).where(UNITS.c.current).order_by(UNITS.c.ordinal, UNITS.c.start)
    for unit in rows_in(connection, current, UNITS.c.revision_id, revisions):
        units[unit.revision_id].append(unit_of(unit))
    related = [row for row in rows.values() if row.related is not None]
    lines = _lines_of(connection, [row.related for row in related])
    dropped = dropped_lines(connection, list({row.release_id: None for row in related}))
    return [
        ReadRevision(
            releases[row.release_id],
            identity,
            row.number,
            Reading(identity, row.stamp, document_of(row.document), tuple(units[identity])),
            row.related is not None,
            tuple(lines[unit.id] for unit in units[identity] if unit.id in lines),
            frozenset(dropped.get(row.release_id, ())),
        )
        for identity in revisions
        for row in [rows[identity]]
    ]


def _lines_of(connection: Connection, revisions: Sequence[str]) -> dict[str, Line]:
    """Return the lines of the units of *revisions*, by unit."""
    query = select(MENTIONS.c.unit_id, MENTIONS.c.line_id)
    found = {
        row.unit_id: row.line_id for row in rows_in(connection, query, MENTIONS.c.revision_id, revisions)
    }
    lines = lines_by_id(connection, set(found.values()))
    return {unit: lines[line] for unit, line in found.items()}


def _of_other_releases(relations: Sequence[Relation]) -> Iterator[list[Relation]]:
    """Cut *relations* where a release comes again: only within one can a change be that of another revision."""
    several: list[Relation] = []
    releases: set[str] = set()
    for relation in relations:
        if relation.release.id in releases:
            yield several
            several, releases = [], set()
        several.append(relation)
        releases.add(relation.release.id)
    if several:
        yield several


def _record(connection: Connection, relations: Sequence[Relation], now: datetime) -> None:
    """Write *relations*, each of another release."""
    revisions = [relation.revision for relation in relations]
    changes = {relation.revision: {one.id: one for one in relation.changes} for relation in relations}
    earlier = _earlier(connection, relations, [one for held in changes.values() for one in held])
    done = rows_in(connection, select(RELATIONS.c.revision_id), RELATIONS.c.revision_id, revisions)
    known = {row.revision_id for row in done}
    upsert(
        connection,
        UNITS,
        [unit_values(unit, one.stamp, current=False) for one in relations for unit in one.edit_units],
        replace=False,
    )
    lines = [link.line for relation in relations for link in relation.links]
    lines += [change.line for relation in relations for change in relation.changes]
    upsert(
        connection,
        RELATIONS,
        [
            {"revision_id": one.revision, "stamp": one.stamp, "related_at": now, "due": invalidation.SETTLED}
            for one in relations
        ],
    )
    upsert(connection, LINES, [values_of(line) for line in dict.fromkeys(lines)], replace=False)
    _record_starts(connection, relations)
    forget_standings(connection, [relation.release.id for relation in relations])
    for batch in batches(revisions):
        connection.execute(delete(MENTIONS).where(MENTIONS.c.revision_id.in_(batch)))
        connection.execute(delete(CHANGES).where(CHANGES.c.revision_id.in_(batch)))
    # an id held by another revision moves here: the silence it reports is now this one's
    for batch in batches(one for before in earlier.values() for one in before.held):
        connection.execute(delete(CHANGES).where(CHANGES.c.id.in_(batch)))
    mentions = [mention_values(link, one.revision) for one in relations for link in one.links]
    if mentions:
        connection.execute(insert(MENTIONS), mentions)
    values = [
        change_values(change, revision, earlier[revision].first(change, now))
        for revision, held in changes.items()
        for change in held.values()
    ]
    if values:
        connection.execute(insert(CHANGES), values)
    _record_edits(connection, relations, known, now)


def _record_edits(
    connection: Connection, relations: Sequence[Relation], known: Collection[str], now: datetime
) -> None:
    """Write what *relations* say of edits; one held keeps when it was first recorded, and whether it is news.

    An edit of a revision that was related before, *known* by id, is none: a new engine found it.
    """
    edits = [one.edit for one in relations if one.edit]
    held = {
        row.revision_id: row
        for row in rows_in(
            connection, select(TEXT_EDITS), TEXT_EDITS.c.revision_id, [edit.after for edit in edits]
        )
        if row.id in {edit.id for edit in edits}
    }
    for batch in batches([one.revision for one in relations]):
        connection.execute(delete(TEXT_EDITS).where(TEXT_EDITS.c.revision_id.in_(batch)))
    values = [
        text_edit_values(
            edit,
            news=held[edit.after].news if edit.after in held else edit.after not in known,
            recorded_at=held[edit.after].recorded_at if edit.after in held else now,
        )
        for edit in edits
    ]
    if values:
        connection.execute(insert(TEXT_EDITS), values)


def _record_starts(connection: Connection, relations: Sequence[Relation]) -> None:
    """Write what lines that start are called and are about: another engine may say it otherwise."""
    started = {link.line.id: link.line for one in relations for link in one.links if link.before is None}
    for batch in batches(started):
        named = connection.execute(select(LINES.c.id, LINES.c.name).where(LINES.c.id.in_(batch))).all()
        for row in named:
            if row.name != started[row.id].name:
                renamed = update(LINES).where(LINES.c.id == row.id).values(name=started[row.id].name)
                connection.execute(renamed)
    subjects = {line: subject for one in relations for line, subject in one.subjects.items()}
    upsert(connection, SUBJECTS, [subject_values(line, subject) for line, subject in subjects.items()])
    add_texts(
        connection,
        LINE_KEYS,
        [(key, line) for line, subject in subjects.items() for key in subject.keys[:KEYS]],
    )


def _earlier(
    connection: Connection, relations: Sequence[Relation], changes: Collection[str]
) -> dict[str, StoredChanges]:
    """Return by revision what *relations* will replace: changes under the same ids, and those of the same revision."""
    revisions = [relation.revision for relation in relations]
    query = select(RELATIONS)
    done = {row.revision_id: row for row in rows_in(connection, query, RELATIONS.c.revision_id, revisions)}
    replaced: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows_in(connection, _STORED, CHANGES.c.revision_id, done):
        replaced[row.revision_id].append(row)
    held = {row.id: row for rows in replaced.values() for row in rows}
    # the first time nothing is replaced, but a silence may move here
    moved = (change for change in changes if change not in held)
    held |= {row.id: row for row in rows_in(connection, _STORED, CHANGES.c.id, moved)}
    deliveries = select(DELIVERED.c.change_id)
    ids = [row.id for rows in replaced.values() for row in rows]
    told = {row.change_id for row in rows_in(connection, deliveries, DELIVERED.c.change_id, ids)}
    found: dict[str, StoredChanges] = {}
    for relation in relations:
        before, rows = done.get(relation.revision), replaced[relation.revision]
        found[relation.revision] = StoredChanges(
            held={one.id: held[one.id] for one in relation.changes if one.id in held},
            replaced=by_key(rows),
            delivered=told.intersection(one.id for one in rows),
            same_engine=before is not None and before.stamp == relation.stamp,
            due=before.due if before is not None else invalidation.SETTLED,
        )
    return found
