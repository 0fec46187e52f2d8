"""How an index is read, whatever it is written in: its addresses, their pages, and when to stop.

    address ──► page ──ask──► answer ──kind reads──► rows ──rules──► releases
       └ siblings   └ until enough

A page that fails after the first costs that page and what is behind it; a further
address that fails costs that address.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from tracker.domain import Manners, Problem, Source
from tracker.errors import FetchError
from tracker.fetch import Fetched, NotModified, Web
from tracker.sandbox import BodyTooCostly, run_bounded
from tracker.sources.announcement_rules import SelectedReleases, select_releases
from tracker.sources.announcements import Announcements, IndexRow, merge_announced
from tracker.sources.index_limits import MOST_LISTED, limit_problems
from tracker.sources.paging import DateWindow, max_pages, page_urls

ENDED = frozenset({404, 410})  # how some sites answer to a page after the last


@dataclass(frozen=True, slots=True)
class IndexPage:
    """What stands on one page of an index; *empty* says why nothing does."""

    rows: tuple[IndexRow, ...] = ()
    problems: tuple[Problem, ...] = ()
    empty: Problem | None = None


Found = TypeVar("Found")
PageReader = Callable[[Source, Fetched], IndexPage]


def list_index(source: Source, web: Web, days: DateWindow, read: PageReader) -> Announcements:
    """Return what the index of *source* and its further addresses announce.

    Raises:
        FetchError: The first address failed, and the others gave nothing.
    """
    found: list[Announcements] = []
    failure: FetchError | None = None
    problems: list[Problem] = []
    for url in (source.url, *source.urls):
        try:
            found.append(_list_pages(source, web, days, read, url))
        except FetchError as error:
            failure = failure or (error if url == source.url else None)
            problems.append(Problem(url, error.message, error.remedy))
    items = merge_announced(*(part.items for part in found))
    if failure and not items:
        raise failure
    broken = next((part.broken for part in found if part.broken), None) if not items else None
    broken = problems[0] if failure else broken
    others = [
        problem
        for problem in (*problems, *(p for part in found for p in part.problems))
        if problem is not broken
    ]
    return Announcements(
        items,
        (*((broken,) if broken else ()), *limit_problems(others, source.id)),
        unchanged=bool(found) and all(part.unchanged for part in found),
        broken=broken,
    )


def fetch_index_page(source: Source, web: Web, url: str) -> Fetched | NotModified:
    """Return the answer of an index, its URL as the site's own even where a mirror was asked.

    Raises:
        FetchError: It did not come, or is not of a media type that *source* expects.
    """
    answer = web.get(url, manners=source.manners)
    if isinstance(answer, NotModified):
        return answer
    expected = source.manners.expect
    if expected and answer.media_type not in expected:
        raise FetchError(
            f"came as {answer.media_type or 'nothing named'}, not as {' or '.join(expected)}",
            where=url,
            remedy="open it in a browser: the site may refuse this program, or the index may have moved",
        )
    return replace(answer, url=official_url(answer.url, url, source.manners))


def read_bounded(read: Callable[[Source, Fetched], Found], source: Source, answer: Fetched) -> Found:
    """Return what *read* makes of *answer*, in a child process where there is one.

    Raises:
        FetchError: As *read* does, and where it takes more than any index does.
    """
    try:
        return run_bounded(read, source, answer)
    except BodyTooCostly as error:
        mend = "look for an index of the newest releases only"
        raise FetchError(f"{error}: no index", where=answer.url, remedy=mend) from error


def official_url(url: str, asked: str, manners: Manners) -> str:
    """Return *url* with the origin of *asked* where it lies on the mirror."""
    if not manners.mirror or not url.startswith(manners.mirror.rstrip("/") + "/"):
        return url
    site = urlsplit(asked)
    return f"{site.scheme}://{site.netloc}{url.removeprefix(manners.mirror.rstrip('/'))}"


def absolute_url(base: str, link: str) -> str:
    """Return *link* made absolute; empty where it is empty or cannot be."""
    try:
        return urljoin(base, link.strip()) if link.strip() else ""
    except ValueError:  # half an IPv6 address
        return ""


def _list_pages(source: Source, web: Web, days: DateWindow, read: PageReader, url: str) -> Announcements:
    """Return what the pages of one address announce."""
    parts: list[SelectedReleases] = []
    problems: list[Problem] = []
    broken: Problem | None = None
    seen: set[str] = set()
    most = max_pages(source.paging, days)
    pages = page_urls(source.paging, url, days, own=url == source.url)
    for number, page in enumerate(pages):
        if number == most or len(seen) > MOST_LISTED:
            if days.is_backfill:
                problems.append(_unread(source, number))
            break
        try:
            answer = fetch_index_page(source, web, page)
            if isinstance(answer, NotModified):
                if not number:
                    return Announcements(unchanged=True)
                break
            leaf = read_bounded(read, source, answer)
        except FetchError as error:
            if not number:
                raise
            if error.status not in ENDED:
                problems.append(Problem(page, error.message, error.remedy))
            break
        part = select_releases(source, leaf.rows, days)
        if not number and not source.may_be_empty:
            broken = leaf.empty or _other_links(source, page, leaf, part)
        parts.append(part)
        problems += [*leaf.problems, *part.problems]
        # by all rows, wanted or not: a page of nothing but unwanted ones is not the last
        shown = {row.link or row.key for row in leaf.rows}
        if seen.issuperset(shown) or _is_past(source, part, days):
            break
        seen |= shown
    if broken:
        problems.append(broken)
    return Announcements(merge_announced(*(part.items for part in parts)), tuple(problems), broken=broken)


def _unread(source: Source, pages: int) -> Problem:
    what = f"{pages} pages of the index are read, and there are more"
    return Problem(source.id, what, "ask for fewer days at a time")


def _other_links(source: Source, page: str, leaf: IndexPage, part: SelectedReleases) -> Problem | None:
    if not leaf.rows or part.others < len(leaf.rows):
        return None
    what = f'only_links = "{source.only_links}" takes none of {len(leaf.rows)} links'
    return Problem(source.id, what, f"look at {page}: its addresses may have changed")


def _is_past(source: Source, part: SelectedReleases, days: DateWindow) -> bool:
    """Return whether what follows this page is older than the days asked for."""
    if days.since is None or not part.days:
        return False
    older = [day < days.since for day in part.days]
    return any(older) if source.in_order else all(older)
