"""All that is held, at a glance."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from tests.fakes import DAY, NOW, build_facets, build_line, build_release
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Cause, Kind, Label, Mention
from tracker.store import ChangeSummary, ReleaseSummary, Store, UnitSummary
from tracker.store.core_tables import UNITS

WEEK = timedelta(days=7)


def test_releases_come_newest_first_with_their_texts(desk: Desk, store: Store) -> None:
    """A list of releases starts with the latest day; what has no date comes last; each has its texts, oldest first."""
    desk.record(build_release("undated", published_on=None), "Norvale will wait.")
    old = desk.say("NV-1", {"respond": "Norvale will respond."}, day=DAY - WEEK)
    new = desk.say("NV-2", {"respond": "Norvale will respond again."})
    edited = desk.record(old.release, "Norvale may respond.", now=NOW + WEEK)
    assert edited is not None
    store.withdraw(old.release.id, NOW + WEEK)
    found = list(store.releases())
    assert [summary.release.ref for summary in found] == ["NV-2", "NV-1", "undated"]
    assert found[0] == ReleaseSummary(new.release, (new.revision.id,), None)
    assert found[1] == ReleaseSummary(old.release, (old.revision.id, edited.id), NOW + WEEK)


def test_a_reader_that_stops_early_leaves_no_cursor_open(desk: Desk, store: Store) -> None:
    """Who takes the first of a list and goes keeps nothing open in the store: a server would hold it for him."""
    desk.say("NV-1", {"respond": "Norvale will respond."}, day=DAY - WEEK)
    desk.say("NV-2", {"respond": "Norvale may respond."})
    lists = (store.releases, store.named_lines, store.unit_summaries, store.each_change_summary)
    for taken in lists:
        assert next(iter(taken())) is not None
    gc.collect()  # what was left open would be told now, and warnings are errors


def test_statements_are_those_of_the_latest_text_read(desk: Desk, store: Store) -> None:
    """What a release says now is what its latest text says that was read, whether it is on a line or not."""
    desk.say("NV-1", {"respond": "Norvale will respond."})
    facets = build_facets(
        level=2,
        topics=frozenset({"aid", "trade"}),
        speakers=frozenset({"NOR"}),
        addressees=frozenset({"Veskia"}),
    )
    edited = desk.say("NV-1", {"respond": "Norvale may respond."}, kind=Kind.U_WARN, facets=facets)
    desk.record(edited.release, "Norvale might.")
    alone = desk.record(build_release("undated", published_on=None), "Norvale will wait.")
    assert alone is not None
    reading = desk.reading(alone, "Norvale will wait.")
    store.record_readings([reading])
    found = {stated.unit: stated for stated in store.unit_summaries()}
    assert set(found) == {edited.units[0].id, reading.units[0].id}
    assert found[edited.units[0].id] == UnitSummary(
        edited.units[0].id,
        edited.release.id,
        build_line("respond").id,
        0,
        Kind.U_WARN,
        2,
        frozenset({"aid", "trade"}),
        frozenset({"NOR"}),
        frozenset({"Veskia"}),
    )
    assert found[reading.units[0].id].line == ""


def test_a_facet_that_was_not_known_then_is_empty(desk: Desk, store: Store) -> None:
    """A unit stored before there were topics is about none, and is listed all the same."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    with store.writing() as connection:
        connection.execute(update(UNITS).values(facets={"family": "U", "level": 4, "speakers": []}))
    [stated] = store.unit_summaries()
    assert (stated.unit, stated.level, stated.topics) == (said.units[0].id, 4, frozenset())


def test_what_was_edited_away_is_still_of_the_history_of_its_line(desk: Desk, store: Store) -> None:
    """Statements and what earlier texts alone say make up the mentions of every line, each counted once."""
    first = desk.say("NV-1", {"respond": "Norvale will respond.", "gone": "Norvale will go."})
    edited = desk.say("NV-1", {"respond": "Norvale may respond."})
    later = desk.say("NV-2", {"respond": "Norvale will respond.", "gone": "Norvale goes."}, day=DAY + WEEK)
    assert [stated.unit for stated in store.superseded_unit_summaries()] == [first.units[1].id]
    both = [*store.unit_summaries(), *store.superseded_unit_summaries()]
    for name, units in (
        ("respond", [edited.units[0], later.units[0]]),
        ("gone", [first.units[1], later.units[1]]),
    ):
        line = build_line(name).id
        mentions, _ = store.history(line)
        assert {mention.unit.id for mention in mentions} == {unit.id for unit in units}
        assert {stated.unit for stated in both if stated.line == line} == {unit.id for unit in units}


def test_a_line_stands_while_a_text_is_read_again(desk: Desk, store: Store) -> None:
    """Between reading a text anew and relating it, its lines keep the mentions they had."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    reread = replace(said.units[0], id="another", end=said.units[0].end - 1)
    store.record_readings([replace(said.reading, stamp="rules.v2", units=(reread,))])
    assert [(stated.unit, stated.line) for stated in store.unit_summaries()] == [("another", "")]
    assert [stated.unit for stated in store.superseded_unit_summaries()] == [said.units[0].id]


def test_moves_come_as_changes_do(desk: Desk, store: Store) -> None:
    """A change at a glance says what the whole one says, about the unit said now or, of a silence, the earlier one."""
    first = desk.say("NV-1", {"respond": "Norvale will respond."}, day=DAY - WEEK)
    before = Mention(first.units[0], first.release)
    second = desk.say(
        "NV-2", {"pay": "Norvale will pay.", "warn": "Norvale warns."}, kind=Kind.D_CALL, now=NOW + WEEK
    )
    silent = desk.silence(second, Label.NOT_REPEATED, build_line("respond"), before)
    found = store.change_summaries()
    assert [move.id for move in found] == [change.id for change in store.changes()]
    assert found[1] == ChangeSummary(
        second.change.id,
        build_line("pay").id,
        second.release.id,
        second.units[0].id,
        Label.NEW,
        Cause.RELEASE,
        Kind.D_CALL,
        DAY,
        NOW + WEEK,
        False,
        False,
    )
    assert (found[3].id, found[3].unit, found[3].kind) == (silent.id, first.units[0].id, Kind.U_OWN)
    assert store.change_summaries(since=DAY) == found[1:]
    assert store.change_summaries(until=DAY - WEEK) == found[:1]
    assert store.change_summaries(DAY - WEEK, DAY) == found
    assert store.change_summaries(source="norvale-mfa") == found
    assert store.change_summaries(source="estmark-mfa") == []


def test_lines_are_called_as_analysts_named_them(desk: Desk, store: Store) -> None:
    """A given name goes before the one that was made."""
    desk.say("NV-1", {"respond": "Norvale will respond."})
    line = build_line("respond")
    store.rename_lines(line.source, {line.id: "reply at sea"})
    assert list(store.named_lines()) == [replace(line, name="reply at sea")]


def test_titles_are_found_by_words_in_any_case_and_by_parts_of_words(desk: Desk, store: Store) -> None:
    """An agreed text may be titled "COMMUNIQUÉ": what a store is asked for is the part that all its spellings have."""
    for ref, title in (
        ("NV-1", "The COMMUNIQUÉ of Halden"),
        ("NV-2", "한국 공동성명"),
        ("NV-3", "A commune votes"),
    ):
        desk.record(build_release(ref, title=title), "Norvale will respond.")
    found = {one.ref for one in store.releases_titled(("communiqu", "공동", "Treaty"))}
    assert found == {"NV-1", "NV-2"}
    assert list(store.releases_titled(())) == []
