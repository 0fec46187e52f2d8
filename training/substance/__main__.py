"""Train the network of substance.

    policy-tracker ingest training/news/planted/releases.jsonl --store URL
    python -m training.substance --gold ../shared/gold --planted URL --store ARCHIVE … [--only FOLD] [--out]

    pairs ─► three folds, whole authors and sources left out ─► left-out odds ─┐
      └───► one network on all of them ─► int8 network ────────────────────────┴─► tracker/compare/substance/model, card

A fold is predicted by its exported network through the product's own code: the figures are those of what ships. Folds can be
trained side by side (``--only``); what is done is kept in the work folder. ``--out`` writes the network, its card and ``left_out.jsonl``,
which ``python -m training.substance.moved_sum`` weighs beside its other evidence, and ``make eval`` scores.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from tracker.compare.substance.marked_pieces import marked_pieces
from tracker.compare.substance.network import load_substance_network, network_odds
from tracker.network_files import open_network
from training.news.fitting import pair_hash
from training.reader.network import pretrained
from training.substance.card import card
from training.substance.figures import LEFT_OUT, figures
from training.substance.fit import Recipe, export, fit
from training.substance.pairs import EVERY_FIT, FOLDS, SubstancePair, load_pairs, sort_of
from training.substance.vocabulary import trimmed

SEED = 1
FINAL = "final"


def main() -> None:
    """Train the folds and the network, and write them where asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--planted", required=True, help="url of a store of the planted releases")
    parser.add_argument("--store", action="append", default=[], help="url of a store of the archives")
    parser.add_argument("--work", type=Path, default=Path("build", "substance"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", metavar="FOLD", help=f"train this fold, or {FINAL!r}, alone and stop")
    parser.add_argument("--out", action="store_true", help="write what was trained")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.work.mkdir(parents=True, exist_ok=True)
    pairs = load_pairs(args.gold, args.planted, args.store)
    print(f"{len(pairs)} pairs, {sum(pair.is_known for pair in pairs)} of them judged or planted", flush=True)
    tokenizer, kept = trimmed(
        pretrained(), (said for pair in pairs if pair.counts for said in (pair.before, pair.after))
    )
    names = [*map(str, range(FOLDS)), FINAL]
    for name in [args.only] if args.only else names:
        _train(name, pairs, tokenizer, kept, args.work)
    if args.only:
        return
    rows = list(_left_out(pairs, tokenizer, args.work))
    found = figures(rows)
    print("\n".join(f"{name:24} {value:.3f}" for name, value in found.items()))
    if args.out:
        LEFT_OUT.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        _write(pairs, tokenizer, found, args.work / f"{FINAL}.onnx")


def _left_out(pairs: Sequence[SubstancePair], tokenizer: Tokenizer, work: Path) -> Iterator[dict[str, Any]]:
    """Yield what the network of its fold says of each pair, by the hash of its words."""
    for fold in range(FOLDS):
        session = open_network(work / f"{fold}.onnx", ())
        for pair in pairs:
            if pair.fold == fold:
                odds = network_odds(session, marked_pieces(pair.before, pair.after, tokenizer))
                name, sort = pair_hash(pair.before, pair.after), sort_of(pair)
                yield {"pair": name, "sort": sort, "odds": round(odds, 3), "moved": pair.moved}


def _train(
    name: str, pairs: Sequence[SubstancePair], tokenizer: Tokenizer, kept: Sequence[int], work: Path
) -> None:
    """Train the network of a fold, or the final one, unless *work* holds it."""
    path = work / f"{name}.onnx"
    if path.exists():
        return
    learned = [
        pair
        for pair in pairs
        if pair.is_trained and (name == FINAL or pair.fold in (EVERY_FIT, *_others(int(name))))
    ]
    print(f"{name}: {len(learned)} pairs", flush=True)
    network = fit(learned, Recipe(), SEED, pretrained(), tokenizer, kept)
    torch.save(network.state_dict(), path.with_suffix(".pt"))
    export(network, path)


def _others(fold: int) -> tuple[int, ...]:
    return tuple(number for number in range(FOLDS) if number != fold)


def _write(
    pairs: Sequence[SubstancePair], tokenizer: Tokenizer, found: dict[str, float], network: Path
) -> None:
    """Write *network*, its tokenizer, what names it, and its card to where the product has them."""
    folder = Path(str(load_substance_network().folder))
    made = network.read_bytes()
    digest = hashlib.sha256(made).hexdigest()
    (folder / "substance.onnx").write_bytes(made)
    (folder / "tokenizer.json").write_text(tokenizer.to_str() + "\n", "utf-8")
    (folder / "substance.json").write_text(json.dumps({"sha256": digest}, indent=2) + "\n", "utf-8")
    (folder / "CARD.md").write_text(card(pairs, found, digest, Recipe(), tokenizer.get_vocab_size()), "utf-8")


if __name__ == "__main__":
    main()
