"""An item of a list whose frame stands above it: "The ministers agreed on the following: …". It has the force of the frame (guide, section 11)."""

from __future__ import annotations

import re

NEAR = 3_000  # characters above an item in which its frame is looked for
MOST_ITEM = 400  # characters of an item
LAST = 100  # characters of a frame in which its verb stands
FEWEST = 3  # words of an item
_MARK = re.compile(r"^(?:[-–—•·*]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s*")
_LABEL = re.compile(r"[^.:;]{2,60}: \S")
_SENTENCE_END = re.compile(r"[.!?][)”\"’']?\s+[A-Z“\"(]")
# "Have agreed to:" binds as "agreed to:" does (guide, section 11).
_VERBS = r"agreed|decided|committed|pledged|undertaken|resolved"
_BINDS = re.compile(rf"\b(?:will|shall|must|commits?|agree|decide|pledge|undertakes?|undertook|{_VERBS})\b")
_DENIES = re.compile(
    r"\b(?:not|no(?! (?:later|earlier|less|fewer|more)\b)|none|never|neither|nor|cannot|\w+n['’]t|refus(?:es?|ed|ing|als?)|reject(?:s|ed|ing)?|oppos(?:es?|ed|ing)"
    r"|declin(?:es?|ed|ing)|fail(?:s|ed)?)\b",
    re.IGNORECASE,
)
_BEFORE_NOW = re.compile(  # "had agreed", "previously agreed": reported
    rf"\bhad (?:\w+ ){{0,2}}(?:{_VERBS})\b|\b(?:previously|formerly|earlier|(?:last|previous|prior) (?:meeting|session|summit|year|month|week))\b",
    re.IGNORECASE,
)
_NOT_OF_NOW = re.compile(  # of a heading
    r"\b(?:previous|earlier|past|prior|former|last|old|pending|outstanding|open|future|upcoming|withdrawn|repealed|revoked|broken)\b",
    re.IGNORECASE,
)
_LEADS_ON = re.compile(r"\b(?:(?:following|these|below)(?: [\w’'-]+){0,4}|to|on|that):$", re.IGNORECASE)
_HEADING = re.compile(  # a line by itself
    r"(?:\w+ ){0,3}(?:decisions?|commitments?|pledges?|undertakings?|obligations?|agreed (?:actions|measures|steps)|deliverables)(?: \w+){0,3}",
    re.IGNORECASE,
)


def binds_item(text: str, start: int, end: int) -> bool | None:
    """Return whether the line that frames the item at text[start:end] binds; None where that is in no item, or in one of no such line.

    An item is one line. A line above leads on to it with a verb that binds and a colon, or is a heading, "Decisions"; between stand items of the same shape alone.
    What a line denies ("will not agree to:", "No decisions taken") or tells of an earlier day ("Previous decisions") does not bind.
    """
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[begin : stop if stop >= 0 else len(text)].strip()
    shape = _shape(line)
    if shape is None or len(line.split()) < FEWEST:
        return None
    for above in reversed(text[max(0, begin - NEAR) : begin].split("\n")):
        said = above.strip()
        if said.endswith(":"):
            return _frames(said[-LAST:]) if _LEADS_ON.search(said) else None
        if shape != "bare" and _HEADING.fullmatch(said):
            return not (_DENIES.search(said) or _NOT_OF_NOW.search(said))
        if said and _shape(said) != shape:
            return None
    return None


def _frames(said: str) -> bool | None:
    """Return whether what the verb at the end of a line binds to is denied by nothing and no report of an earlier day; None without such a verb."""
    return not (_DENIES.search(said) or _BEFORE_NOW.search(said)) if _BINDS.search(said) else None


def _shape(line: str) -> str | None:
    """Return how an item is set: behind a mark, behind a label, or neither; None for what is no item."""
    mark = _MARK.match(line)
    said = line[mark.end() :] if mark else line
    if len(line) > MOST_ITEM or _SENTENCE_END.search(said) or said.endswith(":"):
        return None
    return "marked" if mark else "labelled" if _LABEL.match(said) else "bare"
