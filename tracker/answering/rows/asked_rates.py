"""A question on a policy rate among searches: "rate cut", "when were interest rates last raised", "federal funds rate". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.search.analyzer import fold_words
from tracker.text.content_words import STOPWORDS
from tracker.text.rates import HELD, LOWERED, RAISED, RateLevel, level_in

_MOVES = {
    LOWERED: ("cut", "lower", "reduc", "eas", "decreas"),
    RAISED: ("rais", "hik", "increas", "lift", "tighten", "higher"),
    HELD: ("held", "hold", "unchanged", "kept", "keep", "maintain", "pause", "stay"),
}
RATES = frozenset({"rate", "rates"})
_NAMES = frozenset("federal funds discount cash base repo selic bank prime".split())
_ANY = frozenset("interest policy key official reference benchmark target fed".split())  # of whatever name
_NO_RATE = re.compile(r"\b(?:at any rate|rates? of (?!interest\b))", re.IGNORECASE)
_SMALL = frozenset(
    "last latest first when long much many often since move moves moved moving change changes changed decision decisions decided level now".split()
)


_OF_A_LEVEL = frozenset("percent per cent range".split())


@dataclass(frozen=True, slots=True)
class AskedRate:
    """Which way a rate went that is asked for, none where any is, and words that its name has."""

    directions: tuple[str, ...]
    names: tuple[str, ...]
    first: bool = False  # the first move is asked for, not the last
    level: RateLevel | None = None  # where it stood is asked for


def asked_rate(text: str) -> AskedRate | None:
    """Return what the words *text* ask of a policy rate; None where they have another word, since that may be a rate of anything.

    >>> asked_rate("when was the rate last cut")
    AskedRate(directions=('lowered',), names=(), first=False, level=None)
    >>> asked_rate("discount rate").names, asked_rate("tariff rate cut"), asked_rate("cut levies")
    (('discount',), None, None)
    >>> asked_rate("at any rate"), asked_rate("rate of increase"), asked_rate("first rate")
    (None, None, None)
    """
    if _NO_RATE.search(text):
        return None
    level = level_in(text)
    aside = STOPWORDS | _SMALL | (_OF_A_LEVEL if level else frozenset[str]())
    words = [word for word in fold_words(text) if word not in aside and not (level and word.isdigit())]
    if not RATES.intersection(words):
        return None
    directions, names = dict[str, None](), list[str]()
    for word in words:
        if word in RATES or word in _ANY:
            continue
        way = next((way for way, starts in _MOVES.items() if word.startswith(starts)), "")
        if way:
            directions[way] = None
        elif word in _NAMES:
            names.append(word)
        else:
            return None
    first = "first" in fold_words(text)
    if first and not directions:  # which way it first went; "first rate" alone is praise
        return None
    return AskedRate(tuple(directions), tuple(names), first, level)
