"""Which releases are talk: briefings, interviews, remarks. Decided by the title, as data.

What is said there depends on what is asked. A line that does not come up was not
left out, so such a release is silent on nothing and nothing is silent against it.
"""

from __future__ import annotations

import re
from functools import lru_cache

# What names the form of talk, wherever it stands in the title.
_TALK = re.compile(
    r"""\b(?:
    remarks? | interviews? | transcripts? | q\s?(?:&|and)\s?a | questions?\s(?:and|&)\sanswers?
    | (?:press|media|news)\s(?:briefing|availability|avail|conference|gaggle|stakeout|roundtable|encounter|statements|call)
    | (?:telephonic|digital|virtual|background|daily|noon|department|special|on-the-record|joint)\s(?:press\s)?briefing
    | briefing\s(?:with|by|on|to) | statements?\s(?:to|before)\sthe\s(?:press|media)
    | (?:doorstep|stakeout|gaggle|podcast|town\shall|fireside\schat|panel\sdiscussion|moderated\s(?:discussion|conversation))
    | (?:discussion|conversation)\swith | testimony | hearing | speech | keynote | address\s(?:to|at|before|by)
    | (?:before|after)\s(?:their|his|her)\s(?:meeting|lunch|dinner|call|departure) | meet\sand\sgreet | meet\sthe\spress
    )\b | 브리핑 | 기자회견 | 인터뷰 | 질의응답 | 기자간담회 | 문답""",
    re.IGNORECASE | re.VERBOSE,
)
# Who asked: a broadcaster or a newspaper after "of", "on" or "with".
_OUTLET = re.compile(
    r"\b(?:of|on|with)\s(?:the\s)?(?:[A-Z]{2,}\b(?:’s|'s)?\s)?(?:[A-Z][\w’'-]+\s)*"
    r"(?:TV|Television|Radio|News|Channel|Times|Post|Tribune|Gazette|Morning|Tonight|Podcast|Show)\b"
)
# A title that is only who stood there: "Secretary Ada Holt and Minister Bo Lind at the Harbour Gate". A read-out says
# what was done ("Secretary Holt's meeting with", "Secretary Holt meets") and a statement that it is one.
_OFFICE = (
    r"(?:Secretary(?:\sof\sState)?|Minister|President|Prime\sMinister|Premier|Chancellor|Ambassador|Commissioner|Governor|Chair"
    r"|Counsel(?:l?or)|Envoy|Representative|Administrator|Spokes(?:person|man|woman)|Officials?|Director)"
)
_SPEAKER = re.compile(
    rf"^(?:(?:An?|The|Acting|Senior|Deputy|Vice|Under|Assistant|Foreign|State|Department|Administration|Special|High)\s)*{_OFFICE}s?"
    r"(?:\s[A-Z][\w.\-’]*(?<!’s))*\s(?:with|and|on|at|before|to\sthe)\b",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\b(?:statements?|communiqu[eé]|declaration|read-?out|calls?|meets?|meetings?|consultations?|agreements?|fact\ssheet|letter"
    r"|message|notice|joint|travels?|visits?|participates?|to\s(?:deliver|host|travel|meet|participate|attend))\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_spoken(title: str) -> bool:
    """Return whether *title* announces what was said aloud and asked about, not a text that was agreed on.

    >>> is_spoken("Department Press Briefing, 3 May 2031"), is_spoken("Secretary Ada Holt With Bo Lind of Halden News")
    (True, True)
    >>> is_spoken("Joint Statement of Norvale and Estmark"), is_spoken("Secretary Holt's Meeting with Minister Lind")
    (False, False)
    """
    plain = " ".join(title.split()).replace("'", "’")
    if _TALK.search(plain) or _OUTLET.search(plain):
        return True
    return bool(_SPEAKER.match(plain)) and not _WRITTEN.search(plain)
