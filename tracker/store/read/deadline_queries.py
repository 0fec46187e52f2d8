"""What was promised by when, as it stands: the last word on each line that names a deadline. Nothing here writes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, or_, select, true

from tracker.domain import Kind, Label, Line, Release, Unit
from tracker.store.core_tables import (
    CHANGES,
    DEADLINES,
    LINES,
    MENTIONS,
    READINGS,
    RELEASES,
    REVISIONS,
    UNITS,
)
from tracker.store.database import Database
from tracker.store.read.line_queries import mentions_of
from tracker.store.row_mapping import unit_of
from tracker.store.sql_helpers import batches, lines_by_id, releases_by_id, rows_in
from tracker.store.write.witness_records import copies_of_others
from tracker.text.content_words import content_stems
from tracker.text.numbers import figures_in

ONE_MATTER = 0.75  # of the content words of the shorter of two statements that the other has
_NAME = re.compile(r"(?<=\s)[A-Z][\w-]+")
COMMITMENTS = tuple(kind.value for kind in Kind if kind.is_commitment)


class DeadlineQueries(Database):
    """The part of the store that knows what is due."""

    def standing_units_with_deadline(
        self,
        source: str | None = None,
        years: Collection[int] = (),
        names: Callable[[str], bool] | None = None,
    ) -> list[tuple[Release, Unit, Line]]:
        """Return the commitments that name a deadline and are the last word on their line; dropped lines are left out.

        So are those that their text says twice, where the line of the other has another deadline by now.

        Of latest texts only; with *source*, of that source, with *years*, of deadlines that name one of them. With
        *names* those of lines alone on which one stands whose words it says yes to: years may be named by thousands.
        """
        # asked of the few that name one: what is the latest text of every release takes ten times as long
        in_years = (
            or_(*(DEADLINES.c.deadline.contains(str(year)) for year in sorted(years))) if years else true()
        )
        named = select(DEADLINES.c.unit_id).where(in_years)
        later = REVISIONS.alias("later")
        read_later = (
            select(later.c.id)
            .join(READINGS, READINGS.c.revision_id == later.c.id)
            .where(later.c.release_id == REVISIONS.c.release_id, later.c.number > REVISIONS.c.number)
        )
        query = (
            select(UNITS, REVISIONS.c.release_id, MENTIONS.c.line_id)
            .join(REVISIONS, REVISIONS.c.id == UNITS.c.revision_id)
            .join(MENTIONS, MENTIONS.c.unit_id == UNITS.c.id)
            .where(
                UNITS.c.id.in_(named),
                UNITS.c.current,
                UNITS.c.kind.in_(COMMITMENTS),
                ~read_later.exists(),
                REVISIONS.c.release_id.not_in(copies_of_others()),
            )
        )
        if source is not None:
            query = query.join(LINES, LINES.c.id == MENTIONS.c.line_id).where(LINES.c.source == source)
        with self.reading() as connection:
            if names is None:
                rows = connection.execute(query).all()
            else:
                chosen = _lines_named(connection, in_years, names)
                rows = list(rows_in(connection, query, MENTIONS.c.line_id, chosen))
            ids = {row.line_id for row in rows}
            last: dict[str, str] = {}
            for batch in batches(sorted(ids)):
                sat = mentions_of(connection, MENTIONS.c.line_id.in_(batch))
                last |= {line: said[-1].release_id for line, said in sat.items()}
            kept = [row for row in rows if last.get(row.line_id) == row.release_id]
            dropped: set[str] = set()
            for batch in batches(sorted({row.line_id for row in kept})):
                dropped |= _dropped(connection, batch)
            moved = _moved_beside(connection, kept)
            lines = lines_by_id(connection, {row.line_id for row in kept})
            releases = releases_by_id(connection, {row.release_id for row in kept})
        return [
            (releases[row.release_id], unit_of(row), lines[row.line_id])
            for row in kept
            if row.line_id not in dropped and row.id not in moved
        ]


def _lines_named(
    connection: Connection, in_years: ColumnElement[bool], names: Callable[[str], bool]
) -> list[str]:
    """Return the lines of the units whose deadline *names* says yes to, each of its words asked once."""
    texts = connection.execute(select(DEADLINES.c.deadline).where(in_years).distinct()).scalars()
    asked = select(MENTIONS.c.line_id).join(DEADLINES, DEADLINES.c.unit_id == MENTIONS.c.unit_id).distinct()
    found = rows_in(connection, asked, DEADLINES.c.deadline, filter(names, texts.all()))
    return sorted({row.line_id for row in found})


def _moved_beside(connection: Connection, standing: Sequence[Row[Any]]) -> set[str]:
    """Return those of *standing*, by id, whose deadline another statement of the same text names of the same matter, on a line that names another since.

    What a headline and an article of one text promise alike are two lines; a later text that moves it need not say both again.
    """
    later, since = UNITS.alias("later"), DEADLINES.alias("since")
    query = (
        select(UNITS.c.revision_id, UNITS.c.quote, DEADLINES.c.deadline)
        .join(DEADLINES, DEADLINES.c.unit_id == UNITS.c.id)
        .join(CHANGES, CHANGES.c.before_unit == UNITS.c.id)
        .join(later, later.c.id == CHANGES.c.after_unit)
        .join(since, since.c.unit_id == later.c.id)
        .where(later.c.current, since.c.deadline != DEADLINES.c.deadline, CHANGES.c.review.is_(False))
    )
    told = defaultdict[str, list[Row[Any]]](list)
    for row in rows_in(connection, query, UNITS.c.revision_id, sorted({row.revision_id for row in standing})):
        told[row.revision_id].append(row)
    return {
        row.id
        for row in standing
        if any(
            other.deadline == row.facets["deadline"]
            and _on_one_matter(other.quote, row.quote, other.deadline)
            for other in told[row.revision_id]
        )
    }


def _on_one_matter(one: str, other: str, deadline: str) -> bool:
    """Return whether the shorter of two statements with one *deadline* says little that the other does not, with the same numbers and no names of its own."""
    quotes = [quote.replace(deadline, " ") for quote in (one, other)]
    numbers = [frozenset(figures_in(quote)) for quote in quotes]
    names = [frozenset(_NAME.findall(quote)) for quote in quotes]
    if numbers[0] != numbers[1] or not (names[0] <= names[1] or names[1] <= names[0]):
        return False
    said = [frozenset(content_stems(quote)) for quote in quotes]
    shorter = min(map(len, said))
    return bool(shorter) and len(said[0] & said[1]) >= ONE_MATTER * shorter


def _dropped(connection: Connection, line_ids: Sequence[str]) -> set[str]:
    """Return those of *line_ids* whose latest change says that they were dropped."""
    query = (
        select(CHANGES.c.line_id, CHANGES.c.label)
        .join(RELEASES, RELEASES.c.id == CHANGES.c.release_id)
        .where(CHANGES.c.line_id.in_(line_ids))
        .order_by(RELEASES.c.published_on.nulls_first(), CHANGES.c.recorded_at, CHANGES.c.id)
    )
    latest = {row.line_id: row.label for row in connection.execute(query)}
    return {line for line, label in latest.items() if label == Label.DROPPED.value}
