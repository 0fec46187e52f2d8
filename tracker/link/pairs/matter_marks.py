"""What names a matter in a quote: the day it began, the number of an instrument, a case."""

from __future__ import annotations

import re

from tracker.text.dates import DATE_IN_WORDS, find_date

_MADE = (
    r"(?:declared|proclaimed|established|imposed|adopted|created|issued|ordered|signed|concluded|enacted|promulgated"
    r"|initiated|filed|dated|granted)"
)
_INSTRUMENT = (
    r"(?:Orders?|Resolutions?|UNSCRs?|Decrees?|Regulations?|Directives?|Proclamations?|Laws?|Acts?|Decisions?|Ordinances?"
    r"|Determinations?|Circulars?|Notifications?|Cases?|Dockets?|Petitions?|Licen[cs]es?)"
)
_NUMBER = r"(?:[A-Z]{1,3}-)?\d[\d/-]*\d\b"
_NUMBERED = re.compile(
    rf"\b({_INSTRUMENT})\s+(?:\([A-Z]+\)\s*)?(?:[Nn]o\.?\s*|[Nn]umber\s+)?({_NUMBER}(?:(?:,|\s+and|,\s+and|\s+or)\s+{_NUMBER}(?!,?\s+(?:19|20)\d\d))*)"
)
_BEGAN = re.compile(rf"\b(?:{_MADE}|{_INSTRUMENT})\b[^.;]{{0,40}}?\b(?:of|on|dated)\s+({DATE_IN_WORDS})")
_CASE = re.compile(r"\b([A-Z][\w’'&-]*(?:\s+[A-Z&][\w’'&-]*)*)\s+v\.?\s+([A-Z][\w’'&-]*)")

_MAY_MARK = re.compile(r"\d|\sv\.?\s")  # asked first: few quotes have either

Marks = frozenset[tuple[str, str]]  # kind of what names a matter, and which
_NONE: Marks = frozenset()


def marks_of(quote: str) -> Marks:
    """Return by what *quote* names its matter: days on which something was declared or issued, numbers of instruments, cases.

    >>> sorted(marks_of("the emergency declared in Order 114 of June 26, 2031, must continue beyond June 26, 2032"))
    [('day', '2031-06-26'), ('order', '114')]
    """
    if not _MAY_MARK.search(quote):
        return _NONE
    found = {("day", str(find_date(match[1]))) for match in _BEGAN.finditer(quote)}
    for match in _NUMBERED.finditer(quote):
        kind = match[1].lower().removesuffix("s").replace("unscr", "resolution")
        found |= {(kind, number) for number in re.findall(_NUMBER, match[2])}
    found |= {("case", f"{one} v. {other}".lower()) for one, other in _CASE.findall(quote)}
    return frozenset(found) or _NONE
