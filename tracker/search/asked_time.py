"""A time among the words of a query: "swap lines May 2010" asks for texts of that month, "levy since 2031" for those from then on. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.text.dates import MONTHS, typed_days

_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|Sept"
_TIME = rf"(?:(?:{_MONTH})\.?,?\s+)?(?:19|20)\d\d(?:-\d\d)?"
# "by the end of 2025", "the Agreement of 2015", "15 May 2022": a deadline, a name and a day are words.
_OF_WHAT = "".join(rf"(?<!\b{word} )" for word in "by of end late early mid middle beginning start".split())
_ASKED = re.compile(
    rf"(?<!\S){_OF_WHAT}(?:(?P<how>in|during|since|from|after|before|until|till|between)\s+)?"
    rf"(?P<first>{_TIME})(?:\s*(?:[-–]|\bto\b|\band\b|\buntil\b)\s*(?P<last>{_TIME}))?(?!\S)",
    re.IGNORECASE,
)


_DAY_BEFORE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?,?\s+$")


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The *words* of a query beside a time, the time as it is *said*, and its first and last day, inclusive; None = open."""

    words: str
    said: str
    since: date | None
    until: date | None

    @property
    def is_year(self) -> bool:
        """Whether it is one year."""
        return self.said.removeprefix("in ").isdigit()


def split_time(text: str) -> AskedTime | None:
    """Return the one time among the words *text*: a year, a month, two of these, or what is since, after, before or until one.

    None where there is none, several, a year without any other word, or quotes, in which all is words.

    >>> split_time("Halden levy in May 2031")
    AskedTime(words='Halden levy', said='in May 2031', since=datetime.date(2031, 5, 1), until=datetime.date(2031, 5, 31))
    >>> split_time("levy since 2031").until, split_time('levy "2031"'), split_time("2031")
    (None, None, None)
    >>> split_time("Halden Stream 2 in May 2031").words, split_time("levy 2 May 2031")
    ('Halden Stream 2', None)
    """
    found = list(_ASKED.finditer(text))
    if len(found) != 1 or '"' in text:
        return None
    (time,) = found
    words = " ".join(f"{text[: time.start()]} {text[time.end() :]}".split())
    if " " in time["first"] and not time["how"] and _DAY_BEFORE.search(text[: time.start()]):
        return None
    first, last = _days(time["first"]), _days(time["last"] or time["first"])
    if first is None or last is None or first[0] > last[1] or not (words or " " in time["first"]):
        return None
    said, how = " ".join(time[0].split()), (time["how"] or "").lower()
    since, until = first[0], last[1]
    if time["last"]:
        return AskedTime(words, said, since, until)
    match how:
        case "since" | "from":
            return AskedTime(words, said, since, None)
        case "after":
            return AskedTime(words, said, until + timedelta(days=1), None)
        case "before":
            return AskedTime(words, said, None, since - timedelta(days=1))
        case "until" | "till":
            return AskedTime(words, said, None, until)
    return AskedTime(words, said if how else f"in {said}", since, until)


def _days(time: str) -> tuple[date, date] | None:
    """Return the first and the last day of *time*, a year or a month in figures or words."""
    month, _, year = time.rpartition(" ")
    if not month:
        return typed_days(year)
    number = next(at for at, name in enumerate(MONTHS, 1) if name.lower().startswith(month[:3].lower()))
    return typed_days(f"{year}-{number:02}")
