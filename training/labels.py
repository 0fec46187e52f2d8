"""How often each label is right where nobody tuned it: predictions kept for ``make eval``, and what is withheld from mails.

    python -m training.labels --gold ../shared/gold --data ../shared/data --links PREDICTIONS

PREDICTIONS is what ``training.links.fit_links --predictions`` writes: the probability
of every judged pair by a fit that saw neither its line nor its chain. Labels come
from rules, which are not fitted; they were written in sight of some of the judged
pairs, so figures are also given for two halves of the lines, drawn by a hash.

Two files are written: ``training/label_predictions.jsonl``, one row a judged pair and one
a coded link, and ``tracker/compare/label_precision.json``, the counts by label.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tracker.compare.classify import classify
from tracker.domain import Label, Mention
from tracker.hashing import content_id
from tracker.link.pairs.pair_model import load_model
from training.gold import SETS, rows
from training.links.link_units import Held, coded_units, judged_units

ROOT = Path(__file__).parents[1]
PREDICTIONS = ROOT / "training" / "label_predictions.jsonl"
PRECISION = ROOT / "tracker" / "compare" / "label_precision.json"
NO_MEASURE = (Label.NEW, Label.REAFFIRMED, Label.NOT_REPEATED, Label.DROPPED)
SEED = "label halves 1"
NEAR = 200  # code points: spans that begin in one such stretch of a release are one line

Row = dict[str, Any]


def verdict(earlier: Mention, later: Mention) -> Row:
    """Return label and rule for two mentions of one line."""
    found = classify(
        earlier.unit, later.unit, days=(earlier.release.published_on, later.release.published_on)
    )
    return {"label": found.label.value, "minor": found.minor}


def halves(pairs: list[Row]) -> dict[int, int]:
    """Return the half, 0 or 1, of each judged pair: pairs that share a span are one line and stay together."""
    leader: dict[tuple[str, int], tuple[str, int]] = {}

    def find(spot: tuple[str, int]) -> tuple[str, int]:
        while leader.setdefault(spot, spot) != spot:
            spot = leader[spot]
        return spot

    spots = {
        pair["pair"]: [(pair[side]["release"], pair[side]["start"] // NEAR) for side in ("earlier", "later")]
        for pair in pairs
    }
    for first, second in spots.values():
        one, other = sorted((find(first), find(second)))
        leader[other] = one
    return {
        number: int(content_id(SEED, *map(str, find(first))), 16) % 2 for number, (first, _) in spots.items()
    }


def of_pairs(gold: Path, data: Path, links: Path) -> Iterator[Row]:
    """Yield a row for each judged pair: its number, half, left-out probability, label."""
    same = {row["pair"]: row["same"] for row in rows(links)}
    half = halves(rows(gold / "pairs" / "pairs.jsonl"))
    for judged in judged_units(gold, data):
        yield {
            "pair": judged.number,
            "half": half[judged.number],
            "same": same[judged.number],
            **verdict(judged.earlier, judged.later),
        }


def of_chains(held: list[Held]) -> Iterator[Row]:
    """Yield two rows for each coded link: the unit as its coder wrote it, and with slots as our reader fills them."""
    for one in held:
        folder = one.name.split("/")[0]
        for way, mentions in one.readings.items():
            for unit, before in one.links.items():
                if before in mentions and unit in mentions:
                    yield {
                        "set": folder, "doc": unit[0], "n": unit[1], "way": way, **verdict(mentions[before], mentions[unit])
                    }  # fmt: skip


def precision(predictions: list[Row], gold: Path) -> dict[str, list[int]]:
    """Return by label how often it was right and how often given: told pairs, and coded links with read slots."""
    told = load_model().told
    judged = {row["pair"]: row for row in rows(gold / "pairs" / "pairs.jsonl")}
    coded = {(f, row["doc"], row["n"]): row["label"] for f in SETS for row in rows(gold / f / "links.jsonl")}
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for row in predictions:
        if "pair" in row:
            if row["same"] < told:
                continue
            pair = judged[row["pair"]]
            truth = pair["label"] if pair["relation"] == "same" else ""
        elif row["way"] == "read":
            truth = coded[row["set"], row["doc"], row["n"]]
        else:
            continue
        given[row["label"]] += 1
        right[row["label"]] += row["label"] == truth
    return {
        label.value: [right[label.value], given[label.value]] for label in Label if label not in NO_MEASURE
    }


def main() -> None:
    """Predict every label, write both files and print the counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--links", type=Path, required=True)
    args = parser.parse_args()
    predictions = [*of_pairs(args.gold, args.data, args.links), *of_chains(list(coded_units(args.gold)))]
    PREDICTIONS.write_text("".join(json.dumps(row) + "\n" for row in predictions), "utf-8")
    counts = precision(predictions, args.gold)
    PRECISION.write_text(json.dumps({"how": "python -m training.labels", "labels": counts}, indent=2) + "\n")
    for label, (right, given) in counts.items():
        print(f"{label:14} {right:3} of {given:3} right")


if __name__ == "__main__":
    main()
