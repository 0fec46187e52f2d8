"""Where something was said: the form, what was found or what could be tried, or what is wrong with the question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from reports.site import pagination
from reports.site.index import SiteIndex
from reports.site.page_context import PageContext, Pager, QueryError
from reports.site.page_context import QueryParams as Given
from reports.site.search.answering_pages import answering_pages
from reports.site.search.found_hits import MOST_RANKED, ORDERS, PER_PAGE, Found, find
from reports.site.search.hit_rows import HitRow, hit_row, hit_rows
from reports.site.search.rate_answers import RateRow
from reports.site.search.search_form import SearchForm, combined_query, form_as_given, form_for_query
from reports.view import addresses
from reports.view.change_card import TAGS
from reports.view.dates import ISO, SHORT
from reports.view.legend import Legend, ladder_legend
from reports.view.vocabulary import KIND_MEANINGS, KINDS, LABEL_ORDER, LABEL_WORDS, TAG_MEANINGS
from tracker.answering.proposals import Proposal, proposals
from tracker.answering.rows.answer_parts import AnswerRow
from tracker.domain import Kind
from tracker.errors import ConfigError
from tracker.level_names import LEVEL_NAMES
from tracker.search.analyzer import fold_words
from tracker.search.asked_questions import without_asking
from tracker.search.query import Query, format_query, parse_query
from tracker.text.content_words import STOPWORDS
from tracker.text.numbers import pluralize
from tracker.text.sanitize import clean

LONGEST = 400  # characters of a query
MOST_WORDS = 16  # each is looked up by itself
EXPLAINED = Legend(  # every word there is: what is found changes while one types
    labels=tuple(LABEL_WORDS[label] for label in LABEL_ORDER),
    kinds=tuple({KINDS[kind]: KIND_MEANINGS[kind] for kind in Kind}.items()),
    ladders=tuple(ladder_legend(family) for family in LEVEL_NAMES),
    tags=tuple((tag, TAG_MEANINGS[tag]) for tag in TAGS),
)


Link = tuple[str, str]  # words, and where they lead; "" = nowhere


@dataclass(frozen=True, slots=True)
class HitList:
    """Hits below a line that says what they are; "" = all that was asked for. *first*: the number of the first, of the list that goes on over pages."""

    note: str
    rows: tuple[HitRow, ...]
    first: int = 1


@dataclass(frozen=True, slots=True)
class NextRow:
    """What the next text of a series has in the place of words that were said last before it."""

    href: str
    on: str
    words: str


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
    extent: tuple[Link, ...]  # from when to when, in order of time
    notes: tuple[str, ...]  # how it was understood
    lead: tuple[Link, ...]  # to the history of the phrase
    ways: tuple[
        Link, ...
    ]  # to the last text beside the one before it, on these words, and to pages that answer better
    rates: tuple[RateRow, ...]  # how a rate that is asked for moved last
    told: tuple[tuple[str, tuple[Link, ...]], ...]  # what answers the question, each row with its head
    ends: tuple[HitRow, ...]  # what was said first and last, where a screen does not show it
    later: tuple[NextRow, ...]  # what the next text has in its place
    hints: tuple[tuple[Link, ...], ...]  # what to try, a line each
    lists: tuple[HitList, ...]
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
        found = find(view, wanted, number, order, typing=part)
    except ConfigError as error:
        wrong = clean(f"{error.message}; {error.remedy}" if error.remedy else error.message)
        return replace(
            blank(form_as_given(given, view.atlas), part=part, order=order), asked=True, wrong=wrong
        )
    elsewhere = answering_pages(view, wanted.text, found) if number == 1 else ()
    if (
        found.asked.issuers
    ):  # all who have the name in theirs: the form and the next page ask for it as it was typed
        found = replace(found, asked=replace(found.asked, issuer=wanted.issuer, issuers=()))
    tried = () if found.result.total or found.near.hits else tuple(proposals(view.store, found.found_by))
    return lay_out(view.atlas, found, number, hints=tried, elsewhere=elsewhere, part=part, order=order)


def blank(form: SearchForm, *, part: bool = False, order: str = "best") -> SearchPage:
    """Return the page before anything is asked."""
    return SearchPage(
        "Search", part, form, order, False, "", "", (), (), (), (), (), (), (), (), (), (), None, EXPLAINED
    )


def lay_out(
    atlas: SiteIndex,
    found: Found,
    number: int,
    *,
    hints: tuple[Proposal, ...] = (),
    elsewhere: tuple[Link, ...] = (),
    part: bool = False,
    order: str = "best",
) -> SearchPage:
    """Put a page together: *found* is page *number*, from 1, in *order*, one of :data:`ORDERS`.

    *hints* are what to try where nothing is found, pages *elsewhere* answer better. With *part* only the hits are rendered, to take the place of those on a
    page that is open.

    Raises:
        PageNotFoundError: There are not as many pages.
    """
    asked = format_query(found.asked)
    address = pagination.query_address(
        addresses.SEARCH, {"q": asked, "sort": "" if order == "best" else order}
    )
    _, pager = pagination.paginate(range(found.result.total), number, address, PER_PAGE)
    pager = replace(pager, more=found.result.more)
    return SearchPage(
        title=f"Search: {clean(found.asked.text)}",
        part=part,
        form=form_for_query(found.asked, atlas),
        order=order,
        asked=True,
        wrong="",
        summary=_summary(pager),
        extent=_extent(found, asked),
        notes=tuple(map(clean, found.notes)),
        lead=_lead(atlas, found.phrase),
        ways=elsewhere or _beside(found),
        rates=found.rates,
        told=tuple(map(_told, found.told)),
        ends=tuple(hit_row(atlas, hit) for hit in found.ends),
        later=_next_rows(found),
        hints=tuple(tuple((clean(said), _search(query)) for said, query in one.parts) for one in hints),
        lists=_lists(atlas, found, pager.first_row),
        pager=pager,
        legend=EXPLAINED,
    )


def _search(query: str, **more: str) -> str:
    """Return the address of a search; "" where there is none."""
    return f"{addresses.SEARCH}?{urlencode({'q': query, **more})}" if query else ""


def _extent(found: Found, asked: str) -> tuple[Link, ...]:
    """Return in how many texts the hits stand, where that was counted, from when to when, with the way to either end, and how many are shown that were not counted."""
    extent, near = found.extent, found.near
    beside: tuple[Link, ...] = _later_words(found)
    if near.hits:
        beside += ((f"· {len(near.hits):,} {near.called}, not counted", ""),)
    if extent is None or extent.first is None or extent.last is None or extent.first == extent.last:
        return beside
    some = f", {found.of_some}," if found.of_some else ""
    ends = ((extent.first, "first", "oldest"), (extent.last, "last", "newest"))
    return (
        *([(f"in {extent.texts:,} texts", "")] if extent.texts else []),
        *((f"{word}{some} {SHORT.day(day)}", _search(asked, sort=order)) for day, word, order in ends),
        *beside,
    )


def _later_words(found: Found) -> tuple[Link, ...]:
    """Return how many texts came after the last hit."""
    if found.later is None:
        return ()
    who, number = clean(found.later.issuer), found.later.texts
    return (
        (f"· {pluralize(number, 'later text')} of {who}" if number else f"· in the latest text of {who}", ""),
    )


def _next_rows(found: Found) -> tuple[NextRow, ...]:
    """Return what the next text has."""
    return tuple(
        NextRow(addresses.release(release.id), ISO.day(release.published_on), clean(quote))
        for release, quote in (found.later.next if found.later else ())
    )


def _told(row: AnswerRow) -> tuple[str, tuple[Link, ...]]:
    """Return *row* as it is printed: texts by their days, which lead to them."""
    parts = (
        (SHORT.day(part.of.published_on), addresses.release(part.of.id, part.unit))
        if part.of
        else (clean(f"|{part.words}|")[1:-1], "")  # the blanks at its ends part it from what is beside it
        for part in row.parts
    )
    return row.which, tuple(parts)


def _lead(atlas: SiteIndex, phrase: str) -> tuple[Link, ...]:
    """Return the way to the history of *phrase*: the page of a formula that is followed, else of any phrase."""
    if not phrase:
        return ()
    words = f" {' '.join(fold_words(phrase))} "
    for formula in atlas.watched.formulas:
        said = f" {' '.join(fold_words(formula.text))} "
        if words in said or said in words:
            return ((f"“{clean(formula.title)}” over time", addresses.formula(formula.title)),)
    address = f"{addresses.FORMULAS}?{urlencode({'q': phrase})}"
    return ((f"“{clean(phrase)}” over time", address),)


def _beside(found: Found) -> tuple[Link, ...]:
    """Return the way to what the last text with the words says of them beside the one before it."""
    if not found.beside:
        return ()
    release, words = found.beside
    day = SHORT.day(release.published_on)
    return ((f"the text of {day} beside the one before", addresses.on_words(release.id, words)),)


def _lists(atlas: SiteIndex, found: Found, first_row: int) -> tuple[HitList, ...]:
    """Return the hits, and before or below them those that have not all of the words."""
    near = found.near
    hits = hit_rows(atlas, found.result.hits, found.answers)
    if not near.hits:
        return (HitList("", hits, first_row),) if hits else ()
    rows = hit_rows(atlas, near.hits, {})
    every = (HitList("All of it, further apart:", hits, first_row),) if hits else ()
    if near.apart:
        return (HitList("Its words stand apart; most of them stand here:", rows), *every)
    if near.answering:
        some = (HitList("What has its words, or some of them:", hits, first_row),) if hits else ()
        return (HitList("Nearest to what is asked:", rows), *some)
    if near.titled:
        named = " and ".join(f"“{clean(word)}”" for word in near.titled)
        below = HitList("All of it in one place:", hits, first_row)
        return (HitList(f"Of texts whose title or issuer has {named}:", rows), below)
    return (HitList("", hits, first_row), HitList("Nearly so:", rows))


def _bounded(wanted: Query) -> Query:
    words = without_asking(wanted.text, lambda _: False).split()
    if len(wanted.text) > LONGEST or sum(word.casefold() not in STOPWORDS for word in words) > MOST_WORDS:
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
