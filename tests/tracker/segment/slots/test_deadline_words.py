"""By when a unit is due: what is ahead of the day of the text, and what only looks like a day."""

from __future__ import annotations

import pytest

from tests.tracker.segment.conftest import Read


@pytest.mark.parametrize(
    ("said", "kind", "due"),
    [
        ("will close the mines in the early 2040s", "U.own", "in the early 2040s"),
        ("will close the mines in the coming months", "U.own", "in the coming months"),
        ("will open the docks at the earliest possible date", "U.own", "at the earliest possible date"),
        ("will decide on its rate at each meeting", "U.own", "at each meeting"),
        ("will keep its rate high for sufficiently long", "U.own", "for sufficiently long"),
        ("will bring inflation back over the forecast horizon", "U.own", "over the forecast horizon"),
        ("will resume the talks without further delay", "U.own", "without further delay"),
        ("calls on Veskia to release the crews immediately", "D.call", "immediately"),
        ("calls on Veskia to release the crews now", "D.call", "now"),
        ("calls on Veskia to report immediately after the vote", "D.call", ""),
        ("will answer raids, including the launch that Veskia said it would try in October", "U.own", ""),
        ("will rebuild the docks, including those of the north, by 2035", "U.own", "by 2035"),
        ("will carry out the agreement reached in May", "U.own", ""),
        ("will raise its presence by 2500 troops", "U.own", ""),
        ("will add to the force by 2030 personnel", "U.own", ""),
        ("will publish the report later this quarter", "U.own", "later this quarter"),
        ("will act on Resolution 2254", "U.own", ""),
        ("will pay what the last 3 months cost", "U.own", ""),
        ("will stand by its partners of nearly 75 years", "U.own", ""),
        ("will keep prices stable over the medium term", "U.own", ""),
        ("condemned the raids of May 2031", "E.condemn", ""),
    ],
)  # fmt: skip
def test_a_deadline_says_by_when_or_for_how_long(read_as: Read, said: str, kind: str, due: str) -> None:
    """Horizons and hurry are terms; numbers of resolutions, times that are over and the span of a mandate are none."""
    (unit,) = read_as(f"Norvale {said}.", (said, kind))
    assert unit.facets.deadline == due


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("will honour what was agreed in March 2024", ""),
        ("will host the round in March 2035", "March 2035"),
        ("will honour the pact of 2019", ""),
        ("will let a duty enter into force on 1 July 2035", "1 July 2035"),
        ("will publish its report on 1 July 2035", ""),
    ],
)
def test_what_was_over_when_the_text_appeared_is_no_deadline(read_as: Read, said: str, due: str) -> None:
    """A commitment falls due after the day of its text; a day on which it takes effect is one, also behind "on"."""
    (unit,) = read_as(f"Norvale {said}.", (said, "U.own"))
    assert unit.facets.deadline.removeprefix("in ") == due
