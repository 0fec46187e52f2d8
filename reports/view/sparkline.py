"""A line's level over time in the height of a row of text: worked out here, drawn by ``_base/spark.html.j2``. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise, takewhile

from reports.view.vocabulary import ladder_name, ladder_of, level_phrase
from tracker.domain import Kind

WIDTH, HEIGHT = 96, 24  # pixels
EDGE = 4  # room around the mark of the last point
LEVELS = 5
STEPS_NAMED = 6  # a line that moved more often is summed up


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A step line from left (first said) to right (last said), level 1 at the bottom and 5 at the top."""

    path: str  # of the SVG
    x: int  # of the last point
    y: int
    words: str  # the same for who does not see it
    width: int = WIDTH
    height: int = HEIGHT


def draw_sparkline(points: Sequence[tuple[date, int, Kind]]) -> Sparkline | None:
    """Draw the (day, level, kind) of each time a line was said, oldest first; None where one day is left.

    Levels of two ladders are never joined: of a line that turned from one to
    another only what was said since the last turn is drawn.

    >>> said = [(date(2029, 1, 3), 4), (date(2030, 1, 3), 3), (date(2031, 1, 3), 3)]
    >>> drawn = draw_sparkline([(day, level, Kind.U_OWN) for day, level in said])
    >>> drawn and drawn.path, drawn and drawn.words
    ('M4 8H48V12H92', 'level over time: definite (4) 2029-01-03, best efforts (3) 2030-01-03 to 2031-01-03')
    """
    if not points:
        return None
    ladder = ladder_of(points[-1][2])
    since = [*takewhile(lambda point: ladder_of(point[2]) == ladder, reversed(points))][::-1]
    if since[0][0] == since[-1][0]:
        return None
    run = [(day, level) for day, level, _ in since]
    return _drawn(run, _words(run, ladder, turned=len(run) < len(points)))


def _drawn(points: Sequence[tuple[date, int]], words: str) -> Sparkline:
    start, days = points[0][0], (points[-1][0] - points[0][0]).days
    right = WIDTH - EDGE

    def across(day: date) -> int:
        return EDGE + round((right - EDGE) * (day - start).days / days)

    path = f"M{across(start)} {_up(points[0][1])}"
    for (_, before), (day, level) in pairwise(points):
        if level != before:
            path += f"H{across(day)}V{_up(level)}"
    return Sparkline(f"{path}H{right}", right, _up(points[-1][1]), words)


def _up(level: int) -> int:
    return HEIGHT - EDGE - round((HEIGHT - 2 * EDGE) * (level - 1) / (LEVELS - 1))


def _words(points: Sequence[tuple[date, int]], ladder: str, *, turned: bool) -> str:
    def named(level: int) -> str:
        return level_phrase(ladder, level)

    steps = [(level, next(told)[0]) for level, told in groupby(points, key=lambda point: point[1])]
    last = points[-1][0]
    if len(steps) > STEPS_NAMED:
        levels = [level for _, level in points]
        said = (
            f"{named(steps[0][0])} {steps[0][1]}, moved {len(steps) - 1:,} times between "
            f"{named(min(levels))} and {named(max(levels))}, {named(steps[-1][0])} {steps[-1][1]}"
        )
    else:
        said = ", ".join(f"{named(level)} {day}" for level, day in steps)
    only = f", as {ladder_name(ladder)} only" if turned else ""
    return f"level over time{only}: {said}" + (f" to {last}" if last != steps[-1][1] else "")
