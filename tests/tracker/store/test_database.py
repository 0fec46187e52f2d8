"""The engine, its transactions, and errors a user can mend."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import insert, make_url, text

from tests.fakes import NOW, build_line, build_release
from tests.stores import execute, store_url
from tests.tracker.store.statement_writer import Desk
from tracker.errors import StoreError
from tracker.store import Store, open_store
from tracker.store.core_tables import LINES
from tracker.store.database import exists
from tracker.store.row_mapping import values_of

ROOT = Path(__file__).parents[3]
WRITER = """
import sys
from tests.fakes import NOW, build_release
from tracker.store import BodyRecord, open_store
with open_store(sys.argv[1]) as store:
    for number in range(25):
        name = f"{sys.argv[2]}-{number}"
        store.record_bodies([BodyRecord(build_release(name), name.encode(), "text/plain", "utf-8", NOW)])
"""
KILLED = """
import os, sys
from sqlalchemy import insert
from tests.fakes import build_line
from tracker.store import open_store
from tracker.store.row_mapping import values_of
from tracker.store.core_tables import LINES
from tracker.store.database import exists
store = open_store(sys.argv[1])
with store.writing() as connection:
    connection.execute(insert(LINES), values_of(build_line()))
    os._exit(9)
"""


def run(code: str, *arguments: str) -> subprocess.Popen[str]:
    """Start *code* in a process of its own."""
    command = [sys.executable, "-W", "error", "-c", code, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


@pytest.mark.sqlite
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
        connection.execute(insert(LINES), values_of(build_line()))
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(store.counts).result(timeout=10)["releases"] == 1


def test_a_block_that_fails_leaves_nothing(store: Store) -> None:
    """What was written before a failure in the same step is taken back."""

    def half_done() -> None:
        with store.writing() as connection:
            connection.execute(insert(LINES), values_of(build_line()))
            raise RuntimeError("struck")

    with pytest.raises(RuntimeError, match="struck"):
        half_done()
    with store.reading() as connection:
        assert connection.execute(LINES.select()).all() == []


def test_what_one_page_asks_is_of_one_state(store: Store) -> None:
    """What is written between two questions of a block is seen after it, by other threads at once; and a block holds another."""
    desk = Desk(store)
    desk.say("NV-1", {"respond": "Norvale will respond."}, now=NOW)
    with ThreadPoolExecutor(1) as elsewhere, store.one_state():
        with store.one_state():
            assert store.counts()["releases"] == 1
        elsewhere.submit(desk.say, "NV-2", {"respond": "Norvale may respond."}, now=NOW).result()
        assert store.counts()["releases"] == 1
        assert elsewhere.submit(store.counts).result()["releases"] == 2
    assert store.counts()["releases"] == 2


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
    assert line == f"{tmp_path}/file/kept/store.db: it cannot be made (Not a directory); choose another place"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    """Without permission to write, the line says what to check."""
    tmp_path.chmod(0o500)
    try:
        assert "the store cannot be opened" in refused(f"sqlite:///{tmp_path}/store.db")
    finally:
        tmp_path.chmod(0o700)


def test_a_disk_without_room_is_named(tmp_path: Path) -> None:
    """To read a store takes a little room beside it as well, which SQLite calls an I/O error; people call it full."""
    url = f"sqlite:///{tmp_path}/desk.db"
    open_store(url).close()
    program = (
        "import resource, signal, sys; from tracker.store import open_store;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1, 1));"
        "open_store(sys.argv[1])"
    )
    said = subprocess.run([sys.executable, "-c", program, url], capture_output=True, text=True, check=False)
    line = said.stderr.splitlines()[-1]
    assert "desk.db: the disk is full or fails; make room and run it again" in line


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("commitments.db", "not a store URL"),
        ("sqlite://", "a store needs a file"),
        ("sqlite:///:memory:", "a store needs a file"),
        ("mysql://desk:secret@norvale.example/db", "mysql is not supported"),
    ],
)
def test_a_url_we_cannot_use_is_refused(url: str, told: str) -> None:
    """A store URL of another kind is answered with one that would do, and never with its password."""
    line = refused(url)
    assert told in line
    assert "; write sqlite:///commitments.db" in line
    assert "secret" not in line


@pytest.mark.postgres
def test_a_server_says_what_is_wrong(tmp_path: Path) -> None:
    """No server, no database, no such user: one line each, with what to do, and no password."""
    url = make_url(store_url(tmp_path))
    lines = {
        "no server": url.set(port=1, password="secret"),
        "no database": url.set(database="nowhere", password="secret"),
        "no user": url.set(username="stranger", password="secret"),
    }
    said = {name: refused(one.render_as_string(hide_password=False)) for name, one in lines.items()}
    assert "no PostgreSQL server answers (Connection refused); start it, or" in said["no server"]
    assert said["no database"].endswith("the server has no such database; make it: createdb nowhere")
    assert "the server refuses the login; make the user (createuser stranger)" in said["no user"]
    assert not any("secret" in line for line in said.values())


@pytest.mark.postgres
def test_a_user_without_rights_is_told(tmp_path: Path) -> None:
    """Where tables may not be made, the line says what to grant."""
    url = make_url(store_url(tmp_path, empty=True))
    user = f"{url.database}_guest"
    execute(f"CREATE ROLE {user} LOGIN")
    try:
        line = refused(url.set(username=user).render_as_string(hide_password=False))
    finally:
        execute(f"DROP ROLE {user}")
    assert "this user may not do that; let it own the database, or GRANT" in line


@pytest.mark.postgres
def test_a_database_of_another_program_is_not_ours(tmp_path: Path) -> None:
    """We do not add our tables to a database that has others."""
    url = store_url(tmp_path, empty=True)
    with Store(url) as other, other.outside() as connection:
        connection.execute(text("CREATE TABLE recipes (id INTEGER)"))
    assert "belongs to another program (it has a table 'recipes')" in refused(url)
    assert not exists(url)


@pytest.mark.postgres
def test_two_schemas_are_two_stores(tmp_path: Path) -> None:
    """Stores in two schemas of one database do not see each other, and do not wait for each other's writer."""
    plain = store_url(tmp_path, empty=True)
    with Store(plain) as store, store.outside() as connection:
        connection.execute(text("CREATE SCHEMA one"))
        connection.execute(text("CREATE SCHEMA two"))
    one, two = (f"{plain}?options=-csearch_path%3D{name}" for name in ("one", "two"))
    with open_store(one) as first, open_store(two) as second:
        Desk(first).record(build_release("NV-1"), "one")
        with first.writing(), ThreadPoolExecutor(1) as pool:
            writing = pool.submit(Desk(second).record, build_release("NV-2"), "two")
            assert writing.result(timeout=20) is not None
        assert [first.sources(), second.counts()["releases"]] == [["norvale-mfa"], 1]
    assert not exists(plain)


@pytest.mark.postgres
def test_what_still_reads_when_its_store_is_closed_leaves_no_connection_behind(tmp_path: Path) -> None:
    """A heartbeat or a page may be reading when a process ends: what it holds goes as soon as it is done."""
    store = open_store(store_url(tmp_path))
    with store.reading() as connection:
        held = connection.connection.dbapi_connection
        assert held is not None
        store.close()
    assert held.closed


@pytest.mark.postgres
def test_a_server_that_came_back_is_no_fault(desk: Desk, store: Store) -> None:
    """Connections the server has closed meanwhile, as at its restart, are opened anew without a word."""
    desk.record(build_release("NV-1"), "one")
    name = make_url(store.url).database
    execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    assert store.counts()["releases"] == 1
    desk.record(build_release("NV-2"), "two")
    assert store.counts()["releases"] == 2


@pytest.mark.postgres
def test_a_connection_lost_in_a_step_is_one_line(store: Store) -> None:
    """Where the server goes away in the middle, the user reads so, and nothing of the step is kept."""

    def cut_off() -> None:
        with store.writing() as connection:
            connection.execute(insert(LINES), values_of(build_line()))
            pid = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            execute(f"SELECT pg_terminate_backend({pid})")
            connection.execute(text("SELECT 1"))

    with pytest.raises(
        StoreError, match="the server was stopped; start it and run it again; nothing is lost"
    ):
        cut_off()
    assert store.counts()["lines"] == 0


@pytest.mark.postgres
def test_postgres_without_its_driver_says_what_to_install(tmp_path: Path) -> None:
    """The driver is an extra; who has not installed it is told its name, and SQLite works without."""
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from tracker.store import open_store\n"
        "open_store(sys.argv[1]).close()\n"
        "try: open_store(sys.argv[2])\n"
        "except Exception as error: print(error)"
    )
    command = [sys.executable, "-c", code, f"sqlite:///{tmp_path}/desk.db", "postgresql://desk:secret@h/d"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip().endswith("pip install 'policy-commitment-tracker[postgres]'")
    assert "secret" not in done.stdout


def test_a_reader_sees_one_moment(desk: Desk, store: Store) -> None:
    """Two questions in one reading are answered from one state, whatever is written between them."""
    desk.record(build_release("NV-1"), "one")
    with store.reading() as connection:
        asked = text("SELECT count(*) FROM releases")
        before = connection.execute(asked).scalar_one()
        desk.record(build_release("NV-2"), "two")
        assert connection.execute(asked).scalar_one() == before == 1


def test_a_writer_sees_what_the_one_before_wrote(desk: Desk, store: Store) -> None:
    """Who waits for another writer acts on what that one left, not on what stood when he began to wait."""
    order: list[int] = []

    def add() -> None:
        with store.writing() as connection:
            count = connection.execute(text("SELECT count(*) FROM lines")).scalar_one()
            connection.execute(insert(LINES), values_of(build_line(f"line {count}")))
            order.append(count)

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(add) for _ in range(40)]:
            done.result(timeout=60)
    assert order == list(range(40))


def test_a_store_that_is_not_there_is_not_there(url: str) -> None:
    """Asking whether there is a store makes none."""
    assert not exists(url)
    open_store(url).close()
    assert exists(url)
