"""Which database a URL names, and what differs between them: connections, transactions, faults.

sqlite      one file; WAL, BEGIN IMMEDIATE for whoever writes
postgres    a server; one advisory lock for whoever writes
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from sqlalchemy import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from tracker.errors import ConfigError, StoreError
from tracker.store.backends import postgres, sqlite

LIKE_THIS = "write sqlite:///commitments.db or postgresql+psycopg://user@host/database"
SQLITE = ("sqlite", "sqlite+pysqlite")  # drivers; a file takes no parameter that we would not set ourselves
KINDS = {"sqlite": sqlite, "postgresql": postgres}


class Backend(Protocol):
    """One database under one URL."""

    readers: Engine  # a transaction sees one state and writes nothing
    writer: Engine  # a transaction is the only one that writes
    read_only: bool  # whether it can only be read, as on a read-only medium

    def prepare(self) -> None:
        """Set the database up for several readers and one writer, outside of a transaction; do nothing where it is set up."""
        ...

    def migrating(self) -> AbstractContextManager[Connection]:
        """Give the one connection that writes, free to rebuild tables others point to."""
        ...

    def outside(self) -> AbstractContextManager[Connection]:
        """Give a connection without a transaction."""
        ...

    def dispose(self) -> None:
        """Close every connection."""
        ...


def parse_store_url(url: str) -> URL:
    """Return *url* in parts.

    Raises:
        StoreError: It is no URL of a store.
    """
    try:
        found = make_url(url)
    except (ArgumentError, ValueError) as error:
        # what is not understood may still hold a password
        where = "store" if "@" in url else url
        raise StoreError("not a store URL", where=where, remedy=LIKE_THIS) from error
    if found.get_backend_name() not in KINDS:
        kind = found.get_backend_name()
        raise StoreError(f"{kind} is not supported", where=display_url(url), remedy=LIKE_THIS)
    if kind_is_file(found) and (found.drivername not in SQLITE or found.host or found.query):
        raise StoreError("not a store URL", where=display_url(url), remedy=LIKE_THIS)
    return found


def kind_is_file(url: URL) -> bool:
    """Return whether *url* names a SQLite file."""
    return url.get_backend_name() == "sqlite"


def backend_of(url: str) -> Backend:
    """Return the backend of *url*.

    Raises:
        StoreError: It is no URL of a store, or what it needs is not there.
    """
    found = parse_store_url(url)
    with _readable_url(url):
        backend: Backend = KINDS[found.get_backend_name()].open_backend(found)
    return backend


def exists(url: str) -> bool:
    """Return whether there is a store at *url* already; opening one that is not there would make it.

    Raises:
        StoreError: It is no URL of a store, or the server does not answer.
    """
    found = parse_store_url(url)
    try:
        with _readable_url(url):
            return bool(KINDS[found.get_backend_name()].exists(found))
    except (DBAPIError, sqlite3.Error) as error:
        plain = user_error(error, url)
        if plain is None:
            raise
        raise plain from error


@contextmanager
def _readable_url(url: str) -> Iterator[None]:
    """Say in one line what SQLAlchemy or a driver cannot make of *url*: a driver, a parameter, a name."""
    try:
        yield
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError, TypeError) as error:
        raise StoreError("not a store URL", where=display_url(url), remedy=LIKE_THIS) from error
    except OSError as error:
        raise StoreError(
            f"the store cannot be opened ({error.strerror})", where=display_url(url)[:100], remedy=LIKE_THIS
        ) from error


def require_store(url: str) -> str:
    """Return *url* if there is a store: one that is made by a slip of the pen would be empty.

    Raises:
        ConfigError: There is none.
        StoreError: It is no URL of a store, or the server does not answer.
    """
    if not exists(url):
        raise ConfigError(
            "there is no store",
            where=display_url(url),
            remedy="check the path; `policy-tracker init`, `ingest PATH…` or `run` makes one",
        )
    return url


def display_url(url: str) -> str:
    """Return *url* as a user would name it: the file, or the URL without its password."""
    try:
        found = make_url(url)
    except (ArgumentError, ValueError):  # what is not understood may still hold a password
        return "store" if "@" in url else url
    if kind_is_file(found) and found.database:
        return found.database
    return found.render_as_string(hide_password=True)


def user_error(error: DBAPIError | sqlite3.Error, url: str) -> StoreError | None:
    """Return *error* as a user can mend it; None where it is a bug of ours."""
    found = parse_store_url(url)
    cause = error.orig if isinstance(error, DBAPIError) else error
    plain = KINDS[found.get_backend_name()].user_error(cause, found)
    if plain is None:
        return None
    what, mend = plain
    return StoreError(what, where=display_url(url), remedy=mend)
