"""The atlas in force, and when there is another."""

from __future__ import annotations

import threading

import pytest

from reports.web import live_index
from reports.web.live_index import LiveIndex
from tracker.errors import StoreError


def test_what_a_daemon_writes_is_seen_without_a_restart(desk, store, monkeypatch):
    """The store is looked at in the background; who asks meanwhile gets the atlas before, whole."""
    monkeypatch.setattr(live_index, "EVERY", 0.01)
    with LiveIndex(store) as followed:
        before = followed.page_context.atlas
        desk.say("NV-1", {"patrol": "Norvale will patrol."})
        for _ in range(1000):
            if followed.page_context.atlas is not before:
                break
            threading.Event().wait(0.01)
        assert len(followed.page_context.atlas.releases) == 1
        assert before.releases == {}


def test_nothing_is_read_where_nothing_has_changed(desk, store):
    """A look costs a millisecond; the atlas stays the same object, and so do the pages made from it."""
    desk.say("NV-1", {"patrol": "Norvale will patrol."})
    followed = LiveIndex(store)
    before = followed.page_context.atlas
    assert not followed.refresh()
    assert followed.page_context.atlas is before


def test_no_reader_waits_for_what_takes_seconds_once(desk, store):
    """The news of the first page, the deadlines and the pairs that "Compare" offers were looked for before any is asked for, and anew when something is new."""
    desk.say("NV-1", {"patrol": "Norvale will patrol."})
    followed = LiveIndex(store)
    assert followed.page_context.atlas.kept.keys() >= {"news", "deadlines", "ready pairs"}
    desk.say("NV-2", {"patrol": "Norvale may patrol."})
    assert followed.refresh()
    assert followed.page_context.atlas.kept.keys() >= {"news", "deadlines", "ready pairs"}


def test_what_is_told_of_the_longest_texts_is_worked_out_before_one_is_opened(desk, store, monkeypatch):
    """Of a text of many hundred statements that takes a second; the shorter ones are quick when they are asked for."""
    monkeypatch.setattr(live_index, "LONG", 2)
    desk.say("NV-1", {"patrol": "Norvale will patrol.", "pay": "Norvale will pay."})
    desk.say("NV-2", {"patrol": "Norvale may patrol."})
    atlas = LiveIndex(store).page_context.atlas
    (told,) = atlas.kept["told releases"]
    assert atlas.releases[told].release.ref == "NV-1"


def test_a_page_that_cannot_be_made_ahead_keeps_nobody_from_the_others(desk, store, monkeypatch, caplog):
    """Whoever asks for it is told; the rest is served."""
    monkeypatch.setattr(live_index, "SLOW_AT_FIRST", ("nowhere.html",))
    desk.say("NV-1", {"patrol": "Norvale will patrol."})
    assert len(LiveIndex(store).page_context.atlas.releases) == 1
    assert "nowhere.html could not be made" in caplog.text


def test_without_room_for_a_file_what_pages_are_made_from_stays_in_memory(desk, store, monkeypatch, caplog):
    """A full disk costs memory and a line in the log, and no page."""

    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    desk.say("NV-1", {"patrol": "Norvale will patrol."})
    monkeypatch.setattr("tempfile.TemporaryFile", full)
    followed = LiveIndex(store)
    assert len(followed.page_context.atlas.releases) == 1
    desk.say("NV-2", {"patrol": "Norvale may patrol."})
    assert followed.refresh()
    assert len(followed.page_context.atlas.releases) == 2
    assert "stays in memory" in caplog.text


def test_a_store_that_cannot_be_read_leaves_the_pages_there_are(desk, store, monkeypatch, caplog):
    """It is told once, not every second; when the store is back, so is the news."""
    monkeypatch.setattr(live_index, "EVERY", 0.001)
    looked = threading.Semaphore(0)

    def locked():
        looked.release()
        raise StoreError("another process has been writing", where="desk.db")

    with LiveIndex(store) as followed:
        monkeypatch.setattr(store, "generation", locked)
        for _ in range(5):
            assert looked.acquire(timeout=5)
        assert followed.page_context.atlas.releases == {}
        monkeypatch.undo()
        desk.say("NV-1", {"patrol": "Norvale will patrol."})
        assert followed.refresh() or followed.page_context.atlas.releases
    assert caplog.text.count("pages stay as they were") == 1


def test_a_store_that_cannot_be_read_at_the_start_is_an_error(store, monkeypatch):
    """There is nothing to serve then."""

    def damaged():
        raise StoreError("the database is damaged")

    monkeypatch.setattr(store, "generation", damaged)
    with pytest.raises(StoreError):
        LiveIndex(store)
