"""Texts that come back."""

from __future__ import annotations

import pytest

from tests.tracker.edits.samples import ENGAGE, FUND, document
from tracker.edits.relate_edit import returns_of
from tracker.reading import Return

NO, BACK, FLIPS = Return.NO, Return.CAME_BACK, Return.FLIPS


@pytest.mark.parametrize(
    ("shown", "returns"),
    [
        ("a", [NO]),
        ("ab", [NO, NO]),
        ("aba", [NO, NO, BACK]),
        ("abab", [NO, NO, BACK, FLIPS]),
        ("ababa", [NO, NO, BACK, FLIPS, FLIPS]),
        ("abca", [NO, NO, NO, BACK]),
    ],
)
def test_a_page_that_flips_between_two_texts_is_known(shown, returns):
    """The first way there and the first way back are news; the same step again is not."""
    texts = {"a": document(FUND), "b": document(ENGAGE), "c": document(FUND, ENGAGE)}
    assert returns_of([texts[name] for name in shown]) == returns
