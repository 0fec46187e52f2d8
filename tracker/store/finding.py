"""Full-text search over what was said: in units, and in the text and the titles around them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import eq, ge, le
from typing import Any

from sqlalchemy import Float as FloatType
from sqlalchemy import Integer as IntegerType
from sqlalchemy import Select, func, literal, select

from tracker.store import passages
from tracker.store.core import CHANGES, PASSAGES, READINGS, RELEASES
from tracker.store.database import Database
from tracker.store.mapping import document_of
from tracker.store.passages import MATCHES, matching
from tracker.store.sql import releases_by_id, rows_in, units_by_id
from tracker.store.views import Hit
from tracker.store.words import Term, snippet, terms

ROOM = 240  # characters of a snippet


class Finding(Database):
    """The part of the store that finds words."""

    def search(
        self,
        text: str,
        *,
        source: str | None = None,
        issuer: str | None = None,
        topic: str | None = None,
        label: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> list[Hit]:
        """Return where the latest texts say all of *text*, best first, then latest first.

        *text* holds words, "phrases" and begin* of words; upper case, accents
        and width do not matter. Where a unit has it all, the unit is the hit;
        else the paragraphs around it (some 1,000 words); else the title. *topic*
        and *label* ask for units: about the topic or one under it, with such a change.
        *since* and *until*, inclusive, are days of publication. No words, no hits.
        """
        wanted = terms(text)
        if not wanted:
            return []
        with self.reading() as connection:
            found = _found(connection.dialect.name, wanted, source, issuer, topic, label, since, until)
            ordered = found.order_by(
                found.selected_columns.rank.desc(),
                RELEASES.c.published_on.desc().nulls_last(),
                RELEASES.c.source,
                RELEASES.c.ref,
                found.selected_columns.start,
                found.selected_columns.end,
            )
            rows = connection.execute(ordered.limit(limit).offset(offset)).all()
            releases = releases_by_id(connection, {row.release_id for row in rows})
            units = units_by_id(connection, {row.unit_id for row in rows if row.unit_id})
            read = {row.revision_id for row in rows if row.unit_id is None and row.end}
            documents = {
                row.revision_id: document_of(row.document)
                for row in rows_in(connection, select(READINGS), READINGS.c.revision_id, read)
            }
        hits = []
        for row in rows:
            release = releases[row.release_id]
            if row.unit_id:
                said = units[row.unit_id].quote
            elif row.end:
                said = documents[row.revision_id].text[row.start : row.end]
            else:
                said = release.title
            cut, spans = snippet(said, wanted, ROOM)
            hits.append(Hit(release, units.get(row.unit_id), cut, tuple(spans), row.rank))
        return hits

    def count_hits(
        self,
        text: str,
        *,
        source: str | None = None,
        issuer: str | None = None,
        topic: str | None = None,
        label: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> int:
        """Return how many hits :meth:`search` has in all."""
        wanted = terms(text)
        if not wanted:
            return 0
        with self.reading() as connection:
            found = _found(connection.dialect.name, wanted, source, issuer, topic, label, since, until)
            return connection.execute(select(func.count()).select_from(found.subquery())).scalar_one()

    def reindex(self) -> int:
        """Make the index anew from what has been read; return how many passages it has."""
        with self.writing() as connection:
            return passages.index_all(connection)


def _found(
    dialect: str,
    wanted: Sequence[Term],
    source: str | None,
    issuer: str | None,
    topic: str | None,
    label: str | None,
    since: date | None,
    until: date | None,
) -> Select[Any]:
    matched = (
        MATCHES[dialect]
        .bindparams(asked=matching(dialect, wanted))
        .columns(id=IntegerType, rank=FloatType)
        .cte("matched")
    )
    hits = select(PASSAGES, matched.c.rank).join(matched, matched.c.id == PASSAGES.c.id).cte("hits")
    query = select(hits).join(RELEASES, RELEASES.c.id == hits.c.release_id)
    asked = (
        (RELEASES.c.source, eq, source),
        (RELEASES.c.issuer, eq, issuer),
        (RELEASES.c.published_on, ge, since),
        (RELEASES.c.published_on, le, until),
    )
    query = query.where(*(meets(column, value) for column, meets, value in asked if value is not None))
    if topic is not None:
        whole, parent = f" {topic} ", f" {topic}."
        topics = hits.c.topics
        query = query.where(
            topics.contains(whole, autoescape=True) | topics.contains(parent, autoescape=True)
        )
    if label is not None:
        moved = (CHANGES.c.after_unit == hits.c.unit_id) | (
            CHANGES.c.after_unit.is_(None) & (CHANGES.c.before_unit == hits.c.unit_id)
        )
        query = query.where(select(literal(1)).where(CHANGES.c.label == label, moved).exists())
    if topic is not None or label is not None:
        return query
    # a set, not a condition on each: a word that stands everywhere has as many hits as the store has passages
    closest = select(hits.c.id).except_(select(hits.c.within).where(hits.c.within.is_not(None)))
    return query.where(hits.c.id.in_(closest))
