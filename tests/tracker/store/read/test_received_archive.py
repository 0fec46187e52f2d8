"""Every revision with its bytes and how they came."""

from __future__ import annotations

from datetime import timedelta

from tests.fakes import DAY, NOW, build_release
from tests.tracker.store.statement_writer import Desk
from tracker.store import Store


def test_revisions_come_as_they_were_seen(desk: Desk, store: Store) -> None:
    """The archive is a record of looking: by when a text was seen, not by when it was published."""
    later = desk.record(build_release("NV-1"), "a", now=NOW + timedelta(hours=1))
    first = desk.record(build_release("NV-2", published_on=DAY + timedelta(days=1)), "b")
    last = desk.record(build_release("NV-1"), "c", now=NOW + timedelta(hours=2))
    assert [item.revision for item in store.archived_revisions()] == [first, later, last]


def test_only_what_is_asked_for_comes(desk: Desk, store: Store) -> None:
    """By source and by days of publication, both included; what has no date is in no window."""
    for ref, day in (("NV-1", DAY), ("NV-2", DAY + timedelta(days=1)), ("NV-3", None)):
        desk.record(build_release(ref, published_on=day), ref)
    desk.record(build_release("EM-1", source="estmark-mfa"), "EM-1")
    refs = lambda *asked: {item.revision.release.ref for item in store.archived_revisions(*asked)}  # noqa: E731
    assert refs("norvale-mfa") == {"NV-1", "NV-2", "NV-3"}
    assert refs(None, DAY, DAY) == {"NV-1", "EM-1"}
    assert refs("norvale-mfa", DAY + timedelta(days=1)) == {"NV-2"}
    assert refs("norvale-mfa", None, DAY) == {"NV-1"}


def test_bytes_that_come_more_than_once_are_marked(desk: Desk, store: Store) -> None:
    """Who writes an archive may say a body once and refer to it; what is not asked for does not count."""
    desk.record(build_release("NV-1"), "same")
    desk.record(build_release("NV-2"), "same")
    desk.record(build_release("NV-3"), "other")
    desk.record(build_release("EM-1", source="estmark-mfa"), "other")
    shared = {item.revision.release.ref: item.shared for item in store.archived_revisions("norvale-mfa")}
    assert shared == {"NV-1": True, "NV-2": True, "NV-3": False}


def test_the_store_may_be_written_meanwhile(desk: Desk, store: Store) -> None:
    """An export of hours keeps nobody from recording; what came after it began is not in it."""
    for number in range(3):
        desk.record(build_release(f"NV-{number}"), str(number))
    found = []
    for item in store.archived_revisions():
        found.append(item.revision.release.ref)
        desk.record(build_release(f"EM-{len(found)}"), f"late {len(found)}")
    assert sorted(found) == ["NV-0", "NV-1", "NV-2"]
