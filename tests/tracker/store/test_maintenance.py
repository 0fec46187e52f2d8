"""Whether the store is sound, and what may go after years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy import text as sql

from tests.fakes import NOW, build_release
from tests.tracker.store.statement_writer import Desk
from tests.tracker.store.write.test_deliveries import build_delivery
from tracker.health_states import HealthState, Notice
from tracker.reading import Relation
from tracker.store import BodyRecord, SourceStatus, Store
from tracker.store.core_tables import BODIES, CHANGES, DELIVERIES, PASSAGES, RECIPIENTS, RELATIONS
from tracker.store.row_mapping import body_values

DAY, YEAR = timedelta(days=1), timedelta(days=365)
LATER = NOW + 2 * YEAR


def damage(store: Store, statement: object) -> None:
    """Do to the store what a fault of a disk or a program would."""
    with store.writing() as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def test_a_store_in_use_is_sound(desk: Desk, store: Store) -> None:
    """Texts read and read again, edits, walls and deliveries leave nothing to complain of."""
    assert store.check() == []
    first = desk.say("NV-1", {"a": "Norvale will respond."})
    desk.say("NV-1", {"a": "Norvale may respond."})
    store.record_readings([replace(first.reading, units=(), stamp="later")])
    wall = build_release("NV-2")
    store.refuse(BodyRecord(wall, b"wall", "text/html", "", NOW), wall.url, "a wall", "")
    store.freeze(build_delivery(), [first.change.id])
    assert store.check() == []


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (lambda: update(BODIES).values(data=body_values(b"other", "")["data"]), "is not what was received"),
        (lambda: update(BODIES).values(data=b"\x00damaged"), "is not what was received"),
        (lambda: update(CHANGES).values(after_quote="Norvale shall respond."), "does not say"),
        (lambda: delete(RECIPIENTS), "is for nobody"),
        (lambda: update(DELIVERIES).values(state="sent"), "still waits"),
        (lambda: sql("DELETE FROM passage_words"), "db reindex"),
        (lambda: delete(PASSAGES), "db reindex"),
    ],
)
def test_what_is_wrong_is_said(desk: Desk, store: Store, fault: Callable[[], object], told: str) -> None:
    """Bytes that changed, quotes no text holds, digests for nobody, an index that lost words: a line for each."""
    desk.say("NV-1", {"a": "Norvale will respond."})
    store.freeze(build_delivery(), [])
    damage(store, fault())
    found = store.check()
    assert len(found) == 1
    assert told in found[0]
    assert "\n" not in found[0]


@pytest.mark.sqlite
def test_a_row_that_points_nowhere_is_said(desk: Desk, store: Store) -> None:
    """Another program may have written with foreign keys off; PostgreSQL has no such thing."""
    desk.say("NV-1", {"a": "Norvale will respond."})
    with store.outside() as connection:
        connection.execute(sql("PRAGMA foreign_keys=OFF"))
        connection.execute(sql("DELETE FROM lines"))
        connection.execute(sql("PRAGMA foreign_keys=ON"))
    assert [line for line in store.check() if "lines that are not there" in line] == [
        "1 of mentions point to lines that are not there (line_id)",
        "1 of changes point to lines that are not there (line_id)",
    ]


def test_what_is_due_is_not_wrong(desk: Desk, store: Store) -> None:
    """Between reading a text otherwise and relating it again a quote may be of the earlier reading."""
    said = desk.say("NV-1", {"a": "Norvale will respond."})
    damage(store, update(CHANGES).values(after_quote="Norvale will  respond."))
    damage(store, update(RELATIONS).values(due="read"))
    assert store.check() == []
    store.record_relations([Relation(said.revision.id, said.release, said.reading.stamp, (), ())], NOW)
    assert store.check() == []


def test_old_runs_go_but_the_last_of_each_job(store: Store) -> None:
    """What is caught up is counted from the last run, so that stays however old; so does one that has not ended."""
    for number, job in enumerate(("fetch", "fetch", "fetch", "read")):
        run_id = store.begin_run(job, str(number), NOW + number * DAY)
        if number != 1:
            assert run_id is not None
            store.end_run(run_id, NOW + number * DAY, status="done", counts={})
    assert store.prune(YEAR, NOW + 2 * DAY)["runs"] == 0
    assert store.prune(YEAR, LATER)["runs"] == 1
    assert [run.slot for run in store.last_runs()] == ["3", "2", "1"]


def test_old_notices_go_but_the_last_of_each_place(store: Store) -> None:
    """How a source came to be as it is stays known; what came before that long ago goes."""
    for number, state in enumerate((HealthState.BROKEN, HealthState.OK, HealthState.BROKEN)):
        notice = Notice("norvale-mfa", "", state, "404", NOW + number * DAY)
        store.record_health(SourceStatus("norvale-mfa", state), [], [], [notice])
    other = Notice("norvale-mfa", "/2", HealthState.BROKEN, "410", NOW)
    store.record_health(SourceStatus("norvale-mfa"), [], [], [other])
    assert store.prune(YEAR, LATER)["notices"] == 2
    assert [(held.place, held.at) for held in store.notices()] == [("/2", NOW), ("", NOW + 2 * DAY)]


def test_messages_that_went_lose_their_bytes_only(store: Store) -> None:
    """A reader is never told twice, so what was told stays; what waits or may be sent again keeps its bytes."""
    for number, state in enumerate(("sent", "refused", "uncertain", "queued")):
        delivery = replace(build_delivery(window_end=NOW + number * DAY), state="queued")
        store.freeze(delivery, [f"c{number}"])
        store.claim(delivery.id, NOW)
        store.settle(delivery.id, state, NOW)
    assert store.prune(3 * YEAR, LATER)["messages"] == 0
    assert store.prune(YEAR, LATER)["messages"] == 2
    assert store.prune(YEAR, LATER)["messages"] == 0
    kept = {held.state: bool(held.message) for held in store.deliveries()}
    assert kept == {"sent": False, "refused": False, "uncertain": True, "queued": True}
    assert store.delivered_changes("desk") == {"c0", "c1", "c2", "c3"}
    assert len(store.recipients([held.id for held in store.deliveries()])) == 8
    assert store.check() == []


def test_nothing_that_was_received_goes(desk: Desk, store: Store) -> None:
    """Raw texts stay, however old and whether quoted or not; a body that nothing holds goes."""
    desk.say("NV-1", {"a": "Norvale will respond."})
    desk.say("NV-1", {"a": "Norvale may respond."})
    wall = build_release("NV-2")
    store.refuse(BodyRecord(wall, b"wall", "text/html", "", NOW), wall.url, "a wall", "")
    damage(store, insert(BODIES).values(body_values(b"lost", "0" * 64)))
    before = [(item.revision.id, item.revision.body) for item in store.archived_revisions()]
    assert store.prune(YEAR, LATER) == {"runs": 0, "notices": 0, "messages": 0, "bodies": 1}
    assert [(item.revision.id, item.revision.body) for item in store.archived_revisions()] == before
    assert store.refused_body("norvale-mfa", "NV-2") == b"wall"
    assert len(store.changes()) == 2
    assert store.check() == []


def test_room_is_given_back(desk: Desk, store: Store) -> None:
    """After much was deleted the database is smaller, and says the same."""
    said = desk.say("NV-1", {"a": "Norvale will respond."})
    big = replace(build_delivery(), message=Random(1).randbytes(1_000_000))
    store.freeze(big, [])
    store.settle(big.id, "sent", NOW)
    store.vacuum()
    before = store.size()
    store.prune(YEAR, LATER)
    store.vacuum()
    assert store.size() < before - 500_000
    assert store.search("respond")[0].unit == said.units[0]
    assert store.check() == []
