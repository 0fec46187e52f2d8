"""What is taken from the store for an export."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from tests.fakes import DAY, build_facets, build_line, build_release, build_unit
from tracker.domain import Kind, Label
from tracker.exports.gather import standing_deadlines
from tracker.store.views import ChangeQuery, LineSummary

RELEASE, LINE = build_release(), build_line()


def holding(label: Label | None):
    """Return a store of one commitment due in 2032, on a line that moved last by *label*."""
    unit = build_unit(facets=build_facets(deadline="by 2032"))
    summary = LineSummary(LINE, 1, DAY, DAY, 4, Kind.U_OWN, label, unit.quote)
    return SimpleNamespace(lines=lambda _: [summary], units=lambda **_: iter([(RELEASE, unit, LINE)]))


@pytest.mark.parametrize("label", [None, *Label])
def test_only_what_was_dropped_does_not_stand(label):
    """A commitment that was weakened, or that one statement did not repeat, is still due."""
    assert bool(standing_deadlines(holding(label), None)) == (label is not Label.DROPPED)


@pytest.mark.parametrize(
    ("day", "since", "until", "asked"),
    [
        (date(2031, 3, 4), None, None, True),
        (date(2031, 3, 4), date(2031, 3, 4), date(2031, 3, 4), True),
        (date(2031, 3, 4), date(2031, 3, 5), None, False),
        (date(2031, 3, 4), None, date(2031, 3, 3), False),
        (None, None, None, True),
        (None, date(2031, 3, 4), None, False),
        (None, None, date(2031, 3, 4), False),
    ],
)
def test_days_asked_for_are_both_in_and_what_is_undated_is_in_none(day, since, until, asked):
    """As for changes and web archives: a window of days holds only what has a day."""
    assert ChangeQuery(since=since, until=until).covers(day) is asked
