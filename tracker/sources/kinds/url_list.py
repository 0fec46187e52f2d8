"""A list of URLs: each page is a release; title and date are on the page."""

from __future__ import annotations

from tracker.domain import Source
from tracker.fetch import Web
from tracker.sources.announcements import AnnouncedRelease, Announcements, make_release
from tracker.sources.paging import DateWindow


def list_pages(source: Source, web: Web, days: DateWindow) -> Announcements:  # noqa: ARG001 - every kind is asked alike
    """Return one release a URL, in the order of the configuration; a URL given twice counts once."""
    return Announcements(
        tuple(
            AnnouncedRelease(make_release(source.id, url, issuer=source.issuer, url=url))
            for url in dict.fromkeys(source.urls)
        )
    )
