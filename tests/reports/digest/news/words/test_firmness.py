"""How firmly a verb is meant, wherever it stands."""

from __future__ import annotations

import pytest

from reports.digest.news.words.firmness import meant_otherwise


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        (
            "Before granting such a licence they shall consult the state that refused it.",
            "Whoever grants such a licence should consult the state that refused it.",
            True,
        ),
        (
            "Should risks arise, the buffer will be released by the Board without delay.",
            "Should risks arise, the Board stands ready to release the buffer.",
            True,
        ),
        ("The Fund will pay for the northern harbours.", "For the northern harbours the Fund may pay.", True),
        ("Ships must leave the ports.", "Ships shall leave the ports.", False),
        (
            "The Fund will pay what it would pay for any port.",
            "What it would pay for any port the Fund will pay.",
            False,
        ),
        (
            "The Fund would welcome talks on the northern harbours.",
            "The Fund will welcome talks on the northern harbours.",
            False,
        ),
        ("Norvale will recall the ships.", "Norvale will send the ships that Estmark may recall.", False),
    ],
)
def test_another_word_of_force_before_the_same_verb_is_a_move(before, after, moved):
    """ "Shall consult" binds and "should consult" asks; "must" and "shall" bind alike, and what hangs on another verb is not what is promised."""
    assert meant_otherwise(before, after) is moved
    assert meant_otherwise(after, before) is moved
