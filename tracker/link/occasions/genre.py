"""What sort of text a release is, by its title and form, and whether two are comparable. Decided by the title, as data.

A line is missed only in a text of the sort it stood in: an agreed text after an
agreed text, a read-out after a read-out. What was said aloud depends on what was asked: a briefing, an interview or
remarks are silent on nothing, and nothing is silent against them.
"""

from __future__ import annotations

import re
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

from tracker.domain import Release

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
    rf"^(?!Official\s(?:\w+\s)?Rate\b)(?:(?:An?|The|Acting|Senior|Deputy|Vice|Under|Assistant|Foreign|State|Department|Administration|Special|High)\s)*{_OFFICE}s?"
    r"(?:\s[A-Z][\w.\-’]*(?<!’s))*\s(?:with|and|on|at|before|to\sthe)\b",
    re.IGNORECASE,
)
# What a ministry publishes under its spokesperson's name on one matter is written, whatever it is called: "Spokesperson Lin’s Remarks on the Strait".
_REMARKS_IN_WRITING = re.compile(
    r"^(?:\w+\s){0,4}Spokes(?:person|man|woman)(?:\s[A-Z][\w.-]*){0,3}’s\sRemarks\son\s(?!.*\b(?:press|media|reporters?|briefing|conference|questions?|gaggle|radio|television|TV)\b)",
    re.IGNORECASE,
)
# "The Minister speaks with her colleague of Norvale": a call, unless it was to the press or an outlet.
_SPEAKS_WITH = (
    r"(?:speaks?|spoke)\swith(?!\s(?:the\s)?(?:press|media|reporters?|journalists?|(?-i:[A-Z]{3,})\b))"
)
_WRITTEN = re.compile(
    rf"\b(?:statements?|communiqu[eé]|declaration|read-?out|calls?|{_SPEAKS_WITH}|meets?|meetings?|consultations?|agreements?|fact\ssheet|letter"
    r"|message|notice|joint|travels?|visits?|participates?|to\s(?:deliver|host|travel|meet|participate|attend))\b",
    re.IGNORECASE,
)


_MINUTES = re.compile(
    r"\bminutes\b|\b(?:report|account|record|summary) (?:on|of) (?:the )?(?:[\w-]+ ){0,3}?(?:interest[- ]rate|monetary[- ]policy"
    r"|governing council|policy committee)(?:[’']s)?(?: [\w-]+){0,2} (?:discussions?|deliberations|meetings?)\b|의사록",
    re.IGNORECASE,
)
_BEGINS_AS_MINUTES = re.compile(r"\W*(?:Minutes|Summary|Record|Account|Report)\b", re.IGNORECASE)
_WITH_MINUTES = re.compile(
    r"\b(?:summary|statement|decision|assessment)\b.*\b(?:and|with) (?:the )?minutes\b", re.IGNORECASE
)
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
    rf"\b(?:read-?out|calls?\swith|meetings?\swith|meets?\swith|{_SPEAKS_WITH}|meetings?\sof|(?:[’']s)\s(?:\w+\s)?(?:calls?|meetings?|visits?|travel)"
    r"|consultations?|dialogues?|talks)\b"
    r"|통화(?!정책|스와프|위원)|회담|면담|협의|접견|회동|오찬|만찬",
    re.IGNORECASE,
)
_POLICY_RATE = r"(?:policy|interest|bank|base|repo|cash|key|lending|deposit|discount|funds|overnight|target|refinancing)[\s-]rates?"
_DECISION = re.compile(
    r"\b(?:decisions?|orders?|proclamation|resolution|notice|sanctions?|designat\w+|determination|regulation|fomc"
    r"|(?:rate|policy)\sstatement|minutes|waiver|visa\srestrictions"
    rf"|(?:{_POLICY_RATE}|(?-i:[A-Z]{{2,4}}-Rate))\s(?:is\s|are\s)?(?:held|raised|lowered|cut|unchanged|maintained|kept|reduced|increased|stays|remains|left)"
    rf"|(?:holds?|keeps?|leaves?|raises?|cuts?|lowers?|maintains?|reduces?|increases?|hikes?)\s(?:[\w-]+\s){{0,3}}?(?:{_POLICY_RATE}|(?-i:[A-Z]\w+)\srate\s(?:at|to|by)\s\d+)"
    r"|statement\s(?:of|by|from)\sthe\s(?:[\w-]+\s){0,2}(?:bank\sboard|monetary\spolicy\s(?:board|committee|council)|(?:policy|stability|monetary)\s(?:committee|board)))\b"
    r"|의결|고시|통화정책방향|제재\s?지정",
    re.IGNORECASE,
)
# What a board that sets a rate publishes of its meeting says what it decided there.
_RATE_SETTING = re.compile(
    r"\b(?:monetary[\s-](?:policy|council|board)|(?:interest|policy|bank)[\s-]rate|rate-setting)\b[^:]{0,40}\bmeetings?\b"
    r"|\bmeetings?\s(?:of|by)\s(?:the\s)?(?:[\w’'-]+\s){0,4}monetary[\s-](?:policy|council|board)\b",
    re.IGNORECASE,
)
_OF_THE_DIARY = re.compile(
    r"\b(?:calendar|agenda|schedule|dates?|working\sgroup|challenges|annual\smeetings|ministers?|with)\b",
    re.IGNORECASE,
)
# "Telephone conversation with President Holt": who publishes it tells of a call, and was not asked.
_BY_TELEPHONE = re.compile(
    r"\b(?:tele)?phone\s(?:conversations?|calls?)\s(?:with|between)\b|\b(?:holds?|held|had|have)\s(?:a|several)\s(?:tele)?phone\s(?:conversations?|calls?)\b"
    r"|^(?:The\s)?(?:Presidents?|Ministers?)\b[^.]{0,150}\bdiscuss\w*\b[^.]{0,150}\bby\s(?:tele)?phone\b",
    re.IGNORECASE,
)
_TO_PRESS = re.compile(
    r"\b(?:remarks?|briefing|press(?!\sservice)|media|interviews?|reporters?|journalists?|transcripts?|answers?|questions?)\b",
    re.IGNORECASE,
)
# What a board that sets rates calls a communiqué it alone agreed on.
_OF_POLICY_BOARD = re.compile(
    r"\bmonetary(?:[\s-]policy)?\s(?:committee|council|board)(?:[’']s)?\smeeting\b", re.IGNORECASE
)
# "Statement on the Halvern talks": one side's own words on them, no account of a meeting.
_STATEMENT_ON = re.compile(
    r"\W*(?:(?:press|media)\s)?statement\s(?:on|about|regarding|concerning)\b", re.IGNORECASE
)
_JOINT = re.compile(r"\bjoint\b", re.IGNORECASE)
_SPEECH = re.compile(
    r"\b(?:speech|keynote|address\s(?:to|at|before|by)|inaugural\saddress|testimony|general\sdebate)\b"
    r"|연설|축사|기념사|개회사|환영사",
    re.IGNORECASE,
)
ONE_MEETING = timedelta(days=3)  # agreed texts that are no further apart are of one meeting


@lru_cache(maxsize=4096)
def is_spoken(title: str) -> bool:
    """Return whether *title* announces what was said aloud and asked about, not a text that was agreed on.

    >>> is_spoken("Department Press Briefing, 3 May 2031"), is_spoken("Secretary Ada Holt With Bo Lind of Halden News")
    (True, True)
    >>> is_spoken("Joint Statement of Norvale and Estmark"), is_spoken("Secretary Holt's Meeting with Minister Lind")
    (False, False)
    """
    plain = " ".join(title.split()).replace("'", "’")
    if _BY_TELEPHONE.search(plain) and not (_OUTLET.search(plain) or _TO_PRESS.search(plain)):
        return False
    if _REMARKS_IN_WRITING.match(plain) and not _OUTLET.search(plain):
        return False
    if _TALK.search(plain) or _OUTLET.search(plain):
        return True
    return bool(_SPEAKER.match(plain)) and not _WRITTEN.search(plain)


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


def is_minutes(title: str) -> bool:
    """Say whether *title* announces minutes, which tell of a meeting weeks before their day; not minutes that are published with the decision.

    >>> is_minutes("Minutes of the Board of March"), is_minutes("Report on the interest-rate discussions")
    (True, True)
    >>> is_minutes("Monetary policy summary and minutes")
    False
    """
    return bool(_MINUTES.search(title)) and not _WITH_MINUTES.search(title)


@lru_cache(maxsize=1 << 14)  # titles: a digest looks at 24 texts, each beside the 400 before it
def genre_of(title: str) -> Genre:
    """Return the sort of text *title* announces.

    >>> genre_of("Joint Statement of Norvale and Estmark"), genre_of("Department Press Briefing")
    (<Genre.AGREED: 'agreed text'>, <Genre.TALK: 'talk'>)
    >>> genre_of("Minister Lind’s Call with Minister Holt"), genre_of("On the elections in Lurania")
    (<Genre.READOUT: 'read-out'>, <Genre.STATEMENT: 'statement'>)
    >>> genre_of("Press release on the Monetary Council meeting of 3 May"), genre_of("Communiqué of the Monetary Policy Committee Meeting")
    (<Genre.DECISION: 'decision'>, <Genre.DECISION: 'decision'>)
    >>> genre_of("Address to the General Debate").rank
    5
    """
    if _SPEECH.search(title):
        return Genre.SPEECH
    if is_spoken(title):
        return Genre.TALK
    if _AGREED.search(title) and not (_OF_POLICY_BOARD.search(title) and not _JOINT.search(title)):
        return Genre.AGREED
    if is_minutes(title) and _BEGINS_AS_MINUTES.match(title):
        return Genre.DECISION  # "of the meeting of 3 May": what a board decided there
    if _RATE_SETTING.search(title) and not _OF_THE_DIARY.search(title):
        return Genre.DECISION
    if _STATEMENT_ON.match(title) and not _DECISION.search(title):
        return Genre.STATEMENT
    if _BY_TELEPHONE.search(title):
        return Genre.READOUT
    for genre, words in ((Genre.READOUT, _READOUT), (Genre.DECISION, _DECISION)):
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
