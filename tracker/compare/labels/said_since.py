"""Whether a move was told against the last thing said of it: it may have been said since, elsewhere or with others."""

from __future__ import annotations

from tracker.compare.facets.content_moves import content_move, content_of
from tracker.compare.labels.classify import classify
from tracker.domain import Label, Link, Mention, Unit
from tracker.doubts import NOT_MAILED
from tracker.link.lines.line_history import LineHistory
from tracker.link.place_units import APART
from tracker.text.rates import rate_decision


def why_not_last(unit: Unit, label: Label, link: Link, before: Mention, standing: LineHistory) -> str:
    """Return why the move *label* of *unit* against *before* is not mailed, "" where nothing nearer was said in between.

    Nearer is what has as much in common with *unit* and differs less: then whatever
    moved had moved by then, or is another matter. And against all that the line itself
    said since, with whomever, *unit* must have moved the same way.
    """
    if rate_decision(unit.quote) or before.release.published_on is None:
        return ""
    for _, since in standing.mentions(link.line.id):
        day = since.release.published_on
        if day is None or day <= before.release.published_on or rate_decision(since.unit.quote):
            continue
        found = classify(since.unit, unit)
        if label not in (found.label, *found.also):
            return f"{NOT_MAILED}: no such move against what was said on {day}"
    now = content_of(unit)
    old = content_move(content_of(before.unit), now)
    others = [line_id for line_id in standing.find(standing.features_of(unit)) if line_id != link.line.id]
    for mention in standing.last_said_after(before.release.published_on, others):
        if frozenset((mention.unit.facets.family, unit.facets.family)) in APART:
            continue
        new = content_move(content_of(mention.unit), now)
        if new.kept >= old.kept and new.gained + new.lost < old.gained + old.lost:
            return f"{NOT_MAILED}: said in nearer words on {mention.release.published_on}"
    return ""
