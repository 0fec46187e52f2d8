"""Phrases without what moves: no amounts, no dates, no "this year"."""

from __future__ import annotations

import re

_ARTICLES = re.compile(r"\b(?:the|a|an|its|their|our|his|her|my)\s+", re.IGNORECASE)
_GIVING = re.compile(
    r"\b(?:contribut|provid|donat|pledg|allocat|announc|invest|grant|pay|giv|spend|commit|disburs|mobili[sz]|deliver)\w*\s*$",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_YEAR = r"(?:19|20|21)\d\d\b"
_WHEN = (
    r"(?:\s*,?\s*\b(?:by|in|on|before|until|till|through|from|of|at|since|for|as of|starting|effective|during|no later than|later"
    r"|to|and)\s+(?:the\s+)?)?"
    r"(?:(?:early|late|mid|middle of|end of|beginning of|start of|summer of|fiscal year|FY|(?:first|second|third|fourth|last)"
    r"\s+(?:half|quarter)(?: of)?)[\s-]*(?:the\s+)?)?"
)
_DATE = re.compile(
    _WHEN
    + rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?(?:\s+{_YEAR})?|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR})?"
    rf"|{_MONTH},?\s+(?:of\s+)?{_YEAR}|\d{{4}}-\d\d-\d\d|Q[1-4](?:\s+(?:of\s+)?{_YEAR})?|{_YEAR}(?!\s*-\d))"
)
_RELATIVE = re.compile(
    r"(?:\s*,?\s*\b(?:by|in|on|before|until|later|earlier|over)\s+)?(?:\b(?:the\s+)?(?:end of\s+)?(?:this|next|last|coming)\s+"
    r"(?:year|month|week|quarter|summer|autumn|fall|winter|spring|decade|fiscal year)\b|\b(?:today|tomorrow|yesterday|tonight)\b)"
)
_DIGIT = re.compile(r"\d")
_WORTH = re.compile(r"^\s*(?:in|of|worth of)\b")
_NUMBER = r"\d[\d,]*(?:[./]\d+)?(?:-\d+/\d+|\s\d+/\d+)?"
_MORE = (
    r"(?:\b(?:by|of|another|an additional|additional|a further|a total of|up to|at least|at most|more than|less than|no more than"
    r"|nearly|almost|about|around|over|some|approximately|between|to)\s+)*"
)
_AMOUNT = re.compile(
    _MORE + rf"(?:US|U\.S\.|[ACH]|NZ)?[$€£¥₩]?\s?\b{_NUMBER}(?:\s*(?:-|–|to|and)\s*[$€£¥₩]?{_NUMBER})?[\s-]?"
    r"(?:(?:hundred|thousand|million|billion|trillion|bn|mn)\b)?\s?"
    r"(?:%|per\s?cent(?:age points?)?\b|(?:basis|percentage) points?\b|(?:US |U\.S\. )?(?:dollars?|euros?|yen|won|francs?|pounds?)\b)?"
)


def without_values(phrase: str, amount: str) -> str:
    """Return *phrase* without amounts and dates; "Resolution 12" and "G7" keep their numbers, which are names."""
    at = phrase.lower().find(amount.lower()) if amount else -1
    if at >= 0 and _GIVING.search(_ARTICLES.sub("", phrase[:at])):
        phrase = f"{phrase[:at]} {_WORTH.sub('', phrase[at + len(amount) :])}"
    numbered = _DIGIT.search(phrase)  # every date and every amount has one
    phrase = _RELATIVE.sub(" ", _DATE.sub(" ", phrase) if numbered else phrase)
    if not numbered:
        return phrase
    kept, end = [], 0
    for match in _AMOUNT.finditer(phrase):
        before = phrase[: match.start()].rstrip()
        word = re.search(r"([\w’'-]+)$", before)
        bare = re.fullmatch(rf"\s?{_NUMBER}[\s-]?", match[0])
        joined = re.match(r"[^\W\d]", phrase[match.end() :]) and not match[0].endswith(" ")
        if bare and ((word and word[1][:1].isupper()) or before[-1:] in ("-", "–") or joined):
            continue  # a number that is part of a name: "Resolution 12", "COVID-19", "5G", "24-hour"
        kept.append(phrase[end : match.start()])
        end = match.end()
        worth = _WORTH.match(phrase[end:])
        if worth and _GIVING.search(_ARTICLES.sub("", before + " ")):
            end += worth.end()
        kept.append(" ")
    return "".join([*kept, phrase[end:]])
