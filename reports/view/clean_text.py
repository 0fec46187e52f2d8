"""Text from outside made fit to print anywhere. Pure."""

from __future__ import annotations

import re

# What a terminal obeys, and what turns the direction of all that follows: never part of a statement.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def clean(text: str) -> str:
    """Return *text* without control characters: a title must not move a cursor or turn a line round."""
    return _CONTROL.sub(" ", text).strip() if _CONTROL.search(text) else text.strip()
