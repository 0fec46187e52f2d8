"""A policy rate over time, laid out in percent: a step line, rises and cuts as marks, holds as ticks. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from reports.charts.chart import Chart, plain_line
from reports.charts.drawing.palette import Ink
from reports.charts.drawing.shapes import TEXT, Drawing, Point, Shape, Spot, Spots, Strokes, Words
from reports.charts.drawing.svg import page_svg
from reports.charts.drawing.time_scale import TimeScale, time_scale_for
from reports.charts.level_panel import draw_axis
from reports.charts.line_marks import merge_spots
from reports.charts.rate_marks import FEWEST, RateMark, rate_moves
from reports.view.dates import SHORT
from tracker.text.numbers import pluralize
from tracker.text.rates import HELD, LOWERED, RAISED

TICK = 3.5  # pixels of a hold above and below the line: nothing to aim at, the history tells them
# percent between two hairlines
STEPS = tuple(Fraction(step) for step in ("1/4", "1/2", "1", "2", "5", "10", "20"))
MOST_LINES = 7
KEY = 110  # pixels from one word of the key to the next
_LOOKS: dict[str, tuple[str, Ink]] = {RAISED: ("^", "rate"), LOWERED: ("v", "rate"), HELD: ("|", "calm")}
_OTHER: tuple[str, Ink] = ("o", "calm")


WIDTH, LEFT, RIGHT = 760, 64, 724  # pixels: of the picture, and where the first and the last day stand
TOP, HEIGHT = 24, 180
TICK_ROOM = 96  # pixels for the name of a day
HEAD = ("Day", "Decision", "Level")  # the words stand in the history under the picture


def describe_rate(marks: Sequence[RateMark]) -> str:
    """Say in words where a rate began, where it is, how often it moved, its peak and its trough."""
    if not marks:
        return "No decision with a level is held."
    first, last = marks[0], marks[-1]
    counts = [
        f"{word} {pluralize(number, 'time')}"
        for word in (RAISED, LOWERED, HELD)
        if (number := sum(mark.decision.direction == word for mark in marks))
    ]
    peak = max(marks, key=lambda mark: mark.level.high)
    trough = min(marks, key=lambda mark: mark.level.high)
    return (
        f"{SHORT.day(first.day)} to {SHORT.day(last.day)}: first {first.level}, last {last.level}; "
        f"{', '.join(counts) or 'no direction is named'}. Highest {peak.level} ({SHORT.day(peak.day)}), "
        f"lowest {trough.level} ({SHORT.day(trough.day)}).{_last_words(marks)}"
    )


def _last_words(marks: Sequence[RateMark]) -> str:
    """Say when the rate of *marks* was last raised and lowered, and how far; "" where it never was."""
    moves = {move.way: move for move in rate_moves(marks)}
    said = [
        f"{SHORT.day(moves[way].mark.day)} {moves[way].words}" for way in (RAISED, LOWERED) if way in moves
    ]
    return f" Last moves: {'; '.join(said)}." if said else ""


def draw_rate(
    marks: Sequence[RateMark], scale: TimeScale, top: float, height: float, size: float = TEXT
) -> list[Shape]:
    """Return hairlines at round percents with their numbers, and *marks*, in order of days, between *top* and *height* pixels below.

    Of a range its upper end is the line.
    """
    lines = _hairlines(marks)
    low, high = lines[0], lines[-1]
    left, right = scale.left, scale.right

    def at(level: Fraction) -> float:
        return round(top + height * float((high - level) / (high - low)), 1)

    made: list[Shape] = [Strokes(tuple(((left - 12, at(y)), (right + 12, at(y))) for y in lines), "hair")]
    made += [Words(left - 18, at(y) + size / 3, f"{float(y):g}", size=size, anchor="end") for y in lines]
    points: list[Point] = []
    for mark in marks:
        x, y = scale.at(mark.day), at(mark.level.high)
        if points:
            points.append((x, points[-1][1]))
        points.append((x, y))
    made.append(Strokes((tuple(points),), "muted", 2))
    held = [(scale.at(mark.day), at(mark.level.high)) for mark in marks if mark.decision.direction == HELD]
    if held:
        made.append(Strokes(tuple(((x, y - TICK), (x, y + TICK)) for x, y in held), _LOOKS[HELD][1]))
    for mark in (mark for mark in marks if mark.decision.direction != HELD):
        shape, ink = _LOOKS.get(mark.decision.direction, _OTHER)
        said = f"{SHORT.day(mark.day)}: {mark.decision}"
        spot = Spot(scale.at(mark.day), at(mark.level.high), mark.href, said)
        made.append(Spots(shape, (spot,), ink, ink))
    return made


def draw_rate_key(left: float, bottom: float, size: float = TEXT) -> list[Shape]:
    """Explain the marks of a rate in one row."""
    made: list[Shape] = []
    for place, (word, (shape, ink)) in enumerate(_LOOKS.items()):
        x = left + KEY * place
        made += [
            Spots(shape, (Spot(x, bottom - size / 3),), ink, ink),
            Words(x + 12, bottom, word, size=size),
        ]
    return made


def _hairlines(marks: Sequence[RateMark]) -> tuple[Fraction, ...]:
    """Return round levels, at most MOST_LINES, that hold all of *marks* between the first and the last."""
    levels = [mark.level.high for mark in marks]
    low, high = min(levels), max(levels)
    for step in STEPS:
        first, last = low // step, -(-high // step)
        if last - first < MOST_LINES:
            break
    last = max(last, first + 1)
    return tuple(Fraction(number) * step for number in range(first, last + 1))


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
