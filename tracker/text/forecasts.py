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
# "The Committee expects that, with appropriate policy, economic activity will expand": an outlook, whatever family it has.
_WITH = r"(?:(?:with|as|over|in|for) [^,.;]{0,80}, )?"
_SIZE = r"(?:(?:the|annual|average|core|headline|consumer|domestic|economic|real|underlying|overall|near-term|global|pace of|rate of|CPI|GDP|labou?r) )*"
_ECONOMY = r"(?:growth|inflation|econom(?:y|ies)|activity|conditions|demand|prices|exports|imports|consumption|unemployment|market|output)\b"
OUTLOOK = re.compile(
    rf"(?:(?:that )?(?:it|the [\w ]{{1,40}}|[A-Z]\w+) )?(?:(?:also|still|now|currently) )?(?:expects?|anticipates?|projects?|foresees?) (?:that,? )?{_WITH}{_SIZE}{_ECONOMY}",
    re.IGNORECASE,
)
WARRANTED = re.compile(r"\bwarrant|\b(?:funds|policy|bank) rate\b|\btarget range\b", re.IGNORECASE)
# What a bank says of its own rate: guidance, though it has the form of an outlook (coding guide, section 11).
GUIDANCE = re.compile(
    r"(?:that )?(?:Bank Rate|(?:the )?(?:policy|key|bank|interest|federal funds|repo|overnight)(?: policy)?(?: interest)? rates?|the target range|(?:the )?(?:monetary )?policy(?: stance)?)"
    r" (?:(?:is|are) (?:also |still )?likely to (?:be|remain|stay|continue|need)|(?:will|may|can|would) (?:need to |have to )?(?:be (?:cut|reduced|lowered|raised|increased|kept|held|maintained)|remain|stay|rise|continue))\b",
    re.IGNORECASE,
)
NEAR = 400  # characters before a span in which its subject is looked for


def is_forecast(text: str, begin: int, start: int, end: int) -> bool:
    """Tell whether text[start:end], in a sentence from *begin* on, only says how prices or the economy will fare."""
    if FORECAST.match(text, start, end):
        return True
    return bool(VERB.match(text, start, end) and SUBJECT.search(text[max(begin, start - NEAR) : start]))


def is_outlook(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] says what is expected of prices or the economy, and nothing of what that warrants."""
    return OUTLOOK.match(text, start, end) is not None and not WARRANTED.search(text, start, end)


def is_guidance(text: str, start: int, end: int) -> bool:
    """Tell whether text[start:end] says what a central bank will likely do with its rate or policy."""
    return GUIDANCE.match(text, start, end) is not None
