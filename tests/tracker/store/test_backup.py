"""Backup and restore: online, whole, checked, and from one database to the other."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import NOW, build_release
from tests.stores import store_url
from tests.tracker.store.statement_writer import Desk
from tests.tracker.store.write.test_deliveries import build_delivery
from tracker.errors import StoreError
from tracker.health_states import HealthState, Notice, Trouble
from tracker.review.decisions import Decision, QuoteLocation, Ruling
from tracker.store import BodyRecord, SourceStatus, Store, open_store, restore
from tracker.store.core_tables import METADATA

ROOT = Path(__file__).parents[3]
KILLED = """
import functools, os, sqlite3, sys, types
from pathlib import Path
from tracker.store import backup, restore
class Cut(sqlite3.Connection):
    def backup(self, target):
        super().backup(target, pages=5, progress=lambda *_: os._exit(9))
connect = functools.partial(sqlite3.connect, factory=Cut)
backup.sqlite3 = types.SimpleNamespace(**vars(sqlite3) | {"connect": connect})
backup._on_disk = lambda path: os._exit(9)
backup.search_index.index_all = lambda connection: os._exit(9)
if sys.argv[1] == "backup":
    with backup.Backups(sys.argv[2]) as store:
        store.backup(Path(sys.argv[3]))
else:
    restore(Path(sys.argv[3]), sys.argv[2], force=True)
"""


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All that is kept, by table."""
    with store.reading() as connection:
        return {
            name: [tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key))]
            for name, table in METADATA.tables.items()
            if name not in ("passages", "generations")
        }


@pytest.fixture
def full(desk: Desk, store: Store) -> Store:
    """A store with something in every table."""
    said = desk.say("NV-1", {"a": "Norvale will respond.", "b": "대북제재를 유지한다."})
    wall = build_release("NV-2")
    store.refuse(BodyRecord(wall, b"\x00wall\xff", "text/html", "", NOW), wall.url, "a wall", "")
    unread = desk.record(build_release("NV-3", published_on=None), "unread")
    assert unread is not None
    store.record_problem(unread.id, "s", "no text")
    notices = [Notice("norvale-mfa", "", HealthState.BROKEN, "404", NOW)]
    troubles = [Trouble("norvale-mfa", "", HealthState.BROKEN, "404", "", NOW, NOW)]
    store.record_health(SourceStatus("norvale-mfa", HealthState.BROKEN, NOW), troubles, [], notices)
    store.begin_run("fetch", NOW, NOW, holder="a", token=1)
    store.take_lease("daemon", "a", NOW, timedelta(minutes=1))
    store.freeze(build_delivery(), [said.change.id])
    spot = QuoteLocation("NV-1", 0, 21, "Norvale will respond.")
    store.decide([Decision("norvale-mfa", Ruling.NOTE, spot, None, "so it says", "me", NOW)])
    return store


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Store]:
    """A second, empty store."""
    with open_store(store_url(tmp_path, "second.db")) as opened:
        yield opened


def test_a_backup_is_all_of_it(full: Store, tmp_path: Path) -> None:
    """Each row of each table is in the copy, which is a store itself, one file, and finds what was said."""
    target = tmp_path / "copy.db"
    held = full.backup(target)
    assert held == {"releases": 2, "revisions": 2, "changes": 2, "decisions": 1, "deliveries": 1}
    assert [path.name for path in tmp_path.iterdir() if "copy" in path.name] == ["copy.db"]
    with open_store(f"sqlite:///{target}") as copy:
        assert rows(copy) == rows(full)
        assert copy.check() == []
        assert [hit.unit for hit in copy.search("제재")] == [hit.unit for hit in full.search("제재")]


def test_what_is_put_back_is_what_was_copied(full: Store, elsewhere: Store, tmp_path: Path) -> None:
    """A store put back elsewhere, in either database, holds the same and goes on: new rows get new ids."""
    target = tmp_path / "copy.db"
    full.backup(target)
    elsewhere.close()
    assert restore(target, elsewhere.url)["releases"] == 2
    assert rows(elsewhere) == rows(full)
    assert elsewhere.check() == []
    assert elsewhere.begin_run("fetch", NOW, NOW) is None
    run_id = elsewhere.begin_run("read", NOW, NOW)
    assert run_id is not None
    assert run_id > full.last_runs()[0].id
    assert elsewhere.take_lease("daemon", "b", NOW + timedelta(minutes=1), timedelta(minutes=1)) == 2


def test_a_store_that_holds_something_is_not_replaced_unasked(
    full: Store, desk: Desk, tmp_path: Path
) -> None:
    """Restoring over a store needs to be asked for; then what came after the copy is gone."""
    target = tmp_path / "copy.db"
    full.backup(target)
    before = rows(full)
    desk.say("NV-9", {"a": "Norvale will wait."})
    after = rows(full)
    with pytest.raises(StoreError, match="holds something already; --force replaces it"):
        restore(target, full.url)
    assert rows(full) == after
    restore(target, full.url, force=True)
    assert rows(full) == before
    assert full.check() == []


def test_a_backup_of_an_earlier_schema_may_be_put_back(full: Store, elsewhere: Store, tmp_path: Path) -> None:
    """An old copy is brought up to date on the way; the copy itself stays as it is."""
    target = tmp_path / "copy.db"
    full.backup(target)
    with Store(f"sqlite:///{target}") as old:
        old.migrate("0003")
    with closing(sqlite3.connect(target)) as old_file:
        old_file.execute("PRAGMA journal_mode=DELETE")
    bytes_of_it = target.read_bytes()
    restore(target, elsewhere.url)
    assert elsewhere.changes() == full.changes()
    assert [one.address for one in elsewhere.recipients([build_delivery().id])] == sorted(
        build_delivery().recipients
    )
    assert len(elsewhere.search("제재")) == 1
    assert target.read_bytes() == bytes_of_it


def test_a_copy_taken_while_others_write_is_of_one_moment(desk: Desk, store: Store, tmp_path: Path) -> None:
    """A delivery, its addresses and what it tells come in one transaction: no copy holds one without the other."""
    stop, progress = threading.Event(), threading.Event()
    written = []

    def write() -> None:
        while not stop.is_set():
            number = len(written)
            delivery = replace(build_delivery(), id=f"{number}", subscriber=f"reader {number}")
            store.freeze(delivery, [f"change {number}"])
            written.append(delivery)
            progress.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        counts = []
        for number in range(6):
            target = tmp_path / f"copy{number}.db"
            store.backup(target)
            with open_store(f"sqlite:///{target}") as copy:
                assert copy.check() == []
                found = copy.deliveries(10_000)
                assert len(copy.recipients([one.id for one in found])) == 2 * len(found)
                told = [copy.delivered_changes(one.subscriber) for one in found]
                assert all(len(changes) == 1 for changes in told)
                counts.append(len(found))
            progress.clear()
            assert progress.wait(60)
    finally:
        stop.set()
        writer.join()
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]
    assert len(store.deliveries(100_000)) == len(written)


@pytest.mark.parametrize("what", ["backup", "restore"])
def test_a_copy_cut_short_leaves_what_was_there(full: Store, tmp_path: Path, what: str) -> None:
    """Killed before it is complete, a backup leaves the earlier file, and a restore the earlier store."""
    target = tmp_path / "copy.db"
    full.backup(target)
    kept = target.read_bytes()
    full.begin_run("read", NOW, NOW)
    after = rows(full)
    command = [sys.executable, "-c", KILLED, what, full.url, str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert target.read_bytes() == kept
    assert done.returncode == 9, done.stderr
    assert rows(full) == after
    assert full.check() == []
    full.backup(target)
    assert not list(tmp_path.glob(".copy*"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "there is no such file; name a file that `backup` wrote"),
        (b"Norvale will respond. " * 500, "the file is not a database; choose another file"),
        (b"", "this file is no store; name a file that `backup` wrote"),
    ],
)
def test_what_is_no_backup_is_refused(full: Store, tmp_path: Path, content: bytes | None, told: str) -> None:
    """A file that is no copy is named in one line, and the store is as it was."""
    source = tmp_path / "notes.txt"
    if content is not None:
        source.write_bytes(content)
    before = rows(full)
    with pytest.raises(StoreError) as caught:
        restore(source, full.url, force=True)
    assert str(caught.value) == f"{source}: {told}"
    assert rows(full) == before


def test_a_damaged_backup_is_refused(full: Store, tmp_path: Path) -> None:
    """A copy that lost a page on its way is found out before anything is replaced."""
    target = tmp_path / "copy.db"
    full.backup(target)
    raw = bytearray(target.read_bytes())
    raw[8192:12288] = b"\xff" * 4096
    target.write_bytes(raw)
    before = rows(full)
    with pytest.raises(StoreError, match="damaged"):
        restore(target, full.url, force=True)
    assert rows(full) == before


def test_a_backup_says_why_it_cannot_be_written(full: Store, tmp_path: Path) -> None:
    """A folder that is not there, a folder in place of a file: one line with the place."""
    with pytest.raises(StoreError, match="its folder is not there; make the folder first"):
        full.backup(tmp_path / "no" / "copy.db")
    with pytest.raises(StoreError, match="cannot be written"):
        full.backup(tmp_path)


@pytest.mark.sqlite
def test_the_store_is_not_its_own_backup(full: Store) -> None:
    """A copy onto the store itself would be none."""
    with pytest.raises(StoreError, match="that is the store itself"):
        full.backup(Path(full.url.removeprefix("sqlite:///")))


@pytest.mark.sqlite
def test_a_file_that_is_ruined_can_be_replaced(full: Store, tmp_path: Path) -> None:
    """Where the store itself cannot be opened any more, the backup takes its place and the ruin is put aside."""
    target, path = tmp_path / "copy.db", Path(full.url.removeprefix("sqlite:///"))
    full.backup(target)
    before = rows(full)
    full.close()
    path.write_bytes(b"ruined " * 1000)
    restore(target, full.url, force=True)
    assert rows(full) == before
    assert path.with_name(f"{path.name}.damaged").read_bytes().startswith(b"ruined")
