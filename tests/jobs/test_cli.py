"""The whole command, as a user calls it."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer

from jobs.cli import COMMANDS as COMMANDS_LISTED
from jobs.cli import build_app
from jobs.demo.site_server import serve_folder
from tests.commands import caller
from tests.stores import store_url
from tracker.store import open_store

pytestmark = pytest.mark.usefixtures("stored")

ROOT = Path(__file__).parents[2]
BEFORE_A_SERVER_ANSWERS = 25  # seconds; [fetch] waits for 30
LEXICON = ROOT / "jobs" / "demo" / "site" / "lexicon.toml"  # the invented states
COMMANDS = (
    *("demo", "init", "sources list", "sources check", "ingest", "read", "diff", "run", "report", "lines"),
    *("history", "export", "daemon", "doctor", "review", "recompute"),
)
HEAVY = (
    *("sqlmodel", "sqlalchemy", "alembic", "deepdiff", "scipy", "numpy", "lxml", "trafilatura", "feedparser"),
    *("requests", "pydantic", "apscheduler", "jinja2", "rapidfuzz", "pycountry"),
)


@pytest.fixture
def call(tmp_path, monkeypatch):
    """Call a command in an empty folder; returns exit code, standard output and the lines of standard error."""
    monkeypatch.chdir(tmp_path)
    return caller(build_app())


def build_archive(path: Path, count: int = 3) -> Path:
    """Write an archive of *count* releases of an invented ministry."""
    rows = [
        {
            "id": f"NV-{number}",
            "source": "norvale-mfa",
            "issuer": "Norvale",
            "url": f"https://mfa.norvale.example/{number}",
            "published": f"2031-01-{number:02}",
            "title": "Statement on the Halden Sea",
            "text": "Norvale will respond to any further provocation by Veskia.",
        }
        for number in range(1, count + 1)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def write_config(folder: Path, rest: str = "") -> Path:
    """Write a config that knows the invented states."""
    path = folder / "config.toml"
    path.write_text(f'[store]\nurl = "sqlite:///desk.db"\n[engine]\nlexicon = ["{LEXICON}"]\n{rest}')
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(call, command):
    """--help says what a command is for and ends with a line that can be copied."""
    code, output, _ = call(*command.split(), "--help")
    assert code == 0
    assert "Example: policy-tracker" in " ".join(output.split())


def test_the_list_of_commands_says_what_their_help_says():
    """What a command is for is said once in its own help; the list, which loads none of them, opens with the same words."""
    loaded = typer.main.get_command(build_app()).commands
    for name, listed in COMMANDS_LISTED.items():
        said = " ".join(loaded[name].help.split())
        assert said.startswith(listed.about.rstrip(".")), name


def test_help_loads_nothing_heavy():
    """The list of commands is there at once: databases, parsers and numbers are loaded by the command that needs them."""
    code = f"import sys, jobs.cli; jobs.cli.build_app(); print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_ingest_twice_adds_nothing(call, tmp_path):
    """The second time every release is known; the summary says so."""
    archive, config = build_archive(tmp_path / "archive.jsonl"), write_config(tmp_path)
    assert call("ingest", archive, "--config", config) == (
        0,
        "3 releases, 3 new, 0 edited, 0 unchanged; 3 units read, 3 changes recorded\n",
        [],
    )
    assert call("ingest", archive, "--config", config) == (
        0,
        "3 releases, 0 new, 0 edited, 3 unchanged; 0 units read, 0 changes recorded\n",
        [],
    )


def test_ingest_goes_on_after_a_problem(call, tmp_path):
    """A broken row is one line and exit 1; every other row is in the store."""
    archive, config = build_archive(tmp_path / "archive.jsonl"), write_config(tmp_path)
    archive.write_text(archive.read_text() + "{broken\n")
    code, output, errors = call("ingest", archive, tmp_path / "none.txt", "--config", config)
    assert code == 1
    assert output.startswith("3 releases, 3 new")
    assert [line.split(": ")[0].rpartition("/")[2] for line in errors] == ["archive.jsonl:4", "none.txt"]


def test_ingest_finds_edits_in_archives_too(call, tmp_path):
    """A row whose text differs from the one held is a later revision of its release."""
    archive, config = build_archive(tmp_path / "archive.jsonl"), write_config(tmp_path)
    call("ingest", archive, "--config", config)
    archive.write_text(archive.read_text().replace("will respond", "will consider responding", 1))
    counts = json.loads(call("ingest", archive, "--config", config, "--json")[1])
    assert (counts["edited"], counts["unchanged"]) == (1, 2)
    with open_store(store_url(tmp_path)) as store:
        assert {change.cause.value for change in store.changes()} == {"release", "edit"}


def test_ingest_may_name_the_source(call, tmp_path):
    """--source puts all releases of the files in one source."""
    archive, config = build_archive(tmp_path / "archive.jsonl"), write_config(tmp_path)
    call("ingest", archive, "--source", "desk", "--config", config)
    with open_store(store_url(tmp_path)) as store:
        assert len(store.stored_releases("desk")) == 3


def test_run_does_the_steps_asked_for(call, tmp_path):
    """`run fetch read` does these two; `run` does all five; each prints a line."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sea.html").write_text(
        "<h1>On the Halden Sea</h1><time>2025-03-04</time>"
        "<main><p>Norvale will respond to any further provocation by Veskia.</p></main>"
    )
    with serve_folder(site) as base:
        config = write_config(
            tmp_path,
            f'[fetch]\ndelay_seconds = 0\nallow_hosts = ["127.0.0.1"]\n[[sources]]\nid = "norvale-mfa"\nkind = "pages"\nissuer = "Norvale"\n'
            f'urls = ["{base}/sea.html"]\nselectors = {{ title = "h1", date = "time", body = "main" }}\n',
        )
        code, output, errors = call("run", "fetch", "read", "--config", config)
        assert (code, errors) == (0, [])
        assert output == "fetch    1 announced, 1 new\nread     1 revisions, 1 units\n"
        rows = [json.loads(line) for line in call("run", "--config", config, "--json")[1].splitlines()]
    assert [row["step"] for row in rows] == ["fetch", "read", "relate", "compose", "deliver"]
    assert rows[2]["changes"] == 1
    with open_store(store_url(tmp_path)) as store:
        assert {(run.job, run.status) for run in store.last_runs(20)} == {
            (f"run {row['step']}", "done") for row in rows
        }


def test_a_source_that_is_down_is_exit_1(call, tmp_path):
    """The host that does not answer is named in one line; the run ends normally."""
    config = write_config(
        tmp_path,
        '[fetch]\ndelay_seconds = 0\nallow_hosts = ["127.0.0.1"]\ntimeout_seconds = 1\n'
        '[[sources]]\nid = "gone"\nkind = "feed"\nurl = "http://127.0.0.1:9/feed.xml"\n',
    )
    code, output, errors = call("run", "--config", config)
    assert code == 1
    assert len(output.splitlines()) == 5
    assert len(errors) == 1
    assert errors[0].startswith("gone (127.0.0.1:9): ")


def test_a_wrong_call_says_what_may_be_meant(call, tmp_path):
    """Who types nearly the right word is asked whether that is meant; who hands a file to what reads the store, where files go."""
    assert 'did you mean "changes"?' in " ".join(call("export", "change")[2])
    assert "Value error" not in " ".join(call("export", "change")[2])
    (tmp_path / "seed.txt").write_text("Norvale will pay.")
    assert "`policy-tracker read seed.txt`" in " ".join(call("report", "seed.txt")[2])
    assert call("report", "-h")[0] == call("-h")[0] == 0


def test_a_file_handed_to_what_reads_no_statements_is_not_to_be_ingested(call, tmp_path):
    """A configuration is never taken for statements, and of a file that a command has no use for nothing is proposed."""
    for file in ("config.toml", "seed.txt"):
        (tmp_path / file).write_text("")
    for command in ("doctor", "init", "report"):
        code, _, errors = call(command, "config.toml")
        assert code == 2
        assert "did you mean --config config.toml?" in " ".join(errors)
        assert "ingest" not in " ".join(errors)
    assert "--config" not in " ".join(call("demo", "config.toml")[2])
    assert "ingest" not in " ".join(call("doctor", "seed.txt")[2])


def test_a_port_is_asked_for_with_its_address(call):
    """Who types the option of other servers is told the one that there is."""
    assert "--listen HOST:PORT" in " ".join(call("serve", "--port", "8080")[2])


def test_a_step_that_does_not_exist_is_a_wrong_call(call):
    """Exit 2, and the steps there are; no store is made."""
    code, _, errors = call("run", "fech")
    assert (code, errors) == (2, ['there is no step "fech"; one of fetch, read, relate, compose, deliver'])
    assert list(Path().iterdir()) == []


def test_doctor_looks_at_jobs_and_mail_too(call, tmp_path):
    """A digit for a weekday and a mail address that is none are found before any run."""
    config = write_config(
        tmp_path, '[jobs]\nfetch = "0 8 * * 1"\n[mail]\nfrom = "nobody"\nfolder = "outbox"\n'
    )
    code, output, _ = call("doctor", "--config", config, "--json")
    wrong = {row["check"]: row["found"] for row in map(json.loads, output.splitlines()) if not row["ok"]}
    assert code == 1
    assert wrong.keys() == {"jobs", "mail"}
    assert "digits mean different days" in wrong["jobs"]


def test_doctor_finds_the_example_in_order(call):
    """The configuration in the checkout is complete."""
    open_store("sqlite:///desk.db").close()
    code, output, _ = call("doctor", "--config", ROOT / "config.toml", "--store", "desk.db")
    assert code == 0, output


def test_a_daemon_without_times_is_a_wrong_call(call, tmp_path):
    """Exit 2 and what to add."""
    code, _, errors = call("daemon", "--config", write_config(tmp_path))
    assert code == 2
    assert errors == ['config.toml: [jobs]: nothing says when to fetch; add fetch = "*/30 * * * *"']


def test_a_daemon_ends_at_sigterm(tmp_path):
    """Told to stop, it stops by itself, soon, and exits with 0."""
    config = write_config(tmp_path, '[jobs]\nfetch = "0 0 1 jan *"\n')
    with start_daemon(config) as daemon:
        assert daemon.stderr is not None
        assert "fetch → read → relate → deliver, next at" in daemon.stderr.readline()
        code = terminate(daemon)
    assert code == 0


def test_a_daemon_ends_even_where_a_server_keeps_it_waiting(tmp_path):
    """A step that waits for an answer is cut short; its work is pending and done next time."""
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        open_store(store_url(tmp_path)) as store,
    ):
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/feed.xml"
        config = write_config(
            tmp_path,
            f'[fetch]\nallow_hosts = ["127.0.0.1"]\n[[sources]]\nid = "silent"\nkind = "feed"\nurl = "{url}"\n[jobs]\nfetch = "0 0 * * *"\n',
        )
        store.begin_run("fetch", "2031-01-01T00:00:00+00:00", datetime(2031, 1, 1, tzinfo=UTC))
        with start_daemon(config) as daemon:
            connection, _ = silent.accept()  # it has run before, so it catches up at once
            code = terminate(daemon)
            connection.close()
    assert code == 0


@contextmanager
def start_daemon(config: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a daemon; it is gone at the end of the block, whatever happens in it."""
    command = [sys.executable, "-m", "jobs", "daemon", "--config", str(config)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as daemon:
        try:
            yield daemon
        finally:
            daemon.kill()


def terminate(daemon: subprocess.Popen[str]) -> int:
    """Send SIGTERM; return the exit code, once it ends by itself: before a server it waits for would have to answer."""
    daemon.send_signal(signal.SIGTERM)
    daemon.communicate(timeout=BEFORE_A_SERVER_ANSWERS)
    return daemon.returncode


def test_the_command_refuses_an_environment_it_shares(monkeypatch, capsys):
    """Where another distribution owns one of our package names, one line says so, and nothing runs."""
    from jobs import cli
    from tracker.cli import install_check
    from tracker.errors import InstallError

    def refuse() -> None:
        raise InstallError("the package 'jobs' is also installed by 'shift-planner'")

    monkeypatch.setattr(install_check, "check_package_owner", refuse)
    monkeypatch.setattr("gc.freeze", lambda: None)  # this process goes on
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == "the package 'jobs' is also installed by 'shift-planner'\n"


def test_ingest_ends_with_what_stands_open(call, tmp_path):
    """A text in which nothing was found is named, with the command that shows what nearly was a statement."""
    archive, config = build_archive(tmp_path / "archive.jsonl"), write_config(tmp_path)
    empty = {"id": "NV-9", "published": "2031-02-01", "title": "Weather", "text": "It rained in Port Halden."}
    archive.write_text(f"{archive.read_text()}{json.dumps(empty)}\n")
    code, output, errors = call("ingest", archive, "--source", "desk", "--config", config)
    assert (code, output[:17]) == (0, "4 releases, 4 new")
    assert errors == [
        "1 text has no statement (NV-9): `policy-tracker read --unread FILE` shows what nearly was one"
    ]
