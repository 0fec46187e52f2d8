"""Amounts and deadlines as values that can be ordered. Pure; what cannot be read is None, never a guess."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from tracker.text.korean.values import english_values
from tracker.text.numbers import SCALES, SPELT

REMEMBERED = 4096  # texts: what was read of the later mention is asked for again when it is the earlier one

_SCALES = SCALES | {"k": 10**3, "m": 10**6}
_SIGNS = {
    "us$": "usd",
    "u.s.$": "usd",
    "a$": "aud",
    "au$": "aud",
    "c$": "cad",
    "ca$": "cad",
    "$": "usd",
    "€": "eur",
    "£": "gbp",
    "¥": "jpy",
    "₩": "krw",
}
_NAMES = {"dollar": "usd", "euro": "eur", "yen": "jpy", "won": "krw", "franc": "chf"}
_CURRENCIES = _SIGNS | _NAMES | {code: code for code in ("usd", "eur", "gbp", "jpy", "krw", "chf")}
# What stands behind what is counted and is no part of it: "30 million euros in 2031".
_NO_NOUN = frozenset(
    """in of for to by on at from over with and or per a an the as is are was were be will would shall may through until within this that
    these those its their our each every under who which than into up during before after between towards annually""".split()
)
CURRENCIES = frozenset(_CURRENCIES.values())  # codes of the currencies that are known
_NUMBER = r"(?:\d+[-\s]\d+/[1-9]\d*|\d+/[1-9]\d*|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|mn|tn|[km])"
_SIGN = r"(?:u\.s\.\$|(?<![a-z.])[a-z]{1,3}\$|[$€£¥₩]|\b(?:usd|eur|gbp|jpy|krw|chf)\b)"


def _single(which: int) -> str:
    return rf"(?P<sign{which}>{_SIGN})?\s?(?P<number{which}>{_NUMBER})(?:[\s-]?(?P<scale{which}>{_SCALE})\b)?"


_AMOUNT = re.compile(
    _single(1)
    + r"(?P<mark>\s?%|\s?per\s?cent(?:age points?)?\b)?"
    + rf"(?:\s?(?P<range>-|–|—|\bto\b|\band\b)\s?{_single(2)})?"
    + r"\s?(?P<unit>%|per\s?cent(?:age points?)?\b|basis points?\b|bps?\b|[a-z]+(?:[\s-][a-z]+)?)?"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity from *low* to *high* of *unit*: a currency code, "percent", "basis point" or a counted noun."""

    low: Fraction
    high: Fraction
    unit: str


@lru_cache(maxsize=REMEMBERED)
def parse_amount(text: str) -> Amount | None:
    """Return the one amount *text* names, or None where it names none, several, or none that can be ordered.

    >>> parse_amount("an additional $225 million") == parse_amount("US$225,000,000")
    True
    >>> parse_amount("hundreds of interceptors") is None
    True
    >>> float(parse_amount("−0.75%").high)
    -0.75
    """
    found = _amounts(text)
    return found[0] if len(found) == 1 else None


def parse_amounts(text: str) -> tuple[Amount, ...]:
    """Return every amount *text* names that can be read, in order.

    >>> [float(one.high) for one in parse_amounts("$3 million of the $20 million")]
    [3000000.0, 20000000.0]
    """
    return tuple(one for one in _amounts(text) if one)


def _amounts(text: str) -> list[Amount | None]:
    """Return what each number of *text* amounts to; None for one that cannot be ordered."""
    plain = " ".join(re.sub("[‐-―]", "-", english_values(text).lower()).split())
    plain = re.sub(r"\b(\w+)\b", lambda match: str(SPELT.get(match[1], match[1])), plain)
    return [_amount(match, plain) for match in _AMOUNT.finditer(plain) if match["number1"]]


def _amount(match: re.Match[str], plain: str) -> Amount | None:
    if match["range"] == "and" and not plain[: match.start()].rstrip().endswith("between"):
        return None
    low, high = _number(match["number1"]), _number(match["number2"] or match["number1"])
    outer, inner = _SCALES.get(match["scale2"] or "", 1), _SCALES.get(match["scale1"] or "", 1)
    if match["number2"]:
        low, high = low * (inner if match["scale1"] else outer), high * outer
    else:
        low, high = low * inner, high * inner
    if plain[: match.start("number1")].endswith("−"):  # a rate below zero
        low, high = -high, -low
    unit = _unit(match["sign1"] or match["sign2"] or "", match["mark"] or match["unit"] or "")
    return Amount(low, high, unit) if low <= high else None


def _number(text: str) -> Fraction:
    whole, _, part = text.replace(",", "").replace(" ", "-").partition("-")
    return Fraction(whole) + (Fraction(part) if part else 0)


def _unit(sign: str, noun: str) -> str:
    if sign:
        return _CURRENCIES.get(sign, sign)
    noun = noun.strip()
    if re.match(r"%|per\s?cent", noun):
        return "percentage point" if "point" in noun else "percent"
    if noun.startswith(("basis", "bp")):
        return "basis point"
    # "patrol boats" are counted by their last word, "euros in" and "officers of" by their first
    counted = [word for word in noun.split() if word not in _NO_NOUN]
    named = [word.rstrip("s") for word in counted]
    return next((_CURRENCIES[word] for word in named if word in _CURRENCIES), named[-1] if named else "")


def is_money(unit: str) -> bool:
    """Say whether *unit* of an amount is a currency: one that is known, or the dollar of some state by its own sign ("hk$")."""
    return unit in CURRENCIES or unit.endswith("$")


def compare_amounts(before: str, after: str) -> str:
    """Return "raised" or "lowered" where both can be read in one unit and differ, "same" where equal, else ""."""
    old, new = parse_amount(before), parse_amount(after)
    return _compare(old, new) if old and new else ""


def compare_rows_of_amounts(before: str, after: str) -> str:
    """Return as :func:`compare_amounts` does for two rows of amounts, the first with the first and so on; "" where they pull apart.

    >>> compare_rows_of_amounts("40 million; $45 million", "35 million; $45 million")
    'lowered'
    """
    old, new = _amounts(before), _amounts(after)
    if len(old) != len(new):
        return ""
    found = {_compare(one, other) if one and other else "" for one, other in zip(old, new, strict=True)}
    moved = found - {"same"}
    return next(iter(moved), "same") if len(moved) < 2 else ""


def _compare(old: Amount, new: Amount) -> str:
    if old.unit != new.unit:
        return ""
    if (old.low, old.high) == (new.low, new.high):
        return "same"
    if new.low >= old.low and new.high >= old.high:
        return "raised"
    if new.low <= old.low and new.high <= old.high:
        return "lowered"
    return ""


_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sep sept|"
        "october oct|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"((?:19|20|21)\d\d)"
_DATES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int, int]]], ...] = (
    (re.compile(rf"\b{_YEAR}-(\d\d)-(\d\d)\b"), lambda m: (int(m[1]), int(m[2]), int(m[3]))),
    (
        re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH}),? {_YEAR}\b"),
        lambda m: _day(m[3], m[2], m[1]),
    ),
    (re.compile(rf"\b({_MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}\b"), lambda m: _day(m[3], m[1], m[2])),
    (re.compile(rf"\b({_MONTH}),?(?: of)? {_YEAR}\b"), lambda m: (int(m[2]), _MONTHS[m[1].rstrip(".")], 0)),
    (re.compile(rf"\bq([1-4])(?: of)?,? {_YEAR}\b"), lambda m: (int(m[2]), 3 * int(m[1]), 0)),
    (
        re.compile(rf"\b(first|second|third|fourth|last) quarter(?: of)?,? {_YEAR}\b"),
        lambda m: (int(m[2]), 3 * _QUARTERS[m[1]], 0),
    ),
    (
        re.compile(rf"\b(first|second) half(?: of)?,? {_YEAR}\b"),
        lambda m: (int(m[2]), 6 * _QUARTERS[m[1]], 0),
    ),
    (re.compile(rf"\bearly(?:[- ]in)?[- ]{_YEAR}\b"), lambda m: (int(m[1]), 4, 0)),
    (re.compile(rf"\bmid(?:dle of)?[- ]{_YEAR}\b"), lambda m: (int(m[1]), 6, 0)),
    (re.compile(rf"\b(?:beginning|start) of {_YEAR}\b"), lambda m: (int(m[1]), 1, 0)),
    (re.compile(rf"\b{_YEAR}\b"), lambda m: (int(m[1]), 12, 0)),
)


@lru_cache(maxsize=REMEMBERED)
def parse_deadline(text: str) -> date | None:
    """Return the last day of the one date *text* names, or None where it names none or several.

    Dates that depend on the day of reading ("this month", "next year") and
    terms ("for a considerable time") are not dates.

    >>> parse_deadline("by the end of 2026"), parse_deadline("by mid-2027")
    (datetime.date(2026, 12, 31), datetime.date(2027, 6, 30))
    """
    plain = " ".join(english_values(text).lower().split())
    if len(re.findall(r"\b(?:19|20|21)\d\d\b", plain)) != 1 or re.search(
        r"\b(?:fiscal|financial|fy)\b", plain
    ):
        return None
    for pattern, read in _DATES:
        match = pattern.search(plain)
        if match:
            year, month, day = read(match)  # day 0: the last of the month
            last = monthrange(year, month)[1] if 1 <= month <= 12 else 0
            return date(year, month, day or last) if day <= last else None
    return None


def _day(year: str, month: str, day: str) -> tuple[int, int, int]:
    return int(year), _MONTHS[month.rstrip(".")], int(day)


# "Within 60 days", "within a period not exceeding eighteen (18) months".
_WITHIN = re.compile(
    rf"\bwithin (?:[a-z]+ ){{0,4}}?(?P<count>\d{{1,3}}|{'|'.join(SPELT)})(?: \(\d+\))? (?P<unit>(?:(?:working|business) )?(?:hour|day|week|month|year))s?\b",
    re.IGNORECASE,
)
# "In" a month or year is any day of it; "by" one is its last.
_PERIOD = re.compile(rf"^(?:in|during|for) (?P<month>{_MONTH})?,?\s*(?:of )?{_YEAR}$", re.IGNORECASE)


def compare_deadlines(before: str, after: str) -> str:
    """Return "earlier" or "later" where both name a date, or a time within which, and differ, "same" where equal, else "".

    >>> compare_deadlines("within 60 days", "within 30 days"), compare_deadlines("within six months", "within 180 days")
    ('earlier', '')
    """
    old, new = parse_deadline(before), parse_deadline(after)
    if old is None or new is None:
        return _compare_periods(before, after)
    if old == new or _holds(before, old, new) or _holds(after, new, old):
        return "same"
    return "earlier" if new < old else "later"


def _compare_periods(before: str, after: str) -> str:
    """Return how the time within which moved between two texts that count it in the same unit; "" where they do not."""
    old, new = (_WITHIN.search(text) for text in (before, after))
    if not old or not new or old["unit"].casefold() != new["unit"].casefold():
        return ""
    counts = [_how_many(found["count"]) for found in (old, new)]
    return "same" if counts[0] == counts[1] else "earlier" if counts[1] < counts[0] else "later"


def _how_many(count: str) -> int:
    return int(count) if count.isdigit() else SPELT[count.casefold()]


def _holds(text: str, last: date, day: date) -> bool:
    """Return whether *text* names a month or a year, whose last day is *last*, and *day* lies in it: "in December" holds the 24th."""
    named = _PERIOD.search(english_values(text))
    if not named:
        return False
    return day.year == last.year and day <= last and (day.month == last.month or not named["month"])


@lru_cache(maxsize=REMEMBERED)
def normalise_wording(text: str) -> str:
    """Return *text* without what is not wording: case, white space, kinds of quotes and dashes, punctuation."""
    plain = text.lower().replace("’", "'").replace("‘", "'")
    plain = re.sub(r"[‐-―]|--+", "-", plain)
    return " ".join(re.findall(r"[\w%$€£¥]+(?:['./,-][\w%]+)*", plain))
