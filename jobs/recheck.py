"""Whether to ask for a release, decided without a clock, a network or a store."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

AGE_PER_CHECK = 24  # a release held for a day is asked for again each hour, for a month about once a day


class Asking(StrEnum):
    """What to do about one announced release."""

    GET = "get"  # never seen
    RECHECK = "recheck"  # held: has it been edited since?
    SKIP = "skip"


def decide(
    first_seen_at: datetime | None, last_checked_at: datetime | None, recheck_days: int, now: datetime
) -> Asking:
    """Return whether to get a release first seen and last asked for at these instants (None: not held).

    A release just published is the likeliest to be edited, so the longer it is
    held the seldomer it is asked for, and after *recheck_days* no more.
    """
    if first_seen_at is None:
        return Asking.GET
    held_for = now - first_seen_at
    if held_for > timedelta(days=recheck_days):
        return Asking.SKIP
    since_checked = now - (last_checked_at or first_seen_at)
    return Asking.RECHECK if since_checked >= held_for / AGE_PER_CHECK else Asking.SKIP
