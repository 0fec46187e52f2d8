"""How firmly a few lines were said, one below the other: the picture of a mail. Pure, but for drawing it.

A mail gets pixels, since mail programs show no SVG, in the colours of light mode, and
its texts are large: a phone shows half of the width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.charts.chart import plain
from reports.charts.drawing.shapes import Drawing, Shape, Words, cut
from reports.charts.drawing.time_scale import scale_of
from reports.charts.level_history import Course, Panel, axis, course_of, drawn, ladders
from reports.charts.level_timeline import FEWEST, told
from reports.charts.line_marks import LineMarks, key

MOST = 4  # lines in one picture
LATEST = 24  # marks of a line; of more, the last
WIDTH, LEFT, RIGHT = 600, 150, 548  # pixels: of the picture, and where the first and the last day stand
SIZE, RUNG, BETWEEN = 14.0, 23, 58  # of texts, from rung to rung, between two ladders
HEAD, AXIS, APART = 30, 52, 20  # from a name to its rungs, below them, before a name
LADDER_NAME = 20  # more, where ladders are named
GROW = 1.2  # of marks
TICK_ROOM = 110  # pixels for the name of a day
DENSITY = 2  # dots a pixel
BYTES = 40_000  # of the file


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a file of a mail: *width* and *height* are those it is shown at, in pixels.

    *described* says in words what it shows; *unnamed* are the names that its font cannot
    write, each with the number it goes by in the picture.
    """

    png: bytes
    width: int
    height: int
    described: str
    unnamed: tuple[str, ...]


def levels_of(lines: Sequence[LineMarks]) -> Shown | None:
    """Return one picture of the first *lines* that were said three times or more; None where there is none.

    It shows as many as a picture of 40 KB holds, four at most.
    """
    known = [(plain(line.name), course_of(line.family, line.marks)) for line in lines]
    often = [(name, course) for name, course in known if course.times >= FEWEST]
    for number in range(min(MOST, len(often)), 0, -1):
        shown = _shown(often[:number])
        if len(shown.png) <= BYTES:
            return shown
    return None


def _shown(lines: Sequence[tuple[str, Course]]) -> Shown:
    from reports.charts.drawing.canvas import png_of, undrawn

    names = [f"{number}. {name}" for number, (name, _) in enumerate(lines, start=1)]
    heads = [
        f"{number}. (named below)" if undrawn(name) else name for number, name in enumerate(names, start=1)
    ]
    drawing = _laid_out(heads, [course.latest(LATEST) for _, course in lines])
    return Shown(
        png_of(drawing, scale=DENSITY),
        round(drawing.width),
        round(drawing.height),
        " ".join(f"{name}: {_told(course)}" for name, (_, course) in zip(names, lines, strict=True)),
        tuple(name for name, head in zip(names, heads, strict=True) if name != head),
    )


def _told(course: Course) -> str:
    more = len(course.marks) > LATEST
    return told(course) + (
        f" Drawn are the last {LATEST} marks, since {course.marks[-LATEST].day}." if more else ""
    )


def _laid_out(heads: Sequence[str], lines: Sequence[Course]) -> Drawing:
    made: list[Shape] = []
    y = 0.0
    for head, course in zip(heads, lines, strict=True):
        y += APART
        made.append(Words(8, y, cut(head, WIDTH - 20, SIZE + 1), "ink", SIZE + 1, bold=True))
        shapes, y = _panel(course, y + HEAD + (LADDER_NAME if len(course.shown) > 1 else 0))
        made += shapes
    labels = {mark.label for course in lines for mark in course.marks}
    legend, low = key(labels, 10, WIDTH - 10, y + APART, SIZE)
    return Drawing(WIDTH, round(low + 14), (*made, *legend))


def _panel(course: Course, top: float) -> tuple[list[Shape], float]:
    """Return one line, its topmost rung at *top*, and where its picture ends."""
    scale = scale_of(course.marks[0].day, course.marks[-1].day, LEFT, RIGHT)
    panel = Panel(scale, top, RUNG, BETWEEN)
    bottom = panel.bottom(course)
    line, _ = drawn(course, panel, SIZE, GROW)
    return [
        *ladders(course, panel, SIZE, all_named=False),
        *axis(scale, top, bottom + 20, TICK_ROOM, SIZE),
        *line,
    ], bottom + AXIS
