"""The outlines of marks, as matplotlib draws those of these names: written down, for it takes 20 MB and up to a second to load. Pure."""

from __future__ import annotations

from collections.abc import Iterator

# Commands of an SVG path, each with its numbers, of a mark one pixel across.
_OUTLINES = {
    "o": (
        "M 0 0.5 C 0.132602 0.5 0.25979 0.447317 0.353553 0.353553 C 0.447317 0.25979 0.5 0.132602 0.5 0 "
        "C 0.5 -0.132602 0.447317 -0.25979 0.353553 -0.353553 C 0.25979 -0.447317 0.132602 -0.5 0 -0.5 C "
        "-0.132602 -0.5 -0.25979 -0.447317 -0.353553 -0.353553 C -0.447317 -0.25979 -0.5 -0.132602 -0.5 0 "
        "C -0.5 0.132602 -0.447317 0.25979 -0.353553 0.353553 C -0.25979 0.447317 -0.132602 0.5 0 0.5 z"
    ),
    "^": "M 0 -0.5 L -0.5 0.5 L 0.5 0.5 z",
    "v": "M 0 0.5 L 0.5 -0.5 L -0.5 -0.5 z",
    "<": "M -0.5 0 L 0.5 0.5 L 0.5 -0.5 z",
    ">": "M 0.5 0 L -0.5 -0.5 L -0.5 0.5 z",
    "D": "M 0 0.707107 L 0.707107 0 L 0 -0.707107 L -0.707107 0 z",
    "s": "M -0.5 0.5 L 0.5 0.5 L 0.5 -0.5 L -0.5 -0.5 z",
    "x": "M -0.5 0.5 L 0.5 -0.5 M -0.5 -0.5 L 0.5 0.5",
    "|": "M 0 0.5 L 0 -0.5",
    "*": (
        "M 0 -0.5 L -0.112257 -0.154508 L -0.475528 -0.154508 L -0.181636 0.059017 L -0.293893 0.404508 L "
        "0 0.190983 L 0.293893 0.404508 L 0.181636 0.059017 L 0.475528 -0.154508 L 0.112257 -0.154508 z"
    ),
    "p": "M 0 -0.5 L -0.475528 -0.154508 L -0.293893 0.404508 L 0.293893 0.404508 L 0.475528 -0.154508 z",
    "P": (
        "M -0.166667 0.5 L 0.166667 0.5 L 0.166667 0.166667 L 0.5 0.166667 L 0.5 -0.166667 L 0.166667 "
        "-0.166667 L 0.166667 -0.5 L -0.166667 -0.5 L -0.166667 -0.166667 L -0.5 -0.166667 L -0.5 "
        "0.166667 L -0.166667 0.166667 z"
    ),
}


def mark_outline(shape: str, size: float) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield the outline of the mark *shape*, *size* pixels across: commands of an SVG path, each with its numbers.

    >>> list(mark_outline("|", 8))
    [('M', (0.0, 4.0)), ('L', (0.0, -4.0))]
    """
    command, numbers = "", list[float]()
    for part in (*_OUTLINES[shape].split(), ""):
        if part and not part.isalpha():
            numbers.append(float(part) * size)
            continue
        if command:
            yield command, tuple(numbers)
        command, numbers = part, []
