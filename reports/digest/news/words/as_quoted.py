"""Words between quotation marks as their text writes them: where both texts have a word, a redline keeps the comma of one alone. Pure."""

from __future__ import annotations

import re

from tracker.domain import Mention
from tracker.text.sanitize import clean

_QUOTED = re.compile(r"“([^“”]+)”")
_END = re.compile(r"[,;:]+$")


def as_quoted(text: str, *mentions: Mention) -> str:
    """Return *text* with the commas that one of *mentions* has in what is quoted of it."""
    said = [" ".join(clean(one.unit.quote).split()) for one in mentions]
    return _QUOTED.sub(lambda found: f"“{_as_written(found[1], said)}”", text)


def _as_written(quoted: str, said: list[str]) -> str:
    kept = quoted.partition(" …")[0]
    if any(kept in one for one in said):
        return quoted
    words = (re.escape(_END.sub("", word)) for word in kept.split())
    pattern = re.compile(r"[,;:]* ".join(words))
    found = next(filter(None, map(pattern.search, said)), None)
    return found[0] + quoted[len(kept) :] if found else quoted
