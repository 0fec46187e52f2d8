"""Silences of a source that are longer than usual. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import median

from tracker.text.numbers import pluralize

OF_USUAL = 4.0  # times the median interval
AROUND = 25  # intervals before and after, of which that is the median
AT_LEAST = 14  # days: two weeks of holidays are no gap, however often a source speaks


@dataclass(frozen=True, slots=True)
class Gap:
    """A silence between two days of publication."""

    last: date  # before it
    following: date  # after it

    @property
    def days(self) -> int:
        """How long it took to the next release."""
        return (self.following - self.last).days

    def __str__(self) -> str:
        return f"{pluralize(self.days, 'day')} from {self.last} to {self.following}"


@dataclass(frozen=True, slots=True)
class Gaps:
    """The silences that are longer than usual, oldest first, and the rule in words."""

    gaps: tuple[Gap, ...]
    rule: str


def find_gaps(days: Iterable[date]) -> Gaps:
    """Return the gaps between *days* of publication.

    A gap is longer than 14 days and than four times the usual interval of its time:
    the median of the 51 intervals around it, since a source that speaks daily now may
    have spoken eight times a year before. This is about the past as a whole; whether a
    source has gone quiet now is said by :mod:`tracker.source_health.quiet`.
    """
    intervals = [Gap(*pair) for pair in pairwise(sorted(set(days)))]
    lengths = [one.days for one in intervals]
    usual = [median(lengths[max(0, place - AROUND) : place + AROUND + 1]) for place in range(len(lengths))]
    found = tuple(
        one for one, often in zip(intervals, usual, strict=True) if one.days > max(AT_LEAST, OF_USUAL * often)
    )
    rule = (
        f"A gap is longer than {AT_LEAST} days and than {OF_USUAL:g} times the usual interval of its time, "
        f"the median of the {2 * AROUND + 1} intervals around it"
    )
    return Gaps(found, f"{rule}; here {_days(min(usual), max(usual))}." if usual else f"{rule}.")


def _days(least: float, most: float) -> str:
    span = f"{least:g}" if least == most else f"{least:g} to {most:g}"
    return f"{span} day{'' if most == 1 else 's'}"
