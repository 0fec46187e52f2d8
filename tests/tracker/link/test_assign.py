"""One line for one unit."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.link.assign import MARGIN, SURE, THRESHOLD, assign

scores = st.floats(min_value=0, max_value=1, allow_nan=False)
rows = st.lists(st.dictionaries(st.sampled_from("abcdefgh"), scores, max_size=8), max_size=8)


def like(**by_line: float) -> dict[str, float]:
    return by_line


@settings(deadline=None)
@given(rows)
def test_assignment_is_one_to_one(table):
    """No line is given to two units of one release, and none below the threshold."""
    chosen = assign(table)
    lines = [choice.line_id for choice in chosen if choice]
    assert len(chosen) == len(table)
    assert len(lines) == len(set(lines))
    assert all(choice.score >= THRESHOLD for choice in chosen if choice)


def test_the_whole_release_decides():
    """A unit gives up its best line where another unit has no other, if both together fit better."""
    chosen = assign([like(a=0.9, b=0.8), like(a=0.85)])
    assert [choice.line_id if choice else None for choice in chosen] == ["b", "a"]


def test_below_the_threshold_a_unit_starts_a_line():
    """A likeness that is too small links nothing."""
    assert assign([like(a=THRESHOLD - 0.01)]) == [None]


def test_too_close_to_call_is_marked():
    """Two lines about as like link the better one, and an analyst should look."""
    (choice,) = assign([like(a=0.8, b=0.8 - MARGIN / 2)])
    assert choice
    assert (choice.line_id, choice.review) == ("a", True)


def test_thin_evidence_is_marked():
    """A link under the mark is kept for review, not thrown away."""
    (choice,) = assign([like(a=SURE - 0.1)])
    assert choice
    assert choice.review
    assert choice.doubt == "the evidence is thin"


def test_a_clear_link_is_not_marked():
    """A likely line without a rival needs no one to look."""
    (choice,) = assign([like(a=0.8, b=0.2)])
    assert choice
    assert not choice.review


def test_a_release_without_candidates_is_all_new():
    """The first statement of a source starts every line."""
    assert assign([{}, {}]) == [None, None]
