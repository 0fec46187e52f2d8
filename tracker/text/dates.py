"""Dates as publishers write them; nothing is guessed.

Only spellings with one meaning are read: year first, or a month by its English
name. ``03/04/2026`` is not, whatever the country; give a ``date_format``.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, timedelta

MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
ANY_MONTH = f"(?:{'|'.join(MONTHS)})"  # in full, for patterns; without a group
_STARTS = [name[:3].lower() for name in MONTHS]
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = re.compile(r"\d{4}")  # every date has one
_YEAR_FIRST = re.compile(
    r"(?<!\d)(\d{4})\s*(?:[-./]|年|년)\s*(\d{1,2})\s*(?:[-./]|月|월)\s*(\d{1,2})(?:\s*[日일])?(?!\d)"
)
_DAY_FIRST = re.compile(
    rf"(?<![\w.])(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+{_MONTH}[\s,-]+(\d{{4}})(?!\d)", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w){_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)", re.IGNORECASE
)
# A day in words, for patterns that say where one must stand: "26 June 2031", "June 26, 2031". Without a group.
DATE_IN_WORDS = (
    rf"(?i:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})"
).replace("(jan", "(?:jan")
_TYPED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")
# what may stand around a date on a line of its own: weekday, clock time, zone, brackets
_AROUND = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|[월화수목금토일]요일"
    r"|[T ]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?|[ap]\.?m\.?|(?<![a-z])(?:gmt|utc|[ecmp][sd]t|z|kst|jst|cest?|bst)(?![a-z])"
    r"|[+-]\d{2}:?\d{2}|[\s,.()\[\]|/-]",
    re.IGNORECASE,
)


HOW_TO_TYPE = "write 2031-03-04, 2031-03 or 2031"  # a day, a month or a year, as :func:`typed_days` reads it


def find_date(text: str, date_format: str = "") -> date | None:
    """Return the first date written in *text*, or ``None`` if there is none with a single meaning.

    With *date_format* (strptime) the whole text, or its first matching prefix
    of words, must follow it.

    >>> find_date("Posted Tuesday, 17 October 2023")
    datetime.date(2023, 10, 17)
    >>> find_date("03/04/2026") is None
    True
    """
    if date_format:
        return _by_format(text, date_format)
    if not _YEAR.search(text):
        return None
    found = [place for place in (_year_first(text), _day_first(text), _month_first(text)) if place]
    return min(found)[1] if found else None


def whole_date(text: str) -> date | None:
    """Return the date that *text* consists of, beside a weekday or a time of day; else ``None``."""
    if len(text) > 60 or not _YEAR.search(text):
        return None
    for pattern, build in (
        (_YEAR_FIRST, _year_first),
        (_DAY_FIRST, _day_first),
        (_MONTH_FIRST, _month_first),
    ):
        match, place = pattern.search(text), build(text)
        if match and place and not _AROUND.sub("", text[: match.start()] + " " + text[match.end() :]):
            return place[1]
    return None


def typed_days(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of what is typed: a day, a month or a year; None for anything else.

    >>> typed_days("2031-02"), typed_days("2031-13")
    ((datetime.date(2031, 2, 1), datetime.date(2031, 2, 28)), None)
    """
    found = _TYPED.fullmatch(text)
    if found is None:
        return None
    year, month, day = found.groups()
    last_month = int(month or "12")
    try:
        last_day = int(day) if day else calendar.monthrange(int(year), last_month)[1]
        return date(int(year), int(month or "1"), int(day or "1")), date(int(year), last_month, last_day)
    except ValueError:
        return None


def is_plausible(day: date, today: date) -> bool:
    """Return whether a page seen on *today* can have been published on *day*: at most a day ahead, for time zones.

    >>> is_plausible(date(2024, 3, 6), today=date(2024, 3, 4))
    False
    """
    return day <= today + timedelta(days=1)


def date_in_name(name: str) -> date | None:
    """Return the date in a file name or a URL: ``2023-10-17-…``, ``20231017``, ``…/2023/10/17/…``."""
    place = _year_first(name.replace("_", "-"))
    if place:
        return place[1]
    match = _COMPACT.search(name)
    return _date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _by_format(text: str, date_format: str) -> date | None:
    words = text.split()
    size = len(date_format.split())
    for start in range(max(1, len(words) - size + 1)):
        for stop in (start + size, len(words)):
            try:
                return datetime.strptime(" ".join(words[start:stop]), date_format).date()  # noqa: DTZ007 - a day
            except ValueError:
                continue
    return None


def _year_first(text: str) -> tuple[int, date] | None:
    for match in _YEAR_FIRST.finditer(text):
        day = _date(int(match[1]), int(match[2]), int(match[3]))
        if day:
            return match.start(), day
    return None


def _day_first(text: str) -> tuple[int, date] | None:
    for match in _DAY_FIRST.finditer(text):
        day = _date(int(match[3]), _month(match[2]), int(match[1]))
        if day:
            return match.start(), day
    return None


def _month_first(text: str) -> tuple[int, date] | None:
    for match in _MONTH_FIRST.finditer(text):
        day = _date(int(match[3]), _month(match[1]), int(match[2]))
        if day:
            return match.start(), day
    return None


def _month(name: str) -> int:
    return _STARTS.index(name[:3].lower()) + 1


def _date(year: int, month: int, day: int) -> date | None:
    if not 1800 <= year <= 2200:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def utc_minute(at: datetime | None) -> str:
    """Return an instant in UTC as a table shows it; "-" for none.

    >>> utc_minute(datetime(2031, 3, 4, 8, 0, 59, tzinfo=UTC))
    '2031-03-04 08:00'
    """
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}" if at else "-"


def utc_iso(at: datetime | None) -> str | None:
    """Return an instant in UTC as JSON keeps it."""
    return at.astimezone(UTC).isoformat() if at else None
