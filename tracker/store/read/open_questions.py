"""What stands open after texts came in: doubtful links, texts held twice, texts in which nothing was found. Nothing here writes."""

from __future__ import annotations

from sqlalchemy import func, select

from tracker.domain import Label
from tracker.store.core_tables import CHANGES, READINGS, RELEASES, REVISIONS, UNITS
from tracker.store.database import Database
from tracker.store.read.unit_queries import latest_read
from tracker.store.records import OpenQuestions
from tracker.store.write.witness_records import copies_of_others


class OpenQuestionQueries(Database):
    """The part of the store that says what an analyst should look at."""

    def open_questions(self) -> OpenQuestions:
        """Return how many changes are doubtful, which releases are held twice, and in which nothing was found."""
        quiet = [Label.NEW.value, Label.REAFFIRMED.value, Label.NOT_REPEATED.value]
        doubtful = select(func.count()).where(CHANGES.c.review, CHANGES.c.label.not_in(quiet))
        twice = select(RELEASES.c.ref).where(RELEASES.c.id.in_(copies_of_others())).order_by(RELEASES.c.ref)
        said = select(UNITS.c.revision_id).where(UNITS.c.current)
        empty = latest_read(RELEASES.c.ref).join(RELEASES).where(REVISIONS.c.id.not_in(said))
        read = select(REVISIONS.c.release_id).join(READINGS, READINGS.c.revision_id == REVISIONS.c.id)
        unread = select(func.count()).select_from(RELEASES).where(RELEASES.c.id.not_in(read))
        with self.reading() as connection:
            return OpenQuestions(
                connection.execute(doubtful).scalar_one(),
                tuple(connection.execute(twice).scalars()),
                tuple(connection.execute(empty.order_by(RELEASES.c.ref)).scalars()),
                connection.execute(unread).scalar_one(),
            )
