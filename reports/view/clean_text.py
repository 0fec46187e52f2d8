"""Text from outside made fit to print anywhere. Pure."""

from __future__ import annotations

import re

from tracker.text.sanitize import CONTROLS, DIRECTIONS, HALVES, LINE_ENDS

_CONTROL = re.compile(f"[{CONTROLS}{LINE_ENDS}{DIRECTIONS}{HALVES}]")


_CLAUSE = re.compile(r"[,;:]\s|\s[–—]\s|\s(?=(?:and|or|but|which|that|while|including)\s)")


def cut_at_clause(text: str, most: int) -> str:
    """Return *text* on one line, cut at the last clause that ends within *most* characters, else at a word.

    >>> cut_at_clause("Norvale will act, and it will not wait for others", 30)
    'Norvale will act …'
    >>> cut_at_clause("Norvale will act.", 30)
    'Norvale will act.'
    """
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    ends = [match.start() for match in _CLAUSE.finditer(text, most // 3, most)]
    end = ends[-1] if ends else text.rfind(" ", 0, most)
    return f"{text[: end if end > 0 else most].rstrip(' ,;:–—')} …"


def clean(text: str) -> str:
    """Return *text* without control characters: a title must not move a cursor or turn a line round."""
    return _CONTROL.sub(" ", text).strip() if _CONTROL.search(text) else text.strip()
