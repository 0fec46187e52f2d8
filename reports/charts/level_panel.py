"""A line through the years, laid out on the ladders it stood on: its steps, its marks and their words. Pure.

Levels are compared within a family only. A line that moves from one family to another,
say from an undertaking to a demand, goes on on the ladder of the other, below or above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reports.charts.drawing.shapes import TEXT, Point, Shape, Strokes, Words
from reports.charts.drawing.time_scale import TimeScale
from reports.charts.label_placement import place_labels, stack_marks
from reports.charts.line_marks import LineMark, change_text, draw_marks, ladder_of_mark, quote_text
from reports.view.vocabulary import LADDERS, PRAISE, ladder_name, level_phrase
from tracker.domain import Label
from tracker.level_names import LEVEL_NAMES

RUNGS = 5
ROOM = 24  # pixels for words above the topmost rung and below the last


@dataclass(frozen=True, slots=True)
class LevelHistory:
    """Marks in order, each on its ladder, and the ladders there are from the top."""

    marks: tuple[LineMark, ...]
    ladders: tuple[str, ...]  # of each mark
    shown_ladders: tuple[str, ...]

    @property
    def mention_count(self) -> int:
        """How often the line was said."""
        return sum(mark.spoken for mark in self.marks)

    def latest(self, number: int) -> LevelHistory:
        """Return the last *number* marks."""
        marks, ladders = self.marks[-number:], self.ladders[-number:]
        return LevelHistory(
            marks, ladders, tuple(ladder for ladder in self.shown_ladders if ladder in ladders)
        )


@dataclass(frozen=True, slots=True)
class HistoryPanel:
    """Where a course is drawn: the days across, the topmost rung, and the pixels from rung to rung and ladder to ladder."""

    scale: TimeScale
    top: float
    rung: float
    between: float

    def rung_at(self, course: LevelHistory, ladder: str, level: int) -> float:
        """Return the y of *level* on *ladder*."""
        start = self.top + course.shown_ladders.index(ladder) * ((RUNGS - 1) * self.rung + self.between)
        return start + (RUNGS - level) * self.rung

    def bottom(self, course: LevelHistory) -> float:
        """Return the y of the last rung."""
        return self.rung_at(course, course.shown_ladders[-1], 1)


def history_of_marks(family: str, marks: Sequence[LineMark]) -> LevelHistory:
    """Return *marks* in order of days; of one day as they come. A silence stands where the line stood before it."""
    ordered: list[LineMark] = []
    on: list[str] = []
    for mark in sorted(marks, key=lambda mark: mark.day):
        if mark.spoken:
            ordered.append(mark)
            on.append(ladder_of_mark(mark, family))
        elif ordered:  # what was never said cannot be missed
            ordered.append(replace(mark, level=ordered[-1].level))
            on.append(on[-1])
    return LevelHistory(tuple(ordered), tuple(on), tuple(one for one in LADDERS if one in on))


def draw_ladders(
    course: LevelHistory, panel: HistoryPanel, size: float = TEXT, *, all_named: bool = True
) -> list[Shape]:
    """Return the rungs, and what each ladder measures where there are several.

    Rungs have their names, or with *all_named* false those the line stood on.
    """
    left, right = panel.scale.left - 12, panel.scale.right + 12
    stood = set(zip(course.ladders, (mark.level for mark in course.marks), strict=True))
    rungs = [
        (ladder, level, panel.rung_at(course, ladder, level))
        for ladder in course.shown_ladders
        for level in range(1, RUNGS + 1)
    ]
    made: list[Shape] = [Strokes(tuple(((left, y), (right, y)) for _, _, y in rungs), "hair")]
    for ladder, level, y in rungs:
        if all_named or (ladder, level) in stood:
            word = str(level) if ladder == PRAISE else f"{LEVEL_NAMES[ladder][level - 1]} {level}"
            made.append(Words(left - 6, y + size / 3, word, size=size, anchor="end"))
    if len(course.shown_ladders) > 1:
        made += [
            Words(
                left - 6,
                panel.rung_at(course, ladder, RUNGS) - 16,
                ladder_name(ladder).upper(),
                "ink",
                11,
                "end",
            )
            for ladder in course.shown_ladders
        ]
    return made


def draw_axis(scale: TimeScale, top: float, bottom: float, room: float, size: float = TEXT) -> list[Shape]:
    """Return uprights from *top* to *bottom* at round days with their names below, each with *room* pixels across."""
    ticks = scale.ticks(int((scale.right - scale.left) / room) + 1)
    if not ticks:
        return []
    lines = tuple(((scale.at(day), top), (scale.at(day), bottom)) for day, _ in ticks)
    return [
        Strokes(lines, "hair"),
        *(Words(scale.at(day), bottom + size + 2, word, size=size, anchor="middle") for day, word in ticks),
    ]


def draw_history(
    course: LevelHistory, panel: HistoryPanel, size: float = TEXT, grow: float = 1.0
) -> tuple[list[Shape], int]:
    """Return the line of *course*, its marks and the words of its changes; and how many words had no room."""
    across = [panel.scale.at(mark.day) for mark in course.marks]
    on = [
        (x, panel.rung_at(course, ladder, mark.level))
        for x, mark, ladder in zip(across, course.marks, course.ladders, strict=True)
    ]
    steps, turns = _line(course, on)
    places = stack_marks(on, panel.rung, grow)
    said = [_tooltip(mark, ladder) for mark, ladder in zip(course.marks, course.ladders, strict=True)]
    made: list[Shape] = []
    if steps:
        made.append(Strokes(steps, "muted", 2 * grow))
    if turns:
        made.append(Strokes(turns, "muted", 1.5 * grow, (2.0, 3.0)))
    made += draw_marks(course.marks, places, said, grow)
    bounds = (panel.scale.left - 8, panel.top - ROOM, panel.scale.right + 30, panel.bottom(course) + ROOM)
    words, unnamed = place_labels(course.marks, places, (*steps, *turns), bounds, size)
    return made + words, unnamed


def _tooltip(mark: LineMark, ladder: str) -> str:
    level = f", {level_phrase(ladder, mark.level)}" if mark.spoken else ""
    return f"{mark.day}{level}, {change_text(mark)}: {quote_text(mark)}".removesuffix(": ")


def _line(
    course: LevelHistory, on: Sequence[Point]
) -> tuple[tuple[tuple[Point, ...], ...], tuple[tuple[Point, ...], ...]]:
    """Return the steps of *course*, and where it turns from one ladder to another.

    A level holds until the line is said again; nothing is known after it was dropped.
    """
    steps: list[list[Point]] = [[on[0]]]
    turns: list[tuple[Point, ...]] = []
    for place, (before, mark) in enumerate(pairwise(course.marks), start=1):
        (x, y), (_, held) = on[place], steps[-1][-1]
        if before.label is Label.DROPPED:
            steps.append([(x, y)])
            continue
        steps[-1].append((x, held))
        if not mark.spoken:
            continue
        if course.ladders[place] != course.ladders[place - 1]:
            turns.append(((x, held), (x, y)))
            steps.append([(x, y)])
        else:
            steps[-1].append((x, y))
    return tuple(corners for points in steps if len(corners := _corners(points)) > 1), tuple(turns)


def _corners(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return *points* without those a straight line runs through."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and any(kept[-2][axis] == kept[-1][axis] == point[axis] for axis in (0, 1)):
            kept.pop()
        kept.append(point)
    return tuple(kept)
