"""A line that continues as one row: how often it was said, how firmly over time, and its latest words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from reports.view import addresses
from reports.view.change_card import Quotation, change_issuer, change_tags, quotation
from reports.view.changes import subject_unit
from reports.view.dates import ISO, DateStyle
from reports.view.rate_words import label_words
from reports.view.sparkline import Sparkline, draw_sparkline
from reports.view.vocabulary import MOVED_SINCE, kind_words, ladder_of
from tracker.domain import Change, Kind
from tracker.text.sanitize import clean

Levels = Mapping[str, Sequence[tuple[date, int, Kind]]]

NO_LEVELS: Levels = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ReportedLine:
    """A line that continues: one row however often it was said."""

    id: str  # of the line
    line: str
    issuer: str
    mark: str
    word: str
    family: str
    kind: str
    times: int
    first: str
    latest: Quotation
    before: str  # when it was last said before the window
    tags: tuple[str, ...]
    in_all: int = 0  # how often it was ever said; 0 unknown
    ever: str = ""  # the day it was first said; "" unknown
    spark: Sparkline | None = None  # its level over time; None where there is no time to draw it over
    line_href: str = ""  # the line on the site; "" where there is no site


def reported_lines(
    changes: Iterable[Change],
    *,
    show_issuer: bool = False,
    dates: DateStyle = ISO,
    levels: Levels = NO_LEVELS,
    site: str | None = None,
) -> tuple[ReportedLine, ...]:
    """Return the lines of *changes*, each once, with how often it was said; most often first.

    *levels* are every (day, level, kind) each line was said, by line id, oldest first.
    *site* is as for :func:`reports.view.change_card.change_card`.
    """
    by_line: dict[str, list[Change]] = {}
    for change in changes:
        by_line.setdefault(change.line.id, []).append(change)
    rows = [
        _thread(sorted(said_again, key=_day), show_issuer, dates, levels.get(line, ()), site)
        for line, said_again in by_line.items()
    ]
    return tuple(sorted(rows, key=lambda row: (row.family != "commitment", -row.times, row.line)))


def _thread(
    changes: Sequence[Change],
    by_many: bool,
    dates: DateStyle,
    points: Sequence[tuple[date, int, Kind]],
    site: str | None,
) -> ReportedLine:
    first, latest = changes[0], changes[-1]
    unit = subject_unit(latest)
    mention = latest.after or latest.before
    assert mention is not None
    words = label_words(latest)
    tags = [tag for change in changes for tag in change_tags(change)]
    if points and (points[-1][1], ladder_of(points[-1][2])) != (unit.facets.level, ladder_of(unit.kind)):
        tags.append(MOVED_SINCE)
    return ReportedLine(
        id=latest.line.id,
        line=clean(latest.line.name),
        issuer=change_issuer(latest) if by_many else "",
        mark=words.mark,
        word=words.word,
        family="commitment" if unit.kind.is_commitment else "position",
        kind=kind_words(unit.kind, unit.facets.level),
        times=len(changes),
        first=dates.day(first.release.published_on),
        latest=quotation(mention, dates, site=site),
        before=dates.day(first.before.release.published_on) if first.before else "",
        tags=tuple(dict.fromkeys(tags)),
        in_all=len(points),
        ever=dates.day(points[0][0]) if points else "",
        spark=draw_sparkline(points),
        line_href="" if site is None else site + addresses.line(latest.line.id),
    )


def _day(change: Change) -> tuple[str, str]:
    return ISO.day(change.release.published_on), change.release.ref
