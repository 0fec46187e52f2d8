"""What stands: revisions in order, what they placed on lines, and what moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, or_, select

from tracker.domain import Change, Label, Line, Unit
from tracker.link.standing import Standing
from tracker.pipeline import CODED, Reading, Relation
from tracker.store import due
from tracker.store.database import Database
from tracker.store.mapping import (
    change_values,
    document_of,
    line_values,
    mention_values,
    release_of,
    unit_of,
)
from tracker.store.news import Earlier, by_key
from tracker.store.sql import batches, latest_with, lines_by_id, releases_by_id, rows_in, upsert
from tracker.store.tables import (
    CHANGES,
    DELIVERED,
    LINES,
    MENTIONS,
    READINGS,
    RELATIONS,
    RELEASES,
    REVISIONS,
    UNITS,
)
from tracker.store.views import Stood

READINGS_AT_ONCE = 200


class Lines(Database):
    """The part of the store that keeps the history of statements."""

    def sources_to_relate(self, stamp_for: Callable[[str], str]) -> list[str]:
        """Return the sources with dated revisions that are read at their stamp but not related at it."""
        with self.reading() as connection:
            sources = connection.execute(select(RELEASES.c.source).distinct().order_by(RELEASES.c.source))
            return [
                source
                for source in sources.scalars().all()
                if connection.execute(_unrelated(source, stamp_for(source)).limit(1)).first()
            ]

    def waiting(self, source_id: str, stamp: str) -> list[tuple[date, str]]:
        """Return day and revision id of what is read at *stamp*, or by people, and due to be related at it."""
        query = _unrelated(source_id, stamp).add_columns(RELEASES.c.published_on)
        with self.reading() as connection:
            return [(row.published_on, row.revision_id) for row in connection.execute(query)]

    def replay_from(self, source_id: str, day: date) -> None:
        """Make everything of a source from *day* on due: what it is compared with moves."""
        with self.writing() as connection:
            later = (
                select(REVISIONS.c.id)
                .join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
                .where(RELEASES.c.source == source_id, RELEASES.c.published_on >= day)
            )
            due.mark(connection, later, due.REPLAY)

    def from_day(self, source_id: str, day: date) -> Iterator[Stood]:
        """Yield every dated revision that has been read, from *day* on, in published order.

        No transaction stays open between two of them, so relations may be
        recorded on the way.
        """
        return self._stream(_in_order(source_id).where(RELEASES.c.published_on >= day))

    def stood(self, revision_id: str) -> Stood | None:
        """Return a revision with its reading; None where it has not been read."""
        with self.reading() as connection:
            query = select(READINGS.c.revision_id).where(READINGS.c.revision_id == revision_id)
            held = list(connection.execute(query).scalars())
            return next(iter(_stood(connection, held)), None)

    def standing(self, source_id: str, before: date, empty: Standing | None = None) -> Standing:
        """Return what a source has said on the days before *before*, all of it visible.

        Of each release its latest related revision counts. A line counts as
        dropped where the release has a DROPPED change on it and that revision
        does not speak on it. *empty* is the standing to fill, as an engine makes it.
        """
        with self.reading() as connection:
            latest = latest_with(RELATIONS)
            chosen = (
                select(RELEASES, REVISIONS.c.id.label("revision_id"))
                .join(latest, latest.c.release_id == RELEASES.c.id)
                .join(
                    REVISIONS,
                    (REVISIONS.c.release_id == latest.c.release_id) & (REVISIONS.c.number == latest.c.number),
                )
                .where(RELEASES.c.source == source_id, RELEASES.c.published_on < before)
                .order_by(RELEASES.c.published_on, RELEASES.c.id)
            )
            rows = connection.execute(chosen).all()
            placed = placed_in(connection, [row.revision_id for row in rows])
            dropped = _dropped(connection, [row.id for row in rows])
        standing = Standing() if empty is None else empty
        for row in rows:
            spoken = placed.get(row.revision_id, [])
            silent = dropped.get(row.id, set()) - {line.id for _, line in spoken}
            standing.as_of(row.published_on).add(release_of(row), spoken, silent)
        return standing.as_of(before)

    def placed(self, revision_id: str) -> list[tuple[Unit, Line]]:
        """Return the current units of a revision with their lines, in order of the text."""
        with self.reading() as connection:
            return placed_in(connection, [revision_id]).get(revision_id, [])

    def record_relation(self, relation: Relation, now: datetime) -> None:
        """Keep *relation* in place of what its revision gave before, in one transaction.

        A change held under the same id keeps its first cause and the time it was
        first recorded, and so does one that takes the place of another nobody was
        told of (:mod:`tracker.store.news`). One that no longer arises goes, and
        what the ledger says of its delivery stays.
        """
        revision, changes = relation.revision, {change.id: change for change in relation.changes}
        lines = [link.line for link in relation.links] + [change.line for change in relation.changes]
        mentions = [mention_values(link, revision) for link in relation.links]
        done = {"revision_id": revision, "stamp": relation.stamp, "related_at": now, "due": due.SETTLED}
        with self.writing() as connection:
            earlier = _earlier(connection, relation, changes)
            upsert(connection, RELATIONS, [done])
            upsert(connection, LINES, [line_values(line) for line in dict.fromkeys(lines)], replace=False)
            connection.execute(delete(MENTIONS).where(MENTIONS.c.revision_id == revision))
            if mentions:
                connection.execute(insert(MENTIONS), mentions)
            _replace_changes(connection, revision, changes, earlier, now)

    def _stream(self, query: Select[Any]) -> Iterator[Stood]:
        with self.reading() as connection:
            identities = [row.revision_id for row in connection.execute(query)]
        for batch in batches(identities, READINGS_AT_ONCE):
            with self.reading() as connection:
                found = _stood(connection, batch)
            yield from found


def _in_order(source_id: str) -> Select[Any]:
    """Select the ids of dated, read revisions of a source: as published, by id of release, by number."""
    return (
        select(REVISIONS.c.id.label("revision_id"))
        .join(RELEASES, RELEASES.c.id == REVISIONS.c.release_id)
        .join(READINGS, READINGS.c.revision_id == REVISIONS.c.id)
        .where(RELEASES.c.source == source_id, RELEASES.c.published_on.is_not(None))
        .order_by(RELEASES.c.published_on, RELEASES.c.id, REVISIONS.c.number)
    )


def _unrelated(source_id: str, stamp: str) -> Select[Any]:
    return (
        _in_order(source_id)
        .outerjoin(RELATIONS, RELATIONS.c.revision_id == REVISIONS.c.id)
        .where(
            or_(READINGS.c.stamp == stamp, READINGS.c.stamp.startswith(CODED)),
            or_(RELATIONS.c.stamp.is_distinct_from(stamp), RELATIONS.c.due != due.SETTLED),
        )
    )


def _stood(connection: Connection, revisions: Sequence[str]) -> list[Stood]:
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
    return [
        Stood(
            releases[row.release_id],
            identity,
            row.number,
            Reading(identity, row.stamp, document_of(row.document), tuple(units[identity])),
            row.related is not None,
        )
        for identity in revisions
        for row in [rows[identity]]
    ]


def placed_in(connection: Connection, revisions: Sequence[str]) -> dict[str, list[tuple[Unit, Line]]]:
    """Return the current units of *revisions* with their lines, by revision, in order of the text."""
    query = (
        select(UNITS, MENTIONS.c.line_id)
        .join(MENTIONS, MENTIONS.c.unit_id == UNITS.c.id)
        .where(UNITS.c.current)
        .order_by(UNITS.c.ordinal, UNITS.c.start)
    )
    rows = list(rows_in(connection, query, UNITS.c.revision_id, revisions))
    lines = lines_by_id(connection, {row.line_id for row in rows})
    placed: dict[str, list[tuple[Unit, Line]]] = defaultdict(list)
    for row in rows:
        placed[row.revision_id].append((unit_of(row), lines[row.line_id]))
    return placed


def _dropped(connection: Connection, releases: Sequence[str]) -> dict[str, set[str]]:
    """Return the lines with a DROPPED change, by the release it happened on."""
    query = select(CHANGES.c.release_id, CHANGES.c.line_id).where(CHANGES.c.label == Label.DROPPED.value)
    dropped: dict[str, set[str]] = defaultdict(set)
    for row in rows_in(connection, query, CHANGES.c.release_id, releases):
        dropped[row.release_id].add(row.line_id)
    return dropped


def _earlier(connection: Connection, relation: Relation, changes: Collection[str]) -> Earlier:
    """Return what *relation* will replace: changes under the same ids, and those of the same revision."""
    done = connection.execute(
        select(RELATIONS).where(RELATIONS.c.revision_id == relation.revision)
    ).one_or_none()
    if done is None:  # the first time: nothing is replaced, but a silence may move here
        replaced = []
    else:
        query = select(CHANGES).where(CHANGES.c.revision_id == relation.revision)
        replaced = list(connection.execute(query).all())
    told = select(DELIVERED.c.change_id)
    return Earlier(
        held={row.id: row for row in rows_in(connection, select(CHANGES), CHANGES.c.id, changes)},
        replaced=by_key(replaced),
        told={
            row.change_id
            for row in rows_in(connection, told, DELIVERED.c.change_id, [row.id for row in replaced])
        },
        same_engine=done is not None and done.stamp == relation.stamp,
        due=done.due if done is not None else due.SETTLED,
    )


def _replace_changes(
    connection: Connection, revision: str, changes: dict[str, Change], earlier: Earlier, now: datetime
) -> None:
    connection.execute(delete(CHANGES).where(CHANGES.c.revision_id == revision))
    # An id held by another revision moves here: the silence it reports is now this one's.
    for batch in batches(earlier.held):
        connection.execute(delete(CHANGES).where(CHANGES.c.id.in_(batch)))
    values = [change_values(change, revision, earlier.first(change, now)) for change in changes.values()]
    if values:
        connection.execute(insert(CHANGES), values)
