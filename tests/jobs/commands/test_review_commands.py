"""``review`` and ``recompute`` as a user calls them."""

from __future__ import annotations

import csv
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from jobs.cli import build_app
from tests.commands import caller
from tests.stores import store_url
from tracker.exports.json_rows import change_row, unit_row
from tracker.store import open_store

pytestmark = pytest.mark.usefixtures("stored")

ROOT = Path(__file__).parents[3]
LEXICON = ROOT / "jobs" / "demo" / "site" / "lexicon.toml"
SAID = (
    "Norvale will respond to any further provocation in the Halden Sea.",
    "Norvale will consider responding to any further provocation in the Halden Sea.",
)
BOUND = 60  # seconds a subprocess may take
MANY = 150


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Call a command in an empty folder; returns exit code, standard output and the lines of standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("USER", "ana")
    return caller(build_app())


WIDER = (
    "Norvale will hold joint patrols of the Halden Sea with Estmark.",
    "Norvale will hold joint patrols of the Halden Sea and of the Skerry Islands with Estmark.",
)


def build_store(call, folder, count=2, apart=1, said=SAID):
    """Ingest *count* statements, *apart* days from each other, in turn each of *said*, into the store of a config."""
    (folder / "config.toml").write_text(
        f'[store]\nurl = "sqlite:///desk.db"\n[engine]\nlexicon = ["{LEXICON}"]\n'
    )
    rows = [
        {
            "id": f"NV-{number:03}",
            "source": "norvale",
            "issuer": "Norvale",
            "title": "Statement on the Halden Sea",
            "published": str(date(2031, 1, 1) + timedelta(days=number * apart)),
            "text": said[number % 2],
        }
        for number in range(count)
    ]
    (folder / "archive.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert call("ingest", "archive.jsonl")[0] == 0
    return folder / "desk.db"


def exported(folder):
    """Return all units and changes of the store, as they are exported."""
    with open_store(store_url(folder)) as store:
        return [unit_row(*found) for found in store.units()], list(map(change_row, store.changes()))


def test_review_lists_what_is_asked_for_as_text_and_rows(call, tmp_path):
    """Both quotes, the rule and why it is in doubt; with --json one change a line."""
    build_store(call, tmp_path, apart=90)
    code, output, errors = call("review", "--line", "respond")
    assert code == 0
    assert "WEAKENED" in output
    assert "before, 2031-01-01: “will respond" in output
    assert errors == ["2 in doubt; decide at a terminal, or with --export and --import"]
    rows = [json.loads(line) for line in call("review", "--line", "respond", "--json")[1].splitlines()]
    assert [(row["label"], row["why"]) for row in rows] == [
        ("NEW", ["asked for"]),
        ("WEAKENED", ["asked for"]),
    ]
    assert call("review")[1] == "nothing is in doubt\n"


def test_a_label_that_is_held_back_is_asked_about_as_a_label(call, tmp_path):
    """One more item in a list is wider, or wording, and the link is sure: a label that was seldom right is asked about."""
    build_store(call, tmp_path, apart=40, said=WIDER)
    assert "in doubt: the label" in call("review")[1]


def test_a_sheet_round_trip_decides_and_undo_takes_it_back(call, tmp_path):
    """Export, fill in, import: decided, related again, listed with who; undo by its id."""
    build_store(call, tmp_path)
    code, output, _ = call("review", "--line", "respond", "--export", "doubts.csv")
    assert (code, output.startswith("wrote 2 rows to doubts.csv")) == (0, True)
    with Path("doubts.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[1] |= {"decision": "label", "value": "qualified"}
    with Path("doubts.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    code, output, _ = call("review", "--import", "doubts.csv", "--by", "ben")
    assert (code, output.splitlines()[-1]) == (0, "1 kept; 1 texts related again")
    assert [row["label"] for row in exported(tmp_path)[1]] == ["NEW", "QUALIFIED"]
    (taken,) = (json.loads(line) for line in call("review", "--decisions", "--json")[1].splitlines())
    assert (taken["decision"], taken["value"], taken["by"]) == ("label", "QUALIFIED", "ben")
    code, output, _ = call("review", "--undo", taken["id"])
    assert (code, output.splitlines()[-1]) == (0, "1 undone; 1 texts related again")
    assert [row["label"] for row in exported(tmp_path)[1]] == ["NEW", "WEAKENED"]
    assert "(undone by ana)" in call("review", "--decisions")[1]


def test_wrong_calls_of_review_are_told(call, tmp_path):
    """Two things at once is a wrong call (2); an unknown decision, line or file is trouble (1); each one line."""
    build_store(call, tmp_path)
    assert call("review", "--decisions", "--undo", "1")[0] == 2
    for arguments in (("--undo", "9"), ("--line", "zebra"), ("--import", "none.csv")):
        code, _, errors = call("review", *arguments)
        assert (code, len(errors)) == (1, 1), arguments


def test_gold_needs_a_folder_and_the_rest_a_file(call, tmp_path):
    """``export gold DIR`` writes three files; without DIR, or units into a folder, is a wrong call."""
    build_store(call, tmp_path)
    code, output, _ = call("export", "gold", "gold", "--json")
    assert (code, json.loads(output)) == (0, {"releases": 2, "units": 2, "links": 1})
    assert sorted(path.name for path in Path("gold").iterdir()) == [
        "links.jsonl",
        "releases.jsonl",
        "units.jsonl",
    ]
    assert call("export", "gold")[0] == 2
    assert call("export", "units", "gold")[0] == 2


def test_recompute_leaves_what_stands_as_it_is(call, tmp_path):
    """The same engine on the same texts gives the same rows, causes included."""
    build_store(call, tmp_path)
    before = exported(tmp_path)
    code, output, errors = call("recompute", "--json")
    assert (code, errors) == (0, [])
    assert json.loads(output) == {"read": 2, "units": 2, "related": 2, "changes": 2}
    assert exported(tmp_path) == before


def test_what_a_recomputation_finds_anew_is_no_news(call, tmp_path):
    """Another lexicon gives another label; it has the cause recomputed, told or not."""
    build_store(call, tmp_path)
    config = tmp_path / "config.toml"
    (tmp_path / "mine.toml").write_text("[modal]\nwill = 1\n")
    config.write_text(config.read_text().replace("lexicon = [", 'lexicon = ["mine.toml", '))
    call("recompute", "--source", "norvale")
    assert [(row["label"], row["cause"]) for row in exported(tmp_path)[1]] == [
        ("NEW", "release"),
        ("REAFFIRMED", "recomputed"),
    ]


def test_recompute_of_an_unknown_source_is_a_wrong_call(call, tmp_path):
    """A source nothing is held of is named, with those there are."""
    build_store(call, tmp_path)
    code, _, errors = call("recompute", "--source", "estmark")
    assert (code, errors) == (2, ['--source: nothing is held of "estmark"; there is: norvale'])


def due(database, where="relations WHERE due = 'recompute'"):
    """Return how many relations wait to be computed again, or how many rows another table has."""
    connection = sqlite3.connect(database, timeout=BOUND)
    try:
        return connection.execute(f"SELECT count(*) FROM {where}").fetchone()[0]
    finally:
        connection.close()


@pytest.mark.sqlite  # it looks into the file while the command writes
@pytest.mark.usefixtures("trained_reader")  # which the process that is killed has too
def test_a_recomputation_that_is_killed_goes_on_where_it_was(call, tmp_path):
    """Killed while relating, the next call reads and relates what is left, nothing again, and ends the same."""
    database = build_store(call, tmp_path, MANY)
    before = exported(tmp_path)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-m", "jobs", "recompute"], cwd=tmp_path, env=environment)
    try:
        marked = False
        while process.poll() is None:
            left = due(database)
            marked = marked or left == MANY
            if marked and left < MANY - 10:
                break
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
    finally:
        process.kill()
        process.wait(BOUND)
    left, unread = due(database), due(database, "readings WHERE stamp = ''")
    assert 0 < left < MANY
    code, output, errors = call("recompute", "--json")
    assert (code, errors) == (0, ["going on with a recomputation that was cut short"])
    counts = json.loads(output)
    assert counts["read"] == unread
    assert counts["related"] <= left + 1
    assert due(database) == 0
    assert exported(tmp_path) == before
    assert json.loads(call("recompute", "--json")[1])["read"] == MANY
