"""Texts as they were read, and quotes, units and levels by name."""

from __future__ import annotations

from datetime import timedelta

from tests.fakes import DAY, NOW, build_document, build_facets, build_line, build_release
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Kind, Label, Mention
from tracker.hashing import body_hash
from tracker.store import ChangeQuery, RevisionInfo, RevisionText, Store

WEEK = timedelta(days=7)


def test_every_text_of_a_release_is_shown(desk: Desk, store: Store) -> None:
    """What a page said first and what it says now stand side by side, each with its units; what is unread has none."""
    first = desk.say("NV-1", {"respond": "Norvale will respond."})
    second = desk.say("NV-1", {"pay": "Norvale will pay.", "respond": "Norvale may respond."})
    third = desk.record(first.release, "%PDF", media_type="application/pdf", now=NOW + WEEK)
    assert third is not None
    found = store.revision_texts(first.release.id)
    body = b"Norvale will respond."
    assert found[0] == RevisionText(
        first.revision.id,
        1,
        NOW,
        "text/plain",
        len(body),
        body_hash(body),
        build_document("Norvale will respond."),
        ((first.units[0], build_line("respond")),),
    )
    assert [unit for unit, _ in found[1].units] == list(second.units)
    assert (found[2].revision, found[2].number, found[2].document, found[2].units) == (third.id, 3, None, ())
    assert store.revision_texts("no such release") == ()
    assert store.latest_text(first.release.id) == found[1]  # the PDF was not read
    assert store.latest_text("no such release") is None


def test_a_unit_on_no_line_is_in_its_text(desk: Desk, store: Store) -> None:
    """A text without a date is read, and its units are on no line."""
    revision = desk.record(build_release("undated", published_on=None), "Norvale will wait.")
    assert revision is not None
    reading = desk.reading(revision, "Norvale will wait.")
    store.record_readings([reading])
    [text] = store.revision_texts(revision.release.id)
    assert text.units == ((reading.units[0], None),)


def test_what_is_kept_can_be_named(desk: Desk, store: Store) -> None:
    """A quote can say which text it is from and since when that is held."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    found = store.revision_infos([said.revision.id, "no such text"])
    hashed = body_hash(b"Norvale will respond.")
    assert found == {said.revision.id: RevisionInfo(1, NOW, hashed)}


def test_levels_of_a_line_are_those_of_its_history(desk: Desk, store: Store) -> None:
    """A line is drawn with every time it was said, as published; an edited release counts once, as it reads now.

    The kind comes along: without it nobody knows on which ladder a level stands.
    """
    desk.say(
        "NV-2",
        {"respond": "Norvale calls for a response."},
        day=DAY + WEEK,
        kind=Kind.D_CALL,
        facets=build_facets(family="D", level=5),
    )
    desk.say("NV-1", {"respond": "Norvale will respond."}, facets=build_facets(level=4))
    desk.say("NV-1", {"respond": "Norvale may respond."}, facets=build_facets(level=2))
    desk.say("NV-3", {"pay": "Norvale will pay."})
    line = build_line("respond").id
    assert store.level_history([line, "no such line"]) == {
        line: ((DAY, 2, Kind.U_OWN), (DAY + WEEK, 5, Kind.D_CALL))
    }


def test_quotes_and_units_are_found_by_name(desk: Desk, store: Store) -> None:
    """What a list shows of a unit is fetched for those it shows."""
    one = desk.say("NV-1", {"respond": "Norvale will respond."})
    two = desk.say("NV-2", {"pay": "Norvale will pay.", "go": "Norvale will go."})
    wanted = [one.units[0].id, two.units[1].id, "no such unit"]
    assert store.quotes(wanted) == {
        one.units[0].id: "Norvale will respond.",
        two.units[1].id: "Norvale will go.",
    }
    assert store.mentions_by_unit(wanted) == {
        one.units[0].id: Mention(one.units[0], one.release),
        two.units[1].id: Mention(two.units[1], two.release),
    }
    assert (
        store.quotes([])
        == store.mentions_by_unit([])
        == store.revision_infos([])
        == store.level_history([])
        == {}
    )


def test_changes_are_found_by_name_and_by_release(desk: Desk, store: Store) -> None:
    """A page fetches the changes it shows; where it shows none, it gets none."""
    one = desk.say("NV-1", {"respond": "Norvale will respond."})
    two = desk.say("NV-2", {"pay": "Norvale will pay."}, day=DAY + WEEK)
    assert store.changes(ChangeQuery(ids=[two.change.id, one.change.id, "none"])) == [one.change, two.change]
    assert store.changes(ChangeQuery(ids=[])) == []
    assert store.changes(ChangeQuery(release=two.release.id)) == [two.change]
    assert store.changes(ChangeQuery(release=two.release.id, labels=[Label.WEAKENED])) == []


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
