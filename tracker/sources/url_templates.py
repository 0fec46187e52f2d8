"""URLs with places to fill: {key}, {1}, {since:%d%m%Y}. Data, never code: no attribute of anything is reached.

A value may be turned while it is filled in: {2:upper}, {key:lower}, {link:quoted}
(percent-encoded as a whole) and {ref:joined} ("/" becomes "_"). ${NAME} is no place
but a variable of the environment, which :mod:`tracker.secrets` fills in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import quote

_PLACE = re.compile(r"(?<!\$)\{([^{}:]*)((?::[a-z]+)*)\}")
_DAY = re.compile(r"(?<!\$)\{(since|until)(?::([^{}]*))?\}")
_DAY_PARTS = "aAbBcdDeFfgGhHIjmMnpRsStTuUVwWxXyYzZ"  # of strftime: Python's own and those of C99
_TURNS: Mapping[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "quoted": lambda value: quote(value, safe=""),
    "joined": lambda value: value.replace("/", "_"),
}


def fill_template(template: str, values: Callable[[str], str]) -> str:
    """Return *template* with each place filled by what *values* has under its name.

    >>> fill_template("documents?reference={1:upper}/{2}", {"1": "ip", "2": "26"}.__getitem__)
    'documents?reference=IP/26'
    """

    def value(place: re.Match[str]) -> str:
        found = values(place[1])
        for turn in place[2].split(":")[1:]:
            found = _TURNS[turn](found)
        return found

    return _PLACE.sub(value, template)


def fill_days(template: str, since: date, until: date) -> str:
    """Return *template* with {since} and {until} filled: as ISO days, or by the strftime after the colon.

    >>> fill_days("from:{since},to:{until:%d.%m.%Y}", date(2031, 3, 4), date(2031, 3, 9))
    'from:2031-03-04,to:09.03.2031'
    """
    days = {"since": since, "until": until}
    return _DAY.sub(lambda place: days[place[1]].strftime(place[2] or "%Y-%m-%d"), template)


def placeholder_names(template: str) -> frozenset[str]:
    """Return the names of the places in *template*, those of days apart."""
    return frozenset(place[1] for place in _PLACE.finditer(_DAY.sub("", template)))


def has_days(template: str) -> bool:
    """Return whether *template* has a place for a day."""
    return _DAY.search(template) is not None


def unknown_day_parts(template: str) -> list[str]:
    """Return what *template* asks to be written of a day and strftime does not know.

    >>> unknown_day_parts("https://mfa.norvale.example/?from={since:%d.%Q}")
    ['%Q']
    """
    formats = [place[2] for place in _DAY.finditer(template) if place[2]]
    asked = [part[0] for written in formats for part in re.finditer(r"%[-_0^#]?(.?)", written)]
    return [part for part in asked if part != "%%" and part[-1] not in _DAY_PARTS]


def unknown_modifiers(template: str) -> list[str]:
    """Return what *template* asks to be done to a value and we cannot do."""
    asked = [turn for place in _PLACE.finditer(_DAY.sub("", template)) for turn in place[2].split(":")[1:]]
    return [turn for turn in asked if turn not in _TURNS]
