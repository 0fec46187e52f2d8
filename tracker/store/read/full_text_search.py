"""Full-text search over what was said: in units, and in the text and the titles around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Unpack

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy import Float as FloatType
from sqlalchemy import Integer as IntegerType

from tracker.search.analyzer import Term, parse_terms, snippet
from tracker.search.query import SearchFilters
from tracker.store import search_index
from tracker.store.core_tables import LINES, MENTIONS, PASSAGES, READINGS, RELEASES
from tracker.store.database import Database
from tracker.store.read.carry_over import label_condition
from tracker.store.records import Hit, SearchResult
from tracker.store.row_mapping import document_of, line_of
from tracker.store.search_index import MATCHES, match_expression
from tracker.store.sql_helpers import releases_by_id, rows_in, units_by_id
from tracker.store.write.witnesses import copies_of_others

ROOM = 240  # characters of a snippet


class FullTextSearch(Database):
    """The part of the store that finds words."""

    def search(
        self, text: str, *, limit: int = 20, offset: int = 0, **narrowing: Unpack[SearchFilters]
    ) -> list[Hit]:
        """Return where the latest texts say all of *text*, best first, then latest first.

        *text* holds words, "phrases" and begin* of words; upper case, accents
        and width do not matter. Where a unit has it all, the unit is the hit;
        else the paragraphs around it (some 1,000 words); else the title. *topic*
        and *label* ask for units: about the topic or one under it, with such a change.
        *since* and *until*, inclusive, are days of publication. No words, no hits.
        """
        return list(self.search_page(text, limit=limit, offset=offset, **narrowing).hits)

    def search_page(
        self, text: str, *, limit: int = 20, offset: int = 0, **narrowing: Unpack[SearchFilters]
    ) -> SearchResult:
        """Return what :meth:`search` does, and how many there are in all: that costs little beside the ranking."""
        wanted = parse_terms(text)
        if not wanted:
            return SearchResult((), 0)
        with self.reading() as connection:
            query, values = _prepared(connection.dialect.name, wanted, narrowing)
            rows = connection.execute(_best(*query), {**values, "most": limit, "skipped": offset}).all()
            hits = _hits(connection, rows, wanted)
        if rows or not offset:
            return SearchResult(hits, rows[0].total if rows else 0)
        return SearchResult(hits, self.count_hits(text, **narrowing))

    def count_hits(self, text: str, **narrowing: Unpack[SearchFilters]) -> int:
        """Return how many hits :meth:`search` has in all."""
        wanted = parse_terms(text)
        if not wanted:
            return 0
        with self.reading() as connection:
            query, values = _prepared(connection.dialect.name, wanted, narrowing)
            number: int = connection.execute(_number(*query), values).scalar_one()
            return number

    def reindex(self) -> int:
        """Make the index anew from what has been read; return how many passages it has."""
        with self.writing() as connection:
            return search_index.index_all(connection)


def _prepared(
    dialect: str, wanted: Sequence[Term], narrowing: SearchFilters
) -> tuple[tuple[str, frozenset[str]], dict[str, Any]]:
    """Return which statement to use, made once for each set of filters, and what to fill in."""
    given = {name: value for name, value in narrowing.items() if value is not None}
    values = {"asked": match_expression(dialect, wanted), **given}
    if "topic" in given:
        topic = re.sub(r"([/%_])", r"/\1", str(values.pop("topic")))
        values |= {"whole": f"% {topic} %", "parent": f"% {topic}.%"}
    return (dialect, frozenset(given)), values


@cache
def _best(dialect: str, given: frozenset[str]) -> Select[Any]:
    """Return the statement for the best hits, each with how many there are in all."""
    closest = _closest(dialect, given).cte("closest")

    def order(ranked: FromClause) -> tuple[ColumnElement[Any], ...]:
        return (
            ranked.c.rank.desc(),
            RELEASES.c.published_on.desc().nulls_last(),
            RELEASES.c.source,
            RELEASES.c.ref,
        )

    total = select(func.count()).select_from(closest).scalar_subquery().label("total")
    shown = (
        select(closest.c.id, closest.c.rank, total)
        .join(RELEASES, RELEASES.c.id == closest.c.release_id)
        .order_by(*order(closest), closest.c.start, closest.c.end)
        .limit(bindparam("most"))
        .offset(bindparam("skipped"))
        .cte("shown")
    )
    return (
        select(PASSAGES, shown.c.rank, shown.c.total)
        .join(shown, shown.c.id == PASSAGES.c.id)
        .join(RELEASES, RELEASES.c.id == PASSAGES.c.release_id)
        .order_by(*order(shown), PASSAGES.c.start, PASSAGES.c.end)
    )


@cache
def _number(dialect: str, given: frozenset[str]) -> Select[Any]:
    """Return the statement for the number of hits."""
    return select(func.count()).select_from(_closest(dialect, given).subquery())


def _closest(dialect: str, given: frozenset[str]) -> Select[Any]:
    """Select the passages that are hits, each with its rank. Of thousands little is carried along."""
    matched = MATCHES[dialect].columns(id=IntegerType, rank=FloatType).cte("matched")
    carried = {"id", "within", "release_id", "start", "end"}
    carried |= {column for name, column in (("topic", "topics"), ("label", "unit_id")) if name in given}
    # kept aside, as it is read twice: SQLite would find and rank twice
    hits = (
        select(*(column for column in PASSAGES.c if column.name in carried), matched.c.rank)
        .join(matched, matched.c.id == PASSAGES.c.id)
        .where(PASSAGES.c.release_id.not_in(copies_of_others()))
        .cte("hits")
        .prefix_with("MATERIALIZED")
    )
    query = select(hits)
    asked = {
        "source": RELEASES.c.source == bindparam("source"),
        "issuer": RELEASES.c.issuer == bindparam("issuer"),
        "since": RELEASES.c.published_on >= bindparam("since"),
        "until": RELEASES.c.published_on <= bindparam("until"),
    }
    if conditions := [condition for name, condition in asked.items() if name in given]:
        query = query.join(RELEASES, RELEASES.c.id == hits.c.release_id).where(*conditions)
    if "topic" in given:
        about = (hits.c.topics.like(bindparam(name), escape="/") for name in ("whole", "parent"))
        query = query.where(or_(*about))
    if "label" in given:
        query = query.where(label_condition(hits.c.unit_id, bindparam("label")))
    if given & {"topic", "label"}:
        return query
    # a set, not a condition on each: a word that stands everywhere has as many hits as the store has passages
    closest = select(hits.c.id).except_(select(hits.c.within).where(hits.c.within.is_not(None)))
    return query.where(hits.c.id.in_(closest))


def _hits(connection: Connection, rows: Sequence[Row[Any]], wanted: Sequence[Term]) -> tuple[Hit, ...]:
    """Return what stands at *rows* of passages, with what was *wanted* marked."""
    releases = releases_by_id(connection, {row.release_id for row in rows})
    units = units_by_id(connection, {row.unit_id for row in rows if row.unit_id})
    placed = select(MENTIONS.c.unit_id, LINES).join(LINES, LINES.c.id == MENTIONS.c.line_id)
    lines = {row.unit_id: line_of(row) for row in rows_in(connection, placed, MENTIONS.c.unit_id, units)}
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
        hits.append(Hit(release, units.get(row.unit_id), lines.get(row.unit_id), cut, tuple(spans), row.rank))
    return tuple(hits)
