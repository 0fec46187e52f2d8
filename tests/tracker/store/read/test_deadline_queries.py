"""Which promises with a deadline stand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes import DAY, build_facets
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Label, Mention
from tracker.store import Store

APRIL, OCTOBER = "until 30 April 2033", "until 31 October 2033"


@pytest.mark.parametrize(
    ("told", "review", "standing"),
    [
        ("The Council extended the mandate of the harbour mission", False, [OCTOBER]),
        ("The Council extended the mandate of the harbour mission", True, [APRIL, OCTOBER]),
        ("The Council extended the mandate of the mission begun in 2031,", False, [OCTOBER]),
        ("The Council lends the port of Halvern its ferries", False, [APRIL, OCTOBER]),
    ],
)
def test_a_deadline_told_twice_has_moved_where_one_of_both_has(
    desk: Desk, store: Store, told: str, review: bool, standing: list[str]
) -> None:
    """A headline and its resolution extend one mandate: the next resolution moves both, also where its headline is put otherwise, or a comma follows a number in it."""
    begun = " begun in 2031" if "2031" in told else ""
    article = f"decides to extend the mandate of the mission{begun}"
    first = desk.say(
        "NV-1",
        {"headline": f"{told} {APRIL}", "article": f"{article} {APRIL}"},
        facets=build_facets(deadline=APRIL),
    )
    desk.say(
        "NV-2",
        {"article": f"{article} {OCTOBER}"},
        day=DAY + timedelta(days=365),
        label=Label.REAFFIRMED,
        before=Mention(first.units[1], first.release),
        review=review,
        facets=build_facets(deadline=OCTOBER),
    )
    found = [unit.facets.deadline for _, unit, _ in store.standing_units_with_deadline()]
    assert sorted(found) == standing
