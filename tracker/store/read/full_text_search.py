"""Full-text search over what was said: in units, and in the text and the titles around them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Unpack

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Row,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy import Float as FloatType
from sqlalchemy import Integer as IntegerType

from tracker.domain import Line, Release
from tracker.search.analyzer import Term, find_spans, parse_terms, snippet
from tracker.search.query import OF_UNITS, SearchFilters
from tracker.store import search_index
from tracker.store.core_tables import LINES, MENTIONS, PASSAGES, READINGS, RELEASES, UNITS
from tracker.store.database import Database
from tracker.store.read.carry_over import label_condition
from tracker.store.read.unit_queries import LEVEL
from tracker.store.records import Hit, SearchResult
from tracker.store.row_mapping import RELEASE_FIELDS, document_of, unit_of
from tracker.store.search_index import MATCHES, match_expression
from tracker.store.write.witness_records import copies_of_others
from tracker.text.content_words import BLOCS, long_party_name, party_code
from tracker.text.sentence_bounds import sentence_bounds

ROOM = 240  # characters of a snippet
LOWEST = -1e300  # below every rank: fewer are found than are asked for
POSITION = "position"  # every kind that binds others or nobody
UNIT_FILTERS = OF_UNITS | {POSITION}
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
        **narrowing: Unpack[SearchFilters],
    ) -> list[Hit]:
        """Return where the latest texts say all of *text*, best first, then latest first; *by_date* latest first.

        *text* holds words, "phrases" and begin* of words; upper case, accents, width
        and British or American spelling do not matter. Where a unit has it all, with
        the words around it in its sentence, the unit is the hit; else the paragraphs
        around it (some 1,000 words); else the title. *topic*, *label*, *party*,
        *speaker*, *kind* and *level* ask for units. *since* and *until*, inclusive, are
        days of publication. Without words every unit, or every title, that the filters
        leave is a hit; with neither there is none.
        """
        page = self.search_page(text, limit=limit, offset=offset, by_date=by_date, **narrowing)
        return list(page.hits)

    def search_page(
        self,
        text: str,
        *,
        limit: int = 20,
        offset: int = 0,
        by_date: bool = False,
        **narrowing: Unpack[SearchFilters],
    ) -> SearchResult:
        """Return what :meth:`search` does, and how many there are in all: that costs little beside the ranking."""
        wanted = parse_terms(text)
        if not wanted and not any(narrowing.values()):
            return SearchResult((), 0)
        with self.reading() as connection:
            query, values = _prepared(connection.dialect.name, wanted, narrowing)
            best = _best(*query, by_date or not wanted)  # without words all rank alike
            rows = connection.execute(best, {**values, "most": limit, "skipped": offset}).all()
            hits = _hits(connection, rows, wanted)
        if rows or not offset:
            return SearchResult(hits, rows[0].total if rows else 0)
        return SearchResult(hits, self.count_hits(text, **narrowing))

    def count_hits(self, text: str, **narrowing: Unpack[SearchFilters]) -> int:
        """Return how many hits :meth:`search` has in all."""
        wanted = parse_terms(text)
        if not wanted and not any(narrowing.values()):
            return 0
        with self.reading() as connection:
            query, values = _prepared(connection.dialect.name, wanted, narrowing)
            number: int = connection.execute(_number(*query), values).scalar_one()
            return number

    def reindex(self) -> int:
        """Make the index anew from what has been read; return how many passages it has."""
        with self.writing() as connection:
            return search_index.index_all(connection)


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
            name = str(values.pop(role))
            values |= {f"{role}_code": f'%"{party_code(name)}"%', f"{role}_name": f'%"{_plain(name)}"%'}
            if dialect == "sqlite":  # as the text of the column has it, in ASCII
                stands = {
                    name: json.dumps(values[name].strip('%"')) for name in (f"{role}_code", f"{role}_name")
                }
                values |= {f"{name}_stands": f"%{said}%" for name, said in stands.items()}
    if "party" in given:
        values["named"] = f"%{_plain(long_party_name(str(given['party'])))}%"
        code = party_code(str(given["party"]))
        if code in BLOCS:
            names.add("bloc")
            values["bloc"] = f"% {code} %"
    return (dialect, frozenset(names)), values


def _plain(name: str) -> str:
    return re.sub(r"([/%_])", r"/\1", name.replace('"', ""))


@cache
def _best(dialect: str, given: frozenset[str], by_date: bool) -> Select[Any]:
    """Return the statement for the best hits, each with how many there are in all."""
    closest = _closest(dialect, given).cte("closest").prefix_with("MATERIALIZED")  # read three times

    def order(ranked: FromClause) -> tuple[ColumnElement[Any], ...]:
        best = () if by_date else (ranked.c.rank.desc(),)
        return (
            *best,
            RELEASES.c.published_on.desc().nulls_last(),
            RELEASES.c.source,
            RELEASES.c.ref,
        )

    total = select(func.count()).select_from(closest).scalar_subquery().label("total")
    ranked = select(closest.c.id, closest.c.rank, total).join(RELEASES, RELEASES.c.id == closest.c.release_id)
    if not by_date:  # of thousands only those are sorted by day that rank as high as the last one shown
        last: ColumnElement[Any] = bindparam("most") + bindparam("skipped") - 1
        ranks = select(closest.c.rank).order_by(closest.c.rank.desc()).limit(1).offset(last)
        ranked = ranked.where(closest.c.rank >= func.coalesce(ranks.scalar_subquery(), LOWEST))
    shown = (
        ranked.order_by(*order(closest), closest.c.start, closest.c.end)
        .limit(bindparam("most"))
        .offset(bindparam("skipped"))
        .cte("shown")
    )
    return (
        select(
            PASSAGES,
            shown.c.rank,
            shown.c.total,
            *(RELEASES.c[name] for name in RELEASE_FIELDS if name != "id"),
        )
        .join(shown, shown.c.id == PASSAGES.c.id)
        .join(RELEASES, RELEASES.c.id == PASSAGES.c.release_id)
        .order_by(*order(shown), PASSAGES.c.start, PASSAGES.c.end)
    )


@cache
def _number(dialect: str, given: frozenset[str]) -> Select[Any]:
    """Return the statement for the number of hits."""
    return select(func.count()).select_from(_closest(dialect, given).subquery())


def _closest(dialect: str, given: frozenset[str]) -> Select[Any]:
    """Select the passages that are hits, each with its rank. Of thousands little is carried along."""
    of_units = given & UNIT_FILTERS
    carried = {"id", "within", "release_id", "start", "end"}
    carried |= {"topics"} if "topic" in given else set()
    carried |= {"unit_id"} if of_units - {"topic"} else set()
    columns = [column for column in PASSAGES.c if column.name in carried]
    if "asked" in given:
        matched = MATCHES[dialect].columns(id=IntegerType, rank=FloatType).cte("matched")
        found = select(*columns, matched.c.rank).join(matched, matched.c.id == PASSAGES.c.id)
    else:  # all units, or all titles where nothing is asked of units
        units = PASSAGES.c.unit_id.is_not(None)
        titles = and_(PASSAGES.c.within.is_(None), PASSAGES.c.end == 0)
        found = select(*columns, literal(0.0).label("rank")).where(units if of_units else titles)
    hits = found.where(PASSAGES.c.release_id.not_in(copies_of_others())).cte("hits")
    if "asked" in given:  # kept aside where it is read twice: SQLite would find and rank twice
        hits = hits.prefix_with("MATERIALIZED")
    query = select(hits)
    asked = {
        "source": RELEASES.c.source == bindparam("source"),
        "issuer": RELEASES.c.issuer == bindparam("issuer"),
        "since": RELEASES.c.published_on >= bindparam("since"),
        "until": RELEASES.c.published_on <= bindparam("until"),
    }
    conditions = [condition for name, condition in asked.items() if name in given]
    if conditions or "bloc" in given:
        query = query.join(RELEASES, RELEASES.c.id == hits.c.release_id).where(*conditions)
    if "topic" in given:
        about = (hits.c.topics.like(bindparam(name), escape="/") for name in ("whole", "parent"))
        query = query.where(or_(*about))
    if "label" in given:
        query = query.where(label_condition(hits.c.unit_id, bindparam("label")))
    if of_units - {"topic", "label"}:
        said = _of_unit(dialect, given)
        if "asked" in given or "bloc" in given:
            query = query.join(UNITS, UNITS.c.id == hits.c.unit_id).where(*said)
        else:  # of all units: gone through in their order, and not each looked up from its passage
            query = query.where(hits.c.unit_id.in_(select(UNITS.c.id).where(*said)))
    if of_units or "asked" not in given:
        return query
    # a set, not a condition on each: a word that stands everywhere has as many hits as the store has passages
    closest = select(hits.c.id).except_(select(hits.c.within).where(hits.c.within.is_not(None)))
    return query.where(hits.c.id.in_(closest))


def _of_unit(dialect: str, given: frozenset[str]) -> Iterator[ColumnElement[bool]]:
    """Yield what is asked of a unit itself."""
    if "kind" in given:
        yield UNITS.c.kind.like(bindparam("kind"))
    if "position" in given:
        yield UNITS.c.kind.not_like("U.%")
    if "level" in given:
        yield LEVEL.between(bindparam("low"), bindparam("high"))

    def has(said: ColumnElement[str], name: str) -> ColumnElement[bool]:
        """SQLite's LIKE takes upper and lower case for one; to lower a hundred thousand quotes takes longer than to look."""
        return (said.like if dialect == "sqlite" else said.ilike)(bindparam(name), escape="/")

    def names(role: str, *facets: str) -> ColumnElement[bool]:
        """To take a list out of JSON is slow: SQLite first looks whether the name stands anywhere in it."""
        said = or_(
            *(
                has(UNITS.c.facets[facet].as_string(), f"{role}_{form}")
                for facet in facets
                for form in ("code", "name")
            )
        )
        if dialect != "sqlite":
            return said
        whole = type_coerce(UNITS.c.facets, String)
        return and_(or_(*(has(whole, f"{role}_{form}_stands") for form in ("code", "name"))), said)

    if "speaker" in given:
        yield names("speaker", "speakers")
    if "party" in given:
        quoted = has(UNITS.c.quote, "named")
        # a bloc speaks as its members: a text is the Quad's by who issued it
        issuer = literal(" ").concat(func.replace(RELEASES.c.issuer, "-", " ")).concat(" ")
        issued = (issuer.ilike(bindparam("bloc")),) if "bloc" in given else ()
        yield or_(quoted, *issued, names("party", "speakers", "addressees"))  # the cheapest first


def _hits(connection: Connection, rows: Sequence[Row[Any]], wanted: Sequence[Term]) -> tuple[Hit, ...]:
    """Return what stands at *rows* of passages, with what was *wanted* marked."""
    asked = [row.unit_id for row in rows if row.unit_id]
    said = connection.execute(UNITS_ON_LINES, {"ids": asked}).all() if asked else ()
    units = {row.id: unit_of(row) for row in said}
    lines = {
        row.id: Line(row.line_id, row.line_source, row.given or row.line_name) for row in said if row.line_id
    }
    spread = {row.unit_id for row in rows if row.unit_id and not _has_all(units[row.unit_id].quote, wanted)}
    read = {row.revision_id for row in rows if row.end and (row.unit_id is None or row.unit_id in spread)}
    held = connection.execute(DOCUMENTS, {"ids": list(read)}).all() if read else ()
    documents = {row.revision_id: document_of(row.document) for row in held}
    hits = []
    for row in rows:
        release = Release(
            row.release_id, row.source, row.ref, row.issuer, row.url, row.title, row.published_on
        )
        if row.unit_id in spread:
            text = documents[row.revision_id].text
            first, last = sentence_bounds(text, row.start, row.end)
            words = text[first:last].strip()
        elif row.unit_id:
            words = units[row.unit_id].quote
        elif row.end:
            words = documents[row.revision_id].text[row.start : row.end]
        else:
            words = release.title
        cut, spans = snippet(words, wanted, ROOM)
        hits.append(Hit(release, units.get(row.unit_id), lines.get(row.unit_id), cut, tuple(spans), row.rank))
    return tuple(hits)


def _has_all(quote: str, wanted: Sequence[Term]) -> bool:
    return all(find_spans(quote, [term]) for term in wanted)
