"""Which lines of all sources are on one subject, and what lines are also called. Nothing here writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Row, func, or_, select

from tracker.domain import Line, Mention, Subject
from tracker.store.core_tables import LINE_KEYS, LINES, MENTIONS, SUBJECTS, TIES
from tracker.store.database import Database
from tracker.store.read.line_queries import mentions_of
from tracker.store.row_mapping import subject_of_row
from tracker.store.sql_helpers import lines_by_id, releases_by_id, rows_in, units_by_id

if TYPE_CHECKING:
    from tracker.link.dossiers import Dossier, DossierLine

KEYS_ASKED = 8  # words of a line that others are looked for by, the most telling ones
POSTINGS = 6000  # (word, line) pairs read for one dossier, rarest words first: keeps it flat as lines come in
CANDIDATES = 240  # lines whose subject is compared


class DossierQueries(Database):
    """The part of the store that answers what others said."""

    def dossier(self, line_id: str) -> Dossier | None:
        """Return the lines of all sources on the subject of a line, that one among them; None where it is alone.

        A line nobody sits on any more is in no dossier.
        """
        from tracker.link.dossiers import dossier_of, is_still_near, nearest_lines  # rapidfuzz: 50 ms

        with self.reading() as connection:
            ties = _ties(connection, line_id)
            own = _subjects(connection, [line_id]).get(line_id)
            found = _sharing_words(connection, own) if own else []
            near = nearest_lines(line_id, own, _subjects(connection, found), ties)
            if not near:
                return None
            near = {line_id: 1.0, **near}
            sat = mentions_of(connection, MENTIONS.c.line_id.in_(list(near)))
            lines = lines_by_id(connection, sat)
            if line_id not in lines:
                return None
            latest = [rows[-1] for rows in sat.values()]
            units = units_by_id(connection, {row.unit_id for row in latest})
            releases = releases_by_id(connection, {row.release_id for row in latest})
        said = {
            one: Mention(units[rows[-1].unit_id], releases[rows[-1].release_id]) for one, rows in sat.items()
        }
        held = (
            _dossier_line(lines[one], rows, said[one], near[one], joined=ties.get(one, False))
            for one, rows in sat.items()
            if one == line_id or one in ties or is_still_near(own, said[one])
        )
        return dossier_of(lines[line_id], held)

    def aliases(self, line_id: str) -> tuple[str, ...]:
        """Return what analysts call a line besides its name, as they gave it."""
        with self.reading() as connection:
            found = connection.execute(select(LINES.c.aliases).where(LINES.c.id == line_id)).scalar()
        return tuple(found or ())


def _dossier_line(
    line: Line, rows: list[Row[tuple[object, ...]]], latest: Mention, near: float, *, joined: bool
) -> DossierLine:
    from tracker.link.dossiers import DossierLine  # rapidfuzz: 50 ms

    issuer = latest.release.issuer or line.source
    return DossierLine(line, issuer, len(rows), rows[0].published_on, latest, near, joined)


def _ties(connection: Connection, line_id: str) -> dict[str, bool]:
    """Return what analysts decided of other lines beside this one."""
    query = select(TIES).where(or_(TIES.c.line_id == line_id, TIES.c.other_id == line_id))
    return {
        row.other_id if row.line_id == line_id else row.line_id: row.joined
        for row in connection.execute(query)
    }


def _subjects(connection: Connection, lines: Iterable[str]) -> dict[str, Subject]:
    found = rows_in(connection, select(SUBJECTS), SUBJECTS.c.line_id, lines)
    return {row.line_id: subject_of_row(row) for row in found}


def _sharing_words(connection: Connection, subject: Subject) -> list[str]:
    """Return ids of the lines that share the most telling words with *subject*, best first."""
    asked = subject.keys[:KEYS_ASKED]
    counted = (
        select(LINE_KEYS.c.key, func.count().label("lines"))
        .where(LINE_KEYS.c.key.in_(asked))
        .group_by(LINE_KEYS.c.key)
    )
    counts = sorted((row.lines, row.key) for row in connection.execute(counted))
    read, scores = 0, defaultdict[str, int](int)
    for lines, key in counts:
        if scores and read + lines > POSTINGS:
            break
        query = select(LINE_KEYS.c.line_id).where(LINE_KEYS.c.key == key).limit(POSTINGS)
        for line_id in connection.execute(query).scalars():
            scores[line_id] += subject.tokens[key]
        read += lines
    return sorted(scores, key=lambda line_id: (-scores[line_id], line_id))[:CANDIDATES]
