"""Rows of issuers on one time axis: what a formula and a dossier are drawn on. Pure, but for drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reports.charts.chart import Chart, plain_line
from reports.charts.drawing.palette import Ink
from reports.charts.drawing.shapes import Drawing, Shape, Spot, Spots, Strokes, Words, truncate
from reports.charts.drawing.svg import page_svg
from reports.charts.drawing.time_scale import time_scale_for

WIDTH, LEFT, RIGHT = 840, 210, 20  # pixels
ROW, TOP = 26, 34
TICKS = 8


@dataclass(frozen=True, slots=True)
class IssuerMark:
    """One time an issuer said it, moved, or was silent."""

    day: date
    sort: str  # said, moved, silent
    said: str  # for whoever points at it
    href: str = ""


@dataclass(frozen=True, slots=True)
class IssuerAxis:
    """A row an issuer, laid out."""

    at: Callable[[date], float]  # a day → x
    rows: Mapping[str, float]  # issuer → y
    shapes: tuple[Shape, ...]
    bottom: float


# Shape, ink, edge, size and the word of each sort, in the order they are drawn.
LOOKS: Mapping[str, tuple[str, Ink, Ink, float, str]] = {
    "said": ("o", "calm", "paper", 8.5, "said"),
    "silent": ("o", "paper", "calm", 7.5, "a comparable text left it out"),
    "moved": ("D", "mixed", "paper", 9.0, "moved, and nothing of that is in doubt"),
}


def issuer_axis(issuers: Sequence[str], days: Sequence[date]) -> IssuerAxis:
    """Lay *issuers* out from the top, on an axis from the first to the last of *days*."""
    scale = time_scale_for(min(days), max(days), LEFT + 10, WIDTH - RIGHT)
    bottom = TOP + ROW * len(issuers)
    ticks = scale.ticks(TICKS)
    rows = {issuer: TOP + ROW * (place + 0.5) for place, issuer in enumerate(issuers)}
    shapes: list[Shape] = [
        Strokes(tuple(((scale.at(day), TOP - 8), (scale.at(day), bottom - 4)) for day, _ in ticks), "hair"),
        *(Words(scale.at(day), TOP - 14, name, size=11, anchor="middle") for day, name in ticks),
        Strokes(tuple(((LEFT, y), (WIDTH - RIGHT + 6, y)) for y in rows.values()), "hair"),
        *(
            Words(LEFT - 8, y + 4, truncate(plain_line(issuer), LEFT - 16), "ink", anchor="end")
            for issuer, y in rows.items()
        ),
    ]
    return IssuerAxis(scale.at, rows, tuple(shapes), bottom)


def issuer_rows(title: str, description: str, marks: Mapping[str, Sequence[IssuerMark]]) -> Chart:
    """Return the picture of *marks*, by issuer, with a table of how often and when each said it."""
    days = [mark.day for row in marks.values() for mark in row]
    if not days:
        return Chart("", title, description, (), ())
    axis = issuer_axis(list(marks), days)
    made: list[Shape] = list(axis.shapes)
    x = float(LEFT + 5)
    for sort, (shape, ink, edge, size, words) in LOOKS.items():
        spots = tuple(
            Spot(axis.at(mark.day), axis.rows[issuer], mark.href, mark.said)
            for issuer, row in marks.items()
            for mark in row
            if mark.sort == sort
        )
        if spots:
            made.append(Spots(shape, spots, ink, edge, size))
            made.append(Spots(shape, (Spot(x, axis.bottom + 16),), ink, edge, size))
            made.append(Words(x + 11, axis.bottom + 20, words))
            x += 40 + 6.5 * len(words)
    rows = tuple(
        (
            plain_line(issuer),
            *(f"{sum(mark.sort == sort for mark in row):,}" for sort in ("said", "moved", "silent")),
            str(min(mark.day for mark in row)),
            str(max(mark.day for mark in row)),
        )
        for issuer, row in marks.items()
    )
    head = ("Issuer", "Said", "Moved", "Left out", "First", "Last")
    svg = page_svg(Drawing(WIDTH, axis.bottom + 32, tuple(made)), title, description)
    return Chart(svg, title, description, head, rows)
