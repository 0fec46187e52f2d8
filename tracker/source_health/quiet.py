"""Whether a source has gone quiet: nothing new for far longer than its own rhythm. Pure.

A source that answers and announces nothing new may be at rest, or may have moved to
another address. Only its own past can tell: a ministry that speaks daily is missed
after a week, a committee that meets eight times a year after five months. A silence that the
source kept at the same time of an earlier year, an August recess or a year's end, is
its rhythm too.

Measured on the real releases beside the checkout, day by day, each source as of every
weekday from its ninth day of publication on: 3 silences told in 40.8 years of 9 sources
(0.07 a year of a source), of 157, 171 and 503 days; none of the 23 years of a central
bank. Told after 3.0 times the gap that nine in ten releases keep (FOMC: 150 days; median
of sources that do not speak daily), after 7 days where a source speaks daily.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

FEWEST = 8  # days of publication; fewer are no rhythm
RECENT = 50  # gaps that are the rhythm now
AT_LEAST = 7  # days: a holiday week is not quiet, however often a source speaks
OF_USUAL = 3.0  # times the gap that nine in ten of the recent ones keep
OF_LONGEST = 1.5  # times a long gap seen before
ENOUGH = 20  # recent gaps from which on the very longest is one silence and no rhythm
SEASON = timedelta(days=28)  # a recess comes this much earlier or later; the lunar new year moves so
LONGEST_RECESS = 120  # days; a longer silence is not a season
HOLIDAYS = (((8, 1), (8, 31)), ((12, 20), (12, 31)), ((1, 1), (1, 6)))  # not counted in a source's first year
FIRST_YEAR = timedelta(days=400)

Gap = tuple[date, date]


def quiet_since(days: Sequence[date], today: date) -> date | None:
    """Return the last of *days* of publication where the silence since is out of rhythm; else None.

    *days* ascend; several releases on a day count once, and days after *today* are
    wrong dates that count for nothing. Fewer than FEWEST days are no rhythm.
    """
    past = days[: bisect_right(days, today)]
    if not past or (today - past[-1]).days <= AT_LEAST:
        return None
    known = sorted(set(past))
    if len(known) < FEWEST:
        return None
    last, gaps = known[-1], list(pairwise(known))
    limit = _limit([_length(gap) for gap in gaps[-RECENT:]])
    if _silence(known[0], last, today) <= limit:
        return None
    seen_before = (
        _length(gap)
        for gap in gaps
        if limit / 2 < _length(gap) <= LONGEST_RECESS and _in_season(gap, last, today)
    )
    return None if (today - last).days <= OF_LONGEST * max(seen_before, default=0) else last


def quiet_words(since: datetime) -> str:
    """Say since when a source is quiet, as a notice and a report do."""
    return f"nothing new since {since:%Y-%m-%d}, far longer than usual"


def _limit(recent: Sequence[int]) -> float:
    """Return the days of silence that are still in rhythm, from the lengths of *recent* gaps."""
    ordered = sorted(recent)
    usual = ordered[min(len(ordered) - 1, int(0.9 * len(ordered)))]
    longest = ordered[-2] if len(ordered) >= ENOUGH else ordered[-1]
    return max(AT_LEAST, OF_USUAL * usual, OF_LONGEST * longest)


def _in_season(gap: Gap, last: date, today: date) -> bool:
    """Return whether *gap* was in an earlier year at the time of year between *last* and *today*."""
    start, end = gap
    moved = (timedelta(days=round(365.25 * years)) for years in range(1, today.year - start.year + 1))
    return any(start + by <= today + SEASON and end + by >= last - SEASON for by in moved)


def _silence(first: date, last: date, today: date) -> int:
    """Return the days from *last* to *today*; in a source's first year without the usual holidays."""
    length = (today - last).days
    if today - first > FIRST_YEAR:
        return length
    between = (last + timedelta(days=number) for number in range(1, length + 1))
    return sum(not any(a <= (day.month, day.day) <= b for a, b in HOLIDAYS) for day in between)


def _length(gap: Gap) -> int:
    return (gap[1] - gap[0]).days
