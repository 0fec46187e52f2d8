"""Fit what decides a link, from coded chains and judged pairs, and print how it does on what was left out.

    python -m training.links.fit_links --gold ../shared/gold --data ../shared/data --out tracker/link/pairs/links.json

Whole chains and whole lines are left out together: judged pairs whose units are
overlapping or nearly the same text are one line, and a pair from a document of a
chain goes with that chain. The chains of dev, and pairs from their documents, are
never trained on, nor are releases whose terms forbid it; they are scored all the
same. The same seed and inputs give the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np

from tracker.link.pairs.pair_features import GROUPS, NAMES
from training.links.link_cases import SEED, cases, folds, shares, weights_of
from training.links.link_scores import link_figures, offered, say_pairs, say_reliability
from training.links.link_units import JUDGEMENTS, LATER, SOURCES, coded_units, judged_units
from training.logistic import Floats, as_json, fitted, left_out, probabilities

PENALTY = 50.0  # times the squared weights of standardised evidence
JUDGED = (
    4.0  # times what a judged pair counts where the weights are for statements that are not of one series
)
TOLD_PRECISION = (
    0.865  # of judged pairs in writing, left out; of those that are proper units it is then higher
)
MARKS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)


def calibrated(odds: Floats, right: Floats, counts: Floats) -> tuple[float, float]:
    """Return slope and offset that make log odds those of what is right (Platt)."""
    line = fitted(odds[:, None], right, counts, 0.0)
    return float(line.weights[0]), float(line.constant - line.weights[0] * line.mean[0])


def _unscaled(probability: float, scale: tuple[float, float]) -> float:
    return float((np.log(probability / (1 - probability)) - scale[1]) / scale[0])


def main() -> None:
    """Fit, print the left-out tables, write the file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument(
        "--predictions", type=Path, help="write the left-out probability of every judged pair"
    )
    parser.add_argument(
        "--groups", action="store_true", help="also print the figures without each group of evidence"
    )
    args = parser.parse_args()
    words = weights_of(args.data)
    held = list(coded_units(args.gold))
    judged = list(judged_units(args.gold, args.data, later=True))
    every = cases(held, judged, words)
    values = np.array([case.values for case in every])
    same = np.array([float(case.relation == "same") for case in every])
    way = np.array([case.way for case in every])
    proper = np.array([case.proper for case in every])
    trainable = np.array([case.trainable for case in every])
    fold, counts = folds(every), shares(every) * trainable
    is_pair = way == "judged"
    from_links = np.array([case.way == "judged" and case.later[1] >= LATER for case in every])
    talk = is_pair & np.array([case.talk for case in every])
    series = is_pair & ~talk & np.array([case.series for case in every])
    written = is_pair & ~talk
    print(
        f"{is_pair.sum()} judged pairs in {len({c.group for c in every if c.way == 'judged'})} groups; {len(held)} chains"
    )

    odds = left_out(values, same, counts, fold, PENALTY)  # for the chain-heavy sum: within a series
    pair_counts = counts * np.where(is_pair, JUDGED, 1.0)
    pair_odds = left_out(values, same, pair_counts, fold, PENALTY)
    if args.groups:
        for group, names in GROUPS.items():
            without = values.copy()
            without[:, [NAMES.index(name) for name in names]] = 0.0
            less = left_out(without, same, counts, fold, PENALTY)
            say_pairs(f"without {group}", less[is_pair], same[is_pair])
            print(
                f"{'':44} links F1 coded {max(link_figures(held, every, less, 'coded', m)[0] for m in (-0.5, 0, 0.5)):.3f}"
            )
    chain_odds, chain_right = zip(
        *(offered(held, every, odds, one) for one in ("coded", "read")), strict=True
    )
    chain_odds, chain_right = np.concatenate(chain_odds), np.concatenate(chain_right)
    elsewhere = calibrated(
        pair_odds[written & ~series], same[written & ~series], np.ones((written & ~series).sum())
    )
    spoken = calibrated(pair_odds[talk], same[talk], np.ones(talk.sum()))
    # as much weight for judged pairs as for what is offered on chains
    evenly = np.concatenate([np.ones(len(chain_odds)), np.full(series.sum(), len(chain_odds) / series.sum())])
    within = calibrated(
        np.concatenate([chain_odds, odds[series]]), np.concatenate([chain_right, same[series]]), evenly
    )
    print(f"slope and offset, elsewhere: {elsewhere}; in talk: {spoken}; within a series: {within}")

    logs = np.where(talk, spoken[0] * pair_odds + spoken[1], elsewhere[0] * pair_odds + elsewhere[1])
    logs = np.where(series, within[0] * odds + within[1], logs)
    probability = probabilities(logs)
    for name, chosen in (
        ("judged pairs, left out", is_pair),
        ("of them both proper units", is_pair & proper),
        ("of them within a series, in writing", series),
        ("of them elsewhere, in writing", written & ~series),
        ("of them in talk", talk),
        ("of them joined by links of the archives", from_links),
        ("of these in writing", from_links & written),
    ):
        say_pairs(name, logs[chosen], same[chosen])
    say_reliability("judged pairs", logs[is_pair], same[is_pair])
    say_reliability("offers on chains, within", within[0] * chain_odds + within[1], chain_right)

    print(
        "mark | judged pairs in writing: P, R | proper ones: P, R | joined by links, in writing: P, R | in talk: P, R | links on chains, coded units: F1, P, R | units as read: F1, P, R"
    )
    told, by_mark = 1.0, dict[float, float]()
    for mark in MARKS:
        figures = []
        for chosen in (written, written & proper, written & from_links, talk):
            above = chosen & (probability >= mark)
            figures += [same[above].mean() if above.any() else 0.0, same[above].sum() / same[chosen].sum()]
        if min(figures[0], figures[4]) >= TOLD_PRECISION:
            told = min(told, mark)
        raw = _unscaled(mark, within)
        links = [figure for one in ("coded", "read") for figure in link_figures(held, every, odds, one, raw)]
        by_mark[mark] = links[0]
        print(
            f"  {mark:.2f}  {' '.join(f'{figure:.2f}' for figure in figures)}  {' '.join(f'{one:.3f}' for one in links)}",
            flush=True,
        )
    possible = max(by_mark, key=by_mark.__getitem__)
    raw = _unscaled(possible, within)
    print(f"told from {told}, possible from {possible}; links by chain, coded units as input: F1, P, R")
    for one in held:
        print(
            f"  {one.name:24} {'trained on' if one.trainable else 'never trained on':17}"
            + " ".join(f"{figure:.2f}" for figure in link_figures([one], every, odds, "coded", raw))
        )
    for name, which in (
        ("dev", [one for one in held if one.name.startswith("dev/")]),
        ("dev2", [one for one in held if one.name.startswith("dev2/")]),
        ("train, open terms", [one for one in held if one.name.startswith("train/") and one.trainable]),
        ("train, NC", [one for one in held if one.name.startswith("train/") and not one.trainable]),
    ):
        print(
            f"  {name:42}"
            + " ".join(f"{figure:.3f}" for figure in link_figures(which, every, odds, "coded", raw))
        )

    if args.predictions:
        with args.predictions.open("w", encoding="utf-8") as handle:
            for case, value in zip(every, probability, strict=True):
                if case.way == "judged":
                    handle.write(
                        json.dumps(
                            {"pair": case.later[1], "relation": case.relation, "same": round(float(value), 4)}
                        )
                        + "\n"
                    )
    if args.out:
        learn = counts > 0
        sources = [
            args.gold / "pairs" / "pairs.jsonl",
            JUDGEMENTS,
            *(args.gold / one / "links.jsonl" for one in ("train", "dev2")),
        ]
        mark = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:8]
        made = {
            "provenance": {
                "name": f"links.v1+{mark}",
                "how": "training/links/fit_links.py",
                "seed": SEED,
                "pairs": int((learn & is_pair).sum()),
                "chains": sorted(one.name for one in held if one.trainable),
                "never trained on": sorted(one.name for one in held if not one.trainable),
                "words": "sentences of " + ", ".join(SOURCES) + " (works of the United States government)",
                "precision of told, left out": TOLD_PRECISION,
            },
            "told": told,
            "possible": possible,
            "series": as_json(fitted(values[learn], same[learn], counts[learn], PENALTY), NAMES),
            "same": as_json(fitted(values[learn], same[learn], pair_counts[learn], PENALTY), NAMES),
            "within": [round(one, 5) for one in within],
            "elsewhere": [round(one, 5) for one in elsewhere],
            "talk": [round(one, 5) for one in spoken],
            "words": {"sentences": words.sentences, "counts": dict(words.counts)},
        }
        args.out.write_text(
            json.dumps(made, ensure_ascii=False, separators=(",", ":")).replace('},"', '},\n"') + "\n",
            "utf-8",
        )


if __name__ == "__main__":
    main()
