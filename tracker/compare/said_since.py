"""Whether a move was told against the last thing said of it: another line may have said it since, in nearer words."""

from __future__ import annotations

from tracker.compare.content_moves import content_move, content_of
from tracker.domain import Link, Mention, Unit
from tracker.doubts import NOT_MAILED
from tracker.link.lines.line_history import LineHistory
from tracker.link.place_units import APART
from tracker.text.rates import rate_decision


def why_not_last(unit: Unit, link: Link, before: Mention, standing: LineHistory) -> str:
    """Return why the move of *unit* against *before* is not mailed, "" where nothing nearer was said in between.

    Nearer is what has as much in common with *unit* and differs less: then whatever
    moved had moved by then, or is another matter.
    """
    if rate_decision(unit.quote) or before.release.published_on is None:
        return ""
    now = content_of(unit)
    old = content_move(content_of(before.unit), now)
    for line_id in standing.find(standing.features_of(unit)):
        mention = standing.mention(line_id)
        if mention is None or line_id == link.line.id or mention.release.published_on is None:
            continue
        if mention.release.published_on <= before.release.published_on:
            continue
        if frozenset((mention.unit.facets.family, unit.facets.family)) in APART:
            continue
        new = content_move(content_of(mention.unit), now)
        if new.kept >= old.kept and new.gained + new.lost < old.gained + old.lost:
            return f"{NOT_MAILED}: said in nearer words on {mention.release.published_on}"
    return ""
