"""Cron texts, read by APScheduler's ``CronTrigger``, and the instants at which they fall in a zone.

    text ─► CronTrigger ─► times on a clock that nobody sets ─► instants in a zone

The trigger is asked in UTC. In a zone whose clock is set it fires twice for 01:30 on
the night the clock goes back, and leaves out the midnight after the clock went forward
(3.11.3, docs/decisions/0017-daemon.md). So the rule for such nights is ours, that of cron(8) of
Debian: a text that names its hours and minutes means the clock on the wall, so each
time it names comes once; one with a star in either field means an interval, so it
goes on evenly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.cron.expressions import MONTHS, WEEKDAYS

# the trigger's name, ours, what may be written, the names of its numbers
FIELDS: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("minute", "minute", "0 to 59", ()),
    ("hour", "hour", "0 to 23", ()),
    ("day", "day of the month", "1 to 31", ()),
    ("month", "month", "1 to 12", ("", *MONTHS)),
    ("day_of_week", "weekday", "mon to sun", tuple(WEEKDAYS)),
)
# a step needs a range or a star: "5/10" means different things to different programs
ITEM = re.compile(r"(?:\*|\w+-\w+)(?:/[0-9]+)?|\w+")
ONE_DAY = timedelta(days=1)
LONGEST_WAIT = 8 * 366 * ONE_DAY  # from one 29 February to the next across a century (2096 to 2104)
LOOK_BACK = (timedelta(hours=1), ONE_DAY, 32 * ONE_DAY, 366 * ONE_DAY, LONGEST_WAIT)
CALENDAR = (datetime(2000, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC))  # all there are: 28 years


class CronError(ValueError):
    """A text that is not taken: *message* says what is wrong, *remedy* how to mend it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True, slots=True)
class Cron:
    """When something is to happen, on the clock of some wall."""

    fields: tuple[tuple[str, str], ...]  # as CronTrigger takes them
    interval: bool  # a star in minute or hour: evenly on; else the clock on the wall

    def wall_times(self, start: date, stop: date) -> Iterator[datetime]:
        """Yield its times from the beginning of *start* to that of *stop*, without a zone."""
        end = datetime.combine(stop, time(), UTC) - timedelta(microseconds=1)
        trigger = CronTrigger(**dict(self.fields), timezone=UTC, end_date=end)
        moment = trigger.get_next_fire_time(None, datetime.combine(start, time(), UTC))
        while moment is not None:
            yield moment.replace(tzinfo=None)
            moment = trigger.get_next_fire_time(moment, moment)


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
    fields = tuple(
        (key, ",".join(_item(item, key, name, allowed, names) for item in part.split(",")))
        for part, (key, name, allowed, names) in zip(parts, FIELDS, strict=True)
    )
    if not parts[2].startswith("*") and not parts[4].startswith("*"):
        raise CronError(
            "names both a day of the month and a weekday",
            "name one of them: cron runs on either, other programs on days that are both",
        )
    first, last = CALENDAR
    if not CronTrigger(**dict(fields), timezone=UTC, end_date=last).get_next_fire_time(None, first):
        raise CronError("there is no such day", "no month it names has that many days")
    return Cron(fields, parts[0].startswith("*") or parts[1].startswith("*"))


def next_after(cron: Cron, zone: ZoneInfo, after: datetime) -> datetime | None:
    """Return the first instant later than *after*, in UTC; None where there is none for eight years."""
    day, end = after.astimezone(UTC).date(), (after + LONGEST_WAIT).date()
    while day <= end:
        for moment in _on(cron, zone, day):
            if moment > after:
                return moment
        wall = next(cron.wall_times(day, end), None)
        if wall is None:
            return None
        day = max(day + ONE_DAY, wall.date() - ONE_DAY)  # no zone is as much as a day away from UTC
    return None


def latest(cron: Cron, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return the last instant at or before *now*, in UTC; None where there was none for eight years."""
    for span in LOOK_BACK:
        found, moment = None, next_after(cron, zone, now - span)
        while moment is not None and moment <= now:
            found, moment = moment, next_after(cron, zone, moment)
        if found is not None:
            return found
    return None


@lru_cache(maxsize=256)
def _on(cron: Cron, zone: ZoneInfo, day: date) -> tuple[datetime, ...]:
    """Return the instants that lie on *day* in UTC, in order."""
    found = {
        moment
        for wall in cron.wall_times(day - ONE_DAY, day + 2 * ONE_DAY)
        for moment in _instants(wall, zone, cron.interval)
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


def _item(item: str, key: str, name: str, allowed: str, names: tuple[str, ...]) -> str:
    """Return *item* of the list in a field as the trigger takes it, which counts weekdays from Monday."""
    numbers = re.sub(r"[a-z]+", lambda word: str(names.index(word[0])) if word[0] in names else word[0], item)
    if not ITEM.fullmatch(item) or re.search(r"[^*\-/0-9]", numbers) or not _is_taken(key, numbers):
        raise CronError(
            f'"{item}" is no {name}', f"use {allowed}, *, ranges (a-b), steps (*/n) and lists (a,b)"
        )
    return numbers


def _is_taken(key: str, value: str) -> bool:
    """Return whether the trigger takes *value* for its field *key*."""
    try:
        CronTrigger(**{key: value}, timezone=UTC)
    except ValueError:
        return False
    return True
