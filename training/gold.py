"""Coded releases: what the reader is trained on and scored against."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.domain import Document, Release, Selectors
from tracker.extract import extract
from tracker.segment.sentences import Sentence, sentences

SETS = ("train", "dev", "dev2")  # English
KEPT_FROM_TRAINING = "dev"  # never trained on, in no fold: the shipped model is scored on it
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Coded:
    """One unit as a coder saw it; offsets are code points into the text."""

    start: int
    end: int
    kind: str
    level: int
    intensity: int
    polarity: str
    reaffirm: bool


@dataclass(frozen=True, slots=True)
class Example:
    """A coded release."""

    id: str
    folder: str  # train, dev or dev2
    apart: str  # what is left out together: what counts as one issuer, or the release where all are of one
    publisher: str
    trainable: bool  # whether its terms allow a shipped model to be trained on it
    licence: str
    release: Release
    document: Document
    year: int  # of its publication
    sentences: tuple[Sentence, ...]
    units: tuple[Coded, ...]


def load(gold: Path, sets: Sequence[str] = SETS, *, by_release: bool = False) -> list[Example]:
    """Return the coded releases of *sets* in *gold*, each once: those of train that are also in dev or dev2 are left out.

    *by_release* leaves out releases one by one, where all are of one issuer.

    Raises:
        FileNotFoundError: The folder or one of its files is not there.
    """
    examples = [example for folder in sets for example in _folder(gold / folder, by_release=by_release)]
    twice = {example.id for example in examples if example.folder != "train"}
    return [example for example in examples if example.folder != "train" or example.id not in twice]


def folds(examples: Iterable[Example]) -> dict[str, int]:
    """Return the number of the fold that each release is left out in; folds are balanced by units, groups are whole.

    The groups are placed largest first into the fold that holds the fewest
    units, so the division depends on the gold alone.
    """
    sizes: Counter[str] = Counter()
    together: dict[str, list[str]] = defaultdict(list)
    for example in examples:
        sizes[example.apart] += len(example.units) + 1
        together[example.apart].append(example.id)
    filled = [0] * FOLDS
    placed: dict[str, int] = {}
    for group, size in sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0])):
        fold = min(range(FOLDS), key=lambda number: (filled[number], number))
        placed |= dict.fromkeys(together[group], fold)
        filled[fold] += size
    return placed


def each_release(gold: Path, sets: Sequence[str] = SETS) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the rows of releases.jsonl in *sets* with their folder, each release once: one of two sets counts in dev or dev2."""
    done: set[str] = set()
    for folder in reversed(sets):
        for row in rows(gold / folder / "releases.jsonl"):
            if row["id"] not in done:
                done.add(row["id"])
                yield folder, row


def group_of(row: Mapping[str, Any]) -> str:
    """Return what counts as the issuer of a row of releases.jsonl; dev and dev2 hold texts of the United States alone."""
    return str(row.get("group") or ("us-fed" if str(row["id"]).startswith("fomc") else "us"))


def publisher_of(row: Mapping[str, Any]) -> str:
    """Return who published a row of releases.jsonl, for the card: speeches at the UN and members of Congress together."""
    group = group_of(row)
    if group.startswith("un-"):
        return "UN General Debate, statements of member states"
    return "Members of the US Congress" if group == "us_congress" else str(row.get("issuer") or group)


def _folder(folder: Path, *, by_release: bool) -> list[Example]:
    units: dict[str, list[Coded]] = defaultdict(list)
    for row in rows(folder / "units.jsonl"):
        if row.get("parent") is None:
            units[row["doc"]].append(
                Coded(
                    row["start"],
                    row["end"],
                    row["kind"],
                    int(row["level"]),
                    int(row["intensity"]),
                    row["polarity"],
                    bool(row["reaffirm_claimed"]),
                )
            )
    examples = []
    for row in rows(folder / "releases.jsonl"):
        document = extract(
            row["text"].encode(), "text/plain", charset="utf-8", selectors=Selectors(), where=row["id"]
        )
        licence = row.get("licence", "US Government work" if folder.name != "train" else "")
        examples.append(
            Example(
                row["id"],
                folder.name,
                row["id"] if by_release else group_of(row),
                publisher_of(row),
                folder.name != KEPT_FROM_TRAINING and "NC" not in licence,
                licence,
                Release(row["id"], row["source"], row["id"], row.get("issuer", ""), "", row["title"], None),
                document,
                int(row["published"][:4]),
                tuple(sentences(document)),
                tuple(sorted(units[row["id"]], key=lambda unit: unit.start)),
            )
        )
    return examples


def rows(path: Path) -> Sequence[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
