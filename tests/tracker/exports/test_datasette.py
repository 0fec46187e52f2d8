"""The words and questions for Datasette, against the schema and against a store of one invented ministry.

Datasette itself was run against a store by hand, 0.65.5 and 1.0a41; its SQL is SQLite's, which is what is tested here.
"""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import UTC, datetime

import pytest

from reports.view.vocabulary import MOVED_LABELS
from tests.statements import release, take_in
from tracker.domain import Label
from tracker.exports.datasette import metadata, table_descriptions
from tracker.store import open_store
from tracker.store.tables import METADATA

pytestmark = pytest.mark.sqlite  # Datasette opens nothing else

MADE_BY_MIGRATIONS = {"alembic_version", "passage_words"}
WORDS = table_descriptions()
QUERIES = sorted(WORDS["queries"])
SAID = [
    "Norvale will respond to any further provocation.",
    "Norvale will train the coast guard of Estmark.",
    "Norvale calls on Veskia to withdraw its vessels.",
]


def listed(name: str = "desk"):
    """Return the tables as Datasette is told of them."""
    return json.loads(metadata(name))["databases"][name]["tables"]


def test_every_table_is_listed_or_kept_back():
    """A new table is put into words, hidden or denied before it is shipped; none is made up."""
    told = [*WORDS["tables"], *WORDS["hidden"], *WORDS["denied"]]
    assert sorted(told) == sorted({*METADATA.tables, *MADE_BY_MIGRATIONS} - {"passage_words"})


@pytest.mark.parametrize("name", sorted(WORDS["tables"]))
def test_every_column_is_described_and_none_is_made_up(name):
    """Who opens a table reads what each column is, in the order it stands there."""
    columns = WORDS["tables"][name]["columns"]
    assert list(columns) == [column.name for column in METADATA.tables[name].columns]
    assert all(columns.values())
    shown = [*WORDS["tables"][name].get("facets", ())]
    shown += [WORDS["tables"][name][key] for key in ("label", "newest") if key in WORDS["tables"][name]]
    assert set(shown) <= set(columns)


def test_tables_that_hold_bytes_are_not_listed():
    """A table of compressed bytes tells a reader nothing."""
    with_bytes = {
        table.name
        for table in METADATA.tables.values()
        for column in table.columns
        if "BLOB" in str(column.type)
    }
    assert with_bytes
    assert not with_bytes & WORDS["tables"].keys()


def test_addresses_of_readers_are_nobody_s_business():
    """Tables of mail, and what signs its links, are denied to all, and SQL of one's own, which would read them, to all but the operator."""
    of_readers = {
        name
        for name, table in METADATA.tables.items()
        if {"address", "recipients", "subscriber"} & set(table.columns.keys())
    }
    denied = {name for name, table in listed().items() if table.get("allow") is False}
    assert denied == of_readers | {"link_keys"}
    assert json.loads(metadata("desk"))["databases"]["desk"]["allow_sql"] == {"id": "root"}
    asked = " ".join(query["sql"] for query in WORDS["queries"].values())
    assert not [name for name in of_readers if name in asked]


def test_the_questions_mean_by_moved_what_reports_mean():
    """A line that is new, said again or silent once has not moved."""
    left_out = re.search(r"label not in \(([^)]+)\)", WORDS["queries"]["moved_since"]["sql"])[1]
    assert set(re.findall(r"'(\w+)'", left_out)) == {label.value for label in Label} - {
        label.value for label in MOVED_LABELS
    }


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """Ask a question of a store of three statements, the last of which was edited; returns rows as mappings."""
    folder = tmp_path_factory.mktemp("desk")
    path = folder / "desk.db"
    with open_store(f"sqlite:///{path}") as opened:
        passes = (SAID[0], "Norvale may consider responding to any further provocation.")
        take_in(
            opened,
            folder,
            [
                (
                    datetime(2031, 6, day, 8, tzinfo=UTC),
                    [release(1, *SAID), release(2, *SAID), release(3, last)],
                )
                for day, last in enumerate(passes, start=1)
            ],
        )
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    connection.execute("UPDATE changes SET review = (label = 'WEAKENED')")

    def ask(name: str, **parameters: str):
        return [dict(row) for row in connection.execute(WORDS["queries"][name]["sql"], parameters)]

    yield ask
    connection.close()


def test_what_moved_since_a_day(asked):
    """Both quotes, whose move it is and whether it is a commitment; nothing that was only said again."""
    (moved,) = asked("moved_since", since="2031-01-01")
    assert (moved["published"], moved["what"], moved["label"]) == ("2031-03-01", "commitment", "WEAKENED")
    assert moved["before"] == "will respond to any further provocation"
    assert moved["now"] == "may consider responding to any further provocation"
    assert asked("moved_since", since="2031-03-02") == []


def test_the_history_of_a_line_tells_each_time_it_was_said(asked):
    """Of a release that was edited the last text alone, as `policy-tracker history` has it."""
    said = asked("history_of_a_line", line="Provocation")
    assert [(row["published"], row["label"]) for row in said] == [
        ("2031-01-01", "NEW"),
        ("2031-02-01", "REAFFIRMED"),
        ("2031-03-01", "WEAKENED"),
    ]
    assert [row["level"] for row in said] == [4, 4, 1]
    assert asked("history_of_a_line", line="") == []


def test_commitments_and_positions_towards_a_party_are_two_questions(asked):
    """What was undertaken towards Estmark, and what was asked of Veskia; never in one list."""
    undertaken = asked("commitments_towards", party="estmark")
    assert [row["quote"] for row in undertaken] == ["will train the coast guard of Estmark"] * 2
    assert asked("positions_towards", party="Estmark") == []
    asked_of = asked("positions_towards", party="Veskia")
    assert len(asked_of) == 2
    assert {row["kind"][0] for row in asked_of} == {"D"}
    assert asked("commitments_towards", party="Veskia") == []
    assert asked("commitments_towards", party="") == asked("positions_towards", party="") == []


def test_topics_by_month_count_commitments_and_positions_apart(asked):
    """Of each month the latest texts alone; a topic brings those under it."""
    rows = asked("topics_by_month", topic="")
    assert {row["month"] for row in rows} == {"2031-01", "2031-02", "2031-03"}
    assert all(set(row) == {"month", "topic", "commitments", "positions"} for row in rows)
    assert sum(row["positions"] for row in rows) > 0
    assert sum(row["commitments"] for row in rows) > 0
    topic = rows[0]["topic"]
    parent = topic.partition(".")[0]
    assert {row["topic"] for row in asked("topics_by_month", topic=topic)} == {topic}
    assert {row["topic"] for row in asked("topics_by_month", topic=parent)} == {
        row["topic"] for row in rows if row["topic"] == parent or row["topic"].startswith(f"{parent}.")
    }


def test_an_edit_is_told_with_what_moved_by_it(asked):
    """The second text of the third statement, and that one commitment moved and no position."""
    (edit,) = asked("silent_edits")
    assert (edit["text_number"], edit["published"]) == (2, "2031-03-01")
    assert (edit["commitments_moved"], edit["positions_moved"]) == (1, 0)


def test_doubts_are_what_is_marked_for_review(asked):
    """What is too close to call, and nothing else."""
    (doubt,) = asked("to_check")
    assert (doubt["label"], doubt["what"]) == ("WEAKENED", "commitment")


@pytest.mark.parametrize("name", QUERIES)
def test_every_question_has_a_title_and_says_what_to_give(name):
    """A parameter without a word of what it takes is a riddle."""
    query = WORDS["queries"][name]
    assert query["title"]
    assert query["about"].endswith(".")
    if re.search(r":\w", query["sql"]):
        assert "Give" in query["about"]


def test_the_file_is_named_after_what_datasette_calls_the_store():
    """A database is called by its file; words under another name would be shown nowhere."""
    assert list(json.loads(metadata("norvale"))["databases"]) == ["norvale"]
