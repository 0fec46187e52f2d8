"""From what an analyst says about a change to a decision, or to one line on why it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from tracker.domain import Change, Label, Line, Mention
from tracker.errors import InputError
from tracker.review.decisions import Decision, QuoteLocation, Ruling, quote_location
from tracker.review.review_queue import location_of_change

LONGEST_NAME = 80  # characters
SILENCES = frozenset({Label.NOT_REPEATED, Label.DROPPED})

FindLine = Callable[
    [str], tuple[Line, Sequence[Mention]]
]  # id or name → the line and its mentions, as published


def decision_on(
    change: Change, ruling: str, value: str, *, find: FindLine, by: str, now: datetime
) -> Decision:
    """Return the decision that *ruling* with *value* is on *change*.

    *find* gives the line a user means, for "same", "merge" and "rename".

    Raises:
        InputError: That cannot be decided about this change; says why and what can.
        StoreError: *find* knows no such line.
    """
    value = " ".join(value.split())
    try:
        chosen = Ruling(ruling.strip().lower())
    except ValueError:
        raise InputError(f'"{ruling}" is no decision', remedy=f"one of {', '.join(Ruling)}") from None
    at, before = location_of_change(change), quote_location(change.before) if change.before else None
    if chosen is Ruling.SAME:
        at, before = _same(change, value, find)
    elif chosen in (Ruling.DIFFERENT, Ruling.SPLIT):
        if change.after is None or change.before is None:
            raise InputError(f'"{chosen}" needs a unit with an earlier one; this is {change.label}')
    elif chosen is Ruling.MERGE:
        at, before = _merge(change, value, find)
    elif chosen is Ruling.LABEL:
        value = _label(change, value)
    elif not value:
        raise InputError(
            f'"{chosen}" needs a value', remedy="a name" if chosen is Ruling.RENAME else "a text"
        )
    elif chosen is Ruling.RENAME:
        if len(value) > LONGEST_NAME:
            raise InputError(f"a name has at most {LONGEST_NAME} characters; this has {len(value)}")
        if change.after is None and before is not None:
            at = before
    kept = value if chosen in (Ruling.LABEL, Ruling.RENAME, Ruling.NOTE) else ""
    return Decision(change.release.source, chosen, at, before, kept, by, now)


def _same(change: Change, value: str, find: FindLine) -> tuple[QuoteLocation, QuoteLocation]:
    if change.after is None:
        raise InputError(f'"same" needs words; this is the silence {change.label}')
    if value:
        line, mentions = find(value)
        earlier = _last_before(mentions, change.release.published_on)
        if earlier is None:
            raise InputError(f"{line.name} was not said before {change.release.published_on}")
        return quote_location(change.after), quote_location(earlier)
    if change.before is None:
        raise InputError('"same" needs the line it is the same as', remedy="give its id or name")
    return quote_location(change.after), quote_location(change.before)


def _merge(change: Change, value: str, find: FindLine) -> tuple[QuoteLocation, QuoteLocation]:
    """Return the first words of the later of the two lines, and the last words of the other before them."""
    if not value:
        raise InputError('"merge" needs the other line', remedy="give its id or name")
    (mine, ours), (other, theirs) = find(change.line.id), find(value)
    if mine.id == other.id:
        raise InputError(f"that is the same line: {mine.name}")
    earlier, later = sorted((ours, theirs), key=lambda mentions: mentions[0].release.published_on or date.max)
    before = _last_before(earlier, later[0].release.published_on)
    if before is None:
        raise InputError(
            f"{mine.name} and {other.name} start on the same day", remedy='use "same" on a later mention'
        )
    return quote_location(later[0]), quote_location(before)


def _label(change: Change, value: str) -> str:
    try:
        label = Label(value.upper().replace(" ", "_"))
    except ValueError:
        raise InputError(f'"{value}" is no label', remedy=f"one of {', '.join(Label)}") from None
    if (change.after is None) != (label in SILENCES):
        fitting = SILENCES if change.after is None else set(Label) - SILENCES
        raise InputError(
            f"{label} does not fit {change.label}", remedy=f"one of {', '.join(sorted(fitting))}"
        )
    if change.after and (change.before is None) != (label is Label.NEW):
        mend = 'say first which line it is on: "same"' if change.before is None else 'say "different"'
        raise InputError(
            f"{label} does not fit a unit {'without' if change.before is None else 'with'} an earlier one",
            remedy=mend,
        )
    return label.value


def _last_before(mentions: Sequence[Mention], day: date | None) -> Mention | None:
    earlier = [one for one in mentions if day and one.release.published_on and one.release.published_on < day]
    return earlier[-1] if earlier else None
