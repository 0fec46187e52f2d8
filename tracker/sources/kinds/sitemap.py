"""sitemap.xml, or an index of such: every page of a site, of which only_links says what is wanted.

``lastmod`` says when a page was last changed, never when it was published: link_date
or the page has to say that. A news sitemap does say it, and is believed.
The caps are those of the protocol (sitemaps.org: 50,000 URLs and 50 MB a file).
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from lxml import etree

from tracker.domain import Problem, Source
from tracker.errors import FetchError
from tracker.fetch import Fetched, NotModified, Web
from tracker.sources.announcement_rules import SelectedReleases, select_releases
from tracker.sources.announcements import Announcements, IndexRow, merge_announced
from tracker.sources.index_limits import limit_problems
from tracker.sources.index_reader import fetch_index_page
from tracker.sources.paging import DateWindow, page_urls
from tracker.sources.publication_date import LONGEST
from tracker.text.dates import find_date

DEEPEST = 2  # an index may name indexes, and those name sitemaps
MOST_FILES = 50
MOST_URLS = 50_000
MOST_BYTES = 50_000_000
MOST_PARTS = 20_000  # tags of one entry; 1,000 images with five elements each may be named there
_ENTRIES = {"urlset": "url", "sitemapindex": "sitemap"}  # a root, and what it holds


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """What a sitemap says of one address."""

    url: str
    is_sitemap: bool = False
    changed: date | None = None
    published: str = ""
    title: str = ""


def list_sitemap(source: Source, web: Web, days: DateWindow) -> Announcements:
    """Return the pages that the sitemaps of *source* name and only_links takes.

    Raises:
        FetchError: The first sitemap did not come, or is none.
    """
    problems: list[Problem] = []
    parts: list[SelectedReleases] = []
    waiting = [(next(page_urls(source.paging, url, days)), 0) for url in (source.url, *source.urls)]
    asked: set[str] = set()
    unchanged = urls = 0
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
            for entry in islice(read_sitemap(answer), MOST_URLS - urls):
                entries.append(entry)  # one by one: what came before an error counts
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


def read_sitemap(answer: Fetched) -> Iterator[SitemapEntry]:
    """Yield the entries of a sitemap or of an index of sitemaps, which may be compressed.

    Raises:
        FetchError: It is neither, breaks off, or is larger than the protocol allows.
    """
    events = etree.iterparse(
        io.BytesIO(_plain(answer)),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    root: etree._Element | None = None
    found = depth = children = parts = 0
    try:
        for event, element in events:
            depth += 1 if event == "start" else -1
            parts += 1
            if root is None:
                root = element
                if _name(root) not in _ENTRIES:
                    raise _not_a_sitemap(answer)
            if event == "end" and depth == 1:
                children, parts = children + 1, 0
                if _name(element) == _ENTRIES[_name(root)]:
                    entry = _entry(element, _name(root) == "sitemapindex")
                    if entry.url:
                        found += 1
                        yield entry
                element.clear()
                while (read := element.getprevious()) is not None:  # or a tree of 50 MB takes a gigabyte
                    root.remove(read)
            if children > MOST_URLS or parts > MOST_PARTS:
                what = f"more than a sitemap may hold, after {found} addresses"
                raise FetchError(what, where=answer.url, remedy="open it in a browser")
    except etree.XMLSyntaxError as error:
        if root is None:
            raise _not_a_sitemap(answer) from error
        what = f"XML that breaks off or is not well-formed after {found} addresses"
        raise FetchError(what, where=answer.url, remedy="open it in a browser", transient=True) from error


def _name(element: etree._Element) -> str:
    """Return the name of *element* without its prefix, which may be declared or not."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _entry(element: etree._Element, is_sitemap: bool) -> SitemapEntry:
    said = {_name(inner): " ".join((inner.text or "").split()) for inner in element.iter()}
    return SitemapEntry(
        url=said.get("loc", ""),
        is_sitemap=is_sitemap,
        changed=find_date(said.get("lastmod", "")),
        published=said.get("publication_date", ""),
        title=said.get("title", ""),
    )


def _rows(source: Source, entries: list[SitemapEntry], days: DateWindow) -> Iterator[IndexRow]:
    """Yield the pages among *entries* that can have been published on the days asked for."""
    for entry in entries:
        if not entry.is_sitemap and not _is_older(entry, days):
            dates = (entry.published,) if entry.published else ()
            yield IndexRow(entry.url, entry.title, dates, where=f"{source.id}, {entry.url}")


def _is_wanted(source: Source, entry: SitemapEntry, days: DateWindow) -> bool:
    """Whether the sitemap that *entry* names is read: link_pattern takes it, and it changed late enough."""
    pattern = source.selectors.link_pattern
    taken = not pattern or re.search(pattern, entry.url[:LONGEST]) is not None
    return taken and not _is_older(entry, days)


def _is_older(entry: SitemapEntry, days: DateWindow) -> bool:
    """What was last changed before the days asked for was published before them too."""
    return days.since is not None and entry.changed is not None and entry.changed < days.since


def _plain(answer: Fetched) -> bytes:
    """Return the body, decompressed up to the cap of the protocol."""
    if not answer.body.startswith(b"\x1f\x8b"):
        return answer.body
    reader = zlib.decompressobj(wbits=31)
    try:
        body = reader.decompress(answer.body, MOST_BYTES)
    except zlib.error as error:
        raise FetchError("gzip that is broken", where=answer.url, transient=True) from error
    if reader.unconsumed_tail:
        what = f"the sitemap is larger than {MOST_BYTES // 1_000_000} MB"
        raise FetchError(what, where=answer.url, remedy="name one of its parts instead")
    return body


def _not_a_sitemap(answer: Fetched) -> FetchError:
    return FetchError(
        f"not a sitemap but {answer.media_type or 'something without a media type'}",
        where=answer.url,
        remedy="open it in a browser: it may have moved, or the site may refuse this program",
    )


def _too_many(source: Source, left: int) -> Problem:
    unread = f"{left} sitemaps are not read" if left else "what is behind it is not read"
    what = f"{unread}; {MOST_FILES} files and {MOST_URLS} addresses a visit are the most"
    return Problem(source.id, what, "name those that matter in urls, or by selectors.link_pattern")
