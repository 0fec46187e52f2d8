"""A time among the words of a query: "swap lines May 2010" asks for texts of that month, "levy since 2031" for those from then on, "levy 2 May 2031" for those of that day. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.text.dates import MONTHS, typed_days

_MONTH = "(?:" + "|".join(f"{name}|{name[:3]}" for name in MONTHS) + r"|Sept)\.?"
_SEASONS = {
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
}  # and their months; a winter is of two years
_SEASON = "|".join(_SEASONS)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_TIME = (
    rf"(?:(?:{_DAY}\s+{_MONTH},?|{_MONTH}\s+{_DAY},?|{_MONTH},?|{_SEASON})\s+)?(?:19|20)\d\d(?:-\d\d){{0,2}}"
)
# "by the end of 2025", "the Agreement of 2015": a deadline and a name are words, and so is what is left of a deadline.
_OF_WHAT = "".join(rf"(?<!\b{word} )" for word in "by of end late early mid middle beginning start".split())
_ASKED = re.compile(
    rf"(?<!\S){_OF_WHAT}(?:(?P<how>in|on|during|since|from|after|before|until|till|between)\s+(?:the\s+)?)?"
    rf"(?P<first>{_TIME})(?:\s*(?:[-–]|\bto\b|\band\b|\buntil\b)\s*(?P<last>{_TIME}))?(?!\S)",
    re.IGNORECASE,
)
_OF_A_DEADLINE = re.compile(
    rf"\b(?:by|of)\s+(?:{_DAY}|{_SEASON}|{_MONTH}(?:\s+{_DAY},?)?)\s+$|\d(?:\s*[-–]\s*|\s+(?:to|and)\s+)$"
    # "between 5 May and 7 June 2031", "5-7 May 2031": days of which one end has no year
    rf"|\b(?:{_DAY}\s+{_MONTH}|{_MONTH}\s+{_DAY})\s*(?:[-–]|\bto\b|\band\b|\buntil\b)\s*$|\d\s*[-–]\s*\d{{1,2}}\s+$",
    re.IGNORECASE,
)
_IN_FORCE = frozenset({"from", "until", "till"})  # a day: "in force from 1 May 2031" is words
_OF_ONE_YEAR = re.compile(
    rf"\b(?P<first>{_MONTH})(?=\s*(?:[-–]|\bto\b|\band\b|\buntil\b)\s*{_MONTH}\s+(?P<year>(?:19|20)\d\d)\b)",
    re.IGNORECASE,
)  # "June and September 2031"
_QUOTED = re.compile(r'"[^"]*"')
YEAR = 4  # figures
_NUMBERED = re.compile(rf"(?P<number>\d{{1,2}})\s+(?P<month>{_MONTH}).*")


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
        return self.bare.isdigit()

    @property
    def is_of_two(self) -> bool:
        """Whether it is named by its two ends, each a month or a day."""
        return (
            len(re.findall(r"\b(?:19|20)\d\d\b", self.said)) > 1
            and re.search(rf"\b{_MONTH}", self.said, re.IGNORECASE) is not None
        )

    @property
    def bare(self) -> str:
        """The time without the word before it, where that only says that it is one."""
        return re.sub(r"^(?:in|on|during) ", "", self.said, flags=re.IGNORECASE)


def split_time(
    text: str, is_said: Callable[[str], bool] = lambda _: False, *, alone: bool = False
) -> AskedTime | None:
    """Return the one time among the words *text*: a year, a month, a day, two of these, or what is since, after, before or until one.

    None where there is none, several, a year without any other word unless it may stand *alone*; in quotes all is words. A number before a
    month is of the word before it, and no day, where texts have *said* the two together, and not with the month.

    >>> split_time("Halden levy in May 2031")
    AskedTime(words='Halden levy', said='in May 2031', since=datetime.date(2031, 5, 1), until=datetime.date(2031, 5, 31))
    >>> split_time("levy since 2031").until, split_time('levy "2031"'), split_time("2031")
    (None, None, None)
    >>> split_time("levy 2 May 2031").said, split_time("Stream 2 May 2031", lambda phrase: phrase == '"Stream 2"').said
    ('on 2 May 2031', 'in May 2031')
    >>> split_time("levy in autumn 2031").until
    datetime.date(2031, 11, 30)
    """
    text = _OF_ONE_YEAR.sub(r"\g<first> \g<year>", text)
    found = list(_ASKED.finditer(_QUOTED.sub(lambda quoted: "#" * len(quoted[0]), text)))
    if len(found) != 1 or text.count('"') % 2:
        return None
    (time,) = found
    first, before = time["first"], text[: time.start()]
    if _OF_A_DEADLINE.search(before):
        return None
    numbered = _NUMBERED.fullmatch(first) if not (time["how"] or time["last"]) else None
    if numbered and before.strip() and _is_name(before.split()[-1], numbered, is_said):
        before, first = f"{before}{numbered['number']}", first[numbered.start("month") :]
    words = " ".join(f"{before} {text[time.end() :]}".split())
    since, until = _days(first), _days(time["last"] or first)
    if since is None or until is None or since[0] > until[1] or not (words or alone or len(first) > YEAR):
        return None
    how = (time["how"] or "").lower()
    if how in _IN_FORCE and since[0] == since[1]:
        return None
    said = " ".join(word for word in (time[0] if how or time["last"] else first).split() if word != "the")
    if time["last"]:
        return AskedTime(words, said, since[0], until[1])
    match how:
        case "since" | "from":
            return AskedTime(words, said, since[0], None)
        case "after":
            return AskedTime(words, said, since[1] + timedelta(days=1), None)
        case "before":
            return AskedTime(words, said, None, since[0] - timedelta(days=1))
        case "until" | "till":
            return AskedTime(words, said, None, since[1])
    at = "on" if since[0] == since[1] else "in"
    return AskedTime(words, said if how else f"{at} {said}", *since)


def _is_name(word: str, numbered: re.Match[str], is_said: Callable[[str], bool]) -> bool:
    """Return whether the number before a month is of the *word* before it: "Stream 2" stands in texts, and is no end of a line before a date."""
    name = f"{word} {numbered['number']}"
    return is_said(f'"{name}"') and not is_said(f'"{name} {numbered["month"]}"')


def _days(time: str) -> tuple[date, date] | None:
    """Return the first and the last day of *time*, a year, a month or a day in figures or words."""
    if season := re.match(_SEASON, time.lower()):
        year, *_ = re.findall(r"\d{4}", time)  # "summer 2031-05" is that summer
        first, last = _SEASONS[season[0]]
        return date(int(year), first, 1), date(int(year), last + 1, 1) - timedelta(days=1)
    month = re.search("[a-z]{3}", time.lower())
    if not month:
        return typed_days(time)
    *day, year = re.findall(r"\d+", time)
    number = next(at for at, name in enumerate(MONTHS, 1) if name.lower().startswith(month[0]))
    return typed_days("-".join((year, f"{number:02}", *(one.zfill(2) for one in day))))
