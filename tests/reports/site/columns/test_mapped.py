"""Columns in a file."""

import pickle
import tempfile

import pytest

from reports.site.columns.mapped import map_columns, mapped, write_columns
from reports.site.pages.releases.moved_box import (
    MovedSummary,
    NearbyRelease,
    NewTextRow,
    SubjectMoveRow,
    ToldRelease,
)
from reports.site.pages.releases.release_redline import ReleaseRedline
from reports.view.change_card import change_card
from reports.view.vocabulary import LABEL_WORDS
from tests.fakes import build_change, build_mention
from tests.reports.site.small_indexes import Told
from tracker.compare.redline import RedlineRun
from tracker.domain import Delta, Label


def told():
    """Return what is told on three lines."""
    said = Told().say("a", 9).say("a", 3, Label.WEAKENED).say("b", 2).say("c", 1, source="estmark")
    return said.atlas()


def test_what_lies_in_a_file_reads_as_what_lies_in_memory():
    """Every release, line and move is the same, also after its pages were taken out of memory in between."""
    held = told()
    found = mapped(held)
    made = found.table
    for _ in range(2):
        found.forget()
        assert list(made.lines.values()) == list(held.lines.values())
        assert list(made.releases.values()) == list(held.releases.values())
        assert list(made.changes) == list(held.changes)
        assert made.topics == held.topics
        assert [made.lines.ids.place(line) for line in held.lines] == [0, 1, 2]


def test_what_is_chosen_among_rows_in_a_file_stays_among_them():
    """A page narrows changes down by label and line, and finds the same ones as before."""
    held = told()
    made = mapped(held).table
    wanted = held.moved.on_lines(held.lines.places(list(held.lines)[:1]))
    assert list(made.moved.on_lines(made.lines.places(list(held.lines)[:1]))) == list(wanted)
    assert made.label_counts == held.label_counts


def test_a_file_is_read_again_with_what_it_is_about():
    """Another process finds the same lines in it, and who made it; that the file has gone meanwhile does not matter."""
    held = told()
    with tempfile.TemporaryFile() as file:
        write_columns(file, held, {"made_by": "norvale"})
        found = map_columns(file)
    assert dict(found.about) == {"made_by": "norvale"}
    assert list(found.table.lines.values()) == list(held.lines.values())


def test_what_is_told_of_a_long_text_is_found_in_the_file():
    """Every part of the box above a text, a change in all its words, comes out as it went in: the next start works none of it out."""
    delta = Delta("level", "4", "3", "weaker")
    change = build_change(
        Label.WEAKENED, before=build_mention("Norvale will respond."), after=build_mention(), deltas=(delta,)
    )
    card, words = change_card(change), LABEL_WORDS[Label.WEAKENED]
    beside = NearbyRelease("An earlier statement", "releases/other.html", "2030-11-03")
    sentences = ReleaseRedline(
        "A statement",
        "releases/o.html",
        "2030-11-03",
        "1 gone",
        (("gone", (RedlineRun("delete", "It goes."),)),),
        0,
        True,
    )
    moved = MovedSummary(
        beside, "", 0, (card,), 0, (("Said so before", (card,)),), "", 0, "",
        (SubjectMoveRow(words, "nothing on Veskia", "", (("quote", "", ""),)),),
        sentences, NewTextRow(words, "", (("quote", ""),)),
    )  # fmt: skip
    held = {"told releases": {"r": ToldRelease(moved, {change.id: words})}}
    assert card.fields
    assert mapped(held).table == held


class Harmful:
    """What, when it is unpickled, runs a command, reaches a module through a class, or makes any object."""

    def __init__(self, call, *given):
        self._call, self._given = call, given

    def __reduce__(self):
        return self._call, self._given


@pytest.mark.parametrize(
    "planted",
    [
        Harmful(print, "ours"),
        Harmful(getattr, dict, "fromkeys"),
        Harmful(write_columns, None),
        Harmful(bytes),
    ],
)
def test_a_file_that_would_run_something_is_no_table(planted):
    """What lies in a folder may have been planted there: only what columns are made of is made of it."""
    with tempfile.TemporaryFile() as file:
        write_columns(file, planted, {})
        with pytest.raises(ValueError, match="no table of columns"):
            map_columns(file)


@pytest.mark.parametrize("damage", [b"", b"x", b"x" * 200, pickle.dumps({"a": 1})])
def test_a_damaged_file_is_no_table(damage):
    """A disk that was full leaves part of a file or none of it; that is told apart from a table."""
    with tempfile.TemporaryFile() as file:
        file.write(damage)
        file.flush()
        with pytest.raises(ValueError):  # noqa: PT011 - that of whatever finds the damage first
            map_columns(file)
