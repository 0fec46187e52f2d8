"""What was promised by when: coming up, and passed with nothing said since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from reports.site.entries import line_address
from reports.site.index import SiteIndex
from reports.site.list_rows import latest_day
from reports.site.page_context import PageContext, QueryError, QueryParams
from reports.site.pages.change_list_filter import SelectField, select_field
from reports.view import addresses as at
from reports.view.dates import ISO, SHORT
from reports.view.display_names import release_title
from tracker.exports.deadlines import Deadline, coming, deadlines, passed
from tracker.text.numbers import pluralize
from tracker.text.quote_links import quote_link
from tracker.text.sanitize import one_line

MOST = 200  # rows of a list
NEXT, LAST = 12, 5  # of what comes up, and of what passed: as many stand open, the others are folded by year


@dataclass(frozen=True, slots=True)
class DueRow:
    """A commitment with the day it is due."""

    due: str
    words: str  # as the text names it
    issuer: str
    quote: str
    said: str  # the day
    title: str
    href: str  # the page of the release, at the words
    line_href: str
    original: str


@dataclass(frozen=True, slots=True)
class DueList:
    """What comes up, or passed: the nearest, then the others by the year they are due in."""

    near: tuple[DueRow, ...]
    years: tuple[tuple[str, tuple[DueRow, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class DeadlinesPage:
    """All of them, or those of one issuer, or due in one month. *day* is that of the latest text held: what is past is past then."""

    title: str
    day: str
    coming: DueList
    passed: DueList
    facts: str
    more: int  # passed ones that are not shown
    issuers: SelectField | None = None  # those that have any, most first
    months: SelectField | None = None  # in which any is due, the last first
    narrowed: bool = False  # to one of either


def gather(view: PageContext, names: Mapping[str, str], query: QueryParams) -> DeadlinesPage:  # noqa: ARG001 - as every page
    """Return the page of deadlines, on a server of those of one ``issuer`` and ``due`` in one month where *query* names these.

    Raises:
        QueryError: There are none.
    """
    page = all_deadlines(view)
    issuer, month = query.get("issuer", ""), query.get("due", "")
    found = narrowed(page, issuer, month)
    return found if month else fold_by_year(found)


def all_deadlines(view: PageContext) -> DeadlinesPage:
    """Return the page of all deadlines, nothing folded, made once until something is new."""
    atlas = view.atlas
    return atlas.once(
        "deadlines", lambda: lay_out(atlas, deadlines(view.store.standing_units_with_deadline()))
    )


def lay_out(atlas: SiteIndex, found: Sequence[Deadline]) -> DeadlinesPage:
    """Lay *found* out, as of the day of the latest text held, nothing folded."""
    day = latest_day(atlas)
    waiting = coming(found, day or date.min)
    over = passed(found, day) if day else []
    other = len(found) - len(waiting) - len(over)
    facts = _count(waiting, over)
    if other:
        facts += f" {pluralize(other, 'commitment')} name a time that is no day, such as “this year”."
    ahead, gone = (tuple(_row(atlas, one) for one in some[:MOST]) for some in (waiting, over))
    return DeadlinesPage(
        "Deadlines",
        ISO.day(day) if day else "",
        DueList(ahead),
        DueList(gone),
        facts,
        max(0, len(over) - MOST) + max(0, len(waiting) - MOST),
    )


def _choices(rows: Sequence[DueRow], issuer: str = "", month: str = "") -> tuple[SelectField, SelectField]:
    """Return the issuers and the months of *rows* to choose from, with how many each has."""
    issuers = Counter(row.issuer for row in rows).most_common()
    months = sorted(Counter(row.due[:7] for row in rows).items(), reverse=True)
    return (
        select_field("issuer", "Of", issuer, [(one, f"{one} ({count:,})") for one, count in issuers]),
        select_field("due", "Due in", month, [(one, f"{_month(one)} ({count:,})") for one, count in months]),
    )


def _month(due: str) -> str:
    """Return "Jun 2031" of "2031-06"."""
    return " ".join(SHORT.day(date.fromisoformat(f"{due}-01")).split()[1:])


def narrowed(page: DeadlinesPage, issuer: str = "", month: str = "") -> DeadlinesPage:
    """Return *page*, of which nothing is folded, with the deadlines of *issuer* alone, or due in *month*, "" = any, and what there is to choose from.

    Raises:
        QueryError: There are none.
    """
    ahead, gone = (
        tuple(row for row in some.near if issuer in ("", row.issuer) and row.due.startswith(month))
        for some in (page.coming, page.passed)
    )
    if (issuer or month) and not ahead and not gone:
        raise QueryError("Nothing of that issuer is due in that month; choose another of either.")
    issuers, months = _choices((*page.coming.near, *page.passed.near), issuer, month)
    return replace(
        page,
        coming=DueList(ahead),
        passed=DueList(gone),
        facts=_count(ahead, gone) if issuer or month else page.facts,
        issuers=issuers,
        months=months,
        narrowed=bool(issuer or month),
    )


def fold_by_year(page: DeadlinesPage) -> DeadlinesPage:
    """Return *page* with what is due much later, and what passed long ago, folded by year."""
    return replace(page, coming=_fold(page.coming, NEXT), passed=_fold(page.passed, LAST))


def _fold(due: DueList, near: int) -> DueList:
    """Return *due*, the nearest first; what is no more than twice as many as stand open is not folded."""
    if len(due.near) <= 2 * near:
        return due
    years = groupby(due.near[near:], key=lambda row: row.due[:4])
    return DueList(due.near[:near], tuple((year, tuple(some)) for year, some in years))


def _count(waiting: Sized, over: Sized) -> str:
    return f"{pluralize(len(waiting), 'commitment')} due from then on, {len(over):,} past due."


def addresses(atlas: SiteIndex) -> Iterator[str]:  # noqa: ARG001 - as every page
    """Yield the address of the page."""
    yield at.DEADLINES


def _row(atlas: SiteIndex, one: Deadline) -> DueRow:
    release, line = one.release, atlas.lines.get(one.line.id)
    return DueRow(
        ISO.day(one.due),
        one_line(one.unit.facets.deadline),
        one_line(release.issuer or release.source),
        one_line(one.unit.quote),
        ISO.day(release.published_on),
        release_title(release),
        at.release(release.id, one.unit.id) if release.id in atlas.releases else "",
        line_address(line) if line and line.has_page else "",
        quote_link(release.url, one.unit.quote),
    )
