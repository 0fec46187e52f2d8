"""Whether to ask for a release, and how, decided without a clock, a network or a store.

A page just published or just edited is the likeliest to be edited again, so the
longer it has stood the seldomer it is asked for. A server that says "not
modified" is believed for a while only: now and then the whole body is asked for,
sooner where all it gives is a date, because many set that to the day of
publication and never touch it again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from tracker.health_states import Trouble
from tracker.store.records import StoredRelease

AGE_PER_CHECK = 24  # unchanged for a day: asked for each hour; for a month: about once a day
FAILING_PER_CHECK = 4  # failing for a day: asked for every six hours
LONGEST_INTERVAL = timedelta(days=1)  # but never more seldom than this while it is watched at all
MAX_NOT_MODIFIED = {"strong": 24, "weak": 8, "date": 2}  # "not modified" in a row, by what the server gives


class FetchMode(StrEnum):
    """What to do about one announced release."""

    FULL = "get"  # the whole body
    CONDITIONAL = "recheck"  # only if it is not what the validators say
    SKIP = "skip"


def decide_fetch(
    stored: StoredRelease | None,
    trouble: Trouble | None,
    now: datetime,
    *,
    recheck_days: int | None,
    resumed_from: datetime | None = None,
) -> FetchMode:
    """Return how to ask now for a release that is *stored*, or is not, and may be in *trouble*.

    After *recheck_days* without a change it is left alone; None = never. With
    *resumed_from*, the start of a pass that was interrupted, what that pass has
    asked for already is not asked for again.
    """
    if resumed_from is not None and (
        (stored is not None and stored.tried_at >= resumed_from)
        or (trouble is not None and trouble.last_at >= resumed_from)
    ):
        return FetchMode.SKIP
    if (
        stored is not None
        and recheck_days is not None
        and now - stored.changed_at > timedelta(days=recheck_days)
    ):
        return FetchMode.SKIP
    if trouble is not None:
        if now - trouble.last_at < min(
            LONGEST_INTERVAL, (trouble.last_at - trouble.since) / FAILING_PER_CHECK
        ):
            return FetchMode.SKIP
    elif stored is not None and now - stored.tried_at < min(
        LONGEST_INTERVAL, (now - stored.changed_at) / AGE_PER_CHECK
    ):
        return FetchMode.SKIP
    if stored is None or stored.unread_checks >= max_not_modified(stored.etag, stored.last_modified):
        return FetchMode.FULL
    return FetchMode.CONDITIONAL


def max_not_modified(etag: str | None, last_modified: str | None) -> int:
    """Return how many times in a row "not modified" is taken for an answer."""
    if etag:
        return MAX_NOT_MODIFIED["weak" if etag.startswith("W/") else "strong"]
    return MAX_NOT_MODIFIED["date"] if last_modified else 0
