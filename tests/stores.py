"""Where tests keep their stores: a SQLite file, or under POLICY_TRACKER_TEST_POSTGRES a database of its own each.

    with open_store(store_url(tmp_path)) as store: ...
    (tmp_path / "config.toml").write_text(f'[store]\nurl = "{store_url(tmp_path)}"\n')

The same folder and name give the same store, so that a test may open what a
command wrote.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from tracker.private_files import create_file
from tracker.store import open_store

VARIABLE = "POLICY_TRACKER_TEST_POSTGRES"  # the URL of a server on which tests may make and drop databases
MINE = f"t{os.getpid()}_"
MADE: dict[str, Path] = {}  # databases made, with the folder they stand for


def postgres() -> str:
    """Return the URL of the server tests run on; empty for SQLite."""
    return os.environ.get(VARIABLE, "")


def store_url(folder: Path, name: str = "desk.db", *, empty: bool = False) -> str:
    """Return the URL of the store *name* of *folder*: on SQLite a file that is not there yet.

    On PostgreSQL a database with our tables and nothing in them, or with *empty*
    without tables too. It is dropped after the test whose folder it is.
    """
    if not postgres():
        return f"sqlite:///{folder / name}"
    database = MINE + hashlib.sha256(str(folder / name).encode()).hexdigest()[:16]
    if database not in MADE:
        template = "template0" if empty else _template()
        execute(f"CREATE DATABASE {database} TEMPLATE {template}{_strategy()}")
        MADE[database] = folder
    return url_of(database)


def begin_file(path: Path, template: Path) -> None:
    """Make the file *path* where it is not there: as a copy of *template*, itself a new store that is made first.

    Whoever opens it meanwhile sees no file or all of it.
    """
    if path.exists() or path == template:
        create_file(path)
        return
    if not template.exists():
        open_store(f"sqlite:///{template}").close()
    part = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
    create_file(part)
    try:
        part.write_bytes(template.read_bytes())
        with contextlib.suppress(FileExistsError):
            os.link(part, path)
    finally:
        part.unlink()


def url_of(database: str) -> str:
    """Return the URL of *database* on the server of the tests."""
    return make_url(postgres()).set(database=database).render_as_string(hide_password=False)


def execute(statement: str) -> list[Any]:
    """Execute *statement* on the server of the tests, outside of a transaction."""
    import psycopg

    plain = postgres().replace("+psycopg", "", 1)
    with psycopg.connect(plain, autocommit=True) as connection:
        cursor = connection.execute(statement)  # type: ignore[call-overload]
        return list(cursor.fetchall()) if cursor.description else []


def forget(folder: Path | None = None) -> None:
    """Drop the databases that stand for *folder* or one in it; without, all that were made."""
    for database, where in list(MADE.items()):
        if folder is None or where == folder or folder in where.parents:
            execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
            del MADE[database]


@cache
def _strategy() -> str:
    """Return how a database is copied: file by file where the server can be told, which takes half of the time."""
    (version,) = execute("SHOW server_version_num")[0]
    return " STRATEGY FILE_COPY" if int(version) >= 150000 else ""


@cache
def _template() -> str:
    """Return the database the others are copied from: our tables, migrated once."""
    name = f"{MINE}template"
    execute(f"CREATE DATABASE {name} TEMPLATE template0")
    MADE[name] = Path(os.devnull)
    open_store(url_of(name)).close()
    return name
