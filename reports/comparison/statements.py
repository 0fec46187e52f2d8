"""Two statements side by side: both quotes, a redline, and facet by facet what each says. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.view import addresses as at
from reports.view.change_card import release_speaker
from reports.view.dates import ISO
from reports.view.display_names import release_title
from reports.view.redline import readable_redline
from reports.view.vocabulary import FACETS, facet_value, kind_words, ladder_of
from tracker.compare.facets.facet_diff import show_value
from tracker.compare.redline import RedlineRun
from tracker.domain import Line, Mention, Unit
from tracker.text.quote_links import quote_link
from tracker.text.sanitize import clean


@dataclass(frozen=True, slots=True)
class StatementSide:
    """One of the two."""

    letter: str
    quote: str
    on: str
    title: str
    href: str  # the release on the site, at the quote
    original: str  # "" where it cannot be linked
    issuer: str
    kind: str  # "undertaking, definite ●●●●○"
    line: str  # "" = on none
    line_href: str  # "" = it has no page


@dataclass(frozen=True, slots=True)
class FacetRow:
    """One facet on both sides."""

    name: str
    first: str  # "none" where it is empty
    second: str
    differs: bool


@dataclass(frozen=True, slots=True)
class StatementComparison:
    """Two statements compared."""

    sides: tuple[StatementSide, StatementSide]
    runs: tuple[RedlineRun, ...]
    facets: tuple[FacetRow, ...]
    differing: int  # facets
    lines: str  # whether they are on one line
    order: str  # which is the earlier


StatementOnLine = tuple[Mention, Line | None, bool]  # a statement, its line, and whether that has a page


def compare_statements(first: StatementOnLine, second: StatementOnLine) -> StatementComparison:
    """Return two statements side by side, as asked for: neither has to be the earlier."""
    one, other = first[0], second[0]
    facets = tuple(_facets(one.unit, other.unit))
    return StatementComparison(
        (_side("A", *first), _side("B", *second)),
        readable_redline(clean(one.unit.quote), clean(other.unit.quote)),
        facets,
        sum(facet.differs for facet in facets),
        _lines(first[1], second[1]),
        _order(one, other),
    )


def _side(letter: str, mention: Mention, line: Line | None, paged: bool) -> StatementSide:
    release, unit = mention.release, mention.unit
    return StatementSide(
        letter,
        clean(unit.quote),
        ISO.day(release.published_on),
        release_title(release),
        at.release(release.id, unit.id),
        quote_link(release.url, unit.quote),
        release_speaker(release),
        kind_words(unit.kind, unit.facets.level),
        clean(line.name) if line else "",
        at.line(line.id) if line and paged else "",
    )


def _facets(first: Unit, second: Unit) -> Iterator[FacetRow]:
    for facet, name in FACETS.items():
        mine, theirs = getattr(first.facets, facet), getattr(second.facets, facet)
        yield FacetRow(
            name,
            clean(facet_value(facet, show_value(mine), ladder_of(first.kind))),
            clean(facet_value(facet, show_value(theirs), ladder_of(second.kind))),
            mine != theirs,
        )


def _lines(first: Line | None, second: Line | None) -> str:
    if first is None or second is None:
        return "At least one of them is on no line."
    if first.id == second.id:
        return "Both are on one line."
    return "They are on two lines: nothing here counts as a change."


def _order(first: Mention, second: Mention) -> str:
    one, other = first.release.published_on, second.release.published_on
    if first.release.id == second.release.id:
        return "Both are of one release."
    if one is None or other is None:
        return "At least one of them has no date: which is the earlier is not known."
    if one == other:
        return "Both are of the same day."
    return "A is the earlier." if one < other else "B is the earlier."
