"""Backup and restore, online and checked. A backup is a SQLite store of one file, whatever database it came from.

So it may be opened as a store, looked into with any SQLite tool, and moves what
is kept between the two databases. It is one state of the store: SQLite copies
its pages, PostgreSQL is read in one snapshot.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Integer, delete, func, insert, select
from sqlalchemy import text as sql

from tracker.errors import StoreError
from tracker.private_files import create_file, partial_file, put_in_place, remove_partials
from tracker.store import schema, search_index
from tracker.store.backends.interface import display_url, exists, parse_store_url
from tracker.store.backends.sqlite import BUSY_SECONDS, explain_message, file_of
from tracker.store.core_tables import GENERATIONS, METADATA, PASSAGES
from tracker.store.maintenance import Maintenance

# the index is made again, and what arrives is of a generation of its own
KEPT = [table for table in METADATA.tables.values() if table not in (PASSAGES, GENERATIONS)]
AT_ONCE = 100  # rows; each may have a body
TOLD = ("releases", "revisions", "changes", "decisions", "deliveries")


class Backups(Maintenance):
    """The part of the store that is copied."""

    def backup(self, target: Path) -> dict[str, int]:
        """Copy the store as it stands now into the file *target*, whole or not at all; return what it holds.

        Others may read and write meanwhile. A file that is there is replaced once
        the copy is complete, checked and on the disk.

        Raises:
            StoreError: The file cannot be written, is the store itself, or the copy is not sound.
        """
        if self._in_a_file() and target.exists() and target.samefile(file_of(parse_store_url(self.url))):
            raise StoreError("that is the store itself", where=str(target), remedy="name another file")
        with _writable(target):
            remove_partials(target.parent)  # of a backup that was killed: as large as the store each
            with partial_file(target) as half:
                self._copy_into(half)
                held = _sound(half, target)
                _on_disk(half)
                put_in_place(half, target)
                _on_disk(target.parent)
        return _told(held)

    def _in_a_file(self) -> bool:
        return parse_store_url(self.url).get_backend_name() == "sqlite"

    def _copy_into(self, half: Path) -> None:
        if self._in_a_file():
            with self.outside() as connection, closing(sqlite3.connect(half)) as copy:
                raw = connection.connection.driver_connection
                assert isinstance(raw, sqlite3.Connection)
                raw.backup(copy)
        else:
            with Backups(f"sqlite:///{half}") as copied:
                copied.ensure_schema()
                with self.reading() as source, copied.writing() as target:
                    _copy_rows(source, target)
        with closing(sqlite3.connect(half)) as copy:
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


def restore(source: Path, url: str, *, force: bool = False) -> dict[str, int]:
    """Put the backup *source* in place of the store at *url*, in one transaction; return what it holds.

    The backup may be of an earlier schema; it is left as it is.

    Raises:
        StoreError: The backup is no store or damaged, the store holds something
            and *force* is not given, or what arrived is not what was sent.
    """
    if not force and exists(url):
        with Backups(url) as held:
            held.ensure_schema()
            with held.reading() as connection:
                if any(_rows(connection).values()):
                    raise StoreError(
                        "this store holds something already",
                        where=display_url(url),
                        remedy="--force replaces it",
                    )
    with _current(source) as backup:
        with backup.reading() as connection:
            wanted = _rows(connection)
        before = backup.check()
        if parse_store_url(url).get_backend_name() == "sqlite":
            _replace_file(file_of(parse_store_url(backup.url)), file_of(parse_store_url(url)))
        else:
            _replace_rows(backup, url)
        with Backups(url) as store:
            store.ensure_schema()
            with store.reading() as connection:
                found = _rows(connection)
            after = [line for line in store.check() if line not in before]
    if found != wanted or after:
        raise StoreError(
            "what arrived is not what the backup holds" + (f" ({after[0]})" if after else ""),
            where=display_url(url),
            remedy="run it again with --force, and check the disk",
        )
    return _told(found)


def _replace_file(backup: Path, path: Path) -> None:
    """Write *backup* over the store at *path*, in one transaction of SQLite; what is no database is put aside."""
    with _writable(path):
        if path.exists() and not _opens(path):
            for end in ("", "-wal", "-shm"):
                if (old := path.with_name(path.name + end)).exists():
                    old.replace(path.with_name(f"{path.name}.damaged{end}"))
        create_file(path)
        with (
            closing(sqlite3.connect(backup)) as source,
            closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as target,
        ):
            source.backup(target)


def _opens(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as held:
            held.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        return False
    return True


def _replace_rows(backup: Backups, url: str) -> None:
    with Backups(url) as store:
        store.ensure_schema()
        with backup.reading() as source, store.writing() as target:
            target.execute(sql("DELETE FROM passage_words"))
            target.execute(delete(PASSAGES))
            for table in reversed(KEPT):
                target.execute(delete(table))
            _copy_rows(source, target)


def _copy_rows(source: Connection, target: Connection) -> None:
    """Insert every row of *source* into *target*, which has none, and index them."""
    for table in KEPT:
        key = list(table.primary_key)
        rows = source.execute(select(table).order_by(*key), execution_options={"yield_per": AT_ONCE})
        for several in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in several])
        if target.dialect.name == "postgresql" and isinstance(key[0].type, Integer):
            sequence = f"pg_get_serial_sequence('{table.name}', '{key[0].name}')"
            highest = f"coalesce(max({key[0].name}), 0) + 1"
            target.execute(sql(f"SELECT setval({sequence}, {highest}, false) FROM {table.name}"))  # noqa: S608 - our names
    search_index.index_all(target)


@contextmanager
def _current(source: Path) -> Iterator[Backups]:
    """Give the backup *source* as a store of our schema: itself, or where it is older a copy brought up to date."""
    if not source.is_file():
        raise StoreError("there is no such file", where=str(source), remedy="name a file that `backup` wrote")
    _sound(source, source)
    with Backups(f"sqlite:///{source}") as backup:
        with backup.reading() as connection:
            revision = schema.schema_revision(connection)
        if revision == schema.HEAD:
            yield backup
            return
    with TemporaryDirectory(prefix="policy-tracker-") as folder:
        newer = Path(folder) / "backup.db"
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(newer)) as copy:
            old.backup(copy)
        with Backups(f"sqlite:///{newer}") as backup:
            try:
                backup.ensure_schema()
            except StoreError as error:
                error.where = str(source)
                raise
            yield backup


def _sound(path: Path, named: Path) -> dict[str, int]:
    """Return how many rows each table of the SQLite store at *path* has."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
            wrong = [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]
            wrong += [f"{row[0]} points nowhere" for row in copy.execute("PRAGMA foreign_key_check")]
            there = {row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            counted = {
                name: int(copy.execute(f"SELECT count(*) FROM {name}").fetchone()[0])  # noqa: S608 - our names
                for name in METADATA.tables
                if name in there
            }
    except sqlite3.Error as error:
        what, mend = explain_message(str(error))
        raise StoreError(what, where=str(named), remedy=mend) from error
    if wrong:
        raise StoreError(f"the copy is damaged ({wrong[0]})", where=str(named), remedy="use another copy")
    if "alembic_version" not in there:
        raise StoreError("this file is no store", where=str(named), remedy="name a file that `backup` wrote")
    return counted


def _rows(connection: Connection) -> dict[str, int]:
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in KEPT
    }


def _told(held: dict[str, int]) -> dict[str, int]:
    return {name: held[name] for name in TOLD}


@contextmanager
def _writable(target: Path) -> Iterator[None]:
    """Say in one line why *target* cannot be written."""
    if not target.parent.is_dir():
        raise StoreError("its folder is not there", where=str(target), remedy="make the folder first")
    try:
        yield
    except sqlite3.Error as error:
        what, mend = explain_message(str(error))
        raise StoreError(what, where=str(target), remedy=mend) from error
    except OSError as error:
        raise StoreError(f"cannot be written ({error.strerror})", where=str(target)) from error


def _on_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
