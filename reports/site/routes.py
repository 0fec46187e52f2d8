"""Every page by its address: gather, lay out, fill. The one table that files and the server share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reports.render import fill
from reports.site.index import SiteIndex
from reports.site.list_rows import day_or_blank, latest_day
from reports.site.page_context import PageContext, PageFrame, PageNotFoundError, QueryParams
from reports.site.pages import (
    about_page,
    changes_page,
    deadlines_page,
    formula_pages,
    overview_page,
    party_pages,
    source_pages,
    topic_pages,
)
from reports.site.pages.comparison import compare_page
from reports.site.pages.lines import dossier_page, line_page
from reports.site.pages.releases import release_page
from reports.site.search import search_page
from reports.view.addresses import OVERVIEW, SEARCH, data_address, root_of

PathParams = Mapping[str, str]  # what the address names: id, slug, label, page


@dataclass(frozen=True, slots=True)
class Route:
    """One sort of page. *gather* returns a frozen page with a ``title``.

    It raises PageNotFoundError where nothing of that name is held or a list does not go on that far, and QueryError where what
    was asked for cannot be understood.
    """

    pattern: re.Pattern[str]
    section: str
    template: str
    gather: Callable[[PageContext, PathParams, QueryParams], Any]

    @property
    def query_keys(self) -> frozenset[str]:
        """What a query may say about it; anything else makes no other page of it."""
        return _ASKS.get(self.template, _PAGED)

    def forms(self, *, live: bool) -> tuple[str, ...]:
        """Return as which data the page is also there; a folder of files has those a feed reader or a program needs."""
        of_server, of_files = _FORMS.get(self.template, ((), ()))
        return of_server if live else of_files


_PAGED = frozenset({"page"})
_ASKS = {
    "site/changes.html.j2": _PAGED
    | {"label", "also", "family", "topic", "party", "source", "cause", "since", "until", "shelf"},
    "site/search.html.j2": _PAGED
    | {"q", "issuer", "source", "topic", "kind", "label", "since", "until", "part", "sort"},
    "site/compare.html.j2": frozenset({"a", "b", "as", "of"}),
    "site/formulas.html.j2": frozenset({"q"}),
    "site/deadlines.html.j2": frozenset({"issuer", "due"}),
}
_LISTED = ("csv", "json", "atom")
_FORMS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "site/changes.html.j2": (_LISTED, _LISTED),
    "site/topic.html.j2": (_LISTED, _LISTED),
    "site/party.html.j2": (_LISTED, _LISTED),
    "site/source.html.j2": (_LISTED, _LISTED),
    "site/line.html.j2": (_LISTED, ("json", "atom")),
    "site/dossier.html.j2": (_LISTED, ()),
    "site/release.html.j2": (("csv", "json"), ("json",)),
}
_PAGE = r"(?:-(?P<page>[1-9]\d{0,4}))?"
ROUTES = tuple(
    Route(re.compile(pattern), room, f"site/{template}.html.j2", gather)
    for pattern, room, template, gather in (
        (r"index\.html", "overview", "overview", overview_page.gather),
        (rf"changes(?:-(?P<label>[a-z_]+))?{_PAGE}\.html", "changes", "changes", changes_page.gather),
        (r"sources\.html", "sources", "sources", source_pages.gather_all),
        (rf"sources/(?P<slug>[a-z0-9_.-]+?){_PAGE}\.html", "sources", "source", source_pages.gather),
        (r"topics\.html", "topics", "topics", topic_pages.gather_all),
        (rf"topics/(?P<slug>[a-z0-9_.-]+?){_PAGE}\.html", "topics", "topic", topic_pages.gather),
        (r"parties\.html", "parties", "parties", party_pages.gather_all),
        (rf"parties/(?P<slug>[a-z0-9_.-]+?){_PAGE}\.html", "parties", "party", party_pages.gather),
        (r"deadlines\.html", "deadlines", "deadlines", deadlines_page.gather),
        (r"formulas\.html", "formulas", "formulas", formula_pages.gather_all),
        (r"formulas/(?P<slug>[a-z0-9_.-]+)\.html", "formulas", "formula", formula_pages.gather),
        (r"releases/(?P<id>[0-9a-f]{8,64})\.html", "sources", "release", release_page.gather),
        (r"lines/(?P<id>[0-9a-f]{8,64})\.html", "sources", "line", line_page.gather),
        (r"dossiers/(?P<id>[0-9a-f]{8,64})\.html", "sources", "dossier", dossier_page.gather),
        (r"search\.html", "search", "search", search_page.gather),
        (r"compare\.html", "compare", "compare", compare_page.gather),
        (r"about\.html", "about", "about", about_page.gather),
    )
)


def render_page(view: PageContext, address: str, query: QueryParams = {}, *, site: str) -> str:  # noqa: B006 - never changed
    """Return the page at *address* as HTML, in the site called *site*.

    Raises:
        PageNotFoundError: There is no such page, or nothing of that name is held.
        QueryError: *query* cannot be understood.
    """
    route, names = find_route(address)
    with view.store.one_state():
        page = route.gather(view, names, query)
    # in a folder of files on the first page only: a day that stands on each would have each written anew
    day = day_or_blank(latest_day(view.atlas)) if view.live or address == OVERVIEW else ""
    forms = () if "page" in names else route.forms(live=view.live)
    data = tuple((form, data_address(address, form)) for form in forms)
    frame = PageFrame(site, page.title, route.section, root_of(address), view.live, day, data, view.review)
    return fill(route.template, page=page, frame=frame)


def find_route(address: str) -> tuple[Route, PathParams]:
    """Return the route of *address*, and what it names.

    Raises:
        PageNotFoundError: There is no such page.
    """
    for route in ROUTES:
        if found := route.pattern.fullmatch(address):
            return route, {name: value for name, value in found.groupdict().items() if value}
    raise PageNotFoundError("There is no such page.")


def addresses(atlas: SiteIndex) -> Iterator[str]:
    """Yield the address of every page that a folder of files has."""
    for module in (
        overview_page,
        changes_page,
        source_pages,
        topic_pages,
        party_pages,
        formula_pages,
        deadlines_page,
        release_page,
        line_page,
        about_page,
    ):
        yield from module.addresses(atlas)
    yield SEARCH  # what is compared is asked for, so that has none


def data_addresses(pages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each address of data that a folder of files has beside *pages*, with that of its page."""
    for address in pages:
        route, names = find_route(address)
        if "page" not in names:
            for form in route.forms(live=False):
                yield data_address(address, form), address
