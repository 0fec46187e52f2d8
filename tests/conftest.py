"""What all tests share: which database their stores are in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from typer import testing

from tests import phrase_reader, stores
from tests.tracker.store.statement_writer import Desk
from tracker.config import STORE_VARIABLE
from tracker.edits.moves import near_units
from tracker.segment import reader
from tracker.store import Store, open_store
from tracker.store.backends import sqlite

SEGMENT, UNITS_NEAR, UNITS_AT = reader.segment, near_units.units_near, near_units.units_at


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--store-url-base",
        metavar="URL",
        help="postgresql+psycopg://… of a server for the stores of all tests (default: SQLite files); "
        f"as the environment variable {stores.VARIABLE}",
    )


def pytest_configure(config: pytest.Config) -> None:
    os.environ.pop("COLUMNS", None)  # the width of whoever runs the tests; xdist hands one to its workers
    if config.getoption("--store-url-base"):
        os.environ[stores.VARIABLE] = config.getoption("--store-url-base")


def pytest_report_header() -> str:
    return "stores: " + ("PostgreSQL" if stores.postgres() else "SQLite")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what is about the other database."""
    here, other = ("postgres", "sqlite") if stores.postgres() else ("sqlite", "postgres")
    for item in items:
        if item.get_closest_marker(other) and not item.get_closest_marker(here):
            item.add_marker(pytest.mark.skip(reason=f"about {other}; this run is on {here}"))


def pytest_sessionfinish() -> None:
    if stores.postgres():
        stores.forget()


@pytest.fixture(scope="session", autouse=True)
def _invented_reader() -> Iterator[None]:
    """Let a table of phrases find the units in all tests but those of the reader itself and of the whole way.

    Those ask for :func:`trained_reader`, or call :func:`tracker.segment.reader.segment` as imported before.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tracker.segment.reader.segment", phrase_reader.segment)
        patch.setattr("tracker.edits.moves.near_units.units_near", phrase_reader.units_near)
        patch.setattr("tracker.edits.moves.near_units.units_at", phrase_reader.units_at)
        patch.setattr("jobs.reading_pool.WORTH", 1_000_000)  # another process would not have the table
        yield


@pytest.fixture(scope="session", autouse=True)
def _cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let servers keep what pages are made from in a folder of the tests, not in that of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CACHE_DIRECTORY", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _commands_made_once() -> Iterator[None]:
    """Let an app that is called several times be made of its functions once, which takes longer than most calls."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(testing, "_get_command", cache(testing._get_command))
        yield


@pytest.fixture(scope="session", autouse=True)
def _new_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Begin a new SQLite file as a copy of one that was migrated before: 2 ms of processor instead of 100.

    PostgreSQL has its template for the same (:func:`tests.stores.store_url`). What a test starts as a process migrates its own.
    """
    with pytest.MonkeyPatch.context() as patch:
        template = tmp_path_factory.mktemp("template") / "template.db"
        patch.setattr(sqlite, "create_file", lambda path: stores.begin_file(path, template))
        yield


@pytest.fixture(scope="module")
def trained_reader() -> Iterator[None]:
    """Let the network that ships find the units, as users have it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tracker.segment.reader.segment", SEGMENT)
        patch.setattr("tracker.edits.moves.near_units.units_near", UNITS_NEAR)
        patch.setattr("tracker.edits.moves.near_units.units_at", UNITS_AT)
        yield


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(stores.store_url(tmp_path)) as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    """A desk at the empty store, where it is put in what the test wants."""
    return Desk(store)


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands that are given a config.toml keep their store where the tests of this run do.

    On SQLite nothing changes. On PostgreSQL the environment goes before
    ``url = "sqlite:///desk.db"``, as it does for users.
    """
    if stores.postgres():
        monkeypatch.setenv(STORE_VARIABLE, stores.store_url(tmp_path))


@pytest.fixture(autouse=True)
def _databases(request: pytest.FixtureRequest) -> Iterator[None]:
    """Drop what a test made; a store that several tests share stays until the end."""
    folder = request.getfixturevalue("tmp_path") if "tmp_path" in request.fixturenames else None
    yield
    if folder is not None and stores.postgres():
        stores.forget(folder)
