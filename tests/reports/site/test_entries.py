"""Where a line is told."""

from dataclasses import replace

from reports.site.entries import line_address
from reports.view import addresses as at
from tests.reports.site.small_indexes import Told
from tracker.domain import Label


def entry_of(told):
    return next(iter(told.atlas().lines.values()))


def test_a_line_said_twice_has_a_page_of_its_own():
    """A line with a history is told on its page, at the change where one is meant."""
    entry = entry_of(Told().say(days_ago=9).say(label=Label.WEAKENED))
    assert line_address(entry) == at.line(entry.line.id)
    assert line_address(entry, "c1") == at.line(entry.line.id, "c1")


def test_a_line_said_once_is_told_where_it_was_said():
    """A line said once has no more to tell than its release, at the statement."""
    entry = entry_of(Told().say())
    assert line_address(entry) == at.release(entry.mentions[0].release, entry.mentions[0].unit)
    assert line_address(entry, "c1") == line_address(entry)


def test_a_line_no_text_says_any_longer_is_told_where_it_was_new():
    """Where an edit took the only statement out, the release it stood in is all there is."""
    entry = replace(entry_of(Told().say()), mentions=())
    assert line_address(entry) == at.release(entry.changes[0].release)
    assert line_address(replace(entry, changes=())) == ""
