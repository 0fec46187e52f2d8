"""The mark of one event of a line: its day, its level, and the gravest label found there. Pure."""

from __future__ import annotations

from reports.charts.line_marks import LineMark
from reports.view.change_card import change_tags
from reports.view.line_events import LineEvent
from reports.view.rate_words import rate_moved
from reports.view.vocabulary import LABEL_ORDER
from tracker.domain import Change
from tracker.text.sanitize import clean


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
    told = gravest if gravest and not rate_moved(gravest) else None  # a rate that moved is no step of level
    label, tags = (told.label, change_tags(told)) if told else (None, ())
    return LineMark(day, unit.facets.level, href, label, clean(unit.quote), unit.kind, tags)


def _gravity(change: Change) -> tuple[int, bool, bool]:
    return LABEL_ORDER.index(change.label), change.minor, change.review
