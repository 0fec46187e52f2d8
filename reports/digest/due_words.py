"""The words by which a deadline is shown: the statement, or its sentence where the statement begins in the midst of one. Pure."""

from __future__ import annotations

import re

from reports.digest.news.statements.quotation import LEFT_OUT, WHOLE, quoted
from tracker.domain import Unit
from tracker.text.points_back import needs_words_before
from tracker.text.sanitize import one_line
from tracker.text.sentence_bounds import sentence_start
from tracker.text.shorten import shorten

# "followed by further steps": a participle hangs on what stands before it
_PARTICIPLE = re.compile(r"(?:followed|aimed|intended|designed|based|given|compared|including)\b")
# "with a [view to open]", "are [proud to announce]", "our [ambition to]": what stands behind these is no clause of its own
_OPEN_BEFORE = re.compile(
    r"\b(?:an?|the|our|their|its|his|her|your|is|are|was|were|be|been|being|to|of|for|with|in|by|on|at|as|from|that|which|than)\s*\Z",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"(?:if|should|unless|provided|as long as|once|were)\b", re.IGNORECASE)


def due_words(unit: Unit, text: str, most: int) -> str:
    """Return *unit* as a deadline is told, in at most *most* characters; "" where it points back beyond its sentence.

    *text* is that of its revision, "" where it is not at hand. A statement that begins in the midst of a clause is told by
    its sentence, one whose day was cut off with that day, and one that begins with its condition by as much as a sentence is shown of (:data:`WHOLE`): the
    promise stands behind it.
    """
    said = one_line(unit.quote)
    if not begins_in_midst(unit, text):
        return with_its_day(
            shorten(said, WHOLE if _CONDITION.match(said) else most), said, unit.facets.deadline
        )
    sentence = quoted(unit, text)
    whole = not sentence.words.startswith(LEFT_OUT)
    return "" if whole and needs_words_before(sentence.opening) else sentence.words


def with_its_day(shown: str, said: str, deadline: str) -> str:
    """Return what is *shown* of a statement, with the last day that it names where that was cut off: of several it is the one that is waited for."""
    days = [one for one in map(one_line, deadline.split("; ")) if one and one in said]
    if not days or days[-1] in shown:
        return shown
    return f"{shown.removesuffix(' …')} … {days[-1]}"


def begins_in_midst(unit: Unit, text: str) -> bool:
    """Return whether *unit* cannot be understood without the words before it: by how it begins, and by what stands before it in *text*."""
    said = one_line(unit.quote)
    if needs_words_before(said) or _PARTICIPLE.match(said):
        return True
    before = text[sentence_start(text, unit.start)[0] : unit.start]
    return said[:1].islower() and bool(_OPEN_BEFORE.search(before))
