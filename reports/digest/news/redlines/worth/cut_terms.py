"""What a promise, a demand or a warning loses, or gains, while no other word of it moves: its day, the condition at its head, its step on the ladder of travel advice. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from tracker.compare.facets.value_parsing import parse_deadline
from tracker.text.dates import MONTHS

# "Where the conditions of the treaty are met, we will board …": on what it hangs, before it is said.
_OPENING = re.compile(
    r"^\W*(?:Where|If|Unless|Once|Until|Provided(?: that)?|Providing|Subject to|As long as|So long as|Only (?:if|when|once))\b[^,;:]{8,160}, ",
)
_MONTH = rf"(?:{'|'.join(MONTHS)})"
_DAY = re.compile(
    rf",? (?:on|by|from|as (?:of|from)|until|before|no later than) (?:\d{{1,2}} )?(?:the end of |early |late |mid-)?(?:{_MONTH} )?(?:\d{{1,2}}, )?(?:19|20|21)\d\d\b,?",
)
_WORD = re.compile(r"[\w’'%€$£-]+")
FEWEST = 6  # words that stay
# The steps of travel advice, as ministries name them, the gravest last.
_STEPS = (
    re.compile(r"\b(?:normal|usual|routine) (?:security |safety )?precautions\b", re.IGNORECASE),
    re.compile(
        r"\bexercise (?:a )?(?:high|heightened|increased|greater)[^.;]{0,12} caution\b", re.IGNORECASE
    ),
    re.compile(
        r"\b(?:all but essential|(?:avoid|against) (?:all )?non-?essential) travel\b|\breconsider (?:your )?(?:need to )?travel\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:avoid|against) (?:all|any) travel\b|\bdo not travel\b", re.IGNORECASE),
)
# Advice that is lifted or was given, and that of another ministry: "Norvale has advised its citizens against".
_NONE = re.compile(
    r"\bno longer\b|\b(?:not|never) (?:\w+ )?(?:advis|warn|recommend)|\b(?:lift|remov|withdr|rescind|revok|lower|downgrad|eas|end)(?:s|e|es|ed|ing|aw\w*|ew)?\b|\b(?:was|were|had)\b"
    r"|\b(?:advis|warn)\w+ (?:its|their) (?:own )?(?:citizens|nationals)\b|\b(?:who|if you|that) do not travel\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,’] )[A-Z][\w’'-]{2,}")
_NO_PLACE = frozenset(month.casefold() for month in MONTHS) | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday republic embassy minister ministry smartraveller".split()
)
GRAVE = 3  # step from which a place is warned of


def is_cut_term(before: str, after: str, today: date | None) -> bool:
    """Say whether one of two sentences has a day to come or a condition at its head, and the other the same words without.

    >>> is_cut_term("We will reopen the port on 1 May 2034, as agreed.", "We will reopen the port, as agreed.", date(2033, 1, 1))
    True
    >>> is_cut_term("Where the treaty allows it, we will board such vessels.", "We will board such vessels.", None)
    False
    >>> is_cut_term("Where the treaty allows it, we will board any such vessel.", "We will board any such vessel.", None)
    True
    """
    old, new = (_stripped(said, today) for said in (before, after))
    return old[0] == new[0] and len(old[0]) >= FEWEST and old[1] != new[1] and 0 in (old[1], new[1])


def _stripped(said: str, today: date | None) -> tuple[list[str], int]:
    """Return the words of a sentence without the condition at its head and its day, where that is to come, and how many of these it has."""
    bare, conditions = _OPENING.subn("", said)
    day = _DAY.search(bare)
    due = parse_deadline(day[0]) if day else None
    if day and due and today and due > today and not _DAY.search(bare, day.end()):
        bare, conditions = f"{bare[: day.start()]} {bare[day.end() :]}", conditions + 1
    return [word.casefold() for word in _WORD.findall(bare)], conditions


def advised_step(said: str) -> int:
    """Return the step of travel advice that a sentence names, 1 to 4, the gravest where it names several; 0 where it names none, or says that none is given any longer.

    >>> advised_step("We advise against all but essential travel to Kalven."), advised_step("Avoid all travel to Kalven.")
    (3, 4)
    """
    if _NONE.search(said):
        return 0
    return max((step for step, words in enumerate(_STEPS, 1) if words.search(said)), default=0)


def advises_otherwise(before: str, after: str) -> bool:
    """Say whether two sentences name different steps of travel advice for the same places."""
    steps = advised_step(before), advised_step(after)
    places = _names(before), _names(after)
    return all(steps) and steps[0] != steps[1] and bool(places[0]) and places[0] == places[1]


def warns_elsewhere(said: str, others: Iterable[str]) -> bool:
    """Say whether a sentence advises against travel to places of which none of the *others*, sentences of the other text, warns.

    >>> warns_elsewhere("We advise against all travel to Halvern.", ["We advise against all travel to Kalven and Lurn."])
    True
    """
    places = _places(said)
    return bool(places) and not any(places & _places(one) for one in others)


def _places(said: str) -> frozenset[str]:
    """Return the names behind the advice against travel in a sentence; none where it gives none."""
    if not warns_of(said):
        return frozenset()
    return _names(said[said.casefold().find("travel") :])


def _names(said: str) -> frozenset[str]:
    """Return the names of places in what is said of travel: words with a capital behind another word, without days."""
    names = (name.casefold().removesuffix("’s").removesuffix("'s") for name in _NAME.findall(said))
    return frozenset(names) - _NO_PLACE


def warns_of(said: str) -> bool:
    """Say whether a sentence advises against travel."""
    return advised_step(said) >= GRAVE
