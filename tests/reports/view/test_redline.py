"""A redline put for the eye."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.view.redline import plain_redline, readable_redline

WORDS = st.lists(st.sampled_from("we will act on the sea by 2026 $40 , . at once".split()), max_size=12)


def read_without(redlined, op):
    """What a reader sees who skips everything marked *op*, blanks aside."""
    return "".join("".join(run.text for run in redlined if run.op != op).split())


@given(WORDS, WORDS)
def test_a_redline_holds_both_texts(before, after):
    """Without what was added it reads as before, without what was struck as now; no word is lost or made up."""
    redlined = readable_redline(" ".join(before), " ".join(after))
    assert read_without(redlined, "insert") == "".join(before)
    assert read_without(redlined, "delete") == "".join(after)


@given(WORDS, WORDS)
def test_marks_hug_the_words(before, after):
    """No blank is struck or underlined at the edge of a mark, and no mark is empty."""
    for run in readable_redline(" ".join(before), " ".join(after)):
        assert run.op == "equal" or (run.text and run.text == run.text.strip())


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("We will act by 2026", "We will act by 2027", "We will act by [-2026-] {+2027+}"),
        ("We will act now.", "We will act.", "We will act [-now-]."),
        ("We will act", "We will act at once", "We will act {+at once+}"),
        ("We will pay $40 million", "We will pay $35 million", "We will pay [-$40-] {+$35+} million"),
        ("We will act.", "We will act.", "We will act."),
    ],
)
def test_a_redline_reads_without_colour(before, after, shown):
    """Deleted words stand in [- -], added ones in {+ +}; what both share is not marked."""
    assert plain_redline(readable_redline(before, after)) == shown


def test_two_sentences_with_nothing_in_common_are_not_shredded():
    """Where only "the" and "of" were kept, one deletion and one insertion are easier to read."""
    before = "They firmly oppose the blockade of all straits by foreign navies; it must end."
    after = "Talks on the reform of harbour fees resume by May; nobody knows whether it helps."
    marked = [run.op for run in readable_redline(before, after) if run.op != "equal"]
    assert marked == ["delete", "insert"]


def test_a_comma_strikes_no_words():
    """“Long-standing, transatlantic ties” and “long-standing transatlantic ties” are the same ties."""
    before, after = "builds on old, warm ties and on trade", "builds on old warm ties"
    assert plain_redline(readable_redline(before, after)) == "builds on old warm ties [-and on trade-]"
