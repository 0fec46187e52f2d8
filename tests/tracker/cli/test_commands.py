"""Commands of the domain, as a user calls them."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
import typer

from reports.cli import export_command
from tests.commands import caller
from tracker.cli.commands import local_zone, register
from tracker.config import load_config
from tracker.exports.json_rows import READ_KEYS

pytestmark = pytest.mark.usefixtures("stored")

ROOT = Path(__file__).parents[3]
LEXICON = ROOT / "jobs" / "demo" / "site" / "lexicon.toml"  # the invented states
STATEMENT = """Home
Contact

Norvale-Estmark Dialogue on the Halden Sea

Date
2031-03-04
hit
120

1. The ministers of Norvale and Estmark met in Port Halden.

2. The two sides agreed to continue efforts to engage Veskia, subject to consultations.

3. The two sides decided to contribute 40 million crowns to the Rescue Fund by the end of 2032.
"""

app = typer.Typer(pretty_exceptions_enable=False)


register(app)
export_command.register(app)


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Call a command in an empty folder; returns exit code, standard output and the lines of standard error."""
    monkeypatch.chdir(tmp_path)
    return caller(app)


@pytest.fixture
def store(tmp_path):
    """A store of three statements of one invented ministry, in which one line weakens."""
    from jobs.import_files import ingest
    from jobs.step_result import utc_now
    from tracker.engine import default_engine
    from tracker.store import open_store

    said = ["will respond", "will respond", "will consider responding"]
    rows = [
        {
            "id": f"NV-{number}",
            "source": "halden",
            "issuer": "Norvale",
            "url": "",
            "published": f"2031-0{number}-01",
            "title": "Statement on the Halden Sea",
            "text": f"Norvale {verb} to any further provocation.\n\nNorvale calls on Veskia to leave the Halden Sea.",
        }
        for number, verb in enumerate(said, start=1)
    ]
    archive = tmp_path / "archive.jsonl"
    archive.write_text("\n".join(json.dumps(row) for row in rows))
    path = tmp_path / "desk.db"
    with open_store(f"sqlite:///{path}") as opened:
        ingest(opened, default_engine(lexicon_files=[str(LEXICON)]), [archive], utc_now())
    return path


@pytest.fixture
def desk(tmp_path):
    """A config file that knows the invented states."""
    path = tmp_path / "desk.toml"
    path.write_text(f'[engine]\nlexicon = ["{LEXICON}"]\n')
    return path


def rows_of(output: str) -> list[dict[str, object]]:
    """Return the JSON objects of *output*, one a line."""
    return [json.loads(line) for line in output.splitlines()]


def test_read_prints_one_object_a_line_and_needs_nothing(call, tmp_path):
    """`read --json` gives every promised key, without store or config, and leaves nothing behind."""
    page = tmp_path / "statement.txt"
    page.write_text(STATEMENT)
    code, output, errors = call("read", page, "--json")
    rows = rows_of(output)
    assert (code, errors) == (0, [])
    assert len(rows) == 2
    assert all(tuple(row) == READ_KEYS for row in rows)
    assert all(STATEMENT[row["start"] : row["end"]] == row["quote"] for row in rows)
    assert rows[0]["condition"] == "subject to consultations"
    assert (rows[1]["deadline"], rows[1]["amount"]) == ("by the end of 2032", "40 million crowns")
    assert [path.name for path in tmp_path.iterdir()] == ["statement.txt"]


def test_read_knows_the_parties_of_a_lexicon_file(call, tmp_path, desk):
    """With a config that names the states, "the two sides" are those two."""
    page = tmp_path / "statement.txt"
    page.write_text(STATEMENT)
    rows = rows_of(call("read", page, "--json", "--config", desk)[1])
    assert [(row["kind"], row["speakers"]) for row in rows] == [
        ("U.joint", ["Estmark", "Norvale"]),
        ("U.joint", ["Estmark", "Norvale"]),
    ]


def test_read_prints_for_people_too(call, tmp_path, desk):
    """Without --json: title, date, each unit with kind, level in words and speakers, and two counts that are not added up."""
    page = tmp_path / "statement.txt"
    page.write_text(STATEMENT)
    _, output, _ = call("read", page, "--config", desk)
    assert "Norvale-Estmark Dialogue on the Halden Sea  (2031-03-04)" in output
    assert "U.joint      undertaking, best efforts (3)  Estmark, Norvale" in output
    assert "condition: subject to consultations" in output
    assert "2 commitments, 0 positions" in output


def test_read_explains_every_decision_when_asked(call, tmp_path, desk):
    """A level without its reason could not be disputed: probability, cue, reasons and slots with offsets are printed."""
    (tmp_path / "statement.txt").write_text(STATEMENT, "utf-8")
    code, output, _ = call("read", "statement.txt", "--explain", "--config", desk)
    assert code == 0
    assert "probability 0.90" in output
    assert "lexicon [commit] agree = 4" in output
    assert "speakers Estmark, Norvale: The subject stands before the unit." in output
    at = STATEMENT.index("by the end of 2032")
    assert f"deadline [{at}:{at + 18}]" in output


def test_a_file_that_cannot_be_read_stops_no_other(call, tmp_path, desk):
    """Empty, binary, wrongly encoded and missing files are one line each; the good one is read; exit 1."""
    (tmp_path / "a-empty.txt").write_text("")
    (tmp_path / "b-binary.txt").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "c-latin.txt").write_bytes("Norvale will reopen the caf\xe9.".encode("latin-1"))
    (tmp_path / "d-good.txt").write_text(STATEMENT)
    names = [
        tmp_path / name for name in ("a-empty.txt", "b-binary.txt", "c-latin.txt", "none.txt", "d-good.txt")
    ]
    code, output, errors = call("read", *names, "--json", "--config", desk)
    assert code == 1
    assert len(rows_of(output)) == 2
    assert len(errors) == 4
    for name, line in zip(("a-empty.txt", "b-binary.txt", "c-latin.txt", "none.txt"), errors, strict=True):
        assert name in line


def test_a_broken_row_of_an_archive_is_named_by_its_line(call, tmp_path, desk):
    """Broken JSON on line 2 says so; lines 1 and 3 are read."""
    good = {"source": "s", "issuer": "Norvale", "published": "2031-03-04", "title": "T", "url": ""}
    text = "Norvale will respond to any further provocation."
    first, last = (json.dumps(good | {"id": name, "text": text}) for name in "12")
    (tmp_path / "archive.jsonl").write_text(f'{first}\n{{"id": \n{last}\n')
    code, output, errors = call("read", tmp_path / "archive.jsonl", "--json", "--config", desk)
    assert code == 1
    assert [row["release"] for row in rows_of(output)] == ["1", "2"]
    assert len(errors) == 1
    assert "archive.jsonl:2" in errors[0]


def test_lines_lists_each_line_once(call, store):
    """A line is listed with how often it was said, since when, and how it moved last."""
    code, output, _ = call("lines", "--store", store, "--json")
    rows = rows_of(output)
    assert code == 0
    assert {(row["mentions"], row["last_label"]) for row in rows} == {(3, "WEAKENED"), (3, "REAFFIRMED")}
    assert len(call("lines", "--store", store)[1].splitlines()) == 2


def test_history_follows_a_line_by_any_name(call, store):
    """A line is found by its id, the start of its id or a part of its name."""
    row = next(
        row
        for row in rows_of(call("lines", "--store", store, "--json")[1])
        if row["last_label"] == "WEAKENED"
    )
    texts = [
        call("history", name, "--store", store)[1]
        for name in (row["line"], row["line"][:8], row["line_name"])
    ]
    assert texts[0] == texts[1] == texts[2]
    assert texts[0].index("  WEAKENED") < texts[0].index("  REAFFIRMED") < texts[0].index("  NEW")
    assert "3 mentions, " in texts[0]
    whole = call("history", row["line"], "--all", "--store", store)[1]
    assert whole.index("  NEW") < whole.index("  REAFFIRMED") < whole.index("  WEAKENED")
    rows = rows_of(call("history", row["line"], "--store", store, "--json")[1])
    assert [found["row"] for found in rows] == ["mention"] * 3 + ["change"] * 3


def test_a_line_nobody_knows_is_one_plain_error(call, store):
    """Exit 1, one line, and where to look."""
    code, output, errors = call("history", "dragons", "--store", store)
    assert (code, output) == (1, "")
    assert errors == [
        "no line is called 'dragons' and no text says it; try fewer words of it or another form; `policy-tracker lines` lists them"
    ]
    assert call("history", "", "--store", store)[2] == [
        'no line is asked for; give words that were said: history "halden strait"'
    ]


def test_a_line_in_other_forms_of_its_words_is_found(call, store):
    """Who asks for "provocations" means any "provocation"; what was asked for instead is told, and a program is told nothing of it."""
    code, output, _ = call("history", "provocations", "--store", store)
    assert code == 0
    assert output.startswith("nothing says it as it is written; this is what says: provoc")
    assert call("history", "provocations", "--store", store, "--json")[0] == 1


def test_export_units_gives_one_row_a_unit(call, store):
    """Each row names its release, its place in the text and its line."""
    rows = rows_of(call("export", "units", "--store", store)[1])
    assert len(rows) == 6
    assert {row["release"] for row in rows} == {"NV-1", "NV-2", "NV-3"}
    assert all(row["line"] and row["line_name"] and row["parent"] is None for row in rows)


def test_export_changes_has_nulls_where_nothing_came_before(call, store):
    """NEW has no earlier statement; every other label names it with its place."""
    rows = rows_of(call("export", "changes", "--store", store)[1])
    assert [row["label"] for row in rows].count("NEW") == 2
    for row in rows:
        earlier = [
            row[key] for key in ("prev_release", "prev_start", "prev_end", "prev_quote", "prev_published")
        ]
        assert all(value is None for value in earlier) == (row["label"] == "NEW")
    weakened = next(row for row in rows if row["label"] == "WEAKENED")
    assert (weakened["release"], weakened["prev_release"], weakened["cause"]) == ("NV-3", "NV-2", "release")
    assert weakened["deltas"][0].keys() == {"facet", "before", "after", "verdict"}


def test_export_of_another_source_is_empty(call, store):
    """--source keeps to one source."""
    assert call("export", "units", "--store", store, "--source", "none")[1] == ""


@pytest.mark.sqlite  # the example keeps its store in a file
def test_init_writes_a_config_that_loads_and_a_store(call, tmp_path):
    """After init both files are there; nothing is asked and nobody is written to until somebody chooses."""
    code, output, _ = call("init")
    assert code == 0
    assert "made the store" in output
    assert (tmp_path / "commitments.db").exists()
    made = load_config(tmp_path / "config.toml")
    assert (made.sources, made.sections.get("subscribers")) == ((), None)
    assert '# preset = "us_fed_fomc"' in (tmp_path / "config.toml").read_text("utf-8")


def test_init_takes_the_zone_of_the_machine(call, tmp_path, monkeypatch):
    """A digest of seven in the morning goes out at seven where it is read, and init says of which zone it thinks."""
    monkeypatch.setenv("TZ", "Europe/Oslo")
    assert "times are Europe/Oslo; another zone: timezone in [jobs]" in call("init")[1]
    assert load_config(tmp_path / "config.toml").sections["jobs"]["timezone"] == "Europe/Oslo"


def test_init_never_overwrites_unasked(call, tmp_path):
    """What is there stays, unless --force is given."""
    (tmp_path / "config.toml").write_text("# mine\n")
    code, _, errors = call("init")
    assert (code, errors) == (2, ["config.toml: is there already; use --force to overwrite it"])
    assert (tmp_path / "config.toml").read_text() == "# mine\n"
    assert call("init", "--force")[0] == 0


def test_the_example_in_the_checkout_is_the_one_that_is_shipped():
    """config.toml at the top is what `init` writes."""
    assert (ROOT / "config.toml").read_text() == (files("tracker.config") / "example.toml").read_text()


def test_doctor_finds_nothing_wrong_with_a_fresh_folder(call):
    """With no config and no store there is nothing to mend."""
    code, output, _ = call("doctor")
    assert code == 0
    assert "WRONG" not in output
    for name in ("python", "packages", "config", "folder", "store", "lexicon", "sources"):
        assert name in output


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "command", [["search", "x"], ["lines"], ["history", "x"], ["cite", "x"], ["export", "units"]]
)
def test_a_command_that_reads_makes_no_store(call, tmp_path, command):
    """Nothing is not the answer of a store that is not there: exit 2, its path and what makes one; no file is made."""
    code, output, (error,) = call(*command, "--store", "desks/mispelt.db")
    assert (code, output) == (2, "")
    assert error.startswith("desks/mispelt.db: there is no store; check the path; `policy-tracker init`")
    assert not (tmp_path / "desks").exists()


@pytest.mark.sqlite
def test_doctor_takes_a_store_that_is_named_and_not_there_for_a_slip(call, tmp_path):
    """The store that config.toml names is made at first use; one that is typed has to be there."""
    code, output, _ = call("doctor", "--store", "mispelt.db")
    (line,) = [line for line in output.splitlines() if line.split()[1] == "store"]
    assert (code, line.split()[0], "there is no store" in line) == (1, "WRONG", True)


def test_lines_of_a_source_that_is_not_held_are_a_wrong_call(call, store):
    """A mistyped source is not told as "no line is so": the sources there are stand in one line."""
    code, output, errors = call("lines", "--source", "haldn", "--store", store)
    assert (code, output) == (2, "")
    assert errors == ['--source: nothing is held of "haldn"; did you mean "halden"? There is: halden']


def test_doctor_names_what_is_wrong_with_a_config(call, tmp_path):
    """An unknown key is found, with its line and the nearest name; exit 1."""
    (tmp_path / "config.toml").write_text('[stroe]\nurl = "sqlite:///desk.db"\n')
    code, output, _ = call("doctor", "--json")
    wrong = [row for row in rows_of(output) if not row["ok"]]
    assert code == 1
    assert [row["check"] for row in wrong] == ["config"]
    assert 'did you mean "store"?' in wrong[0]["found"]


@pytest.mark.parametrize("arguments", [["export", "dragons"], ["read"], ["lines", "--nonsense"]])
def test_a_wrong_call_exits_with_2(call, arguments):
    """What the command line does not know is a wrong call."""
    assert call(*arguments)[0] == 2


def test_an_unknown_key_in_the_config_is_one_line(call, tmp_path):
    """Every command that reads the config reports its faults alike; exit 2."""
    (tmp_path / "config.toml").write_text("[fetch]\ndelay = 5\n")
    code, _, errors = call("lines")
    assert code == 2
    assert len(errors) == 1
    assert 'config.toml: line 2, [fetch] delay: unknown key, did you mean "delay_seconds"?' in errors[0]


def test_a_store_of_another_kind_is_one_line(call, tmp_path):
    """A file that is no database is named, and nothing is written to it."""
    (tmp_path / "notes.db").write_text("not a database, just notes " * 100)
    code, _, errors = call("lines", "--store", tmp_path / "notes.db")
    assert code == 1
    assert len(errors) == 1
    assert "notes.db" in errors[0]


@pytest.mark.parametrize(
    ("named", "linked", "zone"),
    [
        ("Europe/Oslo", "/usr/share/zoneinfo/Asia/Tokyo", "Europe/Oslo"),
        (":Europe/Oslo", None, "Europe/Oslo"),
        ("", "/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"),
        ("", "../usr/share/zoneinfo/Etc/UTC", "UTC"),
        ("CET-1CEST", "/usr/share/zoneinfo/nowhere", "UTC"),
        ("", None, "UTC"),
    ],
)
def test_who_names_a_zone_is_heard_before_the_machine(tmp_path, named, linked, zone):
    """TZ goes before the link of the machine; a zone that is in no database, or none, is UTC."""
    link = tmp_path / "localtime"
    if linked:
        link.symlink_to(linked)
    assert local_zone({"TZ": named}, link) == zone
