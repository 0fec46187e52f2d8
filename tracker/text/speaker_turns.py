"""Whose turn it is in a transcript: "MR. LIND:" or "QUESTION:" before what is said. Pure."""

from __future__ import annotations

import re
from itertools import islice

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
    start = min(place, len(text))
    while start >= floor:  # line by line, from behind: a pattern that is looked for tries every letter
        start = text.rfind("\n", 0, start) + 1
        if start < floor:
            break
        if found := _BEGUN.match(text, start, place + 1):
            return " ".join(found[1].split())
        start -= 1
    return ""


def is_outsider(turn: str) -> bool:
    """Return whether *turn* is of somebody who asks, or leads through, and does not speak for the issuer.

    >>> is_outsider("QUESTION"), is_outsider("MR. LIND"), is_outsider("")
    (True, False, False)
    """
    return OUTSIDER.match(turn) is not None


def answer_to(text: str, place: int) -> tuple[int, str, str]:
    """Return where the question at *place* ends, who answers it, and the words of that turn; these empty where nobody does before another question.

    >>> answer_to("QUESTION: And the crews?\\nMR. LIND: We will pay.\\nQUESTION: When?\\n", 12)
    (25, 'MR. LIND', 'We will pay.')
    """
    turns = list(islice(_BEGUN.finditer(text, place), 2))
    if not turns:
        return len(text), "", ""
    if is_outsider(turns[0][1]):
        return turns[0].start(), "", ""
    end = turns[1].start() if len(turns) > 1 else len(text)
    return turns[0].start(), " ".join(turns[0][1].split()), text[turns[0].end() : end].strip()
