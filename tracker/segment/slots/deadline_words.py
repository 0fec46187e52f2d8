"""By when, or for how long: the words of a unit, or in front of it in its sentence, that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from tracker.text.dates import ANY_MONTH, MONTHS, find_date

_LENGTHS = r"(?:day|week|month|year)s?"
_NUMBERS = r"(?:\d+|one|two|three|four|five|six|ten|twelve)"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_LEADS = r"(?:(?:by|before|no later than|not later than|until|through|throughout|within|in|over|for|during|from(?: as early as)?|as early as)\s+)?"
_YEAR_BEHIND = r"(?:(?<=by )|(?<=in )|(?<=for )|(?<=from )|(?<=during )|(?<=early as ))(?:19|20|21)\d\d(?![-‑–/]?\d)"  # "2021/22" is no day
_DAYS = (
    rf"\d{{1,2}}\s+{ANY_MONTH}(?:\s+\d{{4}})?",
    rf"{ANY_MONTH}\s+\d{{1,2}}(?:,\s*\d{{4}})?",
    rf"{ANY_MONTH}\s+\d{{4}}",
    rf"next {ANY_MONTH}",
    r"tomorrow",
)
_PARTS = (
    r"(?:the\s+)?(?:end|middle|beginning|close|(?:first|second) half|(?:first|second|third|fourth) quarter)\s+of\s+"
    rf"(?:{ANY_MONTH}\s+)?(?:\d{{4}}|the year|this year|next year|the decade|this decade|the month|this month|(?:his|her|the) term(?: in office)?)",
)
_YEARS = (
    _YEAR_BEHIND,
    r"the year \d{4}",
    r"later in \d{4}",
    r"\d{4}\s?[-–]\s?\d{4}",
    r"\d{4} and \d{4}",
    r"Q[1-4] \d{4}",
    r"\d{4} Q[1-4]",
    r"(?:the\s+)?(?:mid|late|early)[-\s]\d{4}s?",
    r"the\s+\d{4}s",
    r"(?<!\d[-‑–/])(?:19|20|21)\d\d(?=[,;.]?$)",
)
_LENGTH = rf"{_NUMBERS}\s+{_LENGTHS}"
_AHEAD = (
    rf"(?:the\s+)?(?:coming|next|following)\s+(?:few\s+)?(?:{_LENGTHS}|decade|(?:\w+\s+){{0,2}}{_LENGTHS})",
    rf"(?:this|next)\s+(?:month|week|year|{_SEASON})",
    rf"the {_SEASON}(?: of \d{{4}})?",
    r"later this \w+",
    r"this (?:coming )?decade",
    r"the (?:year|months|weeks|days) ahead",
    r"(?:its|their) (?:next|upcoming|coming) (?:meetings?|sessions?)",
    r"at (?:each|every) meeting",
    r"at the next (?:meeting|opportunity|session|summit)",
)
_HORIZONS = (
    r"(?:a\s+)?considerable\s+(?:time|period)(?: following [^,;.]*)?",
    r"some time",
    r"sufficiently long",
    r"an extended period(?: of time)?",
    r"(?:for\s+)?as long as (?:it takes|is needed|(?:is )?necessary|needed|required)",
    r"the foreseeable future",
    r"near future",
    r"the (?:very )?(?:near|short|medium|long)(?:er)?[-\s](?:to[-\s](?:medium|long)[-\s])?(?:term|run|future)",
    r"the (?:forecast|policy) horizon",
    r"the intermeeting period",
    r"further notice",
)
_SOON = (
    r"as soon as (?:possible|practicable|feasible)",
    r"without (?:any )?(?:further |undue )?delay",
    r"on an urgent basis",
    r"(?:at )?the (?:earliest|soonest)(?: (?:possible|achievable|practicable))?(?: (?:date|time|opportunity|moment))?",
)
_TIMES = "|".join((*_PARTS, *_DAYS, *_YEARS, *_AHEAD, _LENGTH, *_HORIZONS, *_SOON))
DEADLINE = re.compile(
    rf"\b{_LEADS}(?:{_TIMES})\b"
    rf"|\b(?:by|before|until|in|through)\s+{ANY_MONTH}\b(?!\s+\d)(?!-)"
)
# "the March 24 launch", "since June", "agreed on 21 and 22 April": dates of what has happened
_OCCASION = re.compile(
    r"(?:[’']s|\bthe|\bof|\bsince|\bon|\bafter)\s+$|\b(?:agreed|decided|met|meetings?|held)\b[^.;]{0,16}\bon\s+\d{1,2}(?:\s+[A-Z]\w+)?\s+(?:and|to)\s+$"
)
_OCCASION_REACH = 48  # characters before a date
# "The agreement reached in May": a month without a year is that of what is done.
_DONE = re.compile(r"\b(?:\w{2,}ed|made|held|met|set|given|taken|sent|begun|began|built|left|put|said)\s+$")
# A day on which a thing takes effect or begins is when it is done; the day of an event or of a publication is none.
_TAKES_EFFECT = re.compile(
    r"\b(?:(?:from|as of|starting|effective|with effect)|(?:force|effect|appl(?:y|ies)|begins?|starts?|ends?|expires?)\s+on)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
_MONTH_OF = re.compile(rf"({ANY_MONTH})\s+(\d{{4}})")
_MONTH = re.compile(ANY_MONTH)
_NEAREST = 8  # months ahead, up to which a month without a year is one to come
# "In the last 3 months", "for nearly 75 years": how long something has been so.
_BEHIND = re.compile(
    r"\b(?:last|past|previous|preceding|recent|nearly|almost|since|ago|first|every|than)\s+$", re.IGNORECASE
)
_ONLY_LENGTH = re.compile(rf"(?:(?P<lead>\w+)\s+)?{_LENGTH}")
_LENGTH_LEADS = frozenset("within in over for during".split())
# "The near-term increase", "price stability over the medium term": what a thing is like, and what a mandate is for.
_NO_TERM = re.compile(r"the (?:very )?(?:near|short|medium|long)|over the medium")
# A number of four figures at the end of a unit is a year where something says by when: "Resolution 2254" is none.
_BARE_YEAR = re.compile(r"\d{4}")
_YEAR_LEADS = re.compile(
    r"\b(?:by|beyond|before|until|till|through|throughout|in|from|to|for|during|than|of|early|late|mid|spring|summer|autumn|fall|winter|and|or)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# "Respond to provocations, including the launch that was said to follow in October": the day of what is named beside.
_ASIDE = re.compile(
    r"\b(?:including|such as|which|who|whose|that [A-Z][\w’'. ]{0,40}?(?:said|announced|claimed))\b[^;.]*$"
)
_ASIDE_REACH = 300  # characters
_FIRM = ("by ", "before ", "no later than ", "not later than ")  # these are of the whole, wherever they stand
# What is asked for at once; "immediately after" is another time.
_AT_ONCE = re.compile(
    r"\bimmediately\b(?!\s+(?:after|before|following|preceding))|\bnow(?=$|[,;.]| and\b| to\b)"
)
# "By 2035 we will phase out", "In the coming months, the board will": when, in front of who is to do it.
_FRONT_LEADS = r"(?:By|Before|Until|Within|No later than|Not later than|In|Over|During|From(?: as early as)?|Starting(?: in| on)?|Beginning(?: in| on)?|As early as|Throughout)"
_IN_FRONT = re.compile(
    rf"\W*(?:(?:And|But)\s+)?((?:{_FRONT_LEADS}\s+)?(?i:{_TIMES})\b"
    rf"|{_FRONT_LEADS}\s+(?:\d{{4}}|{ANY_MONTH})\b)"
)
# "By 2025 the deficit had halved and we will …": the day is that of another clause.
_ANOTHER_CLAUSE = re.compile(
    r"[;:.]|\b(?:but|while|which|who|had|has|have|was|were|is|are|will|would|agreed|decided|signed|met|held|said|announced)\b",
    re.IGNORECASE,
)
_FRONT_REACH = 90  # characters between a deadline in front and what is to be done by then: who is to do it
# One of these stands in every deadline: most units have none, and the long pattern is slow to say so.
_DATED = re.compile(
    r"\d|month|week|year|day|decade|period|time|takes|needed|necessary|required|future|term|run\b|soon|delay|[Nn]ext|long|horizon|basis|notice"
    rf"|tomorrow|immediately|now|earliest|meeting|session|later this|{_SEASON}|(?:by|before|until|in|through)\s+{ANY_MONTH}"
)


def find_deadlines(
    text: str, start: int, end: int, before: int, family: str, published: date | None
) -> Iterator[tuple[int, int, bool]]:
    """Yield where text[start:end], a unit of *family*, says by when, as (start, end, whether it stands in front of the unit).

    *before* is where its sentence begins. What was over when the text was *published* is no deadline, and a judgment has none: it looks back.
    """
    if family == "E":
        return
    found = list(_inside(text, start, end, family, published)) if _DATED.search(text, start, end) else []
    yield from ((first, last, False) for first, last in found)
    if not found:
        ahead = _IN_FRONT.match(text, before, start)
        if ahead and _is_due(text, ahead, start, published):
            yield *ahead.span(1), True


def _inside(
    text: str, start: int, end: int, family: str, published: date | None
) -> Iterator[tuple[int, int]]:
    for match in DEADLINE.finditer(text, start, end):
        lead = text[max(0, match.start() - _OCCASION_REACH) : match.start()]
        is_ahead = _is_ahead(match[0], published)
        is_done = _DONE.search(lead) and not _YEAR.search(match[0]) and _MONTH.search(match[0])
        of_an_occasion = is_done or (
            _OCCASION.search(lead) and not (family == "U" and is_ahead and _TAKES_EFFECT.search(lead))
        )
        aside = of_an_occasion or (
            not match[0].startswith(_FIRM)
            and _ASIDE.search(text, max(start, match.start() - _ASIDE_REACH), match.start())
        )
        if is_ahead is not False and not aside and not _is_no_time(match[0], lead):
            yield match.span()
    if family == "D":
        yield from (match.span() for match in _AT_ONCE.finditer(text, start, end))


def _is_ahead(words: str, published: date | None) -> bool | None:
    """Return whether the day, month or year that *words* name is not over at *published*; None where that cannot be told.

    A month without a year is the one that is nearest to the day of the text.
    """
    if published is None:
        return None
    years = [int(year) for year in _YEAR.findall(words)]
    if years:
        day, month = find_date(words), _MONTH_OF.search(words)
        if day:
            return day > published
        if month:
            return (int(month[2]), MONTHS.index(month[1]) + 1) >= (published.year, published.month)
        return max(years) >= published.year
    bare = _MONTH.search(words)
    if bare is None:
        return None
    away = (MONTHS.index(bare[0]) + 1 - published.month) % 12
    return away < _NEAREST


def _is_no_time(words: str, lead: str) -> bool:
    """Return whether *words* behind *lead* are a length of time that is over, or a number that is no year."""
    length = _ONLY_LENGTH.fullmatch(words)
    if length:
        return bool(_BEHIND.search(lead)) or (length["lead"] or "") not in _LENGTH_LEADS
    if _NO_TERM.match(words):
        return True
    return bool(_BARE_YEAR.fullmatch(words)) and not _YEAR_LEADS.search(lead)


def _is_due(text: str, ahead: re.Match[str], start: int, published: date | None) -> bool:
    """Return whether what stands in front of a unit that begins at *start* says by when."""
    if start - ahead.end() > _FRONT_REACH or _ANOTHER_CLAUSE.search(text, ahead.end(), start):
        return False
    return _is_ahead(ahead[1], published) is not False and not _is_no_time(ahead[1].lower(), "in ")
