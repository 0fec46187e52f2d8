"""One line for one unit."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.link.assign import assign

LEAST = 0.4
scores = st.floats(min_value=0, max_value=1, allow_nan=False)
rows = st.lists(st.dictionaries(st.sampled_from("abcdefgh"), scores, max_size=8), max_size=8)


def like(**by_line: float) -> dict[str, float]:
    return by_line


@settings(deadline=None)
@given(rows)
def test_assignment_is_one_to_one(table):
    """No line is given to two units of one release, and none below the mark."""
    chosen = assign(table, LEAST)
    lines = [line for line in chosen if line]
    assert len(chosen) == len(table)
    assert len(lines) == len(set(lines))
    assert all(row[line] >= LEAST for row, line in zip(table, chosen, strict=True) if line)


def test_the_whole_release_decides():
    """A unit gives up its best line where another unit has no other, if both together fit better."""
    assert assign([like(a=0.9, b=0.8), like(a=0.85)], LEAST) == ["b", "a"]


def test_equals_go_to_the_line_whose_id_sorts_first():
    """What is chosen does not depend on the order in which candidates come."""
    assert assign([like(b=0.8, a=0.8)], LEAST) == ["a"]


def test_below_the_mark_a_unit_starts_a_line():
    """A likeness that is too small links nothing."""
    assert assign([like(a=LEAST - 0.01)], LEAST) == [None]


def test_a_release_without_candidates_is_all_new():
    """The first statement of a source starts every line."""
    assert assign([{}, {}], LEAST) == [None, None]
