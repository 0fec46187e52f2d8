"""Columns in a file."""

from reports.site.columns.mapped import mapped
from tests.reports.site.small_indexes import Told
from tracker.domain import Label


def told():
    """Return what is told on three lines."""
    said = Told().say("a", 9).say("a", 3, Label.WEAKENED).say("b", 2).say("c", 1, source="estmark")
    return said.atlas()


def test_what_lies_in_a_file_reads_as_what_lies_in_memory():
    """Every release, line and move is the same, also after its pages were taken out of memory in between."""
    held = told()
    made, forget = mapped(held)
    for _ in range(2):
        forget()
        assert list(made.lines.values()) == list(held.lines.values())
        assert list(made.releases.values()) == list(held.releases.values())
        assert list(made.changes) == list(held.changes)
        assert made.topics == held.topics
        assert [made.lines.ids.place(line) for line in held.lines] == [0, 1, 2]


def test_what_is_chosen_among_rows_in_a_file_stays_among_them():
    """A page narrows changes down by label and line, and finds the same ones as before."""
    held = told()
    made, _ = mapped(held)
    wanted = held.moved.on_lines(held.lines.places(list(held.lines)[:1]))
    assert list(made.moved.on_lines(made.lines.places(list(held.lines)[:1]))) == list(wanted)
    assert made.label_counts == held.label_counts
