"""How many of what two sentences promise or ask: "three patrol boats" for "two", wherever each names them. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from itertools import product

from reports.digest.news.words.clause_order import WORD
from reports.digest.news.words.degrees import is_one_sentence
from reports.digest.news.words.qualifiers import tells_of_the_day, without_valuation
from tracker.text.content_words import STOPWORDS, stem
from tracker.text.dates import MONTHS
from tracker.text.numbers import SCALES, SPELT

PAIRS = 4096  # of sentences that are remembered
OF_WHAT = 2  # telling words behind a number that say what it counts
FARTHEST = 8  # words behind it within which they stand
_FIGURE = re.compile(r"[$€£¥₹]?\d")
_YEAR = re.compile(r"(?:19|20|21)\d\d$")
_MONTHS = frozenset(month.casefold() for month in MONTHS)
_NUMBERED = frozenset("no resolution article paragraph annex attachment section order chapter".split())
_SCALES = {word: SCALES[word] for word in ("thousand", "million", "billion", "bn", "trillion")} | {
    "basis": 0.01
}
_HUNDREDS = frozenset(("hundred", "thousand"))  # "two hundred": no number of two
_PASSED_OVER = (
    frozenset("per percent cent basis points percentage up to further additional more st nd rd th".split())
    | STOPWORDS
)
_PROMISES = re.compile(
    r"\b(?:will|shall|must|may|should|would|commit\w*|pledg\w+|decid\w+|agreed to|undertak\w+|undertook|require\w*|demands?|calls?|urges?|requests?|asks?|is|are|being)\b",
    re.IGNORECASE,
)
# How many times a year.
_OFTEN = tuple(
    (times, re.compile(rf"\b(?:{said})\b", re.IGNORECASE))
    for times, said in (
        (0.5, "every two years|every other year|every second year|biennial(?:ly)?"),
        (1 / 3, "every three years"),
        (4.0, "four times (?:a|each|every|per) year|every three months"),
        (3.0, "three times (?:a|each|every|per) year|every four months"),
        (
            2.0,
            "(?:twice|two times) (?:a|each|every|per) year|twice yearly|every (?:six|6) months|half-yearly|semi-annual(?:ly)?",
        ),
        (52.0, "weekly|every week|each week"),
        (12.0, "monthly|every month|each month|once a month"),
        (4.0, "quarterly|every quarter|each quarter"),
        (1.0, "annually|every year|each year|once (?:a|each|every|per) year|yearly|every twelve months"),
    )
)
_SOME_A_YEAR = re.compile(
    rf"\b(?:{'|'.join(SPELT)}|\d+) (?!times\b)\w+\b[^.;]{{0,60}}\b(?:each|every|a) year\b", re.IGNORECASE
)
# The next of what is held each year.
_HELD = re.compile(r"\b(?:meetings?|summit|session)\b", re.IGNORECASE)
_HOLDS = re.compile(
    r"\b(?:hold|held|host\w*|(?:re)?conven(?:e[sd]?|ing)|(?:meet|met) (?:in|on|at|again|next|with|today)|look\w* forward|next|attend\w*|at (?:its|their|our))\b",
    re.IGNORECASE,
)
# Who voted for it, how many pages it has, where and when one meets: no promise is counted there.
_NOTHING = re.compile(
    r"\b(?:vot\w+|preferred|members? (?:\(|judged|noted)|pages|website|prices?|barrel|inflation|growth|unemployment|rate[sd]?|nationals|persons|students"
    r"|holdings|WhatsApp|forecast|project\w+|expect\w*|average\w*|quarter|exports?|imports?)\b|\+\d",
    re.IGNORECASE,
)


@lru_cache(maxsize=PAIRS)
def moved_count(before: str, after: str) -> bool:
    """Say whether two sentences promise or ask another number of the same.

    Figures of the day, what was done by now, votes and the numbers of meetings are none.

    >>> moved_count("In this context Norvale will train 300 officers.", "Norvale will train 450 officers by 2032.")
    True
    >>> moved_count("Some 14,300 persons cross each day.", "Some 14,900 persons cross each day.")
    False
    """
    if not (_PROMISES.search(before) and _PROMISES.search(after)):
        return False
    said = before, after
    if any(_NOTHING.search(one) or tells_of_the_day(one) for one in said):
        return False
    if any(_HELD.search(one) and _HOLDS.search(one) for one in said):
        return False
    old, new = (_counted(without_valuation(one)) for one in said)
    return any(
        old[what] != new[other]
        for what, other in product(old, new)
        if what[: len(other)] == other[: len(what)]
    )


def how_often_moved(before: str, after: str) -> bool:
    """Say whether two sentences on one matter say another number of times a year: "every year", then "twice a year".

    >>> how_often_moved("The exercise of the coast guards will be held every year.", "The exercise of the coast guards will be held twice a year.")
    True
    >>> how_often_moved("The board reviews the cap on fees every six months.", "Twice a year the board reviews the cap on fees.")
    False
    """
    if _SOME_A_YEAR.search(before) or _SOME_A_YEAR.search(after):
        return False  # "two meetings each year" are two a year
    old, new = _times(before), _times(after)
    return len(old) == len(new) == 1 and old != new and is_one_sentence(before, after)


def _times(said: str) -> frozenset[float]:
    """Return how many times a year a sentence says, each: "twice each year" is twice, and no more once."""
    found, left = set[float](), said
    for times, words in _OFTEN:
        if words.search(left):
            found.add(times)
            left = words.sub(" ", left)
    return frozenset(found)


def _counted(said: str) -> Mapping[tuple[str, ...], float]:
    """Return the numbers in a sentence by the stems of what each counts, of what is counted once."""
    words = WORD.findall(said)
    found = defaultdict[tuple[str, ...], list[float]](list)
    for at in range(len(words)):
        if (number := _number(words, at)) and (what := _of_what(words[at + 1 : at + 1 + FARTHEST])):
            found[what].append(_value(number, words[at + 1 : at + 2]))
    return {what: numbers[0] for what, numbers in found.items() if len(numbers) == 1}


def _value(number: str, behind: list[str]) -> float:
    """Return what a number comes to with its scale: "1.5" million, "1,500" thousand, and basis points as shares of one point."""
    value = float(re.sub(r"[^\d.]", "", number).strip(".") or 0)
    return value * _SCALES.get(behind[0].casefold() if behind else "", 1.0)


def _number(words: list[str], at: int) -> str:
    """Return the number that stands at a place; "" where none does, or one of a day, a year, or of what is numbered."""
    folded = words[at].casefold()
    if [word.casefold() for word in words[at + 1 : at + 2]] == ["of"]:
        return ""  # "five of the thirteen": how many there are is another number
    if folded in SPELT and {word.casefold() for word in words[at + 1 : at + 2]} & _HUNDREDS:
        return ""
    if folded in SPELT:
        return str(SPELT[folded])
    beside = {word.casefold() for word in words[max(0, at - 1) : at + 2]}
    if not _FIGURE.match(words[at]) or _YEAR.match(words[at]) or beside & (_MONTHS | _NUMBERED):
        return ""
    return words[at]


def _of_what(words: list[str]) -> tuple[str, ...]:
    what = list[str]()
    for word in map(str.casefold, words):
        if _FIGURE.match(word) or word in SPELT or len(what) == OF_WHAT:
            break
        if word not in _PASSED_OVER | _SCALES.keys():
            what.append(stem(word))
    return tuple(what)
