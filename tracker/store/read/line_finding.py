"""Which lines a reader means: by id, by name, by words that were said; and how often each surely moved."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    func,
    literal,
    literal_column,
    select,
    true,
    union_all,
)

from tracker.domain import Cause, Label, Line
from tracker.search.analyzer import parse_terms
from tracker.store.core_tables import CHANGES, LINES, MENTIONS, PASSAGES
from tracker.store.database import Database
from tracker.store.read.full_text_search import FullTextSearch
from tracker.store.row_mapping import line_of
from tracker.store.search_index import FOUND, LAST_FOUND
from tracker.store.sql_helpers import lines_by_id, rows_in
from tracker.store.write.witness_records import copies_of_others

ID_START = 4  # characters of an id that mean one
LAST_READ = 3_000  # places of words that stand in more than are counted: those indexed last, whose lines are looked at
NEAR = 3  # names named where none fits
LONGEST_WORD = 500  # letters that PostgreSQL takes for one surely; a name has 80
QUIET = (Label.NEW, Label.REAFFIRMED, Label.NOT_REPEATED)
# The words of a name, and each of them backwards, so that one is found by its end: what an index of schema 0015 has.
WORDS_OF_NAME: ColumnElement[str] = literal_column(
    "array_to_tsvector(array_remove(string_to_array(lower(coalesce(lines.given, lines.name)), ' ')"
    " || string_to_array(reverse(lower(coalesce(lines.given, lines.name))), ' '), ''))"
)
HAS_ALIASES = LINES.c.aliases.is_not(None) & (LINES.c.aliases.cast(String) != "null")
Alternatives = tuple[ColumnElement[bool], ...]


class LineFinding(FullTextSearch, Database):
    """The part of the store that finds lines by what a reader knows of them."""

    def lines_called(self, text: str) -> list[Line]:
        """Return the one line whose id, or start of it, or whole name or alias *text* is; empty where none or several are."""
        return self.once(("called", text), lambda: _called_by(text, self._called(self._may_be(text))))

    def lines_saying(self, text: str) -> list[Line]:
        """Return the lines that *text*, a query of words or a phrase, names or was said on, most often said first.

        Where it :meth:`stands_everywhere`, those on which the last :data:`LAST_READ` places that have it stand.
        """
        named = () if self.stands_everywhere(text) else self._named(_plain(text))
        return self.most_often_first({*self._said_on(text), *named}, text)

    def most_often_first(self, line_ids: Collection[str], text: str) -> list[Line]:
        """Return the lines of *line_ids*, that on which *text* was said most often first."""
        said = self._said_on(text)
        with self.reading() as connection:
            lines = lines_by_id(connection, line_ids)
        return sorted(lines.values(), key=lambda line: (-said.get(line.id, 0), line.name, line.id))

    def _said_on(self, text: str) -> Mapping[str, int]:
        """Return how many of the statements that *text*, a query, finds stand on each line, by id."""
        terms, last = parse_terms(text), self.stands_everywhere(text)

        def ask() -> dict[str, int]:
            with self.reading() as connection:
                if last:
                    dialect, asked = self.last_matching(connection, terms, LAST_READ)
                else:
                    dialect, asked = self.matching(connection, terms)
                found = connection.execute(_said_on(dialect, last), asked)
                return {row.line_id: row.number for row in found}

        return self.once(("said on", tuple(terms)), ask) if terms else {}

    def _named(self, plain: str) -> Collection[str]:
        """Return the ids of the lines whose name or an alias has *plain*, folded."""

        def ask() -> list[str]:
            called = self._called(self._has(plain)).items()
            return [
                line.id
                for line, aliases in called
                if any(plain in name for name in (line.name.casefold(), *aliases))
            ]

        return self.once(("named", plain), ask) if plain else ()

    def near_line_names(self, text: str) -> list[str]:
        """Return the names of lines that are spelled nearly as *text*."""
        names = {line.name.casefold(): line.name for line in self._called((true(),))}
        return [names[name] for name in get_close_matches(text.casefold(), names, n=NEAR, cutoff=0.75)]

    def line_moves(self, line_ids: Collection[str] | None = None) -> dict[str, int]:
        """Return how often each of *line_ids*, of all lines where that is None, surely moved: told, more than emphasis, and not recomputed."""
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
        if line_ids is None:
            return {row.line_id: row.number for row in self.rows(query)}
        with self.reading() as connection:
            return {
                row.line_id: row.number for row in rows_in(connection, query, CHANGES.c.line_id, line_ids)
            }

    def _called(self, where: Alternatives) -> dict[Line, frozenset[str]]:
        """Return the lines somebody sits on of which one of *where* holds, each with its aliases, folded."""
        said = select(MENTIONS.c.line_id).where(MENTIONS.c.line_id == LINES.c.id)
        # PostgreSQL cannot know how few names fit: EXISTS it makes a join with all mentions, a value is looked up for those that fit
        everyone = any(one.compare(true()) for one in where)
        is_said = said.exists() if everyone else said.limit(1).scalar_subquery().is_not(None)
        if everyone:
            query = select(LINES).where(is_said).order_by(LINES.c.name, LINES.c.id)
        else:  # each has its index; OR of them is looked for in every row
            found = union_all(*(select(LINES).where(one, is_said) for one in where)).subquery()
            query = select(found).order_by(found.c.name, found.c.id)
        with self.reading() as connection:
            rows = connection.execute(query).all()
        return {line_of(row): frozenset(alias.casefold() for alias in row.aliases or ()) for row in rows}

    def _may_be(self, text: str) -> Alternatives:
        """Select the lines whose id begins with *text*, whose whole name it is, and those with aliases."""
        return *self._has(_folded(text), whole=True), _starts(text)

    def _has(self, text: str, *, whole: bool = False) -> Alternatives:
        """Select the lines whose name has *text*, folded, or *whole* is it, and those with aliases; all where it is not ASCII, whose case databases fold alike.

        A store of a million units has half a million lines: the few that fit are all that is read.
        """
        if not text.isascii():
            return (true(),)
        names = func.coalesce(LINES.c.given, LINES.c.name)
        folded = func.lower(names)  # what the index of whole names has
        if whole:
            return folded == text, HAS_ALIASES
        escaped = re.sub(r"([%_/])", r"/\1", text)
        # LIKE of SQLite folds the case; ILIKE of PostgreSQL folds what is looked for with every name
        in_sqlite = self._readers.dialect.name == "sqlite"
        has: ColumnElement[bool] = (names if in_sqlite else folded).like(f"%{escaped}%", escape="/")
        if not in_sqlite and (words := words_within(text)):
            has &= WORDS_OF_NAME.bool_op("@@")(literal(words).op("::")(literal_column("tsquery")))
        return has, HAS_ALIASES


@cache
def _said_on(dialect: str, last: bool) -> Select[Any]:
    """Return the statement for the lines of statements that match, with how many these are; *last*: of those indexed last."""
    matched = (LAST_FOUND if last else FOUND)[dialect].columns(id=Integer).cte("matched")
    return (
        select(MENTIONS.c.line_id, func.count().label("number"))
        .select_from(matched)
        .join(PASSAGES, PASSAGES.c.id == matched.c.id)
        .join(MENTIONS, MENTIONS.c.unit_id == PASSAGES.c.unit_id)
        .where(PASSAGES.c.release_id.not_in(copies_of_others()))
        .group_by(MENTIONS.c.line_id)
    )


def words_within(text: str) -> str:
    """Return what a name that has *text* in it has, as PostgreSQL asks its words for it: "" where that is no whole word.

    The first word may be the end of one of the name, the last the beginning of one.

    >>> words_within("of the joint state"), words_within("halden's sea"), words_within("halden")
    ("'fo':* & 'the' & 'joint' & 'state':*", "'s''nedlah':* & 'sea':*", '')
    """
    words = text.split(" ")
    if len(words) < 2 or max(map(len, words)) > LONGEST_WORD:
        return ""
    asked = ((words[0][::-1], ":*"), *((word, "") for word in words[1:-1]), (words[-1], ":*"))
    return " & ".join(f"'{_quoted(word)}'{star}" for word, star in asked if word)


def _quoted(word: str) -> str:
    return word.replace("\\", "\\\\").replace("'", "''")


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
