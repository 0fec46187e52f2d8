"""Cron texts: what they say, and the instants at which they fall in a zone.

The scheduler's own reading is not used: to it 1 is Tuesday, and 01:30 comes twice
on the night the clock goes back. The rule here is that of cron(8) of Debian: a text
that names its hours and minutes means the clock on the wall, so each time it names
comes once; one with a star in either field means an interval, so it goes on evenly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIELDS: tuple[tuple[str, int, int, tuple[str, ...]], ...] = (
    ("minute", 0, 59, ()),
    ("hour", 0, 23, ()),
    ("day of the month", 1, 31, ()),
    ("month", 1, 12, MONTHS),
    ("weekday", 0, 6, DAYS),
)
LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MAX_DAYS = 8 * 366 + 1  # days from one 29 February to the next across a century (2096 to 2104)
ONE_DAY = timedelta(days=1)


class CronError(ValueError):
    """A text that is not taken; *what* is wrong and the *mend*."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True, slots=True)
class Cron:
    """When something is to happen, on the clock of some wall."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]  # 0 is Monday
    interval: bool  # a star in minute or hour: evenly on; else the clock on the wall

    def falls_on(self, day: date) -> bool:
        """Whether *day* is one of its days."""
        return day.month in self.months and day.day in self.days and day.weekday() in self.weekdays


@lru_cache(maxsize=256)
def parse_cron(text: str) -> Cron:
    """Return what a cron text of five fields says.

    Raises:
        CronError: It is none, it never comes, or programs read it differently.
    """
    parts = text.lower().split()
    if len(parts) != len(FIELDS):
        raise CronError(
            f"{len(parts)} fields, not five", 'write minute, hour, day, month, weekday: "0 7 * * mon-fri"'
        )
    if re.search(r"\d", re.sub(r"/\d+$", "", parts[4])):
        raise CronError(
            'write the weekday as a name ("mon")', "digits mean different days to cron and to the scheduler"
        )
    minutes, hours, days, months, weekdays = (
        _numbers(part, *field) for part, field in zip(parts, FIELDS, strict=True)
    )
    if not parts[2].startswith("*") and not parts[4].startswith("*"):
        raise CronError(
            "names both a day of the month and a weekday",
            "name one of them: cron runs on either, other programs on days that are both",
        )
    if all(day > LONGEST_MONTHS[month - 1] for month in months for day in days):
        raise CronError("there is no such day", "no month it names has that many days")
    interval = parts[0].startswith("*") or parts[1].startswith("*")
    return Cron(minutes, hours, frozenset(days), frozenset(months), frozenset(weekdays), interval)


def next_after(cron: Cron, zone: ZoneInfo, after: datetime) -> datetime | None:
    """Return the first instant later than *after*, in UTC; None where there is none for eight years."""
    for moments in _days(cron, zone, after, ONE_DAY):
        for moment in moments:
            if moment > after:
                return moment
    return None


def latest(cron: Cron, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return the last instant at or before *now*, in UTC; None where there was none for eight years."""
    for moments in _days(cron, zone, now, -ONE_DAY):
        for moment in reversed(moments):
            if moment <= now:
                return moment
    return None


def _days(cron: Cron, zone: ZoneInfo, start: datetime, step: timedelta) -> Iterator[tuple[datetime, ...]]:
    day = start.astimezone(UTC).date()
    for _ in range(MAX_DAYS):
        if any(cron.falls_on(day + ONE_DAY * offset) for offset in (-1, 0, 1)):
            yield _on(cron, zone, day)
        day += step


@lru_cache(maxsize=64)
def _on(cron: Cron, zone: ZoneInfo, day: date) -> tuple[datetime, ...]:
    """Return the instants that lie on *day* in UTC; no zone is as much as a day away from it."""
    found = {
        moment
        for local in (day - ONE_DAY, day, day + ONE_DAY)
        if cron.falls_on(local)
        for hour in cron.hours
        for minute in cron.minutes
        for moment in _instants(datetime.combine(local, time(hour, minute)), zone, cron.interval)
        if moment.date() == day
    }
    return tuple(sorted(found))


def _instants(wall: datetime, zone: ZoneInfo, interval: bool) -> tuple[datetime, ...]:
    """Return when the clock of *zone* shows *wall*.

    For an interval: as often as it does. Else once: the first time where it does so
    twice, and where the clock is put forward past it, as much later as it is put
    forward (PEP 495, what fold=0 means in a gap).
    """
    first = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if not interval:
        return (first,)
    second = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return tuple(moment for moment in {first, second} if moment.astimezone(zone).replace(tzinfo=None) == wall)


def _numbers(part: str, name: str, low: int, high: int, names: tuple[str, ...]) -> tuple[int, ...]:
    found: set[int] = set()
    for item in part.split(","):
        numbers = _range(item, low, high, names)
        if not numbers:
            allowed = "mon to sun" if name == "weekday" else f"{low} to {high}"
            raise CronError(
                f'"{item}" is no {name}', f"use {allowed}, *, ranges (a-b), steps (*/n) and lists (a,b)"
            )
        found.update(numbers)
    return tuple(sorted(found))


def _range(item: str, low: int, high: int, names: tuple[str, ...]) -> range:
    match = re.fullmatch(r"(\*|([a-z]+|[0-9]+)(?:-([a-z]+|[0-9]+))?)(?:/([0-9]+))?", item)
    if not match:
        return range(0)
    body, first, last, step = match.groups()
    if step is not None and not 1 <= int(step) <= high:
        return range(0)
    if body == "*":
        return range(low, high + 1, int(step or 1))
    if step is not None and last is None:
        return range(0)  # "5/10" means different things to different programs
    start, end = _number(first, low, names), _number(last or first, low, names)
    if start is None or end is None or not low <= start <= end <= high:
        return range(0)
    return range(start, end + 1, int(step or 1))


def _number(text: str, low: int, names: tuple[str, ...]) -> int | None:
    if text.isdigit():
        return int(text)
    return names.index(text) + low if text in names else None
