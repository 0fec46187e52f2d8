"""A policy rate over time, laid out in percent: a step line, rises and cuts as marks, holds as ticks. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from reports.charts.drawing.palette import Ink
from reports.charts.drawing.shapes import TEXT, Point, Shape, Spot, Spots, Strokes, Words
from reports.charts.drawing.time_scale import TimeScale
from reports.charts.rate_marks import RateMark
from reports.view.dates import SHORT
from tracker.text.plurals import pluralize
from tracker.text.rates import HELD, LOWERED, RAISED

TICK = 3.5  # pixels of a hold above and below the line: nothing to aim at, the history tells them
# percent between two hairlines
STEPS = tuple(Fraction(step) for step in ("1/4", "1/2", "1", "2", "5", "10", "20"))
MOST_LINES = 7
KEY = 110  # pixels from one word of the key to the next
_LOOKS: dict[str, tuple[str, Ink]] = {RAISED: ("^", "rate"), LOWERED: ("v", "rate"), HELD: ("|", "calm")}
_OTHER: tuple[str, Ink] = ("o", "calm")


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
        f"lowest {trough.level} ({SHORT.day(trough.day)})."
    )


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
