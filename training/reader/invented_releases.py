"""Coded releases of invented issuers, which every fold of the reader of English learns from and none is scored on.

The coded releases of real issuers are of one hundred groups, three in eight of their units from one of them. Strangers wrote
releases of 335 invented banks, ministries, councils and speakers besides, and others coded them by the same guide
(``../shared/design/coding-guide.md``, sections 2 to 6 and 11). ``invented/releases.jsonl`` holds those that were written for the
reader; the others are planted releases (``training/news/planted``). ``invented/coded.jsonl`` says of both what is a unit: by
offsets, with the SHA-256 of the text that they point into.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from tracker.domain import Release, Selectors
from tracker.extract import extract
from tracker.segment.sentences import sentences
from training.gold import Coded, Example, rows

FOLDER = Path(__file__).parent / "invented"
PLANTED = Path(__file__).parents[1] / "news" / "planted" / "releases.jsonl"
CODED = FOLDER / "coded.jsonl"
APART = "invented"  # what all of them count as: no fold leaves it out


def invented_examples() -> Iterator[Example]:
    """Yield the coded releases of invented issuers, in the order in which they were coded.

    Raises:
        ValueError: A text is not the one that was coded.
    """
    texts = {row["id"]: row for path in (PLANTED, FOLDER / "releases.jsonl") for row in rows(path)}
    for coded in rows(CODED):
        row = texts[coded["release"]]
        if hashlib.sha256(row["text"].encode()).hexdigest() != coded["sha256"]:
            raise ValueError(f"{row['id']}: its text is not the one that was coded; code it anew")
        document = extract(
            row["text"].encode(), "text/plain", charset="utf-8", selectors=Selectors(), where=row["id"]
        )
        yield Example(
            row["id"],
            APART,
            APART,
            "Invented issuers, written and coded for this project",
            True,
            "as this project",
            Release(row["id"], row["id"], row["id"], row["issuer"], "", row["title"], None),
            document,
            int(row["published"][:4]),
            tuple(sentences(document)),
            tuple(Coded(*unit) for unit in coded["units"]),
        )
