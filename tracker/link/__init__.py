"""Which earlier statement a unit continues.

Candidates come from an inverted index over what stands; a comparator judges
them slot by slot; one assignment over the whole release gives every unit at most
one line and every line at most one unit.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain import Line, Link, Release, Unit
from tracker.hashing import content_id
from tracker.link.assign import assign
from tracker.link.line_history import LineHistory
from tracker.link.line_naming import line_name
from tracker.link.occasion import choose_comparison, describe_comparison, occasion_of
from tracker.link.similarity import Comparator, series_penalty

NAME = "slots.v2"


def link(units: Sequence[Unit], release: Release, standing: LineHistory) -> tuple[Link, ...]:
    """Place every unit of *release* on a line: one ``Link`` per unit, in the order given.

    A unit that continues nothing held starts a line, with score 1.0. The result
    does not depend on the order of *units*.
    """
    ordered = sorted(units, key=lambda unit: (unit.start, unit.end, unit.id))
    series = frozenset(
        line_id for statement in standing.same_series_statements(release) for line_id in statement.lines
    )
    company, rarity = occasion_of(release, ordered), standing.idf
    wanted = [standing.features_of(unit, release) for unit in ordered]
    comparators = [Comparator(each, rarity) for each in wanted]
    away = series_penalty(len(standing), series=bool(series), within=False)
    within, looks = series | standing.lines_last_mentioned_by(release), standing.all_features()
    scores = [
        comparator.scores({line_id: looks[line_id] for line_id in standing.find(each)}, within, away)
        for each, comparator in zip(wanted, comparators, strict=True)
    ]
    placed: dict[str, Link] = {}
    for unit, comparator, choice in zip(ordered, comparators, assign(scores), strict=True):
        if choice is None:
            line = Line(content_id("line", unit.id), release.source, line_name(unit))
            placed[unit.id] = Link(unit.id, line, None, 1.0, ("no line held passes",))
            continue
        said = choose_comparison(company, standing.mentions(choice.line_id))
        doubt = 0.0 if choice.line_id in within else away
        reasons = comparator.reasons(looks[choice.line_id], doubt)
        placed[unit.id] = Link(
            unit.id,
            standing.line(choice.line_id),
            said[1].unit.id,
            round(choice.score, 4),
            (*reasons, *([choice.doubt] if choice.doubt else []), describe_comparison(company, said)),
            choice.review,
        )
    return tuple(placed[unit.id] for unit in units)
