"""What points back at words before it, by how it begins."""

from __future__ import annotations

import pytest

from tracker.text.points_back import HANGING_STATEMENT, POINTING_SENTENCE, needs_words_before


@pytest.mark.parametrize(
    ("said", "needs"),
    [
        ("who will send vaccines", True),
        ("WHO will send vaccines to Norvale", False),
        ("it will be built", True),
        ("IT firms of Norvale will be paid", False),
        ("To this end both sides will meet", True),
        ("We do so at a time of need", True),
        ("Such matters cannot be defined by one side", True),
        ("Such as Norvale", False),
        ("We do not accept this", False),
        ("To Norvale both sides will send ships", False),
    ],
)
def test_a_body_that_is_called_like_a_small_word_points_at_nothing(said, needs):
    """The World Health Organization issues statements; "who" hangs on what stands before it."""
    assert needs_words_before(said) is needs
    if said[:3].casefold() in ("who", "it "):
        assert bool(HANGING_STATEMENT.match(said)) is needs


def test_a_sentence_that_begins_with_a_consequence_is_on_the_one_before():
    """“Consequently it will act” says of what only with the sentence before it."""
    assert POINTING_SENTENCE.match("Consequently Norvale will act")
    assert not POINTING_SENTENCE.match("Norvale will consequently act")
    assert not POINTING_SENTENCE.match("It cannot be ruled out that Norvale acts")
