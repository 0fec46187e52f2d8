"""Which words of a hit are shown, and which of them are marked."""

from __future__ import annotations

import pytest

from tracker.search.excerpts import words_with


@pytest.mark.parametrize("gap", [" ", "  ", " … "])
def test_marks_stand_on_the_words_that_were_asked_for(gap: str) -> None:
    """What is cut off before the first word shown, blanks and dots, moves the marks with the words."""
    text = f"It rained on all the quays of Halden and on the crews{gap}old ferry of the harbour there."
    start = text.index("ferry")
    shown, spans = words_with(text, [(start, start + 5)], 30)
    assert [shown[a:b] for a, b in spans] == ["ferry"]
