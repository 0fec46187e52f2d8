"""The engine, its transactions, and errors a user can mend.

SQLite in WAL mode with one writer at a time: a transaction that will write says
so from its first statement (BEGIN IMMEDIATE), because one that reads first and
then writes fails under load, however long it is willing to wait.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError

from tracker.errors import StoreError
from tracker.store import schema

BUSY_SECONDS = 30  # how long a writer waits for another
WRITES = "tracker_writes"


class Database:
    """One engine; a connection per call, so threads may share it."""

    def __init__(self, url: str) -> None:
        self._where, self._engine = url, engine_of(url)
        self._writer = self._engine.execution_options(**{WRITES: True})

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database. Keep it short."""
        with self._plain(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the one connection that may write: all of the block is kept, or nothing."""
        with self._plain(), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ensure_schema(self) -> None:
        """Migrate to our schema; at once when already there."""
        with self._plain():
            self._use_wal()
            with self._engine.begin() as connection:
                if schema.revision_of(connection) == schema.HEAD:
                    return
            with self._writer.connect() as connection:
                # Batch migrations rebuild tables; switched off outside of the transaction or not at all.
                raw: Any = connection.connection.driver_connection
                raw.execute("PRAGMA foreign_keys=OFF")
                try:
                    with connection.begin():
                        if schema.revision_of(connection) != schema.HEAD:  # or another process was faster
                            schema.migrate(connection)
                finally:
                    raw.execute("PRAGMA foreign_keys=ON")

    def _use_wal(self) -> None:
        """Switch to WAL once, outside of a transaction; SQLite does not wait for a rival here, so we do."""
        with self._engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            until = time.monotonic() + BUSY_SECONDS
            while raw.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                try:
                    raw.execute("PRAGMA journal_mode=WAL")
                except sqlite3.OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() > until:
                        raise
                    time.sleep(0.02)

    @contextmanager
    def _plain(self) -> Iterator[None]:
        """Say in one line what a user can mend: locked, full, unreadable, not a database."""
        try:
            yield
        except StoreError as error:
            error.where = error.where or shown(self._where)
            raise
        except (DatabaseError, sqlite3.DatabaseError) as error:
            cause = error.orig if isinstance(error, DatabaseError) else error
            if not isinstance(cause, sqlite3.OperationalError) and type(cause) is not sqlite3.DatabaseError:
                raise  # a constraint or a wrong statement is a bug
            what, mend = explained(str(cause))
            raise StoreError(what, where=shown(self._where), mend=mend) from error


def engine_of(url: str) -> Engine:
    """Return an engine for *url*, its parent folder made.

    Raises:
        StoreError: The URL is not one, or the folder cannot be made.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError("not a store URL", where=url, mend="write sqlite:///commitments.db") from error
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(
            f"{parsed.get_backend_name()} is not supported by this version",
            where=shown(url),
            mend="write sqlite:///commitments.db",
        )
    path = file_of(parsed)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"its folder cannot be made ({error.strerror})", where=str(path), mend="choose another place"
        ) from error
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def file_of(url: URL) -> Path:
    """Return the file of a SQLite URL.

    Raises:
        StoreError: It names none; a store in memory would be gone with the process.
    """
    if not url.database or url.database == ":memory:":
        raise StoreError("a store needs a file", where=str(url), mend="write sqlite:///commitments.db")
    return Path(url.database)


def exists(url: str) -> bool:
    """Return whether there is a store at *url* already; opening one that is not there would make it.

    Raises:
        StoreError: The URL is not one.
    """
    try:
        return file_of(make_url(url)).is_file()
    except (ArgumentError, ValueError) as error:
        raise StoreError("not a store URL", where=url, mend="write sqlite:///commitments.db") from error


def shown(url: str) -> str:
    """Return *url* as a user would name it: the file, or the URL without its password."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        return parsed.database
    return parsed.render_as_string(hide_password=True)


def explained(message: str) -> tuple[str, str]:
    """Return what SQLite's *message* means, and the mend."""
    for sign, what, mend in (
        ("not a database", "the file is not a database", "choose another file"),
        ("malformed", "the database is damaged", "restore it from a copy"),
        ("unable to open", "the store cannot be opened", "check that the folder exists and may be written"),
        ("readonly", "the store cannot be written", "check the permissions of the file and its folder"),
        ("locked", f"another process has been writing for over {BUSY_SECONDS} s", "try again later"),
        ("full", "the disk is full", "make room and run it again; nothing is lost"),
    ):
        if sign in message:
            return what, mend
    return message, ""


def _prepare(raw: Any, _record: Any) -> None:
    """Set up a new connection. Transactions are begun by us, not by the driver."""
    raw.isolation_level = None
    for pragma in (f"busy_timeout={BUSY_SECONDS * 1000}", "synchronous=NORMAL", "foreign_keys=ON"):
        raw.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
