"""PostgreSQL: a server, one writer at a time by an advisory lock, psycopg 3 loaded only here.

The lock is the first statement of a transaction that writes, in READ COMMITTED:
each later statement sees what the writer before has committed. Under a snapshot
taken before the lock was ours (REPEATABLE READ) it would not. Readers have a
snapshot and take no lock. See docs/decisions/0015-postgresql.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text

from tracker.errors import StoreError

BUSY_SECONDS = 30  # how long a writer waits for another
STALLED_SECONDS = 300  # a writer that does nothing for this long is cut off, and nothing of it is kept
CONNECT_SECONDS = 10
WRITES = "tracker_writes"
# One lock a store: its schema, within its database. The first number is ours ("PLCT").
LOCK = "SELECT pg_advisory_xact_lock(1347175252, hashtext(coalesce(current_schema(), '')))"
SETTINGS = (
    f"SET lock_timeout = {BUSY_SECONDS * 1000}",
    f"SET idle_in_transaction_session_timeout = {STALLED_SECONDS * 1000}",
    "SET jit = off",  # what takes milliseconds is compiled for tens of them where many rows are expected and few come
    # rows are in memory or on disks without an arm: else it goes through all passages to look up twenty thousand (750 ms for 93)
    "SET random_page_cost = 1.1",
    # of passages with common words it keeps which they are; with 4 MB it keeps on which pages, and reads all that stands on these
    "SET work_mem = '32MB'",
    # a statement that was asked ten times is planned for any number of ids, and for thousands of them that takes 340 ms for 9
    "SET plan_cache_mode = force_custom_plan",
)

REFUSED = "the server refuses the login"
NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")  # as JSON writes it; behind a backslash of its own it is text
STATES = {  # SQLSTATE → what, mend
    "3D000": ("the server has no such database", "make it: createdb {database}"),
    "3F000": ("the schema of its search_path is not there", "make it: CREATE SCHEMA"),
    "28P01": (REFUSED, "check user and password (in the URL, PGPASSWORD or ~/.pgpass)"),
    "28000": (REFUSED, "make the user (createuser {user}) or look into pg_hba.conf"),
    "42501": (
        "this user may not do that",
        "let it own the database, or GRANT it CREATE and USAGE on the schema",
    ),
    "55P03": (f"another process has been writing for over {BUSY_SECONDS} s", "try again later"),
    "53100": ("the disk of the server is full", "make room and run it again; nothing is lost"),
    "53300": ("the server has no connection left", "raise max_connections or stop what holds them"),
    "25006": ("the server only reads (a standby?)", "give the URL of the primary"),
    "57P01": ("the server was stopped", "start it and run it again; nothing is lost"),
    "57P03": ("the server is starting or stopping", "try again later"),
    "25P03": (f"a step stood still for over {STALLED_SECONDS} s and was cut off", "run it again"),
}
SIGNS = (  # in what libpq says before there is an SQLSTATE
    (r'database ".*" does not exist', "3D000"),
    (r'role ".*" does not exist|no pg_hba.conf entry', "28000"),
    (r"password authentication failed|no password supplied", "28P01"),
    (r"too many clients", "53300"),
    (r"starting up|shutting down", "57P03"),
)


class Postgres:
    """A store in the database of *url*, in the first schema of its search_path."""

    read_only = False

    def __init__(self, url: URL) -> None:
        self._engine = engine_of(url)
        self._disposed = False
        event.listen(self._engine, "checkin", self._close_late)
        self.readers = self._engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        self.writer = self._engine.execution_options(**{WRITES: True})

    def prepare(self) -> None:
        """Do nothing: a server is made for many."""

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Give the writer; tables are altered in place."""
        with self.writer.begin() as connection:
            yield connection

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """Give a connection in autocommit."""
        with self._engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    def dispose(self) -> None:
        """Close every connection; one that is in use in another thread when that is done with it."""
        self._disposed = True
        self._engine.dispose()

    def _close_late(self, connection: Any, _record: object) -> None:
        """Close a *connection* that comes back after all were closed: the pool that it was taken from is no more, and nobody else would."""
        if self._disposed and connection is not None:
            connection.close()


def open_backend(url: URL) -> Postgres:
    """Return the backend of the database at *url*; nothing is connected yet."""
    return Postgres(url)


def exists(url: URL) -> bool:
    """Return whether the database has our tables."""
    engine = engine_of(url)
    try:
        with engine.connect() as connection:
            return connection.execute(text("SELECT to_regclass('alembic_version')")).scalar() is not None
    finally:
        engine.dispose()


def engine_of(url: URL) -> Engine:
    """Return an engine for *url*.

    Raises:
        StoreError: psycopg is not installed, or the URL asks for another driver.
    """
    named = url.render_as_string(hide_password=True)
    if url.drivername not in ("postgresql", "postgresql+psycopg"):
        raise StoreError(
            "we speak to PostgreSQL by psycopg", where=named, remedy="write postgresql+psycopg://"
        )
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args={} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_SECONDS},
            pool_pre_ping=True,  # a server that was restarted meanwhile is no fault
            json_serializer=json_of,
        )
    except ImportError as error:
        raise StoreError(
            "PostgreSQL needs psycopg, which is not installed",
            where=named,
            remedy="pip install 'policy-commitment-tracker[postgres]'",
        ) from error
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def json_of(value: object) -> str:
    r"""Return *value* as JSON without NUL, which becomes the replacement character, as in :class:`tracker.store.core_tables.Text`.

    PostgreSQL keeps JSON that holds one, and from then on fails each statement that
    reads anything out of it.

    >>> json_of("a\x00b"), json_of("a\\u0000b")
    ('"a\\ufffdb"', '"a\\\\u0000b"')
    """
    return NUL.sub(r"\1\\ufffd", json.dumps(value))


def user_error(cause: BaseException | None, url: URL) -> tuple[str, str] | None:
    """Return what is wrong, and the mend; None for a bug."""
    said = str(cause).strip()
    state = getattr(cause, "sqlstate", None)
    if state is None:
        state = next((found for sign, found in SIGNS if re.search(sign, said)), None)
    if state in STATES:
        what, mend = STATES[state]
        return what, mend.format(database=url.database, user=url.username or "USER")
    if state is None and type(cause).__name__ == "OperationalError":
        # several addresses of one name give several lines, the last is as good as the first
        line = said.splitlines()[0].rpartition("failed: ")[2] if said else "no answer"
        return f"no PostgreSQL server answers ({line})", "start it, or correct host and port"
    if state is None and re.search(r"connection option|bad value for|invalid \S+ value", said):  # of libpq
        return f"not a store URL ({said.splitlines()[0]})", "correct what stands behind its ?"
    if state is not None and state[:2] in ("08", "53", "57", "58"):
        return said.splitlines()[0], "try again when the server is well; nothing is lost"
    return None


def _prepare(raw: Any, _record: Any) -> None:
    """Set up a new connection."""
    raw.autocommit = True
    for statement in SETTINGS:
        raw.execute(statement)
    raw.autocommit = False


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITES, False):
        connection.exec_driver_sql(LOCK)
