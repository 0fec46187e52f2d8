"""A history that is brought back without its units answers as one in which every release was added."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

import pytest
from sqlalchemy import func, select

from bench.stores import make_store
from tests.fakes import DAY, NOW, build_facets, build_line, build_release
from tests.tracker.store.statement_writer import Desk, Said
from tracker.domain import Label, Line, Mention, Release, Unit
from tracker.link.features import extract_features
from tracker.link.lines.held_releases import HeldReleases
from tracker.link.lines.line_history import LineHistory
from tracker.link.lines.packed_standings import PackedQuarter, of_quarter
from tracker.link.pairs.pair_look import Look
from tracker.link.witnesses import WitnessKind
from tracker.store import Store, open_store
from tracker.store.core_tables import DEADLINES, STANDING_QUARTERS, UNITS
from tracker.store.write.standings import quarter_of

SOURCE, END = "halden-forum", date(2100, 1, 1)
EARLIER = DAY - timedelta(days=100)


def added(store: Store, source: str, before: date) -> LineHistory:
    """Return the history of *source* with each release added whole."""
    history = LineHistory()
    said = store.read_revisions_from(source, date.min)
    for _, group in groupby(said, key=lambda one: one.release.id):
        related = [one for one in group if one.related_before]
        if related and related[-1].release.published_on < before:
            last = related[-1]
            placed = list(zip(last.reading.units, last.lines, strict=True))
            silent = last.dropped - {line.id for _, line in placed}
            history.as_of(last.release.published_on).add(last.release, placed, silent)
    return history.as_of(before)


def answers(
    history: LineHistory, lines: Sequence[Line], asked: Sequence[tuple[Unit, Release]]
) -> list[object]:
    """Return all that may be asked of *history*."""
    found = [history.find(extract_features(unit)) for unit, _ in asked]
    found += [history.find(extract_features(unit), limit=3) for unit, _ in asked]
    return [
        found,
        len(history),
        list(history.statements()),
        [history.same_series_statements(release) for _, release in asked],
        [history.units_of(statement.release) for statement in history.statements()],
        [history.lines_last_mentioned_by(statement.release) for statement in history.statements()],
        [(history.mention(line.id), history.mentions(line.id)) for line in lines],
        [history.is_dropped(line.id) for line in lines],
        [history.line(line.id) for line in lines if history.mention(line.id)],
        [history.idf.word(word) for unit, _ in asked for word in sorted(extract_features(unit).words)],
    ]


def check(store: Store, source: str, before: date) -> None:
    """Ask both kinds of history of *source*, as of *before* and after what came from then on was added."""
    lines = [one.line for one in store.lines(source)]
    later = [one for one in store.read_revisions_from(source, before) if one.related_before]
    asked = [(unit, one.release) for one in later for unit in one.reading.units]
    whole, brought = added(store, source, before), store.line_history(source, before)
    assert answers(brought, lines, asked) == answers(whole, lines, asked)
    for history in (whole, brought):
        for one in later:
            placed = list(zip(one.reading.units, one.lines, strict=True))
            history.as_of(one.release.published_on).add(one.release, placed, one.dropped)
        history.as_of(END)
    assert answers(brought, lines, asked) == answers(whole, lines, asked)


@pytest.mark.parametrize("how", ["all", "few", "by quarters"])
def test_a_history_brought_back_answers_as_one_that_was_added(
    url: str, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Relating comes out the same byte for byte: also where few units fit in memory, each word is on too many lines, or the releases of a quarter lie side by side."""
    if how == "by quarters":
        monkeypatch.setattr("tracker.store.write.standings.MANY", 1)
    if how == "few":
        for name in ("line_history.UNITS_HELD", "line_history.LOOKS_HELD", "line_index.PRESCORED"):
            monkeypatch.setattr(f"tracker.link.lines.{name}", 3)
        monkeypatch.setattr("tracker.link.lines.line_index.POSTINGS", 5)
    make_store(url, 600)
    with open_store(url) as store:
        days = sorted({said.release.published_on for said in store.read_revisions_from(SOURCE, date.min)})
        for before in (days[0], days[len(days) // 2], days[-1]):
            check(store, SOURCE, before)


def test_a_history_holds_nothing_of_the_rows_it_was_brought_back_from(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a source said is held once: of a million statements the rows beside it took a third of the memory of a history."""
    columns: list[weakref.ref[object]] = []

    def noted(row: PackedQuarter) -> HeldReleases:
        held = of_quarter(row)
        columns.extend(map(weakref.ref, (held.units, held.lines, held.keys, held.sizes)))
        return held

    monkeypatch.setattr("tracker.store.write.standings.MANY", 1)
    monkeypatch.setattr("tracker.link.lines.packed_standings.of_quarter", noted)
    make_store(url, 600)
    with open_store(url) as store:
        history = store.line_history(SOURCE, END)
        assert len(columns) > 8
        assert all(column() is None for column in columns)
        assert history.statements()[0].release.source == SOURCE


def test_of_what_was_looked_at_a_part_is_held(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a source is related, no more statements stay in memory than the bound and those that one may continue."""
    monkeypatch.setattr("tracker.link.lines.line_history.UNITS_HELD", 20)
    monkeypatch.setattr("tracker.link.lines.line_history.LOOKS_HELD", 10)
    make_store(url, 600)
    with open_store(url) as store:
        asked = [unit for one in store.read_revisions_from(SOURCE, date.min) for unit in one.reading.units]
        history, offered, at_most = store.line_history(SOURCE, END), 0, [0, 0]
        gc.collect()
        gc.freeze()  # what other tests left is not counted again each time
        try:
            for unit in asked:
                lines = history.find(extract_features(unit), limit=5)
                said = [one for line in lines for one in history.said(line).values()]
                history.bring_looks(said)
                for one in said:
                    history.look(one)
                offered = max(offered, len(said))
                at_most = [max(most, living(kind)) for most, kind in zip(at_most, (Unit, Look), strict=True)]
        finally:
            gc.unfreeze()
    assert len(asked) > 30 + offered
    assert at_most[0] <= 20 + 2 * offered
    assert at_most[1] <= 10 + 2 * offered


def living(kind: type) -> int:
    """Return how many values of *kind* are in memory."""
    return sum(type(one) is kind for one in gc.get_objects())


def read_again(desk: Desk, said: Said) -> None:
    """Read another deadline and other words at the same place, and relate that."""
    reading = desk.reading(said.revision, "Norvale will respond.", facets=build_facets(deadline="by 2033"))
    desk.store.record_readings([reading])


def titled_anew(desk: Desk, said: Said) -> None:
    """Learn that the release was made with another state."""
    renamed = replace(said.release, title="Joint statement of Norvale and France", issuer="Norvale")
    desk.record(renamed, "Norvale will respond.")


def edited(desk: Desk, said: Said) -> None:
    desk.say(said.release.ref, {"engage": "Norvale will engage."})


def dropped(desk: Desk, said: Said) -> None:
    desk.silence(said, Label.DROPPED, build_line("engage"), Mention(said.units[0], said.release))


def dated_anew(desk: Desk, said: Said) -> None:
    """Learn that the release is of the quarter before, where another stands."""
    desk.record(replace(said.release, published_on=EARLIER), "Norvale will respond.")


def came_late(desk: Desk, said: Said) -> None:
    desk.say("NV-0", {"respond": "Norvale will respond."}, day=EARLIER)


def held_under_another(desk: Desk, said: Said) -> None:
    other = build_release("EM-1", source="estmark-mfa")
    desk.record(other, "Norvale will respond.")
    desk.store.record_keys(said.release.id, ["key"], {other.id: WitnessKind.TEXT})


@pytest.mark.parametrize("later", [1, 400], ids=["the next day", "a year later"])
@pytest.mark.parametrize(
    "event", [read_again, titled_anew, edited, dropped, dated_anew, came_late, held_under_another]
)
def test_what_a_history_was_made_from_is_looked_at_again_where_it_moved(
    desk: Desk,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    event: Callable[[Desk, Said], None],
    later: int,
) -> None:
    """A new reading, title, day, text, silence or witness, and what comes late, shows in the next history, also of a quarter that is over."""
    monkeypatch.setattr("tracker.store.write.standings.MANY", 1)
    said = desk.say("NV-1", {"respond": "Norvale will respond."}, day=DAY)
    desk.say("NV-2", {"respond": "Norvale will respond.", "engage": "Norvale will engage."}, day=DAY)
    desk.say("NV-3", {"engage": "Norvale will engage."}, day=EARLIER)
    check(store, said.release.source, DAY + timedelta(days=later))
    event(desk, said)
    check(store, said.release.source, DAY + timedelta(days=later))


def test_only_quarters_that_are_over_and_full_are_laid_side_by_side(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was said this quarter changes with each release of it; of a quarter with few releases their own rows are as soon read."""
    monkeypatch.setattr("tracker.store.write.standings.MANY", 2)
    for number, day in enumerate((EARLIER, DAY, DAY, DAY + timedelta(days=400), DAY + timedelta(days=400))):
        said = desk.say(f"NV-{number}", {"respond": "Norvale will respond."}, day=day)
    check(store, said.release.source, DAY + timedelta(days=401))
    with store.reading() as connection:
        held = connection.execute(select(STANDING_QUARTERS.c.quarter)).scalars().all()
    assert held == [quarter_of(DAY)]


def test_a_unit_read_again_without_its_deadline_names_none(desk: Desk, store: Store) -> None:
    """A deadline holds as long as the last reading finds it."""
    said = desk.say(
        "NV-1", {"respond": "Norvale will respond by 2033."}, facets=build_facets(deadline="by 2033")
    )
    assert [unit.id for _, unit, _ in store.standing_units_with_deadline()] == [said.units[0].id]
    reading = replace(
        said.reading,
        units=tuple(replace(unit, facets=replace(unit.facets, deadline="")) for unit in said.units),
    )
    store.record_readings([reading])
    assert store.standing_units_with_deadline() == []


def test_of_lines_with_a_deadline_those_are_read_that_are_asked_for(desk: Desk, store: Store) -> None:
    """What a digest asks of one month is what is due in it, with all that the same line names of those years, in whatever words."""
    quotes = {
        "march": "Norvale will respond by March 2033.",
        "june": "Norvale will respond to Veskia by June 2033.",
    }
    said = desk.say("NV-1", quotes, facets=build_facets(deadline="by March 2033"))
    later = replace(said.units[1], facets=replace(said.units[1].facets, deadline="by June 2033"))
    store.record_readings([replace(said.reading, units=(said.units[0], later))])
    for names, found in (("by June 2033", [later.id]), ("by May 2033", [])):
        told = store.standing_units_with_deadline(years=(2033,), names=names.__eq__)
        assert [unit.id for _, unit, _ in told] == found


def test_a_store_of_schema_0008_knows_its_deadlines(desk: Desk, store: Store) -> None:
    """What named a deadline before there was a table of them is in it, and the history is the same."""
    said = desk.say(
        "NV-1", {"respond": "Norvale will respond by 2033."}, facets=build_facets(deadline="by 2033"), now=NOW
    )
    store.migrate("0008")
    store.ensure_schema()
    assert [unit for _, unit, _ in store.standing_units_with_deadline()] == list(said.units)
    with store.reading() as connection:
        numbers = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (DEADLINES, UNITS)
        ]
    assert numbers == [1, 1]
    check(store, said.release.source, DAY + timedelta(days=1))
