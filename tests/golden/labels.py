"""Labels left out of every fit, against judged pairs and coded links: the part of ``make eval`` that is about moves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tracker.compare.labels.label_gate import load_gate
from tracker.domain import Label
from tracker.link.pairs.pair_model import load_model

TRAINING = Path(__file__).parents[2] / "training" / "labels"
PREDICTIONS, JUDGEMENTS = TRAINING / "label_predictions.jsonl", TRAINING / "label_judgements.jsonl"
QUIET = ("REAFFIRMED", "NEW")
# Judgements of the first day, those up to 29 November, mostly of what was told by then, and those of 30 November: every move of
# four archives that nobody had judged. Each has floors of its own.
FIRST, SECOND = 190, 492

Row = Mapping[str, Any]


def label_figures(shared: Path) -> dict[str, float]:
    """Return the figures of kept predictions against the gold in *shared*.

    ``told.*``, ``worth.recall`` and ``steady`` are those of ``score_pairs.py`` over judged pairs, each taken alone;
    ``later *`` are the same over later judgements, links that are only possible included, since those were drawn from
    what an archive links by the series a release is of, ``since *`` over those of later readings, most of moves that were told, and ``moves *`` over every move of
    the archives that nobody had judged, told or not; ``chains.*`` take coded units and coded links as given.
    """
    made = _rows(PREDICTIONS)
    judged = {row["pair"]: row for row in _rows(shared / "pairs" / "pairs.jsonl")}
    coded = {
        (name, row["doc"], row["n"]): row["label"]
        for name in ("train", "dev", "dev2")
        for row in _rows(shared / name / "links.jsonl")
    }
    pairs = [(judged[row["pair"]], row) for row in made if "pair" in row]
    chains = [
        (coded[row["set"], row["doc"], row["n"]], row["label"]) for row in made if row.get("way") == "coded"
    ]
    judgements = _rows(JUDGEMENTS)
    later = [(judgements[row["judgement"]], row) for row in made if "judgement" in row]
    first, since, moves = (
        [one for one in later if least <= one[1]["judgement"] < end]
        for least, end in ((0, FIRST), (FIRST, SECOND), (SECOND, len(judgements)))
    )
    return _of_pairs(pairs) | {
        f"{which} {name}": value
        for which, judged in (("later", first), ("since", since), ("moves", moves))
        for name, value in _of_pairs(judged, first="possible").items()
    } | {
        f"half {half} {name}": value
        for half in (0, 1)
        for name, value in _of_pairs([(gold, row) for gold, row in pairs if row["half"] == half]).items()
        if name.startswith("told")
    } | {
        "chains.moved_any": _moved(chains),
        "chains.label.moved": _macro(chains),
    }  # fmt: skip


def _of_pairs(pairs: list[tuple[Row, Row]], *, first: str = "told") -> dict[str, float]:
    model = load_model()
    least = model.told if first == "told" else model.possible
    told = [
        (gold, row)
        for gold, row in pairs
        if row["same"] >= least
        and row["label"] not in QUIET
        and row["chance"] >= load_gate().mark_of(Label(row["label"]))
    ]
    steady = [
        row
        for gold, row in pairs
        if gold["relation"] == "same" and gold["label"] == "REAFFIRMED" and row["same"] >= model.possible
    ]
    heard = [row for _, row in told]
    worth = [row in heard for gold, row in pairs if gold["worth"]]
    return {
        "told.line": _share(gold["relation"] == "same" for gold, _ in told),
        "told.label": _share(
            gold["relation"] == "same" and gold["label"] == row["label"] for gold, row in told
        ),
        "told.worth": _share(bool(gold["worth"]) for gold, _ in told),
        "worth.recall": _share(worth),
        "steady": _share(row["label"] == "REAFFIRMED" for row in steady),
    }


def _moved(pairs: list[tuple[str, str]]) -> float:
    """Return F1 of "something moved"."""
    hit = sum(gold not in QUIET and said not in QUIET for gold, said in pairs)
    both = sum(gold not in QUIET for gold, _ in pairs) + sum(said not in QUIET for _, said in pairs)
    return 2 * hit / both if both else 0.0


def _macro(pairs: list[tuple[str, str]]) -> float:
    """Return macro-F1 over the labels that move."""
    labels = {label for pair in pairs for label in pair} - set(QUIET)
    scores = []
    for label in sorted(labels):
        hit = sum(gold == said == label for gold, said in pairs)
        both = sum(gold == label for gold, _ in pairs) + sum(said == label for _, said in pairs)
        scores.append(2 * hit / both)
    return sum(scores) / len(scores) if scores else 0.0


def _share(found: Iterable[bool]) -> float:
    told = list(found)
    return sum(told) / len(told) if told else 0.0


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
