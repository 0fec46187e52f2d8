"""The history of a source as relating reads it: which units stand on which lines, found without reading them.

A row says how one release stands. It is made when a history is asked for and none is held, and
goes with :func:`forget_standings` in the transaction that changes what it was made from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, select

from tracker.domain import Line, Unit
from tracker.store.core_tables import RELATIONS, RELEASES, REVISIONS, STANDINGS
from tracker.store.database import Database
from tracker.store.row_mapping import RELEASE_FIELDS, Values, release_of
from tracker.store.sql_helpers import batches, lines_by_id, units_by_id, upsert
from tracker.store.write.placed_units import dropped_lines, placed_units_in

if TYPE_CHECKING:
    from tracker.link.lines.line_history import LineHistory, RecalledRelease

WIDTH = 8  # bytes of a term; a test compares it with tracker.link.lines.found_by, which is heavy: numpy
AT_ONCE = 200  # releases whose units are in memory
HELD = ("title_words", "partners", "rank", "known", "placed", "terms", "dropped")


class Standings(Database):
    """The part of the store that brings histories back."""

    def line_history(self, source_id: str, before: date, empty: LineHistory | None = None) -> LineHistory:
        """Return what a source has said on the days before *before*, all of it visible.

        Of each release its latest related revision counts. A line counts as
        dropped where the release has a DROPPED change on it and that revision
        does not speak on it. *empty* is the standing to fill, as an engine makes it.
        Units and lines are read from this store when they are asked for.
        """
        from tracker.link.lines.line_history import LineHistory  # heavy: numpy, scipy

        query = (
            _latest_related(*(RELEASES.c[name] for name in RELEASE_FIELDS))
            .add_columns(*(STANDINGS.c[name] for name in HELD), STANDINGS.c.revision_id.label("made_from"))
            .join_from(REVISIONS, STANDINGS, STANDINGS.c.release_id == REVISIONS.c.release_id, isouter=True)
            .where(RELEASES.c.source == source_id, RELEASES.c.published_on < before)
            .order_by(RELEASES.c.published_on, RELEASES.c.id)
        )
        while True:
            with self.reading() as connection:
                rows = connection.execute(query).all()
            missing = [row.id for row in rows if row.made_from != row.revision_id]
            if not missing:
                break
            for batch in batches(missing, AT_ONCE):
                with self.writing() as connection:
                    upsert(connection, STANDINGS, _made(connection, batch))
        standing = LineHistory() if empty is None else empty
        standing.recall(_Archive(self), _recalled(rows))
        return standing.as_of(before)


class _Archive:
    """Units and lines of a store, by id."""

    def __init__(self, store: Database) -> None:
        self._store = store

    def units(self, ids: Collection[str]) -> Mapping[str, Unit]:
        with self._store.reading() as connection:
            return units_by_id(connection, ids)

    def lines(self, ids: Collection[str]) -> Mapping[str, Line]:
        with self._store.reading() as connection:
            return lines_by_id(connection, ids)


def forget_standings(connection: Connection, releases: Collection[str]) -> None:
    """Take out how *releases* stand: something it was made from is another."""
    for batch in batches(releases):
        connection.execute(delete(STANDINGS).where(STANDINGS.c.release_id.in_(batch)))


def _latest_related(*columns: ColumnElement[Any]) -> Select[Any]:
    """Select *columns* of releases with the id of the latest revision of each that is related."""
    later = REVISIONS.alias("later")
    latest = (
        select(func.max(later.c.number))
        .join(RELATIONS, RELATIONS.c.revision_id == later.c.id)
        .where(later.c.release_id == RELEASES.c.id)
        .scalar_subquery()
    )
    return (
        select(*columns, REVISIONS.c.id.label("revision_id"))
        .join_from(RELEASES, REVISIONS, REVISIONS.c.release_id == RELEASES.c.id)
        .where(REVISIONS.c.number == latest.correlate(RELEASES))
    )


def _made(connection: Connection, releases: Sequence[str]) -> list[Values]:
    """Return the rows of *releases*, made from what they say."""
    from tracker.link.features import extract_features
    from tracker.link.lines.found_by import packed_terms
    from tracker.link.occasions.occasion import occasion_as_placed
    from tracker.link.occasions.series import title_key

    rows = connection.execute(_latest_related(*RELEASES.c).where(RELEASES.c.id.in_(releases))).all()
    placed = placed_units_in(connection, [row.revision_id for row in rows])
    dropped = dropped_lines(connection, releases)
    made: list[Values] = []
    for row in rows:
        spoken = placed.get(row.revision_id, [])
        release = release_of(row)
        company, title = occasion_as_placed(release, spoken), title_key(release)
        first: dict[str, Unit] = {}  # of a split line its first unit stands for it
        for unit, line in spoken:
            first.setdefault(line.id, unit)
        terms = [packed_terms(extract_features(unit)) for unit in first.values()]
        made.append(
            {
                "release_id": row.id,
                "revision_id": row.revision_id,
                "title_words": " ".join(sorted(title.words | title.parties)),
                "partners": "\n".join(sorted(company.partners)),
                "rank": company.rank,
                "known": company.known,
                "placed": " ".join(
                    f"{unit.id} {line} {len(one) // WIDTH}"
                    for (line, unit), one in zip(first.items(), terms, strict=True)
                ),
                "terms": b"".join(terms),
                "dropped": " ".join(sorted(dropped.get(row.id, set()) - first.keys())),
            }
        )
    return made


def _recalled(rows: Sequence[Row[Any]]) -> Iterator[RecalledRelease]:
    """Yield the releases of *rows*; equal companies are one, and equal titles, for there are few."""
    from tracker.link.lines.line_history import RecalledRelease
    from tracker.link.occasions.occasion import Occasion
    from tracker.link.occasions.series import TitleKey

    companies: dict[tuple[str, str, bool], Occasion] = {}
    titles: dict[str, TitleKey] = {}
    for row in rows:
        where = (row.partners, row.rank, row.known)
        company, title = companies.get(where), titles.get(row.title_words)
        if company is None:
            partners = frozenset(row.partners.splitlines())
            company = companies[where] = Occasion(partners, row.rank, row.known)
        if title is None:
            words = row.title_words.split()
            parties = frozenset(word for word in words if word.startswith("="))
            title = titles[row.title_words] = TitleKey(frozenset(words) - parties, parties)
        placed = row.placed.split()
        yield RecalledRelease(
            release_of(row),
            title,
            company,
            list(zip(placed[::3], placed[1::3], strict=True)),
            _cut(row.terms, placed[2::3]),
            row.dropped.split(),
        )


def _cut(terms: bytes, sizes: Sequence[str]) -> Iterator[bytes]:
    """Yield the terms of one unit after the other; *sizes* are how many each has."""
    ends = accumulate((int(size) * WIDTH for size in sizes), initial=0)
    return (terms[start:end] for start, end in pairwise(ends))
