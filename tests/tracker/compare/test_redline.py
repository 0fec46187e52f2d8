"""Redlines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.compare.redline import LONG, redline

words = st.lists(
    st.sampled_from("the of and will respond firmly $5.5 2031-05-03 4-1/4% to Veskia , . —".split())
)
spaced = words.map(" ".join)


def joined(runs, op):
    return "".join(run.text for run in runs if run.op in ("equal", op))


@given(spaced | st.text(), spaced | st.text())
def test_a_redline_holds_both_texts(before, after):
    """Equal and deleted runs are the earlier text, equal and inserted runs the later, to the character."""
    runs = redline(before, after)
    assert joined(runs, "delete") == before
    assert joined(runs, "insert") == after


def test_a_long_redline_holds_both_texts():
    """Above the length for the slower engine the same holds."""
    before = " ".join(f"word{n}" for n in range(2 * LONG))
    after = before.replace("word7 ", "").replace("word300", "other")
    runs = redline(before, after)
    assert (joined(runs, "delete"), joined(runs, "insert")) == (before, after)
    assert len(runs) < 10


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("by 2026 at most", "by 2027 at most", [("delete", "2026 "), ("insert", "2027 ")]),
        ("up to $500 million", "up to $350 million", [("delete", "$500 "), ("insert", "$350 ")]),
        ("at 4.5% now", "at 4.75% now", [("delete", "4.5% "), ("insert", "4.75% ")]),
        ("on 2031-05-03 in", "on 2031-06-03 in", [("delete", "2031-05-03 "), ("insert", "2031-06-03 ")]),
    ],
)
def test_numbers_are_never_cut(before, after, shown):
    """A deadline or an amount is struck and set whole."""
    assert [(run.op, run.text) for run in redline(before, after) if run.op != "equal"] == shown


def test_initials_keep_their_stops():
    """ "[-He met Gen. U-]. {+Hale+}" would show half of an abbreviation as struck and its stop as kept."""
    runs = redline("He reiterated U.S. support", "Minister Anna J. Hale reiterated support")
    assert "U.S. " in "".join(run.text for run in runs if run.op == "delete")
    assert "J. Hale " in "".join(run.text for run in runs if run.op == "insert")
    assert not any(run.text.strip() == "." for run in runs)
    assert [run.op for run in redline("It is Plan B.", "It is Plan B")] == ["equal", "delete"]


def test_edits_beside_a_small_word_are_one():
    """Two edits with only "and" between them read as one."""
    runs = redline("a firm and swift answer", "a strong and slow answer")
    assert [(run.op, run.text) for run in runs] == [
        ("equal", "a "),
        ("delete", "firm and swift "),
        ("insert", "strong and slow "),
        ("equal", "answer"),
    ]


def test_the_same_text_has_no_edits():
    """Nothing is marked where nothing moved."""
    assert [run.op for run in redline("will respond", "will respond")] == ["equal"]
    assert redline("", "") == ()


def test_a_korean_number_is_struck_with_its_scale():
    """100만 is one number: 만 does not stay where 100 went."""
    runs = redline("100만 달러를 2031년 말까지", "50만 달러를 2032년 말까지")
    assert [run.text for run in runs if run.op == "delete"] == ["100만 ", "2031년 "]
