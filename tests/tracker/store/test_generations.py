"""Whether what readers see has changed since they looked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.fakes import NOW, build_line, build_release
from tests.tracker.store.statement_writer import Desk
from tracker.health_states import HealthState, Notice, Trouble
from tracker.review.decisions import Decision, QuoteLocation, Ruling
from tracker.store import BodyRecord, ReleaseCheck, SourceStatus, Store, open_store
from tracker.store.core_tables import RELEASES

DAY_ON = NOW + timedelta(days=1)
SOURCE = "norvale-mfa"


def decision() -> Decision:
    """That the unit of the release every test starts with is right."""
    spot = QuoteLocation("NV-1", 0, 21, "Norvale will respond.")
    return Decision(SOURCE, Ruling.NOTE, spot, None, "so it says", "an analyst", NOW)


def fail(store: Store) -> None:
    """Write half of something."""
    with store.writing() as connection:
        connection.execute(update(RELEASES).values(title="half"))
        raise ZeroDivisionError


ACTS: dict[str, Callable[[Desk, Store], object]] = {
    "a text": lambda desk, _: desk.record(build_release("NV-1"), "Norvale may respond."),
    "a release": lambda desk, _: desk.record(build_release("NV-2"), "Norvale will pay."),
    "a reading and what moved": lambda desk, _: desk.say("NV-2", {"pay": "Norvale will pay."}),
    "a withdrawal": lambda _, store: store.withdraw(build_release("NV-1").id, NOW),
    "a name": lambda _, store: store.rename_lines(SOURCE, {build_line("respond").id: "reply"}),
    "a decision": lambda _, store: store.decide([decision()]),
    "a failure to read": lambda desk, store: store.record_problem(
        desk.say("NV-3", {"go": "Norvale will go."}).revision.id, "rules.v2", "damaged"
    ),
    "a look at a source": lambda _, store: store.record_health(
        SourceStatus(SOURCE, checked_at=NOW), [], [], []
    ),
    "trouble": lambda _, store: store.record_health(
        SourceStatus(SOURCE, HealthState.BROKEN),
        [Trouble(SOURCE, "", HealthState.BROKEN, "404", "", NOW, NOW)],
        [],
        [Notice(SOURCE, "", HealthState.BROKEN, "404", NOW)],
    ),
    "a pause": lambda _, store: store.pause(SOURCE, NOW, "too slow"),
    "a check of a release": lambda _, store: store.record_checks(
        [ReleaseCheck(build_release("NV-1").id, DAY_ON, whole=True)]
    ),
    "a body held back": lambda _, store: store.refuse(
        BodyRecord(build_release("NV-9"), b"wall", "text/html", "", NOW), "", "a wall", ""
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_whatever_a_page_shows_makes_another_generation(
    desk: Desk, store: Store, act: Callable[[Desk, Store], object]
) -> None:
    """A new text, reading, change, withdrawal, name, decision or state of a source: no page made before stands."""
    desk.say("NV-1", {"respond": "Norvale will respond."})
    before = store.generation()
    assert store.generation() == before
    act(desk, store)
    assert store.generation() != before


def test_what_no_page_shows_leaves_the_generation(desk: Desk, store: Store) -> None:
    """Runs, leases and looks that found nothing to change come by the minute: pages stay as they are."""
    desk.say("NV-1", {"respond": "Norvale will respond."})
    before = store.generation()
    store.begin_run("fetch", NOW, NOW)
    store.take_lease("daemon", "a", NOW, timedelta(minutes=1))
    store.settle_unaffected(SOURCE, date(1900, 1, 1))
    store.rename_lines(SOURCE, {})
    store.record_checks([])
    store.prune(timedelta(days=400), NOW)
    assert store.generation() == before


def test_what_was_not_kept_leaves_the_generation(desk: Desk, store: Store) -> None:
    """A transaction that fails changed nothing, and neither does the next one on the same connection that writes nothing."""
    desk.say("NV-1", {"respond": "Norvale will respond."})
    before = store.generation()
    with pytest.raises(ZeroDivisionError):
        fail(store)
    with store.writing():
        pass
    assert store.generation() == before


def test_a_change_of_health_leaves_what_was_said(desk: Desk, store: Store) -> None:
    """What is counted of texts need not be counted again because a source was looked at."""
    desk.say("NV-1", {"respond": "Norvale will respond."})
    said, health = store.generation().split("-")
    store.record_health(SourceStatus(SOURCE, checked_at=NOW), [], [], [])
    store.record_checks([ReleaseCheck(build_release("NV-1").id, DAY_ON, whole=True)])
    assert store.generation().split("-")[0] == said
    assert store.generation().split("-")[1] != health


def test_every_store_and_process_sees_the_same_generation(desk: Desk, store: Store) -> None:
    """A server sees at once that another process has written."""
    with open_store(store.url) as other:
        assert other.generation() == store.generation()
        desk.say("NV-1", {"respond": "Norvale will respond."})
        assert other.generation() == store.generation() != "-"


def test_a_text_shown_before_is_no_news(desk: Desk, store: Store) -> None:
    """A page fetched again with the same text has been looked at, and what was said is what it was."""
    desk.record(build_release("NV-1"), "Norvale will respond.")
    said = store.generation().split("-")[0]
    desk.record(build_release("NV-1"), "Norvale will respond.", now=DAY_ON)
    assert store.generation().split("-")[0] == said
    desk.record(build_release("NV-1", title="Another"), "Norvale may respond.", now=DAY_ON)
    assert store.generation().split("-")[0] != said
