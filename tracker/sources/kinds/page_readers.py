"""What reads the answer of an index, by kind: the functions a child process is asked for.

Their modules import feedparser and lxml, which take a third of a second and some 30 MB. So they
are imported where an answer is read, and the process that only asks does without.
"""

from __future__ import annotations

from itertools import islice

from tracker.domain import Source
from tracker.errors import FetchError
from tracker.fetch import Fetched
from tracker.sources.announcements import SitemapEntry
from tracker.sources.index_reader import IndexPage


def feed_page(source: Source, answer: Fetched) -> IndexPage:
    """Return the items of a feed: see :func:`tracker.sources.kinds.feed.read_feed`."""
    from tracker.sources.kinds.feed import read_feed  # 45 ms with feedparser

    return read_feed(source, answer)


def listing_page(source: Source, answer: Fetched) -> IndexPage:
    """Return the rows of an index page: see :func:`tracker.sources.kinds.listing.read_listing`."""
    from tracker.sources.kinds.listing import read_listing  # 20 ms with lxml

    return read_listing(source, answer)


def json_page(source: Source, answer: Fetched) -> IndexPage:
    """Return what a JSON document lists: see :func:`tracker.sources.kinds.json_endpoint.read_json`."""
    from tracker.sources.kinds.json_endpoint import read_json  # 25 ms where there is HTML in it

    return read_json(source, answer)


def sitemap_entries(answer: Fetched, most: int) -> tuple[list[SitemapEntry], FetchError | None]:
    """Return the first *most* entries of a sitemap, and why there are no more if it breaks off: what came before counts."""
    from tracker.sources.kinds.sitemap_file import read_sitemap  # 10 ms with lxml

    entries: list[SitemapEntry] = []
    try:
        for entry in islice(read_sitemap(answer), most):
            entries.append(entry)
    except FetchError as error:
        return entries, error
    return entries, None
