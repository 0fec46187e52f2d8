"""Paragraphs as a terminal shows them: broken at words, in its columns, in bold or faint where it has that."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len, chop_cells  # wide letters; the console of rich takes 30 ms of each search

PIPE_COLUMNS = 100  # where there is no terminal
LEAST = 40  # columns
HANGING = 4  # blanks before what goes on from the line above
BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_NO_STYLES = frozenset({"dumb", "unknown"})  # terminals, by $TERM
_WORD = re.compile(r"\s*\S+\s*")


def columns() -> int:
    """Return how many columns there are to write in."""
    return max(LEAST, shutil.get_terminal_size((PIPE_COLUMNS, 24)).columns)


def has_styles() -> bool:
    """Return whether bold and faint are shown where this is printed."""
    if is_dumb() or not getattr(sys.stdout, "styled", True):  # a pager may have none
        return False
    return sys.stdout.isatty() or bool(os.environ.get("FORCE_COLOR"))


def is_dumb() -> bool:
    """Return whether the terminal would print escapes as letters."""
    return os.environ.get("TERM", "dumb") in _NO_STYLES


def fitted(rows: Iterable[str]) -> Iterator[str]:
    """Yield *rows*, which have no styles, as they are in a pipe; at a terminal what is longer than it is broken at words and hangs.

    An address stays whole: a terminal that knows addresses finds one that it broke itself.
    """
    if not sys.stdout.isatty():
        yield from rows
        return
    width = columns()
    for row in rows:
        for line in row.split("\n"):
            margin = " " * (len(line) - len(line.lstrip()))
            if cell_len(line) <= width or line.lstrip().startswith(("http://", "https://")):
                yield line
                continue
            hanging = margin or " " * HANGING
            first, *rest = Paragraph(((line.strip(), ""),)).lines(width - len(hanging))
            yield f"{margin}{first}"
            yield from (f"{hanging}{part}" for part in rest)


def cut_to(row: str, width: int) -> str:
    """Return *row* in *width* columns, with an ellipsis at its end where something is cut off.

    >>> cut_to("Statement on the sea", 12)
    'Statement …'
    """
    if cell_len(row) <= width:
        return row
    kept = chop_cells(row, width - 2)[0]
    return f"{kept.rsplit(' ', 1)[0] if ' ' in kept[width // 2 :] else kept} …"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Pieces of text that follow each other, each with the sequence that begins its style; "" for none."""

    pieces: tuple[tuple[str, str], ...]

    def lines(self, width: int) -> Iterator[str]:
        """Yield it in lines of *width* columns."""
        text = "".join(piece for piece, _ in self.pieces)
        breaks = [0, *_breaks(text, width), len(text)]
        for first, last in pairwise(breaks):
            yield self._part(first, first + len(text[first:last].rstrip()))

    def _part(self, first: int, last: int) -> str:
        said, at = [], 0
        for piece, style in self.pieces:
            part = piece[max(first - at, 0) : max(last - at, 0)]
            said.append(f"{style}{part}{PLAIN}" if style and part else part)
            at += len(piece)
        return "".join(said)


def _breaks(text: str, width: int) -> Iterator[int]:
    """Yield where *text* is broken so that each line has *width* columns at most; what is longer than a line is cut."""
    used = 0
    for found in _WORD.finditer(text):
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
