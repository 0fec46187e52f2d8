"""Lines at a glance, one line through the years, and which line a reader means."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, func, literal, literal_column, select
from sqlalchemy import text as sql

from tests.fakes import DAY, build_facets, build_line
from tests.tracker.store.statement_writer import Desk
from tracker.domain import Kind, Label, Mention
from tracker.errors import StoreError
from tracker.store import LineSpan, Store
from tracker.store.core_tables import LINES
from tracker.store.read.line_finding import HAS_ALIASES, WORDS_OF_NAME, words_within

WEEK = timedelta(days=7)


def test_a_line_is_summed_up_by_its_latest_mention(desk: Desk, store: Store) -> None:
    """A line shows when it was first and last said, how often, and where it stands now."""
    desk.say("NV-1", {"respond": "Norvale will respond."}, day=DAY - WEEK)
    desk.say(
        "NV-2",
        {"respond": "Norvale calls for restraint."},
        label=Label.WEAKENED,
        kind=Kind.D_CALL,
        facets=build_facets(family="D", level=2),
    )
    [summary] = store.lines("norvale-mfa")
    assert (summary.mentions, summary.first_on, summary.last_on) == (2, DAY - WEEK, DAY)
    assert (summary.level, summary.kind, summary.last_label) == (2, Kind.D_CALL, Label.WEAKENED)
    assert summary.quote == "Norvale calls for restraint."
    assert store.lines("estmark-mfa") == []


def test_some_lines_are_told_as_among_all(desk: Desk, store: Store) -> None:
    """A few lines asked for by their ids have the moves that they have among all, and no other line has."""
    first = desk.say("NV-1", {"respond": "Norvale will respond."}, day=DAY - WEEK)
    before = Mention(first.units[0], first.release)
    desk.say("NV-2", {"respond": "Norvale may respond."}, label=Label.WEAKENED, before=before)
    desk.say("NV-3", {"pay": "Norvale will pay."}, label=Label.WEAKENED)
    moves = store.line_moves()
    assert len(moves) == 2
    for line in moves:
        assert store.line_moves([line]) == {line: moves[line]}


def test_the_span_of_a_line_runs_from_its_first_day_to_its_last(desk: Desk, store: Store) -> None:
    """What a line is now is what it said last; counts of lines need no more than that."""
    desk.say("NV-1", {"respond": "Norvale will respond."}, day=DAY - WEEK)
    desk.say(
        "NV-2", {"respond": "Norvale calls for calm."}, kind=Kind.D_CALL, facets=build_facets(family="D")
    )
    assert store.line_spans("norvale-mfa") == [LineSpan(Kind.D_CALL, DAY - WEEK, DAY)]
    assert store.line_spans() == store.line_spans("norvale-mfa")
    assert store.line_spans("estmark-mfa") == []


def test_an_edited_release_is_one_mention(desk: Desk, store: Store) -> None:
    """A release that was edited has said a thing once, in its last wording, even if it deleted it later."""
    desk.say("NV-1", {"respond": "Norvale will respond.", "gone": "Norvale will go."})
    edited = desk.say("NV-1", {"respond": "Norvale may respond."}, label=Label.WEAKENED)
    assert {summary.line.name: summary.mentions for summary in store.lines()} == {"gone": 1, "respond": 1}
    mentions, changes = store.history(build_line("respond").id)
    assert mentions == [Mention(edited.units[0], edited.release)]
    assert [change.label for change in changes] == [Label.NEW, Label.WEAKENED]


def test_history_is_told_as_published(desk: Desk, store: Store) -> None:
    """The history of a line runs from the earliest statement, whenever we came to know of it."""
    later = desk.say("NV-2", {"respond": "Norvale will respond again."}, day=DAY + WEEK)
    earlier = desk.say("NV-1", {"respond": "Norvale will respond."}, day=DAY)
    mentions, changes = store.history(build_line("respond").id)
    assert [mention.release for mention in mentions] == [earlier.release, later.release]
    assert changes == [earlier.change, later.change]
    assert store.history("no such line") == ([], [])


def test_a_line_is_found_by_id_or_name(desk: Desk, store: Store) -> None:
    """An id, the start of it, a name in any case and a part that only one name has mean a line."""
    desk.say("NV-1", {"respond to incursions": "Norvale will respond.", "respond": "Norvale responds."})
    wanted = build_line("respond to incursions")
    for text in (wanted.id, wanted.id[:10], "Respond to Incursions", " incursion "):
        assert store.find_line(text) == wanted
    assert store.find_line("respond") == build_line("respond")


@pytest.mark.parametrize(
    "part",
    [
        "spond to incur",
        "SPOND TO",
        "to incursions",
        "neill's 5% \\ of",
        "of\\'",
        "incur",
        "50% of",
        " to  incursions",
    ],
)
def test_a_line_is_found_by_any_part_of_its_name(desk: Desk, store: Store, part: str) -> None:
    """What is typed may begin and end within a word of the name, and signs that mean something to a database mean nothing."""
    desk.say(
        "NV-1",
        {"respond to incursions": "Norvale will respond.", "O'Neill's 5% \\ of\\' pay": "Norvale pays."},
    )
    found = [line.name for line in store.lines_saying(part)]
    plain = " ".join(part.casefold().split())
    assert found == [
        name for name in ("respond to incursions", "O'Neill's 5% \\ of\\' pay") if plain in name.casefold()
    ]


@pytest.mark.postgres
def test_lines_are_found_by_an_index_of_the_words_of_names(store: Store) -> None:
    """Of half a million names only those are read that may have the words that are asked for."""
    words = words_within("to the sea")
    with store.writing() as connection:
        connection.execute(sql("SET LOCAL enable_seqscan = off"))
        asked = select(LINES.c.id).where(
            WORDS_OF_NAME.bool_op("@@")(literal(words).op("::")(literal_column("tsquery")))
        )
        aliased = select(LINES.c.id).where(HAS_ALIASES)
        called = select(LINES.c.id).where(
            func.lower(func.coalesce(LINES.c.given, LINES.c.name)) == "to the sea"
        )
        for query, index in (
            (asked, "ix_lines_words_of_name"),
            (aliased, "ix_lines_with_aliases"),
            (called, "ix_lines_called"),
        ):
            plan = query.compile(connection, compile_kwargs={"literal_binds": True})
            assert index in "".join(connection.execute(sql(f"EXPLAIN {plan}".replace(":", "\\:"))).scalars())


@pytest.mark.sqlite
def test_a_line_is_found_by_its_whole_name_in_an_index(desk: Desk, store: Store) -> None:
    """Of half a million names none is looked at but those that are, in any case of letters, what was typed; nor of lines without aliases any alias."""
    desk.say("NV-1", {"Respond to incursions": "Norvale will respond.", "respond": "Norvale responds."})
    told: list[tuple[str, Any]] = []
    event.listen(
        store._readers, "before_cursor_execute", lambda _c, _k, said, values, *_: told.append((said, values))
    )
    assert [line.name for line in store.lines_called("rESPOND TO incursions")] == ["Respond to incursions"]
    (asked,) = [one for one in told if "FROM lines" in one[0]]
    with store.reading() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0]}", asked[1]).all()
    steps = [str(row[-1]) for row in plan]
    for index in ("ix_lines_called", "ix_lines_with_aliases"):
        assert any(f"USING INDEX {index}" in step for step in steps)
    assert not any(step.startswith("SCAN lines") and "INDEX" not in step for step in steps)


def test_an_unclear_line_is_answered_with_candidates(desk: Desk, store: Store) -> None:
    """Where several lines are meant they are named; where none is, it says where lines are listed."""
    desk.say("NV-1", {"respond at sea": "Norvale will respond.", "respond on land": "Norvale responds."})
    with pytest.raises(
        StoreError, match=r"'respond' means 2 lines: respond at sea \(.+\), respond on land \("
    ):
        store.find_line("respond")
    with pytest.raises(StoreError, match="no line is called 'retreat'"):
        store.find_line("retreat")
    with pytest.raises(StoreError, match="no line is called ''"):
        store.find_line("")


def test_the_first_day_anything_was_said_is_that_of_the_earliest_line(desk: Desk, store: Store) -> None:
    """What is judged new is so against the texts held since then; where nothing is held there is no such day."""
    assert store.first_statement_on() is None
    desk.say("NV-2", {"respond": "Norvale will respond."})
    desk.say("NV-1", {"pay": "Norvale will pay."}, day=DAY - WEEK)
    assert store.first_statement_on() == min(line.first_on for line in store.lines()) == DAY - WEEK
