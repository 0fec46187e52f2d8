"""Full-text search over what was said: in units, and in the text and the titles around them."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches
from functools import cache
from itertools import islice
from typing import Any, Unpack

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    TextClause,
    bindparam,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy import Float as FloatType
from sqlalchemy import Integer as IntegerType

from tracker.domain import Line, Release
from tracker.search.analyzer import Term, fold_words, has_term, parse_terms, snippet
from tracker.search.looser import is_respelled, shared_beginning
from tracker.search.query import OF_UNITS, SearchFilters
from tracker.store import search_index
from tracker.store.core_tables import LINES, MENTIONS, PASSAGES, READINGS, RELEASES, UNITS
from tracker.store.database import Database
from tracker.store.read.carry_over import label_condition
from tracker.store.read.word_places import is_phrase, last_places, places, places_among_last
from tracker.store.records import Extent, Hit, SearchResult
from tracker.store.row_mapping import RELEASE_FIELDS, document_text, unit_of
from tracker.store.search_index import (
    FOUND,
    HELD,
    LAST_MATCHES,
    MATCHES,
    NAMING,
    SOME_FOUND,
    match_expression,
)
from tracker.store.write.witness_records import copies_of_others
from tracker.text.content_words import BLOCS, long_party_name, party_code
from tracker.text.sentence_bounds import sentence_bounds
from tracker.text.speaker_turns import turn_at

ROOM = 240  # characters of a snippet
NEAR_LENGTH = 2  # letters by which a word that was meant is longer or shorter
ALIKE = 0.8  # how much of two words is the same, from which one may be the other misspelt
NEAREST = 3  # words looked at
SAME_START = 3  # letters that other spellings of a name share: the index need not be looked through
SPELLINGS = 2  # other ones of a name, at most
TIE = 0.03  # so little less alike the word that more texts have is rather meant
COUNTED = 5_000  # places of words alone that are counted: what stands nearly everywhere costs as much as all the rest
LAYERS = 3  # a statement, its paragraphs and the title: passages that may match where one hit is
LOOKED_AT = 20_000  # of which it is told in how many texts they stand, and since when
LATE = 8_000  # passages that were indexed last, in which what is asked of late texts mostly stands
LOWEST = -1e300  # below every rank: fewer are found than are asked for
POSITION = "position"  # every kind that binds others or nobody
UNIT_FILTERS = OF_UNITS | {POSITION}
NARROWED_BY = {  # the columns of a passage that a filter looks at
    "topic": "topics",
    "kind": "kind",
    POSITION: "kind",
    "level": "level",
    "speaker": "speakers",
    "party": "parties",
    "label": "unit_id",
}
SHOWN = ("release_id", "revision_id", "unit_id", "start", "end")  # columns of a passage that a hit is made of
NARROW = frozenset({"id", "within"})  # columns of a passage that an index holds beside each other
# Made once: to make a statement takes longer than to ask it for a page of hits.
UNITS_ON_LINES = (
    select(
        UNITS,
        LINES.c.id.label("line_id"),
        LINES.c.source.label("line_source"),
        LINES.c.name.label("line_name"),
        LINES.c.given,
    )
    .outerjoin(MENTIONS, MENTIONS.c.unit_id == UNITS.c.id)
    .outerjoin(LINES, LINES.c.id == MENTIONS.c.line_id)
    .where(UNITS.c.id.in_(bindparam("ids", expanding=True)))
)
DOCUMENTS = select(READINGS.c.revision_id, READINGS.c.document).where(
    READINGS.c.revision_id.in_(bindparam("ids", expanding=True))
)


class FullTextSearch(Database):
    """The part of the store that finds words."""

    def search(
        self,
        text: str,
        *,
        limit: int = 20,
        offset: int = 0,
        by_date: bool = False,
        oldest: bool = False,
        **narrowing: Unpack[SearchFilters],
    ) -> list[Hit]:
        """Return where the latest texts say all of *text*, best first, then latest first; *by_date* latest first, *oldest* oldest first.

        *text* holds words, "phrases" and begin* of words; upper case, accents, width
        and British or American spelling do not matter. Where a unit has it all, with
        the words around it in its sentence, the unit is the hit; else the paragraphs
        around it (some 1,000 words); else the title. *topic*, *label*, *party*,
        *speaker*, *kind* and *level* ask for units. *since* and *until*, inclusive, are
        days of publication. Without words every unit, or every title, that the filters
        leave is a hit; with neither there is none.
        """
        page = self.search_page(text, limit=limit, offset=offset, by_date=by_date, oldest=oldest, **narrowing)
        return list(page.hits)

    def search_page(
        self,
        text: str,
        *,
        limit: int = 20,
        offset: int = 0,
        by_date: bool = False,
        oldest: bool = False,
        ranked: int | None = None,
        room: int = ROOM,
        **narrowing: Unpack[SearchFilters],
    ) -> SearchResult:
        """Return what :meth:`search` does, and how many there are in all: that costs little beside the ranking.

        Of words alone, best first, no more than so many places as are to be *ranked* are looked at, those that were indexed
        last: what stands nearly everywhere costs as much as all the rest. Whether there are more is said. A snippet has
        *room* characters.
        """
        wanted = parse_terms(text)
        if not wanted and not any(narrowing.values()):
            return SearchResult((), 0)
        if by_date or oldest or not wanted or any(value is not None for value in narrowing.values()):
            ranked = None
        asked = question(wanted, narrowing)
        dated = by_date or oldest or not wanted  # without words all rank alike

        def ask() -> SearchResult:
            with self.reading() as connection:
                if ranked is None:
                    query, values = self.prepared(connection, wanted, narrowing)
                else:  # one more tells that there are more
                    dialect, found = self.last_matching(connection, wanted, ranked + 1)
                    query, values = (dialect, frozenset({"asked"})), found
                best = _best(*query, dated, ranked is not None, oldest=oldest)
                rows = connection.execute(best, {**values, "most": limit, "skipped": offset}).all()
                hits = _hits(connection, rows, wanted, room)
            if not rows and offset:
                if ranked is None:
                    return SearchResult(hits, self.count_hits(text, exactly=True, **narrowing))
                return replace(self.search_page(text, limit=1, ranked=ranked), hits=())
            total, looked_at = (rows[0].total, rows[0].looked_at) if rows else (0, None)
            return SearchResult(hits, total, ranked is not None and (looked_at or 0) > ranked)

        found = self.once(("page", asked, limit, offset, dated, oldest, ranked, room), ask)
        if ranked is None:
            self.once(("number", asked), lambda: found.total)
        return found

    def count_hits(self, text: str, *, exactly: bool = False, **narrowing: Unpack[SearchFilters]) -> int:
        """Return how many hits :meth:`search` has in all; unless *exactly*, :data:`COUNTED` of words alone that stand in more places."""
        wanted = parse_terms(text)
        filtered = any(value is not None for value in narrowing.values())
        if not wanted and not any(narrowing.values()):
            return 0
        bounded = not (exactly or filtered)

        def ask() -> int:
            with self.reading() as connection:
                query, values = self.prepared(connection, wanted, narrowing, some=bounded, few=bounded)
                if bounded:
                    values["counted"] = COUNTED + 1
                row = connection.execute(_number(*query, bounded), values).one()
                return COUNTED if bounded and row.looked_at > COUNTED else int(row.number)

        return self.once(("some" if bounded else "number", question(wanted, narrowing)), ask)

    def stands_everywhere(self, text: str) -> bool:
        """Return whether *text*, a query, stands in more places than are counted: too many to look at each."""
        wanted = parse_terms(text)

        def ask() -> bool:
            with self.reading() as connection:
                dialect, values = self.matching(connection, wanted, some=True, few=True)
                places = connection.execute(_places(dialect), {**values, "counted": COUNTED + 1}).scalar_one()
                return int(places) > COUNTED

        return bool(wanted) and self.once(("everywhere", tuple(wanted)), ask)

    def has_hits(self, text: str, least: int = 1, **narrowing: Unpack[SearchFilters]) -> bool:
        """Return whether :meth:`search` surely has *least* hits for the words *text*: of words that stand nearly everywhere they are soon found."""
        wanted = parse_terms(text)
        if not wanted or any(narrowing.get(name) is not None for name in OF_UNITS):
            return self.count_hits(text, **narrowing) >= least
        # what lies around a hit may match too: its paragraphs, and around these the title
        enough = 1 if least == 1 else LAYERS * least

        def ask() -> bool:
            with self.reading() as connection:
                if connection.dialect.name == "postgresql" and narrowing.get("since") is not None:
                    (_, names), values = _prepared("postgresql", wanted, narrowing)
                    late = places_among_last(connection, wanted, LATE)
                    if late and has_enough(connection, (HELD, names), {**values, "held": late}):
                        return True
                few = all(value is None for value in narrowing.values())
                query, values = self.prepared(connection, wanted, narrowing, some=few, few=few)
                if has_enough(connection, query, values):
                    return True
                # others than these few, all copies as they may be
                return _is_part(values) and has_enough(
                    connection, *self.prepared(connection, wanted, narrowing)
                )

        def has_enough(
            connection: Connection, query: tuple[str, frozenset[str]], values: dict[str, Any]
        ) -> bool:
            found = connection.execute(_some(*query), {**values, "enough": enough}).scalar_one()
            return int(found) == enough

        return self.once(("some", question(wanted, narrowing), least), ask)

    def count_statements(self, text: str, most: int) -> int:
        """Return how many statements have the words *text*, *most* where more do."""
        wanted = parse_terms(text)
        if not wanted:
            return 0

        def ask() -> int:
            with self.reading() as connection:
                dialect, values = self.matching(connection, wanted, some=True, few=True)
                found = connection.execute(_statements(dialect), {**values, "most": most}).scalar_one()
                if found < most and _is_part(values):
                    dialect, values = self.matching(connection, wanted)
                    found = connection.execute(_statements(dialect), {**values, "most": most}).scalar_one()
                return int(found)

        return self.once(("statements", question(wanted, {}), most), ask)

    def matching(
        self, connection: Connection, wanted: Sequence[Term], *, some: bool = False, few: bool = False
    ) -> tuple[str, dict[str, Any]]:
        """Return by which statements of the index passages with *wanted* are found, and what to fill in; *some* of them are enough, as many as are looked at, or of one word a *few*, as many as are counted.

        PostgreSQL looks once within :meth:`one_state` for what stands in no more places than are looked at, and always for words in a
        row.
        """
        dialect = connection.dialect.name
        values: dict[str, Any] = {"asked": match_expression(dialect, wanted)}
        if dialect != "postgresql" or not (self.keeps_answers or is_phrase(wanted)):
            return dialect, values
        most = COUNTED if few and _is_one_word(wanted) else LOOKED_AT
        held = self.once(("places", tuple(wanted), most), lambda: places(connection, wanted, most + 1))
        return (HELD, {**values, "held": held}) if some or len(held) <= most else (dialect, values)

    def last_matching(
        self, connection: Connection, wanted: Sequence[Term], most: int
    ) -> tuple[str, dict[str, Any]]:
        """Return, as :meth:`matching` does, by which statements those passages with *wanted* are found that were indexed last, *most* at most."""
        dialect = connection.dialect.name
        values: dict[str, Any] = {"asked": match_expression(dialect, wanted), "ranked": most}
        if dialect != "postgresql":
            return dialect, values
        return HELD, {**values, "held": last_places(connection, wanted, most)}

    def prepared(
        self,
        connection: Connection,
        wanted: Sequence[Term],
        narrowing: SearchFilters,
        *,
        some: bool = False,
        few: bool = False,
    ) -> tuple[tuple[str, frozenset[str]], dict[str, Any]]:
        """Return which statement to use and what to fill in, as :func:`_prepared` and :meth:`matching` say."""
        (dialect, names), values = _prepared(connection.dialect.name, wanted, narrowing)
        if wanted:
            dialect, found = self.matching(connection, wanted, some=some, few=few)
            values |= found
        return (dialect, names), values

    def nearest_word(self, word: str) -> str | None:
        """Return the word of the index that is spelled most nearly as *word*, which is folded and begins with the same letter; None = none is near.

        Where others as near begin alike, it is their beginning with a star: names are spelled in several ways.
        """
        with self.reading() as connection:
            near = {
                row.word: row.number
                for row in search_index.words_beginning(connection, word[:1])
                if abs(len(row.word) - len(word)) <= NEAR_LENGTH
            }
        found = get_close_matches(word, near, n=NEAREST, cutoff=ALIKE)
        if not found:
            return None
        nearness = {one: SequenceMatcher(None, word, one).ratio() for one in found}
        best = max(found, key=lambda one: (nearness[one] >= max(nearness.values()) - TIE, near[one]))
        shared = min((shared_beginning(best, one) for one in found), key=len)
        return f"{shared}*" if len(found) > 1 and len(shared) >= len(word) - NEAR_LENGTH else best

    def other_spellings(self, name: str) -> tuple[str, ...]:
        """Return how texts spell *name*, folded and of letters alone, otherwise: words of the index with its first three letters and nearly its length, commonest first.

        One letter is another, or there is one more or less: "Lukashenka" of "Lukashenko", "Odessa" of "Odesa". Its
        plural and genitive are no other spelling.
        """
        with self.reading() as connection:
            held = search_index.words_spelled_nearly(connection, name, SAME_START)
        common = sorted(held, key=lambda row: (-row.number, row.word))
        others = (
            row.word
            for row in common
            if row.word.isalpha() and row.word not in (name, f"{name}s", name.removesuffix("s"))
        )
        return tuple(islice((one for one in others if is_respelled(name, one)), SPELLINGS))

    def reindex(self) -> int:
        """Make the index anew from what has been read; return how many passages it has."""
        with self.writing() as connection:
            return search_index.index_all(connection)


def _is_part(values: Mapping[str, Any]) -> bool:
    """Return whether the passages that are held may not be all that match."""
    return len(values.get("held", ())) > COUNTED


def _is_one_word(wanted: Sequence[Term]) -> bool:
    return len(wanted) == 1 and all(len(term.words) == 1 for term in wanted[0].any_of)


def _prepared(
    dialect: str, wanted: Sequence[Term], narrowing: SearchFilters
) -> tuple[tuple[str, frozenset[str]], dict[str, Any]]:
    """Return which statement to use, made once for each set of filters, and what to fill in."""
    given: dict[str, Any] = {name: value for name, value in narrowing.items() if value is not None}
    values: dict[str, Any] = dict(given)
    names = set(given)
    if wanted:
        values["asked"] = match_expression(dialect, wanted)
        names.add("asked")
    if "issuers" in given:
        values["issuers"] = list(given["issuers"])
    if "topic" in given:
        topic = re.sub(r"([/%_])", r"/\1", str(values.pop("topic")))
        values |= {"whole": f"% {topic} %", "parent": f"% {topic}.%"}
    if "level" in given:
        values["low"], values["high"] = values.pop("level")
    if "kind" in given:
        kind = str(values.pop("kind"))
        names.discard("kind")
        names.add("position" if kind == POSITION else "kind")
        values |= {} if kind == POSITION else {"kind": kind if "." in kind else f"{kind}.%"}
    for role in ("party", "speaker"):
        if role in given:
            values[role] = f"%|{_plain(party_code(str(given[role])))}|%"
    if "party" in given:
        name = str(given["party"])
        if said := tuple(fold_words(long_party_name(name))):
            names.add("named")
            values["named"] = match_expression(dialect, [Term(said, prefix=True)])
        if (code := party_code(name)) in BLOCS:
            names.add("bloc")
            values["bloc"] = f"% {code} %"
    return (dialect, frozenset(names)), values


def _plain(name: str) -> str:
    return re.sub(r"([/%_])", r"/\1", name)


def question(wanted: Sequence[Term], narrowing: SearchFilters) -> Hashable:
    """Return what is asked for, by which two questions are one."""
    given = ((name, tuple(value) if isinstance(value, list) else value) for name, value in narrowing.items())
    return tuple(wanted), frozenset((name, value) for name, value in given if value is not None)


@cache
def _best(dialect: str, given: frozenset[str], by_date: bool, bounded: bool, *, oldest: bool) -> Select[Any]:
    """Return the statement for the best hits, or by date the latest or *oldest*, each with how many there are in all; *bounded*: of as many places as are ranked."""
    # a rank counts in how many passages each word stands, through all of them: by day nobody asks for it
    matched = _matched(dialect, LAST_MATCHES if bounded else FOUND if by_date else MATCHES)
    closest = (
        _closest(dialect, given, matched, dated=by_date).cte("closest").prefix_with("MATERIALIZED")
    )  # read three times
    day = RELEASES.c.published_on.asc() if oldest else RELEASES.c.published_on.desc()
    dates = (day.nulls_last(), RELEASES.c.source, RELEASES.c.ref)

    def order(ranked: FromClause) -> tuple[ColumnElement[Any], ...]:
        best = () if by_date else (ranked.c.rank.desc(),)
        return (*best, *dates, PASSAGES.c.start, PASSAGES.c.end)

    total = select(func.count()).select_from(closest).scalar_subquery().label("total")
    looked_at: ColumnElement[Any] = literal(None)
    if bounded:
        looked_at = select(func.count()).select_from(matched).scalar_subquery()
    ranked = (
        select(closest.c.id, closest.c.rank, total, looked_at.label("looked_at"))
        .join(PASSAGES, PASSAGES.c.id == closest.c.id)
        .join(RELEASES, RELEASES.c.id == PASSAGES.c.release_id)
    )
    last: ColumnElement[Any] = bindparam("most") + bindparam("skipped")
    if by_date:  # so many hits stand in so many releases at most: of thousands only theirs are sorted
        latest = select(RELEASES.c.id).where(RELEASES.c.id.in_(select(closest.c.release_id)))
        ranked = ranked.where(
            closest.c.release_id.in_(latest.order_by(*dates).limit(last).subquery().select())
        )
    else:  # of thousands only those are sorted by day that rank as high as the last one shown
        ranks = select(closest.c.rank).order_by(closest.c.rank.desc()).limit(1).offset(last - 1)
        ranked = ranked.where(closest.c.rank >= func.coalesce(ranks.scalar_subquery(), LOWEST))
    shown = (
        ranked.order_by(*order(closest)).limit(bindparam("most")).offset(bindparam("skipped")).cte("shown")
    )
    return (
        select(
            *(PASSAGES.c[name] for name in SHOWN),
            shown.c.rank,
            shown.c.total,
            shown.c.looked_at,
            *(RELEASES.c[name] for name in RELEASE_FIELDS if name != "id"),
        )
        .join(shown, shown.c.id == PASSAGES.c.id)
        .join(RELEASES, RELEASES.c.id == PASSAGES.c.release_id)
        .order_by(*order(shown))
    )


@cache
def _number(dialect: str, given: frozenset[str], bounded: bool) -> Select[Any]:
    """Return the statement for the number of hits; *bounded*: among so many places as are counted, with how many these are."""
    matched = _matched(dialect, SOME_FOUND if bounded else FOUND)
    looked_at: ColumnElement[Any] = literal(None)
    if bounded:
        looked_at = select(func.count()).select_from(matched).scalar_subquery()
    hits = _closest(dialect, given, matched).subquery()
    return select(func.count().label("number"), looked_at.label("looked_at")).select_from(hits)


@cache
def _places(dialect: str) -> Select[Any]:
    """Return the statement for the number of passages that match, up to as many as are counted."""
    return select(func.count()).select_from(_matched(dialect, SOME_FOUND))


@cache
def _some(dialect: str, given: frozenset[str]) -> Select[Any]:
    """Return the statement for the number of passages that match, narrowed by what releases are, up to as many as are enough."""
    matched = _matched(dialect, FOUND)
    found = (
        select(matched.c.id)
        .join(PASSAGES, PASSAGES.c.id == matched.c.id)
        .join(RELEASES, RELEASES.c.id == PASSAGES.c.release_id)
        .where(PASSAGES.c.release_id.not_in(copies_of_others()), *of_release(given))
        .limit(bindparam("enough"))
    )
    if dialect == "sqlite" and "since" in given:
        # what was indexed last is the latest: late texts are found from the end. PostgreSQL would go through all passages
        found = found.order_by(matched.c.id.desc())
    return select(func.count()).select_from(found.subquery())


@cache
def _statements(dialect: str) -> Select[Any]:
    """Return the statement for the number of statements that match, up to as many as are wanted."""
    matched = _matched(dialect, FOUND)
    found = (
        select(matched.c.id)
        .join(PASSAGES, PASSAGES.c.id == matched.c.id)
        .where(PASSAGES.c.unit_id.is_not(None), PASSAGES.c.release_id.not_in(copies_of_others()))
        .limit(bindparam("most"))
    )
    return select(func.count()).select_from(found.subquery())


def extent_of(
    connection: Connection, query: tuple[str, frozenset[str]], values: dict[str, Any], *, bounded: bool
) -> Extent:
    """Return in how many texts the hits of a search stand, prepared as :meth:`FullTextSearch.prepared` does, and from when to when; *bounded*: of words that stand in more places than are looked at without a day, and that there are more."""
    if bounded:
        values["counted"] = LOOKED_AT + 1
        if len(values.get("held", ())) > LOOKED_AT:  # and nobody is told since when
            return Extent(connection.execute(_number_of_texts(), values).scalar_one(), None, None, True)
    texts, first, last, looked_at = connection.execute(_extent(*query, bounded), values).one()
    more = bounded and looked_at > LOOKED_AT
    return Extent(texts, None if more else first, None if more else last, more)


@cache
def _extent(dialect: str, given: frozenset[str], bounded: bool) -> Select[Any]:
    """Return the statement for the number of texts with hits, and their first and last day; *bounded*: of so many places as are looked at, with how many these are."""
    matched = _matched(dialect, SOME_FOUND if bounded else FOUND)
    looked_at: ColumnElement[Any] = literal(None)
    if bounded:
        looked_at = select(func.count()).select_from(matched).scalar_subquery()
    told = select(
        func.count(), func.min(RELEASES.c.published_on), func.max(RELEASES.c.published_on), looked_at
    )
    if given & UNIT_FILTERS or "asked" not in given:
        hits = _closest(dialect, given, matched, dated=True).subquery()
        return told.where(RELEASES.c.id.in_(select(hits.c.release_id)))
    # what lies around a hit is of the same text: nothing is gained by leaving it out
    return told.where(RELEASES.c.id.in_(_texts(matched)), *of_release(given))


@cache
def _number_of_texts() -> Select[Any]:
    """Return the statement for the number of texts in which so many of the places that are held stand as are looked at."""
    texts = _texts(_matched(HELD, SOME_FOUND)).distinct().subquery()
    return select(func.count()).select_from(texts)


def _texts(matched: CTE) -> Select[Any]:
    """Select the releases of the passages that *matched*, copies left out."""
    return (
        select(PASSAGES.c.release_id)
        .join(matched, matched.c.id == PASSAGES.c.id)
        .where(PASSAGES.c.release_id.not_in(copies_of_others()))
    )


def _matched(dialect: str, which: Mapping[str, TextClause]) -> CTE:
    """Return the passages that match, with their rank where *which* gives one."""
    rank = {} if which in (FOUND, SOME_FOUND) else {"rank": FloatType}
    found: CTE = which[dialect].columns(id=IntegerType, **rank).cte("matched")
    return found


def _closest(dialect: str, given: frozenset[str], matched: CTE, *, dated: bool = False) -> Select[Any]:
    """Select the passages that are hits among what *matched*, each with its rank if these have one; *dated*: and with its release. Of thousands little is carried along."""
    of_units = given & UNIT_FILTERS
    carried = {"id"} | {column for name, column in NARROWED_BY.items() if name in given}
    if "asked" in given and not of_units:
        carried.add("within")
    conditions = of_release(given)
    of_releases = bool(conditions) or "bloc" in given
    if dated or of_releases:
        carried.add("release_id")
    columns = [column for column in PASSAGES.c if column.name in carried]
    if "asked" in given:
        found = select(*columns, matched.c.get("rank", literal(0.0).label("rank")))
        found = found.join(matched, matched.c.id == PASSAGES.c.id)
        # of what matches, not of passages: PostgreSQL counts the copies as looked for with each of them, and reads all instead
        found = found.where(_of_no_copy(carried, matched.c.id))
    else:
        found = select(*columns, literal(0.0).label("rank")).where(_of_no_copy(carried, PASSAGES.c.id))
    if of_units:
        found = found.where(PASSAGES.c.unit_id.is_not(None))
    elif "asked" not in given:  # all titles
        found = found.where(PASSAGES.c.within.is_(None), PASSAGES.c.end == 0)
    hits = found.cte("hits")
    if "asked" in given:  # kept aside where it is read twice: SQLite would find and rank twice
        hits = hits.prefix_with("MATERIALIZED")
    kept = {"id", "rank"} | ({"release_id"} if dated else set())
    query = select(*(column for column in hits.c if column.name in kept))
    if of_releases:
        query = query.join(RELEASES, RELEASES.c.id == hits.c.release_id).where(*conditions)
    query = query.where(*_of_unit(dialect, given, hits))
    if of_units or "asked" not in given:
        return query
    around = select(hits.c.within).where(hits.c.within.is_not(None))
    if dialect == "sqlite":
        return query.where(hits.c.id.not_in(around))
    # a set, not a condition on each: a word that stands everywhere has as many hits as the store has passages
    return query.where(hits.c.id.in_(select(hits.c.id).except_(around)))


def of_release(given: Collection[str]) -> list[ColumnElement[bool]]:
    """Return what is asked of the release of a passage."""
    asked = {
        "source": RELEASES.c.source == bindparam("source"),
        "issuer": RELEASES.c.issuer == bindparam("issuer"),
        "issuers": RELEASES.c.issuer.in_(bindparam("issuers", expanding=True)),
        "since": RELEASES.c.published_on >= bindparam("since"),
        "until": RELEASES.c.published_on <= bindparam("until"),
    }
    return [condition for name, condition in asked.items() if name in given]


def _of_no_copy(carried: Collection[str], passage: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that a *passage*, an id, is of no copy of another text; where nothing but :data:`NARROW` is *carried*, without a look at its row."""
    if not NARROW.issuperset(carried):
        return PASSAGES.c.release_id.not_in(copies_of_others())
    others = PASSAGES.alias()
    return passage.not_in(select(others.c.id).where(others.c.release_id.in_(copies_of_others())))


def _of_unit(dialect: str, given: frozenset[str], hits: FromClause) -> Iterator[ColumnElement[bool]]:
    """Yield what is asked of the units among *hits*."""
    if "topic" in given:
        yield or_(*(hits.c.topics.like(bindparam(name), escape="/") for name in ("whole", "parent")))
    if "kind" in given:
        yield hits.c.kind.like(bindparam("kind"))
    if "position" in given:
        yield hits.c.kind.not_like("U.%")
    if "level" in given:
        yield hits.c.level.between(bindparam("low"), bindparam("high"))
    if "speaker" in given:
        yield hits.c.speakers.like(bindparam("speaker"), escape="/")
    if "party" in given:
        concerned = [hits.c.parties.like(bindparam("party"), escape="/")]
        if "named" in given:  # "Iranian" names Iran
            concerned.append(hits.c.id.in_(select(NAMING[dialect].columns(id=IntegerType).subquery().c.id)))
        if "bloc" in given:  # a bloc speaks as its members: a text is the Quad's by who issued it
            issuer = literal(" ").concat(func.replace(RELEASES.c.issuer, "-", " ")).concat(" ")
            concerned.append(issuer.ilike(bindparam("bloc")))
        yield or_(*concerned)
    if "label" in given:
        yield label_condition(hits.c.unit_id, bindparam("label"))


def _hits(
    connection: Connection, rows: Sequence[Row[Any]], wanted: Sequence[Term], room: int
) -> tuple[Hit, ...]:
    """Return what stands at *rows* of passages, some *room* characters of it, with what was *wanted* marked."""
    asked = [row.unit_id for row in rows if row.unit_id]
    said = connection.execute(UNITS_ON_LINES, {"ids": asked}).all() if asked else ()
    units = {row.id: unit_of(row) for row in said}
    lines = {
        row.id: Line(row.line_id, row.line_source, row.given or row.line_name) for row in said if row.line_id
    }
    spread = {row.unit_id for row in rows if row.unit_id and not _has_all(units[row.unit_id].quote, wanted)}
    read = {row.revision_id for row in rows if row.end and (row.unit_id is None or row.unit_id in spread)}
    held = connection.execute(DOCUMENTS, {"ids": list(read)}).all() if read else ()
    texts = {row.revision_id: document_text(row.document) for row in held}
    hits = []
    for row in rows:
        release = Release(
            row.release_id, row.source, row.ref, row.issuer, row.url, row.title, row.published_on
        )
        if row.unit_id in spread:
            text = texts[row.revision_id]
            first, last = sentence_bounds(text, row.start, row.end)
            words = text[first:last].strip()
        elif row.unit_id:
            words = units[row.unit_id].quote
        elif row.end:
            words = texts[row.revision_id][row.start : row.end]
        else:
            words = release.title
        cut, spans = snippet(words, wanted, room)
        turn = "" if row.unit_id or not row.end else _turn(texts[row.revision_id], row.start, cut, spans)
        unit, line = units.get(row.unit_id), lines.get(row.unit_id)
        hits.append(Hit(release, unit, line, cut, tuple(spans), row.rank, turn, (row.start, row.end)))
    return tuple(hits)


def _turn(text: str, start: int, cut: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return in whose turn of a transcript the words at *spans* of *cut* stand, a cutting of the paragraphs that begin at *start*."""
    said = cut.removeprefix("… ").removesuffix(" …")
    place = text.find(said, start)
    within = spans[0][0] - (len(cut) - len(cut.removeprefix("… "))) if spans else 0
    return turn_at(text, place + within) if place >= 0 else ""


def _has_all(quote: str, wanted: Sequence[Term]) -> bool:
    return all(has_term(quote, term) for term in wanted)
