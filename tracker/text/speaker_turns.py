"""Whose turn it is in a transcript: "MR. LIND:" or "QUESTION:" before what is said. Pure."""

from __future__ import annotations

import re

TURN = re.compile(r"\s*([A-Z][A-Z.'’ \-]{2,60}(?:\([A-Za-z ]+\))?):\s+")
OUTSIDER = re.compile(r"QUESTION|MODERATOR|OPERATOR|REPORTER|INTERVIEWER|(?:Q|HOSTS?)\b")
FARTHEST = 6000  # characters of a turn that are gone through
_BEGUN = re.compile(r"(?m)^[^\S\n]*([A-Z][A-Z.'’ \-]{2,60}(?:\([A-Za-z ]+\))?|Q):\s")


def turn_at(text: str, place: int) -> str:
    """Return what stands before the turn in which *place* stands, as "MR. LIND"; empty where no turn begins before it.

    >>> turn_at("MR. LIND: We will pay.\\nQUESTION: And the crews?", 40)
    'QUESTION'
    """
    floor = max(0, place - FARTHEST)
    begun = [found[1] for found in _BEGUN.finditer(text, floor, place + 1)]
    return " ".join(begun[-1].split()) if begun else ""


def is_outsider(turn: str) -> bool:
    """Return whether *turn* is of somebody who asks, or leads through, and does not speak for the issuer.

    >>> is_outsider("QUESTION"), is_outsider("MR. LIND"), is_outsider("")
    (True, False, False)
    """
    return OUTSIDER.match(turn) is not None
