"""What was run and by whom: slots taken once, leases that expire.

A slot of a job is taken by whoever inserts its row, whatever lease he holds or
believes to hold; so a job runs once a slot even where two think they are alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Executable, Select, bindparam, case, or_, select, update

from tracker.store.core_tables import LEASES, RUNS
from tracker.store.database import Database
from tracker.store.records import JobRun, LeaseRecord
from tracker.store.row_mapping import Values, value_of
from tracker.store.sql_helpers import insert_of

RUNNING = "running"
NOBODY = ""


class JobRuns(Database):
    """The part of the store that keeps processes out of each other's way, and remembers what they did."""

    def begin_run(
        self, job: str, slot: datetime | str, now: datetime, *, holder: str = "", token: int = 0
    ) -> int | None:
        """Take *slot* of *job* and return the id of the run; None where someone has taken it.

        *holder* and *token* say who runs it, under which lease.
        """
        named = slot if isinstance(slot, str) else slot.astimezone(UTC).isoformat()
        values = {
            "job": job,
            "slot": named,
            "status": RUNNING,
            "counts": {},
            "error": "",
            "started_at": now,
            "ended_at": None,
            "holder": holder,
            "token": token,
            "beat_at": now,
        }
        with self.writing() as connection:
            return connection.execute(_taking(connection.dialect.name), values).scalar_one_or_none()

    def heartbeat(self, run_id: int, now: datetime) -> bool:
        """Note that a run is alive; False where it has been ended meanwhile, by whoever took it for dead."""
        return self._while_running(run_id, beat_at=now)

    def end_run(
        self, run_id: int, now: datetime, *, status: str, counts: Mapping[str, int], error: str = ""
    ) -> bool:
        """Note how a run ended; False, and nothing noted, where it had ended already."""
        return self._while_running(run_id, ended_at=now, status=status, counts=dict(counts), error=error)

    def last_runs(self, limit: int = 20) -> list[JobRun]:
        """Return the latest runs, latest first."""
        return self._runs(select(RUNS).order_by(RUNS.c.started_at.desc(), RUNS.c.id.desc()).limit(limit))

    def last_run(self, job: str) -> JobRun | None:
        """Return the run of *job* that began last; None where it never ran."""
        latest = select(RUNS).where(RUNS.c.job == job)
        found = self._runs(latest.order_by(RUNS.c.started_at.desc(), RUNS.c.id.desc()).limit(1))
        return found[0] if found else None

    def runs_running(self) -> list[JobRun]:
        """Return the runs that have not ended, or whose process has without a word, oldest first."""
        return self._runs(select(RUNS).where(RUNS.c.status == RUNNING).order_by(RUNS.c.started_at, RUNS.c.id))

    def take_lease(self, name: str, holder: str, now: datetime, ttl: timedelta) -> int | None:
        """Take the lease *name* for *ttl* from *now* and return its fencing token; None where another holds it.

        Who holds it already renews it and keeps the token. One that has expired
        or was dropped is taken under a token higher than any before.
        """
        if holder == NOBODY:
            raise ValueError("a lease is held by somebody")
        asked = {"name": name, "holder": holder, "token": 1, "expires_at": now + ttl, "now": now}
        with self.writing() as connection:
            return connection.execute(_leasing(connection.dialect.name), asked).scalar_one_or_none()

    def renew_lease(self, name: str, holder: str, token: int, now: datetime, ttl: timedelta) -> bool:
        """Hold a lease for *ttl* from *now*; False where it has expired or is another's: then stop what it guards."""
        return self._held(name, holder, token, {"expires_at": now + ttl}, LEASES.c.expires_at > now)

    def drop_lease(self, name: str, holder: str, token: int) -> None:
        """Let a lease go, if it is still held: the next may take it at once."""
        self._held(name, holder, token, {"holder": NOBODY})

    def lease(self, name: str) -> LeaseRecord | None:
        """Return who holds the lease *name*, or held it until it expired; None where nobody does."""
        query = select(LEASES).where(LEASES.c.name == name, LEASES.c.holder != NOBODY)
        with self.reading() as connection:
            row = connection.execute(query).one_or_none()
            return None if row is None else value_of(LeaseRecord, row)

    def leases(self, now: datetime) -> list[LeaseRecord]:
        """Return who holds what at *now*, by name."""
        held = select(LEASES).where(LEASES.c.holder != NOBODY, LEASES.c.expires_at > now)
        return [value_of(LeaseRecord, row) for row in self.rows(held.order_by(LEASES.c.name))]

    def _runs(self, query: Select[Any]) -> list[JobRun]:
        return [value_of(JobRun, row) for row in self.rows(query)]

    def _while_running(self, run_id: int, **values: Any) -> bool:
        running = update(RUNS).where(RUNS.c.id == run_id, RUNS.c.status == RUNNING)
        with self.writing() as connection:
            result: CursorResult[Any] = connection.execute(running.values(values))
            return result.rowcount == 1

    def _held(self, name: str, holder: str, token: int, values: Values, *also: ColumnElement[bool]) -> bool:
        mine = (LEASES.c.name == name, LEASES.c.holder == holder, LEASES.c.token == token)
        with self.writing() as connection:
            result: CursorResult[Any] = connection.execute(update(LEASES).where(*mine, *also).values(values))
            return result.rowcount == 1


@cache
def _taking(dialect: str) -> Executable:
    taking: Executable = (
        insert_of(dialect, RUNS).on_conflict_do_nothing(index_elements=["job", "slot"]).returning(RUNS.c.id)
    )
    return taking


@cache
def _leasing(dialect: str) -> Executable:
    """Return the one statement that decides who holds a lease."""
    statement = insert_of(dialect, LEASES).values(
        {name: bindparam(name, type_=LEASES.c[name].type) for name in LEASES.c.keys()}  # noqa: SIM118 - not a dict
    )
    now = bindparam("now", type_=LEASES.c.expires_at.type)
    given = statement.excluded
    mine = (LEASES.c.holder == given.holder) & (LEASES.c.expires_at > now)
    leasing: Executable = statement.on_conflict_do_update(
        index_elements=["name"],
        set_={
            "holder": given.holder,
            "expires_at": given.expires_at,
            "token": case((mine, LEASES.c.token), else_=LEASES.c.token + 1),
        },
        where=or_(LEASES.c.holder == given.holder, LEASES.c.holder == NOBODY, LEASES.c.expires_at <= now),
    ).returning(LEASES.c.token)
    return leasing
