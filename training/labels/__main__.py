"""Fit what decides whether a label is mailed, and keep what it says of moves it was not fitted to, for ``make eval``.

    python -m training.labels --gold ../shared/gold --data ../shared/data --links PREDICTIONS --store URL …

PREDICTIONS is what ``training.links.fit_links --predictions`` writes: the probability
of every judged pair by a fit that saw neither its line nor its chain. The stores hold the
archives, read by the engine whose labels are measured. Labels come from rules, which are
not fitted; they were written in sight of some of the judged pairs, so figures are also given
for two halves of the lines, drawn by a hash.

Fitted is a logistic regression of "the label is right" on the evidence of
:mod:`tracker.compare.labels.label_gate`; whole lines and chains are left out together, ``dev`` and
releases whose terms forbid it are never fitted to. Two files are written:
``training/labels/label_predictions.jsonl``, one row a move with its left-out probability, and
``tracker/compare/labels/label_gate.json``. ``--judged FILE`` first adds judgements to
``training/labels/label_judgements.jsonl``.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tracker.compare.labels import label_gate
from tracker.compare.labels.label_gate import EVIDENCE, label_evidence
from tracker.domain import Label
from tracker.hashing import content_id
from tracker.link.pairs.pair_model import load_model
from training.gold import rows
from training.labels.label_cases import (
    JUDGEMENTS,
    Move,
    Row,
    coded_moves,
    judged_moves,
    noted,
    texts_of,
    units_said,
)
from training.links.link_units import coded_units
from training.logistic import Logistic, as_json, fitted, left_out, probabilities

PREDICTIONS = Path(__file__).with_name("label_predictions.jsonl")
GATE = Path(label_gate.__file__).with_name(label_gate.FILE)
QUIET = (Label.NEW, Label.REAFFIRMED, Label.RESUMED)
SEED = "label halves 1"
NEAR = 200  # code points: spans that begin in one such stretch of a release are one line
PENALTY = 5.0  # times the squared weights of standardised evidence
# By judgment: of REVERSED no case is known but decisions on rates; the two withdrawals that were read were right.
UNKNOWN = {Label.REVERSED: 0.55}
LEAST_MARK = 0.55  # of any label: what is wrong nearly as often as right is not told
# share right of a label's moves above its mark, left out, and how many there must be
ENOUGH_RIGHT, FEWEST = (0.8, 4)


def halves(pairs: Sequence[Row]) -> dict[int, int]:
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


def is_gated(move: Move) -> bool:
    """Return whether it is asked if the label of *move* is right: it moved, by more than a rate, and might be mailed."""
    return move.verdict.label not in QUIET and move.verdict.by != ("rate_moved",) and move.reaches


def written(line: Logistic, marks: dict[str, float], told: dict[str, list[int]], moves: int) -> Row:
    """Return the gate as tracker.compare.labels.label_gate reads it."""
    return {
        "provenance": {"how": "python -m training.labels", "moves": moves, "later judgements": len(rows(JUDGEMENTS))},
        "marks": marks,
        **as_json(line, EVIDENCE, 4),
        "told": told,
    }  # fmt: skip


def by_label(
    moves: Sequence[Move], chances: Sequence[float], least: float
) -> dict[Label, list[tuple[float, bool]]]:
    """Return by label the chance of each of its moves, and whether it was right: links from *least* on, slots as our reader fills them, rates aside."""
    found: dict[Label, list[tuple[float, bool]]] = defaultdict(list)
    for move, chance in zip(moves, chances, strict=True):
        if is_gated(move) and move.row.get("same", 1.0) >= least and move.row.get("way") != "coded":
            label = move.verdict.label
            found[label].append((chance, label.value == move.truth))
    return found


def marks_of(moves: dict[Label, list[tuple[float, bool]]]) -> dict[Label, float]:
    """Return by label the least mark from which enough of enough moves were right, and the highest that tells as many; labels without one are never told."""
    found = dict(UNKNOWN)
    for label in Label:
        told = 0
        for mark in np.arange(LEAST_MARK, 0.9, 0.05):
            right = [hit for chance, hit in moves.get(label, []) if chance >= mark]
            if told and len(right) < told:
                break
            if len(right) >= FEWEST and sum(right) >= ENOUGH_RIGHT * len(right):
                found[label], told = round(float(mark), 2), len(right)
    return found


def main() -> None:
    """Label every move, fit, write both files and print the counts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--links", type=Path, required=True)
    parser.add_argument("--store", action="append", required=True, help="url of a store of the archives")
    parser.add_argument("--judged", type=Path, help="judged pairs to add to the later judgements")
    args = parser.parse_args()
    if args.judged:
        with JUDGEMENTS.open("a", encoding="utf-8") as handle:
            handle.writelines(json.dumps(noted(row)) + "\n" for row in rows(args.judged))
    same = {row["pair"]: row["same"] for row in rows(args.links) if "pair" in row}
    held, said = list(coded_units(args.gold)), units_said(args.store)
    texts = texts_of(args.gold, args.data)
    moves = [*judged_moves(args.gold, args.data, said, same, texts), *coded_moves(held, args.gold, texts)]
    gated = [move for move in moves if is_gated(move)]
    values = np.array(
        [label_evidence(move.earlier, move.later, move.verdict, move.row.get("same", 1.0)) for move in gated]
    )
    right = np.array([float(move.verdict.label.value == move.truth) for move in gated])
    counts = np.array([move.counts * move.trainable for move in gated])
    chances = probabilities(left_out(values, right, counts, [move.group for move in gated], PENALTY))
    chance = {id(move): round(float(each), 3) for move, each in zip(gated, chances, strict=True)}
    half = halves(rows(args.gold / "pairs" / "pairs.jsonl"))
    with PREDICTIONS.open("w", encoding="utf-8") as handle:
        for move in moves:
            row = move.row | {"label": move.verdict.label.value, "minor": move.verdict.minor}
            if "pair" in row:
                row["half"] = half[row["pair"]]
            if move.verdict.label not in QUIET:
                row["chance"] = chance.get(id(move), 1.0 if move.reaches else 0.0)
            handle.write(json.dumps(row) + "\n")
    moved = [move for move in moves if move.verdict.label not in QUIET]
    moved_chances = [chance.get(id(move), 1.0) for move in moved]
    # marks by all links that may be made: where lines are less sure labels are more often wrong, and there are few cases
    marks = marks_of(by_label(moved, moved_chances, load_model().possible))
    labelled = by_label(moved, moved_chances, load_model().told)
    told = {
        label.value: [sum(hit for hit, _ in above), len(above)]
        for label in Label
        if label not in (*QUIET, Label.NOT_REPEATED, Label.DROPPED)
        for above in [[(hit, chance) for chance, hit in labelled[label] if chance >= marks.get(label, 1.0)]]
    }
    learn = counts > 0
    line = fitted(values[learn], right[learn], counts[learn], PENALTY)
    GATE.write_text(
        json.dumps(
            written(line, {label.value: mark for label, mark in marks.items()}, told, int(learn.sum())),
            indent=2,
        )
        + "\n",
        "utf-8",
    )
    for label, (hit, number) in told.items():
        print(f"{label:14} {hit:3} of {number:3} right")
    for mark in np.arange(0.3, 0.8, 0.05):
        above = chances >= mark
        print(f"from {mark:.2f}: {right[above].sum():.0f} of {above.sum()} right")


if __name__ == "__main__":
    main()
