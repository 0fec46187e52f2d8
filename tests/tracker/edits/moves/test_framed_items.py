"""Items of a list whose frame stands above it."""

from __future__ import annotations

import pytest

from tests.tracker.edits.samples import WEATHER, edited, engine
from tracker.domain import Label
from tracker.edits.moves.framed_items import binds_item

FUND = "A fund of 40 million crowns for the harbours of the small islands."
LIST = ("A register of vessels, open to all members.", FUND, "Training for the coast guards of the south.")


@pytest.fixture(scope="module")
def reader(trained_reader):
    """The engine of this version, with the network that ships."""
    return engine()


def framed(text, item):
    """Say whether *item* in *text* is one of a list with a frame."""
    start = text.index(item)
    return binds_item(text, start, start + len(item)) is True


@pytest.mark.parametrize(
    "frame",
    [
        "The ministers agreed on the following lines of work:",
        "Norvale decided to:",
        "The ministers have all agreed on the following:",
        "Norvale has decided to:",
        "No later than 2032 the ministers will commit to:",
    ],
)
@pytest.mark.parametrize("mark", ["", "- ", "• "])
def test_an_item_has_the_frame_that_leads_on_to_its_list(frame, mark):
    """Guide, section 11: each item is a unit with the force of its frame."""
    assert framed("\n\n".join((frame, *(f"{mark}{item}" for item in LIST))), FUND)


@pytest.mark.parametrize(
    "above",
    [
        "The ministers discussed the following:",  # binds nobody
        "The ministers met in Halvern. They agreed on the following:\n\nThe weather was cold. It rained all day.",
        "Norvale promised to build institutions that bring peace and prosperity:",  # leads on to nothing, and a speech follows
        "Background",
        "The ministers will not agree to:",
        "None of the ministers agreed to the following:",
        "Norvale refused to be bound, as Estmark agreed, to:",
        "The ministers had agreed on the following:",
        "At their last meeting the ministers agreed on the following:",
    ],
)
def test_other_lines_above_make_no_frame(above):
    """What nobody bound himself to, what was refused, what had been agreed earlier, what a paragraph parts from its frame, and a sentence that only ends in a colon frame nothing."""
    assert not framed("\n\n".join((above, *LIST)), FUND)


@pytest.mark.parametrize(
    "heading", ["No decisions taken", "Previous decisions", "Decisions not taken", "Pending commitments"]
)
def test_a_heading_over_what_was_not_decided_or_was_decided_earlier_frames_nothing(heading):
    """What stands under “Previous decisions” is not decided in this text."""
    said = "\n\n".join(("{}", *(f"- {item}" for item in LIST)))
    assert framed(said.format("Decisions"), FUND)
    assert not framed(said.format(heading), FUND)


def test_a_heading_that_names_decisions_frames_labelled_lines_alone():
    """“Decisions” stands above lines with labels; prose below it is read as prose."""
    assert framed(
        "Decisions\n\nBuffer: 2.0 per cent\n\nApplicable from: 1 July 2031", "Applicable from: 1 July 2031"
    )
    assert not framed("Decisions\n\nThe Board met in Halvern\n\nIt looked at loans", "It looked at loans")


def test_an_item_that_went_is_dropped_and_one_that_came_is_new(reader):
    """A fund that was agreed and is struck from the list is no longer agreed, though its line has no verb."""
    frame = f"{WEATHER}\n\nThe ministers of Norvale and Estmark agreed on the following lines of work:"
    whole = "\n\n".join((frame, *LIST))
    less = "\n\n".join((frame, LIST[0], LIST[2]))
    assert [one.label for one in edited(whole, less, reader).changes] == [Label.DROPPED]
    assert [one.label for one in edited(less, whole, reader).changes] == [Label.NEW]


@pytest.mark.parametrize(
    "above", ["The ministers will not agree to:", "Previous decisions", "No decisions taken"]
)
def test_what_was_refused_and_is_struck_is_no_promise_that_was_dropped(reader, above):
    """An item that goes from a list of what nobody agreed to leaves no commitment behind."""
    whole, less = (
        "\n\n".join((WEATHER, above, *(f"- {item}" for item in items)))
        for items in (LIST, (LIST[0], LIST[2]))
    )
    assert edited(whole, less, reader).changes == ()


def test_a_later_day_on_a_labelled_line_of_a_decision_is_told(reader):
    """A decision that applies half a year later is weaker, though its line has no verb."""
    text = f"{WEATHER}\n\nDecisions\n\nCapital buffer for banks: 2.0 per cent\n\nApplicable from: {{}}"
    changes = edited(text.format("1 July 2031"), text.format("1 January 2032"), reader).changes
    assert [one.label for one in changes] == [Label.WEAKENED]
