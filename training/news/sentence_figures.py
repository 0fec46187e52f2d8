"""How right the sums of :mod:`training.news.sentences` are on sources left out, for the fit and for ``make eval``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from reports.digest.news.redlines.worth.sentence_model import is_enough
from training.scoring import area

HERE = Path(__file__).parent
JUDGEMENTS = HERE / "sentence_judgements.jsonl"
PREDICTIONS = HERE / "sentence_predictions.jsonl"
SAME_MATTER = "SC"  # a judge's letters for a sentence that says the same, and for its counterpart

Row = dict[str, Any]


def claim_holds(row: Row) -> bool:
    """Say whether a judged sentence is what a redline says of it: gone or new, or put in other words by the sentence it was laid beside."""
    if not (row["before"] and row["after"]):
        return bool(row["all"] == "n")
    return row["relations"][row["candidates"].index(row["before"][:2])] in SAME_MATTER


def sentence_figures(
    predicted: Iterable[Row],
    judged: Sequence[Row],
    told_alone: float,
    told_paired: float,
) -> dict[str, float]:
    """Return the figures of *predicted*, left-out probabilities by the number of their row of *judged*.

    "gone or new" is the share of sentences told as such (from *told_alone* on) that the other text says nowhere, "kept" the share
    of those it says nowhere that are told; "in other words" the share of pairs told (from *told_paired* on) that are of one matter.
    "gone or new, alone" is the first of these figures for those beside which no nearest sentence is shown (one is from the ``mark`` of its row on), "nearest,
    counterpart" the share of nearest sentences shown that a judge called the same or the counterpart. "worth, area" is the chance that of two sentences of which one is worth telling and one is not the right one stands
    first, "shown, worth" the share of those shown that is worth telling.
    """
    rows = [(row, judged[row["row"]]) for row in predicted]
    claims = {True: list[tuple[float, bool]](), False: list[tuple[float, bool]]()}
    shown = []
    for row, truth in rows:
        is_paired = bool(truth["before"] and truth["after"])
        claims[is_paired].append((row["claim"], claim_holds(truth)))
        mark = told_paired if is_paired else told_alone
        if is_enough(row["claim"], row["worth"], mark, alone=not is_paired):
            shown.append((claim_holds(truth), truth["worth"] > 0))
    alone, paired = claims[False], claims[True]
    near = [is_shown(row) for row, truth in rows if not (truth["before"] and truth["after"])]
    by_itself = [
        holds for (chance, holds), has in zip(alone, near, strict=True) if chance >= told_alone and not has
    ]
    above = [holds for chance, holds in alone if chance >= told_alone]
    return {
        "gone or new": _share(above),
        "gone or new, kept": sum(above) / max(sum(holds for _, holds in alone), 1),
        "gone or new, area": area(alone),
        "gone or new, alone": _share(by_itself),
        "nearest, counterpart": _share([row["counterpart"] for row, _ in rows if is_shown(row)]),
        "in other words": _share([holds for chance, holds in paired if chance >= told_paired]),
        "worth, area": area([(row["worth"], truth["worth"] > 0) for row, truth in rows]),
        "worth, area of much": area([(row["worth"], truth["worth"] > 1) for row, truth in rows]),
        "shown, true": _share([holds for holds, _ in shown]),
        "shown, worth": _share([worth for _, worth in shown]),
    }


def is_shown(row: Row) -> bool:
    """Say whether the nearest sentence of a predicted *row* would be shown beside it."""
    return "mark" in row and bool(row["nearest"] >= row["mark"])


def base_rates(judged: Sequence[Row]) -> dict[str, float]:
    """Return what the figures would be if every one of *judged* sentences were told."""
    sides = {True: list[bool](), False: list[bool]()}
    for row in judged:
        sides[bool(row["before"] and row["after"])].append(claim_holds(row))
    return {
        "gone or new": _share(sides[False]),
        "in other words": _share(sides[True]),
        "shown, worth": _share([row["worth"] > 0 for row in judged]),
    }


def _share(found: Sequence[bool]) -> float:
    return sum(found) / max(len(found), 1)
