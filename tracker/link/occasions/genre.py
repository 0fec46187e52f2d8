"""What sort of text a release is, by its title and form, and whether two are comparable. Decided by the title, as data.

A line is missed only in a text of the sort it stood in: an agreed text after an
agreed text, a read-out after a read-out. What was said aloud depends on what was asked.
"""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

from tracker.domain import Release
from tracker.link.occasions.event_type import is_spoken

_MINUTES = re.compile(r"\bminutes\b|의사록", re.IGNORECASE)


class Genre(StrEnum):
    """Sorts of text, the most binding first."""

    AGREED = "agreed text"  # negotiated word by word
    DECISION = "decision"  # what an authority decided: a rate, sanctions, a notice
    STATEMENT = "statement"  # one side's own words, written
    READOUT = "read-out"  # what one side says of a meeting or call
    SPEECH = "speech"  # prepared and read out
    TALK = "talk"  # briefings, interviews, remarks: it depends on what is asked

    @property
    def rank(self) -> int:
        """How binding the sort is, 1 the most."""
        return list(Genre).index(self) + 1


_AGREED = re.compile(
    r"\b(?:communiqu[eé]|declaration|accords?|treaty|protocol|memorandum|compact|joint\s(?:statement|vision|press\s(?:release|statement)"
    r"|leaders)|(?:leaders|ministers|summit|chairs?)[’']?\s(?:joint\s)?(?:statement|communiqu[eé])|statement\s(?:of|by|from)\sthe\s(?:leaders"
    r"|g7|g20|quad)|(?:g7|g20|quad)\b.*\bstatement|agreed\s(?:minutes|outcome)|outcome\sdocument)"
    r"|공동성명|공동선언|공동발표문|공동보도문|공동언론발표|합의문|양해각서|의장성명",
    re.IGNORECASE,
)
# One of these is in the title of any agreed text: a store finds by them those that may be one.
AGREED_WORDS = tuple(
    "communiqu declaration accord treaty protocol memorandum compact joint leaders ministers summit chair g7 g20 quad"
    " agreed outcome 공동 합의문 양해각서 의장성명".split()
)
_READOUT = re.compile(
    r"\b(?:read-?out|calls?\swith|meetings?\swith|meets?\swith|meetings?\sof|(?:[’']s)\s(?:\w+\s)?(?:calls?|meetings?|visits?|travel)"
    r"|consultations?|dialogues?|talks)\b"
    r"|통화(?!정책|스와프|위원)|회담|면담|협의|접견|회동|오찬|만찬",
    re.IGNORECASE,
)
_DECISION = re.compile(
    r"\b(?:decisions?|orders?|proclamation|resolution|notice|sanctions?|designat\w+|determination|regulation|fomc"
    r"|(?:rate|policy)\sstatement|minutes|waiver|visa\srestrictions)\b"
    r"|의결|고시|통화정책방향|제재\s?지정",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"\b(?:speech|keynote|address\s(?:to|at|before|by)|inaugural\saddress|testimony|general\sdebate)\b"
    r"|연설|축사|기념사|개회사|환영사",
    re.IGNORECASE,
)


ONE_MEETING = timedelta(days=3)  # agreed texts that are no further apart are of one meeting


def is_minutes(title: str) -> bool:
    """Say whether *title* announces minutes, which tell of a meeting weeks before their day."""
    return bool(_MINUTES.search(title))


@lru_cache(maxsize=1 << 14)  # titles: a digest looks at 24 texts, each beside the 400 before it
def genre_of(title: str) -> Genre:
    """Return the sort of text *title* announces.

    >>> genre_of("Joint Statement of Norvale and Estmark"), genre_of("Department Press Briefing")
    (<Genre.AGREED: 'agreed text'>, <Genre.TALK: 'talk'>)
    >>> genre_of("Minister Lind’s Call with Minister Holt"), genre_of("On the elections in Lurania")
    (<Genre.READOUT: 'read-out'>, <Genre.STATEMENT: 'statement'>)
    >>> genre_of("Address to the General Debate").rank
    5
    """
    if _SPEECH.search(title):
        return Genre.SPEECH
    if is_spoken(title):
        return Genre.TALK
    for genre, words in ((Genre.AGREED, _AGREED), (Genre.READOUT, _READOUT), (Genre.DECISION, _DECISION)):
        if words.search(title):
            return genre
    return Genre.STATEMENT


def is_agreed(title: str) -> bool:
    """Return whether *title* announces an agreed text. Most do not have its words, which is soon known.

    >>> is_agreed("Joint Statement of Norvale and Estmark"), is_agreed("Keynote on the Joint Declaration")
    (True, False)
    """
    return bool(_AGREED.search(title)) and genre_of(title) is Genre.AGREED


def are_comparable(earlier: str, later: str) -> bool:
    """Return whether what stood under one title can be missed under the other: one sort, and neither speech nor talk.

    >>> are_comparable("Joint statement of May", "Joint statement of June")
    True
    >>> are_comparable("Joint statement of May", "Minister Lind’s Call with Minister Holt")
    False
    """
    genre = genre_of(later)
    return genre == genre_of(earlier) and genre not in (Genre.SPEECH, Genre.TALK)


def are_of_one_meeting(one: Release, other: Release) -> bool:
    """Return whether two texts were agreed within days: what one meeting says in two papers is one position."""
    if one.published_on is None or other.published_on is None:
        return False
    near = abs(other.published_on - one.published_on) <= ONE_MEETING
    return near and is_agreed(one.title) and is_agreed(other.title)
