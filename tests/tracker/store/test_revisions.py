"""What was received, and what was read in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from tests.fakes import DAY, NOW, STAMP, build_release
from tests.tracker.store.desk import Desk
from tracker.domain import Revision
from tracker.store import ChangeQuery, Store

LATER = NOW + timedelta(days=1)


def stamped(_source: str) -> str:
    """The stamp of today's engine, whatever the source."""
    return STAMP


def pending(store: Store, stamp: str = STAMP) -> list[Revision]:
    """All that is pending at *stamp*."""
    return list(store.pending(lambda _source: stamp))


def test_the_same_text_twice_adds_nothing(desk: Desk, store: Store) -> None:
    """A release that still shows what it showed has no new revision."""
    assert desk.record(text="Norvale will respond.") is not None
    held = store.counts()
    assert desk.record(text="Norvale will respond.", now=LATER) is None
    assert store.counts() == held
    assert len(pending(store)) == 1


def test_other_bytes_that_say_the_same_add_nothing(desk: Desk, store: Store) -> None:
    """A hit counter that moved is no edit: what counts is the text of the statement."""
    desk.record(body=b"hits 1 Norvale will respond.", fingerprint="Norvale will respond.")
    again = desk.record(body=b"hits 2 Norvale will respond.", fingerprint="Norvale will respond.", now=LATER)
    assert again is None
    assert [revision.body for revision in pending(store)] == [b"hits 1 Norvale will respond."]


def test_a_return_to_an_earlier_text_adds_nothing(desk: Desk, store: Store) -> None:
    """A text shown, replaced and shown again was seen before; it is not a third revision."""
    desk.record(text="will")
    desk.record(text="may")
    assert desk.record(text="will", now=LATER) is None
    assert store.counts()["revisions"] == 2


def test_bytes_without_a_known_text_are_compared_as_bytes(desk: Desk, store: Store) -> None:
    """Two pages no text could be found in are not the same statement because of that."""
    assert desk.record(body=b"\x00\x01", fingerprint="") is not None
    assert desk.record(body=b"\x00\x02", fingerprint="") is not None
    assert desk.record(body=b"\x00\x01", fingerprint="") is None
    assert store.counts()["revisions"] == 2


def test_a_new_text_is_the_second_revision(desk: Desk, store: Store) -> None:
    """An edited release keeps both texts, numbered as seen, byte for byte."""
    earlier, later = "Norvale will respond.\r\n".encode("utf-16"), bytes(range(256)) * 300
    first = desk.record(body=earlier, fingerprint="a")
    second = desk.record(body=later, fingerprint="b", now=LATER, media_type="text/html", charset="latin-1")
    assert first is not None
    assert second is not None
    assert (first.number, second.number) == (1, 2)
    assert pending(store) == [first, second]
    assert [revision.body for revision in pending(store)] == [earlier, later]
    assert pending(store)[1].charset == "latin-1"


def test_two_releases_may_show_the_same_bytes(desk: Desk, store: Store) -> None:
    """Each of two releases with one text has a revision of its own."""
    desk.record(build_release("NV-1"), "the same")
    desk.record(build_release("NV-2"), "the same")
    assert [revision.body for revision in pending(store)] == [b"the same", b"the same"]
    assert len({revision.id for revision in pending(store)}) == 2


def test_an_empty_title_and_date_are_filled_in(desk: Desk, store: Store) -> None:
    """A release first seen without title or date has them as soon as anyone says them."""
    bare = build_release(title="", published_on=None)
    desk.record(bare, "text")
    desk.record(build_release(title="On the Halden Sea"), "text")
    held = store.held("norvale-mfa")["NV-2031-001"].release
    assert (held.title, held.published_on) == ("On the Halden Sea", DAY)


def test_what_is_known_of_a_release_is_not_overwritten(desk: Desk, store: Store) -> None:
    """A feed that no longer gives a title or date, or gives another, does not rewrite the record."""
    desk.record(build_release(title="On the Halden Sea"), "text")
    revision = desk.record(build_release(title="", published_on=None), "another text")
    assert revision is not None
    assert revision.release == build_release(title="On the Halden Sea")
    desk.record(build_release(title="Else", published_on=DAY + timedelta(days=9)), "text")
    assert store.held("norvale-mfa")["NV-2031-001"].release == build_release(title="On the Halden Sea")


def test_validators_are_those_of_the_last_answer(desk: Desk, store: Store) -> None:
    """The next conditional request quotes the last full answer; "not changed" renews what it repeats."""
    release = build_release()
    desk.record(release, "text", etag='"1"', last_modified="Tue, 04 Mar 2031 10:00:00 GMT")
    store.checked(release.id, LATER, etag='"2"')
    held = store.held("norvale-mfa")[release.ref]
    assert (held.etag, held.last_modified) == ('"2"', "Tue, 04 Mar 2031 10:00:00 GMT")
    assert (held.first_seen_at, held.last_checked_at) == (NOW, LATER)
    desk.record(release, "text", etag=None, now=LATER)
    assert store.held("norvale-mfa")[release.ref].etag is None


def test_held_is_by_source(desk: Desk, store: Store) -> None:
    """The same ref at two sources is two releases."""
    desk.record(build_release("1", source="norvale-mfa"), "a")
    desk.record(build_release("1", source="estmark-mfa"), "b")
    assert list(store.held("estmark-mfa")) == ["1"]
    assert store.held("estmark-mfa")["1"].release.source == "estmark-mfa"
    assert store.held("lurania-mfa") == {}


def test_a_revision_is_pending_until_it_is_read(desk: Desk, store: Store) -> None:
    """What has been read at today's engine is not read again; with a new engine all is."""
    revision = desk.record(text="Norvale will respond.")
    assert revision is not None
    assert store.count_pending(stamped) == 1
    store.record_readings([desk.reading(revision, "Norvale will respond.")])
    assert pending(store) == []
    assert pending(store, "rules.v2") == [revision]


def test_each_source_has_its_own_stamp(desk: Desk, store: Store) -> None:
    """New selectors for one source do not cause the releases of another to be read again."""
    for source in ("estmark-mfa", "norvale-mfa"):
        revision = desk.record(build_release(source=source), "Will respond.")
        assert revision is not None
        store.record_readings([desk.reading(revision, "Will respond.")])
    found = list(store.pending(lambda source: f"{STAMP} selectors:1" if source == "estmark-mfa" else STAMP))
    assert [revision.release.source for revision in found] == ["estmark-mfa"]


def test_a_failure_is_not_tried_again_at_the_same_stamp(desk: Desk, store: Store) -> None:
    """What could not be read is named as a problem, and tried again only by another engine."""
    revision = desk.record(body=b"\x89PNG", fingerprint="")
    assert revision is not None
    store.record_problem(revision.id, STAMP, "NV-2031-001: not a text")
    assert store.count_pending(stamped) == 0
    assert [str(problem) for problem in store.problems()] == ["norvale-mfa NV-2031-001: not a text"]
    assert pending(store, "extract.v2") == [revision]
    store.record_readings([desk.reading(revision, "Norvale will respond.", stamp="extract.v2")])
    assert store.problems() == []


def test_readings_may_be_recorded_while_pending_is_walked(desk: Desk, store: Store) -> None:
    """Every revision is handed out once, as published, although the answer changes on the way."""
    for number in range(120):
        day = DAY + timedelta(days=number)
        desk.record(build_release(f"NV-{number}", published_on=day), f"Text {number}.")
    seen = []
    for revision in store.pending(stamped):
        seen.append(revision.release.published_on)
        store.record_readings([desk.reading(revision, f"Text {len(seen)}.")])
    assert seen == [DAY + timedelta(days=number) for number in range(120)]
    assert store.count_pending(stamped) == 0


def test_a_new_reading_never_breaks_a_change_that_quotes_the_old(desk: Desk, store: Store) -> None:
    """A change goes on quoting what was read then, although today's reading no longer finds the unit."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    store.record_readings(
        [desk.reading(said.revision, "It was also said that Norvale will.", stamp="rules.v2")]
    )
    [change] = store.changes(ChangeQuery())
    assert change == said.change
    assert [unit.quote for _, unit, _ in store.units()] == ["It was also said that Norvale will."]
    kept = {unit.quote for _, unit, _ in store.units(current_only=False)}
    assert kept == {"Norvale will respond.", "It was also said that Norvale will."}


def test_a_unit_read_again_is_one_unit(desk: Desk, store: Store) -> None:
    """A unit that both engines find at the same place is current, with what the later one made of it."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    again = replace(said.units[0], cue="shall")
    store.record_readings([replace(said.reading, stamp="rules.v2", units=(again,))])
    assert [unit for _, unit, _ in store.units(current_only=False)] == [again]


def test_readings_are_kept_all_or_none(desk: Desk, store: Store) -> None:
    """If one of several readings cannot be kept, none is, and all are still pending."""
    revision = desk.record(text="Norvale will respond.")
    assert revision is not None
    good = desk.reading(revision, "Norvale will respond.")
    with pytest.raises(IntegrityError):
        store.record_readings([good, replace(good, revision="no such revision")])
    assert pending(store) == [revision]
    assert list(store.units(current_only=False)) == []
