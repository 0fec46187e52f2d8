"""Whether two texts are on one matter, by the names in them: a ministry on one crisis gives each of its texts a title of its own. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from tracker.text.content_words import party_codes
from tracker.text.dates import ANY_MONTH

# Names of the matter that both texts have, and the least of those of the text with fewer, and of the other: two statements on one region share five
# of ten, and long briefings of two days some 25 of 60.
SHARED, OF_FEWER, OF_MORE = 8, 0.5, 0.4
TEXTS = 64  # whose names are remembered

# Not what a sentence begins with: any word is written large there.
_NAME = re.compile(r"(?<=[a-z0-9,;] )(?:the )?([A-Z][\w’'-]{2,}(?: [A-Z][\w’'-]{2,})*)")
# Who speaks, where and when, in any text of an office.
_OF_OFFICE = re.compile(
    rf"\b(?:President|Minister|Ministry|Secretary|Secretariat|Spokes(?:person|man|woman)|Foreign|Affairs|Government|Ambassador|Department|Office|State|States|{ANY_MONTH}"
    r"|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)(?:day)?s?\b"
)

# Whom and what any text on a war or a crisis names.
_OF_ANY_CRISIS = re.compile(
    r"\b(?:Security|Human Rights|European) Council\b|\bGeneral Assembly\b|\bGeneva Conventions?\b|\bHumanitarian Law\b|\bInternational Law\b"
    r"|\bRed C(?:ross|rescent)\b|\bWorld Food\b|\bWorld Health\b|\bUnited Nations\b|\bHigh Commissioner\b|\bHigh Representative\b|\bCharter\b|\bUnion\b|\bUN\b|\bCourt\b"
)


def are_on_one_matter(one: str, other: str) -> bool:
    """Say whether two texts have so many names in common, of states and offices none, that both are on one matter.

    >>> talks = "Talks in Halvern between the Harrow Front and the Lowland Council will go on at Brae, Envoy Arlind said, once Fort Ister, Port Cask and Lurn Bay are open."
    >>> later = "Our Envoy Arlind met the Harrow Front at Brae; the Lowland Council stayed in Halvern, since Fort Ister, Port Cask and Lurn Bay are shut."
    >>> are_on_one_matter(talks, later), are_on_one_matter(talks, "Envoy Arlind went home to Brae by way of Port Cask.")
    (True, False)
    """
    fewer, more = sorted((_names(one), _names(other)), key=len)
    shared = len(fewer & more)
    return shared >= SHARED and shared >= OF_FEWER * len(fewer) and shared >= OF_MORE * len(more)


@lru_cache(maxsize=TEXTS)
def _names(text: str) -> frozenset[str]:
    found = {name.removesuffix("’s").removesuffix("'s") for name in _NAME.findall(text)}
    return frozenset(
        name
        for name in found
        if not _OF_OFFICE.search(name) and not _OF_ANY_CRISIS.search(name) and not party_codes(name)
    )
