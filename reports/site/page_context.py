"""What surrounds every page, and what every page is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from reports.comparison.side_by_side import AccountsPage
from reports.site.index import SiteIndex
from reports.view.addresses import name_for_slug
from tracker.domain import Release
from tracker.store import Store

PER_PAGE = 50  # rows of a list before it goes on on another page


class PageNotFoundError(LookupError):
    """Nothing of this name is held: 404. Its text is one line for the reader."""


class QueryError(ValueError):
    """What was asked for cannot be understood: 400. Its text is one line that says how to mend it."""


class TooLongError(QueryError):
    """What was asked for was understood, and is too much for one page."""


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What the layout of a page prints around it."""

    site: str  # name of the site
    title: str  # of this page
    section: str  # where in the navigation: overview, changes, sources, topics, parties, formulas, deadlines, search, compare, about
    root: str  # from this page to the root of the site: "" or "../"
    live: bool  # answered by a server: forms are; False: a file, where scripts stand in
    as_of: str  # the day of the latest text held, as readers write it; "" = none
    data: tuple[tuple[str, str], ...] = ()  # forms of data the page is also there as, with their addresses
    review: bool = False  # an analyst may decide on this server: changes and lines lead to where


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a page may ask: the atlas for what is many, the store for what is one."""

    store: Store
    atlas: SiteIndex
    live: bool = False
    compare_accounts: Callable[[Release, Release], AccountsPage] | None = None  # None: not compared here
    review: bool = False  # decisions are taken on this server


@dataclass(frozen=True, slots=True)
class NameGroup:
    """Names under one heading, each with its page; "" = it has none."""

    heading: str
    names: tuple[tuple[str, str], ...]
    more: int = 0  # that are not named


QueryParams = Mapping[str, str]  # of the address, each key once; empty for a file
Held = TypeVar("Held")


def held_by_id(entries: Mapping[str, Held], identity: str, noun: str) -> Held:
    """Return what of *entries* has the id *identity*; where none has, there is no such page."""
    if identity not in entries:
        raise PageNotFoundError(f"No {noun} with the id {identity} is held.")
    return entries[identity]


def held_by_slug(names: Mapping[str, str], held: Iterable[str], noun: str) -> str:
    """Return which of *held* the address means; where it is none, there is no such page."""
    name = name_for_slug(names["slug"], held)
    if name is None:
        raise PageNotFoundError(f"No {noun} of this name is held.")
    return name


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a list that goes on over several pages stands. Addresses are relative to the root; "" = none."""

    number: int  # this page, from 1
    last: int
    first_row: int  # of this page, from 1; 0 where there is none
    last_row: int
    rows: int  # in all
    newer: str  # address of the page before
    older: str  # address of the page after
    pages: tuple[tuple[int, str], ...]  # a few to jump to, in order; this one has ""
    more: bool = False  # there are more than *rows*, which nobody looked at
