"""The last line of a digest: what was promised by when, coming up and passed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from reports.view.dates import ISO, DateStyle
from tracker.exports.deadlines import Deadline, coming, deadlines, may_be_due, passed
from tracker.store import Store
from tracker.text.content_words import content_stems
from tracker.text.plurals import pluralize
from tracker.text.sanitize import one_line
from tracker.text.shorten import shorten

AHEAD, BEHIND = timedelta(days=30), timedelta(days=7)
WORDS = 90  # characters of a quote
TELLING = 5  # content words that a quote has at least


def due_line(
    store: Store,
    day: date,
    *,
    wanted: Callable[[str], bool] = lambda source: True,  # noqa: ARG005 - any
    dates: DateStyle = ISO,
) -> str:
    """Say what is due within 30 days of *day* and what passed in the week before; "" where nothing is.

    *wanted* says of which sources a reader hears.
    """
    first, last = day - BEHIND, day + AHEAD
    held = store.standing_units_with_deadline(
        years={first.year, last.year},  # a deadline is a day where it names its year
        names=lambda words: may_be_due(words, first, last),
    )
    found = [one for one in deadlines(held) if wanted(one.release.source)]
    ahead = [one for one in coming(found, day) if one.due and one.due <= last]
    behind = [one for one in passed(found, day) if one.due and one.due >= first]
    parts = []
    if ahead:
        shown = _telling(ahead)
        how = "first" if shown is ahead[0] else "such as"
        parts.append(
            f"{pluralize(len(ahead), 'commitment')} due in the next 30 days, {how} {_named(shown, dates)}"
        )
    if behind:
        parts.append(f"{len(behind):,} passed in the last week, such as {_named(_telling(behind), dates)}")
    return f"Deadlines: {'; '.join(parts)}." if parts else ""


def _telling(some: Sequence[Deadline]) -> Deadline:
    """Return the first of *some* whose words say by themselves what is due: "will host in June" says nothing."""
    return next((one for one in some if len(content_stems(one.unit.quote)) >= TELLING), some[0])


def _named(one: Deadline, dates: DateStyle) -> str:
    issuer = one_line(one.release.issuer or one.release.source)
    return f"{dates.day(one.due)}, {issuer}: “{shorten(one_line(one.unit.quote), WORDS)}”"
