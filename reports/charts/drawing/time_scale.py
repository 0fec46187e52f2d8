"""Days to pixels, and where an axis of days is marked. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DAY, MONTH, YEAR = 1, 31, 366  # days of each, at most
_STEPS = (  # so many of what between two marks, and letters of a day that name it
    *((step, DAY, 10) for step in (1, 2, 7, 14)),
    *((step, MONTH, 7) for step in (1, 2, 3, 6)),
    *((step, YEAR, 4) for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
)
_DAYS_ONLY = 60  # days; in a longer span months are marked
_LONELY = timedelta(days=15)  # shown on both sides of a single day


@dataclass(frozen=True, slots=True)
class TimeScale:
    """From *first*, at pixel *left*, to *last*, at pixel *right*."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Return the pixel of *day*."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(self.left + share * (self.right - self.left), 1)

    def ticks(self, most: int) -> tuple[tuple[date, str], ...]:
        """Return at most *most* round days with what they are called: 2031-03-04, 2031-03 or 2031."""
        span = (self.last - self.first).days
        for step, unit, letters in _STEPS:
            if span > (most + 1) * step * unit or (unit == 1 and span > _DAYS_ONLY):
                continue
            inside = [
                day for day in _round(self.first, self.last, step, unit) if self.first <= day <= self.last
            ]
            if 0 < len(inside) <= most:
                return tuple((day, day.isoformat()[:letters]) for day in inside)
        return ()


def time_scale_for(first: date, last: date, left: float, right: float) -> TimeScale:
    """Return the scale of a span of days; one day stands in the middle of a month."""
    if first == last:
        first, last = (
            (first - _LONELY if first - date.min > _LONELY else first),
            (last + _LONELY if date.max - last > _LONELY else last),
        )
    return TimeScale(first, last, left, right)


def month_of(day: date, months: int = 0) -> date:
    """Return the first of the month of *day*, or of one so many *months* later.

    >>> month_of(date(2031, 11, 4), 3)
    datetime.date(2032, 2, 1)
    """
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _round(first: date, last: date, step: int, unit: int) -> list[date]:
    """Return every *step*-th day, month or year around *first* to *last*; months are counted from January."""
    if unit == DAY:
        return [first + timedelta(days=number) for number in range(0, (last - first).days + 1, step)]
    if unit == MONTH:
        months = (last.year - first.year + 1) * 12
        return [month_of(date(first.year, 1, 1), number) for number in range(0, months, step)]
    return [
        date(year, 1, 1)
        for year in range(first.year // step * step, last.year + 1, step)
        if year >= date.min.year
    ]
