"""What readers ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.fakes import DAY, NOW, build_line, build_release
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Cause, Delta, Label, Mention
from tracker.store import ChangeQuery, Store

WEEK = timedelta(days=7)


def refs(store: Store, query: ChangeQuery) -> list[str]:
    """The releases on which the changes asked for happened, in order."""
    return [change.release.ref for change in store.changes(query)]


def test_units_come_in_the_order_of_a_reader(desk: Desk, store: Store) -> None:
    """Units are listed by source, date, ref and place in the text; undated ones last."""
    desk.say("B", {"one": "Norvale will one.", "two": "Norvale will two."})
    desk.say("A", {"three": "Norvale will three."})
    desk.say("0", {"four": "Norvale will four."}, day=DAY + WEEK)
    desk.say("E", {"five": "Estmark will five."}, source="estmark-mfa", day=DAY + WEEK)
    revision = desk.record(build_release("undated", published_on=None), "Norvale will six.")
    assert revision is not None
    store.record_readings([desk.reading(revision, "Norvale will six.")])
    listed = [(release.ref, unit.quote.split()[-1]) for release, unit, _ in store.units()]
    ours = [("A", "three."), ("B", "one."), ("B", "two."), ("0", "four."), ("undated", "six.")]
    assert listed == [("E", "five."), *ours]
    assert [(release.ref, unit.quote.split()[-1]) for release, unit, _ in store.units("norvale-mfa")] == ours


def test_units_are_those_of_the_latest_text_read(desk: Desk, store: Store) -> None:
    """An edited release is listed by what it says now; a text not read yet does not hide the one before."""
    desk.say("NV-1", {"respond": "Norvale will respond."})
    edited = desk.say("NV-1", {"respond": "Norvale may respond."})
    desk.record(edited.release, "Norvale might.")
    assert [(unit, line) for _, unit, line in store.units()] == [(edited.units[0], build_line("respond"))]
    assert store.counts() == {"releases": 1, "revisions": 3, "units": 1, "lines": 1, "changes": 2}


def test_a_change_comes_back_whole(desk: Desk, store: Store) -> None:
    """Both quotes, the deltas, the rule and every remark of a change are what was recorded."""
    first = desk.say("NV-1", {"respond": "Norvale will respond."}, day=DAY - WEEK)
    second = desk.say(
        "NV-2",
        {"respond": "Norvale may respond."},
        label=Label.WEAKENED,
        before=Mention(first.units[0], first.release),
    )
    [change] = store.changes(ChangeQuery(labels=[Label.WEAKENED]))
    assert change == second.change
    assert change.before == Mention(first.units[0], first.release)


def test_remarks_of_a_change_are_kept(desk: Desk, store: Store) -> None:
    """What else fired, what differs, how sure we are: nothing of a change is lost by storing it."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    change = replace(
        said.change,
        also=(Label.QUALIFIED, Label.NARROWED),
        deltas=(Delta("level", "4", "2", "lowered"), Delta("condition", "", "if attacked", "set")),
        rule="level 4 to 2",
        minor=True,
        note="claims continuity; no earlier text held",
        review=True,
        cause=Cause.EDIT,
    )
    change = replace(change, id="another id")
    store.record_relations([replace(said.relation, stamp="rules.v2", changes=(change,))], NOW)
    assert store.changes(ChangeQuery()) == [change]


def test_changes_are_selected_by_what_is_asked(desk: Desk, store: Store) -> None:
    """Each condition narrows the answer, days included at both ends; none means all."""
    desk.say("NV-1", {"a": "Norvale will a."}, day=DAY)
    desk.say("NV-2", {"b": "Norvale will b."}, day=DAY + WEEK, label=Label.REAFFIRMED, now=NOW + WEEK)
    desk.say("EM-1", {"c": "Estmark will c."}, day=DAY + 2 * WEEK, source="estmark-mfa", now=NOW + 2 * WEEK)
    assert refs(store, ChangeQuery()) == ["NV-1", "NV-2", "EM-1"]
    assert refs(store, ChangeQuery(since=DAY + WEEK)) == ["NV-2", "EM-1"]
    assert refs(store, ChangeQuery(until=DAY + WEEK)) == ["NV-1", "NV-2"]
    assert refs(store, ChangeQuery(source="estmark-mfa")) == ["EM-1"]
    assert refs(store, ChangeQuery(line=build_line("b").id)) == ["NV-2"]
    assert refs(store, ChangeQuery(labels={Label.REAFFIRMED, Label.DROPPED})) == ["NV-2"]
    assert refs(store, ChangeQuery(causes=(Cause.EDIT,))) == []
    assert refs(store, ChangeQuery(recorded_after=NOW, recorded_until=NOW + WEEK)) == ["NV-2"]
    assert refs(store, ChangeQuery(source="norvale-mfa", until=DAY)) == ["NV-1"]


def test_changes_follow_the_text_and_silences_come_last(desk: Desk, store: Store) -> None:
    """Within a release, changes come as the text goes; what it is silent about follows."""
    earlier = desk.say("NV-1", {"old": "Norvale will endure."}, day=DAY - WEEK)
    said = desk.say("NV-2", {"z": "Norvale first.", "a": "Norvale second."})
    desk.silence(said, Label.NOT_REPEATED, build_line("old"), Mention(earlier.units[0], earlier.release))
    names = [change.line.name for change in store.changes(ChangeQuery(since=DAY))]
    assert names == ["z", "a", "old"]
    silent = store.changes(ChangeQuery(since=DAY))[-1]
    assert (silent.after, silent.release) == (None, said.release)


def test_a_quote_is_as_it_was_recorded(desk: Desk, store: Store) -> None:
    """A reading that takes other words from the same place does not put them into an earlier change."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    reread = replace(said.units[0], quote="NORVALE WILL RESPOND.")
    store.record_readings([replace(said.reading, stamp="rules.v2", units=(reread,))])
    [change] = store.changes(ChangeQuery())
    assert change.after is not None
    assert change.after.unit.quote == "Norvale will respond."


def test_undated_releases_are_problems(desk: Desk, store: Store) -> None:
    """A release without a date is named, for someone to date it."""
    desk.record(build_release("NV-9", published_on=None), "text")
    [problem] = store.problems()
    assert str(problem) == "norvale-mfa NV-9: no date of publication; it is read but not compared"


def test_an_unreadable_text_that_was_replaced_is_no_problem(desk: Desk, store: Store) -> None:
    """Once the source shows a text that can be read, its unreadable past is not held up to anyone."""
    broken = desk.record(body=b"\xff", fingerprint="")
    assert broken is not None
    store.record_problem(broken.id, "s", "invalid UTF-8 at byte 0")
    desk.record(text="Norvale will respond.")
    assert store.problems() == []


def test_a_change_keeps_the_time_it_was_first_recorded(desk: Desk, store: Store) -> None:
    """Related again with the same outcome, it is no newer."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    later = desk.say("NV-2", {"pay": "Norvale will pay."}, now=NOW + WEEK)
    store.record_relations([said.relation], NOW + 2 * WEEK)
    first, second = said.change.id, later.change.id
    assert {move.id: move.recorded_at for move in store.change_summaries()} == {
        first: NOW,
        second: NOW + WEEK,
    }
