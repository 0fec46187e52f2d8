"""Train the reader: ``make train``.

    gold ─► five folds by issuer ─► left-out spans ─► calibration ─┐
      └───► one reader on everything but dev ─► int8 network ──────┴─► tracker/segment/network/model, left_out.jsonl, card

Each fold and the final reader are kept in the work folder with a key of what
they were made from, so an interrupted run goes on where it stopped. A fold is
predicted by its exported int8 network through the product's own code: the
figures are those of what ships.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import torch

from tracker.domain import Revision
from tracker.hashing import content_id
from tracker.segment.lexicon.lexicon import load_lexicon
from tracker.segment.network.spans import Span
from tracker.segment.reader import build_units
from tracker.segment.speakers.speaker_rules import draw_cast
from training.calibrate import Guess, best_thresholds, fit_weights, guesses, probabilities
from training.card import card
from training.export import export
from training.fit import Recipe, fit, tokenizer
from training.gold import FOLDS, SETS, Example, folds, load
from training.left_out import read_left_out, table
from training.network import Reader, pretrained
from training.predict import Logits, load_network, logits, read_logits, write_logits

HERE = Path(__file__).parent
MODEL = HERE.parent / "tracker" / "segment" / "network" / "model"
LEFT_OUT = HERE / "left_out.jsonl"
SEED = 1
BIAS = 1.0  # towards units, when spans are drawn: what is below the threshold is shown as unread


def main() -> None:
    """Train, calibrate, export and write the card."""
    parser = argparse.ArgumentParser(prog="python -m training", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, default=HERE.parent.parent / "shared" / "gold")
    parser.add_argument(
        "--work", type=Path, default=HERE.parent / "build" / "training", help="where unfinished work is kept"
    )
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--only",
        type=int,
        metavar="FOLD",
        help="train this fold alone and stop: folds can be trained side by side",
    )
    args = parser.parse_args()
    if not args.gold.is_dir():
        raise SystemExit(f"{args.gold}: no coded releases there; name their folder with --gold")
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    recipe, examples = Recipe(), load(args.gold)
    mark = content_id(repr(recipe), *((args.gold / name / "units.jsonl").read_bytes() for name in SETS))[:12]
    print(
        f"{len(examples)} releases, {sum(len(one.units) for one in examples)} units; seed {SEED}, key {mark}",
        flush=True,
    )
    if args.only is not None:
        fold(args.only, examples, recipe, args.work, mark)
        return
    found = [fold(number, examples, recipe, args.work, mark) for number in range(FOLDS)]
    whole = args.work / f"reader-{mark}.pt"
    if not whole.exists():
        used = [one for one in examples if one.trainable]
        torch.save(fit(used, recipe, SEED, args.work / f"reader-{mark}.part").state_dict(), whole)
    network = args.work / f"reader-{mark}.onnx"
    export(merged(whole, [args.work / f"fold-{number}-{mark}.pt" for number in range(FOLDS)]), network)
    write(args.gold, examples, found, network, recipe, time.monotonic() - began)


def fold(number: int, examples: list[Example], recipe: Recipe, work: Path, mark: str) -> Logits:
    """Return the logits of the releases that fold *number* leaves out; they are kept in *work*."""
    kept = work / f"fold-{number}-{mark}.npz"
    if not kept.exists():
        placed = folds(examples)
        print(f"fold {number}:", flush=True)
        reader = fit(
            [one for one in examples if one.trainable and placed[one.group] != number],
            recipe,
            SEED,
            work / f"fold-{number}-{mark}.part",
        )
        torch.save(reader.state_dict(), work / f"fold-{number}-{mark}.pt")
        network = work / f"fold-{number}-{mark}.onnx"
        export(reader, network)
        session, pieces = load_network(network), tokenizer()
        left = [one for one in examples if placed[one.group] == number]
        write_logits(kept, {one.id: logits(one, session, pieces, recipe.size) for one in left})
    return read_logits(kept)


def merged(whole: Path, parts: Sequence[Path]) -> Reader:
    """Return the reader whose weights are half those of *whole* and half the mean of those of *parts*.

    All start from one encoder, so their weights can be averaged; the mean errs a
    little less than each of them.
    """
    states = [torch.load(path) for path in parts]
    weights = torch.load(whole)
    for name, value in weights.items():
        if value.is_floating_point():
            weights[name] = (value + torch.stack([state[name] for state in states]).mean(dim=0)) / 2
    reader = Reader()
    reader.load_state_dict(weights)
    return reader


def write(
    gold_folder: Path,
    examples: list[Example],
    found: list[Logits],
    network: Path,
    recipe: Recipe,
    seconds: float,
) -> None:
    """Calibrate on the left-out spans, and write the model folder, the left-out predictions and the card."""
    placed, pieces = folds(examples), tokenizer()
    by_fold: list[list[Guess]] = [
        [
            guess
            for one in examples
            if placed[one.group] == number
            for guess in guesses(one, found[number][one.id], pieces, BIAS, recipe.size)
        ]
        for number in range(FOLDS)
    ]
    lines: list[str] = []
    for number, own in enumerate(by_fold):
        others = [guess for other, part in enumerate(by_fold) if other != number for guess in part]
        weights = fit_weights(others)  # a fold's probabilities come from the other folds, as in use
        thresholds = best_thresholds(
            others, probabilities(others, weights), coded_units(examples, placed, number)
        )
        shares = probabilities(own, weights)
        for one in (one for one in examples if placed[one.group] == number):
            spans = [
                (replace(guess.span, probability=float(share)), guess.sentence)
                for guess, share in zip(own, shares, strict=True)
                if guess.example is one
            ]
            lines.append(json.dumps({"release": one.id, "spans": rows_of(one, spans, thresholds)}))
    LEFT_OUT.write_text("\n".join(lines) + "\n")
    everything = [guess for part in by_fold for guess in part]
    weights = fit_weights(everything)
    thresholds = best_thresholds(
        everything, probabilities(everything, weights), coded_units(examples, placed)
    )
    MODEL.mkdir(exist_ok=True)
    (MODEL / "reader.onnx").write_bytes(network.read_bytes())
    (MODEL / "tokenizer.json").write_bytes((pretrained() / "tokenizer.json").read_bytes())
    settings = {
        "name": "reader.v1",
        "sha256": content_hash(network),
        "window": recipe.size,
        "calibration": {
            "weights": [round(weight, 6) for weight in weights],
            "thresholds": thresholds,
            "bias": BIAS,
        },
    }
    (MODEL / "reader.json").write_text(json.dumps(settings, indent=2) + "\n")
    left = read_left_out(LEFT_OUT, gold_folder)
    (MODEL / "CARD.md").write_text(card(examples, left, settings, asdict(recipe), SEED))
    print("\n".join(table(left)))
    print(f"wrote {MODEL.name}, {LEFT_OUT.name} and the card after {seconds / 60:.0f} minutes", flush=True)


def coded_units(examples: list[Example], placed: Mapping[str, int], without: int = -1) -> Counter[str]:
    """Return how many units of each family are coded in all folds but *without*."""
    return Counter(unit.kind[0] for one in examples if placed[one.group] != without for unit in one.units)


def rows_of(
    example: Example, spans: list[tuple[Span, int]], thresholds: Mapping[str, float]
) -> list[list[object]]:
    """Return the rows of left_out.jsonl for *example*: its spans as the product would make units of them."""
    now = datetime(2000, 1, 1, tzinfo=UTC)
    revision = Revision(example.id, example.release, 1, b"", "text/plain", "utf-8", now)
    lexicon = load_lexicon().knowing(example.release.issuer)
    cast = draw_cast(example.document, example.release, example.sentences, lexicon)
    units = build_units(spans, example.sentences, example.document, revision, lexicon, cast)
    return [
        [
            unit.start,
            unit.end,
            unit.kind.value,
            unit.facets.level,
            unit.confidence,
            int(span.probability >= thresholds[span.family]),
        ]
        for unit, (span, _) in zip(units, spans, strict=True)
    ]


def content_hash(path: Path) -> str:
    """Return the SHA-256 of a file, as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
