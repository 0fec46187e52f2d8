"""Where releases are announced.

feed      RSS or Atom                    body from the feed, or fetched
listing   an HTML index page, by CSS     fetched
pages     a list of URLs                 fetched
files     a folder                       body from the file
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tracker.domain import Source, SourceKind
from tracker.fetch import Web
from tracker.sources.announced import Announced, Announcements, is_undated, release_of
from tracker.sources.files import list_files, read_files
from tracker.sources.pages import list_pages

__all__ = ["Announced", "Announcements", "is_undated", "list_releases", "read_files", "release_of"]


def _feed(source: Source, web: Web) -> Announcements:
    from tracker.sources.feed import list_feed  # feedparser and lxml take a while to import

    return list_feed(source, web)


def _listing(source: Source, web: Web) -> Announcements:
    from tracker.sources.listing import list_rows

    return list_rows(source, web)


_KINDS: Mapping[SourceKind, Callable[[Source, Web], Announcements]] = {
    SourceKind.FEED: _feed,
    SourceKind.LISTING: _listing,
    SourceKind.PAGES: list_pages,
    SourceKind.FILES: list_files,
}


def list_releases(source: Source, web: Web) -> Announcements:
    """Return what *source* announces now; an item that cannot be used is a problem, the rest goes on.

    Raises:
        FetchError: The feed or the index itself could not be fetched.
    """
    return _KINDS[source.kind](source, web)
