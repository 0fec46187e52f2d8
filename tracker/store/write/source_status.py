"""How sources, their addresses and their hosts fare, and how far a pass has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from tracker.fetch import HostNote
from tracker.health_states import Notice, Trouble
from tracker.store.core_tables import HOSTS, NOTICES, TROUBLES, WATCHED
from tracker.store.database import Database
from tracker.store.records import SourceStatus
from tracker.store.row_mapping import value_of, values_of
from tracker.store.sql_helpers import batches, upsert

RESUME_WITHIN = timedelta(hours=6)  # a pass cut short longer ago is begun anew
STATUS_FIELDS = ("state", "since", "checked_at", "succeeded_at", "what", "mend", "quiet_since")


class SourceStatuses(Database):
    """The part of the store that keeps the health of sources."""

    def source_status(self, source: str) -> SourceStatus:
        """Return how *source* fares; as new where it was never checked."""
        with self.reading() as connection:
            return _watched(connection, source)

    def source_statuses(self) -> dict[str, SourceStatus]:
        """Return how every source fares that was ever checked or paused."""
        with self.reading() as connection:
            rows = connection.execute(select(WATCHED).order_by(WATCHED.c.source))
            return {row.source: value_of(SourceStatus, row) for row in rows}

    def begin_poll(self, source: str, now: datetime, since: datetime | None = None) -> datetime:
        """Return when the pass over *source* in force began: *now*, or earlier where one was cut short.

        One that began :data:`RESUME_WITHIN` ago or longer, or before *since*, is not gone on with.
        """
        with self.writing() as connection:
            before = _watched(connection, source)
            started = before.pass_started_at
            if (
                started is not None
                and before.pass_ended_at is None
                and now - started < RESUME_WITHIN
                and (since is None or started >= since)
            ):
                return started
            _set(connection, source, pass_started_at=now, pass_ended_at=None)
        return now

    def end_poll(self, source: str, now: datetime) -> None:
        """Note that the pass over *source* has come to its end."""
        with self.writing() as connection:
            _set(connection, source, pass_ended_at=now)

    def pause(self, source: str, now: datetime, why: str) -> None:
        """Note that *source* is not to be asked."""
        with self.writing() as connection:
            _set(connection, source, paused_at=now, paused_why=why)

    def resume(self, source: str) -> None:
        """Note that *source* is to be asked again."""
        with self.writing() as connection:
            _set(connection, source, paused_at=None, paused_why="")

    def record_index(self, source: str, etag: str | None, last_modified: str | None, print: str) -> None:  # noqa: A002 - a fingerprint
        """Keep the validators of the index of *source* as the server gave them, and what it announced."""
        with self.writing() as connection:
            _set(connection, source, list_etag=etag, list_last_modified=last_modified, list_print=print)

    def troubles_by_place(self, source: str) -> dict[str, Trouble]:
        """Return what fails now at *source*, by place; "" is the source itself."""
        return {trouble.place: trouble for trouble in self.troubles(source)}

    def troubles(self, source: str | None = None) -> list[Trouble]:
        """Return what fails now, at all sources or at *source*, by source and place."""
        query = select(TROUBLES).order_by(TROUBLES.c.source, TROUBLES.c.place)
        if source is not None:
            query = query.where(TROUBLES.c.source == source)
        return [value_of(Trouble, row) for row in self.rows(query)]

    def record_health(
        self,
        watched: SourceStatus,
        troubles: Sequence[Trouble],
        over: Sequence[str],
        notices: Sequence[Notice],
    ) -> None:
        """Keep how a source fares after a pass, in one transaction.

        Of *watched* what says how it fares is kept; whether it is paused, its
        pass and its index stay as they are. *troubles* take the place of those
        held of the same places, those of the places *over* go, and *notices*
        are added.
        """
        fares = {name: value for name, value in values_of(watched).items() if name in STATUS_FIELDS}
        with self.writing() as connection:
            _set(connection, watched.source, **fares)
            upsert(connection, TROUBLES, [values_of(trouble) for trouble in troubles])
            for places in batches(over):
                gone = delete(TROUBLES).where(TROUBLES.c.source == watched.source)
                connection.execute(gone.where(TROUBLES.c.place.in_(places)))
            if notices:
                connection.execute(insert(NOTICES), [values_of(notice) for notice in notices])

    def notices(self, limit: int = 50) -> list[Notice]:
        """Return the latest notices, latest first."""
        query = select(NOTICES).order_by(NOTICES.c.id.desc()).limit(limit)
        return [value_of(Notice, row) for row in self.rows(query)]

    def hosts(self) -> list[HostNote]:
        """Return what is known of hosts, by name."""
        with self.reading() as connection:
            return [
                value_of(HostNote, row) for row in connection.execute(select(HOSTS).order_by(HOSTS.c.host))
            ]

    def record_hosts(self, notes: Iterable[HostNote]) -> None:
        """Keep *notes*, each in place of the one before on its host."""
        values = [values_of(note) for note in notes]
        if values:
            with self.writing() as connection:
                upsert(connection, HOSTS, values)


def _watched(connection: Connection, source: str) -> SourceStatus:
    row = connection.execute(select(WATCHED).where(WATCHED.c.source == source)).one_or_none()
    return SourceStatus(source) if row is None else value_of(SourceStatus, row)


def _set(connection: Connection, source: str, **values: Any) -> None:
    """Put *values* into the row of *source*; make it first where it is not there."""
    upsert(connection, WATCHED, [values_of(SourceStatus(source))], replace=False)
    connection.execute(update(WATCHED).where(WATCHED.c.source == source).values(values))
