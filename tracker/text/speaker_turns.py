"""Whose turn it is in a transcript: "MR. LIND:" or "QUESTION:" before what is said, and which paragraph is a question, "Question (Daily Post): …". Pure."""

from __future__ import annotations

import re
from itertools import islice

TURN = re.compile(r"\s*([A-Z][A-Z.'’ \-]{2,60}(?:\([A-Za-z ]+\))?):\s+")
OUTSIDER = re.compile(r"QUESTION|MODERATOR|OPERATOR|REPORTER|INTERVIEWER|(?:Q|HOSTS?)\b")
FARTHEST = 6000  # characters of a turn that are gone through
# A paragraph that opens so is asked, however many sentences it has; "Question of principle:" is no such opening.
_ASKER = re.compile(
    r"\s*(?:QUESTION|Question|Q|(?:REPORTER|Reporter|JOURNALIST|Journalist|MODERATOR|Moderator|Interviewer|Correspondent))"
    r"(?: ?\d{1,2}| (?:from|by) [^:\n]{2,60}|(?:,? [A-Z][\w.’'-]*){1,6}| ?\([^()\n]{1,60}\))?\s?:\s"
)
# "Kalven Daily: Will the port be opened?": whoever asks is named, in capitals.
_NAMED = re.compile(r"\s*(?:[A-Z][\w.’'-]*|of|the|and|de|&)(?:,? (?:[A-Z][\w.’'-]*|of|the|and|de|&)){0,6}:\s")
_CLOSES = " \t”\"’')"
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


def is_put_to_issuer(text: str, start: int, end: int) -> bool:
    """Return whether the paragraph text[start:end] is put to the issuer by somebody who asks: so labelled, or opened by a name and ended by a question mark.

    >>> one = "Question (Daily Post): The chamber wants nine million. Will it be paid?"
    >>> is_put_to_issuer(one, 0, len(one))
    True
    >>> other = "Kalven Daily: Will the port be opened?"
    >>> is_put_to_issuer(other, 0, len(other)), is_put_to_issuer("Lind: We will pay.", 0, 18)
    (True, False)
    """
    if _ASKER.match(text, start, end):
        return True
    return text[max(start, end - len(_CLOSES)) : end].rstrip(_CLOSES).endswith("?") and bool(
        _NAMED.match(text, start, end)
    )


def is_within_question(text: str, place: int) -> bool:
    """Return whether *place* stands in a paragraph that is put to the issuer by somebody who asks.

    >>> is_within_question("Lind: We pay.\\nQuestion: Now? The chamber wants more.\\nLind: Yes.", 30)
    True
    """
    end = text.find("\n", place)
    return is_put_to_issuer(text, text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text))


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
