"""Two accounts of one event, such as the read-outs of both sides: what both say, what only one says, where they differ.

They may stand in two languages: a ministry's Korean release beside its English one.
Neither is before or after the other, so nothing here is weakened or dropped. Hand
them over the other way round and the result is the same, sides exchanged. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from reports.comparison.account_comparison import (
    Account,
    AccountComparison,
    PointDifference,
    SharedStatement,
)
from reports.view.vocabulary import ladder_name, ladder_of, level_phrase
from tracker.compare.facets.facet_diff import facet_deltas
from tracker.compare.facets.quote_evidence import added_by_coordination, contains_phrase, is_negated
from tracker.domain import Delta, Unit
from tracker.link.lines.line_history import LineHistory
from tracker.link.occasions.series import SeriesRule
from tracker.link.place_units import link as link_units
from tracker.link.translations import same_statements

ONE_EVENT = (SeriesRule("one event", ""),)  # every title fits: the two speak of the same
ANY_DAY = date(2000, 1, 1)  # the linker compares later with earlier; which is which is not shown
OPTIONAL_FACETS = ("condition", "amount", "deadline", "instrument")
PARTY_FACETS = ("speakers", "addressees")


def compare_accounts(first: Account, second: Account) -> AccountComparison:
    """Return what both accounts say, and what one says alone."""
    turned = _rank(second) < _rank(first)
    one, other = (second, first) if turned else (first, second)
    translated = one.language != other.language
    pairs = same_statements(one.reading.units, other.reading.units) if translated else _pairs(one, other)
    shared = []
    for old, new, doubtful in pairs:
        found = tuple(_across(old, new) if translated else differences(old, new))
        both = SharedStatement(old, new, found, doubtful)
        shared.append(_exchanged(both) if turned else both)
    shared.sort(key=lambda both: both.first.start)
    told = {unit.id for both in shared for unit in (both.first, both.second)}
    alone = [tuple(unit for unit in side.reading.units if unit.id not in told) for side in (first, second)]
    return AccountComparison(first, second, tuple(shared), alone[0], alone[1])


def differences(first: Unit, second: Unit) -> Iterator[PointDifference]:
    """Yield where two units that say one thing differ: in force, in conditions, in scope.

    Wording alone is no difference, and a slot is only missing where its words are.
    """
    old, new = first.facets, second.facets
    deltas = {delta.facet: delta for delta in facet_deltas(old, new)}
    ladder, other = ladder_of(first.kind), ladder_of(second.kind)
    if ladder != other:
        yield PointDifference("kind", ladder_name(ladder), ladder_name(other))
    elif old.level != new.level:
        yield PointDifference("level", level_phrase(ladder, old.level), level_phrase(other, new.level))
    if old.polarity != new.polarity and is_negated(first.quote) != is_negated(second.quote):
        words = {"+": "is to happen", "-": "is not to happen"}
        yield PointDifference("the action", words[old.polarity], words[new.polarity])
    for facet in OPTIONAL_FACETS:
        if (delta := deltas.get(facet)) and _differs(delta, first.quote, second.quote):
            yield PointDifference(facet, delta.before, delta.after)
    for facet in PARTY_FACETS:
        delta = deltas.get(facet)
        if delta and delta.before and delta.after and "unresolved" not in delta.before + delta.after:
            yield PointDifference(facet, delta.before, delta.after)
    extra = tuple(
        ", ".join((*_alone(mine, theirs), *_joined(mine, theirs)))
        for mine, theirs in ((first, second), (second, first))
    )
    if any(extra):
        yield PointDifference("scope", *extra)


def _across(first: Unit, second: Unit) -> Iterator[PointDifference]:
    """Yield where two units of two languages differ; of verbatim slots only whether there is one can be compared."""
    for one in differences(first, second):
        if one.point in ("condition", "deadline", "amount"):
            if not (one.first and one.second):
                yield one
        elif one.point in ("kind", "level", "the action", "speakers"):
            yield one


def _differs(delta: Delta, first: str, second: str) -> bool:
    """Return whether a slot differs in more than where it was cut out of the quote."""
    if delta.verdict in ("set", "cleared", "reworded"):
        return not (
            (delta.before and contains_phrase(second, delta.before))
            or (delta.after and contains_phrase(first, delta.after))
        )
    return True


def _alone(mine: Unit, theirs: Unit) -> Iterator[str]:
    """Yield what only the list of *mine* covers."""
    items = mine.facets.scope_items - theirs.facets.scope_items
    yield from sorted(item for item in items if not contains_phrase(theirs.quote, item))


def _joined(mine: Unit, theirs: Unit) -> tuple[str, ...]:
    """Return what the target of *mine* covers beside that of *theirs*: "peace and stability" against "peace"."""
    added = added_by_coordination(theirs.facets.object, mine.facets.object)
    return tuple(added) if added and not contains_phrase(theirs.quote, " ".join(added)) else ()


def _pairs(one: Account, other: Account) -> list[tuple[Unit, Unit, bool]]:
    """Return the units of both that say one thing, found as the linker finds lines."""
    on, after = (
        replace(side.release, source="accounts", published_on=ANY_DAY + timedelta(days=days))
        for days, side in enumerate((one, other))
    )
    units = one.reading.units
    started = link_units(units, on, LineHistory(series=ONE_EVENT))
    placed = [(unit, link.line) for unit, link in zip(units, started, strict=True)]
    links = link_units(other.reading.units, after, LineHistory.of(on, placed, series=ONE_EVENT))
    by_id: dict[str, Unit] = {unit.id: unit for unit in (*units, *other.reading.units)}
    return [(by_id[link.before], by_id[link.unit], link.review) for link in links if link.before]


def _rank(account: Account) -> tuple[str, str]:
    """Return what puts two accounts in an order of their own, whatever the order they were given in."""
    return account.reading.document.text, account.name


def _exchanged(both: SharedStatement) -> SharedStatement:
    swapped = tuple(PointDifference(one.point, one.second, one.first) for one in both.differences)
    return SharedStatement(both.second, both.first, swapped, both.doubtful)
