"""`run` and `run --due` from the command line."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from jobs.cli import build_app
from jobs.scheduling.lease import LeaseManager
from tests.stores import store_url
from tracker.store import open_store


@pytest.fixture
def config(tmp_path) -> Path:
    """A configuration without sources: fetch every minute, a digest nobody gets, maintenance tomorrow."""
    tomorrow = datetime.now(UTC) + timedelta(days=2)
    path = tmp_path / "config.toml"
    path.write_text(
        f'[store]\nurl = "{store_url(tmp_path)}"\n[jobs]\nfetch = "* * * * *"\nread = "*/2 * * * *"\n'
        f'maintenance = "0 3 {tomorrow.day} {tomorrow:%b} *"\n'
    )
    return path


def call(config: Path, *words: str) -> Result:
    """Run the command line."""
    return CliRunner().invoke(build_app(), ["run", *words, "--config", str(config)])


def test_due_does_the_jobs_whose_time_has_come(config, tmp_path):
    """On a store that is new, what came due within the last hour is run, whole; what is due in two days is not."""
    said = call(config, "--due", "--json")
    assert said.exit_code == 0
    assert [json.loads(line)["job"] for line in said.stdout.splitlines()] == ["fetch", "read"]
    with open_store(store_url(tmp_path)) as store:
        assert {run.job: run.status for run in store.last_runs()} == {"fetch": "done", "read": "done"}


def test_due_is_silent_where_nothing_is(config, tmp_path):
    """Cron every few minutes writes nothing for a time that was taken: the ledger has it, whoever ran it."""
    call(config, "--due", "maintenance")
    said = call(config, "--due", "maintenance")
    assert (said.exit_code, said.stdout) == (0, "")
    with open_store(store_url(tmp_path)) as store:
        assert store.last_runs() == []


def test_due_leaves_to_a_daemon_what_it_is_at(config, tmp_path):
    """A pass under way is not begun beside itself, and the line says so."""
    with (
        open_store(store_url(tmp_path)) as store,
        LeaseManager(store, lambda: datetime.now(UTC)).acquire(("job:fetch",)),
    ):
        assert call(config, "--due", "fetch").stdout == "fetch    left to another process, which is at it\n"
        assert json.loads(call(config, "fetch", "--json").stdout) == {"step": "fetch", "left": True}
        assert store.last_runs() == []


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("mantenance", "--due"), 'there is no step "mantenance"'),
        (("maintenance",), 'there is no step "maintenance"'),
    ],
)
def test_a_step_that_is_none_is_a_wrong_call(config, words, complaint):
    """Maintenance has a time and no place in the chain, so it is run by --due or by commands of its own."""
    said = call(config, *words)
    assert said.exit_code == 2
    assert complaint in said.stderr


def test_due_needs_times(tmp_path):
    """Without [jobs] nothing is ever due, which is a mistake and not a quiet day."""
    path = tmp_path / "config.toml"
    path.write_text(f'[store]\nurl = "{store_url(tmp_path)}"\n')
    said = call(path, "--due")
    assert said.exit_code == 2
    assert "nothing says when to fetch" in said.stderr
