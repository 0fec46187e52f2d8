"""What stands: revisions in order, what they placed on lines, and what moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.fakes import DAY, NOW, STAMP, build_change, build_line, build_release
from tests.tracker.store.statement_writer import Desk, Said
from tracker.domain import Cause, Label, Mention
from tracker.pipeline import Relation
from tracker.review.decisions import Decision, Ruling, quote_location
from tracker.store import ChangeQuery, Delivery, Store

LATER = NOW + timedelta(days=1)
NEXT_DAY = DAY + timedelta(days=1)


def frozen() -> Delivery:
    """A digest for a reader called desk."""
    return Delivery(
        "d1", "desk", None, NOW, "<d1@norvale.example>", "S", "a@b", ("c@d",), b"m", "queued", 0, NOW, ""
    )


def stamped(_source: str) -> str:
    """The stamp of today's engine, whatever the source."""
    return STAMP


def test_revisions_come_as_published(desk: Desk, store: Store) -> None:
    """Order is by date, then release, then revision; when a text was fetched does not matter."""
    first, second = sorted((build_release("A"), build_release("B")), key=lambda release: release.id)
    early = build_release("C", published_on=DAY - timedelta(days=1))
    expected = [(early, 1), (first, 1), (first, 2), (second, 1)]
    for release, text in ((second, "x"), (first, "y"), (first, "z"), (early, "w")):
        revision = desk.record(release, text)
        assert revision is not None
        store.record_readings([desk.reading(revision, text)])
    walked = list(store.read_revisions_from("norvale-mfa", early.published_on or DAY))
    assert [(stood.release, stood.number) for stood in walked] == expected
    waiting = [(stood.release.published_on, stood.revision_id) for stood in walked]
    assert store.due_to_relate("norvale-mfa", STAMP) == waiting
    assert store.sources_to_relate(stamped) == {"norvale-mfa": waiting}
    from_there = [(stood.release, stood.number) for stood in store.read_revisions_from("norvale-mfa", DAY)]
    assert from_there == expected[1:]


def test_a_reading_comes_back_as_it_was(desk: Desk, store: Store) -> None:
    """Relating works on exactly what was read: text, parts, units with their facets and slots."""
    revision = desk.record(text="Norvale will respond.\nEstmark will not.")
    assert revision is not None
    reading = desk.reading(revision, "Norvale will respond.", "Estmark will not.")
    store.record_readings([reading])
    [stood] = store.read_revisions_from("norvale-mfa", DAY)
    assert stood.reading == reading
    assert (stood.revision_id, stood.related_before) == (revision.id, False)


def test_only_what_is_dated_and_read_is_related(desk: Desk, store: Store) -> None:
    """A release without a date is read but not compared, until it is dated; one not yet read waits."""
    undated = build_release("undated", published_on=None)
    revision = desk.record(undated, "Norvale will respond.")
    assert revision is not None
    store.record_readings([desk.reading(revision, "Norvale will respond.")])
    desk.record(build_release("unread"), "Norvale will wait.")
    assert store.sources_to_relate(stamped) == {}
    assert store.due_to_relate("norvale-mfa", STAMP) == []
    desk.record(build_release("undated"), "Norvale will respond.")
    assert list(store.sources_to_relate(stamped)) == ["norvale-mfa"]
    assert [stood.release.ref for stood in store.read_revisions_from("norvale-mfa", DAY)] == ["undated"]


def test_a_source_is_related_once_per_stamp(desk: Desk, store: Store) -> None:
    """What is related is not due again; read by a new engine it is, and known to have been related before."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    assert store.sources_to_relate(stamped) == {}
    assert store.due_to_relate("norvale-mfa", STAMP) == []
    store.record_readings([replace(said.reading, stamp="rules.v2")])
    assert list(store.sources_to_relate(lambda _source: "rules.v2")) == ["norvale-mfa"]
    [stood] = store.read_revisions_from("norvale-mfa", DAY)
    assert stood.related_before


def test_relations_may_be_recorded_while_days_are_walked(desk: Desk, store: Store) -> None:
    """Recording what one release gave does not disturb the walk to the next."""
    for number in range(5):
        revision = desk.record(build_release(f"NV-{number}"), f"Text {number}.")
        assert revision is not None
        store.record_readings([desk.reading(revision, f"Text {number}.")])
    walked = 0
    for stood in store.read_revisions_from("norvale-mfa", DAY):
        relation = desk.relation(stood.reading, stood.release, [build_line()])
        store.record_relations([relation], NOW)
        walked += 1
    assert walked == 5
    assert store.sources_to_relate(stamped) == {}


def test_a_standing_is_what_was_said_on_the_days_before(desk: Desk, store: Store) -> None:
    """A statement is compared with earlier days only, never with its own or a later one."""
    earlier = desk.say("NV-1", {"respond": "Norvale will respond."}, day=DAY)
    desk.say("NV-2", {"engage": "Norvale will engage."}, day=NEXT_DAY)
    desk.say("EM-1", {"respond": "Estmark will respond."}, source="estmark-mfa", day=DAY)
    standing = store.line_history("norvale-mfa", NEXT_DAY)
    assert [statement.release for statement in standing.statements()] == [earlier.release]
    assert standing.mention(build_line("respond").id) == Mention(earlier.units[0], earlier.release)
    assert not list(store.line_history("norvale-mfa", DAY).statements())


def test_a_standing_holds_the_latest_text_of_a_release(desk: Desk, store: Store) -> None:
    """What a release no longer says after an edit does not stand."""
    desk.say("NV-1", {"respond": "Norvale will respond.", "engage": "Norvale will engage."})
    edited = desk.say("NV-1", {"respond": "Norvale may respond."})
    standing = store.line_history("norvale-mfa", NEXT_DAY)
    assert len(standing.statements()) == 1
    assert standing.mention(build_line("respond").id) == Mention(edited.units[0], edited.release)
    assert standing.mention(build_line("engage").id) is None


def test_a_standing_knows_which_lines_were_dropped(desk: Desk, store: Store) -> None:
    """A line with DROPPED on a release is dropped in what stands after it, until it is spoken on again."""
    respond = build_line("respond")
    first = desk.say("NV-1", {"respond": "Norvale will respond."}, day=DAY)
    silent = desk.say("NV-2", {"engage": "Norvale will engage."}, day=NEXT_DAY)
    desk.silence(silent, Label.DROPPED, respond, Mention(first.units[0], first.release))
    after = NEXT_DAY + timedelta(days=1)
    assert store.line_history("norvale-mfa", after).is_dropped(respond.id)
    assert not store.line_history("norvale-mfa", NEXT_DAY).is_dropped(respond.id)
    desk.say("NV-3", {"respond": "Norvale will respond again."}, day=after)
    assert not store.line_history("norvale-mfa", after + timedelta(days=1)).is_dropped(respond.id)


def test_a_line_an_edit_took_out_and_another_put_back_stands(desk: Desk, store: Store) -> None:
    """What the last text of a release says is not dropped by an earlier text of the same release."""
    respond = build_line("respond")
    first = desk.say("NV-1", {"respond": "Norvale will respond."})
    cut = desk.say("NV-1", {"engage": "Norvale will engage."})
    desk.silence(cut, Label.DROPPED, respond, Mention(first.units[0], first.release))
    assert store.line_history("norvale-mfa", NEXT_DAY).is_dropped(respond.id)
    desk.say("NV-1", {"engage": "Norvale will engage.", "respond": "Norvale will respond."})
    assert not store.line_history("norvale-mfa", NEXT_DAY).is_dropped(respond.id)


def test_placed_gives_units_in_order_of_the_text(desk: Desk, store: Store) -> None:
    """The units of a revision come with their lines, as they follow in the text."""
    said = desk.say("NV-1", {"respond": "Norvale will respond.", "engage": "Norvale will engage."})
    lines = [build_line("respond"), build_line("engage")]
    assert store.placed_units(said.revision.id) == list(zip(said.units, lines, strict=True))


def test_relating_again_replaces_links_and_changes(desk: Desk, store: Store) -> None:
    """A revision has the links and changes of its last relation, no others."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    engage = build_line("engage")
    other = build_change(Label.NEW, line=engage, release=said.release, after=said.change.after)
    store.record_relations([desk.relation(said.reading, said.release, [engage], other)], LATER)
    assert store.placed_units(said.revision.id) == [(said.units[0], engage)]
    assert store.changes(ChangeQuery()) == [other]


def test_relating_twice_adds_nothing(desk: Desk, store: Store) -> None:
    """The same relation recorded twice leaves the store as it was."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    held = store.counts()
    store.record_relations([said.relation], LATER)
    assert store.counts() == held


def test_a_change_keeps_its_first_cause_and_time(desk: Desk, store: Store) -> None:
    """A change recorded for a release stays news of that day, although it is computed again later."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."}, now=NOW)
    again = replace(said.change, cause=Cause.RECOMPUTED, rule="said otherwise")
    store.record_relations([replace(said.relation, changes=(again,))], LATER)
    [change] = store.changes(ChangeQuery(recorded_until=NOW))
    assert (change.cause, change.rule) == (Cause.RELEASE, "said otherwise")
    assert store.changes(ChangeQuery(recorded_after=NOW)) == []


def weakened(said: Said) -> Relation:
    """Return what *said* gave with another label on its unit, as a recomputation finds it."""
    other = build_change(
        Label.WEAKENED, release=said.release, before=said.change.after, cause=Cause.RECOMPUTED
    )
    return replace(said.relation, changes=(replace(other, after=said.change.after),))


def test_a_change_first_found_by_a_new_engine_is_recomputed(desk: Desk, store: Store) -> None:
    """A new engine's finding is no news, and recorded when it was found."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."}, now=NOW)
    relation = replace(weakened(said), stamp="rules.v2")
    store.record_relations([relation], LATER)
    assert store.changes(ChangeQuery(recorded_after=NOW)) == list(relation.changes)
    assert store.changes(ChangeQuery(news=[Cause.RELEASE])) == []


def test_news_nobody_was_told_of_passes_on_to_what_replaces_it(desk: Desk, store: Store) -> None:
    """An unsent change whose label moves, because an earlier text moved, is sent as it now stands."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."}, now=NOW)
    store.record_relations([weakened(said)], LATER)
    [change] = store.changes(ChangeQuery(news=[Cause.RELEASE], recorded_until=NOW))
    assert (change.label, change.cause) == (Label.WEAKENED, Cause.RELEASE)


def test_news_that_was_told_is_not_told_otherwise(desk: Desk, store: Store) -> None:
    """Once any reader was told of a change, what replaces it is recomputed and owed to nobody."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."}, now=NOW)
    assert store.freeze(frozen(), [said.change.id])
    store.record_relations([weakened(said)], LATER)
    [change] = store.changes(ChangeQuery())
    assert (change.label, change.cause) == (Label.WEAKENED, Cause.RECOMPUTED)
    assert store.changes(ChangeQuery(news=[Cause.RELEASE, Cause.EDIT])) == []


def test_a_silence_that_becomes_the_second_stays_news(desk: Desk, store: Store) -> None:
    """A late, silent release makes an unsent NOT_REPEATED a DROPPED; that is what readers are told."""
    respond = build_line("respond")
    first = desk.say("NV-1", {"respond": "Norvale will respond."}, day=DAY)
    before = Mention(first.units[0], first.release)
    later = desk.say("NV-3", {"engage": "Norvale will engage."}, day=DAY + timedelta(days=20))
    silent = build_change(Label.NOT_REPEATED, line=respond, release=later.release, before=before)
    store.record_relations([replace(later.relation, changes=(silent,))], NOW)
    dropped = build_change(Label.DROPPED, line=respond, release=later.release, before=before)
    again = replace(dropped, cause=Cause.RECOMPUTED)
    store.record_relations([replace(later.relation, changes=(again,))], LATER)
    assert store.changes(ChangeQuery(labels=[Label.DROPPED])) == [dropped]


def test_what_a_decision_corrects_is_recomputed_and_told_in_its_place(desk: Desk, store: Store) -> None:
    """An analyst's label is shown as a recomputation; where the change was not sent yet, the digest has it so."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."}, now=NOW)
    assert said.change.after is not None
    at = quote_location(said.change.after)
    store.decide([Decision("norvale-mfa", Ruling.LABEL, at, None, "WEAKENED", "ana", NOW)])
    assert store.due_to_relate("norvale-mfa", STAMP) == [(DAY, said.revision.id)]
    store.record_relations([weakened(said)], LATER)
    assert store.due_to_relate("norvale-mfa", STAMP) == []
    assert [change.cause for change in store.changes()] == [Cause.RECOMPUTED]
    [told] = store.changes(ChangeQuery(news=[Cause.RELEASE]))
    assert (told.label, told.cause) == (Label.WEAKENED, Cause.RELEASE)


def test_a_silence_may_move_to_another_release(desk: Desk, store: Store) -> None:
    """When a late arrival turns out to be the first silent one, the silence is reported of it, once."""
    respond = build_line("respond")
    first = desk.say("NV-1", {"respond": "Norvale will respond."}, day=DAY)
    before = Mention(first.units[0], first.release)
    later = desk.say("NV-3", {"engage": "Norvale will engage."}, day=DAY + timedelta(days=20))
    desk.silence(later, Label.NOT_REPEATED, respond, before)
    late = desk.say("NV-2", {"talk": "Norvale will talk."}, day=DAY + timedelta(days=10))
    silence = desk.silence(late, Label.NOT_REPEATED, respond, before)
    store.record_relations([later.relation], LATER)
    assert store.changes(ChangeQuery(labels=[Label.NOT_REPEATED])) == [silence]


def test_a_delivered_change_stays_delivered(desk: Desk, store: Store) -> None:
    """A change that no longer arises goes, but that a reader was told of it is not forgotten."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    assert store.freeze(frozen(), [said.change.id])
    store.record_relations([replace(said.relation, changes=())], LATER)
    assert store.changes(ChangeQuery()) == []
    assert store.delivered_changes("desk") == {said.change.id}


def test_a_line_nobody_sits_on_disappears(desk: Desk, store: Store) -> None:
    """A line whose last unit was placed elsewhere is not listed, counted or found any more."""
    said = desk.say("NV-1", {"respond": "Norvale will respond."})
    assert [summary.line.name for summary in store.lines()] == ["respond"]
    store.record_relations([desk.relation(said.reading, said.release, [build_line("engage")])], LATER)
    assert [summary.line.name for summary in store.lines()] == ["engage"]
    assert store.counts()["lines"] == 1
