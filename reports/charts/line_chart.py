"""How firmly a line was said, over time: a step line on its ladder, every mention a mark. Pure, but for drawing it."""

from __future__ import annotations

from collections.abc import Sequence

from reports.charts.chart import Chart, plain_line, sentence_list
from reports.charts.drawing.shapes import Drawing
from reports.charts.drawing.svg import page_svg
from reports.charts.drawing.time_scale import time_scale_for
from reports.charts.level_panel import (
    HistoryPanel,
    LevelHistory,
    draw_axis,
    draw_history,
    draw_ladders,
    history_of_marks,
)
from reports.charts.line_marks import (
    LineMark,
    change_text,
    draw_mark_key,
    merge_spots,
    moved_marks,
    quote_text,
)
from reports.view.vocabulary import LABEL_WORDS, ladder_name, level_phrase
from tracker.text.numbers import pluralize

FEWEST = 3  # mentions; fewer are no course
WIDTH, LEFT, RIGHT = 760, 128, 724  # pixels: of the picture, and where the first and the last day stand
TOP, BETWEEN = 30, 52  # above the first ladder, between two ladders
RUNG, LOW_RUNG = 32, 24  # from rung to rung, of one ladder and of each of several
FLAT_RUNG = 8  # of a line that never leaves its level: a strip
TICK_ROOM = 96  # pixels for the name of a day
MOVES_NAMED = 6  # in the description
HEAD = ("Day", "Level", "Change", "What was said")


def timeline(name: str, family: str, marks: Sequence[LineMark]) -> Chart:
    """Return the level of the line called *name* over time.

    *family* is the ladder of marks that do not say their kind: U, D, S or E. Fewer
    than three mentions are told in words, without a picture.
    """
    course = history_of_marks(family, marks)
    title = f"Level over time: {plain_line(name)}"
    rows = tuple(
        (
            str(mark.day),
            level_phrase(ladder, mark.level) if mark.spoken else "",
            change_text(mark),
            quote_text(mark),
        )
        for mark, ladder in zip(course.marks, course.ladders, strict=True)
    )
    said = describe_history(course)
    if course.mention_count < FEWEST:
        return Chart("", title, f"{said} Too few to draw.", HEAD, rows)
    drawing, unnamed = _laid_out(course)
    if unnamed:
        said += f" {pluralize(unnamed, 'word')} of change did not fit beside the mark."

    return Chart(page_svg(drawing, title, said), title, said, HEAD, rows)


def describe_history(course: LevelHistory) -> str:
    """Say in words what the picture of *course* shows."""
    spoken = [
        (mark, ladder) for mark, ladder in zip(course.marks, course.ladders, strict=True) if mark.spoken
    ]
    if not spoken:
        return "Not said in the texts held."
    (first, on), (last, at) = spoken[0], spoken[-1]
    kind = f"{ladder_name(on)}, " if len(course.shown_ladders) > 1 else ""
    then = f"{ladder_name(at)}, " if len(course.shown_ladders) > 1 else ""
    parts = [
        f"Said {_often(len(spoken))}, {first.day} to {last.day}: "
        f"first {kind}{level_phrase(on, first.level)}, last {then}{level_phrase(at, last.level)}."
        if len(spoken) > 1
        else f"Said once, on {first.day}: {level_phrase(on, first.level)}."
    ]
    moves = moved_marks(course.marks)
    first_moves = ", ".join(
        f"{LABEL_WORDS[mark.label].word} {mark.day}" + (f" ({', '.join(mark.tags)})" if mark.tags else "")
        for mark in moves[:MOVES_NAMED]
        if mark.label
    )
    if moves:
        more = len(moves) - MOVES_NAMED
        parts.append(f"Moved {_often(len(moves))}: {first_moves}{f' and {more:,} more' if more > 0 else ''}.")
    if len(course.shown_ladders) > 1:
        names = sentence_list(tuple(ladder_name(one) for one in course.shown_ladders))
        parts.append(f"Each kind has a ladder of its own ({names}): levels of two kinds are not compared.")
    return " ".join(parts)


def _often(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def _laid_out(course: LevelHistory) -> tuple[Drawing, int]:
    """Return the picture of *course*, and how many changes have no room for their word."""
    scale = time_scale_for(course.marks[0].day, course.marks[-1].day, LEFT, RIGHT)
    days = {mark.day for mark in course.marks}
    stood = set(zip(course.ladders, (mark.level for mark in course.marks), strict=True))
    flat = len(stood) == 1 and len(days) == len(course.marks)  # marks of one day need room above each other
    rung = FLAT_RUNG if flat else RUNG if len(course.shown_ladders) == 1 else LOW_RUNG
    panel = HistoryPanel(scale, TOP, rung, BETWEEN)
    bottom = panel.bottom(course)
    line, unnamed = draw_history(course, panel)
    made = [
        *draw_ladders(course, panel, all_named=not flat),
        *draw_axis(scale, TOP, bottom + 18, TICK_ROOM),
        *line,
    ]
    legend, low = draw_mark_key({mark.label for mark in course.marks}, 14, WIDTH - 10, bottom + 60)
    return Drawing(WIDTH, low + 10, tuple(merge_spots(made + legend))), unnamed
