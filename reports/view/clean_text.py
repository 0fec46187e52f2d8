"""Text from outside made fit to print anywhere. Pure."""

from __future__ import annotations

import re

from tracker.text.sanitize import CONTROLS, DIRECTIONS, HALVES, LINE_ENDS

_CONTROL = re.compile(f"[{CONTROLS}{LINE_ENDS}{DIRECTIONS}{HALVES}]")


def clean(text: str) -> str:
    """Return *text* without control characters: a title must not move a cursor or turn a line round."""
    return _CONTROL.sub(" ", text).strip() if _CONTROL.search(text) else text.strip()
