"""Bodies that were received and are not taken as a revision."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from tests.fakes import DAY, NOW, build_release
from tests.tracker.store.statement_writer import Desk
from tracker.store import BodyRecord, Store
from tracker.store.core_tables import BODIES

LATER = NOW + timedelta(hours=1)
RELEASE = build_release()
WALL = b"<p>Please accept our cookies.</p>"


def refuse(
    store: Store, body: bytes = WALL, now: datetime = NOW, *, ref: str = RELEASE.ref, fingerprint: str = ""
) -> int:
    """Refuse *body* as a consent wall."""
    release = build_release(ref)
    arrival = BodyRecord(release, body, "text/html", "utf-8", now, fingerprint)
    return store.refuse(arrival, release.url, "a consent wall", "set a cookie")


def bodies(store: Store) -> int:
    """How many bodies are kept."""
    with store.reading() as connection:
        return len(connection.execute(select(BODIES)).all())


def test_what_is_refused_is_kept_and_is_no_revision(store: Store) -> None:
    """A wall is never what a ministry said, and yet one can look at what came."""
    assert refuse(store) == 1
    [refused] = store.refused()
    assert (refused.source, refused.ref, refused.url) == (RELEASE.source, RELEASE.ref, RELEASE.url)
    assert (refused.title, refused.published_on) == (RELEASE.title, DAY)
    assert (refused.reason, refused.mend) == ("a consent wall", "set a cookie")
    assert (refused.first_at, refused.last_at, refused.times) == (NOW, NOW, 1)
    assert (refused.media_type, refused.charset, refused.size) == ("text/html", "utf-8", len(WALL))
    assert store.refused_body(RELEASE.source, RELEASE.ref) == WALL
    assert (store.counts()["releases"], store.counts()["revisions"]) == (0, 0)


def test_the_same_again_is_counted(store: Store) -> None:
    """How often in a row the same came, and since when, tells a flicker from what stays."""
    assert [refuse(store), refuse(store, now=LATER)] == [1, 2]
    [refused] = store.refused()
    assert (refused.first_at, refused.last_at, refused.times) == (NOW, LATER, 2)


def test_other_bytes_that_say_the_same_are_counted_too(store: Store) -> None:
    """A token that differs each time does not make another text of it; only the latest bytes stay."""
    assert refuse(store, b"token 1 will", fingerprint="will") == 1
    assert refuse(store, b"token 2 will", fingerprint="will", now=LATER) == 2
    assert store.refused_body(RELEASE.source, RELEASE.ref) == b"token 2 will"
    assert bodies(store) == 1


def test_something_else_is_counted_anew(store: Store) -> None:
    """Another wall than last time begins at one, now."""
    refuse(store, b"token 1", fingerprint="")
    assert refuse(store, b"token 2", fingerprint="", now=LATER) == 1
    [refused] = store.refused()
    assert (refused.first_at, refused.times) == (LATER, 1)


def test_what_is_taken_after_all_is_refused_no_more(desk: Desk, store: Store) -> None:
    """A page that shows its text again is not listed; a body that a revision holds stays."""
    refuse(store, b"will")
    refuse(store, ref="NV-2")
    desk.record(body=b"will", fingerprint="will")
    store.clear_refused(RELEASE.source, RELEASE.ref)
    store.clear_refused(RELEASE.source, "never refused")
    assert [refused.ref for refused in store.refused()] == ["NV-2"]
    assert store.refused("estmark-mfa") == []
    assert store.refused_body(RELEASE.source, RELEASE.ref) is None
    assert [revision.body for revision in store.pending(lambda _source: "stamp")] == [b"will"]
    assert bodies(store) == 2


def test_a_wall_on_many_pages_is_kept_once(store: Store) -> None:
    """The same bytes refused of two releases are one body, and go with the last of them."""
    refuse(store, ref="NV-1")
    refuse(store, ref="NV-2")
    assert bodies(store) == 1
    store.clear_refused(RELEASE.source, "NV-1")
    assert store.refused_body(RELEASE.source, "NV-2") == WALL
    store.clear_refused(RELEASE.source, "NV-2")
    assert bodies(store) == 0
