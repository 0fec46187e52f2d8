"""Where a store is made that is not there yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stores import store_url


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a store that does not exist yet, on SQLite in a folder that does not either."""
    return store_url(tmp_path / "kept", "store.db", empty=True)
