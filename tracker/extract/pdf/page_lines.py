"""Runs of letters on a page to lines in reading order, without running heads and page numbers."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_SAME_LINE = 0.6  # of the size: raised and lowered figures still belong to their line
_EDGE = 3  # lines from the top or the bottom in which running heads stand
_STEADY = 4.0  # points: a running head keeps its height
_COMMON = 0.3  # of the pages; left and right pages may have heads of their own
_GUTTER = 8.0  # points of white between two columns
_COLUMN_SHARE = 0.3  # of the runs of a page on either side of the gutter
_COLUMN_LINES = 5
_FILLED = 0.6  # of its column: lines of text are that long, the labels of a table are not
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[\W_]*(?:page|p\.|seite)?\s*(?P<number>\d{1,4})\s*(?:(?:of|/|-)\s*\d{1,4})?[\W_]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PdfTextRun:
    """Text set on without a break; points from the left and the bottom of its page."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class PdfPage:
    """What is set on one page, in the order of the file."""

    width: float
    height: float
    runs: tuple[PdfTextRun, ...]


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line of a column; *column* counts through the document, and a page has at least one."""

    text: str
    left: float
    right: float
    base: float
    size: float
    page: int
    column: int


@dataclass(frozen=True, slots=True)
class PageRotation:
    """How a page is kept: turned by so many degrees clockwise it is as a reader sees it."""

    turn: int
    width: float  # as seen
    height: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return how far a point is from the left and from the bottom, as seen."""
        if self.turn == 90:
            return y, self.height - x
        if self.turn == 180:
            return self.width - x, self.height - y
        if self.turn == 270:
            return self.width - y, x
        return x, y


def body_lines(pages: Sequence[PdfPage]) -> list[PdfLine]:
    """Return the lines of all pages in reading order, without running heads, feet and page numbers."""
    lines: list[PdfLine] = []
    for number, page in enumerate(pages):
        column = lines[-1].column + 1 if lines else 0
        lines += _page_lines(page, number, column)
    running = _running(lines)
    return [line for index, line in enumerate(lines) if index not in running]


def _page_lines(page: PdfPage, number: int, column: int) -> list[PdfLine]:
    """Return the lines of one page.

    The order of the file is the order of reading nearly always, columns and all.
    Where it goes up the page, or back to the left column, more often than columns
    and a head and a foot out of order explain, place decides.
    """
    gutter = _gutter(page)
    runs = list(page.runs)
    pairs = list(itertools.pairwise(runs))
    climbs = sum(after.base > before.base + before.size for before, after in pairs)
    returns = sum(after.left < gutter <= before.left for before, after in pairs) if gutter else 0
    if climbs > 3 or returns > 3:
        runs.sort(key=lambda run: (bool(gutter and run.left >= gutter), -round(run.base), run.left))
    lines: list[list[PdfTextRun]] = []
    for run in runs:
        if lines and _goes_on(lines[-1], run, gutter):
            lines[-1].append(run)
        else:
            lines.append([run])
    made: list[PdfLine] = []
    for parts in lines:
        line = _line(parts, number, column)
        if made and line.base > made[-1].base + 2 * made[-1].size:
            column += 1
            line = _line(parts, number, column)
        made.append(line)
    return made


def _gutter(page: PdfPage) -> float | None:
    """Return where the white between two columns ends, if no line crosses it and both sides are full."""
    full = [run for run in page.runs if len(run.text) > 3]
    starts = Counter(round(run.left) for run in full)
    least = max(_COLUMN_LINES, _COLUMN_SHARE * len(full))
    for start, number in sorted(starts.items()):
        if number < least / 2 or not 0.35 * page.width <= start <= 0.65 * page.width:
            continue
        beside = [run for run in full if run.left >= start - 1]
        before = [run for run in full if run.right <= start - _GUTTER]
        across = len(full) - len(beside) - len(before)
        if across > 3 or min(len(beside), len(before)) < least:  # a title goes over both
            continue
        reach = start - min(run.left for run in before)
        if median(run.right - run.left for run in before) >= _FILLED * reach:
            return start - 1
    return None


def _goes_on(line: list[PdfTextRun], run: PdfTextRun, gutter: float | None) -> bool:
    before = line[-1]
    size = max(before.size, run.size)
    crosses = gutter is not None and before.right < gutter <= run.left
    return (
        abs(run.base - before.base) <= _SAME_LINE * size
        and run.left >= before.right - 0.5 * size
        and not crosses
    )


def _line(runs: list[PdfTextRun], page: int, column: int) -> PdfLine:
    longest = max(runs, key=lambda run: len(run.text))
    text = runs[0].text
    for before, run in itertools.pairwise(runs):
        text += (" " if run.left > before.right + 0.15 * run.size else "") + run.text
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    return PdfLine(" ".join(text.split()), left, right, longest.base, longest.size, page, column)


def _running(lines: Sequence[PdfLine]) -> set[int]:
    """Return the indices of what stands at the same height of many pages, but for its number."""
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        pages.setdefault(line.page, []).append(index)
    edges: list[int] = []
    found: set[int] = set()
    for page, own in pages.items():
        order = sorted(own, key=lambda index: -lines[index].base)
        edges += dict.fromkeys([*order[:_EDGE], *order[-_EDGE:]])
        for index in dict.fromkeys([order[0], order[-1]]):
            numbered = _PAGE_NUMBER.fullmatch(lines[index].text)
            if len(order) > 1 and numbered and int(numbered["number"]) == page + 1:
                found.add(index)
    least = max(2, _COMMON * len(pages))
    same: dict[tuple[str, int], list[int]] = {}
    for index in edges:
        line = lines[index]
        same.setdefault((_NUMBER.sub("#", line.text), round(line.size)), []).append(index)
    for group in same.values():
        height = median(lines[index].base for index in group)
        steady = [index for index in group if abs(lines[index].base - height) <= _STEADY]
        if len({lines[index].page for index in steady}) >= least:
            found.update(steady)
    return found


def left_margins(lines: Sequence[PdfLine]) -> dict[int, float]:
    """Return for each column where most of its lines start."""
    starts: dict[int, Counter[int]] = {}
    for line in lines:
        starts.setdefault(line.column, Counter())[round(line.left)] += 1
    return {column: min(_commonest(count)) for column, count in starts.items()}


def _commonest(count: Counter[int]) -> list[float]:
    most = max(count.values())
    return [float(start) for start, number in count.items() if number == most]
