"""What a source of any kind announces now, and what the document of one release says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from zoneinfo import ZoneInfo

from tracker.domain import Problem, Release, Source, SourceKind
from tracker.errors import FetchError
from tracker.fetch import Fetched, Web
from tracker.sandbox import BodyTooCostly, run_bounded
from tracker.sources import detail
from tracker.sources.announcements import AnnouncedRelease, Announcements, make_release, merge_announced
from tracker.sources.detail import ReleaseDocument
from tracker.sources.index_reader import list_index
from tracker.sources.kinds.files import list_files
from tracker.sources.kinds.page_readers import feed_page, json_page, listing_page
from tracker.sources.kinds.sitemap import list_sitemap
from tracker.sources.paging import DateWindow


def list_pages(source: Source, web: Web, days: DateWindow) -> Announcements:  # noqa: ARG001 - every kind is asked alike
    """Return one release a URL, in the order of the configuration; a URL given twice counts once."""
    return Announcements(
        tuple(
            AnnouncedRelease(make_release(source.id, url, issuer=source.issuer, url=url))
            for url in dict.fromkeys(source.urls)
        )
    )


_KINDS: Mapping[SourceKind, Callable[[Source, Web, DateWindow], Announcements]] = {
    SourceKind.FEED: partial(list_index, read=feed_page),
    SourceKind.LISTING: partial(list_index, read=listing_page),
    SourceKind.JSON: partial(list_index, read=json_page),
    SourceKind.SITEMAP: list_sitemap,
    SourceKind.PAGES: list_pages,
    SourceKind.FILES: list_files,
}


def list_releases(
    source: Source,
    web: Web,
    *,
    since: date | None = None,
    until: date | None = None,
    now: datetime | None = None,
) -> Announcements:
    """Return what *source* announces now; an item that cannot be used is a problem, the rest goes on.

    With *since* or *until* (days of publication, both included) the index is
    paged through and asked for those days, where it can be; what has no date is
    returned all the same. Where the index fails or gives nothing, the fallback
    of *source* is asked, and a problem says so.

    Raises:
        FetchError: The index itself could not be fetched or read, nor could its fallback.
    """
    today = (now or datetime.now(UTC)).astimezone(ZoneInfo(source.timezone)).date()
    days = DateWindow(today, since, until)
    try:
        found = _KINDS[source.kind](source, web, days)
    except FetchError as error:
        if source.fallback is None:
            raise
        failed = Problem(source.url, error.message, error.remedy)
        try:
            return _fallen_back(source.fallback, web, days, failed, Announcements())
        except FetchError as second:
            raise FetchError(
                f"{error.message}; nor did its fallback help: {second.message}",
                where=error.where,
                remedy=error.remedy,
                transient=error.transient or second.transient,
                status=error.status,
            ) from error
    if found.broken is None or source.fallback is None:
        return found
    try:
        return _fallen_back(source.fallback, web, days, found.broken, found)
    except FetchError as error:
        also = Problem(source.fallback.url, f"nor did the fallback help: {error.message}", error.remedy)
        return replace(found, problems=(*found.problems, also))


def detail_body(
    source: Source, fetched: Fetched, release: Release, *, now: datetime | None = None
) -> ReleaseDocument:
    """Return what *fetched* says of *release*, and raise, as :func:`tracker.sources.detail.detail_body` does."""
    if not detail.is_parsed(source, fetched):
        return detail.detail_body(source, fetched, release, now=now)
    try:
        return run_bounded(detail.detail_body, source, fetched, release, now=now)
    except BodyTooCostly as error:
        mend = "check what is at this address"
        raise FetchError(f"{error}: no press release", where=fetched.url, remedy=mend) from error


def _fallen_back(
    fallback: Source, web: Web, days: DateWindow, failed: Problem, before: Announcements
) -> Announcements:
    """Return what *fallback* announces, then what *before* has beyond it."""
    found = _KINDS[fallback.kind](fallback, web, days)
    used = Problem(
        failed.where, f"{failed.message}; its fallback {fallback.url} was asked instead", failed.remedy
    )
    others = tuple(problem for problem in before.problems if problem is not failed)
    items = merge_announced(found.items, before.items)
    return Announcements(
        items, (used, *others, *found.problems), found.unchanged, None if items else found.broken
    )
