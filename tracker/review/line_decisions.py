"""Decisions about lines as they stand: their names, which are one, where one is two, and what is on one subject.

Each is kept by the words it is about, so it holds after everything was computed again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tracker.domain import Line, Mention
from tracker.errors import InputError
from tracker.review.decisions import Decision, QuoteLocation, Ruling, quote_location

LONGEST_NAME = 80  # characters


@dataclass(frozen=True, slots=True)
class HeldLine:
    """A line as it stands, with where it was said, earliest first; at least once."""

    line: Line
    mentions: Sequence[Mention]


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, and when."""

    by: str
    now: datetime


def rename_line(held: HeldLine, name: str, decider: Decider) -> Decision:
    """Return that the line is called *name*.

    Raises:
        InputError: That is no name.
    """
    return _named(Ruling.RENAME, held, name, decider)


def alias_line(held: HeldLine, alias: str, decider: Decider) -> Decision:
    """Return that the line is also called *alias*.

    Raises:
        InputError: That is no name.
    """
    return _named(Ruling.ALIAS, held, alias, decider)


def merge_lines(one: HeldLine, other: HeldLine, decider: Decider) -> Decision:
    """Return that the line that starts later goes on with the other.

    Raises:
        InputError: They are one already, of two sources, or start on the same day.
    """
    _apart(one, other)
    if one.line.source != other.line.source:
        raise InputError(
            f"{one.line.name} and {other.line.name} are of two sources, and lines stay per source",
            remedy='put them in one dossier: "join"',
        )
    earlier, later = sorted((one, other), key=lambda held: held.mentions[0].release.published_on or date.max)
    before = last_mention_before(earlier.mentions, later.mentions[0].release.published_on)
    if before is None:
        raise InputError(
            f"{one.line.name} and {other.line.name} start on the same day",
            remedy='use "same" on a later mention',
        )
    return _decision(Ruling.MERGE, later, quote_location(later.mentions[0]), quote_location(before), decider)


def split_line(held: HeldLine, day: date, decider: Decider) -> Decision:
    """Return that a new line starts with what was first said on or after *day*.

    Raises:
        InputError: Nothing was said from then on, or nothing before.
    """
    before = last_mention_before(held.mentions, day)
    later = [one for one in held.mentions if one.release.published_on and one.release.published_on >= day]
    if before is None or not later:
        side = "before" if before is None else "from then on"
        days = ", ".join(str(one.release.published_on) for one in held.mentions[:6])
        raise InputError(f"{held.line.name}: nothing was said {side}", remedy=f"it was said on {days}")
    return _decision(Ruling.SPLIT, held, quote_location(later[0]), quote_location(before), decider)


def join_in_dossier(one: HeldLine, other: HeldLine, decider: Decider, *, joined: bool = True) -> Decision:
    """Return that two lines, of any sources, are in one dossier; with *joined* off, that they are not.

    Raises:
        InputError: They are one line.
    """
    _apart(one, other)
    ruling = Ruling.JOIN if joined else Ruling.LEAVE
    at, before = quote_location(one.mentions[0]), quote_location(other.mentions[0])
    return _decision(ruling, one, at, before, decider, before_source=other.line.source)


def last_mention_before(mentions: Sequence[Mention], day: date | None) -> Mention | None:
    """Return the last of *mentions* before *day*; None where there is none."""
    earlier = [one for one in mentions if day and one.release.published_on and one.release.published_on < day]
    return earlier[-1] if earlier else None


def _named(ruling: Ruling, held: HeldLine, name: str, decider: Decider) -> Decision:
    name = checked_name(name, ruling)
    return _decision(ruling, held, quote_location(held.mentions[0]), None, decider, value=name)


def checked_name(name: str, ruling: Ruling) -> str:
    """Return *name* in one line.

    Raises:
        InputError: It is empty or too long.
    """
    name = " ".join(name.split())
    if not name:
        raise InputError(f'"{ruling}" needs a value', remedy="a name")
    if len(name) > LONGEST_NAME:
        raise InputError(f"a name has at most {LONGEST_NAME} characters; this has {len(name)}")
    return name


def _apart(one: HeldLine, other: HeldLine) -> None:
    if one.line.id == other.line.id:
        raise InputError(f"that is the same line: {one.line.name}")


def _decision(
    ruling: Ruling,
    held: HeldLine,
    at: QuoteLocation,
    before: QuoteLocation | None,
    decider: Decider,
    *,
    value: str = "",
    before_source: str = "",
) -> Decision:
    source = held.line.source
    other = before_source if before_source != source else ""
    return Decision(source, ruling, at, before, value, decider.by, decider.now, before_source=other)
