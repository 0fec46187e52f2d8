"""What is said again with another figure, date or condition: no move that is sure, and yet not the same words. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from reports.view.changes import is_edit
from tracker.compare.facets.facet_diff import ORDERED
from tracker.compare.facets.said_beside import stands_in
from tracker.domain import Change, Delta

_PROLONGED = re.compile(r"\b(?:in effect|in force|beyond|renew\w*|prolong\w*|extend\w*)\b", re.IGNORECASE)
TERMS = ("amount", "deadline", "condition")


def other_terms(change: Change) -> Delta | None:
    """Return the first figure, date or condition that one side of *change* has otherwise or alone; None where none is.

    Of a pair that is only possible nothing is said.
    """
    if change.review or is_edit(change):
        return None
    verdicts = {*ORDERED, "set", "cleared"}
    return next((one for one in change.deltas if one.facet in TERMS and one.verdict in verdicts), None)


def is_said_otherwise(change: Change, text_of: Callable[[str], str]) -> bool:
    """Say whether a figure, date or condition of *change* that one text has alone surely stands nowhere in the other; *text_of* gives a text by its revision.

    "In 2032" in front of its sentence, or a sum in the one behind it, was neither lost nor gained.
    """
    delta, before, after = other_terms(change), change.before, change.after
    if delta is None or before is None or after is None:
        return False
    if delta.facet == "deadline" and _PROLONGED.search(after.unit.quote):
        return False  # of two emergencies both are continued, each to a day of its own
    if delta.verdict == "cleared":
        return not stands_in(delta.before, before.unit.quote, text_of(after.unit.revision))
    if delta.verdict == "set":
        return not stands_in(delta.after, after.unit.quote, text_of(before.unit.revision))
    return True


def in_words(delta: Delta) -> str:
    """Return how the two sides differ in *delta*.

    >>> in_words(Delta("amount", "4 crowns", "5 crowns", "raised"))
    '“4 crowns”, then “5 crowns”'
    >>> in_words(Delta("condition", "", "if Veskia pays", "set"))
    'now with “if Veskia pays”'
    """
    before, after = (" ".join(side.split()) for side in (delta.before, delta.after))
    if not before:
        return f"now with “{after}”"
    return f"“{before}”, then “{after}”" if after else f"now without “{before}”"
