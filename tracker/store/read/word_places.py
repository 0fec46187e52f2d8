"""Where words stand, as PostgreSQL is asked for it: the ids of passages, which other statements are told.

Its index of words says which passages have all of a phrase, but not whether they stand in a row: for that it reads each. So
phrases are found by the pairs of words in them, which stand in an index of their own, and only passages with all pairs are read.
SQLite needs none of this.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise, product
from typing import Any

from sqlalchemy import Connection, TextClause, text

from tracker.search.analyzer import Term
from tracker.store.search_index import match_expression, pair_number

_LAST = text("SELECT coalesce(max(id), 0) FROM passage_words")


def places(connection: Connection, wanted: Sequence[Term], most: int) -> Sequence[int]:
    """Return the ids of *most* passages at most that have all of *wanted*."""
    return _found(connection, wanted, {"most": most})


def last_places(connection: Connection, wanted: Sequence[Term], most: int) -> Sequence[int]:
    """Return the ids of those passages with *wanted* that were indexed last, *most* at most, last first.

    What stands in more is looked for at the end alone, in as many passages as should have twice as many such.
    """
    some = places(connection, wanted, most + 1)
    if len(some) <= most:
        return sorted(some, reverse=True)
    last: int = connection.execute(_LAST).scalar_one()
    looked_at = 2 * most * (max(some) - min(some) + 1) // len(some)
    while True:
        found = _found(connection, wanted, {"most": most, "after": last - looked_at})
        if len(found) == most or looked_at >= last:
            return found
        looked_at *= 4


def places_among_last(connection: Connection, wanted: Sequence[Term], number: int) -> Sequence[int]:
    """Return the ids of the passages with *wanted* among the *number* that were indexed last."""
    last: int = connection.execute(_LAST).scalar_one()
    return _found(connection, wanted, {"most": number, "after": last - number})


def is_phrase(wanted: Sequence[Term]) -> bool:
    """Return whether *wanted* is words in a row alone, with two that are whole."""
    return bool(wanted) and all(map(pairs_of, wanted))


def pairs_of(term: Term) -> list[list[int]]:
    """Return the numbers of the pairs in *term*, each in all its spellings; none where something else would do as well.

    >>> [len(pairs_of(Term(words))) for words in (("joint",), ("the", "joint", "fund"))]
    [0, 2]
    """
    spelled = term.spelled[:-1] if term.prefix else term.spelled
    if term.others:
        return []
    return [[pair_number(*pair) for pair in product(*both)] for both in pairwise(spelled)]


def _found(connection: Connection, wanted: Sequence[Term], values: dict[str, Any]) -> Sequence[int]:
    pairs = [numbers for term in wanted for numbers in pairs_of(term)] if is_phrase(wanted) else []
    asked = {"asked": match_expression("postgresql", wanted), **values}
    asked |= {f"pair_{number}": numbers for number, numbers in enumerate(pairs)}
    return connection.execute(_statement(len(pairs), "after" in values), asked).scalars().all()


@cache
def _statement(pairs: int, late: bool) -> TextClause:
    """Return the statement for the ids of passages, by so many *pairs* where there are any; *late*: of those after one, last first."""
    conditions = [f"pairs && CAST(:pair_{number} AS smallint[])" for number in range(pairs)]
    matches = "words @@ CAST(:asked AS tsquery)"
    # IS TRUE is asked of no index: where pairs are, that of words would be gone through for nothing
    conditions.append(f"({matches}) IS TRUE" if pairs else matches)
    if late:
        conditions.append("id > :after")
    # without + 0 it goes through all passages from the last one, wherever it takes words to be more common than they are
    order = " ORDER BY id + 0 DESC" if late else ""
    return text(f"SELECT id FROM passage_words WHERE {' AND '.join(conditions)}{order} LIMIT :most")  # noqa: S608 - nothing that was given
