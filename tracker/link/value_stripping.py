"""Phrases without what moves: no amounts, no dates, no "this year", and nothing that only held one of them in its place."""

from __future__ import annotations

import re

_ARTICLES = re.compile(r"\b(?:the|a|an|its|their|our|his|her|my)\s+", re.IGNORECASE)
_GIVING = re.compile(
    r"\b(?:contribut|provid|donat|pledg|allocat|announc|invest|grant|pay|giv|spend|commit|disburs|mobili[sz]|deliver"
    r"|buy|purchas|acquir|sell|lend|suppl|receiv)\w*\s*$",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_YEAR = r"(?<!\d)(?<!post-)(?<!pre-)(?:19|20|21)\d\d\b"  # "the post-2030 agenda" is a name
_WHEN = (
    r"(?:\s*,?\s*\b(?:by|in|on|before|until|till|through|over|from|of|at|since|for|as of|starting|effective|during|no later than|later"
    r"|to|and)\s+(?:the\s+)?)?"
    r"(?:(?:early|late|mid|middle of|end of|beginning of|start of|course of|summer of|fiscal year|FY"
    r"|(?:first|second|third|fourth|last)\s+(?:half|quarter)(?: of)?)[\s-]*(?:the\s+)?){0,2}"
)
_DATE = re.compile(
    _WHEN
    + rf"(?:(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?(?:\s+{_YEAR})?|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR})?"
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
    _MORE
    + rf"(?:(?:USD|EUR|GBP|JPY|KRW|AUD|CAD|NZD|CHF)\s|(?:US|U\.S\.|[ACH]|NZ)?[$€£¥₩])?\s?\b{_NUMBER}(?:\s*(?:-|–|to|and)\s*[$€£¥₩]?{_NUMBER})?[\s-]?"
    r"(?:(?:hundred|thousand|million|billion|trillion|bn|mn)\b)?\s?"
    r"(?:%|bps\b|b\.p\.|per\s?cent(?:age points?)?\b|(?:basis|percentage) points?\b|(?:US |U\.S\. )?(?:dollars?|euros?|yen|won|francs?|pounds?)\b)?"
)
# Where a value stood, until all of them are out.
_HOLE = "\x1a"
_BETWEEN = rf"(?:{_HOLE}|\s)*{_HOLE}(?:{_HOLE}|\s)*"
_A_TIME = re.compile(rf"({_HOLE})\s*(?:per|an?|each|every)\s+(?:day|week|month|quarter|year|annum)\b")
# "…, a pace of about $75 billion per month": what was said in other words before the comma.
_APPOSITION = re.compile(
    rf",\s+(?:or\s+)?(?:(?:an?|the)\s+(?:\w+\s+){{1,2}}|about\s+)?{_BETWEEN}(?=$|[,;.])", re.IGNORECASE
)
_BRACKETS = re.compile(rf"\((?:{_HOLE}|[\s,;])*\)")
_OBJECT = r"(?=$|[,;.)]|(?:and|or|as|at|by|for|from|in|of|on|to|with|through|against|while|which|that)\b)"
_LEFT = re.compile(
    rf"\s*\b(?:(?:by|at|in|from|until|till|before|over|during|towards?|since|through)\s+(?:the\s+)?"
    rf"(?:end|middle|beginning|start|close|course)(?:\s+of)?(?:\s+the)?|(?:\w+er|more|less)\s+than"
    rf"|from|at|than|between|by|of|in|on|to|for|since|until)\s*{_BETWEEN}{_OBJECT}",
    re.IGNORECASE,
)
_STOP = re.compile(r"\s+(?=[,;])|,(?=\s*[,;])")


def without_values(phrase: str, amount: str) -> str:
    """Return *phrase* without amounts and dates; "Resolution 12" and "G7" keep their numbers, which are names."""
    at = phrase.lower().find(amount.lower()) if amount else -1
    if at >= 0 and _GIVING.search(_ARTICLES.sub("", phrase[:at])):
        phrase = f"{phrase[:at]} {_WORTH.sub('', phrase[at + len(amount) :])}"
    numbered = _DIGIT.search(phrase)  # every date and every amount has one
    phrase = phrase.replace(_HOLE, " ")
    phrase = _RELATIVE.sub(f" {_HOLE} ", _DATE.sub(f" {_HOLE} ", phrase) if numbered else phrase)
    return _closed(_without_amounts(phrase) if numbered else phrase)


def _without_amounts(phrase: str) -> str:
    kept, end = [], 0
    for match in _AMOUNT.finditer(phrase):
        before = phrase[: match.start()].rstrip(f" {_HOLE}")
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
        kept.append(f" {_HOLE} ")
    return "".join([*kept, phrase[end:]])


def _closed(phrase: str) -> str:
    """Return *phrase* without holes, and without what stood there for the value alone: "by the end of", "per month", brackets."""
    if _HOLE not in phrase:
        return phrase
    phrase = _APPOSITION.sub("", _A_TIME.sub(r"\1", phrase))
    phrase = _LEFT.sub(" ", _BRACKETS.sub(" ", phrase))
    return _STOP.sub("", phrase.replace(_HOLE, " "))
