"""A sum among the words of a query: "50 billion" is one thing, and no figure beside a word. Pure."""

from __future__ import annotations

import re

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
    return text if '"' in text else _SUM.sub(_phrase, _ANY_SUM.sub("million|billion|trillion", text))


def _phrase(found: re.Match[str]) -> str:
    figure = re.sub(r"[.,]", "-", found["figure"])  # both part words
    unit = found["unit"].lower()
    written = _UNITS[_SHORT.get(unit, unit)]
    return "|".join(
        way
        for one in written
        for way in ((f"{figure}-{one}", f"{figure}{one}") if one in _STUCK else (f"{figure}-{one}",))
    )
