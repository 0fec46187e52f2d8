"""What the fits of this package share: the judged statements that the stores hold, and a sum fitted, tried and written."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from tracker.domain import Release, Unit
from tracker.store import open_store
from training import logistic
from training.gold import KEPT_FROM_TRAINING, rows
from training.logistic import Floats, fitted, probabilities
from training.news.sentence_figures import Row

PENALTY = 5.0  # times the squared weights of standardised evidence
MOST_WORTH = 2  # the highest grade of a judge


def arguments(doc: str | None) -> argparse.Namespace:
    """Return what a fit is asked for: the gold, stores of the archives, and whether to write; *doc* says what it does."""
    return argument_parser(doc).parse_args()


def argument_parser(doc: str | None) -> argparse.ArgumentParser:
    """Return the parser of these arguments, for a fit that is asked for more."""
    parser = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--store", action="append", required=True, help="url of a store of the archives")
    parser.add_argument("--out", action="store_true", help="write what was fitted")
    return parser


def kept_apart(gold: Path) -> set[str]:
    """Return the releases that nothing is fitted to: those of dev, and those whose terms forbid it."""
    scored = {row["id"] for row in rows(gold / KEPT_FROM_TRAINING / "releases.jsonl")}
    return scored | {row["id"] for row in rows(gold / "train" / "releases.jsonl") if "NC" in row["licence"]}


def hashed(said: str) -> str:
    """Return the first half of the SHA-256 of a sentence."""
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def pair_hash(before: str, after: str) -> str:
    """Return what names two sentences where their words are not kept."""
    return hashed(f"{before}\n{after}")


def judged_statements(judgements: Path, urls: Sequence[str]) -> Iterator[tuple[int, Row, Release, Unit, str]]:
    """Yield each judged statement that the stores at *urls* hold: its number in *judgements*, its row, where it stands, and the text of its revision."""
    wanted = defaultdict[str, dict[tuple[int, str], tuple[int, Row]]](dict)
    for number, row in enumerate(rows(judgements)):
        wanted[row["release"]][row["start"], row["sha256"]] = number, row
    for url in urls:
        with open_store(url) as store:
            for release, unit, _ in store.units():
                found = wanted.get(release.ref, {}).pop((unit.start, hashed(unit.quote)), None)
                if found:
                    yield (*found, release, unit, store.text_as_read(unit.revision))


def left_out(values: Floats, grades: Floats, learn: NDArray[Any], sources: Sequence[str]) -> Floats:
    """Return the probability of every case by a fit that saw none of its source; a grade between 0 and 1 counts for both sides in part."""
    return probabilities(logistic.left_out(values, grades, learn.astype(float), sources, PENALTY))


def fitted_sum(values: Floats, grades: Floats, learn: NDArray[Any], names: Sequence[str]) -> Row:
    """Return the sum fitted to what is to *learn*, as the product reads it."""
    line = fitted(values[learn], grades[learn], learn[learn].astype(float), PENALTY)
    return logistic.as_json(line, names)


def say_figures(figures: Mapping[str, float], of_all: Mapping[str, float]) -> None:
    """Print *figures*, each with what it would be of all that was judged, where *of_all* says it."""
    for name, value in figures.items():
        print(f"{name:32} {value:.3f}" + (f"   of all {of_all[name]:.3f}" if name in of_all else ""))


def write_fit(
    path: Path, how: str, number: Mapping[str, int], left_out: Mapping[str, float], made: Row
) -> None:
    """Write *made*, one sum or several, to *path*, with *how* it came to be: fitted to what *number* counts, and how right it is on what was left out."""
    right = {name: round(value, 3) for name, value in left_out.items()}
    provenance = {"how": f"python -m training.{how}", **number, "left out": right}
    path.write_text(
        json.dumps({"provenance": provenance} | made, indent=2, ensure_ascii=False) + "\n", "utf-8"
    )


def write_predictions(path: Path, predicted: Sequence[Row]) -> None:
    """Write left-out probabilities, a row a line, for ``make eval``."""
    path.write_text("".join(json.dumps(row) + "\n" for row in predicted), "utf-8")
