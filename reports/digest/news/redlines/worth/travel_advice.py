"""Advice to travellers, by its four steps and its places: whether a ministry warns of them otherwise, or of others, than before. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.text.dates import MONTHS

_COLOUR = r"\bcolou?r code\b[^.;:]{{0,60}}\b(?:is|are|to|at|remains?) (?:now )?{}\b"
# "Defer all travel", "should defer non-essential travel"; "Travel to Kalven is strongly advised against".
_DEFER = r"(?:^\W*|\bshould (?:\w+ly )?|\badvised? (?:\w+ ){0,4}to )(?:defer|postpone)"
_PASSIVE = r"travel to (?:(?!\b(?:is|are|but|where|that|which)\b|\band the\b)[^,;.]){2,100} is (?:\w+ly )*(?:warned|advised|cautioned) against\b(?!\s+unless)"
# The steps of travel advice, as ministries name them, the gravest last.
_STEPS = (
    re.compile(
        rf"\b(?:normal|usual|routine) (?:security |safety )?precautions\b|{_COLOUR.format('green')}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\bexercise (?:a )?(?:high|heightened|increased|greater)[^.;]{{0,12}} caution\b|{_COLOUR.format('yellow')}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:all but essential|(?:avoid|against) (?:all )?non-?essential) travel\b|{_DEFER} (?:all )?(?:non-?essential|unnecessary) travel\b|\b(?:non-?essential|unnecessary) {_PASSIVE}|\bnon-?essential travel to [^.;]{{2,80}} should be avoided\b|\bnot to travel\b[^.;]{{0,80}}\bunless\b|\breconsider (?:your )?(?:need to )?travel\b|{_COLOUR.format('orange')}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:avoid|against) (?:all|any) travel\b|{_DEFER} (?:all|any) travel\b|(?<!essential )(?<!unnecessary )\b{_PASSIVE}|\b(?:avoid|against) travel(?:l?ing)? to\b|\bdo not travel\b|\b(?:advis|urg)\w+ (?:[\w’']+ ){{0,4}}not to travel\b(?![^.;]{{0,80}}\bunless\b)|(?<!essential )\btravel to [^.;]{{2,80}} should be avoided\b"
        rf"|{_COLOUR.format('red')}",
        re.IGNORECASE,
    ),
)
# Advice that is lifted or was given, and that of another ministry: "Norvale has advised its citizens against".
_NOT_GIVEN = re.compile(
    r"\bno longer\b|\b(?:not|never) (?:\w+ )?(?:advis|warn|recommend)|\b(?:lift|remov|withdr|rescind|revok|lower|downgrad|eas|end)(?:s|e|es|ed|ing|aw\w*|ew)?\b|\b(?:was|were|had)\b"
    r"|\b(?:advis|warn)\w+ (?:its|their) (?:own )?(?:citizens|nationals)\b|\b(?:who|if you|that) do not travel\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,’] )[A-Z][\w’'-]{2,}")
_NO_PLACE = frozenset(month.casefold() for month in MONTHS) | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday republic embassy minister ministry smartraveller".split()
)
_BY_COLOUR = re.compile(r"\bcolou?r code\b", re.IGNORECASE)
# Where one should not go, without why and how.
_TO = re.compile(
    r"\btravel to ([^,;.()]{2,100}?)(?= (?:because|due|after|during|says?|for|is|are|until|via|as|following|amid|at)\b|[,;.()]|$)",
    re.IGNORECASE,
)
GRAVE = 3  # step from which a place is warned of


def advised_step(said: str) -> int:
    """Return the step of travel advice that a sentence names, 1 to 4, the gravest where it names several; 0 where it names none, or says that none is given any longer.

    >>> advised_step("We advise against all but essential travel to Kalven."), advised_step("Avoid all travel to Kalven.")
    (3, 4)
    >>> advised_step("We advise our citizens not to travel to Kalven."), advised_step("Travel to Kalven should be avoided.")
    (4, 4)
    """
    if _NOT_GIVEN.search(said):
        return 0
    return max((step for step, words in enumerate(_STEPS, 1) if words.search(said)), default=0)


def advises_otherwise(before: str, after: str) -> bool:
    """Say whether two sentences name different steps of travel advice for the same places, or one grave colour or step for places of which some are other ones.

    >>> advises_otherwise("For Kalven and Lurn the colour code is red.", "For Kalven, Lurn and Brae the colour code is red.")
    True
    >>> advises_otherwise("Travel to the Lurn valley in Kalven is warned against.", "Travel to Kalven is warned against.")
    True
    """
    steps = advised_step(before), advised_step(after)
    places = _names(before), _names(after)
    if not all(steps) or not all(places):
        return False
    same = places[0] & places[1]
    # a word with a capital that begins one sentence stands within the other
    other = {
        name for name in places[0] ^ places[1] if not all(name in one.casefold() for one in (before, after))
    }
    if steps[0] != steps[1]:
        return not other
    if all(_BY_COLOUR.search(said) for said in (before, after)):
        return steps[0] >= GRAVE and bool(same and other)
    named = [_TO.findall(said) for said in (before, after)]
    if len(named[0]) != 1 or len(named[1]) != 1:
        return False
    old, new = (_names(f"to {said}") for (said,) in named)
    return steps[0] >= GRAVE and bool(old & new) and old != new


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
