"""Where a second lead verb begins: "condemned the raids and committed to talks" are two units (coding guide, section 6, rule 1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

# By the form of the verb: infinitive, third person, past. Both verbs have one form where they have one subject.
_E = r"(?:emphasi[sz]|underscor|underlin|reiterat|deplor|denounc|welcom|urg|encourag|recogni[sz]|acknowledg|not|pledg|oppos|agre(?=\w* (?:to|that|on)\b))"
_PLAIN = (
    r"(?:stress|highlight|re(?:af|con)firm|affirm|confirm|express|condemn|commend|applaud|commit|thank"
    r"|call(?=\w* (?:on|upon|for)\b)|look(?=\w* forward to\b))"
)
_LEADS = (rf"(?:{_E}e|{_PLAIN})\b", rf"(?:{_E}es|{_PLAIN}e?s)\b", rf"(?:{_E}ed|{_PLAIN}t?ed)\b")
_SUBJECT = r"(?:(?!(?:to|that|who|which|not|if|as|by)\b)[\w’'.-]+\s+){0,5}?"
_AND = r"(?:,|(?<=[^\s,]))\s+and\s+(?=(?:(?:also|further|again|\w+ly)\s+)*"
COORDINATED = tuple(
    (re.compile(_SUBJECT + lead, re.IGNORECASE), re.compile(f"{_AND}{lead})", re.IGNORECASE))
    for lead in _LEADS
)
OBJECT = 8  # characters: "welcome and encourage" have one object between them
INFINITIVE = re.compile(
    r"\bto\s+[a-z]"
)  # behind one, a bare verb may be its second: "agree to meet and welcome"


def second_leads(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where in text[start:end] a further lead verb begins whose subject is that of the first."""
    if "and" not in text[start:end].lower():
        return
    for bare, (opens, more) in zip((True, False, False), COORDINATED, strict=True):
        lead = opens.match(text, start, end)
        if lead:
            for found in more.finditer(text, lead.end() + OBJECT, end):
                if not (bare and INFINITIVE.search(text, lead.end(), found.start())):
                    yield found.end()
            return
