"""What was found in an earlier text of a release, looked for in its latest."""

from __future__ import annotations

import pytest

from tests.fakes import DAY, NOW, build_change, build_line, build_release
from tests.tracker.store.statement_writer import Desk, Said
from tracker.domain import Cause, Label, Mention, Unit
from tracker.store import Store

PAY, TALK = "Norvale may pay.", "Norvale will talk."


def edit(desk: Desk, *quotes: str, lines: tuple[str, ...], moved: Mention | None = None) -> list[Unit]:
    """Edit NV-1 so that it says *quotes* on *lines*; with *moved* the first is stronger than that was."""
    release = build_release("NV-1", published_on=DAY)
    revision = desk.record(release, "\n".join(("Edited.", *quotes)))
    assert revision is not None
    reading = desk.reading(revision, *quotes)
    desk.store.record_readings([reading])
    placed = [build_line(name) for name in lines]
    change = build_change(
        Label.STRENGTHENED,
        cause=Cause.EDIT,
        line=placed[0],
        release=release,
        before=moved,
        after=Mention(reading.units[0], release),
    )
    desk.store.record_relations([desk.relation(reading, release, placed, *([change] if moved else []))], NOW)
    return list(reading.units)


@pytest.fixture
def first(desk: Desk) -> Said:
    """NV-1 as it was first published: the line "pay" weakened in it, so did "talk"."""
    return desk.say("NV-1", {"pay": PAY, "talk": TALK}, label=Label.WEAKENED)


def weakened(store: Store, words: str) -> list[str]:
    """Return the units found under label:weakened."""
    return [hit.unit.id for hit in store.search(words, label=Label.WEAKENED) if hit.unit]


def test_a_label_stays_with_words_that_an_edit_left_alone(desk: Desk, store: Store, first: Said) -> None:
    """A page edited in another sentence is still found by how this one moved, and its survey says so too."""
    assert weakened(store, "pay") == [first.units[0].id]
    pay, talk = edit(desk, PAY, TALK, lines=("pay", "talk"))
    assert (weakened(store, "pay"), weakened(store, "talk")) == ([pay.id], [talk.id])
    assert {move.unit for move in store.change_summaries()} == {pay.id, talk.id}


def test_a_label_does_not_go_over_to_other_words_or_another_line(
    desk: Desk, store: Store, first: Said
) -> None:
    """What was edited, or now continues another line, did not move as the first text did."""
    edit(desk, "Norvale will pay.", TALK, lines=("pay", "other"))
    assert weakened(store, "pay") == weakened(store, "talk") == []
    assert {move.unit for move in store.change_summaries()} == {unit.id for unit in first.units}


def test_what_an_edit_moved_is_not_said_of_the_text_before_or_the_edit_after(
    desk: Desk, store: Store
) -> None:
    """An edit that strengthened a sentence is one event; the next edit of the page is not a second."""
    said = desk.say("NV-1", {"pay": PAY})
    before = Mention(said.units[0], said.release)
    (edited,) = edit(desk, "Norvale will pay.", lines=("pay",), moved=before)
    assert [hit.unit.id for hit in store.search("pay", label=Label.STRENGTHENED) if hit.unit] == [edited.id]
    (again, _) = edit(desk, "Norvale will pay.", TALK, lines=("pay", "talk"))
    assert store.search("pay", label=Label.STRENGTHENED) == []
    assert edited.id in {move.unit for move in store.change_summaries()}
    assert again.id not in {move.unit for move in store.change_summaries()}


def test_a_silence_is_missed_in_the_latest_text(desk: Desk, store: Store, first: Said) -> None:
    """What a later release does not repeat is shown where it stands now."""
    silent = desk.say("NV-2", {"other": "Norvale is silent."})
    desk.silence(silent, Label.NOT_REPEATED, build_line("pay"), Mention(first.units[0], first.release))
    pay, _ = edit(desk, PAY, TALK, lines=("pay", "talk"))
    assert [hit.unit.id for hit in store.search("pay", label=Label.NOT_REPEATED) if hit.unit] == [pay.id]
    assert pay.id in {move.unit for move in store.change_summaries() if move.label is Label.NOT_REPEATED}
