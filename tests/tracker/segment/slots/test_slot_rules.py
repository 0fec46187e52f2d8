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


def test_the_days_of_a_meeting_are_no_deadline_of_what_it_decided(read_as: Read) -> None:
    """What was agreed on 21 and 22 April is due on neither."""
    said = "agreed on 21 and 22 April 2032 to hold the key rate at 7 percent"
    (unit,) = read_as(f"The Board {said}.", (said, "U.own"))
    assert unit.facets.deadline == ""


def test_two_days_of_payment_are_deadlines(read_as: Read) -> None:
    """What will be paid on 3 May and 5 June is due on both."""
    said = "will pay its share on 3 May and 5 June 2031"
    (unit,) = read_as(f"Norvale {said}.", (said, "U.own"))
    assert "5 June 2031" in unit.facets.deadline
