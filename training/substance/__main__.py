"""Train the network of substance.

    policy-tracker ingest training/news/planted/releases.jsonl --store URL
    python -m training.substance --gold ../shared/gold --planted URL --store ARCHIVE … [--only FOLD] [--out]

    pairs ─► three folds, whole authors and sources left out ─► left-out odds ─┐
      └───► one network on all of them ─► int8 network ────────────────────────┴─► tracker/compare/substance/model, card

A fold is predicted by its exported network through the product's own code: the figures are those of what ships. Folds can be
trained side by side (``--only``); what is done is kept in the work folder. Where pairs were added since, ``--add`` trains the network that
ships alone: what ``left_out.jsonl`` has stands, and the new pairs are predicted by the network that shipped before, which has seen none
of them. ``--out`` writes the network, its card and ``left_out.jsonl``,
which ``python -m training.substance.moved_sum`` weighs beside its other evidence, and ``make eval`` scores.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from tracker.compare.substance.marked_pieces import marked_pieces
from tracker.compare.substance.network import load_substance_network, network_odds, substance_odds
from tracker.hashing import content_id
from tracker.network_files import open_network
from training.gold import rows
from training.news.fitting import argument_parser, pair_hash, write_predictions
from training.reader.network import pretrained
from training.substance.card import card
from training.substance.figures import LEFT_OUT, figures
from training.substance.fit import Recipe, export, fit
from training.substance.network import Substance
from training.substance.pairs import EVERY_FIT, FOLDS, LATER, SubstancePair, load_pairs, sort_of
from training.substance.vocabulary import trimmed

SEED = 1
FINAL = "final"


def main() -> None:
    """Train the folds and the network, and write them where asked to."""
    names = [*map(str, range(FOLDS)), FINAL]
    parser = argument_parser(__doc__)
    parser.add_argument("--planted", required=True, help="url of a store of the planted releases")
    parser.add_argument("--work", type=Path, default=Path("build", "substance"))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument(
        "--only", choices=names, help="train this fold, or the network that ships, alone and stop"
    )
    parser.add_argument(
        "--add", action="store_true", help="pairs were added: leave the folds as they are, and train the rest"
    )
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    pairs = load_pairs(args.gold, args.planted, args.store)
    print(
        f"{len(pairs)} pairs, {sum(pair.is_known for pair in pairs)} of them planted, judged or written",
        flush=True,
    )
    tokenizer, kept = trimmed(
        pretrained(), (said for pair in pairs if pair.counts for said in (pair.before, pair.after))
    )
    work = args.work / content_id(*map(repr, (SEED, Recipe(), kept, pairs)))[:12]
    work.mkdir(parents=True, exist_ok=True)
    for name in [args.only] if args.only else [FINAL] if args.add else names:
        _train(name, pairs, tokenizer, kept, work)
    if args.only:
        return
    said = list(_with_added(pairs) if args.add else _left_out(pairs, tokenizer, work))
    found = figures(said)
    print("\n".join(f"{name:44} {value:.3f}" for name, value in found.items()))
    if args.out:
        _write(pairs, tokenizer, found, work / f"{FINAL}.onnx")
        write_predictions(LEFT_OUT, said)


def _left_out(pairs: Sequence[SubstancePair], tokenizer: Tokenizer, work: Path) -> Iterator[dict[str, Any]]:
    """Yield what the network of its fold says of each pair, by the hash of its words."""
    for fold in range(FOLDS):
        session = open_network(work / f"{fold}.onnx")
        for pair in pairs:
            if pair.fold == fold:
                odds = network_odds(session, marked_pieces(pair.before, pair.after, tokenizer))
                name, sort = pair_hash(pair.before, pair.after), sort_of(pair)
                yield {"pair": name, "sort": sort, "odds": round(odds, 3), "moved": pair.moved}


def _with_added(pairs: Sequence[SubstancePair]) -> Iterator[dict[str, Any]]:
    """Yield what was said of each pair before it was learned from: what is on file, and of planted releases added since what the network says that ships."""
    held = list(rows(LEFT_OUT))
    known = {row["pair"] for row in held}
    yield from held
    for pair in pairs:
        name = pair_hash(pair.before, pair.after)
        if pair.sort == LATER and name not in known:
            odds = substance_odds(pair.before, pair.after)
            yield {"pair": name, "sort": sort_of(pair), "odds": round(odds, 3), "moved": pair.moved}


def _train(
    name: str, pairs: Sequence[SubstancePair], tokenizer: Tokenizer, kept: Sequence[int], work: Path
) -> None:
    """Train the network of a fold, or the final one, unless *work* holds it; *work* is of these pairs and this recipe."""
    path, weights = work / f"{name}.onnx", work / f"{name}.pt"
    if path.exists():
        return
    if not weights.exists():
        folds = {EVERY_FIT, *range(FOLDS)} - ({int(name)} if name != FINAL else set())
        learned = [pair for pair in pairs if pair.is_trained and pair.fold in folds]
        print(f"{name}: {len(learned)} pairs", flush=True)
        network = fit(learned, Recipe(), SEED, pretrained(), tokenizer, kept)
        torch.save(network.state_dict(), work / f"{name}.part")
        (work / f"{name}.part").rename(weights)
    network = Substance(pretrained(), kept)
    network.load_state_dict(torch.load(weights))
    export(network, work / f"{name}.unfinished")
    (work / f"{name}.unfinished").rename(path)


def _write(
    pairs: Sequence[SubstancePair], tokenizer: Tokenizer, found: dict[str, float], network: Path
) -> None:
    """Write *network*, its tokenizer, what names it, and its card to where the product has them."""
    folder = Path(str(load_substance_network().folder))
    folder.mkdir(exist_ok=True)
    made = network.read_bytes()
    digest = hashlib.sha256(made).hexdigest()
    (folder / "substance.onnx").write_bytes(made)
    (folder / "tokenizer.json").write_text(tokenizer.to_str() + "\n", "utf-8")
    (folder / "substance.json").write_text(json.dumps({"sha256": digest}, indent=2) + "\n", "utf-8")
    (folder / "CARD.md").write_text(
        card(pairs, found, digest, Recipe(), SEED, tokenizer.get_vocab_size()), "utf-8"
    )


if __name__ == "__main__":
    main()
