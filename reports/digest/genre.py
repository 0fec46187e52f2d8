"""What sort of text a release is, by its title, and how much weight its words have in a digest. Pure."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from tracker.link.event_type import is_spoken


class Genre(StrEnum):
    """Sorts of text, the most binding first."""

    AGREED = "agreed text"
    DECISION = "decision"
    STATEMENT = "statement"
    READOUT = "read-out"
    TALK = "talk"


# Who negotiated a text word by word, then who decided; what was said of a meeting after it is the reporter's own.
WEIGHTS: dict[Genre, float] = {
    Genre.AGREED: 1.3,
    Genre.DECISION: 1.2,
    Genre.STATEMENT: 1.0,
    Genre.READOUT: 0.9,
    Genre.TALK: 0.7,
}

_AGREED = re.compile(
    r"\b(?:communiqu[eé]|declaration|accords?|treaty|protocol|memorandum|compact|joint\s(?:statement|vision|press\srelease"
    r"|leaders)|(?:leaders|ministers|summit|chairs?)[’']?\s(?:statement|communiqu[eé])|statement\s(?:of|by)\sthe\s(?:leaders"
    r"|g7|g20|quad)|agreed\s(?:minutes|outcome)|outcome\sdocument)",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"\b(?:decisions?|orders?|proclamation|resolution|notice|sanctions?|designat\w+|determination|regulation|fomc"
    r"|(?:rate|policy)\sstatement|minutes|waiver|visa\srestrictions)\b",
    re.IGNORECASE,
)
_READOUT = re.compile(
    r"\b(?:read-?out|calls?\swith|meetings?\swith|meets?\swith|meetings?\sof|(?:[’']s)\s(?:calls?|meetings?|visits?|travel)"
    r"|consultations?|dialogues?|talks)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def genre_of(title: str) -> Genre:
    """Return the sort of text *title* announces.

    >>> genre_of("Joint Statement of Norvale and Estmark"), genre_of("Department Press Briefing")
    (<Genre.AGREED: 'agreed text'>, <Genre.TALK: 'talk'>)
    >>> genre_of("Minister Lind’s Call with Minister Holt"), genre_of("On the elections in Lurania")
    (<Genre.READOUT: 'read-out'>, <Genre.STATEMENT: 'statement'>)
    """
    if is_spoken(title):
        return Genre.TALK
    for genre, words in (
        (Genre.AGREED, _AGREED),
        (Genre.READOUT, _READOUT),
        (Genre.DECISION, _DECISION),
    ):
        if words.search(title):
            return genre
    return Genre.STATEMENT
