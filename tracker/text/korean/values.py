"""Dates and amounts of Korean as English ones, for comparing: never for display. Pure.

    "2032년 상반기까지" ─► by first half of 2032        "3억 5천만 원" ─► 350000000 won

What depends on the day of reading ("내년", "금년 말") stays as it is: it is no date.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from tracker.text.dates import MONTHS
from tracker.text.korean import HANGUL

REMEMBERED = 4096  # texts
_YEAR = r"(?<!\d)((?:19|20|21)\d\d)년(?:도)?"
_BY = r"\s?(까지|전까지|이전|내|안)?(?:에|의)?"
_DAY = re.compile(rf"{_YEAR}\s?(\d{{1,2}})월\s?(\d{{1,2}})일{_BY}")
_MONTH = re.compile(rf"{_YEAR}\s?(\d{{1,2}})월(?:\s?(초|중순|말))?{_BY}")
_PART = re.compile(rf"{_YEAR}\s?(상반기|하반기|[1-4]/?4?분기|초|중반|중|말|연말){_BY}")
_WHOLE = re.compile(rf"{_YEAR}{_BY}")
_PARTS = {
    "상반기": "first half of",
    "하반기": "second half of",
    "초": "early",
    "중반": "mid",
    "말": "end of",
    "연말": "end of",
    "중": "",
}
_SCALES = {"천": 10**3, "백": 10**2, "십": 10, "만": 10**4, "억": 10**8, "조": 10**12}
_NUMBER = re.compile(
    r"\d[\d,]*(?:\.\d+)?\s?(?:[십백천]?[만억조]|[백천])(?:\s?\d[\d,]*(?:\.\d+)?\s?(?:[십백천]?[만억조]|[백천])?)*"
)
_PIECE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?([십백천만억조]*)")
_UNITS = {
    "달러": "dollars",
    "불": "dollars",
    "원": "won",
    "엔": "yen",
    "유로": "euros",
    "위안": "yuan",
    "파운드": "pounds",
    "퍼센트": "percent",
    "명": "people",
    "톤": "tons",
    "대": "vehicles",
    "척": "ships",
    "개": "pieces",
    "회분": "doses",
    "도스": "doses",
}
_UNIT = re.compile(rf"(?<=\d)\s?여?\s?({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?![년월일])")
_DOLLARS_FIRST = re.compile(r"(?:미화|미)\s?(?=\d)")


@lru_cache(maxsize=REMEMBERED)
def english_values(text: str) -> str:
    """Return *text* with its dates and amounts in English, and the rest as it is; a text without Hangul as it is.

    >>> english_values("2031년 말까지"), english_values("2032년 6월 30일까지"), english_values("100만 달러")
    ('by end of 2031', 'by June 30, 2032', '1000000 dollars')
    """
    if not HANGUL.search(text):
        return text
    text = _DAY.sub(lambda m: _by(m[4], f"{_month(m[2])} {int(m[3])}, {m[1]}"), text)
    text = _MONTH.sub(lambda m: _by(m[4], f"{_month(m[2])} {m[1]}"), text)
    text = _PART.sub(lambda m: _by(m[3], _part(m[2], m[1])), text)
    text = _WHOLE.sub(lambda m: _by(m[2], m[1]), text)
    text = _NUMBER.sub(lambda m: _number(m[0]), _DOLLARS_FIRST.sub("", text))
    return _UNIT.sub(lambda m: f" {_UNITS[m[1]]}", text)


def _by(bound: str | None, day: str) -> str:
    """Return *day* with its preposition; "중" and a bare date are within it."""
    return f"{'by' if bound else 'in'} {day}"


def _month(number: str) -> str:
    return MONTHS[int(number) - 1] if 1 <= int(number) <= len(MONTHS) else number


def _part(part: str, year: str) -> str:
    if part[0].isdigit():
        return f"q{part[0]} {year}"
    return f"{_PARTS[part]} {year}".strip()


def _number(written: str) -> str:
    """Return a number that is written with Korean scales as digits: "3억 5천만" is 350000000.

    >>> _number("3억 5천만"), _number("1.5조")
    ('350000000', '1500000000000')
    """
    total = Fraction(0)
    for digits, scales in _PIECE.findall(written):
        value = Fraction(digits.replace(",", ""))
        for scale in scales:
            value *= _SCALES[scale]
        total += value
    return str(total) if total.denominator == 1 else str(float(total))
