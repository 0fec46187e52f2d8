"""``export`` as a user calls it, on a store of one invented ministry."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

import feedparser
import pyarrow.parquet
import pytest
import typer
from typer.testing import CliRunner

from reports.cli import export_command
from tests import stores
from tests.commands import invoke
from tests.statements import release, take_in
from tracker.exports.json_rows import change_row, unit_row
from tracker.hashing import body_hash
from tracker.store import open_store

pytestmark = pytest.mark.usefixtures("stored")

FIRST, SECOND = datetime(2031, 6, 1, 8, tzinfo=UTC), datetime(2031, 6, 2, 8, tzinfo=UTC)
SAID = [
    "Norvale will respond to any further provocation.",
    "Norvale will contribute 40 million crowns to the Rescue Fund by June 2032.",
    "Norvale will train the coast guard of Estmark in the coming years.",
]
EDITED = "Norvale may consider responding to any further provocation."

app = typer.Typer(pretty_exceptions_enable=False)
app.callback()(lambda: None)  # else one command alone is no group
export_command.register(app)


@pytest.fixture
def store(tmp_path):
    """The URL of a store of two statements, of which the second was edited a day later."""
    url, title = stores.store_url(tmp_path), "=HYPERLINK(0) & more"
    with open_store(url) as opened:
        take_in(
            opened,
            tmp_path,
            [
                (now, [release(1, *SAID, title=title), release(2, last, title=title)])
                for now, last in ((FIRST, SAID[0]), (SECOND, EDITED))
            ],
        )
    return url


@pytest.fixture
def call(tmp_path, monkeypatch, store):
    """Call ``export`` on that store in an empty folder; returns exit code, output in bytes, lines of stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str):
        result = invoke(app, "export", *arguments, "--store", store)
        return result.exit_code, result.stdout_bytes, result.stderr.splitlines()

    return run


@pytest.mark.parametrize("what", ["units", "changes"])
def test_without_a_format_it_is_json_lines_as_ever(call, store, what):
    """Byte for byte what ``json.dumps`` gives of each row, a line each; --format jsonl is the same."""
    with open_store(store) as opened:
        rows = (
            [unit_row(*found) for found in opened.units()]
            if what == "units"
            else [change_row(change) for change in opened.changes()]
        )
    expected = "".join(f"{json.dumps(row, ensure_ascii=False, default=str)}\n" for row in rows).encode()
    assert rows
    assert call(what) == call(what, "--format", "jsonl") == (0, expected, [])


@pytest.mark.parametrize("what", ["units", "changes"])
def test_every_format_holds_the_same_rows(call, what):
    """CSV and JSON say what JSON Lines say, a table with day, source, label and words first; lists in CSV are JSON, and formulas are text."""
    rows = [json.loads(line) for line in call(what)[1].splitlines()]
    assert json.loads(call(what, "--format", "json")[1]) == rows
    table = list(csv.DictReader(StringIO(call(what, "--format", "csv")[1].decode(), newline=""), strict=True))
    assert [set(row) for row in table] == [set(row) for row in rows]
    first = ["published", "source", "kind", "quote"]
    assert list(table[0])[:4] == (first if what == "units" else ["published", "source", "label", "quote"])
    assert [row["quote"] for row in table] == [row["quote"] or "" for row in rows]
    if what == "units":
        assert {row["title"] for row in table} == {"'=HYPERLINK(0) & more"}
        assert [json.loads(row["speakers"]) for row in table] == [row["speakers"] for row in rows]


@pytest.mark.parametrize("what", ["units", "changes"])
def test_parquet_holds_the_same_rows_with_days_as_days(call, what):
    """What a notebook opens is what JSON Lines say."""
    rows = [json.loads(line) for line in call(what)[1].splitlines()]
    assert call(what, "rows.parquet", "--format", "parquet")[::2] == (0, [])
    back = pyarrow.parquet.read_table("rows.parquet").to_pylist()
    assert [
        {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
        for row in back
    ] == rows


def test_parquet_is_not_printed(call):
    """Bytes on a terminal help nobody: a file is asked for, before the store is read."""
    code, output, (error,) = call("units", "--format", "parquet")
    assert (code, output) == (2, b"")
    assert error == "Parquet is not for a terminal; name a file: export units units.parquet"


@pytest.mark.sqlite
def test_the_words_for_datasette_are_named_after_the_store(call):
    """Datasette calls a store by its file; a YAML reader takes JSON as it is."""
    code, output, errors = call("datasette")
    assert (code, errors) == (0, [])
    assert list(json.loads(output)["databases"]) == ["desk"]
    assert call("datasette", "metadata.yaml") == (0, b"wrote metadata.yaml\n", [])
    assert Path("metadata.yaml").read_bytes() == output


def test_datasette_opens_a_file_of_sqlite_only(tmp_path, monkeypatch):
    """A store on a server is told how to become a file; the server is not asked."""
    monkeypatch.chdir(tmp_path)
    url = "postgresql+psycopg://desk@db.norvale.example/desk"
    result = CliRunner().invoke(app, ["export", "datasette", "--store", url])
    assert result.exit_code == 2
    assert result.stderr.startswith("Datasette opens a store in SQLite only; copy it into a file: ")


def test_a_mark_only_on_demand_and_only_for_csv(call):
    """UTF-8 with the mark for Excel, without for all others; JSON must not have one (RFC 8259 section 8.1)."""
    assert call("units", "--format", "csv", "--bom")[1].startswith(b"\xef\xbb\xbfpublished,")
    assert call("units", "--format", "csv")[1].startswith(b"published,")
    assert call("units", "--bom")[0] == call("feed", "--bom")[0] == 2


def test_days_of_publication_are_both_included(call):
    """--since and --until are days of publication, both in."""
    for what in ("units", "changes"):
        rows = [json.loads(line) for line in call(what)[1].splitlines()]
        window = call(what, "--since", "2031-02-01", "--until", "2031-02-01")[1].splitlines()
        assert 0 < len(window) < len(rows)
        assert [json.loads(line) for line in window] == [row for row in rows if row["release"] == "NV-2"]
    assert call("citations", "--since", "2031-02-02")[1] == b""


def test_the_feed_tells_releases_and_edits_by_when_they_came(call):
    """An edit is newer than the release it is of; the statement of January came with the first pass."""
    code, output, errors = call("feed")
    parsed = feedparser.parse(output)
    assert (code, errors, parsed.bozo) == (0, [], False)
    told = [(entry.updated, entry.title.partition(":")[0]) for entry in parsed.entries]
    assert told == sorted(told, key=lambda one: one[0], reverse=True)
    assert told[0][0] == "2031-06-02T08:00:00Z"
    assert "The published text was edited." in parsed.entries[0].content[0].value
    assert {at for at, label in told if label == "NEW"} == {"2031-06-01T08:00:00Z"}
    (newest,) = feedparser.parse(call("feed", "--limit", "1")[1]).entries
    assert newest == parsed.entries[0]
    assert (
        newest.link
        == "https://mfa.norvale.example/2#:~:text=may%20consider%20responding%20to%20any%20further%20provocation"
    )
    assert [entry.id for entry in feedparser.parse(call("feed", "--source", "halden")[1]).entries] == [
        entry.id for entry in parsed.entries
    ]
    window = feedparser.parse(call("feed", "--since", "2031-02-01")[1]).entries
    assert 0 < len(window) < len(parsed.entries)
    assert all(", 2031-02-01: " in entry.content[0].value.splitlines()[0] for entry in window)


def test_deadlines_without_a_day_are_counted_on_stderr(call):
    """One commitment is due on 30 June 2032; the other names no day, and that is said."""
    code, output, errors = call("deadlines")
    assert code == 0
    assert output.count(b"BEGIN:VEVENT\r\n") == 1
    assert b"\r\nDTSTART;VALUE=DATE:20320630\r\n" in output
    assert errors == ["1 of 2 deadlines are left out: 1 name no one day, 0 a day before they were said"]


def test_a_citation_names_the_last_text_by_its_hash(call):
    """Of an edited release the second revision is cited, looked at on the day its page last answered."""
    entries = call("citations")[1].decode().split("\n\n")[:-1]
    assert [entry.partition("{")[0] for entry in entries] == ["@misc", "@misc"]
    assert f"revision 2, SHA-256 {body_hash(EDITED.encode())}" in entries[1]
    assert "urldate = {2031-06-02}" in entries[1]
    assert r"title = {{=HYPERLINK(0) \& more}}" in entries[0]
    assert call("citations", "--format", "ris")[1].count(b"ER  - \r\n") == 2


@pytest.mark.parametrize("what", ["units", "changes", "feed", "deadlines", "citations"])
def test_a_file_holds_what_would_be_printed(call, what):
    """With PATH only that it was written is printed; the file is there whole, in place of the one before, and no other beside it."""
    printed = call(what, "--format", "csv")[1] if what == "units" else call(what)[1]
    Path("out").mkdir()
    Path("out/file").write_text("before")
    arguments = ["--format", "csv"] if what == "units" else []
    code, said, _ = call(what, "out/file", *arguments)
    assert (code, said.startswith(b"wrote out/file")) == (0, True)
    assert Path("out/file").read_bytes() == printed
    assert [path.name for path in Path("out").iterdir()] == ["file"]


def test_a_file_that_cannot_be_written_is_one_plain_error(call):
    """Exit 1, and which file."""
    code, output, errors = call("feed", "absent/feed.atom")
    assert (code, output) == (1, b"")
    assert errors == ["absent/feed.atom: cannot be written: No such file or directory"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("units", "--format", "bibtex"),
        ("citations", "--format", "csv"),
        ("feed", "--format", "json"),
        ("deadlines", "--since", "2031-01-01"),
        ("datasette", "--since", "2031-01-01"),
        ("datasette", "--source", "halden"),
        ("datasette", "--format", "json"),
        ("feed", "feed.parquet", "--format", "parquet"),
        ("gold", "folder", "--until", "2031-01-01"),
        ("changes", "--since", "yesterday"),
        ("changes", "changes.xlsx"),
        ("changes", "changes.csv.gz"),
        ("edits", "edits.csv"),
        ("feed", "feed.csv"),
        ("warc", "releases.zip"),
        ("units", "units.csv", "--source", "estmark"),
        ("units", "units.jsonl", "--bom"),
        ("units", "."),
        ("gold",),
        ("warc",),
        ("feed", "--limit", "101"),
    ],
)
def test_a_wrong_call_is_told_before_anything_is_written(call, arguments):
    """Exit 2, nothing printed, no file made."""
    before = sorted(Path().iterdir())
    code, output, errors = call(*arguments)
    assert (code, output) == (2, b"")
    assert errors
    assert sorted(Path().iterdir()) == before


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("changes.csv", b"published,source,label,quote,"),
        ("changes.json", b"[\n{"),
        ("changes.jsonl", b'{"release'),
    ],
)
def test_the_name_of_the_file_says_the_format(call, name, first):
    """A file called .csv holds CSV without --format, and the number of what it holds is told."""
    rows = len(call("changes")[1].splitlines())
    assert call("changes", name) == (0, f"wrote {name}: {rows} changes\n".encode(), [])
    assert Path(name).read_bytes().startswith(first)


def test_a_format_that_is_not_written_is_refused_with_what_is(call):
    """Who asks for a spreadsheet is told of CSV for Excel; whoever names another ending, of those there are."""
    assert call("changes", "c.xlsx")[2] == [
        "c.xlsx: a spreadsheet is not written; write c.csv, for Excel with --bom"
    ]
    assert call("citations", "c.docx")[2] == ["c.docx: no .docx is written here; end the name in .bib, .ris"]
    assert call("changes", "changes.csv.gz", "--format", "csv")[0] == 0


def test_an_export_takes_months_and_years(call):
    """--since 2031-02 and --until 2031 are as in every other command."""
    february = call("changes", "--since", "2031-02", "--until", "2031")
    assert february == call("changes", "--since", "2031-02-01", "--until", "2031-12-31")
    assert february[1]


def test_a_source_of_which_nothing_is_held_is_a_wrong_call(call):
    """An empty table would be taken for an answer: the sources there are stand in one line, the likely one first."""
    code, output, errors = call("changes", "changes.csv", "--source", "hald")
    assert (code, output, Path("changes.csv").exists()) == (2, b"", False)
    assert errors == ['--source: nothing is held of "hald"; did you mean "halden"? There is: halden']
