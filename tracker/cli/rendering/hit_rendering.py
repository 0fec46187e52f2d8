"""Hits of a search as lines for a terminal and rows for JSON. Nothing of the web reaches a terminal as it came."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells  # wide letters; the console of rich takes 30 ms of each search

from tracker.exports.json_rows import Row, published_day
from tracker.search.query import split_at_spans
from tracker.source_health.report import TERMINAL_WIDTH
from tracker.text.sanitize import one_line

if TYPE_CHECKING:  # the store is heavy, and only its views are meant
    from tracker.store.records import Hit

LEAST = 40  # columns
INDENT = 5
WORD = re.compile(r"\s*\S+\s*")
BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
NO_STYLES = frozenset({"dumb", "unknown"})  # terminals, by $TERM


@dataclass(frozen=True, slots=True)
class _Styled:
    """A paragraph as a terminal shows it: pieces of text with the sequence that begins each; a link is not *wrapped*."""

    pieces: tuple[tuple[str, str], ...]
    wrapped: bool = True

    def lines(self, width: int) -> Iterator[str]:
        """Yield it in lines of *width* columns."""
        text = "".join(piece for piece, _ in self.pieces)
        breaks = [0, *(_breaks(text, width) if self.wrapped else ()), len(text)]
        for first, last in pairwise(breaks):
            yield self._part(first, first + len(text[first:last].rstrip()))

    def _part(self, first: int, last: int) -> str:
        said, at = [], 0
        for piece, style in self.pieces:
            part = piece[max(first - at, 0) : max(last - at, 0)]
            said.append(f"{style}{part}{PLAIN}" if style and part else part)
            at += len(piece)
        return "".join(said)


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
    shown = sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))
    styles = shown and os.environ.get("TERM") not in NO_STYLES
    rows: list[str] = []
    before = None
    for number, hit in enumerate(hits, start=skipped + 1):
        margin = f"{f'{number}.':<{INDENT - 1}} "
        again = hit.unit is not None and hit.release.id == before
        before = hit.release.id
        for paragraph in _paragraphs(hit, styles=styles, again=again):
            for line in paragraph.lines(width - len(margin)):
                rows.append(f"{margin}{line}\n")
                margin = " " * len(margin)
        rows.append("\n")
    return "".join(rows)


def _breaks(text: str, width: int) -> Iterator[int]:
    """Yield where *text* is broken so that each line has *width* columns at most; what is longer than a line is cut."""
    used = 0
    for found in WORD.finditer(text):
        word = found[0]
        if used and used + cell_len(word.rstrip()) > width:
            yield found.start()
            used = 0
        if cell_len(word.rstrip()) <= width:
            used += cell_len(word)
            continue
        *cut, rest = chop_cells(word, width)
        at = found.start()
        for part in cut:
            at += len(part)
            yield at
        used = cell_len(rest)


def _paragraphs(hit: Hit, *, styles: bool, again: bool) -> Iterator[_Styled]:
    """Yield what is printed of *hit*: title; day, issuer and unit; link; words around. *again* = of the unit alone."""
    release, unit = hit.release, hit.unit
    dim = DIM if styles else ""
    said = _marked(hit, styles=styles)
    of_unit = [f"{unit.kind.value} {unit.facets.level}"] if unit else []
    of_unit += [f"line {hit.line.id[:8]}"] if unit and hit.line else []
    if again:
        yield _Styled(((" · ".join(of_unit), dim),))
        yield said
        return
    in_title = unit is None and hit.snippet == release.title
    yield said if in_title else _Styled(((one_line(release.title) or one_line(release.ref), ""),))
    where = (str(release.published_on or "undated"), one_line(release.issuer), one_line(release.source))
    yield _Styled(((" · ".join(filter(None, (*where, *of_unit))), dim),))
    yield _Styled(((one_line(release.url) or one_line(release.ref), dim),), wrapped=False)
    if not in_title:
        yield said


def _marked(hit: Hit, *, styles: bool) -> _Styled:
    return _Styled(
        tuple(
            (part, BOLD) if found and styles else (f"«{part}»" if found else part, "")
            for part, found in split_at_spans(hit.snippet, hit.spans)
        )
    )
