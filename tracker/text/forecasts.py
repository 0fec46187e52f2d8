"""The words by which a text says what the economy will do: a forecast or an assumption binds nobody (coding guide, section 11)."""

from __future__ import annotations

import re

_NOUN = r"(?:growth|inflation|econom(?:y|ies)|activity|demand|prices|pace|exports|imports|consumption|unemployment|settlements)"
_KIND = (
    r"(?:(?:the|annual|average|core|headline|consumer|domestic|economic|food|global|oil|pay|price|real|underlying|energy"
    r"|labou?r|wage|world|private|household) )*"
)
_OF = r"(?: (?:in|for|of|during|over) (?:[\w%’().-]+ ){0,6}[\w%’().-]+)?,?"
_VERB = r"(?:will|would|is|are|remains?|has|have|should|may|could)\b(?! be (?:guided|determined|set|decided|kept|raised|lowered|reduced))"
_EXPECTED = r"(?:is|are) (?:still )?(?:expected|projected|forecast|likely) to [^.;]*, and "
SUBJECT = re.compile(rf"(?:^|[,:] |\bthat ){_KIND}{_NOUN}{_OF} (?:{_EXPECTED})?$", re.IGNORECASE)
FORECAST = re.compile(rf"(?:that )?{_KIND}{_NOUN}{_OF} {_VERB}|assumes? that\b", re.IGNORECASE)
VERB = re.compile(_VERB)
NEAR = 400  # characters before a span in which its subject is looked for


def is_forecast(text: str, begin: int, start: int, end: int) -> bool:
    """Tell whether text[start:end], in a sentence from *begin* on, only says how prices or the economy will fare."""
    if FORECAST.match(text, start, end):
        return True
    return bool(VERB.match(text, start, end) and SUBJECT.search(text[max(begin, start - NEAR) : start]))
