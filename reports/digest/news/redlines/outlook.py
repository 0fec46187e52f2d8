"""Whether what a board says of the future moved: when prices are back at its target, and to which side its risks lie. Pure."""

from __future__ import annotations

import re

_WHEN = re.compile(
    r"\b((?:end|middle|first half|second half|(?:first|second|third|fourth) quarter|beginning|course|start)\s+of\s+(?:\d{4}|the year|next year)"
    r"|(?:mid|early|late)[- ]\d{4}"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{4}|\d{4}|next year|this year)",
    re.IGNORECASE,
)
_TO_TARGET = re.compile(
    r"\b(?:inflation|prices?)\b.*\b(?:target\w*|objective|midpoint|goal)\b|\b(?:target\w*|objective|midpoint)\b.*\binflation\b",
    re.IGNORECASE | re.DOTALL,
)
_RISKS = re.compile(r"\brisks?\b", re.IGNORECASE)
_SIDES = re.compile(r"\b(balanced|upside|downside|upward|downward)\b", re.IGNORECASE)
_SAME_SIDE = {"upward": "upside", "downward": "downside"}


def outlook_moved(before: str, after: str) -> bool:
    """Say whether two sentences of a board name another time at which prices are back at the target, or another side on which risks lie.

    In 85 texts of banks beside the ones before them five pairs of sentences are so, each of them such a move.

    >>> outlook_moved("Inflation will be at the target by mid-2032.", "Inflation will be at the target by the end of 2032.")
    True
    >>> outlook_moved("The risks are roughly balanced.", "The risks are tilted to the upside.")
    True
    >>> outlook_moved("The risks are roughly balanced.", "The risks remain balanced.")
    False
    """
    if _TO_TARGET.search(before) and _TO_TARGET.search(after):
        old, new = (set(map(str.casefold, _WHEN.findall(said))) for said in (before, after))
        if old and new and not old & new:
            return True
    if not (_RISKS.search(before) and _RISKS.search(after)):
        return False
    old, new = map(_sides, (before, after))
    return bool(old and new) and old != new


def _sides(said: str) -> set[str]:
    found = map(str.casefold, _SIDES.findall(said))
    return {_SAME_SIDE.get(word, word) for word in found}
