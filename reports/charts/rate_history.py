"""The picture of a policy rate over time, in percent, for a page. Pure, but for drawing it."""

from __future__ import annotations

from collections.abc import Sequence

from reports.charts.chart import Chart, plain_line
from reports.charts.drawing.shapes import Drawing
from reports.charts.drawing.svg import page_svg
from reports.charts.drawing.time_scale import time_scale_for
from reports.charts.level_panel import draw_axis
from reports.charts.line_marks import merge_spots
from reports.charts.rate_marks import FEWEST, RateMark
from reports.charts.rate_panel import describe_rate, draw_rate, draw_rate_key
from reports.view.dates import SHORT

WIDTH, LEFT, RIGHT = 760, 64, 724  # pixels: of the picture, and where the first and the last day stand
TOP, HEIGHT = 24, 180
TICK_ROOM = 96  # pixels for the name of a day
HEAD = ("Day", "Decision", "Level")  # the words stand in the history under the picture


def rate_history(name: str, marks: Sequence[RateMark]) -> Chart:
    """Return the rate called *name* over time, drawn from *marks* in order of days; of a range its upper end is the line.

    Fewer than three decisions are told in words, without a picture.
    """
    title = f"{plain_line(name)[:1].upper()}{plain_line(name)[1:]}, in percent"
    said = describe_rate(marks)
    rows = tuple((SHORT.day(mark.day), mark.decision.act, str(mark.level)) for mark in marks)
    if len({mark.day for mark in marks}) < FEWEST:
        return Chart("", title, f"{said} Too few to draw.", HEAD, rows)

    return Chart(page_svg(_drawing(marks), title, said), title, said, HEAD, rows)


def _drawing(marks: Sequence[RateMark]) -> Drawing:
    scale = time_scale_for(marks[0].day, marks[-1].day, LEFT, RIGHT)
    bottom = TOP + HEIGHT + 62
    made = [
        *draw_axis(scale, TOP, TOP + HEIGHT + 18, TICK_ROOM),
        *draw_rate(marks, scale, TOP, HEIGHT),
        *draw_rate_key(LEFT, bottom),
    ]
    return Drawing(WIDTH, bottom + 10, tuple(merge_spots(made)))
