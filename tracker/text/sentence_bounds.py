"""Where a sentence begins and ends, found by its punctuation alone, for three uses. Pure.

A search shows and weighs the words around a quote: a stop counts before a capital only (:func:`sentence_bounds`). A
mail quotes the sentence of a statement, and knows abbreviations (:func:`sentence_start`, :func:`sentence_end`). Where
it is only asked which words stand near each other, any stop does (:func:`in_sentences`). Sentences that are read for
statements are cut by :mod:`tracker.segment.sentences`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

FARTHEST = 800  # characters to either side
FARTHEST_QUOTED = 400  # of a statement that is quoted

_END = re.compile(r"[.!?…][”’\"')\]]*\s+(?=[A-Z“‘\"(\[\d])|\n\s*\n|[。！？]")
_TITLES = "".join(
    rf"(?<!\b{short})" for short in "Nov Dec Jan Feb Aug Oct Sept Gen Amb Gov Sen Rep Mr Ms Dr St No".split()
)
# A stop behind two letters of one case ("U.S." has none), a figure ("the G7", "in Q4") or a bracket, with the quotation mark it stands in.
_QUOTED_END = re.compile(
    rf"(?:(?<=[a-z0-9%]{{2}})|(?<=[A-Z]{{2}})|(?<=[A-Z]\d)|(?<=[가-힣)”\"])|(?<=\s\d)){_TITLES}[.;!?][”’\")]*(?=\s|$)|。|\n"
)
CLOSING = '”’")'
_ANY_STOP = re.compile(r"(?<=[.;:!?])\s+|\n+")


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


def sentence_start(text: str, place: int) -> tuple[int, bool]:
    """Return where the sentence that holds *place* begins, and whether it does: else it begins farther than :data:`FARTHEST_QUOTED` away."""
    begun = max(0, place - FARTHEST_QUOTED)
    ends = [found.end() for found in _QUOTED_END.finditer(text, begun, place)]
    return (ends[-1], True) if ends else (begun, begun == 0)


def sentence_end(text: str, start: int, end: int) -> int:
    """Return where the sentence that text[start:end] stands in ends, its stop left out unless it stands within quotation marks."""
    farthest = min(len(text), end + FARTHEST_QUOTED)
    found = _QUOTED_END.search(text, max(start, end - 1), farthest)
    if found is None:
        return max(farthest, min(end, len(text)))
    return max(found.end() if found[0][-1] in CLOSING else found.start(), min(end, len(text)))


def in_sentences(text: str) -> list[str]:
    """Return *text* in pieces about as long as a sentence: its stops and line ends are enough to look for words near each other."""
    return [one for one in _ANY_STOP.split(text) if one.strip()]
