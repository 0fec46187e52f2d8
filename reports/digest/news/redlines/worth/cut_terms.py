"""What a promise or a demand loses, or gains, while no other word of it moves: its day, or the condition at its head. Pure."""

from __future__ import annotations

import re
from datetime import date

from tracker.compare.facets.value_parsing import parse_deadline
from tracker.text.dates import ANY_MONTH

# "Where the conditions of the treaty are met, we will board …": on what it hangs, before it is said.
_VERB = r"(?=[^,;:]{0,160}\b(?:is|are|was|were|be|has|have|had|does|do|\w{2,}(?:ed|es))\b)"
_OPENING = re.compile(
    rf"^\W*(?:Where|If|Unless|Once {_VERB}|Until (?!now|recently|then|lately){_VERB}|Provided(?: that)?|Providing|Subject to|As long as|So long as|Only (?:if|when|once))\b"
    r"[^,;:]{8,160}, ",
)
_DAY = re.compile(
    rf",? (?:on|by|from|as (?:of|from)|until|before|no later than) (?:\d{{1,2}} )?(?:the end of |early |late |mid-)?(?:{ANY_MONTH} )?(?:\d{{1,2}}, )?(?:19|20|21)\d\d\b,?",
)
_WORD = re.compile(r"[\w’'%€$£-]+")
FEWEST = 6  # words that stay


def is_cut_term(before: str, after: str, today: date | None) -> bool:
    """Say whether one of two sentences has a day to come or a condition at its head, and the other the same words without.

    >>> is_cut_term("We will reopen the port on 1 May 2034, as agreed.", "We will reopen the port, as agreed.", date(2033, 1, 1))
    True
    >>> is_cut_term("Where the treaty allows it, we will board such vessels.", "We will board such vessels.", None)
    False
    >>> is_cut_term("Where the treaty allows it, we will board any such vessel.", "We will board any such vessel.", None)
    True
    >>> is_cut_term("Once a neighbour of Kalven, the port was shut by the navy.", "The port was shut by the navy.", None)
    False
    """
    old, new = (_stripped(said, today) for said in (before, after))
    return old[0] == new[0] and len(old[0]) >= FEWEST and old[1] != new[1] and 0 in (old[1], new[1])


def _stripped(said: str, today: date | None) -> tuple[list[str], int]:
    """Return the words of a sentence without the condition at its head and its day, where that is to come, and how many of these it has."""
    bare, conditions = _OPENING.subn("", said)
    day = _DAY.search(bare)
    due = parse_deadline(day[0]) if day else None
    if day and due and today and due > today and not _DAY.search(bare, day.end()):
        bare, conditions = f"{bare[: day.start()]} {bare[day.end() :]}", conditions + 1
    return [word.casefold() for word in _WORD.findall(bare)], conditions
