"""How a board voted, as its text counts it: "by a majority of 6 to 3", "five members voted in favour, and two for leaving rates", "unanimous". Pure.

Names alone count nothing here (:mod:`tracker.text.dissent` has who was against).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from tracker.text.numbers import SPELT

_MOST = 20  # no board has as many members
_N = rf"(\d{{1,2}}|{'|'.join(word for word, number in SPELT.items() if number < _MOST)})"
_TO = r"(?:\s?[-–—]\s?|\s+(?:votes?\s+)?to\s+)"
_NO_RATE = r"(?!\s?/|\.\d|\d|\s?(?:percent|per cent|%))"  # "to 2-3/4 percent"
_LIST = r"(?:\s*\([^()]{0,300}\))?"
_COUNTED = re.compile(
    rf"\b(?:voted(?:\s+by)?|(?:majority|vote)\s+of)\s+{_N}{_TO}{_N}\b{_NO_RATE}"
    rf"|\b{_N}\s+(?:of\s+(?:its|the)\s+\w+\s+)?members{_LIST}\s+(?:\w+ly\s+)?vot(?:ed|ing)\s+(?:in\s+favou?r|for|to)\b[^()]{{0,200}}?\b{_N}\s+(?:\w+\s+)?members?{_LIST}\s+(?:\w+ly\s+)?(?:vot(?:ed|ing)|favou?r(?:ed|ing)|prefer(?:red|ring))\b"
    rf"|\bsupported\s+by\s+{_N}\s+members\b[^()]{{0,60}}?\b{_N}\s+members?\s+(?:voted|preferred|favou?red)\b"
    rf"|\b{_N}\s+members\s+(?:voting\s+)?in\s+favou?r\s+and\s+{_N}\s+(?:voting\s+)?against\b",
    re.IGNORECASE,
)
_OUT_OF = re.compile(rf"\bmajority\s+of\s+{_N}\s+out\s+of\s+{_N}\b", re.IGNORECASE)
_UNANIMOUS = re.compile(
    r"\b(?:decision|decided|agreed|vot(?:e|ed|ing)|committee|council|board)\b[^.;\n]{0,80}\bunanimous(?:ly)?\b"
    r"|\bunanimous(?:ly)?\b[^.;\n]{0,40}\b(?:decision|decided|agreed|voted?)\b"
    rf"|\ball\s+(?:{_N}\s+)?members\b[^.;\n]{{0,40}}\bvoted\s+(?:in\s+favou?r|for)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|no longer|nearly|almost|without|less than)\b|n[’']t\b|\bnon-?unanim", re.IGNORECASE
)
# What was voted at another meeting, on another matter than the rate, or by those who set the rate that follows.
_OF_ANOTHER = re.compile(
    r"\bhad\b|\bminutes\b|\b(?:stock|holdings|purchases|sales) of\b|\bbonds?\b|\bgilts?\b|\brelated action\b|\bBoard of Governors\b|\b(?:last|previous|earlier) (?:meeting|vote|decision)\b",
    re.IGNORECASE,
)
_STOPS = re.compile(r"(?<=[.;!?])\s+(?=[A-Z\[])|\n+")


class Vote(NamedTuple):
    """How many were for what a board decided, and how many were not; (0, 0) where it was unanimous."""

    ayes: int
    others: int

    def __str__(self) -> str:
        return f"by {self.ayes} to {self.others}" if self.others else "unanimously"


UNANIMOUS = Vote(0, 0)


def vote_of(text: str) -> Vote | None:
    """Return how a board voted on what *text* decides, the first count in it; None where it counts no votes.

    >>> vote_of("The decision was made by majority, with seven members in favour and two against.")
    Vote(ayes=7, others=2)
    >>> vote_of("Five members voted in favour of this decision, and two members voted for leaving rates unchanged.")
    Vote(ayes=5, others=2)
    >>> vote_of("At its March meeting it had decided unanimously. The Board voted by a majority of 5 out of 6 to wait.")
    Vote(ayes=5, others=1)
    >>> vote_of("The decision was not unanimous.") is None
    True
    >>> str(vote_of("Today’s policy decision was unanimous."))
    'unanimously'
    >>> vote_of("The Board voted to lower its policy rate to 2-3/4 percent.") is None
    True
    """
    sentences = [one for one in _STOPS.split(text) if not _OF_ANOTHER.search(one)]
    # "Six members voted in favour. Three members voted against." is one count in two sentences
    for one, behind in pairwise((*sentences, "")):
        if found := _OUT_OF.search(one):
            ayes, of = map(_number, found.groups())
            return Vote(ayes, of - ayes) if 0 < ayes < of else None
        if _UNANIMOUS.search(one) and not _NOT.search(one):
            return UNANIMOUS
        found = _COUNTED.search(one) or (_COUNTED.search(f"{one} {behind}") if "members" in one else None)
        if found:
            ayes, others = (_number(number) for number in found.groups() if number)
            return Vote(ayes, others) if ayes > others > 0 else None  # fewer voted for what was not decided
    return None


def _number(word: str) -> int:
    return int(SPELT.get(word.casefold(), word))
