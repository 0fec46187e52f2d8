"""Add sources to a config.toml and leave every byte that is there as it is."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tracker.config import load_config
from tracker.errors import ConfigError, writing_to
from tracker.sources.declaration.toml_writer import source_table_toml


def add_sources(path: Path, tables: Sequence[Mapping[str, Any]]) -> None:
    """Append *tables* to the file at *path*.

    The new text is checked beside the old before it takes its place in one
    step, so that a reader, or a crash, sees the one or the other.

    Raises:
        ConfigError: The result would be wrong, or cannot be written; the file is as it was.
    """
    real = path.resolve()  # what a link points to, not the link
    with writing_to(path, ConfigError):
        old = real.read_bytes()
        newline = "\r\n" if b"\r\n" in old else "\n"
        added = "\n" + "\n".join(source_table_toml(table) for table in tables)
        new = old + (b"" if old.endswith(b"\n") or not old else newline.encode())
        new += added.replace("\n", newline).encode()
        handle, name = tempfile.mkstemp(prefix=f".{real.name}.", suffix=".new", dir=real.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(real, beside)
        load_config(beside)
        beside.replace(real)
    except ConfigError as error:
        mend = error.remedy or "nothing was written; add it by hand"
        raise ConfigError(error.message, where=str(path), remedy=mend) from error
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", where=str(path)) from error
    finally:
        beside.unlink(missing_ok=True)
