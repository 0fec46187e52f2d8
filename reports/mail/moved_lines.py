"""The lines a mail draws: those of a digest that moved most gravely, each with every time it was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from reports.charts.level_small_multiples import MOST
from reports.charts.level_timeline import FEWEST
from reports.charts.line_marks import LineMark, MarkedLine
from reports.digest.compose import Digest
from reports.digest.filters import MAILED_CAUSES
from reports.site.pages.line_events import LineEvent, line_events
from reports.view.change_card import change_tags, clean
from reports.view.vocabulary import LABEL_ORDER
from tracker.domain import Change, Mention

if TYPE_CHECKING:
    from tracker.store import Store

CANDIDATES = 60  # lines that moved, of which most were said too seldom to be drawn


def moved_lines_to_draw(store: Store, digest: Digest, until: date) -> tuple[MarkedLine, ...]:
    """Return up to four lines that moved in *digest*, said three times or more up to *until*, inclusive.

    They come in the order of the digest, which is that of news value.
    """
    lines = list({change.line.id: change.line for change in digest.section("moved").changes}.values())
    levels = store.level_history([line.id for line in lines[:CANDIDATES]])
    often = [
        line
        for line in lines[:CANDIDATES]
        if sum(day <= until for day, _, _ in levels.get(line.id, ())) >= FEWEST
    ]
    return tuple(line_with_marks(line.name, *store.history(line.id), until) for line in often[:MOST])


def line_with_marks(
    name: str, mentions: Sequence[Mention], changes: Iterable[Change], until: date
) -> MarkedLine:
    """Return the line called *name* as it is drawn in a mail, from its history up to *until*.

    At least one of *mentions* is of *until* or before. What is never mailed, such as
    what a new engine recorded, labels no mark.
    """
    mailed = [change for change in changes if change.cause in MAILED_CAUSES]
    marks = [
        mark for one in line_events(mentions, mailed) if (mark := mark_for_event(one)) and mark.day <= until
    ]
    known = [mention for mention in mentions if (mention.release.published_on or date.max) <= until]
    return MarkedLine(name, known[-1].unit.kind.family, tuple(marks))


def mark_for_event(one: LineEvent, href: str = "") -> LineMark | None:
    """Return the mark of a statement, or of a document that is silent; None for what is undated or was taken out.

    Its label is the gravest of what was found there, and its tags are those of that
    change: of two equally grave ones of the one that moved more than emphasis, then
    of the one that is clear. *href* leads to where it is told.
    """
    gravest = min(one.changes, key=_gravity, default=None)
    unit = one.unit or (gravest.before.unit if gravest and gravest.before else None)
    day = one.release.published_on
    if day is None or unit is None or one.removed_by_edit:
        return None
    label, tags = (gravest.label, change_tags(gravest)) if gravest else (None, ())
    return LineMark(day, unit.facets.level, href, label, clean(unit.quote), unit.kind, tags)


def _gravity(change: Change) -> tuple[int, bool, bool]:
    return LABEL_ORDER.index(change.label), change.minor, change.review
