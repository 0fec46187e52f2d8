"""SQLite: one file, in WAL mode, one writer at a time.

A transaction that will write says so from its first statement (BEGIN IMMEDIATE),
because one that reads first and then writes fails under load, however long it is
willing to wait.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, create_engine, event

from tracker.errors import StoreError
from tracker.private_files import create_file, make_folder

BUSY_SECONDS = 30  # how long a writer waits for another
BEGIN = "tracker_begin"  # execution option: how a transaction begins; "" = not at all


class Sqlite:
    """A store in the file of *url*, whose folder is made; both for their owner alone.

    One that cannot be written is read as it is: on a read-only medium, or of another user.
    """

    def __init__(self, url: URL) -> None:
        path = file_of(url)
        try:
            make_folder(path.parent)
            self.read_only = path.exists() and not _can_write(path)
            if not self.read_only:
                create_file(path)
        except OSError as error:
            raise StoreError(
                f"it cannot be made ({error.strerror})",
                where=str(path),
                remedy="choose another place",
            ) from error
        if self.read_only:
            self.readers = create_engine(url, creator=lambda: _open_to_read(path))
        else:
            self.readers = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
        event.listen(self.readers, "connect", _prepare)
        event.listen(self.readers, "begin", _begin)
        self.writer = self.readers.execution_options(**{BEGIN: "BEGIN IMMEDIATE"})

    def prepare(self) -> None:
        """Switch to WAL once, outside of a transaction; SQLite does not wait for a rival here, so we do."""
        if self.read_only:
            return
        with self.readers.connect() as connection:
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
    def migrating(self) -> Iterator[Connection]:
        """Give the writer without foreign keys: batch migrations rebuild tables."""
        with self.writer.connect() as connection:
            # switched off outside of the transaction or not at all
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA foreign_keys=OFF")
            try:
                with connection.begin():
                    yield connection
            finally:
                raw.execute("PRAGMA foreign_keys=ON")

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """Give a connection on which nothing is begun."""
        with self.readers.connect() as connection:
            yield connection.execution_options(**{BEGIN: ""})

    def dispose(self) -> None:
        """Close every connection."""
        self.readers.dispose()


def _can_write(path: Path) -> bool:
    """Return whether the store at *path* can be written: the file, and beside it the log of what is being written."""
    if not os.access(path, os.W_OK):
        return False
    if os.access(path.parent, os.W_OK):
        return True
    return all(os.access(path.with_name(path.name + end), os.W_OK) for end in ("-wal", "-shm"))


def _open_to_read(path: Path) -> sqlite3.Connection:
    """Return a connection that only reads.

    Without a log beside the file nobody is writing, and where none can be made SQLite opens
    the file only if told that it does not change (sqlite.org/wal.html, section 5).
    """
    log = path.with_name(f"{path.name}-wal")
    still = not log.exists() or log.stat().st_size == 0
    where = f"file:{quote(str(path.absolute()))}?mode=ro{'&immutable=1' if still else ''}"
    return sqlite3.connect(where, uri=True, timeout=BUSY_SECONDS, check_same_thread=False)


def open_backend(url: URL) -> Sqlite:
    """Return the backend of the database at *url*; nothing is connected yet."""
    return Sqlite(url)


def exists(url: URL) -> bool:
    """Return whether the file is there."""
    return file_of(url).is_file()


def file_of(url: URL) -> Path:
    """Return the file of a SQLite URL.

    Raises:
        StoreError: It names none; a store in memory would be gone with the process.
    """
    if not url.database or url.database == ":memory:":
        raise StoreError("a store needs a file", where=str(url), remedy="write sqlite:///commitments.db")
    return Path(url.database)


def user_error(cause: BaseException | None, url: URL) -> tuple[str, str] | None:  # noqa: ARG001 - as of PostgreSQL
    """Return what is wrong, and the mend; None for a bug."""
    if not isinstance(cause, sqlite3.OperationalError) and type(cause) is not sqlite3.DatabaseError:
        return None
    return explain_message(str(cause))


def explain_message(message: str) -> tuple[str, str]:
    """Return what SQLite's *message* means, and the mend."""
    for sign, what, mend in (
        ("not a database", "the file is not a database", "choose another file"),
        ("malformed", "the database is damaged", "restore it from a copy"),
        ("unable to open", "the store cannot be opened", "check that the folder exists and may be written"),
        ("readonly", "the store cannot be written", "check the permissions of the file and its folder"),
        ("locked", f"another process has been writing for over {BUSY_SECONDS} s", "try again later"),
        ("full", "the disk is full", "make room and run it again; nothing is lost"),
        # so says SQLite where its -wal or -shm, which reading needs as well, cannot grow
        ("disk I/O", "the disk is full or fails", "make room and run it again; nothing is lost"),
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
    statement = connection.get_execution_options().get(BEGIN, "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)
