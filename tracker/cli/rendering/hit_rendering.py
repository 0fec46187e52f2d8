"""Hits of a search as lines for a terminal and rows for JSON. Nothing of the web reaches a terminal as it came."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from tracker.exports.json_rows import Row, published_day
from tracker.search.query import split_at_spans
from tracker.source_health.report import TERMINAL_WIDTH
from tracker.text.sanitize import one_line

if TYPE_CHECKING:  # the store is heavy, and only its views are meant
    from tracker.store.records import Hit

LEAST = 40  # columns
INDENT = 5


def hit_row(hit: Hit) -> Row:
    """Return a row of ``search --json``; spans are code points into the snippet.

    *unit* is null where the hit is no unit, *line* where the unit sits on none yet.
    """
    release, unit, line = hit.release, hit.unit, hit.line
    return {
        "release": release.ref,
        "source": release.source,
        "title": release.title,
        "issuer": release.issuer,
        "published": published_day(release),
        "url": release.url,
        "snippet": hit.snippet,
        "spans": [list(span) for span in hit.spans],
        "unit": unit
        and {
            "id": unit.id,
            "start": unit.start,
            "end": unit.end,
            "quote": unit.quote,
            "kind": unit.kind.value,
            "level": unit.facets.level,
            "line": line.id if line else None,
            "line_name": line.name if line else None,
        },
    }


def result_summary(shown: int, skipped: int, limit: int, total: int) -> str:
    """Return how much there is and how to see more of it.

    >>> result_summary(3, 0, 3, 41), result_summary(20, 20, 20, 41), result_summary(1, 0, 20, 1)
    ('3 of 41 hits; --page 2 shows more', 'hits 21 to 40 of 41; --page 3 shows more', '1 hit')
    >>> result_summary(0, 60, 20, 41)
    '41 hits; the last page is --page 3'
    """
    every = f"{total} hit{'s' if total != 1 else ''}"
    if not shown:
        return f"{every}; the last page is --page {-(-total // limit)}"
    more = f"; --page {skipped // limit + 2} shows more" if skipped + shown < total else ""
    if skipped:
        return f"hits {skipped + 1} to {skipped + shown} of {total}{more}"
    return f"{shown} of {every}{more}" if more else every


def render_hits(hits: Sequence[Hit], skipped: int) -> str:
    """Return *hits* for people: what was asked for in bold where the terminal has it, else in «».

    What follows of the same release has its title and link above.
    """
    width = max(LEAST, shutil.get_terminal_size((TERMINAL_WIDTH, 24)).columns)
    console = Console(width=width, highlight=False, markup=False, emoji=False)
    bold = console.is_terminal and console.color_system is not None
    with console.capture() as captured:
        before = None
        for number, hit in enumerate(hits, start=skipped + 1):
            margin = f"{f'{number}.':<{INDENT - 1}} "
            again = hit.unit is not None and hit.release.id == before
            before = hit.release.id
            for paragraph in _paragraphs(hit, bold=bold, again=again):
                for text in paragraph.wrap(console, width - len(margin), no_wrap=paragraph.no_wrap):
                    text.rstrip()
                    console.print(margin, text, sep="", soft_wrap=True)
                    margin = " " * len(margin)
            console.print()
    return captured.get()


def _paragraphs(hit: Hit, *, bold: bool, again: bool) -> Iterator[Text]:
    """Yield what is printed of *hit*: title; day, issuer and unit; link; words around. *again* = of the unit alone."""
    release, unit = hit.release, hit.unit
    said = _marked(hit, bold=bold)
    of_unit = [f"{unit.kind.value} {unit.facets.level}"] if unit else []
    of_unit += [f"line {hit.line.id[:8]}"] if unit and hit.line else []
    if again:
        yield Text(" · ".join(of_unit), style="dim")
        yield said
        return
    in_title = unit is None and hit.snippet == release.title
    yield said if in_title else Text(one_line(release.title) or one_line(release.ref))
    where = (str(release.published_on or "undated"), one_line(release.issuer), one_line(release.source))
    yield Text(" · ".join(filter(None, (*where, *of_unit))), style="dim")
    yield Text(one_line(release.url) or one_line(release.ref), style="dim", no_wrap=True, overflow="ignore")
    if not in_title:
        yield said


def _marked(hit: Hit, *, bold: bool) -> Text:
    text = Text()
    for part, found in split_at_spans(hit.snippet, hit.spans):
        if found and bold:
            text.append(part, style="bold")
        else:
            text.append(f"«{part}»" if found else part)
    return text
