"""When a slot that was read is the one that a coder wrote."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tracker.domain import Facets
from tracker.segment.lexicon.lexicon import load_lexicon
from training.slots import SlotCase, is_same_slot, slot_figures

CODED = {
    "condition": "", "deadline": "by the end of 2031", "amount": "", "intensity": 0, "polarity": "+",
    "topic": ["environment.climate"], "target": "the mines", "speakers": ["Norvale"],
}  # fmt: skip


FOUND = Facets(
    family="U", speakers=frozenset({"Norvale"}), addressees=frozenset(), act="", action="close the mines", target="mines",
    topics=frozenset({"environment"}), level=4, intensity=0, polarity="+", direction="", condition="",
    deadline="end of 2031", amount="", instrument="", goal="", scope_items=frozenset(), scope_examples=False,
    reaffirm_claimed=False,
)  # fmt: skip


def case(coded: dict[str, Any] | None = None, **changed: Any) -> SlotCase:
    """Return a case of a unit that is due by the end of 2031, with other facets or another coding on request."""
    return SlotCase("us", {**CODED, **(coded or {})}, replace(FOUND, **changed))


def test_two_cuts_of_one_slot_are_the_same_where_they_share_half_of_their_words() -> None:
    """ "By the end of 2031" is "end of 2031"; "if asked" is no "if attacked", and nothing is no slot."""
    assert is_same_slot("by the end of 2031", "end of 2031")
    assert not is_same_slot("if they are asked by us", "should the raids go on")
    assert not is_same_slot("", "by 2031")


def test_a_slot_that_is_found_missed_or_invented_moves_its_figure() -> None:
    """A deadline that is missed costs recall, one that nobody coded costs precision; what neither has counts nowhere."""
    figures = slot_figures([case()], load_lexicon())
    assert (figures["deadline.read"], figures["target.read"], figures["topic.read"]) == (1.0, 1.0, 1.0)
    assert figures["topic.exact.read"] == 0.0, "a broad code is none of its narrow ones"
    half = slot_figures([case(), case(deadline="")], load_lexicon())
    assert half["deadline.read"] == pytest.approx(2 / 3)
    more = slot_figures([case(), case({"deadline": ""})], load_lexicon())
    assert more["deadline.read"] == pytest.approx(2 / 3)


def test_a_group_speaks_as_its_members() -> None:
    """Coders name the seven or the G7: either is right, and one member alone is not."""
    seven = ["Canada", "France", "Germany", "Italy", "Japan", "UK", "US"]
    right = slot_figures([case({"speakers": seven}, speakers=frozenset({"G7"}))], load_lexicon())
    wrong = slot_figures([case({"speakers": seven}, speakers=frozenset({"USA"}))], load_lexicon())
    assert (right["speakers.read"], wrong["speakers.read"]) == (1.0, 0.0)
