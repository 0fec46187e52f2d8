"""A store of its own for each test, and a desk at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores import store_url
from tests.tracker.store.desk import Desk
from tracker.store import Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(store_url(tmp_path)) as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    """A desk at the empty store."""
    return Desk(store)
