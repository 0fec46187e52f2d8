"""The sentence around a quote, found by its punctuation alone. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

FARTHEST = 800  # characters to either side

_END = re.compile(r"[.!?…][”’\"')\]]*\s+(?=[A-Z“‘\"(\[\d])|\n\s*\n|[。！？]")


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence or sentences around text[start:end] begin and end, as offsets into *text*.

    >>> text = "They met. Norvale will pay, and said so. It rained."
    >>> first, last = sentence_bounds(text, text.index("will"), text.index(","))
    >>> text[first:last]
    'Norvale will pay, and said so. '
    """
    floor = max(0, start - FARTHEST)
    before = [
        found.end() for found in _END.finditer(text, floor, min(len(text), start + 1)) if found.end() <= start
    ]
    after = _END.search(text, max(start, end - 1), min(len(text), end + FARTHEST))
    ceiling = min(len(text), end + FARTHEST)
    return before[-1] if before else floor, max(end, after.end()) if after else ceiling


def words_around(text: str, start: int, end: int, taken: Sequence[tuple[int, int]]) -> str:
    """Return what the sentence around text[start:end] says outside of every span of *taken*, which are in order.

    >>> text = "Minister Lind said Norvale will pay and Estmark will wait."
    >>> words_around(text, 19, 35, [(19, 35), (40, 57)])
    'Minister Lind said and .'
    """
    first, last = sentence_bounds(text, start, end)
    parts, at = [], first
    for begin, finish in taken:
        if finish <= first or begin >= last:
            continue
        parts.append(text[at : max(at, begin)])
        at = max(at, finish)
    parts.append(text[at:last] if at < last else "")
    return " ".join(part.strip() for part in parts if part.strip())
