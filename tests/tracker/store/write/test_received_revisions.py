"""Bodies that arrive: kept once each, and a new revision where they say what was not said before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.fakes import DAY, NOW, STAMP, build_release
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Revision
from tracker.store import BodyRecord, Provenance, ReleaseCheck, Store, TextMatch
from tracker.store.core_tables import BODIES, REVISIONS

LATER = NOW + timedelta(days=1)
LATER_STILL = NOW + timedelta(days=2)


def pending(store: Store) -> list[Revision]:
    """All that was recorded and not read."""
    return list(store.pending(lambda _source: STAMP))


def arrival(ref: str, text: str, **overrides: object) -> BodyRecord:
    """Return *text* on its way into the store, as shown by the release *ref*."""
    made = BodyRecord(build_release(ref), text.encode(), "text/plain", "utf-8", NOW, text)
    return replace(made, **overrides)  # type: ignore[arg-type]


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
    held = store.stored_releases("norvale-mfa")["NV-2031-001"].release
    assert (held.title, held.published_on) == ("On the Halden Sea", DAY)


def test_what_is_known_of_a_release_is_not_overwritten(desk: Desk, store: Store) -> None:
    """A feed that no longer gives a title or date, or gives another, does not rewrite the record."""
    desk.record(build_release(title="On the Halden Sea"), "text")
    revision = desk.record(build_release(title="", published_on=None), "another text")
    assert revision is not None
    assert revision.release == build_release(title="On the Halden Sea")
    desk.record(build_release(title="Else", published_on=DAY + timedelta(days=9)), "text")
    assert store.stored_releases("norvale-mfa")["NV-2031-001"].release == build_release(
        title="On the Halden Sea"
    )


def test_a_text_that_came_back_is_a_revision_where_that_is_asked(desk: Desk, store: Store) -> None:
    """An edit that is taken back is two events: the third revision says what the first said."""
    first = desk.record(text="will")
    desk.record(text="may", now=LATER)
    third = desk.record(text="will", now=LATER_STILL, again=True)
    assert first is not None
    assert third is not None
    assert (third.number, third.body) == (3, first.body)
    assert third.id != first.id
    assert desk.record(text="will", now=LATER_STILL, again=True) is None
    with store.reading() as connection:
        assert len(connection.execute(select(BODIES)).all()) == 2


def test_units_of_a_text_and_of_its_return_are_kept_apart(desk: Desk, store: Store) -> None:
    """What was said, withdrawn and said again has a unit for each time, with its own place in history."""
    units = []
    for text, now in (("will respond", NOW), ("may respond", LATER), ("will respond", LATER_STILL)):
        revision = desk.record(text=text, now=now, again=True)
        assert revision is not None
        reading = desk.reading(revision, text)
        store.record_readings([reading])
        units.append(reading.units[0])
    assert len({unit.id for unit in units}) == 3
    for unit, number in zip(units, (1, 2, 3), strict=True):
        stood = store.read_revision(unit.revision)
        assert stood is not None
        assert (stood.number, stood.reading.units) == (number, (unit,))
    assert [unit for _, unit, _ in store.units()] == [units[2]]


def test_a_text_that_comes_back_in_other_bytes_is_named_by_them(desk: Desk) -> None:
    """The id of a revision follows from its bytes; only where a release shows them anew, from its number too."""
    one = desk.record(body=b"hits 1 will", fingerprint="will")
    desk.record(body=b"hits 2 may", fingerprint="may")
    back = desk.record(body=b"hits 3 will", fingerprint="will", again=True)
    other = desk.record(build_release("NV-2"), body=b"hits 3 will", fingerprint="will")
    assert one is not None
    assert back is not None
    assert other is not None
    assert len({one.id, back.id, other.id}) == 3


def test_whether_a_release_has_shown_a_text(desk: Desk, store: Store) -> None:
    """Nothing yet, now, before its last edit, or never: each is another matter for whoever decides."""
    release = build_release()
    assert store.match_text(release.id, b"will", "will") is TextMatch.NO_REVISIONS
    desk.record(text="will")
    assert store.match_text(release.id, b"will", "") is TextMatch.LATEST
    desk.record(text="may")
    assert store.match_text(release.id, b"hits 9 may", "may") is TextMatch.LATEST
    assert store.match_text(release.id, b"will", "") is TextMatch.EARLIER
    assert store.match_text(release.id, b"hits 9 will", "will") is TextMatch.EARLIER
    assert store.match_text(release.id, b"shall", "shall") is TextMatch.NO_MATCH
    assert store.match_text(release.id, b"hits 9 will", "") is TextMatch.NO_MATCH


def test_a_new_text_says_when_the_release_changed(desk: Desk, store: Store) -> None:
    """A release changed when its last new text was seen, not when it was last looked at."""
    release = build_release()
    desk.record(release, "will")
    desk.record(release, "may", now=LATER)
    desk.record(release, "may", now=LATER_STILL)
    held = store.stored_releases(release.source)[release.ref]
    assert (held.first_seen_at, held.changed_at) == (NOW, LATER)
    assert (held.last_checked_at, held.tried_at) == (LATER_STILL, LATER_STILL)


def test_a_whole_body_ends_what_was_counted(desk: Desk, store: Store) -> None:
    """A page that shows its text is neither unread nor gone, whether the text is new or not."""
    release = build_release()
    desk.record(release, "will")
    for text in ("will", "may"):
        store.record_checks(
            [
                ReleaseCheck(release.id, LATER, whole=False),
                ReleaseCheck(release.id, LATER, whole=False, gone=True),
            ]
        )
        desk.record(release, text, now=LATER_STILL)
        held = store.stored_releases(release.source)[release.ref]
        assert (held.unread_checks, held.gone_since, held.gone_checks) == (0, None, 0)


def test_many_at_once_are_recorded_as_one_by_one(desk: Desk, store: Store) -> None:
    """The order of arrival decides, also within one transaction: new, the same, edited, taken back."""
    desk.record(build_release("NV-1"), "will")
    arrivals = [
        arrival("NV-1", "will"),
        arrival("NV-2", "shall"),
        arrival("NV-1", "may", now=LATER),
        arrival("NV-2", "shall", now=LATER, etag='"2"'),
        arrival("NV-1", "will", now=LATER),
        arrival("NV-1", "will", now=LATER_STILL, again=True),
    ]
    revisions = store.record_bodies(arrivals)
    assert [revision and (revision.release.ref, revision.number) for revision in revisions] == [
        None,
        ("NV-2", 1),
        ("NV-1", 2),
        None,
        None,
        ("NV-1", 3),
    ]
    held = store.stored_releases("norvale-mfa")
    assert held["NV-2"].etag == '"2"'
    assert (held["NV-2"].first_seen_at, held["NV-2"].tried_at) == (NOW, LATER)
    assert (held["NV-1"].first_seen_at, held["NV-1"].changed_at) == (NOW, LATER_STILL)
    assert store.record_bodies([]) == []


def test_many_at_once_are_kept_all_or_none(store: Store) -> None:
    """If one of several arrivals cannot be kept, none is: the next pass finds them all still to be got."""
    clash = replace(arrival("NV-2", "b"), release=replace(build_release("NV-1"), id="another id"))
    with pytest.raises(IntegrityError):
        store.record_bodies([arrival("NV-1", "a"), clash])
    assert store.counts()["releases"] == 0


def test_how_a_body_came_is_kept(desk: Desk, store: Store) -> None:
    """The URL that answered, the redirects to it and every header as sent, in order and twice if sent twice."""
    received = Provenance(
        "https://mfa.norvale.example/a?b=c",
        (("Date", "Tue, 04 Mar 2031 10:00:00 GMT"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")),
        ("https://mfa.norvale.example/", "https://mfa.norvale.example/a"),
    )
    desk.record(build_release("NV-1"), "will", received=received)
    desk.record(build_release("NV-2"), "shall")
    assert [item.received for item in store.archived_revisions()] == [received, Provenance()]


def test_the_last_body_is_that_of_the_latest_revision(desk: Desk, store: Store) -> None:
    """What a release shows now, byte for byte; nothing for one that has shown nothing."""
    release = build_release()
    assert store.last_body(release.id) is None
    desk.record(release, "will")
    latest = desk.record(release, "may")
    assert store.last_body(release.id) == latest


def test_other_releases_with_the_same_text_are_counted(desk: Desk, store: Store) -> None:
    """One text on many pages of a source is a wall; what they showed earlier, and other sources, do not count."""
    for ref in ("NV-1", "NV-2", "NV-3"):
        desk.record(build_release(ref), body=ref.encode(), fingerprint="please accept")
    desk.record(build_release("EM-1", source="estmark-mfa"), body=b"em", fingerprint="please accept")
    desk.record(build_release("NV-3"), "a statement")
    one = build_release("NV-1").id
    assert store.count_same_text("norvale-mfa", "please accept", but=one) == 1
    assert store.count_same_text("norvale-mfa", "please accept", but="") == 2
    assert store.count_same_text("norvale-mfa", "", but=one) == 0


def test_lengths_are_those_of_the_source_latest_first(desk: Desk, store: Store) -> None:
    """How long statements of a source are is measured on those whose length is known."""
    for number, characters in enumerate((900, 0, 1100)):
        release = build_release(f"NV-{number}")
        desk.record(release, str(number), characters=characters, now=NOW + timedelta(hours=number))
    desk.record(build_release(source="estmark-mfa"), "x", characters=5)
    assert store.statement_lengths("norvale-mfa") == [1100, 900]
    assert store.statement_lengths("norvale-mfa", limit=1) == [1100]


def test_another_extractor_is_no_new_text(desk: Desk, store: Store) -> None:
    """Where today's extractor finds other words in the same bytes, their name is renewed, and nothing was edited."""
    release = build_release()
    revision = desk.record(release, body=b"<p>will</p> menu", fingerprint="will menu", characters=9)
    assert revision is not None
    store.update_fingerprint(revision.id, "will", 4)
    assert store.match_text(release.id, b"<p>will</p> another menu", "will") is TextMatch.LATEST
    assert store.statement_lengths(release.source) == [4]
    assert store.counts()["revisions"] == 1
    with store.reading() as connection:
        assert connection.execute(select(REVISIONS.c.seen_at)).scalar_one() == NOW
