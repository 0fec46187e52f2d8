"""The atlas: what is held, at a glance."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from reports.site.entries import LineMention
from reports.site.index_builder import build_index, index_from_rows
from reports.view.counts import Count
from tests.fakes import DAY, NOW, build_facets, build_line, build_release
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Cause, Kind, Label, Mention, Release
from tracker.health_states import HealthState
from tracker.store import ChangeSummary, ReleaseSummary, SourceStatus, Store, UnitSummary

WEEK = timedelta(days=7)
RESPOND, PAY = build_line("respond"), build_line("pay")
OLD = build_release("NV-1", published_on=DAY - WEEK)
NEW = build_release("NV-2")


def summary(release: Release, *revisions: str) -> ReleaseSummary:
    """A release that stands, with the texts it has shown."""
    return ReleaseSummary(release, revisions or (f"{release.id} 1",), None)


def stated(
    release: Release, line: str = RESPOND.id, kind: Kind = Kind.U_OWN, **overrides: object
) -> UnitSummary:
    """A unit of Norvale about security."""
    unit = f"{release.ref} {line[:4]} {kind}"
    made = UnitSummary(
        unit, release.id, line, 0, kind, 4, frozenset({"security"}), frozenset({"NOR"}), frozenset()
    )
    return replace(made, **overrides)


def moved(release: Release, label: Label, line: str = RESPOND.id, **overrides: object) -> ChangeSummary:
    """A change of a line in *release*."""
    made = ChangeSummary(
        f"{release.ref} {label} {line[:4]}",
        line,
        release.id,
        "unit",
        label,
        Cause.RELEASE,
        Kind.U_OWN,
        release.published_on,
        NOW,
        False,
        False,
    )
    return replace(made, **overrides)


def test_what_is_said_is_counted_commitments_and_positions_apart() -> None:
    """Counts of a release, of a month and of all are of the latest texts, and never one number."""
    units = [
        stated(OLD),
        stated(OLD, PAY.id, Kind.D_CALL),
        stated(NEW, kind=Kind.U_WARN),
        stated(NEW, "", Kind.E_PRAISE),
    ]
    atlas = index_from_rows("g", [summary(NEW), summary(OLD)], units, [RESPOND, PAY], [])
    assert atlas.unit_count == Count(2, 2)
    assert {entry.release.ref: entry.unit_count for entry in atlas.releases.values()} == {
        "NV-2": Count(1, 1),
        "NV-1": Count(1, 1),
    }
    assert atlas.topic_month_counts == {
        ("security", "2031-02"): Count(1, 1),
        ("security", "2031-03"): Count(1, 1),
    }


def test_a_line_has_every_time_it_was_said_oldest_first() -> None:
    """Whatever order texts come in, a line runs from its first statement on; topics and parties are of all of it."""
    units = [
        stated(NEW, level=5, topics=frozenset({"trade"}), addressees=frozenset({"Veskia"})),
        stated(OLD, speakers=frozenset({"NOR", "EST"})),
    ]
    atlas = index_from_rows("g", [summary(NEW), summary(OLD)], units, [RESPOND], [])
    entry = atlas.lines[RESPOND.id]
    assert entry.mentions == (
        LineMention(units[1].unit, OLD.id, DAY - WEEK, Kind.U_OWN, 4),
        LineMention(units[0].unit, NEW.id, DAY, Kind.U_OWN, 5),
    )
    assert (entry.topics, entry.speakers) == (frozenset({"trade", "security"}), frozenset({"NOR", "EST"}))
    assert entry.addressees == frozenset({"Veskia"})
    assert entry.has_page


def test_lines_last_said_come_first_and_those_nobody_sits_on_are_left_out() -> None:
    """Lists begin with what is on now; a line that is nowhere said and never moved is not listed."""
    gone, silent = build_line("gone"), build_line("silent")
    units = [stated(OLD, PAY.id), stated(NEW)]
    moves = [moved(OLD, Label.DROPPED, silent.id, published_on=DAY - WEEK)]
    atlas = index_from_rows("g", [summary(NEW), summary(OLD)], units, [gone, PAY, silent, RESPOND], moves)
    assert list(atlas.lines) == [RESPOND.id, PAY.id, silent.id]
    assert atlas.topics == {"security": (RESPOND.id, PAY.id)}
    assert atlas.parties == {"NOR": (RESPOND.id, PAY.id)}
    assert atlas.sources == {OLD.source: (NEW.id, OLD.id)}


def test_a_line_edited_away_keeps_its_history_and_counts_for_nothing() -> None:
    """What only an earlier text said is in the history of its line, and not among what the release says."""
    atlas = index_from_rows(
        "g", [summary(NEW, "1", "2")], [stated(NEW, PAY.id)], [RESPOND, PAY], [], [stated(NEW)]
    )
    assert [point.release for point in atlas.lines[RESPOND.id].mentions] == [NEW.id]
    assert atlas.releases[NEW.id].lines == [PAY.id]
    assert atlas.unit_count == Count(1, 0)


def test_moves_come_newest_first_and_within_a_day_by_news_value() -> None:
    """A reversal goes before a new line, a commitment before a position, what is undated last."""
    undated = build_release("NV-3", published_on=None)
    moves = [
        moved(undated, Label.NEW, PAY.id),
        moved(OLD, Label.REVERSED),
        moved(NEW, Label.NEW, PAY.id),
        moved(NEW, Label.WEAKENED, PAY.id, kind=Kind.D_CALL),
        moved(NEW, Label.WEAKENED),
        moved(NEW, Label.REVERSED, PAY.id, minor=True),
    ]
    held = [summary(NEW), summary(OLD), summary(undated)]
    atlas = index_from_rows("g", held, [], [RESPOND, PAY], moves)
    assert [move.id for move in atlas.changes] == [moves[place].id for place in (4, 3, 2, 5, 1, 0)]
    assert [move.id for move in atlas.lines[RESPOND.id].changes] == [moves[1].id, moves[4].id]
    assert [move.id for move in atlas.releases[NEW.id].changes] == [move.id for move in moves[2:]]


def test_who_undertakes_with_whom_and_who_speaks_to_whom() -> None:
    """Only joint undertakings are together; a speaker the text hides is nobody's partner."""
    both = frozenset({"NOR", "EST"})
    units = [
        stated(NEW, kind=Kind.U_JOINT, speakers=both | {"unresolved"}),
        stated(OLD, kind=Kind.U_JOINT, speakers=both),
        stated(NEW, kind=Kind.S_PRINCIPLE, speakers=both),
        stated(NEW, kind=Kind.D_CALL, addressees=frozenset({"Veskia"})),
        stated(NEW, kind=Kind.U_WARN, addressees=frozenset({"Veskia"})),
    ]
    atlas = index_from_rows("g", [summary(NEW), summary(OLD)], units, [RESPOND], [])
    assert atlas.joint_counts == {("EST", "NOR"): 2}
    assert atlas.addressee_counts == {("NOR", "Veskia"): Count(1, 1)}


def test_issuers_are_listed_once_each_by_name() -> None:
    """Who speaks is to be chosen from a list; a release without an issuer adds none."""
    issuers = ("norvale", "Norvale", "Estmark", "", "Norvale")
    held = [summary(build_release(f"R-{number}", issuer=name)) for number, name in enumerate(issuers)]
    assert index_from_rows("g", held, [], [], []).issuers == ("Estmark", "Norvale", "norvale")


def test_what_came_in_while_the_store_was_read_is_left_for_the_next_time() -> None:
    """A statement or a move of a release that was not there yet when releases were listed is not half shown."""
    atlas = index_from_rows(
        "g", [summary(OLD)], [stated(OLD), stated(NEW)], [RESPOND], [moved(NEW, Label.WEAKENED)]
    )
    assert [point.release for point in atlas.lines[RESPOND.id].mentions] == [OLD.id]
    assert atlas.changes == ()


def test_the_atlas_of_a_store_says_what_the_store_says(desk: Desk, store: Store) -> None:
    """Lines, mentions and changes are those that `lines` and `history` list, edits included."""
    first = desk.say("NV-1", {"respond": "Norvale will respond.", "gone": "Norvale will go."}, day=DAY - WEEK)
    desk.say("NV-1", {"respond": "Norvale may respond."}, day=DAY - WEEK, label=Label.WEAKENED)
    second = desk.say(
        "NV-2", {"pay": "Norvale calls."}, kind=Kind.D_CALL, facets=build_facets(family="D", level=2)
    )
    desk.silence(second, Label.NOT_REPEATED, RESPOND, Mention(first.units[0], first.release))
    atlas = build_index(store)
    assert {entry.line: len(entry.mentions) for entry in atlas.lines.values()} == {
        one.line: one.mentions for one in store.lines()
    }
    for entry in atlas.lines.values():
        mentions, changes = store.history(entry.line.id)
        assert [point.unit for point in entry.mentions] == [mention.unit.id for mention in mentions]
        assert [move.id for move in entry.changes] == [change.id for change in changes]
    assert atlas.generation == store.generation()


def test_a_look_at_a_source_does_not_have_all_counted_again(desk: Desk, store: Store) -> None:
    """An atlas is made anew where something was said or read; how sources fare is not in it."""
    desk.say("NV-1", {"respond": "Norvale will respond."})
    first = build_index(store)
    store.record_health(SourceStatus("norvale-mfa", HealthState.OK, checked_at=NOW), [], [], [])
    second = build_index(store, first)
    assert second.lines is first.lines
    assert second.generation == store.generation() != first.generation
    desk.say("NV-2", {"pay": "Norvale will pay."})
    assert len(build_index(store, second).lines) == 2


def test_the_latest_day_of_a_topic_and_a_party_is_of_the_texts_that_have_it() -> None:
    """Days come from what was said, not from lines, in whatever order; a text without a date gives none."""
    undated = build_release("NV-3", published_on=None)
    units = [
        stated(NEW, topics=frozenset({"trade"}), addressees=frozenset({"Veskia"})),
        stated(OLD),
        stated(undated, PAY.id, topics=frozenset({"cyber"})),
    ]
    atlas = index_from_rows("g", [summary(NEW), summary(OLD), summary(undated)], units, [RESPOND, PAY], [])
    assert atlas.topic_days == {"trade": DAY, "security": DAY - WEEK}
    assert atlas.party_days == {"NOR": DAY, "Veskia": DAY}


def test_agreed_texts_are_found_by_the_parties_that_agreed_on_them():
    """Two states' joint statements are one series whichever of them a title names first; one side's own text is in none."""
    titles = (
        "Japan-Canada Joint Leaders’ Statement",
        "Joint Statement of Canada and Japan",
        "On Canada",
        "G7 Communiqué",
    )
    releases = [build_release(f"J-{number}", title=title) for number, title in enumerate(titles)]
    atlas = index_from_rows("g", list(map(summary, releases)), [], [], [])
    assert atlas.agreed_by_same(releases[0]) == tuple(releases[:2])
    assert atlas.agreed_by_same(releases[2]) == ()
    assert atlas.agreed_by_same(releases[3]) == (releases[3],)


def test_readers_who_ask_at_once_have_it_worked_out_once():
    """What takes seconds of a large store is not worked out three times because three pages were asked for together."""
    atlas, made, all_asked = index_from_rows("1", [], [], [], []), [], threading.Barrier(3)

    def slow():
        made.append(threading.get_ident())
        threading.Event().wait(0.05)
        return object()

    def ask():
        all_asked.wait(60)
        return atlas.once("slow", slow)

    with ThreadPoolExecutor(3) as pool:
        answers = [future.result(60) for future in [pool.submit(ask) for _ in range(3)]]
    assert len(made) == 1
    assert answers[0] is answers[1] is answers[2]
