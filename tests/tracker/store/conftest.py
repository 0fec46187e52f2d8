"""A store of its own, and a desk at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores import store_url
from tests.tracker.store.desk import Desk
from tracker.store import Store, open_store


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a store that does not exist yet, on SQLite in a folder that does not either."""
    return store_url(tmp_path / "kept", "store.db", empty=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(store_url(tmp_path)) as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    """A desk at the empty store."""
    return Desk(store)
