"""The index of what may be searched: of each release its title, the units and the paragraphs of its latest text read.

Derived, and made anew for a release whenever one of its texts is read. A row of
``passages`` says what a stretch of text is, a row of ``passage_words`` which
words it has: FTS5 on SQLite, tsvector and GIN on PostgreSQL. Words are cut and
folded in :mod:`tracker.search.analyzer`, so both hold the same; neither parses text
of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise, product
from typing import Any

from sqlalchemy import Connection, Row, TextClause, delete, func, insert, select, text

from tracker.domain import Document, Role
from tracker.search.analyzer import Term, fold_words, located_words
from tracker.store.core_tables import PASSAGES, READINGS, RELEASES, REVISIONS, UNITS
from tracker.store.row_mapping import Values, document_of, facets_of
from tracker.store.sql_helpers import batches, latest_with, rows_in
from tracker.text.content_words import party_code, party_codes
from tracker.text.sentence_bounds import words_around

MOST_SPELLINGS = 64  # of one phrase
TOGETHER = 1000  # words of paragraphs that are searched as one; PostgreSQL keeps 255 places of a word
MOST = 8000  # words of one paragraph; PostgreSQL counts to 16,383
LETTERS = "abcdefghijklmnopqrstuvwxyzßæðøþđħıłŋœŧ"  # of Latin words, folded
SILENT = frozenset({Role.FURNITURE, Role.META})
RELEASES_AT_ONCE = 200
SCHEMA = "0012"  # stores of this schema and later ones hold the index as it is made now; raise it when another index is made
# newest last: of words that stand nearly everywhere a page looks at the places that were indexed last
BY_DAY = (RELEASES.c.published_on.asc().nulls_first(), RELEASES.c.id)
ADD = {
    "sqlite": text("INSERT INTO passage_words (rowid, words) VALUES (:id, :words)"),
    "postgresql": text(
        "INSERT INTO passage_words (id, words, pairs) VALUES (:id, CAST(:words AS tsvector), CAST(:pairs AS smallint[]))"
    ),
}
OPTIMIZE = text("INSERT INTO passage_words (passage_words) VALUES ('optimize')")
COUNT = text("ANALYZE passages")
TAKE_OUT = {
    "sqlite": text("DELETE FROM passage_words WHERE rowid = :id"),
    "postgresql": text("DELETE FROM passage_words WHERE id = :id"),
}


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A stretch of text with its words; a title stands nowhere in the text."""

    start: int
    end: int
    words: tuple[str, ...]
    unit: str | None = None
    topics: str = ""  # " aid trade "
    kind: str | None = None
    level: int | None = None
    speakers: str | None = None  # "|norvale|"
    parties: str | None = None


def index_all(connection: Connection) -> int:
    """Make the index anew; return how many passages it has."""
    connection.execute(text("DELETE FROM passage_words"))
    connection.execute(delete(PASSAGES))
    everything = list(connection.execute(select(RELEASES.c.id).order_by(*BY_DAY)).scalars())
    index_releases(connection, everything)
    optimize(connection)
    return connection.execute(select(func.count()).select_from(PASSAGES)).scalar_one()


def optimize(connection: Connection) -> None:
    """Write the words of the index as one piece.

    What is indexed again leaves its old words in FTS5 until the parts they stand in are merged, which large parts hardly
    ever are: an index that was made anew once has two and a half times the size, and a search reads it all. PostgreSQL
    clears its index itself (autovacuum).
    """
    if connection.dialect.name == "sqlite":
        connection.execute(OPTIMIZE)
        connection.execute(COUNT)  # else it finds what is around a hit by its row, which is wide


def index_revisions(connection: Connection, revisions: Sequence[str]) -> None:
    """Make the index anew for the releases of *revisions*."""
    query = select(REVISIONS.c.release_id)
    index_releases(
        connection, sorted({row.release_id for row in rows_in(connection, query, REVISIONS.c.id, revisions)})
    )


def index_releases(connection: Connection, releases: Sequence[str]) -> None:
    """Make the index anew for *releases*."""
    dialect = connection.dialect.name
    for batch in batches(releases, RELEASES_AT_ONCE):
        of_these = PASSAGES.c.release_id.in_(batch)
        old = [{"id": key} for key in connection.execute(select(PASSAGES.c.id).where(of_these)).scalars()]
        if old:
            connection.execute(TAKE_OUT[dialect], old)
            connection.execute(delete(PASSAGES).where(of_these))
        key = connection.execute(select(func.coalesce(func.max(PASSAGES.c.id), 0))).scalar_one()
        rows: list[Values] = []
        held: list[Values] = []
        for release, revision, found in _passages(connection, batch):
            around: list[
                tuple[int, IndexedPassage]
            ] = []  # the title and the paragraphs of this release, by id
            for passage in found:
                key += 1
                rows.append(
                    {
                        "id": key,
                        "release_id": release,
                        "revision_id": revision,
                        "unit_id": passage.unit,
                        "within": _around(passage, around),
                        "start": passage.start,
                        "end": passage.end,
                        "topics": passage.topics,
                        "kind": passage.kind,
                        "level": passage.level,
                        "speakers": passage.speakers,
                        "parties": passage.parties,
                    }
                )
                words: Values = {"id": key, "words": index_words(dialect, passage.words)}
                if dialect == "postgresql":
                    words["pairs"] = sorted({pair_number(*pair) for pair in pairwise(passage.words)})
                held.append(words)
                if passage.unit is None:
                    around.append((key, passage))
        if rows:
            connection.execute(insert(PASSAGES), rows)
            connection.execute(ADD[dialect], held)


def _around(passage: IndexedPassage, around: Sequence[tuple[int, IndexedPassage]]) -> int | None:
    """Return the id of the paragraphs *passage* begins in, else of the title, which comes first; of that None."""
    begun_in = (key for key, other in around if other.start <= passage.start < other.end)
    return next(begun_in, around[0][0] if around else None)


def index_words(dialect: str, found: Sequence[str]) -> str:
    """Return *found* words as the index of *dialect* takes them.

    >>> index_words("postgresql", ["on", "and", "on"])
    "'on':1,3 'and':2"
    """
    if dialect == "sqlite":
        return " ".join(found)
    places: dict[str, list[str]] = defaultdict(list)
    for place, word in enumerate(found, start=1):
        places[word].append(str(place))
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())


def pair_number(word: str, following: str) -> int:
    """Return the number of two bytes, as PostgreSQL has it, that stands for *word* and the one *following* it; few others have it.

    >>> pair_number("joint", "statement")
    -16111
    """
    return int.from_bytes(sha256(f"{word} {following}".encode()).digest()[:2]) - 32768


def match_expression(dialect: str, wanted: Sequence[Term]) -> str:
    """Return the query of *dialect* for all of *wanted*. Words are letters and digits, so nothing is to be escaped.

    >>> match_expression("sqlite", [Term(("joint", "state"), prefix=True), Term(("halden",))])
    '"joint state" * AND "halden"'
    >>> match_expression("postgresql", [Term(("joint", "state"), prefix=True), Term(("halden",))])
    "('joint' <-> 'state':*) & ('halden')"
    >>> [match_expression(one, [Term(("levy",), others=(Term(("due",), True),))]) for one in ("sqlite", "postgresql")]
    ['("levy" OR "due" *)', "(('levy') | ('due':*))"]
    """
    if dialect == "sqlite":
        return " AND ".join(map(_sqlite_term, wanted))
    return " & ".join(map(_postgresql_term, wanted))


def _sqlite_term(term: Term) -> str:
    found = [
        f'"{" ".join(words)}"' + (" *" if one.prefix else "")
        for one in term.any_of
        for words in list(product(*one.spelled))[:MOST_SPELLINGS]
    ]
    return f"({' OR '.join(found)})" if len(found) > 1 else found[0]


def _postgresql_term(term: Term) -> str:
    found = [_postgresql_words(one) for one in term.any_of]
    return f"({' | '.join(found)})" if len(found) > 1 else found[0]


def _postgresql_words(term: Term) -> str:
    places = []
    for number, words in enumerate(term.spelled, start=1):
        star = ":*" if term.prefix and number == len(term.spelled) else ""
        found = " | ".join(f"'{word}'{star}" for word in words)
        places.append(f"({found})" if len(words) > 1 else found)
    return f"({' <-> '.join(places)})"


# Where the passages that match were found before: statements that are told their ids, in place of PostgreSQL's that look for them
# again. To see whether words stand in a row it reads each passage that has all of them.
HELD = "held"
_OF_HELD = "FROM unnest(CAST(:held AS integer[])) AS held (id)"
# The rowid or id of each passage that matches, and how well: more is better, within one answer.
MATCHES: dict[str, TextClause] = {
    "sqlite": text(
        "SELECT rowid AS id, -bm25(passage_words) AS rank FROM passage_words WHERE passage_words MATCH :asked"
    ),
    "postgresql": text(
        "SELECT id, ts_rank(words, asked, 1) AS rank "
        "FROM passage_words, CAST(:asked AS tsquery) AS asked WHERE words @@ asked"
    ),
    HELD: text(
        f"SELECT passage_words.id, ts_rank(words, asked, 1) AS rank {_OF_HELD} "
        "JOIN passage_words ON passage_words.id = held.id, CAST(:asked AS tsquery) AS asked"
    ),
}
# As MATCHES, of the passages that were indexed last, as many as are to be ranked. PostgreSQL is told their ids (:func:`last_places`).
LAST_MATCHES: dict[str, TextClause] = {
    "sqlite": text(
        "SELECT rowid AS id, -bm25(passage_words) AS rank FROM passage_words WHERE passage_words MATCH :asked "
        "ORDER BY rowid DESC LIMIT :ranked"
    ),
    HELD: MATCHES[HELD],
}
# The rowid or id of each passage that matches, where nobody asks how well: a third of the time, since a rank looks at each.
FOUND: dict[str, TextClause] = {
    "sqlite": text("SELECT rowid AS id FROM passage_words WHERE passage_words MATCH :asked"),
    "postgresql": text("SELECT id FROM passage_words WHERE words @@ CAST(:asked AS tsquery)"),
    HELD: text(f"SELECT id {_OF_HELD}"),
}
# As FOUND, of some passages, as many as are to be counted.
SOME_FOUND: dict[str, TextClause] = {
    "sqlite": text("SELECT rowid AS id FROM passage_words WHERE passage_words MATCH :asked LIMIT :counted"),
    "postgresql": text("SELECT id FROM passage_words WHERE words @@ CAST(:asked AS tsquery) LIMIT :counted"),
    HELD: text(f"SELECT id {_OF_HELD} LIMIT :counted"),
}
# As FOUND, of the passages that were indexed last, as LAST_MATCHES.
LAST_FOUND: dict[str, TextClause] = {
    "sqlite": text(
        "SELECT rowid AS id FROM passage_words WHERE passage_words MATCH :asked ORDER BY rowid DESC LIMIT :ranked"
    ),
    HELD: FOUND[HELD],
}
# The rowid or id of each passage that names somebody.
NAMING: dict[str, TextClause] = {
    "sqlite": text("SELECT rowid AS id FROM passage_words WHERE passage_words MATCH :named"),
    "postgresql": text("SELECT id FROM passage_words WHERE words @@ CAST(:named AS tsquery)"),
}
NAMING[HELD] = NAMING["postgresql"]


def words_beginning(connection: Connection, start: str) -> Sequence[Row[Any]]:
    """Return the words of the index that begin with *start*, letters and digits, each with the *number* of passages that have it."""
    if connection.dialect.name == "sqlite":
        # of the connection alone, and made in a moment: it is a look at the index
        connection.execute(
            text(
                "CREATE VIRTUAL TABLE IF NOT EXISTS temp.index_words USING fts5vocab(main, passage_words, row)"
            )
        )
        query = text(
            "SELECT term AS word, doc AS number FROM temp.index_words WHERE term >= :start AND term < :after"
        )
        return connection.execute(query, {"start": start, "after": f"{start}\U0010ffff"}).all()
    query = text(
        "SELECT word, ndoc AS number FROM ts_stat('SELECT words FROM passage_words') WHERE starts_with(word, :start)"
    )
    return connection.execute(query, {"start": start}).all()


def words_spelled_nearly(connection: Connection, name: str, same: int) -> Sequence[Row[Any]]:
    """Return words of the index, as :func:`words_beginning` does, among them all that have the first *same* letters of *name* and differ by one letter.

    PostgreSQL has no list of its words, and counts those of passages it reads: a million units take four seconds. So each of
    the few hundred words that differ so is looked for.
    """
    if connection.dialect.name == "sqlite" or not name.isascii():
        return words_beginning(connection, name[:same])
    # one by one, each by the index: for all together PostgreSQL goes through every passage
    query = text(
        "SELECT word, held.number FROM unnest(CAST(:wanted AS text[])) AS word, LATERAL ("
        "SELECT count(*) AS number FROM passage_words WHERE words @@ CAST(quote_literal(word) AS tsquery)"
        ") AS held WHERE held.number > 0"
    )
    return connection.execute(query, {"wanted": sorted(_one_letter_apart(name, same))}).all()


def _one_letter_apart(name: str, same: int) -> set[str]:
    """Return all words that differ from *name* by one letter beyond the first *same*, but for its plural and genitive.

    >>> sorted(word for word in _one_letter_apart("odesa", 3) if word in ("odessa", "odesas", "oddsa", "odea"))
    ['odea', 'odessa']
    """
    ends = range(same, len(name) + 1)
    other = {name[:at] + letter + name[at + 1 :] for at in ends for letter in LETTERS}
    more = {name[:at] + letter + name[at:] for at in ends for letter in LETTERS}
    less = {name[:at] + name[at + 1 :] for at in ends}
    return (other | more | less) - {name, f"{name}s", name.removesuffix("s")}


def _passages(
    connection: Connection, releases: Sequence[str]
) -> Iterator[tuple[str, str, list[IndexedPassage]]]:
    """Yield the passages of each of *releases*, the title first, units last, with the ids of release and revision."""
    query = (
        select(RELEASES.c.id, RELEASES.c.title, READINGS.c.revision_id, READINGS.c.document)
        .join(REVISIONS, REVISIONS.c.release_id == RELEASES.c.id)
        .join(READINGS, READINGS.c.revision_id == REVISIONS.c.id)
        .where(RELEASES.c.id.in_(releases), latest_with(READINGS))
        .order_by(*BY_DAY)
    )
    rows = connection.execute(query).all()
    units: dict[str, list[Row[Any]]] = defaultdict(list)
    said = (
        select(*(UNITS.c[name] for name in ("id", "revision_id", "start", "end", "quote", "kind", "facets")))
        .where(UNITS.c.current)
        .order_by(UNITS.c.start, UNITS.c.end)
    )
    for unit in rows_in(connection, said, UNITS.c.revision_id, [row.revision_id for row in rows]):
        units[unit.revision_id].append(unit)
    for row in rows:
        document = document_of(row.document)
        found = [IndexedPassage(0, 0, _words(row.title or document.title)), *paragraph_passages(document)]
        spans = [(unit.start, unit.end) for unit in units[row.revision_id]]
        for unit in units[row.revision_id]:
            words = _words(unit.quote) + _words(words_around(document.text, unit.start, unit.end, spans))
            found.append(_unit_passage(unit, words))
        yield row.id, row.revision_id, found


def _unit_passage(unit: Row[Any], words: tuple[str, ...]) -> IndexedPassage:
    """Return the passage of *unit*, with what a search narrows by."""
    facets = facets_of(unit.facets)
    topics = "".join(f" {topic}" for topic in sorted(facets.topics))
    speakers = set(map(party_code, facets.speakers))
    others = {*map(party_code, facets.addressees), *party_codes(unit.quote)}
    return IndexedPassage(
        unit.start,
        unit.end,
        words,
        unit.id,
        f"{topics} " if topics else "",
        unit.kind,
        facets.level,
        _barred(speakers),
        _barred(speakers | others),
    )


def _barred(codes: Collection[str]) -> str:
    return "".join(f"|{code}" for code in sorted(codes)) + "|" * bool(codes)


def paragraph_passages(document: Document) -> Iterator[IndexedPassage]:
    """Yield what *document* says, paragraphs together up to :data:`TOGETHER` words; no navigation, no labels."""
    gathered: list[str] = []
    start = end = 0
    for block in document.blocks:
        if block.role in SILENT:
            continue
        for first, last, found in _cut(document.text, block.start, block.end):
            if gathered and len(gathered) + len(found) > TOGETHER:
                yield IndexedPassage(start, end, tuple(gathered))
                gathered = []
            if not gathered:
                start = first
            gathered += found
            end = last
    if gathered:
        yield IndexedPassage(start, end, tuple(gathered))


def _cut(whole: str, start: int, end: int) -> Iterator[tuple[int, int, list[str]]]:
    """Yield a block with its words, one of too many words in parts."""
    if len(said := fold_words(whole[start:end])) <= MOST:
        if said:
            yield start, end, said
        return
    found = list(located_words(whole[start:end]))
    for at in range(0, len(found), MOST):
        part = found[at : at + MOST]
        first = start if at == 0 else start + part[0].start
        last = end if at + MOST >= len(found) else start + part[-1].end
        yield first, last, [word.folded for word in part]


def _words(said: str) -> tuple[str, ...]:
    return tuple(fold_words(said)[:MOST])
