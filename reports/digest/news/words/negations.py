"""Where a quote may begin so that no negation before its words is cut off: "will not sell" is not "sell". Pure."""

from __future__ import annotations

import re

NEGATION = re.compile(
    r"\b(?:not|no|never|nor|neither|none|nobody|nothing|without|cannot|unless|rather than|instead of|unlikely|hardly|refus\w+|declin\w+ to"
    r"|fail(?:s|ed|ing)? to|oppos\w+|reject\w*|ceas\w+|stop\w*|avoid\w*|prevent\w*)\b|n[’']t\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.;:!?]\s")
_WORD_BEFORE = re.compile(r"\S+\s+\Z")


def begin_with_negation(text: str, start: int) -> int:
    """Return *start*, the place in *text* where a quote begins, or the place of the word before the first negation of its clause.

    >>> text = "In view of the war, we will not sell chips"
    >>> text[begin_with_negation(text, text.index("sell")):]
    'will not sell chips'
    """
    clauses = [found.end() for found in _CLAUSE.finditer(text, 0, start)]
    begin = clauses[-1] if clauses else 0
    denied = NEGATION.search(text, begin, start)
    if denied is None:
        return start
    before = _WORD_BEFORE.search(text, begin, denied.start())
    return before.start() if before else denied.start()
