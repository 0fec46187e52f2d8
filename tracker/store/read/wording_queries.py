"""How lines were worded over time, how sure their links are, and whom and what releases had spoken of. Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from tracker.domain import Cause
from tracker.store.core_tables import CHANGES, MENTIONS, RELEASES, REVISIONS, UNITS
from tracker.store.database import Database
from tracker.store.read.line_queries import mentions_among, said_on
from tracker.store.read.unit_queries import LEVEL, SETS, latest_read, packed_set
from tracker.store.records import DatedQuote, NamesUsed
from tracker.store.sql_helpers import among, batches, published, rows_among

_QUOTED = said_on(UNITS.c.quote, LEVEL)
_SCORES = among(select(MENTIONS.c.unit_id, MENTIONS.c.score), MENTIONS.c.unit_id)


class WordingQueries(Database):
    """The part of the store that tells what is said for the first time, or was said long in the same words."""

    def line_quotes(self, line_ids: Collection[str]) -> dict[str, tuple[DatedQuote, ...]]:
        """Return every quote of each of *line_ids*, oldest first, undated before all."""
        found: dict[str, tuple[DatedQuote, ...]] = {}
        with self.reading() as connection:
            for batch in batches(line_ids):
                sat = mentions_among(connection, _QUOTED, batch)
                found |= {
                    line: tuple(
                        DatedQuote(row.unit_id, row.published_on, row.quote, row.level) for row in rows
                    )
                    for line, rows in sat.items()
                }
        return found

    def link_scores(self, unit_ids: Collection[str]) -> dict[str, float]:
        """Return how likely each of *unit_ids* continues its line, 0 to 1; one on no line is left out."""
        with self.reading() as connection:
            return {row.unit_id: row.score for row in rows_among(connection, _SCORES, unit_ids)}

    def names_used(self) -> NamesUsed:
        """Return the parties and topics that statements spoke of."""
        revisions = latest_read(REVISIONS.c.id).subquery()
        columns = [UNITS.c.facets[name].as_string().label(name) for name in SETS]
        said = select(*columns).distinct().join(revisions, revisions.c.id == UNITS.c.revision_id)
        parties: set[str] = set()
        topics: set[str] = set()
        with self.reading() as connection:
            for row in connection.execute(said.where(UNITS.c.current)):
                topics |= packed_set(row.topics)
                parties |= packed_set(row.speakers) | packed_set(row.addressees)
        return NamesUsed(frozenset(parties), frozenset(topics))

    def releases_by_source(self, since: date | None = None, until: date | None = None) -> dict[str, int]:
        """Return how many releases each source published *since* and *until*, both inclusive."""
        query = select(RELEASES.c.source, func.count().label("number")).group_by(RELEASES.c.source)
        return {row.source: row.number for row in self.rows(published(query, None, since, until))}

    def day_of_newest_change(self, number: int, until: date | None = None) -> date | None:
        """Return the day of publication *number* changes back from *until*, inclusive, or the end; None where fewer are held."""
        query = (
            select(RELEASES.c.published_on)
            .join(CHANGES, CHANGES.c.release_id == RELEASES.c.id)
            .where(RELEASES.c.published_on.is_not(None))
            .order_by(RELEASES.c.published_on.desc())
            .limit(1)
            .offset(number)
        )
        with self.reading() as connection:
            day: date | None = connection.execute(published(query, until=until)).scalar_one_or_none()
            return day

    def count_news_before(self, day: date) -> int:
        """Return how many changes are news by releases published before *day*, exclusive."""
        query = (
            select(func.count())
            .select_from(CHANGES)
            .join(RELEASES, RELEASES.c.id == CHANGES.c.release_id)
            .where(CHANGES.c.news == Cause.RELEASE.value, RELEASES.c.published_on < day)
        )
        with self.reading() as connection:
            return int(connection.execute(query).scalar_one())
