"""What an analyst decided: about which words, with what result, by whom and when.

A unit is named by its content (the release and the quote with its offsets), never
by a row of the store: a new engine cuts units otherwise and gives them other ids,
and what was decided about the words still holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tracker.domain import Mention, Unit


class Ruling(StrEnum):
    """What can be decided about a change."""

    SAME = "same"  # the unit is on the line of *before*
    DIFFERENT = "different"  # it is not; it starts a line
    LABEL = "label"  # the label is *value*
    RENAME = "rename"  # its line is called *value*
    MERGE = "merge"  # the line that starts with the unit is that of *before*
    SPLIT = "split"  # a new line starts with the unit
    ALIAS = "alias"  # its line is also called *value*
    JOIN = "join"  # its line is in one dossier with that of *before*, which may be of another source
    LEAVE = "leave"  # it is not
    NOTE = "note"  # *value* is shown with the change


# What is applied on the way through the pipeline; the others are about lines as they stand.
ABOUT_LINES = frozenset({Ruling.RENAME, Ruling.ALIAS, Ruling.JOIN, Ruling.LEAVE})
ABOUT_LINKS = frozenset({Ruling.SAME, Ruling.DIFFERENT, Ruling.MERGE, Ruling.SPLIT})


@dataclass(frozen=True, slots=True)
class QuoteLocation:
    """Words in a release. Without a quote: its silence."""

    release: str  # ref
    start: int | None = None
    end: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. *id* is 0 until it is stored; one that is undone stays on record."""

    source: str
    ruling: Ruling
    at: QuoteLocation
    before: QuoteLocation | None  # the earlier words it was decided against
    value: str
    by: str
    decided_at: datetime
    id: int = 0
    undone_by: str | None = None
    undone_at: datetime | None = None
    before_source: str = ""  # of *before*, where it is another; "" = the same

    @property
    def stands(self) -> bool:
        """Whether it has not been undone."""
        return self.undone_at is None

    @property
    def signed(self) -> str:
        """Who decided, and when."""
        return f"{self.by}, {self.decided_at:%Y-%m-%d}"


def quote_location(mention: Mention) -> QuoteLocation:
    """Return the words of *mention*."""
    unit = mention.unit
    return QuoteLocation(mention.release.ref, unit.start, unit.end, unit.quote)


def locate(spot: QuoteLocation, text: str, units: tuple[Unit, ...]) -> Unit | None:
    """Return the unit of *text* that holds the words of *spot*, wherever they stand now.

    At least half of the shorter of the two must be shared, as where coded and
    read units are matched. ``None`` where the words are gone.
    """
    if not spot.quote or spot.start is None or spot.end is None:
        return None
    start = spot.start if text[spot.start : spot.end] == spot.quote else text.find(spot.quote)
    if start < 0:
        return None
    end = start + len(spot.quote)
    ranked = [(_shared((start, end), unit), -unit.start, unit) for unit in units]
    share, _, unit = max(ranked, key=lambda entry: entry[:2], default=(0.0, 0, None))
    return unit if share >= 0.5 else None


def _shared(span: tuple[int, int], unit: Unit) -> float:
    """Return the share of the shorter span, plus a little for the share of the longer, so that ties go to the nearest."""
    shared = min(span[1], unit.end) - max(span[0], unit.start)
    lengths = sorted((span[1] - span[0], unit.end - unit.start))
    if shared <= 0 or lengths[0] <= 0:
        return 0.0
    return shared / lengths[0] + 0.001 * shared / lengths[1]
