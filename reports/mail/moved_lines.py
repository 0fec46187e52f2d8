"""The lines a mail draws: those of a digest that moved most gravely, each with every time it was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from reports.charts.line_chart import FEWEST
from reports.charts.line_marks import MarkedLine, mark_for_event
from reports.charts.rate_marks import marks_of_rate
from reports.charts.small_multiples import MOST
from reports.digest.digest import Digest
from reports.digest.filters import MAILED_CAUSES
from reports.view.line_events import line_events
from tracker.domain import Change, Mention
from tracker.store import Store

CANDIDATES = 60  # lines that moved, of which most were said too seldom to be drawn


def moved_lines_to_draw(store: Store, digest: Digest, until: date) -> tuple[MarkedLine, ...]:
    """Return up to four lines of the items of *digest*, said three times or more up to *until*, inclusive.

    They come in the order of the items: nothing is drawn that is not told.
    """
    lines = list({item.change.line.id: item.change.line for item in digest.news.items}.values())
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
    return MarkedLine(name, known[-1].unit.kind.family, tuple(marks), marks_of_rate(known))
