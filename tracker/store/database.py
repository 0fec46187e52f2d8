"""The store's transactions, its schema, and errors a user can mend; what differs by database is in a backend.

One writer at a time, on either database: a transaction that will write says so
from its first statement, so whoever reads and then writes acts on what still
holds. Readers see one state of the database and wait for nobody.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Executable, Row
from sqlalchemy.exc import DBAPIError

from tracker.errors import StoreError
from tracker.store import generations, schema, search_index
from tracker.store.backends.interface import (
    backend_of,
    display_url,
    exists,
    kind_is_file,
    parse_store_url,
    require_store,
    user_error,
)
from tracker.store.fencing import check_fence

__all__ = ["Database", "display_url", "exists", "require_store"]


Answer = TypeVar("Answer")


class _OneState(threading.local):
    """The connection on which a thread reads for now, with what was answered on it; None where each question has its own."""

    connection: Connection | None = None
    answers: dict[Hashable, Any] | None = None


class Database:
    """One engine; a connection per call, so threads may share it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._backend = backend_of(url)
        self._readers, self._writer = self._backend.readers, self._backend.writer
        generations.track_writes(self._writer)
        self._shared = _OneState()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database. Keep it short."""
        if (shared := self._shared.connection) is not None:
            with self._plain():
                yield shared
            return
        with self._plain(), self._readers.begin() as connection:
            yield connection

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """Have all that this thread asks in the block see one state of the database, on one connection. Keep it short.

        A page asks some twenty times: to begin and end each by itself is a tenth of what that takes. What goes
        through :meth:`once` is asked once.
        """
        if self._shared.connection is not None:
            yield
            return
        with ExitStack() as open_until_the_end:
            with self._plain():  # and not what the block says is wrong
                connection = open_until_the_end.enter_context(self._readers.begin())
            self._shared.connection, self._shared.answers = connection, {}
            try:
                yield
            finally:
                self._shared.connection = self._shared.answers = None

    @property
    def keeps_answers(self) -> bool:
        """Whether this thread is within :meth:`one_state`."""
        return self._shared.answers is not None

    def once(self, question: Hashable, ask: Callable[[], Answer]) -> Answer:
        """Return what *ask* says; within :meth:`one_state` what it said when *question* was asked before, since that is the answer still."""
        if (answers := self._shared.answers) is None:
            return ask()
        if question not in answers:
            answers[question] = ask()
        answer: Answer = answers[question]
        return answer

    def rows(self, query: Executable) -> Sequence[Row[Any]]:
        """Return all rows of *query*, of one state of the database."""
        with self.reading() as connection:
            return connection.execute(query).all()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give the one connection that may write: all of the block is kept, or nothing."""
        with self._plain(), self._writer.begin() as connection:
            check_fence(connection)
            generations.reset_written(connection)
            yield connection
            generations.renew_tokens(connection)

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """Give a connection on which each statement is a transaction of its own, as VACUUM needs."""
        with self._plain(), self._backend.outside() as connection:
            yield connection

    @property
    def is_shared(self) -> bool:
        """Whether several machines may have this database open: a server, not a file."""
        return not kind_is_file(parse_store_url(self.url))

    def close(self) -> None:
        """Close every connection."""
        self._backend.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def ensure_schema(self) -> None:
        """Migrate to our schema; at once when already there."""
        with self._plain():
            self._backend.prepare()
        with self.reading() as connection:
            if schema.schema_revision(connection) == schema.HEAD:
                return
        self.migrate()

    def migrate(self, target: str = schema.HEAD) -> None:
        """Bring the database to revision *target*, up or down, in one transaction.

        What may be searched is indexed anew where the index was another.

        Raises:
            StoreError: It was written by a later version, or cannot be written.
        """
        if self._backend.read_only:
            raise StoreError(
                "this store is of another version and cannot be written",
                where=display_url(self.url),
                remedy="copy it to where it can be, and open the copy",
            )
        with self._plain(), self._backend.migrating() as connection:
            generations.reset_written(connection)
            before = schema.schema_revision(connection)
            if before == target:  # another process was faster
                return
            schema.migrate(connection, target)
            if target == schema.HEAD and before is not None and before < search_index.SCHEMA:
                search_index.index_all(connection)
                generations.renew_tokens(connection)

    @contextmanager
    def _plain(self) -> Iterator[None]:
        """Say in one line what a user can mend: locked, full, unreadable, out of reach."""
        try:
            yield
        except StoreError as error:
            error.where = error.where or display_url(self.url)
            raise
        except (DBAPIError, sqlite3.Error) as error:
            found = user_error(error, self.url)
            if found is None:
                raise  # a constraint or a wrong statement is a bug
            raise found from error
