"""What was read in what was received."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.fakes import DAY, NOW, STAMP, build_release
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Revision
from tracker.store import ChangeQuery, Store
from tracker.store.core_tables import UNITS

LATER = NOW + timedelta(days=1)


def stamped(_source: str) -> str:
    """The stamp of today's engine, whatever the source."""
    return STAMP


def quotes_kept(store: Store) -> list[str]:
    """The quotes of all units that were ever read, those that a later reading no longer finds among them."""
    return [row.quote for row in store.rows(select(UNITS.c.quote))]


def pending(store: Store, stamp: str = STAMP) -> list[Revision]:
    """All that is pending at *stamp*."""
    return list(store.pending(lambda _source: stamp))


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
    assert set(quotes_kept(store)) == {"Norvale will respond.", "It was also said that Norvale will."}


def test_a_unit_read_again_is_one_unit(desk: Desk, store: Store) -> None:
    """A unit that both engines find at the same place is current, with what the later one made of it."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    again = replace(said.units[0], cue="shall")
    store.record_readings([replace(said.reading, stamp="rules.v2", units=(again,))])
    assert [unit for _, unit, _ in store.units()] == [again]
    assert len(quotes_kept(store)) == 1


def test_readings_are_kept_all_or_none(desk: Desk, store: Store) -> None:
    """If one of several readings cannot be kept, none is, and all are still pending."""
    revision = desk.record(text="Norvale will respond.")
    assert revision is not None
    good = desk.reading(revision, "Norvale will respond.")
    with pytest.raises(IntegrityError):
        store.record_readings([good, replace(good, revision="no such revision")])
    assert pending(store) == [revision]
    assert quotes_kept(store) == []
