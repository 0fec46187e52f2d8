"""A question of how a passage changed."""

from __future__ import annotations

import pytest

from tracker.search.asked_passages import asks_for_passages, of_the_passage


@pytest.mark.parametrize(
    ("asked", "passages"),
    [
        ("what did Norvale leave out about the levy in 2031", True),
        ("what was added to the passage on herring", True),
        ("how has the language on the ferry changed since 2031", True),
        ("has the wording on the levy been softened", True),
        ("what did Norvale say about the levy", False),
        ("when did Norvale drop the levy", False),
        ("dropped levy", False),
    ],
)
def test_what_is_gone_or_new_in_a_passage_is_asked_for(asked: str, passages: bool) -> None:
    """Who asks what was left out, added or reworded wants two texts side by side; who asks when a levy was dropped wants a day."""
    assert asks_for_passages(asked) is passages


def test_the_words_that_ask_are_not_of_the_passage() -> None:
    """No sentence on the levy says "passage" or "dropped" because a reader does."""
    assert of_the_passage("dropped herring levy passage") == "herring levy"
