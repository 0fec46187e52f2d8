"""A sum among the words of a query: "50 billion" is one thing, and no figure beside a word; "how much" asks for any. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.search.asked_bounds import AskedBound, asked_bound
from tracker.search.looser import other_number
from tracker.text.content_words import STOPWORDS
from tracker.text.dates import ANY_MONTH, MONTHS
from tracker.text.numbers import SPELT

_UNITS = {  # as they are typed: as texts write them
    "thousand": ("thousand",),
    "million": ("million", "mn", "m"),
    "billion": ("billion", "bn", "b"),
    "trillion": ("trillion", "tn"),
    "percent": ("percent", "per-cent"),
    "basis points": ("basis-points", "basis-point", "bp", "bps"),
    "degrees": ("degrees", "degree", "c"),
}
_SHORT = {
    "degree": "degrees",
    "°c": "degrees",
    "mn": "million",
    "m": "million",
    "bn": "billion",
    "tn": "trillion",
    "per cent": "percent",
}
_STUCK = frozenset(
    {"mn", "m", "bn", "b", "tn", "bp", "bps", "c"}
)  # written behind the figure without a blank too
_SUM = re.compile(
    r"(?<![\w.,\"|-])(?:(?:USD|US\$|EUR|GBP|[$€£])\s*)?(?P<figure>\d[\d.,]*?)[\s-]*"
    r"(?P<unit>thousand|million|billion|trillion|percent|per cent|basis points|degree|°C|bn|mn|tn|m)s?(?![\w|*\"-])",
    re.IGNORECASE,
)


# "Article 5", "Section 301": a name with a number, and no number of what follows.
_NUMBERED = re.compile(
    r"(?<![\w\"-])((?:[A-Z][a-z]+|(?i:article|section|resolution|chapter|annex|phase|stage|title|paragraph|rule))) (?!(?:19|20)\d\d\b)(\d{1,4})(?![\w.,%-]|\s*(?:%|percent|per cent|basis|thousand|million|billion|trillion|bn|mn)\b)"
)
ANY_SUM = "million|billion|trillion"
# "new commitments with a sum": whatever the sum is. A sum by itself is a word ("zero sum").
_ANY_SUM = re.compile(
    r"(?<!\S)(?:(?:new )?(?:commitments?|promises?|pledges?|undertakings?) )?with (?:an? |any )?(?:sums?|amounts?)(?!\S)"
    r"|(?<!\S)(?:sums|an? sum) of(?!\S)(?!\s*(?:USD|EUR|GBP)?[$€£]?\s*\d)",
    re.IGNORECASE,
)


def with_sums(text: str) -> str:
    """Return *text* with each sum and share in it as a phrase, in the ways it is written, and any sum as what sums are counted in; the sign of a currency is no word.

    >>> with_sums("$50 billion Halden"), with_sums("19 percent levy")
    ('50-billion|50-bn|50bn|50-b|50b Halden', '19-percent|19-per-cent levy')
    >>> with_sums("50 harbours") == "50 harbours", with_sums("new commitments with a sum to Norvale")
    (True, 'million|billion|trillion to Norvale')
    """
    return text if '"' in text else _SUM.sub(_phrase, _ANY_SUM.sub(ANY_SUM, text))


def with_numbered_names(text: str) -> str:
    """Return *text* with each number that belongs to the name before it joined to that; a month has days.

    >>> with_numbered_names("Article 5 ferries"), with_numbered_names("levy 5 ferries"), with_numbered_names("May 5 levy")
    ('Article-5 ferries', 'levy 5 ferries', 'May 5 levy')
    """
    if '"' in text:
        return text
    return _NUMBERED.sub(lambda found: found[0] if found[1] in MONTHS else f"{found[1]}-{found[2]}", text)


def _phrase(found: re.Match[str]) -> str:
    figure = re.sub(r"[.,]", "-", found["figure"])  # both part words
    unit = found["unit"].lower()
    written = _UNITS[_SHORT.get(unit, unit)]
    return "|".join(
        way
        for one in written
        for way in ((f"{figure}-{one}", f"{figure}{one}") if one in _STUCK else (f"{figure}-{one}",))
    )


_HOW_MUCH = re.compile(r"^\s*(?:how much|what (?:sums?|amounts?))\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"^\s*how many (?!times\b)(?P<what>[^\W\d_]{4,})", re.IGNORECASE)
_COMPARED = re.compile(r"\bcompare[ds]?\b(?:.*?\b(?P<year>(?:19|20)\d\d)\b)?", re.IGNORECASE)
# Of money, and of nothing else that is counted in millions: no "25 million tons".
_COUNTED_IN = r"(?:\s?(?:thousand|million|billion|trillion|[mb]n|[mb])\b)?"
_MONEY = re.compile(
    rf"(?:[$€£¥₩₹]|\bRs?\.?(?=\s?\d)|\b(?:USD|EUR|GBP|CAD|AUD|JPY|INR|SEK|CHF|NOK|DKK|PLN|CNY|ZAR)\b)\s?\d[\d.,]*{_COUNTED_IN}"
    r"|\d[\d.,]*\s?(?:million|billion|trillion|bn|mn)\b"
    r"(?=\s*[.,;)]|\s+(?:dollars?|euros?|pounds?|ro?ubles?|rupees?|yen|yuan|crowns?|rands?|won|francs?|kron(?:er|or|a)|in|to|for|from|per|since|worth)\b)"
)
# How it is given is put in many ways, and a sum says that it is.
_GIVING = re.compile(
    r"(?:giv(?:e|es|en|ing)|gave|provid|pledg|commit|allocat|donat|contribut|sen[dt]|spen[dt]|announc|promis|offer|deliver|disburs|invest|paid|pay|get|got|receiv|money|fund)"
    r"(?:e|es|ed|s|ing|ted|ting|ment|ments)?",
    re.IGNORECASE,
)
_MOVE = re.compile(r"\b(?:cut|rais|lower|reduc|increas|hik|lift)\w*", re.IGNORECASE)
_INITIAL = re.compile(r"\b(?:first|initial(?:ly)?)\b", re.IGNORECASE)
_NO_ADJECTIVE = "|".join((*sorted(STOPWORDS), "percent", "years?", "months?", "weeks?", "days?"))
_FIGURE = rf"(?:\d[\d.,]*\d|\d|{'|'.join(SPELT)}|hundreds|thousands|(?:m|b)illions?)(?: (?:hundred|thousand|million|billion))?"


_BY_WHEN = re.compile(
    r"^\s*(?:(?:by|until) (?:when|what (?:date|day|year))|when (?:will|do|does|must|should|shall)|what (?:is the )?deadline)\b",
    re.IGNORECASE,
)
_OF_A_DEADLINE = frozenset("deadline date target set".split())
_COUNT = rf"(?:\d+|{'|'.join(SPELT)})"
_PART = (
    r"(?:the\s+)?(?:early|mid|late|end|beginning|start|(?:first|second)\s+half|(?:first|second|third|fourth)\s+quarter)"
    r"[\s-]+(?:of\s+)?(?:the\s+)?"
)
_DATED = rf"(?:{_PART})?(?:(?:\d{{1,2}}\s+)?{ANY_MONTH}\s+(?:\d{{1,2}},?\s+)?)?(?P<%s>20\d\d)s?\b"
_DUE = re.compile(
    r"\b(?:by|before|until|through|from|beyond|no later than|starting|beginning|as early as)\s+(?:at least\s+)?(?:in\s+)?"
    + _DATED % "by"
    + rf"|\b(?:will|shall|(?:is|are|was|were) to|anticipat\w+|expect\w*|intend\w*|plan\w*|schedul\w+)\b[^.;]{{0,120}}?\bon\s+{_DATED % 'on'}"
    + rf"|\bin\s+{_PART}(?P<around>20\d\d)s?\b|\b(?:within|over)\s+(?:the\s+next\s+)?{_COUNT}\s+(?:days|weeks|months|years)\b(?!\s+(?:prior|before|preceding|ago))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AskedSum:
    """The *words* that a sum is asked of, *what* is counted, "" where it is money, what a sum is found by, and whether it is to be *compared*, with which *year*, 0 = the one before. *called*: what it is; a deadline is found so, too."""

    words: str
    what: str
    pattern: re.Pattern[str]
    compared: bool = False
    year: int = 0
    called: str = "Sums"
    bound: AskedBound | None = None  # which sums alone count
    first: bool = False  # whether an initial one is asked for

    @property
    def day(self) -> bool:
        """Whether a deadline is asked for."""
        return self.pattern is _DUE

    def is_level(self, text: str, start: int) -> bool:
        """Return whether the sum that begins at *start* in *text* is where something went to, and by how much it went is asked for.

        >>> asked_sum("rate cuts of more than 50 basis points", "rate cuts x").is_level("cut to 75", 7)
        True
        """
        moved = self.bound is not None and _MOVE.search(self.words) is not None
        return moved and text[:start].rstrip().endswith(" to")


def asked_sum(text: str, words: str) -> AskedSum | None:
    """Return what sum the question *text* asks for, of *words*, which are its words without time, issuer and frame; None where it asks for none.

    >>> asked_sum("how much did Norvale pledge to Halden in 2031", "Norvale pledge Halden").words
    'Norvale Halden'
    >>> asked = asked_sum("how many ferries did Norvale give Halden", "ferries Norvale give Halden")
    >>> asked.words, asked.what, bool(asked.pattern.search("It will send 40 new ferries."))
    ('ferries Norvale Halden', 'ferries', True)
    >>> asked_sum("when will Norvale open the port", "open port").pattern.search("It opens in the early 2030s.")[0]
    'in the early 2030s'
    >>> asked_sum("how often", "x"), asked_sum("how many times", "x"), asked_sum("how much", "pledge")
    (None, None, None)
    >>> asked = asked_sum("levies above $80 million", "levies million|billion|trillion")
    >>> asked.words, asked.bound.least > 80e6
    ('levies', True)
    """
    counted, day, bound = _HOW_MANY.search(text), _BY_WHEN.search(text), asked_bound(text)
    if not (counted or day or bound or _HOW_MUCH.search(text)) or '"' in words:
        return None
    what = bound.what if bound else counted["what"] if counted else ""
    counted_in = frozenset(bound.query.split()[-1].split("|")) if bound else frozenset[str]()
    telling = [
        word
        for word in words.split()
        if not (day and word.casefold() in _OF_A_DEADLINE)
        and not (bound and ("|" in word or word in counted_in))
        and (word.isupper() or word.casefold() not in STOPWORDS)
    ]
    # what a bound stands beside may be nothing but a way to give: "loans above $1 million"
    given_to = telling[-1:] if telling[-1:] == ["fund"] else []  # "gave the harbour fund"
    kept = [word for word in telling if not _GIVING.fullmatch(word)] or (telling if bound else [])
    kept += given_to if kept else []
    if bound and bound.is_of_things and not kept:
        kept = [bound.what]
    if not kept:
        return None
    if day:
        return AskedSum(" ".join(kept), "day", _DUE, called="By when")
    pattern = _MONEY
    if what:
        forms = "|".join(map(re.escape, (what, other_number(what.casefold())))).replace(
            "percent", "per ?cent|%"
        )
        pattern = re.compile(
            rf"\b{_FIGURE} (?:(?!(?:{_NO_ADJECTIVE})\b)[\w-]+ ){{0,3}}?(?:{forms})\b", re.IGNORECASE
        )
    beside = _COMPARED.search(text)
    year = int(beside["year"] or 0) if beside else 0
    called = bound.said.capitalize() if bound else "Sums"
    first = _INITIAL.search(text) is not None
    return AskedSum(" ".join(kept), what, pattern, beside is not None, year, called, bound, first)
