"""How far what is held reaches: who issued it, from when to when, what came after a day, and what of it stands open. Nothing here writes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Unpack

from sqlalchemy import func, select

from tracker.domain import Label, Release
from tracker.search.analyzer import parse_terms
from tracker.search.query import SearchFilters
from tracker.store.core_tables import CHANGES, READINGS, RELEASES, REVISIONS, UNITS
from tracker.store.database import Database
from tracker.store.read.full_text_search import FullTextSearch, extent_of, of_release, question
from tracker.store.read.unit_queries import latest_read
from tracker.store.records import Extent, OpenQuestions
from tracker.store.row_mapping import RELEASE_FIELDS, release_of
from tracker.store.sql_helpers import distinct_values
from tracker.store.write.witness_records import copies_of_others

_READ = select(REVISIONS.c.release_id).join(READINGS, READINGS.c.revision_id == REVISIONS.c.id)
# of one release: SQLite makes a list of all that were read of the condition that its id is among them
_IS_READ = _READ.where(REVISIONS.c.release_id == RELEASES.c.id).exists()


class ExtentQueries(FullTextSearch, Database):
    """The part of the store that answers between which days something is held, and what of it an analyst should look at."""

    def extent(self, text: str = "", **narrowing: Unpack[SearchFilters]) -> Extent:
        """Return how many texts have hits of a search for *text*, and their first and last day; of neither words nor filters every text that was read, copies left out.

        Of words alone that stand in more than :data:`LOOKED_AT` places, how many texts so many of these are in, and that there are more.
        """
        wanted = parse_terms(text)
        with self.reading() as connection:
            if wanted or any(narrowing.values()):
                bounded = bool(wanted) and all(value is None for value in narrowing.values())
                return self.once(
                    ("extent", question(wanted, narrowing)),
                    lambda: extent_of(
                        connection,
                        *self.prepared(connection, wanted, narrowing, some=bounded),
                        bounded=bounded,
                    ),
                )
            days = select(
                func.count(), func.min(RELEASES.c.published_on), func.max(RELEASES.c.published_on)
            ).where(RELEASES.c.id.in_(_READ), RELEASES.c.id.not_in(copies_of_others()))
            return Extent(*connection.execute(days).one())

    def count_releases(self, **narrowing: Unpack[SearchFilters]) -> int:
        """Return how many releases are held of those that *narrowing* leaves by source, issuer and day."""
        given = {name: value for name, value in narrowing.items() if value is not None}
        query = select(func.count()).select_from(RELEASES).where(*of_release(given))

        def ask() -> int:
            with self.reading() as connection:
                return int(connection.execute(query, given).scalar_one())

        return self.once(("releases", question((), narrowing)), ask)

    def issuers(self) -> list[str]:
        """Return everybody who issued a release, by name."""

        def ask() -> list[str]:
            return sorted(filter(None, (row.value for row in self.rows(distinct_values(RELEASES.c.issuer)))))

        return self.once("issuers", ask)

    def texts_after(self, day: date, issuers: Collection[str], most: int) -> tuple[int, list[Release]]:
        """Return how many texts *issuers* published after *day*, exclusive, copies left out as in a search, and the *most* latest of them, latest first."""
        after = (
            RELEASES.c.published_on > day,
            RELEASES.c.issuer.in_(list(issuers)),
            _IS_READ,
            RELEASES.c.id.not_in(copies_of_others()),
        )
        latest = (
            select(*(RELEASES.c[name] for name in RELEASE_FIELDS))
            .where(*after)
            .order_by(RELEASES.c.published_on.desc(), RELEASES.c.source, RELEASES.c.ref)
            .limit(most)
        )
        with self.reading() as connection:
            number = connection.execute(select(func.count()).select_from(RELEASES).where(*after)).scalar_one()
            return int(number), [release_of(row) for row in connection.execute(latest)]

    def open_questions(self) -> OpenQuestions:
        """Return how many changes are doubtful, which releases are held twice, and in which nothing was found."""
        quiet = [Label.NEW.value, Label.REAFFIRMED.value, Label.NOT_REPEATED.value]
        doubtful = select(func.count()).where(CHANGES.c.review, CHANGES.c.label.not_in(quiet))
        twice = select(RELEASES.c.ref).where(RELEASES.c.id.in_(copies_of_others())).order_by(RELEASES.c.ref)
        said = select(UNITS.c.revision_id).where(UNITS.c.current)
        empty = latest_read(RELEASES.c.ref).join(RELEASES).where(REVISIONS.c.id.not_in(said))
        unread = select(func.count()).select_from(RELEASES).where(RELEASES.c.id.not_in(_READ))
        with self.reading() as connection:
            return OpenQuestions(
                connection.execute(doubtful).scalar_one(),
                tuple(connection.execute(twice).scalars()),
                tuple(connection.execute(empty.order_by(RELEASES.c.ref)).scalars()),
                connection.execute(unread).scalar_one(),
            )
