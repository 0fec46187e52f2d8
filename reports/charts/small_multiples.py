"""A few lines over time, one below the other: the picture of a mail. Pure, but for drawing it.

A line is drawn by how firmly it was said, a line of decisions on a rate by the rate in percent. A mail gets pixels, since mail
programs show no SVG, once for light and once for dark mode, and its texts are large: a phone shows half of the width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.chart import plain_line
from reports.charts.drawing.shapes import Drawing, Shape, Words, truncate
from reports.charts.drawing.time_scale import time_scale_for
from reports.charts.level_panel import (
    HistoryPanel,
    LevelHistory,
    draw_axis,
    draw_history,
    draw_ladders,
    history_of_marks,
)
from reports.charts.line_chart import FEWEST, describe_history
from reports.charts.line_marks import MarkedLine, draw_mark_key
from reports.charts.rate_marks import RateMark
from reports.charts.rate_panel import describe_rate, draw_rate, draw_rate_key

MOST = 4  # lines in one picture
LATEST = 24  # marks of a line; of more, the last
WIDTH, LEFT, RIGHT = 600, 150, 548  # pixels: of the picture, and where the first and the last day stand
SIZE, RUNG, BETWEEN = 14.0, 23, 58  # of texts, from rung to rung, between two ladders
RATE_HEIGHT = 110  # pixels of a rate
HEAD, AXIS, APART = 30, 52, 20  # from a name to its rungs, below them, before a name
KEY = 24  # more, below a rate, for what its marks mean
LADDER_NAME = 20  # more, where ladders are named
GROW = 1.2  # of marks
TICK_ROOM = 110  # pixels for the name of a day
DENSITY = 2  # dots a pixel
BYTES = 40_000  # of each of the two files


@dataclass(frozen=True, slots=True)
class MailChart:
    """A picture as a file of a mail: *width* and *height* are those it is shown at, in pixels.

    *description* says in words what it shows; *undrawn_names* are the names that its font cannot
    write, each with the number it goes by in the picture.
    """

    png: bytes
    dark_png: bytes
    width: int
    height: int
    description: str
    undrawn_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Panel:
    """A line to be drawn: its name, and its levels, or where it is one of decisions on a rate these."""

    name: str
    levels: LevelHistory
    rates: tuple[RateMark, ...]

    @property
    def is_drawn(self) -> bool:
        """Whether it was said often enough for a picture."""
        return bool(self.rates) or self.levels.mention_count >= FEWEST

    @property
    def described(self) -> str:
        """What its picture shows, in words."""
        marks = self.rates or self.levels.marks
        words = describe_rate(self.rates) if self.rates else describe_history(self.levels)
        more = len(marks) > LATEST
        return words + (f" Drawn are the last {LATEST} marks, since {marks[-LATEST].day}." if more else "")


def line_charts(lines: Sequence[MarkedLine]) -> MailChart | None:
    """Return one picture of the first *lines* that were said three times or more; None where there is none.

    It shows as many as a picture of 40 KB holds, four at most.
    """
    panels = [
        _Panel(
            f"{plain_line(line.name)}, in percent" if line.rates else plain_line(line.name),
            history_of_marks(line.family, line.marks),
            line.rates,
        )
        for line in lines
    ]
    often = [panel for panel in panels if panel.is_drawn]
    for number in range(min(MOST, len(often)), 0, -1):
        shown = _shown(often[:number])
        if max(len(shown.png), len(shown.dark_png)) <= BYTES:
            return shown
    return None


def _shown(panels: Sequence[_Panel]) -> MailChart:
    from reports.charts.drawing.canvas import draw_png, lacks_glyphs  # up to a second: matplotlib

    names = [f"{number}. {panel.name}" for number, panel in enumerate(panels, start=1)]
    heads = [
        f"{number}. (named below)" if lacks_glyphs(name) else name
        for number, name in enumerate(names, start=1)
    ]
    drawing = _laid_out(heads, panels)
    return MailChart(
        *draw_png(drawing, scale=DENSITY),
        round(drawing.width),
        round(drawing.height),
        " ".join(f"{name}: {panel.described}" for name, panel in zip(names, panels, strict=True)),
        tuple(name for name, head in zip(names, heads, strict=True) if name != head),
    )


def _laid_out(heads: Sequence[str], panels: Sequence[_Panel]) -> Drawing:
    made: list[Shape] = []
    y = 0.0
    for head, panel in zip(heads, panels, strict=True):
        y += APART
        made.append(Words(8, y, truncate(head, WIDTH - 20, SIZE + 1), "ink", SIZE + 1, bold=True))
        drawn, y = (
            _rates(panel.rates[-LATEST:], y + HEAD)
            if panel.rates
            else _levels(panel.levels.latest(LATEST), y + HEAD)
        )
        made += drawn
    labels = {mark.label for panel in panels if not panel.rates for mark in panel.levels.latest(LATEST).marks}
    if not labels:
        return Drawing(WIDTH, round(y), tuple(made))
    legend, low = draw_mark_key(labels, 10, WIDTH - 10, y + APART, SIZE)
    return Drawing(WIDTH, round(low + 14), (*made, *legend))


def _levels(course: LevelHistory, top: float) -> tuple[list[Shape], float]:
    """Return one line by its levels, below *top*, and where its picture ends."""
    top += LADDER_NAME if len(course.shown_ladders) > 1 else 0
    scale = time_scale_for(course.marks[0].day, course.marks[-1].day, LEFT, RIGHT)
    panel = HistoryPanel(scale, top, RUNG, BETWEEN)
    bottom = panel.bottom(course)
    line, _ = draw_history(course, panel, SIZE, GROW)
    return [
        *draw_ladders(course, panel, SIZE, all_named=False),
        *draw_axis(scale, top, bottom + 20, TICK_ROOM, SIZE),
        *line,
    ], bottom + AXIS


def _rates(marks: Sequence[RateMark], top: float) -> tuple[list[Shape], float]:
    """Return one line by where its rate stood, below *top*, and where its picture ends."""
    scale = time_scale_for(marks[0].day, marks[-1].day, LEFT, RIGHT)
    bottom = top + RATE_HEIGHT
    return [
        *draw_axis(scale, top, bottom + 20, TICK_ROOM, SIZE),
        *draw_rate(marks, scale, top, RATE_HEIGHT, SIZE),
        *draw_rate_key(LEFT, bottom + AXIS + 6, SIZE),
    ], bottom + AXIS + KEY
