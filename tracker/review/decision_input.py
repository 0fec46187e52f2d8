"""From what an analyst says about a change to a decision, or to one line on why it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from tracker.domain import SILENT_LABELS, Change, Label, Line, Mention
from tracker.errors import ConfigError, InputError
from tracker.review.decisions import Decision, QuoteLocation, Ruling, quote_location
from tracker.review.line_decisions import (
    Decider,
    HeldLine,
    alias_line,
    checked_name,
    join_in_dossier,
    last_mention_before,
    merge_lines,
    rename_line,
    split_line,
)
from tracker.review.review_queue import location_of_change

FindLine = Callable[[str], tuple[Line, Sequence[Mention]]]  # id or name → the line, its mentions as published


def decision_on(
    change: Change, ruling: str, value: str, *, find: FindLine, by: str, now: datetime
) -> Decision:
    """Return the decision that *ruling* with *value* is on *change*.

    *find* gives the line a user means, for "same", "merge", "join" and "leave".

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
    if chosen in (Ruling.MERGE, Ruling.JOIN, Ruling.LEAVE):
        return _of_two_lines(chosen, HeldLine(*find(change.line.id)), value, find, Decider(by, now))
    if chosen is Ruling.SAME:
        at, before = _same(change, value, find)
    elif chosen in (Ruling.DIFFERENT, Ruling.SPLIT):
        if change.after is None or change.before is None:
            raise InputError(f'"{chosen}" needs a unit with an earlier one; this is {change.label}')
    elif chosen is Ruling.LABEL:
        value = _label(change, value)
    elif chosen is Ruling.NOTE:
        if not value:
            raise InputError(f'"{chosen}" needs a value', remedy="a text")
    else:
        value = checked_name(value, chosen)
        if change.after is None and before is not None:
            at = before
    kept = value if chosen in (Ruling.LABEL, Ruling.RENAME, Ruling.ALIAS, Ruling.NOTE) else ""
    return Decision(change.release.source, chosen, at, before, kept, by, now)


def decision_on_line(
    held: HeldLine, ruling: Ruling, value: str, *, find: FindLine, decider: Decider
) -> Decision:
    """Return the decision that *ruling* with *value* (a name, another line, a day) is on a line as it stands.

    Raises:
        InputError: That cannot be decided about this line; says why and what can.
        ConfigError: *value* is no day.
        StoreError: *find* knows no such line.
    """
    if ruling is Ruling.RENAME:
        return rename_line(held, value, decider)
    if ruling is Ruling.ALIAS:
        return alias_line(held, value, decider)
    if ruling is Ruling.SPLIT:
        try:
            first = date.fromisoformat(value)
        except ValueError:
            raise ConfigError(f'"{value}" is no day', remedy="write it as 2031-03-04") from None
        return split_line(held, first, decider)
    return _of_two_lines(ruling, held, value, find, decider)


def _same(change: Change, value: str, find: FindLine) -> tuple[QuoteLocation, QuoteLocation]:
    if change.after is None:
        raise InputError(f'"same" needs words; this is the silence {change.label}')
    if value:
        line, mentions = find(value)
        earlier = last_mention_before(mentions, change.release.published_on)
        if earlier is None:
            raise InputError(f"{line.name} was not said before {change.release.published_on}")
        return quote_location(change.after), quote_location(earlier)
    if change.before is None:
        raise InputError('"same" needs the line it is the same as', remedy="give its id or name")
    return quote_location(change.after), quote_location(change.before)


def _of_two_lines(ruling: Ruling, mine: HeldLine, value: str, find: FindLine, decider: Decider) -> Decision:
    """Return what is decided of the line *mine* and the one *value* names."""
    if not value:
        raise InputError(f'"{ruling}" needs the other line', remedy="give its id or name")
    if ruling not in (Ruling.MERGE, Ruling.JOIN, Ruling.LEAVE):
        raise InputError(f'"{ruling}" is not decided about a line as it stands')
    theirs = HeldLine(*find(value))
    if ruling is Ruling.MERGE:
        return merge_lines(mine, theirs, decider)
    return join_in_dossier(mine, theirs, decider, joined=ruling is Ruling.JOIN)


def fitting_labels(change: Change) -> tuple[Label, ...]:
    """Return the labels that can be given to *change*."""
    if change.after is None:
        return tuple(sorted(SILENT_LABELS))
    if change.before is None:
        return (Label.NEW,)
    return tuple(label for label in Label if label not in SILENT_LABELS and label is not Label.NEW)


def _label(change: Change, value: str) -> str:
    try:
        label = Label(value.upper().replace(" ", "_"))
    except ValueError:
        raise InputError(f'"{value}" is no label', remedy=f"one of {', '.join(Label)}") from None
    if (change.after is None) != (label in SILENT_LABELS):
        fitting = SILENT_LABELS if change.after is None else set(Label) - SILENT_LABELS
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
