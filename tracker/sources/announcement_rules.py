"""The rules that hold for every announced item, whatever kind of source announced it.

    row ──► its link as we write it ──► wanted? ──► what it is called ──► its day ──► a release

Links are never put into a canonical form: sites exist whose links differ in the
query alone, and that without a single "=" (../shared/design/sources.md, section 1, point 6).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain import Problem, Release, Source, SourceKind
from tracker.errors import FetchError, SlowPatternError
from tracker.sources.announcements import AnnouncedRelease, IndexRow, Undated, make_release, merge_announced
from tracker.sources.index_limits import LONGEST_LINK, LONGEST_TITLE, replace_unstorable
from tracker.sources.paging import DateWindow
from tracker.sources.publication_date import LONGEST, date_in_link, parse_publication_date
from tracker.sources.url_templates import fill_template
from tracker.text.dates import is_plausible
from tracker.text.quote_links import split_url
from tracker.text.user_patterns import PatternMatch, search_pattern

EARLIEST = date(1800, 1, 1)  # what is before it was never written: 0001-01-01 is a date left empty
UNSET = frozenset({date(1969, 12, 31), date(1970, 1, 1)})  # a clock at zero, in whatever zone
MOST_SLOW = 3  # rows of an index on which a pattern may take too long: then the index is given up
_MEND_LINK = {
    SourceKind.FEED: "set follow = false to read the text in the feed",
    SourceKind.JSON: "set fields.link, fields.body or detail.template",
}


@dataclass(frozen=True, slots=True)
class SelectedReleases:
    """What became of the rows of an index."""

    items: tuple[AnnouncedRelease, ...] = ()
    problems: tuple[Problem, ...] = ()
    refs: tuple[str, ...] = ()  # of all rows that are wanted, inside the days asked for or not
    days: tuple[date, ...] = ()  # of the same
    others: int = 0  # rows whose links are not taken


def select_releases(source: Source, rows: Iterable[IndexRow], days: DateWindow) -> SelectedReleases:
    """Return the releases in *rows* that are wanted, and what cannot be used of the rest.

    Raises:
        FetchError: A pattern of *source* takes too long on several of its rows.
    """
    selection = _Selection(source, days)
    slow = 0
    for row in map(_whole, rows):
        try:
            selection.add(row)
        except SlowPatternError as error:
            slow += 1
            if slow == MOST_SLOW:
                raise FetchError(error.message, where=source.id, remedy=error.remedy) from error
            selection.problems.append(Problem(row.where, error.message, error.remedy))
    return selection.result()


class _Selection:
    """What has become of the rows so far."""

    def __init__(self, source: Source, days: DateWindow) -> None:
        self.source, self.days = source, days
        self.problems: list[Problem] = []
        self._items: list[AnnouncedRelease] = []
        self._doubts: list[str] = []
        self._refs: list[str] = []
        self._dated: list[date] = []
        self._others = 0

    def add(self, row: IndexRow) -> None:
        """Take *row*, or say why not.

        Raises:
            SlowPatternError: A pattern of the source takes too long on it.
        """
        source = self.source
        link = rewritten_link(row.link, source)
        if not (not source.only_links or _search(source, "only_links", link) is not None):
            self._others += 1
            return
        if source.skip_titles and _search(source, "skip_titles", row.title):
            return
        ref = release_ref(link, source, row.key)
        if fault := _row_fault(row, link, ref, source):
            self.problems.append(fault)
            return
        day, doubt = publication_day(row, link, source, self.days.today)
        if doubt:
            self._doubts.append(doubt)
        self._refs.append(ref)
        if day:
            self._dated.append(day)
        if self.days.includes(day):
            release = make_release(
                source.id, ref, issuer=source.issuer, url=link, title=row.title, published_on=day
            )
            self._items.append(announce_release(source, release, row.body))

    def result(self) -> SelectedReleases:
        """Return all of it."""
        return SelectedReleases(
            merge_announced(self._items),
            (*self.problems, *_doubtful(self.source, self._doubts)),
            tuple(self._refs),
            tuple(self._dated),
            self._others,
        )


def _row_fault(row: IndexRow, link: str, ref: str, source: Source) -> Problem | None:
    """Return why a row that is wanted cannot be used."""
    mend = "nothing can be done here; tell the publisher"
    if not ref:
        return Problem(row.where, "has neither a guid nor a link", mend)
    if max(len(link), len(ref)) > LONGEST_LINK:
        return Problem(row.where, f"has a link or a guid of more than {LONGEST_LINK} characters", mend)
    if row.body is not None:
        return None
    if not source.detail.template and not link.startswith(("http://", "https://")):
        return Problem(row.where, "has no link to follow", _MEND_LINK.get(source.kind, ""))
    if split_url(link) is None:
        return Problem(row.where, f'has a link that is no address, "{link[:80]}"', mend)
    return None


def _whole(row: IndexRow) -> IndexRow:
    """Return *row* without what cannot be stored."""
    return replace(
        row,
        link=replace_unstorable(row.link),
        title=replace_unstorable(row.title[:LONGEST_TITLE]),
        key=replace_unstorable(row.key),
        dates=tuple(map(replace_unstorable, row.dates)),
    )


def announce_release(source: Source, release: Release, body: bytes | None = None) -> AnnouncedRelease:
    """Return *release* with where its text is: in *body*, at its link, or where source.detail says."""
    if body is not None:
        return AnnouncedRelease(release, body, "text/html", "utf-8")
    return AnnouncedRelease(release, fetch_url=detail_url(source, release.url, release.ref))


def rewritten_link(link: str, source: Source) -> str:
    """Return *link* as we write it: without its fragment and the parameters named, its beginning replaced."""
    url = link.partition("#")[0].strip()
    base, mark, query = url.partition("?")
    if mark and source.drop_parameters:
        kept = [part for part in query.split("&") if part.partition("=")[0] not in source.drop_parameters]
        url = f"{base}?{'&'.join(kept)}" if kept else base
    for old, new in source.rewrite:
        if url.startswith(old):
            return new + url.removeprefix(old)
    return url


def release_ref(link: str, source: Source, given: str = "") -> str:
    """Return what a release is called: by source.key over its link, else what the index calls it, else the link."""
    match = _search(source, "key", link)
    return (match[1] if match else "") or given or link


def publication_day(row: IndexRow, link: str, source: Source, today: date) -> tuple[date | None, str]:
    """Return the day of a release and "", or None and the text that was read as a day and cannot be one.

    The title goes before the index, the index before the link. A day that cannot
    be true is never used, and no other is put in its place.
    """
    formats = source.formats
    in_title = _group(source, "title_date", row.title)
    in_link = _group(source, "link_date", link)
    tried = [(in_title, parse_publication_date(in_title, source.timezone, formats))] if in_title else []
    tried += [
        (text, parse_publication_date(text, source.timezone, formats)) for text in row.dates if text.strip()
    ]
    tried += [(in_link, date_in_link(in_link, formats))] if in_link else []
    written, day = next(((text, day) for text, day in tried if day), (tried[0][0] if tried else "", None))
    if day is None or not is_plausible_day(day, today):
        return None, " ".join(written[:60].split())
    return day, ""


def is_plausible_day(day: date, today: date) -> bool:
    """Return whether something can have been published on *day*: it is not to come, and no clock was at zero."""
    return day >= EARLIEST and is_plausible(day, today) and day not in UNSET


def detail_url(source: Source, link: str, ref: str) -> str:
    """Return where the text of a release is, if not at its link; else an empty string."""
    if not source.detail.template:
        return ""
    match = _search(source, "key", link)
    groups = {str(number): group or "" for number, group in enumerate(match.groups(), 1)} if match else {}
    parts = split_url(link)
    known = {"key": ref, "link": link, "path": parts.path if parts else "", **groups}
    return fill_template(source.detail.template, lambda name: known.get(name, ""))


def _group(source: Source, key: str, text: str) -> str:
    match = _search(source, key, text)
    return (match[1] or "") if match else ""


def _search(source: Source, key: str, text: str) -> PatternMatch | None:
    """Return where the pattern *key* of *source* is found; None where it has none."""
    pattern: str = getattr(source, key)
    if not pattern:
        return None
    return search_pattern(pattern, text[:LONGEST], key=key, where=source.id)


def _doubtful(source: Source, doubts: list[str]) -> list[Problem]:
    """Say once for a whole index which dates are not used: a clock or a format that is wrong is wrong for all."""
    if not doubts:
        return []
    many = f" ({len(doubts)} such dates)" if len(doubts) > 1 else ""
    what = f'"{doubts[0]}" cannot be the day of a release; such a release is without a date until its page has one'
    return [
        Undated(source.id, what + many, "set date_formats, title_date or link_date if a day is written there")
    ]
