"""What certainly comes out as it did after an earlier text was edited."""

from dataclasses import replace
from datetime import date

import pytest

from tests.tracker.link.samples import ENGAGE, RECOGNISE, RESPOND, release, unit
from tracker.domain import Line
from tracker.link.lines.history_diff import HistoryDiff, PlacedRelease
from tracker.link.lines.line_history import LineHistory

FIRST, SECOND = release("nv-1", date(2031, 1, 10)), release("nv-2", date(2031, 2, 10))
OTHER = release("nv-3", date(2031, 3, 10), title="Notice to mariners")
LINES = {name: Line(name, "norvale", name) for name in ("engage", "respond", "fund")}
FUND = "will provide 20 million crowns in relief by 30 June 2031"


def told(revision="r1", dropped=(), **said):
    """Return how a release stands that says on each line what is given."""
    units = [unit(quote, at=200 * at, revision=revision) for at, quote in enumerate(said.values())]
    return PlacedRelease(
        [(one, LINES[name]) for one, name in zip(units, said, strict=True)], frozenset(dropped)
    )


def drifted(before, now):
    """Return the drift as it is seen on the days after the first statement, whose text was edited."""
    drift = HistoryDiff()
    drift.add(FIRST, before, now)
    drift.as_of(date(2031, 1, 11))
    return drift


def test_an_edit_is_not_seen_on_the_day_of_its_release():
    """Statements of one day never see each other, and so not each other's edits."""
    drift = HistoryDiff()
    drift.add(FIRST, told(engage=ENGAGE), told("r2", engage=ENGAGE))
    drift.as_of(date(2031, 1, 10))
    assert not drift.may_affect(SECOND, told("s", engage=ENGAGE).placed, LineHistory())
    drift.as_of(date(2031, 1, 11))
    assert drift.may_affect(SECOND, told("s", engage=ENGAGE).placed, LineHistory())


def test_whoever_continues_a_line_of_an_edited_text_is_looked_at_again():
    """The sentence it continues now stands in another text; a statement on other lines does not care."""
    drift = drifted(told(engage=ENGAGE, respond=RESPOND), told("r2", engage=ENGAGE, respond=RESPOND))
    assert not drift.total
    assert drift.may_affect(OTHER, told("s", engage=ENGAGE).placed, LineHistory())
    assert not drift.may_affect(OTHER, told("s", fund=FUND).placed, LineHistory())


def test_a_statement_silent_on_a_line_of_an_edited_text_is_looked_at_again():
    """What it does not repeat is said otherwise now; a statement of no series is silent on nothing."""
    drift = drifted(told(engage=ENGAGE, fund=FUND), told("r2", engage=ENGAGE, fund=FUND))
    standing = LineHistory()
    standing.add(FIRST, told("r2", engage=ENGAGE, fund=FUND).placed)
    standing.as_of(date(2031, 1, 11))
    assert drift.may_affect(SECOND, told("s", respond=RESPOND).placed, standing)
    assert not drift.may_affect(OTHER, told("s", respond=RESPOND).placed, standing)


def test_a_line_said_again_in_like_company_no_longer_differs():
    """Once the next statement has said it as before, nothing that comes later can see the edit."""
    drift = drifted(told(engage=ENGAGE), told("r2", engage=ENGAGE))
    stands = told("s", engage=ENGAGE)
    drift.add(SECOND, stands, stands)
    drift.as_of(date(2031, 2, 11))
    assert drift.is_empty


def test_a_figure_that_moved_touches_what_is_worded_alike():
    """A like notice is more or less likely the same line by its numbers, on whatever line it stands; another sentence is not."""
    relief = "will provide 20 million crowns in relief"
    drift = drifted(told(fund=relief), told("r2", fund=relief.replace("20", "35")))
    assert not drift.total
    assert drift.may_affect(OTHER, told("s", respond=relief).placed, LineHistory())
    assert not drift.may_affect(OTHER, told("s", respond=RESPOND).placed, LineHistory())


def test_a_mention_in_other_company_is_compared_too():
    """A line said again elsewhere still is compared with what was edited: that it is not the last of the line hides nothing."""
    relief = "will provide 20 million crowns in relief"
    drift = drifted(told(fund=relief), told("r2", fund=relief.replace("20", "35")))
    stands = told("s", fund=relief)
    drift.add(release("call", date(2031, 2, 10), title="Minister Lind's call with France"), stands, stands)
    drift.as_of(date(2031, 2, 11))
    assert drift.may_affect(OTHER, told("t", respond=relief).placed, LineHistory())


def test_a_figure_that_moved_touches_nothing_where_likeness_stays():
    """What has neither the old figure nor the new one is as likely the same line as it was."""
    drift = drifted(told(fund=FUND), told("r2", fund=FUND.replace("20 million", "35 million")))
    assert not drift.may_affect(OTHER, told("s", respond=FUND.replace("20", "50")).placed, LineHistory())


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (None, told(engage=ENGAGE)),
        (told(engage=ENGAGE), told("r2", engage=RECOGNISE)),
        (told(engage=ENGAGE), told("r2", engage=ENGAGE, respond=RESPOND)),
        (told(engage=ENGAGE, respond=RESPOND), told("r2", respond=RESPOND)),
        (told(engage=ENGAGE, respond=RESPOND), told("r2", respond=RESPOND, engage=ENGAGE)),
        (told(engage=ENGAGE), told("r2", ["respond"], engage=ENGAGE)),
    ],
    ids=["late arrival", "other words", "a unit more", "a unit less", "another order", "dropped"],
)
def test_what_moves_words_or_lines_may_move_everything(before, now):
    """How telling a word is depends on how many lines hold it: all that follows is looked at again."""
    drift = drifted(before, now)
    assert drift.total
    assert drift.may_affect(OTHER, told("s", fund=FUND).placed, LineHistory())


def test_a_text_that_stands_as_it_stood_differs_in_nothing():
    """Related again with the same outcome, a release touches no other."""
    stands = told(engage=ENGAGE)
    assert drifted(stands, replace(stands)).is_empty
