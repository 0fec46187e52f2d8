"""How a source and its pages fare: pure, with the time handed in.

    ok ──fails──► suspect ──fails again, or for good──► broken ──answers──► recovered ──answers──► ok
                     └──────────── answers ───────────────────────────────────────────────────────► ok

A transient failure (no answer, 503, a body cut short) is suspected first; one that
asking again does not cure (404, a wall, a selector that finds nothing) is broken at
once. Each step is noted once, however often it is seen again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

BROKEN_AFTER = 2  # transient failures in a row


THERE_AGAIN = "is there again after it was withdrawn"  # what a notice says of a page that was restored


class HealthState(StrEnum):
    """How a source or a page fares."""

    OK = "ok"
    SUSPECT = "suspect"
    BROKEN = "broken"
    RECOVERED = "recovered"
    QUIET = "quiet"  # answers, but has published nothing for far longer than usual
    WITHDRAWN = "withdrawn"  # a page that stayed gone


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something did not give what it should. *lasting*: asking again will not help."""

    message: str
    remedy: str = ""
    lasting: bool = False
    gone: bool = False  # the server said 404 or 410


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source (place "") or one of its addresses that fails now."""

    source: str
    place: str
    state: HealthState  # SUSPECT or BROKEN
    what: str
    mend: str
    since: datetime
    last_at: datetime
    times: int = 1  # failed checks in a row


@dataclass(frozen=True, slots=True)
class Notice:
    """One step from one state to another, for the operator."""

    source: str
    place: str
    state: HealthState  # the one that began
    what: str
    at: datetime
    mend: str = ""


def after_failure(
    before: Trouble | None, failure: Failure, source: str, place: str, now: datetime
) -> tuple[Trouble, Notice | None]:
    """Return how *place* fares after a failed check, and a notice if that is a step."""
    times = before.times + 1 if before else 1
    was_broken = before is not None and before.state is HealthState.BROKEN
    state = (
        HealthState.BROKEN if was_broken or failure.lasting or times >= BROKEN_AFTER else HealthState.SUSPECT
    )
    since = before.since if before else now
    trouble = Trouble(source, place, state, failure.message, failure.remedy, since, now, times)
    if before is not None and before.state is state:
        return trouble, None
    return trouble, Notice(source, place, state, failure.message, now, failure.remedy)


def after_success(before: Trouble | None, now: datetime) -> Notice | None:
    """Return the notice due where a check succeeded: recovered from *before*, or none."""
    if before is None:
        return None
    what = f"answers again; {before.times} checks had failed since {before.since:%Y-%m-%d %H:%M} UTC"
    return Notice(before.source, before.place, HealthState.RECOVERED, what, now)
