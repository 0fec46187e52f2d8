"""Which lines a reader means: by id, by name, by words that were said; and how often each surely moved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

from sqlalchemy import ColumnElement, String, func, select, true

from tracker.domain import Cause, Label, Line
from tracker.store.core_tables import CHANGES, LINES, MENTIONS
from tracker.store.database import Database
from tracker.store.read.full_text_search import FullTextSearch
from tracker.store.row_mapping import line_of
from tracker.store.sql_helpers import lines_by_id

ID_START = 4  # characters of an id that mean one
HITS_READ = 400  # units whose lines are looked at
NEAR = 3  # names named where none fits
QUIET = (Label.NEW, Label.REAFFIRMED, Label.NOT_REPEATED)


class LineFinding(FullTextSearch, Database):
    """The part of the store that finds lines by what a reader knows of them."""

    def lines_called(self, text: str) -> list[Line]:
        """Return the one line whose id, or start of it, or whole name or alias *text* is; empty where none or several are."""
        return _called_by(text, self._called(self._may_be(text)))

    def lines_meant(self, text: str, queries: Sequence[str]) -> list[Line]:
        """Return what :meth:`lines_called` does of *text*.

        Where that is empty: what :meth:`lines_saying` does of the first of *queries*, the words of *text* in other
        forms, of which it returns any. Names, half a million of them in a store of a million units, are gone
        through once for all of this.
        """
        plain = _plain(text)
        # what has the words may be called so too, unless *text* is written otherwise
        called = self._called(
            self._has(plain) | (_starts(text) if plain == _folded(text) else self._may_be(text))
        )
        return _called_by(text, called) or next(
            filter(None, (self._saying(query, plain, called) for query in queries)), []
        )

    def lines_saying(self, text: str) -> list[Line]:
        """Return the lines that *text*, a query of words or a phrase, names or was said on, most often said first."""
        plain = _plain(text)
        return self._saying(text, plain, self._called(self._has(plain)))

    def _saying(self, query: str, plain: str, called: Mapping[Line, Collection[str]]) -> list[Line]:
        """Return the lines that *query* was said on, and those of *called*, with their aliases, whose name has *plain*."""
        named = [
            line.id
            for line, aliases in called.items()
            if plain and any(plain in name for name in (line.name.casefold(), *aliases))
        ]
        said = Counter(hit.line.id for hit in self.search(query, limit=HITS_READ) if hit.unit and hit.line)
        with self.reading() as connection:
            lines = lines_by_id(connection, {*said, *named})
        return sorted(lines.values(), key=lambda line: (-said[line.id], line.name, line.id))

    def near_line_names(self, text: str) -> list[str]:
        """Return the names of lines that are spelled nearly as *text*."""
        names = {line.name.casefold(): line.name for line in self._called(true())}
        return [names[name] for name in get_close_matches(text.casefold(), names, n=NEAR, cutoff=0.75)]

    def line_moves(self) -> dict[str, int]:
        """Return how often each line surely moved: told, more than emphasis, and not recomputed."""
        query = (
            select(CHANGES.c.line_id, func.count().label("number"))
            .where(
                CHANGES.c.label.not_in([label.value for label in QUIET]),
                CHANGES.c.review.is_(False),
                CHANGES.c.minor.is_(False),
                CHANGES.c.cause != Cause.RECOMPUTED.value,
            )
            .group_by(CHANGES.c.line_id)
        )
        return {row.line_id: row.number for row in self.rows(query)}

    def _called(self, where: ColumnElement[bool]) -> dict[Line, frozenset[str]]:
        """Return the lines somebody sits on *where*, each with its aliases, folded."""
        said = select(MENTIONS.c.line_id).where(MENTIONS.c.line_id == LINES.c.id)
        # PostgreSQL cannot know how few names fit: EXISTS it makes a join with all mentions, a value is looked up for those that fit
        is_said = said.exists() if where.compare(true()) else said.limit(1).scalar_subquery().is_not(None)
        sat = select(LINES).where(where, is_said)
        with self.reading() as connection:
            rows = connection.execute(sat.order_by(LINES.c.name, LINES.c.id)).all()
        return {line_of(row): frozenset(alias.casefold() for alias in row.aliases or ()) for row in rows}

    def _may_be(self, text: str) -> ColumnElement[bool]:
        """Select the lines whose id begins with *text*, whose whole name it is, and those with aliases."""
        return self._has(_folded(text), whole=True) | _starts(text)

    def _has(self, text: str, *, whole: bool = False) -> ColumnElement[bool]:
        """Select the lines whose name has *text*, folded, or *whole* is it, and those with aliases; all where it is not ASCII, whose case databases fold alike.

        A store of a million units has half a million lines: the few that fit are all that is read.
        """
        if not text.isascii():
            return true()
        escaped = re.sub(r"([%_/])", r"/\1", text)
        names = func.coalesce(LINES.c.given, LINES.c.name)
        # LIKE of SQLite folds the case; ILIKE of PostgreSQL folds what is looked for with every name
        folded = names if self._readers.dialect.name == "sqlite" else func.lower(names)
        return folded.like(escaped if whole else f"%{escaped}%", escape="/") | (
            LINES.c.aliases.cast(String) != "null"
        )


def _starts(text: str) -> ColumnElement[bool]:
    """Select the lines whose id begins with *text*."""
    wanted = _folded(text)
    return (LINES.c.id >= wanted) & (LINES.c.id < f"{wanted}~")


def _called_by(text: str, called: Mapping[Line, Collection[str]]) -> list[Line]:
    """Return the one line of *called*, with their aliases, whose id, start of id, or name *text* is; empty where not one is."""
    wanted = _folded(text)
    for found in (
        [line for line in called if line.id == wanted],
        [line for line in called if line.name.casefold() == wanted or wanted in called[line]],
        [line for line in called if len(wanted) >= ID_START and line.id.startswith(wanted)],
    ):
        if len(found) == 1:
            return found
    return []


def _folded(text: str) -> str:
    return text.strip().casefold()


def _plain(text: str) -> str:
    """Return the words of *text* as names have them, quotation marks left out."""
    return " ".join(text.replace('"', " ").casefold().split())
