"""Which passages hold certain words, and the whole latest texts of releases. Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import Date, TextClause, bindparam, select, text

from tracker.domain import Document, Release
from tracker.search.analyzer import Term
from tracker.store.core_tables import READINGS, RELEASES, REVISIONS
from tracker.store.database import Database
from tracker.store.row_mapping import RELEASE_FIELDS, document_of, release_of
from tracker.store.search_index import match_expression
from tracker.store.sql_helpers import latest_with, rows_in

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


class FormulaQueries(Database):
    """The part of the store that finds the texts in which a phrase may stand."""

    def paragraphs_with(self, terms: Iterable[Sequence[Term]]) -> list[dict[int, str]]:
        """Return, for each of *terms*, the paragraphs of latest texts that hold all of it: id → release id.

        A paragraph is a stretch of some 1,000 words, as the search index has them.
        """
        with self.reading() as connection:
            dialect = connection.dialect.name
            return [
                {
                    row.id: row.release_id
                    for row in connection.execute(
                        _MATCHING[dialect], {"asked": match_expression(dialect, wanted)}
                    )
                }
                for wanted in terms
            ]

    def said_before(self, words: Sequence[Term], day: date) -> bool:
        """Say whether a text published before *day*, exclusive, holds all of *words* in one paragraph."""
        with self.reading() as connection:
            dialect = connection.dialect.name
            asked = {"asked": match_expression(dialect, words), "day": day}
            return connection.execute(_BEFORE[dialect], asked).first() is not None

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
