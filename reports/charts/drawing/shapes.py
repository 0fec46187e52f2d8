"""What is to be drawn where: the finished layout of a picture, before any library is asked.

Pixels, from the top left. Inks are names of :mod:`reports.charts.drawing.palette`. What comes
later lies on top; words always do.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from reports.charts.drawing.palette import Ink

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

TEXT = 12.0  # pixels, of words that say no other size
WIDE = 1.0  # width of an East Asian character, in sizes of the text
USUAL = 0.6  # width of any other: the mean of bundled and system fonts, on the safe side


@dataclass(frozen=True, slots=True)
class Strokes:
    """Lines, each through its points."""

    lines: tuple[tuple[Point, ...], ...]
    ink: Ink
    width: float = 1.0
    dash: tuple[float, ...] = ()  # on, off … in pixels; empty = solid


@dataclass(frozen=True, slots=True)
class Blocks:
    """Filled rectangles: left, top, width, height."""

    rectangles: tuple[tuple[float, float, float, float], ...]
    ink: Ink


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a mark is. *href* leads to what it marks, *said* is its tooltip; "" = none."""

    x: float
    y: float
    href: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Spots:
    """Marks of one shape, which is a marker of matplotlib."""

    shape: str
    spots: tuple[Spot, ...]
    fill: Ink
    edge: Ink
    size: float = 9.0  # pixels across
    width: float = 1.0  # of the edge


@dataclass(frozen=True, slots=True)
class Words:
    """A text. *x*, *y* are where its baseline starts, has its middle or ends; *turn* is anticlockwise, in degrees."""

    x: float
    y: float
    text: str
    ink: Ink = "muted"
    size: float = TEXT
    anchor: Anchor = "start"
    bold: bool = False
    turn: float = 0.0


Shape = Strokes | Blocks | Spots | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """A layout of so many pixels by so many."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


def text_width(text: str, size: float = TEXT) -> float:
    """Return about how many pixels *text* takes: the page chooses the font, so nobody knows.

    >>> round(text_width("ab", 10)), round(text_width("한국", 10))
    (12, 20)
    """
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return size * (WIDE * wide + USUAL * (len(text) - wide))


def truncate(text: str, room: float, size: float = TEXT) -> str:
    """Return as much of *text* as fits into *room* pixels.

    >>> truncate("engage Veskia", 60, 10)
    'engage Ve…'
    """
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"
