"""Slots that stand in front of their unit."""

from __future__ import annotations

import pytest

from tests.tracker.segment.conftest import Read


@pytest.mark.parametrize(
    ("front", "due"),
    [
        ("By 2035 we", "By 2035"),
        ("By the end of 2031, the board", "By the end of 2031"),
        ("Within 30 days, Norvale", "Within 30 days"),
        ("By sea we", ""),
        ("By 2025 the deficit had halved, and we", ""),
        ("Until 2024 the harbour was closed: we", ""),
    ],
)
def test_a_deadline_in_front_is_that_of_what_is_promised_behind_it(
    read_as: Read, front: str, due: str
) -> None:
    """ "By 2035 we will close the mines" is due in 2035; no later text that says "by 2038" at its end gained a deadline."""
    text = f"{front} will close the mines of the northern coast."
    (unit,) = read_as(text, ("will close the mines of the northern coast", "U.own"))
    assert unit.facets.deadline == due
