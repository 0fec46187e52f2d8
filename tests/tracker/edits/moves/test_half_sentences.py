"""Half a sentence that was struck or put in: a statement of its own beside the half that stays."""

from __future__ import annotations

import pytest

from tests.tracker.edits.samples import WEATHER, edited, engine
from tracker.domain import Label

STAYS = "The Council will remain alert to a new rise of household debt"


@pytest.fixture(scope="module")
def reader(trained_reader):
    """The engine of this version, with the network that ships."""
    return engine()


def told(before, after, reader):
    """Return label and words of what is told where *before* became *after*."""
    changes = edited(f"{WEATHER}\n\n{before}", f"{WEATHER}\n\n{after}", reader).changes
    return [(one.label, (one.before or one.after).unit.quote) for one in changes]


@pytest.mark.parametrize(
    ("half", "quote"),
    [
        (", and the coordination with the Government of Estmark on loans will be strengthened", "the coordination with the Government of Estmark on loans will be strengthened"),
        (", and loans of banks in Estmark to households will be limited", "loans of banks in Estmark to households will be limited"),
        (", and will lend the banks of Estmark 40 million crowns by 30 June 2031", "will lend the banks of Estmark 40 million crowns by 30 June 2031"),
    ],
)  # fmt: skip
def test_half_a_sentence_that_went_is_dropped_and_one_that_came_is_new(reader, half, quote):
    """Who will do one thing and will do another has said two things, and the one is not narrower because the other is gone."""
    assert told(f"{STAYS}{half}.", f"{STAYS}.", reader) == [(Label.DROPPED, quote)]
    assert told(f"{STAYS}.", f"{STAYS}{half}.", reader) == [(Label.NEW, quote)]


@pytest.mark.parametrize(
    ("before", "after", "label"),
    [
        (f"{STAYS}.", f"{STAYS} and of the loans of banks in Halden.", Label.BROADENED),
        (
            "Norvale will open the ports once the harbour is complete.",
            "Norvale will open the ports once the harbour is complete and its funding has been settled.",
            Label.QUALIFIED,
        ),
    ],
)
def test_an_item_of_a_list_and_what_goes_on_a_condition_are_no_halves(reader, before, after, label):
    """What has no verb of its own, and what must come about first, say more of the statement that stands."""
    assert Label.NEW not in [one for one, _ in told(before, after, reader)], label
