"""The engine, its transactions, and errors a user can mend."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from tests.fakes import NOW, build_line, build_release
from tests.tracker.store.desk import Desk
from tracker.errors import StoreError
from tracker.store import Store, open_store
from tracker.store.mapping import line_values
from tracker.store.tables import LINES

ROOT = Path(__file__).parents[3]
WRITER = """
import sys
from tests.fakes import NOW, build_release
from tracker.store import open_store
with open_store(sys.argv[1]) as store:
    for number in range(25):
        store.record(build_release(f"{sys.argv[2]}-{number}"), f"{sys.argv[2]} {number}".encode(),
                     media_type="text/plain", charset="utf-8", fingerprint="", etag=None,
                     last_modified=None, now=NOW)
"""
KILLED = """
import os, sys
from sqlalchemy import insert
from tests.fakes import build_line
from tracker.store import open_store
from tracker.store.mapping import line_values
from tracker.store.tables import LINES
store = open_store(sys.argv[1])
with store.writing() as connection:
    connection.execute(insert(LINES), line_values(build_line()))
    os._exit(9)
"""


def run(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Start *code* in a process of its own."""
    command = [sys.executable, "-W", "error", "-c", code, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def test_a_connection_is_set_up_for_many(store: Store) -> None:
    """Readers do not wait for the writer, writers wait for each other, and no row points nowhere."""
    with store.reading() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys")
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in asked}
        assert found == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1}
        assert connection.execute(text("PRAGMA busy_timeout")).scalar_one() >= 5000


def test_threads_may_write_at_once(desk: Desk, store: Store) -> None:
    """Writers that read first and then write do not fail when they meet."""

    def write(number: int) -> None:
        for text_ in range(10):
            desk.record(build_release(f"NV-{number % 4}"), f"{number} {text_}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert store.counts()["revisions"] == 80
    numbers = sorted(revision.number for revision in store.pending(lambda _source: "s"))
    assert numbers == sorted(list(range(1, 21)) * 4)


def test_processes_may_make_and_fill_one_store_at_once(url: str) -> None:
    """Two processes that start together on a store that does not exist yet both do their work."""
    processes = [run(WRITER, url, name) for name in ("A", "B", "C")]
    for process in processes:
        _, complaint = process.communicate(timeout=120)
        assert (process.returncode, complaint) == (0, "")
    with open_store(url) as store:
        assert store.counts()["revisions"] == 75


def test_a_reader_is_not_kept_waiting_by_a_writer(desk: Desk, store: Store) -> None:
    """While a write is under way, questions are answered from what was there before."""
    desk.record(build_release("NV-1"), "one")
    with store.writing() as connection:
        connection.execute(insert(LINES), line_values(build_line()))
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(store.counts).result(timeout=10)["releases"] == 1


def test_a_block_that_fails_leaves_nothing(store: Store) -> None:
    """What was written before a failure in the same step is taken back."""

    def half_done() -> None:
        with store.writing() as connection:
            connection.execute(insert(LINES), line_values(build_line()))
            raise RuntimeError("struck")

    with pytest.raises(RuntimeError, match="struck"):
        half_done()
    with store.reading() as connection:
        assert connection.execute(LINES.select()).all() == []


def test_a_process_that_dies_while_writing_leaves_nothing(url: str) -> None:
    """After a kill in the middle of a step the store holds what it held before it, and works."""
    open_store(url).close()
    process = run(KILLED, url)
    process.communicate(timeout=60)
    assert process.returncode == 9
    with open_store(url) as store:
        with store.reading() as connection:
            assert connection.execute(LINES.select()).all() == []
        Desk(store).say("NV-1", {"respond": "Norvale will respond."}, now=NOW)
        assert store.counts()["lines"] == 1


def refused(url: str) -> str:
    """The one line a user sees who tries to open *url*."""
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """A text file given as the store is named as such and left as it is."""
    path = tmp_path / "notes.txt"
    path.write_text("Norvale will respond. " * 100)
    assert refused(f"sqlite:///{path}") == f"{path}: the file is not a database; choose another file"
    assert path.read_text() == "Norvale will respond. " * 100


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    """A folder given as the store is one plain line."""
    assert refused(f"sqlite:///{tmp_path}").startswith(f"{tmp_path}: the store cannot be opened")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """Where a file stands in the way of the folder, the line says so."""
    (tmp_path / "file").touch()
    line = refused(f"sqlite:///{tmp_path}/file/kept/store.db")
    assert (
        line
        == f"{tmp_path}/file/kept/store.db: its folder cannot be made (Not a directory); choose another place"
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    """Without permission to write, the line says what to check."""
    tmp_path.chmod(0o500)
    try:
        assert "the store cannot be opened" in refused(f"sqlite:///{tmp_path}/store.db")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("commitments.db", "not a store URL"),
        ("sqlite://", "a store needs a file"),
        ("sqlite:///:memory:", "a store needs a file"),
        ("postgresql://desk:secret@norvale.example/db", "postgresql is not supported by this version"),
    ],
)
def test_a_url_we_cannot_use_is_refused(url: str, told: str) -> None:
    """A store URL of another kind is answered with one that would do, and never with its password."""
    line = refused(url)
    assert told in line
    assert line.endswith("write sqlite:///commitments.db")
    assert "secret" not in line
