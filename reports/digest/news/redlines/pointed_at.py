"""What a sentence means by "this": the one before it in its text, where no row shows that already. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from reports.digest.news.redlines.compared_text import ComparedText, Fate, SentenceMove
from tracker.text.points_back import BEHIND_WHEN

# "These steps will", "It will also", "At this pace"; "this order" is the text itself, "this year" a time, "this meeting" that of its day.
_ITSELF = (
    r"(?:year|month|quarter|week|weekend|morning|evening|time|point|juncture|stage|meeting|occasion|day|summer|winter|spring|autumn|fall|period|order|notice|proclamation"
    r"|memorandum|message|letter|statement|communiqu[eé]|declaration|decision|agreement|document|report|committee|board|bank|council)\b"
)
_POINTS = re.compile(
    rf"(?:(?:in|at|with|to|on|under|for|as) )?(?:this|these|those|such) (?!{_ITSELF})(?!(?:is|was) (?:why|the (?:first|second|last))\b)"
    r"|(?:it|they) (?:will|would|also|has|have|therefore|continues?|ranks?|covers?|applies|apply|includes?|runs?|amounts?|lasts?|expires?|contains?|replaces?)\b"
    r"|the (?:matter|names|amount|sum|prohibition|measure|case) (?:is|are|was|were|will|has|have|may|also|now|still)\b",
    re.IGNORECASE,
)
# "Norvale is prepared to extend it by a year", "The Council has decided to adopt this ban": between who acts and "it" stands no other thing that it could mean.
_ACTS_ON_IT = re.compile(
    r"(?:[Tt]he )?[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|of|the|and))*"
    r"(?: (?:is|are|has|have|had|will|would|shall|can|may|must|should|now|also|not|to|be|been|ready|willing|intends?|plans?|wants?|\w+ed|\w+ly)){1,8}"
    rf" [a-z]+ (?:it|them|(?:this|these|those|such an?) (?!{_ITSELF})[a-z]+)\b"
)


def pointed_at(one: SentenceMove, text: ComparedText, shown: Collection[SentenceMove]) -> str:
    """Return the sentence that stands before *one* in its text, where *one* says by it alone on what somebody acts, or is gone or new and points at it by its first words; else "".

    Nor where one of the rows *shown* quotes that sentence.
    """
    said = one.pair.after or one.pair.before
    if said is None or not (_ACTS_ON_IT.match(said.said) or _begins_with_it(one, said.said)):
        return ""
    before = text.sentence_before(one.pair)
    if before is None or any(before in (row.pair.after, row.pair.before) for row in shown):
        return ""
    return before.said


def _begins_with_it(one: SentenceMove, said: str) -> bool:
    """Say whether a sentence that is gone or new points at the one before it by its first words."""
    return one.fate is not Fate.REWORDED and bool(_POINTS.match(said) or BEHIND_WHEN.match(said))
