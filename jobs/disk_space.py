"""Room on the disk of a store; light, as the health check of ``status`` asks it and ``--help`` loads that."""

from __future__ import annotations

import shutil
from pathlib import Path


def free_bytes(store_url: str) -> int | None:
    """Return how much room the disk of a SQLite store has; None where the store is elsewhere or not yet there."""
    folder = Path(store_url.removeprefix("sqlite:///")).parent
    if not store_url.startswith("sqlite:///") or not folder.is_dir():
        return None
    return shutil.disk_usage(folder).free
