"""Text from outside made fit to print anywhere. Pure."""

from __future__ import annotations

import re

from tracker.text.sanitize import CONTROLS, DIRECTIONS, HALVES, LINE_ENDS

_CONTROL = re.compile(f"[{CONTROLS}{LINE_ENDS}{DIRECTIONS}{HALVES}]")


def clean(text: str) -> str:
    """Return *text* without control characters: a title must not move a cursor or turn a line round."""
    return without_controls(text).strip()


def without_controls(text: str) -> str:
    """Return *text* as :func:`clean` does, with the blanks at its ends: a part of a line."""
    return _CONTROL.sub(" ", text) if _CONTROL.search(text) else text
