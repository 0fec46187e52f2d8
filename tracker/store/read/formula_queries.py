"""Which passages hold certain words, and the whole latest texts of releases. Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import Date, TextClause, bindparam, func, select, text

from tracker.domain import Document, Release
from tracker.search.analyzer import Term
from tracker.store.core_tables import PASSAGES, READINGS, RELEASES, REVISIONS
from tracker.store.database import Database
from tracker.store.row_mapping import RELEASE_FIELDS, document_of, release_of
from tracker.store.search_index import match_expression
from tracker.store.sql_helpers import latest_with, releases_by_id, rows_in

# Paragraphs, without the units in them and without titles.
_MATCHING: dict[str, TextClause] = {
    "sqlite": text(
        "SELECT p.id, p.release_id FROM passage_words w JOIN passages p ON p.id = w.rowid "
        'WHERE w.passage_words MATCH :asked AND p.unit_id IS NULL AND p."end" > 0'
    ),
    "postgresql": text(
        "SELECT p.id, p.release_id FROM passage_words w JOIN passages p ON p.id = w.id "
        'WHERE w.words @@ CAST(:asked AS tsquery) AND p.unit_id IS NULL AND p."end" > 0'
    ),
}
_PUBLISHED = text(
    " AND EXISTS (SELECT 1 FROM releases r WHERE r.id = p.release_id AND r.published_on < :day) LIMIT 1"
)
_BEFORE: dict[str, TextClause] = {
    dialect: text(matching.text + _PUBLISHED.text).bindparams(bindparam("day", type_=Date))
    for dialect, matching in _MATCHING.items()
}


# Without + 0 PostgreSQL may go through all passages from the last one.
_LAST_MATCHING: dict[str, TextClause] = {
    dialect: text(f"{matching.text} ORDER BY {order} DESC LIMIT :most")
    for (dialect, matching), order in zip(_MATCHING.items(), ("w.rowid", "w.id + 0"), strict=True)
}
_AMONG_LAST: dict[str, TextClause] = {
    "sqlite": text(
        "SELECT count(DISTINCT p.release_id) FROM passage_words w JOIN passages p ON p.id = w.rowid "
        "WHERE w.passage_words MATCH :asked AND w.rowid > :after"
    ),
    "postgresql": text(
        "SELECT count(DISTINCT p.release_id) FROM passages p JOIN passage_words w ON w.id = p.id "
        "WHERE p.id > :after AND w.words @@ CAST(:asked AS tsquery)"
    ),
}
LAST = 3_000  # passages by which it is told how many texts have a word that stands everywhere


class FormulaQueries(Database):
    """The part of the store that finds the texts in which a phrase may stand."""

    def paragraphs_with(
        self, terms: Iterable[Sequence[Term]], last: int | None = None
    ) -> list[dict[int, str]]:
        """Return, for each of *terms*, the paragraphs of latest texts that hold all of it: id → release id; with *last* so many, those read last.

        A paragraph is a stretch of some 1,000 words, as the search index has them.
        """
        with self.reading() as connection:
            dialect = connection.dialect.name
            query, most = (_MATCHING, {}) if last is None else (_LAST_MATCHING, {"most": last})
            asked = ({"asked": match_expression(dialect, wanted), **most} for wanted in terms)
            return [dict(map(tuple, connection.execute(query[dialect], one).all())) for one in asked]

    def share_of_texts(self, term: Term) -> float:
        """Return in which part of all texts *term* stands, by those that were read last; 0 where nothing was."""
        with self.reading() as connection:
            dialect = connection.dialect.name
            last = connection.execute(select(func.max(PASSAGES.c.id))).scalar() or 0
            after = {"after": last - LAST}
            texts = select(func.count(PASSAGES.c.release_id.distinct())).where(PASSAGES.c.id > last - LAST)
            asked = {"asked": match_expression(dialect, [term]), **after}
            having = connection.execute(_AMONG_LAST[dialect], asked).scalar_one()
            return float(having) / max(1, connection.execute(texts).scalar_one())

    def said_before(self, words: Sequence[Term], day: date) -> bool:
        """Say whether a text published before *day*, exclusive, holds all of *words* in one paragraph."""
        with self.reading() as connection:
            dialect = connection.dialect.name
            asked = {"asked": match_expression(dialect, words), "day": day}
            return connection.execute(_BEFORE[dialect], asked).first() is not None

    def releases_of(self, release_ids: Collection[str]) -> dict[str, Release]:
        """Return those of *release_ids* that are held, by id."""
        with self.reading() as connection:
            return releases_by_id(connection, release_ids)

    def latest_documents(self, release_ids: Collection[str]) -> Iterator[tuple[Release, Document]]:
        """Yield each of *release_ids* with the latest text of it that was read; one without is left out."""
        query = (
            select(*(RELEASES.c[name] for name in RELEASE_FIELDS), READINGS.c.document)
            .join(REVISIONS, REVISIONS.c.release_id == RELEASES.c.id)
            .join(READINGS, READINGS.c.revision_id == REVISIONS.c.id)
            .where(latest_with(READINGS))
        )
        with self.reading() as connection:
            rows = list(rows_in(connection, query, RELEASES.c.id, release_ids))
        for row in rows:
            yield release_of(row), document_of(row.document)

    def texts_before(self, release: Release, most: int) -> list[str]:
        """Return the latest texts of the last *most* releases that the source of *release* published on days before it; none of one without a day."""
        if release.published_on is None:
            return []
        query = (
            select(RELEASES.c.id)
            .where(RELEASES.c.source == release.source, RELEASES.c.published_on < release.published_on)
            .order_by(RELEASES.c.published_on.desc(), RELEASES.c.id)
            .limit(most)
        )
        with self.reading() as connection:
            found = list(connection.execute(query).scalars())
        return [document.text for _, document in self.latest_documents(found)]

    def read_releases(self) -> list[Release]:
        """Return every release of which a text was read, oldest first, undated last."""
        query = (
            select(*(RELEASES.c[name] for name in RELEASE_FIELDS))
            .join(REVISIONS, REVISIONS.c.release_id == RELEASES.c.id)
            .where(latest_with(READINGS))
            .order_by(RELEASES.c.published_on.nulls_last(), RELEASES.c.source, RELEASES.c.ref)
        )
        return [release_of(row) for row in self.rows(query)]
