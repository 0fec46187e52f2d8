"""Statements of an invented ministry, taken in from an archive as a user would."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from tracker.store import Store

LEXICON = Path(__file__).parents[1] / "jobs" / "demo" / "site" / "lexicon.toml"  # the invented states

Row = dict[str, str]


def release(number: int, *said: str, title: str = "Statement") -> Row:
    """Return a row of an archive: a statement of Norvale in the month *number*, a paragraph for each of *said*."""
    return {
        "id": f"NV-{number}",
        "source": "halden",
        "issuer": "Norvale",
        "url": f"https://mfa.norvale.example/{number}",
        "published": f"2031-0{number}-01",
        "title": title,
        "text": "\n\n".join(said),
    }


def take_in(store: Store, folder: Path, passes: Iterable[tuple[datetime, Sequence[Row]]]) -> None:
    """Take the rows of each pass in, at its time, from one archive in *folder*."""
    from jobs.import_files import ingest
    from tracker.engine import default_engine

    archive, engine = folder / "archive.jsonl", default_engine(lexicon_files=[str(LEXICON)])
    for now, rows in passes:
        archive.write_text("\n".join(json.dumps(row) for row in rows))
        ingest(store, engine, [archive], now)
