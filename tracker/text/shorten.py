"""A text put into lines, and a quote cut short where it may be cut: after a whole word, before a clause, never at "of the". Pure."""

from __future__ import annotations

import re
import textwrap
from functools import partial

from tracker.text.content_words import STOPWORDS
from tracker.text.sanitize import clean

LEAST = 0.5  # of the room a clause must fill, for the quote to be cut before the next
# lines as :func:`textwrap.wrap` makes them, no word cut: half an address is no address
wrap_words = partial(textwrap.wrap, break_long_words=False, break_on_hyphens=False)
_CLAUSE = re.compile(r"[,;:](?=\s)|\s[–—-](?=\s)")


def shorten(text: str, most: int, *, clauses: bool = True) -> str:
    """Return *text*, one line, in at most *most* characters: cut before a clause or after a word that can end a phrase.

    Without *clauses* as much of it as fits.

    >>> shorten("will drive investment in the harbour, by way of the fund", 45)
    'will drive investment in the harbour …'
    >>> shorten("will drive investment in the harbour of Halden", 35)
    'will drive investment …'
    >>> shorten("will act", 35)
    'will act'
    """
    if len(text) <= most:
        return text
    room = text[: most - 1]  # for the ellipsis
    cuts = [found.start() for found in _CLAUSE.finditer(room) if clauses and found.start() >= LEAST * most]
    if cuts:
        return f"{room[: cuts[-1]].rstrip()} …"
    words = text[: most - 1].rsplit(" ", 1)[0].split(" ") if " " in room else [room]
    while len(words) > 1 and words[-1].strip(",;:").lower() in STOPWORDS:
        words.pop()
    return f"{' '.join(words)} …"


def excerpt(text: str, most: int) -> str:
    """Return *text*, which may come from the web, on one line, cut where a phrase can end to at most *most* characters.

    >>> excerpt("Norvale will respond to any further incursion", 22)
    'Norvale will respond …'
    """
    return shorten(" ".join(clean(text).split()), most)
