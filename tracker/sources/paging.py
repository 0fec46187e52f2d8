"""Which addresses an index is read at: its pages, one after the other, for the days that are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from urllib.parse import quote

from tracker.domain import Paging
from tracker.sources.url_templates import fill_days, fill_template, has_days

MOST_PAGES = 500  # of one index in one backfill
USUAL_DAYS = 30  # that an address with {since} is asked for where nobody named days
EARLIEST = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class DateWindow:
    """The days of publication that are wanted, both included; *today* in the publisher's zone."""

    today: date
    since: date | None = None
    until: date | None = None

    @property
    def is_backfill(self) -> bool:
        """Whether this is a backfill rather than a usual visit."""
        return self.since is not None or self.until is not None

    def includes(self, day: date | None) -> bool:
        """Return whether a release of *day* is wanted; one without a day always is."""
        return day is None or not (
            (self.since is not None and day < self.since) or (self.until is not None and day > self.until)
        )


def page_urls(paging: Paging, url: str, days: DateWindow, *, own: bool = True) -> Iterator[str]:
    """Yield the addresses of the pages of the index at *url*, without end where it has pages.

    The first is *url* itself, whatever the number of its first page. *own*
    false: *url* is a further address, to which the template does not apply.
    """
    first = _for_days(paging, _filled(url, days), days)
    yield first
    if paging.parameter:
        for number in count(1):
            yield with_parameter(first, paging.parameter, str(paging.start + number * paging.step))
    if paging.template and own:
        for number in count(1):
            place = str(paging.start + number * paging.step)
            template = fill_template(_filled(paging.template, days), {"n": place}.__getitem__)
            yield _for_days(paging, template, days)


def max_pages(paging: Paging, days: DateWindow) -> int:
    """Return how many pages are read at most: those of a visit, or many more where days are asked for."""
    return MOST_PAGES if days.is_backfill else paging.pages


def with_parameter(url: str, name: str, value: str) -> str:
    """Return *url* with the query parameter *name* set; everything else stays as it is written.

    >>> with_parameter("https://mfa.norvale.example/list?dtl/5/Slug&page=1", "page", "2")
    'https://mfa.norvale.example/list?dtl/5/Slug&page=2'
    """
    given = f"{quote(name)}={quote(value, safe=':,/')}"
    base, mark, query = url.partition("?")
    parts = query.split("&") if mark and query else []
    known = [part.partition("=")[0] in (name, quote(name)) for part in parts]
    if any(known):
        place = known.index(True)
        parts = [part for part, same in zip(parts, known, strict=True) if not same]
        parts.insert(place, given)
    else:
        parts.append(given)
    return f"{base}?{'&'.join(parts)}"


def _filled(url: str, days: DateWindow) -> str:
    if not has_days(url):
        return url
    until = days.until or days.today
    usual = EARLIEST if days.is_backfill else until - timedelta(days=USUAL_DAYS)
    return fill_days(url, days.since or usual, until)


def _for_days(paging: Paging, url: str, days: DateWindow) -> str:
    """Return *url* asking for *days*; unchanged where none are asked for or the site cannot be asked."""
    if not days.is_backfill:
        return url
    if has_days(paging.day_format):
        value = fill_days(paging.day_format, days.since or EARLIEST, days.until or days.today)
        return with_parameter(url, paging.since, value) if paging.since else url
    for name, day in ((paging.since, days.since), (paging.until, days.until)):
        if name and day:
            url = with_parameter(url, name, day.strftime(paging.day_format))
    return url
