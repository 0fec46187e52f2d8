"""Two texts side by side."""

from hypothesis import given
from hypothesis import strategies as st

from reports.comparison.paragraph_alignment import LONGEST, ROW, align_paragraphs
from tests.step_count import growth

PLENTY = 1_000_000
A, B, C, D = (
    "Norvale will respond to any further incursion into the Halden Sea.",
    "Estmark and Norvale will share radar data on fishing boats by the end of 2032.",
    "Both regret the seizure of the boats.",
    "The ministers will meet again in Lantern City.",
)


def told(aligned):
    """Return each row as what stands on the left and on the right; a number for paragraphs that did not change."""
    return [row.same or (plain(row.old), plain(row.new)) for row in aligned.rows]


def plain(runs):
    marks = {"equal": "{}", "delete": "-{}-", "insert": "+{}+"}
    return "".join(marks[run.op].format(run.text) for run in runs)


def test_what_did_not_change_is_counted():
    """A reader of an edit wants the edit."""
    aligned = align_paragraphs([A, B, C, D], [A, B, C.replace("Both", "The two"), D], PLENTY)
    assert told(aligned) == [
        2,
        ("-Both- regret the seizure of the boats.", "+The two+ regret the seizure of the boats."),
        1,
    ]
    assert aligned.differ


def test_the_same_text_does_not_differ():
    """Furniture aside, nothing happened."""
    aligned = align_paragraphs([A, B], [A, B], PLENTY)
    assert (told(aligned), aligned.differ, aligned.left_out) == ([2], False, 0)


def test_a_paragraph_that_came_stands_beside_nothing():
    """And one that went likewise; neither is matched with a neighbour."""
    assert told(align_paragraphs([A, B], [A, D, B], PLENTY)) == [1, ("", f"+{D}+"), 1]
    assert told(align_paragraphs([A, D, B], [A, B], PLENTY)) == [1, (f"-{D}-", ""), 1]


def test_an_edited_paragraph_beside_a_new_one_is_matched_by_its_words():
    """ "By 2033" instead of "by 2032" with a paragraph put before it is one edit and one addition."""
    later = B.replace("2032", "2033")
    rows = told(align_paragraphs([A, B, C], [A, D, later, C], PLENTY))
    assert rows[1] == ("", f"+{D}+")
    assert rows[2] == (plain_pair(B, "-2032-"), plain_pair(B, "+2033+"))


def plain_pair(text, year):
    return text.replace("2032", year)


def test_paragraphs_with_nothing_in_common_are_two():
    """A rewritten page is not one long redline of accidents."""
    assert told(align_paragraphs([A], [D], PLENTY)) == [(f"-{A}-", ""), ("", f"+{D}+")]


def test_what_is_too_much_is_said_and_not_shown():
    """The page opens; a reader is told what is missing from it."""
    aligned = align_paragraphs(["a " * 6_000 + "b"], ["a " * 7_000 + "b"], PLENTY)
    assert aligned.rows[0].note == (
        "A paragraph of 12,001 and 14,001 characters differs; it is too long to be laid side by side."
    )
    cut = align_paragraphs([A, B, C, D], [D + "a", C + "b", B + "c", A + "d"], len(A) * 2 + ROW)
    assert cut.left_out >= 2
    assert cut.size <= len(A) * 2 + ROW


def test_time_does_not_grow_with_the_square():
    """Paragraphs that are all edited: twice as many are twice the work, and not four times."""
    assert (
        growth(lambda number: align_paragraphs(["a", "b"] * number, ["b", "c"] * number, 100_000), 1_000) < 3
    )
    assert (
        growth(
            lambda number: align_paragraphs(["." * number] * 20, ["," * number] * 20, 120_000), LONGEST // 2
        )
        < 3
    )


@given(
    *(st.lists(st.text("ab c", min_size=1).map(lambda text: " ".join(text.split()) or "a"), max_size=9),) * 2
)
def test_nothing_is_lost_on_either_side(old, new):
    """Whatever the texts: the left column is the text before, the right one the text after, in order."""
    rows = align_paragraphs(old, new, PLENTY).rows
    left, right = iter(old), iter(new)
    for row in rows:
        for _ in range(row.same):
            assert next(left) == next(right)
        if row.old:
            assert " ".join("".join(run.text for run in row.old).split()) == next(left)
        if row.new:
            assert " ".join("".join(run.text for run in row.new).split()) == next(right)
    assert not list(left)
    assert not list(right)
