"""sitemap.xml, or an index of such: every page of a site, of which only_links says what is wanted.

``lastmod`` says when a page was last changed, never when it was published: link_date
or the page has to say that. A news sitemap does say it, and is believed.
The caps are those of the protocol (sitemaps.org: 50,000 URLs and 50 MB a file).
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain import Problem, Source
from tracker.errors import FetchError
from tracker.fetch import NotModified, Web
from tracker.sandbox import BodyTooCostly, run_bounded
from tracker.sources.announcement_rules import SelectedReleases, select_releases
from tracker.sources.announcements import Announcements, IndexRow, SitemapEntry, merge_announced
from tracker.sources.index_limits import MOST_URLS, limit_problems
from tracker.sources.index_reader import fetch_index_page
from tracker.sources.kinds.page_readers import sitemap_entries
from tracker.sources.paging import DateWindow, page_urls
from tracker.sources.publication_date import LONGEST
from tracker.text.user_patterns import search_pattern

DEEPEST = 2  # an index may name indexes, and those name sitemaps
MOST_FILES = 50
MOST_COSTLY = 3  # files that take more than any does: their publisher is not asked for another


def list_sitemap(source: Source, web: Web, days: DateWindow) -> Announcements:
    """Return the pages that the sitemaps of *source* name and only_links takes.

    Raises:
        FetchError: The first sitemap did not come, or is none.
    """
    problems: list[Problem] = []
    parts: list[SelectedReleases] = []
    waiting = [(next(page_urls(source.paging, url, days)), 0) for url in (source.url, *source.urls)]
    asked: set[str] = set()
    unchanged = urls = costly = 0
    while waiting and len(asked) < MOST_FILES and urls < MOST_URLS:
        url, depth = waiting.pop(0)
        if url in asked:
            continue
        asked.add(url)
        entries: list[SitemapEntry] = []
        try:
            answer = fetch_index_page(source, web, url)
            if isinstance(answer, NotModified):
                unchanged += 1
                continue
            entries, broken_off = run_bounded(sitemap_entries, answer, MOST_URLS - urls)
            if broken_off is not None:
                raise broken_off
        except BodyTooCostly as error:
            failed = FetchError(f"{error}: no sitemap", where=url, remedy="name one of its parts instead")
            costly += 1
            if len(asked) == 1 or costly == MOST_COSTLY:
                raise failed from error
            problems.append(Problem(url, failed.message, failed.remedy))
        except FetchError as error:
            if len(asked) == 1 and not entries:
                raise
            problems.append(Problem(url, error.message, error.remedy))
        urls += len(entries)
        parts.append(select_releases(source, _rows(source, entries, days), days))
        below = [entry for entry in entries if entry.is_sitemap and _is_wanted(source, entry, days)]
        if depth < DEEPEST:
            waiting += [(entry.url, depth + 1) for entry in below]
    if waiting or urls >= MOST_URLS:
        problems.append(_too_many(source, len(waiting)))
    items = merge_announced(*(part.items for part in parts))
    problems += [problem for part in parts for problem in part.problems]
    broken = None
    if not (unchanged or source.may_be_empty or any(part.refs for part in parts)):
        wanted = f'only_links = "{source.only_links}" takes none' if urls and source.only_links else "no page"
        broken = Problem(source.id, f"{wanted} of {urls} addresses in the sitemap", f"look at {source.url}")
    told = (*((broken,) if broken else ()), *limit_problems(problems, source.id))
    return Announcements(items, told, unchanged == len(asked), broken)


def _rows(source: Source, entries: list[SitemapEntry], days: DateWindow) -> Iterator[IndexRow]:
    """Yield the pages among *entries* that can have been published on the days asked for."""
    for entry in entries:
        if not entry.is_sitemap and not _is_older(entry, days):
            dates = (entry.published,) if entry.published else ()
            yield IndexRow(entry.url, entry.title, dates, where=f"{source.id}, {entry.url}")


def _is_wanted(source: Source, entry: SitemapEntry, days: DateWindow) -> bool:
    """Return whether the sitemap that *entry* names is read: link_pattern takes it, and it changed late enough."""
    pattern = source.selectors.link_pattern
    key = "selectors.link_pattern"
    taken = not pattern or search_pattern(pattern, entry.url[:LONGEST], key=key, where=source.id) is not None
    return taken and not _is_older(entry, days)


def _is_older(entry: SitemapEntry, days: DateWindow) -> bool:
    """What was last changed before the days asked for was published before them too."""
    return days.since is not None and entry.changed is not None and entry.changed < days.since


def _too_many(source: Source, left: int) -> Problem:
    unread = f"{left} sitemaps are not read" if left else "what is behind it is not read"
    what = f"{unread}; {MOST_FILES} files and {MOST_URLS} addresses a visit are the most"
    return Problem(source.id, what, "name those that matter in urls, or by selectors.link_pattern")
