"""What analysts decided is kept for good, and makes due what it is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes import DAY, NOW, STAMP, build_line
from tests.tracker.store.statement_writer import Desk, Said
from tracker.domain import Mention
from tracker.errors import StoreError
from tracker.review.decisions import Decision, QuoteLocation, Ruling, quote_location
from tracker.store import Store

LATER = NOW + timedelta(days=1)


@pytest.fixture
def said(desk: Desk) -> Said:
    """A release that says one thing."""
    return desk.say("NV-1", {"respond": "Norvale will respond."})


def build_decision(said: Said, ruling: Ruling = Ruling.NOTE, value: str = "translated") -> Decision:
    """Return a decision of Ana's on the unit of *said*."""
    at = quote_location(Mention(said.units[0], said.release))
    return Decision(said.release.source, ruling, at, QuoteLocation("NV-0", 1, 5, "will"), value, "ana", NOW)


def test_a_decision_comes_back_as_it_was_taken(store: Store, said: Said) -> None:
    """Who, when, about which words, against which earlier ones: all of it is kept."""
    [kept] = store.decide([build_decision(said)])
    assert kept == replace(build_decision(said), id=kept.id)
    assert store.decisions() == [kept]
    assert store.decisions("estmark-mfa") == []


def test_the_same_decision_twice_is_one(store: Store, said: Said) -> None:
    """A sheet taken in twice, or the same said by a second analyst, adds nothing."""
    store.decide([build_decision(said), build_decision(said)])
    again = replace(build_decision(said), by="ben", decided_at=LATER)
    assert store.decide([again]) == []
    assert len(store.decisions()) == 1


def test_a_decision_makes_its_release_due(store: Store, said: Said) -> None:
    """What is decided about a release has it related again by the next run, even if this process dies."""
    assert store.due_to_relate(said.release.source, STAMP) == []
    store.decide([build_decision(said)])
    assert store.due_to_relate(said.release.source, STAMP) == [(DAY, said.revision.id)]


def test_what_is_undone_stays_on_record(store: Store, said: Said) -> None:
    """An undone decision no longer stands, is still told with who undid it, and has its release related again."""
    [kept] = store.decide([build_decision(said)])
    store.record_relations([said.relation], NOW)
    undone = store.undo(kept.id, "ben", LATER)
    assert (undone.undone_by, undone.undone_at, undone.stands) == ("ben", LATER, False)
    assert store.decisions() == []
    assert store.decisions(undone=True) == [undone]
    assert store.due_to_relate(said.release.source, STAMP) == [(DAY, said.revision.id)]


def test_what_was_undone_may_be_decided_again(store: Store, said: Said) -> None:
    """To change one's mind twice is allowed."""
    [kept] = store.decide([build_decision(said)])
    store.undo(kept.id, "ana", LATER)
    assert len(store.decide([build_decision(said)])) == 1


def test_undoing_what_is_not_there_is_told(store: Store, said: Said) -> None:
    """An unknown id, or a second undo, is one line."""
    with pytest.raises(StoreError, match="there is no decision 7"):
        store.undo(7, "ana", NOW)
    [kept] = store.decide([build_decision(said)])
    store.undo(kept.id, "ben", LATER)
    with pytest.raises(StoreError, match="undone already, by ben"):
        store.undo(kept.id, "ana", LATER)


def test_a_given_name_goes_before_the_one_that_was_made(store: Store, said: Said) -> None:
    """A line is called as an analyst says wherever it is named, and as it was when that is taken back."""
    line = build_line("respond")
    store.rename_lines(said.release.source, {line.id: "answer to Veskia"})
    assert store.find_line("answer to").id == line.id
    assert [change.line.name for change in store.changes()] == ["answer to Veskia"]
    assert store.sources_with_named_lines() == [said.release.source]
    store.record_relations([said.relation], LATER)
    assert store.lines()[0].line.name == "answer to Veskia"
    store.rename_lines(said.release.source, {})
    assert store.lines()[0].line.name == "respond"


def test_spoken_is_the_last_text_with_its_lines(desk: Desk, store: Store, said: Said) -> None:
    """Words are looked up in what a release says now."""
    edited = desk.say("NV-1", {"engage": "Norvale will engage."})
    desk.say("NV-2", {"talk": "Norvale will talk."})
    [spoken] = store.latest_texts(said.release.source, ["NV-1"])
    assert (spoken.release, spoken.text) == (said.release, "Norvale will engage.")
    assert spoken.placed_units == ((edited.units[0], build_line("engage")),)
    assert len(store.latest_texts(said.release.source)) == 2
