"""A store on a file of its own, and a desk at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tracker.store.desk import Desk
from tracker.store import Store, open_store


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a store that does not exist yet, in a folder that does not either."""
    return f"sqlite:///{tmp_path / 'kept' / 'store.db'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def desk(store: Store) -> Desk:
    """A desk at the empty store."""
    return Desk(store)
