"""What we write is for its owner alone; what a killed process leaves is found; what cannot be written can be read."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from jobs.cli import build_app
from jobs.maintenance import back_up, run_maintenance
from reports.cli.terminal_output import write_output
from reports.mail.transports.local_transports import FolderTransport, MaildirTransport, MboxTransport
from tests.reports.mail.deliveries import build_delivery
from tracker.config import Config
from tracker.errors import StoreError
from tracker.private_files import create_file, partial_file, partial_path, remove_partials
from tracker.store import open_store

NOW = datetime(2031, 3, 4, tzinfo=UTC)
pytestmark = pytest.mark.sqlite


def rights(path: Path) -> str:
    """Return the rights of *path* in octal."""
    return f"{stat.S_IMODE(path.stat().st_mode):o}"


@pytest.fixture(autouse=True)
def _usual_umask():
    """Run under the umask of most systems, which lets everybody read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_store_backup_and_their_folders_are_their_owners_alone(tmp_path: Path) -> None:
    """Who else has an account on the machine need not know who reads what."""
    folder = tmp_path / "desk" / "data"
    with open_store(f"sqlite:///{folder}/desk.db") as store:
        store.pause("norvale", NOW, "")
        assert {rights(path) for path in folder.iterdir()} == {"600"}, "the log of SQLite as well"
        (tmp_path / "backups").mkdir()
        file, _ = back_up(store, tmp_path / "backups", NOW)
    assert (rights(folder), rights(folder.parent), rights(file)) == ("700", "700", "600")


@pytest.mark.parametrize("transport", [FolderTransport, MaildirTransport])
def test_an_outbox_is_its_owners_alone(tmp_path: Path, transport) -> None:
    """A mail says who asked for what."""
    delivery = build_delivery()
    transport(tmp_path / "outbox").send(delivery, delivery.recipients)
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {rights(path) for path in made} == {"600"}
    assert {rights(path) for path in tmp_path.rglob("*") if path.is_dir()} == {"700"}


def test_an_mbox_is_its_owners_alone(tmp_path: Path) -> None:
    """As mail programs make it."""
    delivery = build_delivery()
    MboxTransport(tmp_path / "mail" / "desk.mbox").send(delivery, delivery.recipients)
    assert (rights(tmp_path / "mail"), rights(tmp_path / "mail" / "desk.mbox")) == ("700", "600")


def test_a_report_is_its_owners_alone_and_metrics_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A report is written for one desk, metrics for the collector of another user."""
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(build_app(), ["metrics", "-o", "desk.prom"]).exit_code == 0
    write_output("a report", tmp_path / "report.html")
    assert (rights(tmp_path / "report.html"), rights(tmp_path / "desk.prom")) == ("600", "644")
    (tmp_path / "report.html").chmod(0o640)
    write_output("the next", tmp_path / "report.html")
    assert rights(tmp_path / "report.html") == "640", "whoever gave the group its right meant it"


def test_an_operator_may_let_the_group_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """POLICY_TRACKER_UMASK says so; what is no umask says nothing."""
    for said, expected in (("027", "640"), ("0022", "644"), ("rubbish", "600"), ("", "600")):
        monkeypatch.setenv("POLICY_TRACKER_UMASK", said)
        create_file(tmp_path / f"x{said}")
        assert rights(tmp_path / f"x{said}") == expected


def test_what_a_killed_backup_leaves_goes_with_the_next(tmp_path: Path) -> None:
    """Each is as large as the store; in a fortnight of kills the disk would be full."""
    leftover = partial_path(tmp_path / "policy-tracker-20310303T000000Z.db")
    with open_store(f"sqlite:///{tmp_path}/desk.db") as store:
        for name in (leftover.name, f"{leftover.name}-journal"):
            (tmp_path / name).write_bytes(b"half")
        (tmp_path / ".other.part").write_bytes(b"of another program")
        back_up(store, tmp_path, NOW, keep=1)
    assert sorted(path.name for path in tmp_path.glob(".*")) == [".other.part"]


def test_maintenance_removes_what_killed_processes_left(tmp_path: Path) -> None:
    """In the folders of the store, of mail and of backups; nothing that is being written, nothing of others."""
    sections = {
        "mail": {"from": "digest@norvale.example", "folder": "outbox"},
        "retention": {"backups": "backups"},
    }
    url = f"sqlite:///{tmp_path}/desk.db"
    config = Config(path=tmp_path / "config.toml", store_url=url, sections=sections)
    halves = [partial_path(tmp_path / folder / "x") for folder in (".", "outbox", "outbox/tmp", "backups")]
    for half in halves:
        half.parent.mkdir(exist_ok=True)
        half.write_bytes(b"half")
    with halves[0].open("rb") as busy, open_store(url) as store:
        fcntl.flock(busy, fcntl.LOCK_EX)
        result = run_maintenance(store, config, NOW)
    assert result.counts["partial files removed"] == 3
    assert [half.exists() for half in halves] == [True, False, False, False]


def test_a_process_that_dies_while_it_writes_leaves_a_file_that_is_known(tmp_path: Path) -> None:
    """Killed in the middle, whatever it was writing: one name, and no lock that outlives it."""
    script = (
        "import os, sys, pathlib; from tracker.private_files import partial_file\n"
        "with partial_file(pathlib.Path(sys.argv[1])) as half:\n"
        "    half.write_bytes(b'half'); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "x")], check=False)
    assert [path.name for path in tmp_path.iterdir()] == [".x.policy-tracker.part"]
    assert remove_partials(tmp_path) == 1


def test_a_file_under_way_is_not_taken_for_a_leftover(tmp_path: Path) -> None:
    """Another backup into the same folder leaves it alone, and nobody writes one file twice at a time."""
    with partial_file(tmp_path / "x") as half:
        assert remove_partials(tmp_path) == 0
        with pytest.raises(BlockingIOError), partial_file(tmp_path / "x"):
            pass
        assert half.exists()
    assert not half.exists()


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store on a medium that cannot be written, as the kernel says of one; root is told so of no other."""
    url = f"sqlite:///{tmp_path}/medium/desk.db"
    with open_store(url) as store:
        store.pause("norvale", NOW, "holiday")
    real = os.access
    monkeypatch.setattr(
        os,
        "access",
        lambda path, mode: (
            "medium" not in str(path) and real(path, mode) if mode == os.W_OK else real(path, mode)
        ),
    )
    return url


def test_a_store_on_a_read_only_medium_can_be_read(sealed: str, tmp_path: Path) -> None:
    """An archive on a disc is looked into like any other; nothing is made beside it."""
    before = sorted((tmp_path / "medium").iterdir())
    with open_store(sealed) as store:
        assert store.source_status("norvale").paused_why == "holiday"
        assert store.check() == []
        with pytest.raises(StoreError, match="cannot be written"):
            store.resume("norvale")
        assert back_up(store, tmp_path, NOW)[0].exists()
    assert sorted((tmp_path / "medium").iterdir()) == before


def test_a_store_of_an_earlier_version_on_a_read_only_medium_says_so(sealed: str, tmp_path: Path) -> None:
    """It would have to be brought up to date, which cannot be done there."""
    with closing(sqlite3.connect(tmp_path / "medium" / "desk.db")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
    with pytest.raises(StoreError, match="cannot be written"):
        open_store(sealed)
