"""Where something was said: the form, what was found, or what is wrong with the question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reports.site import pagination
from reports.site.entries import LineEntry, line_address
from reports.site.index import SiteIndex
from reports.site.page_context import PageContext, Pager, QueryError
from reports.site.page_context import QueryParams as Given
from reports.site.release_text.unit_note import change_entry_tags
from reports.site.search.search_form import SearchForm, combined_query, form_as_given, form_for_query
from reports.view import addresses
from reports.view.change_card import TAGS
from reports.view.dates import ISO
from reports.view.display_names import release_title
from reports.view.legend import Legend, ladder_legend
from reports.view.rate_words import label_words_of
from reports.view.vocabulary import (
    KIND_MEANINGS,
    KINDS,
    LABEL_ORDER,
    LABEL_WORDS,
    TAG_MEANINGS,
    LabelWords,
    kind_words,
)
from tracker.domain import SILENT_LABELS, Kind, Unit
from tracker.errors import ConfigError
from tracker.level_names import LEVEL_NAMES
from tracker.search.query import Query, format_query, parse_query, split_at_spans
from tracker.store import Hit, SearchResult, Store
from tracker.store.read.name_resolution import resolve_names, search_hints
from tracker.text.plurals import pluralize
from tracker.text.quote_links import quote_link, safe_page_link
from tracker.text.sanitize import clean

PER_PAGE = 20
ORDERS = {"best": "best first", "newest": "newest first", "source": "by source"}
MOST_RANKED = 3000  # places of words alone, those indexed last: one search in ten of the benchmark has more, and these took half of the time
MOST_BY_SOURCE = 200  # of the best hits, where they are put together by source
LONGEST = 400  # characters of a query
MOST_WORDS = 16  # each is looked up by itself
EXPLAINED = Legend(  # every word there is: what is found changes while one types
    labels=tuple(LABEL_WORDS[label] for label in LABEL_ORDER),
    kinds=tuple({KINDS[kind]: KIND_MEANINGS[kind] for kind in Kind}.items()),
    ladders=tuple(ladder_legend(family) for family in LEVEL_NAMES),
    tags=tuple((tag, TAG_MEANINGS[tag]) for tag in TAGS),
)


@dataclass(frozen=True, slots=True)
class HitChange:
    """How the line moved with the unit found. *later*: the day of the text that is silent about it."""

    words: LabelWords
    tags: tuple[str, ...]  # check, emphasis only, edited text, recomputed
    href: str
    later: str


@dataclass(frozen=True, slots=True)
class HitRow:
    """One hit. Where it is no unit, *kind* says what it is, and there is no line."""

    title: str
    href: str  # the page of the release, at the unit
    on: str
    issuer: str
    source: str
    source_href: str
    runs: tuple[tuple[str, bool], ...]  # words, and whether they were asked for
    family: str  # commitment, position, ""
    kind: str  # "undertaking, definite ●●●●○", "in the text", "in the title"
    moved: tuple[HitChange, ...]
    line: str
    line_href: str
    original: str  # jumps to the words; "" where the release has no address


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The page. *part*: only what was found is printed, for a page that is open already."""

    title: str
    part: bool
    form: SearchForm
    order: str  # one of ORDERS
    asked: bool
    wrong: str  # one line: what is wrong with the question, and how to mend it
    summary: str  # "hits 21 to 40 of 312"
    note: str  # what was searched for instead
    hints: tuple[str, ...]
    rows: tuple[HitRow, ...]
    pager: Pager | None
    legend: Legend
    most_ranked: int = MOST_RANKED


def gather(view: PageContext, names: Mapping[str, str], given: Given) -> SearchPage:
    """Return the page for what is *given*: ``q``, one for each filter, ``page``; with ``part``, the found alone.

    Raises:
        PageNotFoundError: There are not as many pages.
        QueryError: The page is no number.
    """
    number, asked, part = (
        pagination.requested_page(names, given),
        combined_query(given),
        given.get("part", "") == "results",
    )
    order = given.get("sort", "best")
    if order not in ORDERS:
        raise QueryError(f"There is no such order; take one of {', '.join(ORDERS)}.")
    if not asked:
        return blank(form_as_given(given, view.atlas), part=part, order=order)
    try:
        wanted = _bounded(parse_query(asked))
        wanted, found, note = _find(view, wanted, number, order)
    except ConfigError as error:
        wrong = clean(f"{error.message}; {error.remedy}" if error.remedy else error.message)
        return replace(
            blank(form_as_given(given, view.atlas), part=part, order=order), asked=True, wrong=wrong
        )
    tried = tuple(search_hints(view.store, wanted)) if not found.total else ()
    return lay_out(view.atlas, wanted, found, number, note=note, hints=tried, part=part, order=order)


def blank(form: SearchForm, *, part: bool = False, order: str = "best") -> SearchPage:
    """Return the page before anything is asked."""
    return SearchPage("Search", part, form, order, False, "", "", "", (), (), None, EXPLAINED)


def lay_out(
    atlas: SiteIndex,
    wanted: Query,
    found: SearchResult,
    number: int,
    *,
    note: str = "",
    hints: tuple[str, ...] = (),
    part: bool = False,
    order: str = "best",
) -> SearchPage:
    """Put a page together: *found* is page *number*, from 1, of what answers *wanted*, in *order* "best" or "date".

    *note* says how the query was understood, *hints* what to try where too little is found. With *part* only the hits
    are rendered, to take the place of those on a page that is open.

    Raises:
        PageNotFoundError: There are not as many pages.
    """
    asked = {"q": format_query(wanted), "sort": "" if order == "best" else order}
    address = pagination.query_address(addresses.SEARCH, asked)
    _, pager = pagination.paginate(range(found.total), number, address, PER_PAGE)
    pager = replace(pager, more=found.more)
    return SearchPage(
        title=f"Search: {clean(wanted.text)}",
        part=part,
        form=form_for_query(wanted, atlas),
        order=order,
        asked=True,
        wrong="",
        summary=_summary(pager),
        note=note,
        hints=hints,
        rows=tuple(_row(atlas, hit) for hit in found.hits),
        pager=pager,
        legend=EXPLAINED,
    )


def _find(view: PageContext, wanted: Query, number: int, order: str) -> tuple[Query, SearchResult, str]:
    """Return what was searched for in the end, what was found, and a note where that is not what was asked."""
    skipped = (number - 1) * PER_PAGE
    if wanted.source is not None and wanted.source not in view.atlas.sources:
        wanted = resolve_names(view.store, wanted, view.atlas.sources)
    found = _page(view.store, wanted, skipped, order)
    if found.total:
        return wanted, found, ""
    held = resolve_names(view.store, wanted, view.atlas.sources)
    if held != wanted and (found := _page(view.store, held, skipped, order)).total:
        return held, found, ""
    begun = _begun(held)
    if begun and (found := _page(view.store, begun, skipped, order)).total:
        return held, found, f"Nothing has {_last(held)} as a word; these have words that begin with it."
    return held, found, ""


def _page(store: Store, wanted: Query, skipped: int, order: str) -> SearchResult:
    if order != "source":
        newest = order == "newest"
        return store.search_page(
            wanted.text, **wanted.filters, limit=PER_PAGE, offset=skipped, by_date=newest, ranked=MOST_RANKED
        )
    best = store.search_page(wanted.text, **wanted.filters, limit=MOST_BY_SOURCE)
    together = sorted(best.hits, key=lambda hit: hit.release.source)
    return SearchResult(tuple(together[skipped : skipped + PER_PAGE]), min(best.total, MOST_BY_SOURCE))


def _begun(wanted: Query) -> Query | None:
    """Return *wanted* with its last word as the beginning of one, as while it is typed."""
    last = _last(wanted)
    return replace(wanted, text=f"{wanted.text}*") if last.isalpha() and len(last) > 1 else None


def _last(wanted: Query) -> str:
    return wanted.text.split()[-1] if wanted.text else ""


def _bounded(wanted: Query) -> Query:
    if len(wanted.text) > LONGEST or len(wanted.text.split()) > MOST_WORDS:
        raise ConfigError(
            f"it is longer than {LONGEST} characters or {MOST_WORDS} words", remedy="leave some of them out"
        )
    return wanted


def _summary(pager: Pager) -> str:
    if not pager.rows:
        return "Nothing found"
    if pager.last == 1:
        return pluralize(pager.rows, "hit")
    most = "more than " if pager.more else ""
    return f"Hits {pager.first_row:,} to {pager.last_row:,} of {most}{pager.rows:,}"


def _row(atlas: SiteIndex, hit: Hit) -> HitRow:
    release, unit, line = hit.release, hit.unit, hit.line
    entry = atlas.lines.get(line.id) if line else None
    said = unit.quote if unit else hit.snippet.strip("… ")
    in_title = unit is None and said in release.title
    return HitRow(
        title=release_title(release),
        href=addresses.release(release.id, unit.id if unit else ""),
        on=ISO.day(release.published_on),
        issuer=clean(release.issuer),
        source=clean(release.source),
        source_href=addresses.source(release.source),
        runs=tuple(split_at_spans(hit.snippet, hit.spans)),
        family="" if unit is None else "commitment" if unit.kind.is_commitment else "position",
        kind=kind_words(unit.kind, unit.facets.level)
        if unit
        else "in the title"
        if in_title
        else "in the text",
        moved=tuple(_moved(atlas, entry, unit)) if unit and entry else (),
        line=clean(line.name) if line else "",
        line_href=line_address(entry) if entry else "",
        original=safe_page_link(release.url) if in_title else quote_link(release.url, said),
    )


def _moved(atlas: SiteIndex, entry: LineEntry, unit: Unit) -> Iterator[HitChange]:
    for move in atlas.lines.changes_of(entry.line.id, unit.id):
        later = ISO.day(move.day) if move.label in SILENT_LABELS else ""
        words = label_words_of(move.label, unit.quote)
        yield HitChange(words, change_entry_tags(move), line_address(entry, move.id), later)
