"""Where marks and their words stand so that none covers another. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reports.charts.drawing.shapes import Anchor, Point, Shape, Words, text_width
from reports.charts.line_marks import MARK_STYLES, LineMark, label_text
from reports.view.vocabulary import MOVED_LABELS

CROWDED = 9  # pixels: marks of one rung closer than this stand above one another
STACK = (0, -8, 8, -12, 12)  # pixels off the rung
ITS_OWN = 0.42  # of the way to the next rung; farther off a mark would be of neither
REACH = 5  # pixels a mark covers around its place

Box = tuple[float, float, float, float]  # left, top, right, bottom


def stack_marks(on: Sequence[Point], rung: float, grow: float) -> list[Point]:
    """Return where marks stand that would cover one another: a little above and below their rung.

    *rung* is the height of a rung, *grow* how much larger than usual marks are. Where
    many are of one time, some cover others all the same.
    """
    placed: list[Point] = []
    for x, y in on:
        near = [high for there, high in placed if abs(there - x) < CROWDED * grow]
        free = (
            y + off * grow
            for off in STACK
            if abs(off) * grow <= ITS_OWN * rung
            and all(abs(high - y - off * grow) >= 0.8 * CROWDED * grow for high in near)
        )
        placed.append((x, next(free, y)))
    return placed


def place_labels(
    marks: Sequence[LineMark],
    places: Sequence[Point],
    lines: Sequence[Sequence[Point]],
    bounds: Box,
    size: float,
) -> tuple[list[Shape], int]:
    """Return the words of the changes among *marks*, the gravest first, and how many have no room.

    None covers a mark, an upright of *lines* or another, or leaves *bounds*.
    """
    taken = [_around(place) for place in places] + _uprights(lines)
    made: list[Shape] = []
    unnamed = 0
    changes = [
        (MOVED_LABELS.index(mark.label), at) for at, mark in enumerate(marks) if mark.label in MOVED_LABELS
    ]
    for rank, at in sorted(changes):
        word = label_text(MOVED_LABELS[rank])
        others = taken[:at] + taken[at + 1 :]
        for words, box in _candidates(places[at], word, size):
            if _inside(box, bounds) and not any(_meet(box, other) for other in others):
                made.append(replace(words, ink=MARK_STYLES[MOVED_LABELS[rank]].fill))
                taken.append(box)
                break
        else:
            unnamed += 1
    return made, unnamed


def _candidates(place: Point, word: str, size: float) -> list[tuple[Words, Box]]:
    """Return where *word* may stand by the mark at *place*, the best first, and what it covers there."""
    (x, y), wide = place, text_width(word, size)
    above, level, below = y - 9, y + size / 3, y + 8 + 0.8 * size
    where: list[tuple[float, float, Anchor]] = [
        (x, above, "middle"),
        (x, below, "middle"),
        (x + 8, above + 3, "start"),
        (x - 8, above + 3, "end"),
        (x + 8, below - 3, "start"),
        (x - 8, below - 3, "end"),
        (x + 10, level, "start"),
    ]
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}
    return [
        (
            Words(at, base, word, size=size, anchor=anchor),
            (
                at - before[anchor] * wide,
                base - 0.8 * size,
                at + (1 - before[anchor]) * wide,
                base + 0.2 * size,
            ),
        )
        for at, base, anchor in where
    ]


def _around(place: Point) -> Box:
    x, y = place
    return x - REACH, y - REACH, x + REACH, y + REACH


def _uprights(lines: Sequence[Sequence[Point]]) -> list[Box]:
    return [
        (x - 1, min(y, low) + 2, x + 1, max(y, low) - 2)
        for line in lines
        for (x, y), (there, low) in pairwise(line)
        if x == there and y != low
    ]


def _inside(box: Box, bounds: Box) -> bool:
    return bounds[0] <= box[0] and bounds[1] <= box[1] and box[2] <= bounds[2] and box[3] <= bounds[3]


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
