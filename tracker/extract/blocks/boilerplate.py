"""The words by which furniture, labels and bylines of official pages are known.

Each pattern must match a whole line, so a sentence that happens to hold one of
these words stays a sentence.
"""

from __future__ import annotations

import re

_I = re.IGNORECASE


def _lines(text: str) -> frozenset[str]:
    return frozenset(word for line in text.splitlines() for word in line.strip().split("|") if word)


DATE_LABELS = _lines(
    """
    date|release date|date of release|published|published on|publication date|date published|posted|posted on
    date posted|issued|issued on|updated|last updated|last modified
    등록일|작성일|게시일|발행일|日付|掲載日|日期|发布时间|发布日期
    """
)
COUNT_LABELS = _lines(
    """
    hit|hits|view|views|read|reads|page views|no|no.|number
    조회|조회수|번호|閲覧数|浏览次数|点击数
    """
)
OTHER_LABELS = _lines(
    """
    writer|author|by|department|division|office|contact|press contact|media contact|tel|tel.|telephone|phone
    fax|email|e-mail|file|files|attachment|attachments|attached file|location|venue|place|time|category|topic
    source|작성자|부서|담당부서|연락처|첨부|첨부파일
    """
)
LABELS = DATE_LABELS | COUNT_LABELS | OTHER_LABELS

NAVIGATION = re.compile(
    r"(?:skip|jump|go|back|scroll|return)\s+(?:directly\s+)?to\s+(?:the\s+)?(?:main\s+)?[\w -]{2,25}"
    r"|(?:open|close|toggle|main|site|sub)\s*(?:menu|search|navigation|nav|map)(?:\s+\w+)?"
    r"|menu|search|navigation|home|home\s*page|print(?:\s+(?:this\s+)?page)?"
    r"|share(?:\s+(?:this|on|via|to)\b.{0,30})?|e-?mail(?:\s+this(?:\s+page)?)?"
    r"|tweet|facebook|twitter|x|instagram|youtube|linkedin|rss|list|top|previous|next|prev|first|last|more"
    r"|(?:previous|next) (?:page|article|post)|read more|download|close|login|log in|sign (?:in|up)|subscribe"
    r"|site ?map|privacy(?: policy)?|terms of use|accessibility|contact(?: us)?|about(?: us)?"
    r"|english|eng|kor|한국어|日本語|中文|français|español|deutsch"
    r"|.{0,12}바로가기(?:\s*메뉴)?|.{0,8}검색창?.{0,4}(?:열기|닫기)|목록|이전글?|다음글?|인쇄|공유|홈|메뉴|맨위로",
    _I,
)
COPYRIGHT = re.compile(r"(?:copyright\b|\(c\)\s|©).{0,200}|.{0,160}\ball rights reserved\b.{0,20}", _I)
NOTICE = re.compile(
    r".{0,160}\b(?:(?:use|uses|accept|essential)\s+cookies|cookie policy|enable javascript"
    r"|javascript is (?:disabled|required)"
    r"|an official website of)\b.{0,240}",
    _I,
)
NOTICE_WORDS = ("cookie", "javascript", "official website of")
BREADCRUMB = re.compile(r"(?:home|홈)(?:\s*[>›»/|]+\s*[^>›»/|\n]{1,80}){1,12}", _I)  # no two ways to read it

RULE = re.compile(r"[\W_]{1,120}|<!--.{0,200}?-->")
MARKS = re.compile(
    r"[\W_]*(?:(?:begin|end|start)(?:\s+of)?\s+(?:text|statement|transcript|release|communiqu[eé])|-?30-?|end|ends)[\W_]*",
    _I,
)
RELEASE_LINE = re.compile(
    r"(?:for\s+(?:immediate\s+)?release|embargoed|under embargo|not for (?:release|publication))\b"
    r"[^.!?]{0,80}(?:[ap]\.m\.[^.!?]{0,30})?"
    r"|press (?:release|statement)|media (?:release|note)|news release|statement|readout|notice|fact sheet",
    _I,
)
_OFFICE = (
    r"(?:office|bureau|ministry|department|embassy|secretariat|mission|delegation|cabinet|directorate|board|council"
    r"|government|consulate|commission|press service)"
)
_POST = (
    r"(?:secretary|spokes(?:person|man|woman)|minister|president|ambassador|director|chair(?:man|woman|person)?|governor"
    r"|commissioner|administrator|envoy|representative|chancellor|premier|deputy|assistant|coordinator|advis[eo]r|counselor"
    r"|attach[eé]|charg[eé]|chief|general|commander|senator|ombudsman|king|queen|prince|princess|speaker|dean|ceo)"
)
BYLINE = re.compile(
    rf"(?i:by\s+|)(?i:the\s+|)(?i:{_OFFICE})\s+(?:of|for)\s+(?:the\s+)?[A-Z][^.!?;:]{{1,80}}"
    rf"|(?:[A-Z][\w.’'-]*\s+){{1,6}}[A-Z][\w.’'-]*\s?,\s+(?:[\w.’'-]+\s+){{0,6}}(?i:{_POST})[^.!?;:]{{0,150}}",
)
ATTRIBUTION = re.compile(
    r"(?:the\s+)?(?:following|below)(?:\s+(?:statement|text|readout|remarks?))?\s+"
    r"(?:is|are|was|can be|may be)\s+(?:attribut(?:able|ed)\s+to|from|by)\b[^!?]{1,120}:?"
    r"|attributable\s+to\b[^!?]{1,120}:?",
    _I,
)
CLOCK = re.compile(
    r"\(?\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?(?:\s*\(?[A-Z]{1,5}\)?)?(?:\s+local(?:\s+time)?)?\)?", _I
)
PLACE = re.compile(
    r"(?:[A-Z][\w.’'-]*\s){0,3}[A-Z][\w.’'-]*,\s+(?:[A-Z][\w.’'-]*\s?){1,3}"
    r"|(?i:via)\s+[\w -]{3,30}"
    r"|(?:[A-Z][\w.’'-]*\s){1,5}(?:Room|Building|Headquarters|Palace|House|Hotel|Airport|Center|Centre)"
)
SALUTATION = re.compile(r"(?:dear|excellenc(?:y|ies))\b.{0,80}[:,]\)?", _I)
CLOSING = re.compile(
    r"(?:yours\s+)?(?:sincerely|faithfully|respectfully|truly)(?:\s+yours)?,?(?:\s.{0,60})?", _I
)
SIGNATURE = re.compile(r"(?:[A-Z][A-Z.’'-]*\s+){1,5}[A-Z][A-Z’'-]+(?:,?\s+JR\.|,?\s+SR\.|,?\s+I{1,3})?")
SEAL = re.compile(r"(?:[A-Z][A-Z.’'-]*\s+){1,5}[A-Z][A-Z’'-]+,\s*.{0,40}")
CONTACT = re.compile(
    r"for\s+(?:all\s+|any\s+)?(?:media|press|other|further|more|additional|general)\b[^.!?]{0,60}(?:please\s+)?(?:contact|e-?mail|call|follow)\b.{0,160}"
    r"|(?:media|press)\s+contacts?\s*:.{0,160}|follow\s+(?:us|@).{0,160}",
    _I,
)
ADDRESS = re.compile(r"\S+@\S+\.\w{2,}|\+?\(?\d[\d() -]{6,}|@\w{3,}", _I)
