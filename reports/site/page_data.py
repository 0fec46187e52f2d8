"""What a page shows as data: CSV for a spreadsheet, JSON for a program, Atom for a feed reader.

    changes.csv?label=weakened    lines/ID.json    topics/military.alliance.atom

The address is that of the page with another ending, and takes the same query. Rows
are those of ``policy-tracker export``, so whoever reads one reads the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from reports.digest.feed import told_changes
from reports.digest.filters import ChangeFilter
from reports.site import routes
from reports.site.columns.change_table import ChangeRows
from reports.site.entries import THAT_MOVED, ChangeEntry, LineEntry, ReleaseEntry
from reports.site.page_context import PageContext, PageNotFoundError, QueryParams, held_by_id, held_by_slug
from reports.site.pages.change_list_filter import parse_filter, select_changes
from reports.site.pages.changes_page import changes_of
from reports.site.pages.lines import dossier_page
from reports.site.pages.topic_pages import lines_under
from reports.site.told_words import feed_redlines, told_words
from reports.view import addresses as at
from tracker.exports.atom_feed import FeedText, RecordedChange, atom
from tracker.exports.delimited import csv_lines, json_array
from tracker.exports.json_rows import CHANGES, UNITS, change_row, published_day, unit_row

MOST_CHANGES = 2_000  # of one file: some 2 MB
MOST_ENTRIES = 100  # of a feed
MEDIA_TYPES = {"csv": "text/csv", "json": "application/json", "atom": "application/atom+xml"}
UNIT_COLUMNS = tuple(column.name for column in UNITS)
CHANGE_COLUMNS = tuple(column.name for column in CHANGES)
LINE_COLUMNS = ("line", "line_name", "source", "first", "last", "mentions", "kind", "level", "moved", "page")
RELEASE_COLUMNS = (
    "release",
    "source",
    "published",
    "title",
    "url",
    "commitments",
    "positions",
    "moved",
    "page",
)
_DATA = re.compile(r"(?P<page>.+?)\.(?P<form>csv|json|atom)")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PageData:
    """The rows of a page, and what of it is news."""

    rows: Callable[[], Iterable[Row]]  # asked for where they are written, not for a feed
    columns: tuple[str, ...]
    # newest first, of what moved those that a digest may tell too; asked for a feed only
    moved: Callable[[], Sequence[ChangeEntry]]
    name: str  # what the feed is of
    redlines: Callable[[], Sequence[FeedText]] = tuple  # of the newest texts; asked for a feed only


def media_type(address: str) -> str:
    """Return the media type of what stands at *address*: that of a page where it has no form of its own."""
    found = _DATA.fullmatch(address)
    return MEDIA_TYPES[found["form"]] if found else "text/html"


def page_of(address: str) -> str:
    """Return the address of the page that *address* gives the data of; "" where it is no address of data.

    >>> page_of("lines/0a.csv"), page_of("index.html")
    ('lines/0a.html', '')
    """
    found = _DATA.fullmatch(address)
    return f"{found['page']}.html" if found else ""


def render_data(view: PageContext, address: str, query: QueryParams) -> str:
    """Return the data at *address*.

    Raises:
        PageNotFoundError: There is no such page, it has no such form, or nothing of that name is held.
        QueryError: *query* cannot be understood.
    """
    found = _DATA.fullmatch(address)
    if found is None:
        raise PageNotFoundError("There is no such page.")
    form = found["form"]
    route, names = routes.find_route(f"{found['page']}.html")
    if "page" in names or form not in route.forms(live=view.live):
        raise PageNotFoundError(f"This page has no {form}.")
    data = _GATHER[route.template](view, names, query)
    if form == "csv":
        return "".join(csv_lines(data.rows(), data.columns, mark=True))
    if form == "json":
        return "".join(json_array(data.rows()))
    now = datetime(1970, 1, 1, tzinfo=UTC)  # of a feed without an entry: the same bytes whenever it is made
    return atom(
        *_told(view, data.moved()), now=now, source=data.name, limit=MOST_ENTRIES, texts=data.redlines()
    )


def _changes(view: PageContext, names: Mapping[str, str], query: QueryParams) -> PageData:
    chosen = select_changes(view.atlas, parse_filter(names, query, view.atlas))
    return PageData(
        lambda: map(change_row, changes_of(view.store, chosen[:MOST_CHANGES])),
        CHANGE_COLUMNS,
        lambda: chosen.not_doubtful()[:MOST_ENTRIES],
        "all",
        # a label, a cause or a day is asked of changes, and a whole text has none
        tuple if names.get("label") or query else lambda: feed_redlines(view, view.atlas.changes),
    )


def _line(view: PageContext, names: Mapping[str, str], _query: QueryParams) -> PageData:
    entry = held_by_id(view.atlas.lines, names["id"], "line")
    changes = view.atlas.lines.changes(view.atlas.lines.places([entry.line.id]))

    def rows() -> Iterator[Row]:
        mentions, _ = view.store.history(entry.line.id)
        return (unit_row(mention.release, mention.unit, entry.line) for mention in mentions)

    return PageData(rows, UNIT_COLUMNS, lambda: _moved(changes), entry.line.name)


def _dossier(view: PageContext, names: Mapping[str, str], _query: QueryParams) -> PageData:
    _, held = dossier_page.held_dossier(view, names["id"])
    lines = [one.line.id for one in held.lines if one.line.id in view.atlas.lines]
    return _of_lines(view, lines, f"dossier of {held.of.name}")


def _release(view: PageContext, names: Mapping[str, str], _query: QueryParams) -> PageData:
    entry = held_by_id(view.atlas.releases, names["id"], "release")

    def rows() -> Iterator[Row]:
        text = view.store.latest_text(entry.release.id)
        return (unit_row(entry.release, unit, line) for unit, line in (text.units if text else ()))

    return PageData(rows, UNIT_COLUMNS, lambda: (), entry.release.title)


def _topic(view: PageContext, names: Mapping[str, str], _query: QueryParams) -> PageData:
    topic = held_by_slug(names, view.atlas.topics, "topic")
    return _of_lines(view, lines_under(view.atlas, topic), topic, ChangeFilter(topics=(topic,)))


def _party(view: PageContext, names: Mapping[str, str], _query: QueryParams) -> PageData:
    party = held_by_slug(names, view.atlas.parties, "party")
    return _of_lines(view, view.atlas.parties[party], party, ChangeFilter(parties=(party,)))


def _source(view: PageContext, names: Mapping[str, str], _query: QueryParams) -> PageData:
    source = held_by_slug(names, view.atlas.sources, "source")
    held, places = view.atlas.releases, view.atlas.sources[source].places
    return PageData(
        lambda: map(_release_row, map(held.entry, places.tolist())),
        RELEASE_COLUMNS,
        lambda: _moved(held.changes(places)),
        source,
        lambda: feed_redlines(view, held.changes(places)),
    )


def _of_lines(view: PageContext, lines: Sequence[str], name: str, of: ChangeFilter | None = None) -> PageData:
    """Return the data of *lines*; with *of* the feed also has redlines, of the sentences that meet it."""
    held = view.atlas.lines
    places = held.places(lines)
    return PageData(
        lambda: map(_line_row, map(held.entry, places.tolist())),
        LINE_COLUMNS,
        lambda: _moved(held.changes(places)),
        name,
        tuple if of is None else lambda: feed_redlines(view, held.changes(places), of.wants_sentence),
    )


def _moved(moves: ChangeRows) -> Sequence[ChangeEntry]:
    return moves.moved().not_doubtful().last_recorded(MOST_ENTRIES)


def _told(view: PageContext, moves: Sequence[ChangeEntry]) -> tuple[list[RecordedChange], dict[str, str]]:
    """Return *moves* but those that say something else than before and are told nowhere, and what each told one is called."""
    recorded = {move.id: move.recorded_at for move in moves}
    changes = changes_of(view.store, moves)
    called = told_words(view, [change for change in changes if change.label in THAT_MOVED])
    return told_changes([(one, recorded[one.id]) for one in changes], called)


def _line_row(entry: LineEntry) -> dict[str, Any]:
    last = entry.mentions[-1] if entry.mentions else None
    return {
        "line": entry.line.id,
        "line_name": entry.line.name,
        "source": entry.line.source,
        "first": entry.mentions[0].day.isoformat() if last else None,
        "last": last.day.isoformat() if last else None,
        "mentions": len(entry.mentions),
        "kind": last.kind.value if last else None,
        "level": last.level if last else None,
        "moved": sum(move.moved_for_certain for move in entry.changes),
        "page": at.line(entry.line.id) if entry.has_page else "",
    }


def _release_row(entry: ReleaseEntry) -> dict[str, Any]:
    release = entry.release
    return {
        "release": release.ref,
        "source": release.source,
        "published": published_day(release),
        "title": release.title,
        "url": release.url,
        "commitments": entry.unit_count.commitments,
        "positions": entry.unit_count.positions,
        "moved": sum(move.moved_for_certain for move in entry.changes),
        "page": at.release(release.id),
    }


_GATHER: Mapping[str, Callable[[PageContext, Mapping[str, str], QueryParams], PageData]] = {
    "site/changes.html.j2": _changes,
    "site/line.html.j2": _line,
    "site/dossier.html.j2": _dossier,
    "site/release.html.j2": _release,
    "site/topic.html.j2": _topic,
    "site/party.html.j2": _party,
    "site/source.html.j2": _source,
}
