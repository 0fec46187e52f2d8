"""What every export does to words from the web before its format's own escaping. Pure."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache

# The one table of characters that are no part of a statement, as ranges for a pattern.
CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # what a terminal obeys, but tab and ends of lines
LINE_ENDS = "\r\x85\u2028\u2029"  # but the one that stays
DIRECTIONS = "\u202a-\u202e\u2066-\u2069"  # what turns the direction of all that follows (UAX 9)
HALVES = "\ud800-\udfff"  # of characters
NO_CHARACTERS = "\ufffe\uffff"  # XML 1.0 section 2.2 takes neither these nor controls nor halves
UNSEEN = "\xad\u200b-\u200f\u2060-\u206f\ufeff"

CONTROL_CHARACTERS = re.compile(f"[{CONTROLS}{DIRECTIONS}{HALVES}{UNSEEN}]")
CONTROLS_AND_TURNS = re.compile(f"[{CONTROLS}{LINE_ENDS}{DIRECTIONS}{HALVES}]")
UNPRINTABLE = re.compile(f"[{CONTROLS}{DIRECTIONS}{HALVES}{NO_CHARACTERS}]")

INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # controls, turns, halves, separators

ID_AUTHORITY = "policy-tracker.invalid"  # of ids: RFC 2606 keeps .invalid free, so nobody else's ids begin so
MAX_FEED_ENTRIES = 100  # of a feed at most: a reader asks for all of it each time


def strip_controls(text: str) -> str:
    r"""Return *text* without control characters, turned directions and halves of characters; lines stay.

    >>> strip_controls("will\x1b[2J act\u202e\nnow")
    'will[2J act\nnow'
    """
    return UNPRINTABLE.sub("", text)


def single_line(text: str) -> str:
    r"""Return *text* cleaned and on one line.

    >>> single_line("will\r\n  act\x00 ")
    'will act'
    """
    return " ".join(strip_controls(text).split())


def escape_invisible(said: str) -> str:
    r"""Return JSON, of one line, with what is not seen as \u escapes: the same data, and nothing a terminal obeys.

    >>> escape_invisible('{"title": "\u202ereversed"}')
    '{"title": "\\u202ereversed"}'
    """
    if said.isprintable():  # most is, and then none of it is UNSEEN
        return said
    return re.sub(r"[^ -~]", lambda found: _seen(found.group()), said)


def one_line(text: str) -> str:
    """Return *text*, which may come from the web, without control characters and with single blanks.

    >>> one_line("gone\\n  for good")
    'gone for good'
    """
    return " ".join(filter(None, (CONTROL_CHARACTERS.sub("", word) for word in text.split())))


def clean(text: str) -> str:
    """Return *text* without control characters: a title must not move a cursor or turn a line round."""
    return without_controls(text).strip()


def without_controls(text: str) -> str:
    """Return *text* as :func:`clean` does, with the blanks at its ends: a part of a line."""
    return CONTROLS_AND_TURNS.sub(" ", text) if CONTROLS_AND_TURNS.search(text) else text


@cache
def _seen(letter: str) -> str:
    return json.dumps(letter)[1:-1] if unicodedata.category(letter) in INVISIBLE_CATEGORIES else letter
