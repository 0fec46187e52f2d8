"""All that is held, at a glance: rows without their words, for lists, counts and pictures. Nothing here writes."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from operator import eq, ge, le
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Select,
    String,
    any_,
    bindparam,
    false,
    func,
    literal,
    or_,
    select,
)

from tracker.domain import Cause, Kind, Label, Line, Release
from tracker.doubts import NOT_MAILED
from tracker.reading import CODED_STAMP_PREFIX
from tracker.store import generations
from tracker.store.core_tables import (
    CHANGES,
    LINES,
    MENTIONS,
    READINGS,
    RELATIONS,
    RELEASES,
    REVISIONS,
    UNITS,
    UNREADABLE,
    WITNESSES,
)
from tracker.store.database import Database
from tracker.store.read.carry_over import carried_over
from tracker.store.read.unit_queries import (
    AFTER,
    BEFORE,
    LEVEL,
    SETS,
    changes_in_order,
    latest_read,
    packed_set,
)
from tracker.store.records import ChangeSummary, ReleaseSummary, UnitSummary
from tracker.store.row_mapping import RELEASE_FIELDS, line_of, release_of
from tracker.store.write import invalidation
from tracker.store.write.witness_records import copies_of_others

ROWS_AT_ONCE = 5000
SAID: tuple[ColumnElement[Any], ...] = (
    UNITS.c.id,
    UNITS.c.start,
    UNITS.c.kind,
    # picked out by the database: a whole facets value takes Python ten times as long
    LEVEL,
    *(UNITS.c.facets[name].as_string().label(name) for name in SETS),
)

_BEFORE = (
    select(*(RELEASES.c[name] for name in RELEASE_FIELDS))
    .where(
        RELEASES.c.source == bindparam("source"),
        RELEASES.c.published_on < bindparam("day"),
        RELEASES.c.published_on >= bindparam("since"),
        RELEASES.c.id.not_in(copies_of_others()),
    )
    .order_by(RELEASES.c.published_on.desc(), RELEASES.c.ref)
    .limit(bindparam("most"))
)


class BulkQueries(Database):
    """The part of the store that shows the whole of it."""

    def generation(self) -> str:
        """Return a name for what readers can see now; another one whenever any of it may have changed."""
        with self.reading() as connection:
            return "-".join(generations.tokens(connection))

    def releases(self) -> Iterator[ReleaseSummary]:
        """Yield every release with the texts it has shown: newest first, undated last; one held under another is left out."""
        shown = select(REVISIONS.c.release_id, REVISIONS.c.id).order_by(
            REVISIONS.c.release_id, REVISIONS.c.number
        )
        query = select(*(RELEASES.c[name] for name in RELEASE_FIELDS), RELEASES.c.withdrawn_at)
        query = query.where(RELEASES.c.id.not_in(copies_of_others())).order_by(
            RELEASES.c.published_on.desc().nulls_last(), RELEASES.c.source, RELEASES.c.ref
        )
        revisions: dict[str, list[str]] = {}
        with self.reading() as connection:
            for release_id, identity in connection.execute(shown):
                revisions.setdefault(release_id, []).append(identity)
            for row in _rows(connection, query):
                yield ReleaseSummary(release_of(row), tuple(revisions.pop(row.id, ())), row.withdrawn_at)

    def releases_before(self, source: str, day: date, *, since: date, most: int) -> tuple[Release, ...]:
        """Return up to *most* releases of *source* published from *since* on and before *day*, newest first; copies are left out."""
        asked = {"source": source, "day": day, "since": since, "most": most}
        with self.reading() as connection:
            return tuple(map(release_of, connection.execute(_BEFORE, asked)))

    def releases_titled(self, words: Sequence[str]) -> Iterator[Release]:
        """Yield the releases whose title holds one of *words*, parts of words too, of ASCII in any case; copies are left out."""
        with self.reading() as connection:
            held = [f"%{word.lower()}%" for word in words]
            has: ColumnElement[bool]
            if (
                connection.dialect.name == "postgresql"
            ):  # folds a title once for all words, ILIKE once for each
                has = func.lower(RELEASES.c.title).like(any_(literal(held, ARRAY(String))))
            else:  # LIKE of SQLite takes ASCII letters in any case; lower() would take twice as long
                has = or_(false(), *map(RELEASES.c.title.like, held))
            query = select(*(RELEASES.c[name] for name in RELEASE_FIELDS)).where(
                has, RELEASES.c.id.not_in(copies_of_others())
            )
            rows = connection.execute(query).all()
        yield from map(release_of, rows)

    def named_lines(self) -> Iterator[Line]:
        """Yield every line there ever was, by id; nobody may sit on it any longer."""
        with self.reading() as connection:
            yield from map(line_of, _rows(connection, select(LINES).order_by(LINES.c.id)))

    def unit_summaries(self) -> Iterator[UnitSummary]:
        """Yield the units of the latest text read of each release, by release and place in the text."""
        read = latest_read(REVISIONS.c.id, REVISIONS.c.release_id).subquery()
        query = (
            select(*SAID, read.c.release_id, MENTIONS.c.line_id)
            .select_from(UNITS)
            .join(read, read.c.id == UNITS.c.revision_id)
            .outerjoin(MENTIONS, MENTIONS.c.unit_id == UNITS.c.id)
            .where(UNITS.c.current)
        )
        return self._stated(query.order_by(read.c.release_id, UNITS.c.start, UNITS.c.end))

    def superseded_unit_summaries(self) -> Iterator[UnitSummary]:
        """Yield the units on lines that stand in an earlier text of their release only, and in no later one of it.

        Edited away since, or not yet related again. With those of
        :meth:`unit_summaries` that are on a line, these are the mentions that
        :meth:`Store.history` tells of every line.
        """
        latest = latest_read(REVISIONS.c.release_id, REVISIONS.c.number).subquery()
        later_text, later = REVISIONS.alias("later_text"), MENTIONS.alias("later")
        said_later = (
            select(later.c.unit_id)
            .join(later_text, later_text.c.id == later.c.revision_id)
            .where(
                later.c.line_id == MENTIONS.c.line_id,
                later_text.c.release_id == REVISIONS.c.release_id,
                later_text.c.number > REVISIONS.c.number,
            )
        )
        not_latest = REVISIONS.c.number != latest.c.number
        query = (
            select(*SAID, REVISIONS.c.release_id, MENTIONS.c.line_id)
            .select_from(REVISIONS)
            .join(latest, latest.c.release_id == REVISIONS.c.release_id)
            .join(RELATIONS, RELATIONS.c.revision_id == REVISIONS.c.id)
            .join(MENTIONS, MENTIONS.c.revision_id == REVISIONS.c.id)
            .join(UNITS, UNITS.c.id == MENTIONS.c.unit_id)
            # few texts, found without looking at units: only one that is due may have units read no longer
            .where(or_(not_latest, RELATIONS.c.due != invalidation.SETTLED))
            .where(or_(not_latest, ~UNITS.c.current), ~said_later.exists())
        )
        return self._stated(query.order_by(REVISIONS.c.release_id, UNITS.c.start, UNITS.c.end))

    def release_versions(self) -> dict[str, str]:
        """Return a name for what is held of each release, by its id: another one after each new text, reading or relation.

        Not of what an analyst calls its lines, nor of what moved to it from another
        release: that stands in :meth:`named_lines` and :meth:`change_summaries`.
        """
        query = (
            select(
                REVISIONS.c.release_id,
                REVISIONS.c.id,
                READINGS.c.stamp,
                UNREADABLE.c.stamp,
                RELATIONS.c.stamp,
                RELATIONS.c.related_at,
            )
            .outerjoin(READINGS, READINGS.c.revision_id == REVISIONS.c.id)
            .outerjoin(UNREADABLE, UNREADABLE.c.revision_id == REVISIONS.c.id)
            .outerjoin(RELATIONS, RELATIONS.c.revision_id == REVISIONS.c.id)
            .order_by(REVISIONS.c.release_id, REVISIONS.c.number)
        )
        # what people coded keeps its stamp when they code it anew, and without a date it is never related
        coded = (
            select(REVISIONS.c.release_id, UNITS.c.id, UNITS.c.kind, UNITS.c.quote, UNITS.c.facets)
            .join(REVISIONS, REVISIONS.c.id == UNITS.c.revision_id)
            .join(READINGS, READINGS.c.revision_id == UNITS.c.revision_id)
            .where(READINGS.c.stamp.startswith(CODED_STAMP_PREFIX), UNITS.c.current)
            .order_by(UNITS.c.id)
        )
        beside = select(WITNESSES.c.of_release, WITNESSES.c.release_id, WITNESSES.c.how).order_by(
            WITNESSES.c.of_release, WITNESSES.c.release_id
        )
        found: dict[str, Any] = defaultdict(hashlib.sha256)
        with self.reading() as connection:
            for rows in (_rows(connection, query), _rows(connection, coded), _rows(connection, beside)):
                for release_id, *held in rows:
                    found[release_id].update(repr(held).encode())
        return {release_id: digest.hexdigest() for release_id, digest in found.items()}

    def change_summaries(
        self, since: date | None = None, until: date | None = None, source: str | None = None
    ) -> list[ChangeSummary]:
        """Return what :meth:`each_change_summary` yields."""
        return list(self.each_change_summary(since, until, source))

    def each_change_summary(
        self, since: date | None = None, until: date | None = None, source: str | None = None
    ) -> Iterator[ChangeSummary]:
        """Yield every change of what *source* published *since* and *until*, inclusive, in the order of :meth:`Store.changes`.

        Where the page was edited since, the unit is that of its latest text, if it says the same.
        """
        query = changes_in_order(
            *(CHANGES.c[name] for name in ("id", "line_id", "release_id", "label", "cause")),
            *(CHANGES.c[name] for name in ("before_unit", "after_unit", "recorded_at", "minor", "review")),
            func.coalesce(AFTER.c.kind, BEFORE.c.kind).label("kind"),
            RELEASES.c.published_on,
            CHANGES.c.rule.contains(NOT_MAILED).label("withheld"),
        )
        asked = (
            (RELEASES.c.published_on, ge, since),
            (RELEASES.c.published_on, le, until),
            (RELEASES.c.source, eq, source),
        )
        query = query.where(*(meets(column, value) for column, meets, value in asked if value is not None))
        with self.reading() as connection:
            again = carried_over(connection)
            for (
                change,
                line,
                release,
                label,
                cause,
                was,
                now,
                at,
                minor,
                review,
                kind,
                day,
                withheld,
            ) in _rows(connection, query):
                unit = now or was
                yield ChangeSummary(
                    change,
                    line,
                    release,
                    unit if cause == Cause.EDIT else again.get(unit, unit),
                    _label(label),
                    _cause(cause),
                    _kind(kind),
                    day,
                    at,
                    minor,
                    review,
                    bool(withheld),
                )

    def _stated(self, query: Select[Any]) -> Iterator[UnitSummary]:
        """Yield the rows of *query*, all of one state of the store, which is kept until the last of them was taken."""
        with self.reading() as connection:
            for unit, start, kind, level, topics, speakers, addressees, release, line in _rows(
                connection, query
            ):
                yield UnitSummary(
                    unit,
                    release,
                    line or "",
                    start,
                    _kind(kind),
                    level or 0,
                    packed_set(topics),
                    packed_set(speakers),
                    packed_set(addressees),
                )


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """Yield the rows of *query*, to be taken apart by position, which is quickest; not all in memory at once.

    The cursor is closed also where not all of them are taken: a server would keep it open.
    """
    with connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE}) as rows:
        yield from rows


_kind, _label, _cause = cache(Kind), cache(Label), cache(Cause)
