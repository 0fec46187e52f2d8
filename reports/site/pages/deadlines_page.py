"""What was promised by when: coming up, and passed with nothing said since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.site.entries import line_address
from reports.site.index import SiteIndex
from reports.site.list_rows import latest_day
from reports.site.page_context import PageContext, QueryParams
from reports.view import addresses as at
from reports.view.dates import ISO
from reports.view.display_names import release_title
from tracker.exports.deadlines import Deadline, coming, deadlines, passed
from tracker.text.plurals import pluralize
from tracker.text.quote_links import quote_link
from tracker.text.sanitize import one_line

MOST = 200  # rows of a table


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
class DeadlinesPage:
    """All of them. *day* is that of the latest text held: what is past is past then."""

    title: str
    day: str
    coming: tuple[DueRow, ...]
    passed: tuple[DueRow, ...]
    facts: str
    more: int  # passed ones that are not shown


def gather(view: PageContext, names: Mapping[str, str], query: QueryParams) -> DeadlinesPage:  # noqa: ARG001 - as every page
    """Return the page of deadlines."""
    atlas = view.atlas
    return atlas.once(
        "deadlines", lambda: lay_out(atlas, deadlines(view.store.standing_units_with_deadline()))
    )


def lay_out(atlas: SiteIndex, found: Sequence[Deadline]) -> DeadlinesPage:
    """Lay *found* out, as of the day of the latest text held."""
    day = latest_day(atlas)
    waiting = coming(found, day or date.min)
    over = passed(found, day) if day else []
    other = len(found) - len(waiting) - len(over)
    facts = f"{pluralize(len(waiting), 'commitment')} due from then on, {len(over):,} past due."
    if other:
        facts += f" {pluralize(other, 'commitment')} name a time that is no day, such as “this year”."
    return DeadlinesPage(
        "Deadlines",
        ISO.day(day) if day else "",
        tuple(_row(atlas, one) for one in waiting[:MOST]),
        tuple(_row(atlas, one) for one in over[:MOST]),
        facts,
        max(0, len(over) - MOST) + max(0, len(waiting) - MOST),
    )


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
