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
# Not "have agreed": what was agreed before is reported.
_BINDS = re.compile(
    r"\b(?<!has )(?<!have )(?:will|shall|must|commits?|committed|agreed?|decided?|pledged?|undertakes?|undertook|resolved)\b"
)
_LEADS_ON = re.compile(r"\b(?:(?:following|these|below)(?: [\w’'-]+){0,4}|to|on|that):$", re.IGNORECASE)
_HEADING = re.compile(  # a line by itself
    r"(?:\w+ ){0,3}(?:decisions?|commitments?|pledges?|undertakings?|obligations?|agreed (?:actions|measures|steps)|deliverables)(?: \w+){0,3}",
    re.IGNORECASE,
)


def is_framed_item(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] is in an item, one line, of a list of what is promised, decided or asked.

    A line above leads on to it with a verb that binds and a colon, or is a heading, "Decisions"; between stand items of the same shape alone.
    """
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line = text[begin : stop if stop >= 0 else len(text)].strip()
    shape = _shape(line)
    if shape is None or len(line.split()) < FEWEST:
        return False
    for above in reversed(text[max(0, begin - NEAR) : begin].split("\n")):
        said = above.strip()
        if said.endswith(":"):
            return _LEADS_ON.search(said) is not None and _BINDS.search(said[-LAST:]) is not None
        if shape != "bare" and _HEADING.fullmatch(said):
            return True
        if said and _shape(said) != shape:
            return False
    return False


def _shape(line: str) -> str | None:
    """Return how an item is set: behind a mark, behind a label, or neither; None for what is no item."""
    mark = _MARK.match(line)
    said = line[mark.end() :] if mark else line
    if len(line) > MOST_ITEM or _SENTENCE_END.search(said) or said.endswith(":"):
        return None
    return "marked" if mark else "labelled" if _LABEL.match(said) else "bare"
