"""Fine-tune the network of substance on pairs of sentences, and write it as the product runs it."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from tracker.compare.substance.marked_pieces import RedlinePieces, marked_pieces
from training.reader.export import write_network
from training.reader.fit import Average, of_like_length, share_of_rate
from training.substance.network import Substance
from training.substance.pairs import SubstancePair

# Steps of a weight of eight bits, and of the vector of a word, that become one. At six steps of a weight the area of sentences that are gone or new falls by .01 to .03.
COARSER, COARSER_WORDS = 4, 8


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train."""

    epochs: int = 4
    batch: int = 16  # pairs
    rate: float = 1e-4
    head_rate: float = 1e-3
    warmup: float = 0.1  # share of all steps
    dropout: float = 0.1
    averaged: float = 0.3  # share of the steps at the end over which the weights are averaged


def fit(
    pairs: Sequence[SubstancePair],
    recipe: Recipe,
    seed: int,
    folder: Path,
    tokenizer: Tokenizer,
    kept: Sequence[int],
) -> Substance:
    """Return a network trained on *pairs*; the same seed, pairs and threads give the same weights.

    *folder* holds the pretrained encoder, *kept* are the numbers there of the pieces of *tokenizer*.
    """
    torch.manual_seed(seed)
    network = Substance(folder, kept, recipe.dropout)
    rows = [marked_pieces(pair.before, pair.after, tokenizer) for pair in pairs]
    optimizer, rates = _optimizer(network, recipe)
    average, step = Average(), 0
    total = recipe.epochs * -(-len(rows) // recipe.batch)
    for epoch in range(recipe.epochs):
        order = random.Random(f"{seed} {epoch}")  # noqa: S311 - an order, not a secret
        began, lost = time.monotonic(), 0.0
        network.train()
        for group in of_like_length([len(row.pieces) for row in rows], recipe.batch, order):
            for part, rate in zip(optimizer.param_groups, rates, strict=True):
                part["lr"] = rate * share_of_rate(step, total, recipe.warmup)
            pieces, marks, mask = stack([rows[number] for number in group])
            wanted = torch.tensor([pairs[number].moved for number in group])
            counts = torch.tensor([pairs[number].counts for number in group])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found = network(pieces, marks, mask)
            each = functional.binary_cross_entropy_with_logits(found.float(), wanted, reduction="none")
            loss = (each * counts).sum() / counts.sum()
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            step += 1
            lost += float(loss)
            if step > total * (1 - recipe.averaged):
                average.take(network)
        print(
            f"  epoch {epoch + 1}: loss {lost * recipe.epochs / total:.3f}, {time.monotonic() - began:.0f} s",
            flush=True,
        )
    network.load_state_dict({**network.state_dict(), **average.weights})
    return network.eval()


def stack(rows: Sequence[RedlinePieces]) -> tuple[Tensor, Tensor, Tensor]:
    """Return pieces, marks and mask of *rows*, filled up to the longest."""
    length = max(len(row.pieces) for row in rows)
    pieces, marks, mask = (torch.zeros((len(rows), length), dtype=torch.long) for _ in range(3))
    for number, row in enumerate(rows):
        pieces[number, : len(row.pieces)] = torch.tensor(row.pieces)
        marks[number, : len(row.pieces)] = torch.tensor(row.marks)
        mask[number, : len(row.pieces)] = 1
    return pieces, marks, mask


def export(network: Substance, path: Path) -> None:
    """Write *network* to *path*: weights of six bits in bytes, one scale for each column.

    Inputs are ``pieces`` and ``marks`` (rows × length, int64), rows of one length, the output is ``odds`` (rows).
    """
    axes = {0: "rows", 1: "length"}
    pieces = torch.randint(100, 200, (2, 24))
    given = {"pieces": pieces, "marks": pieces % 3}
    write_network(network, given, {"pieces": axes, "marks": axes, "odds": {0: "rows"}}, "odds", path)
    made = onnx.load(str(path))
    coarsen(made)
    onnx.save(made, str(path))


def coarsen(made: onnx.ModelProto, matrices: float = COARSER, words: float = COARSER_WORDS) -> None:
    """Keep of every *matrices* steps of a weight, and of *words* steps of the vector of a word, one: a wheel packs them in less room.

    They stay bytes, so the runtime computes as before. The vectors of marks and places are left as they are: they are few, and small
    differences between them count.
    """
    values = {value.name: value for value in made.graph.initializer}
    for name, value in values.items():
        weights, plain = numpy_helper.to_array(value), name.removesuffix("_quantized")
        scale = values.get(f"{plain}_scale") or values.get(f"{plain.removesuffix('.weight')}.scale")
        if weights.ndim != 2 or scale is None:
            continue
        if weights.dtype == np.int8 and min(weights.shape) > 1:  # symmetric, one scale for each column
            times = matrices
            coarse = np.rint(weights / times).astype(np.int8)
        elif "word_embeddings" in name:  # one middle and one scale
            middle = values[f"{plain}_zero_point"]
            times, zero = words, numpy_helper.to_array(middle).astype(float)
            moved = np.rint(zero / times)
            coarse = (np.rint((weights - zero) / times) + moved).clip(0, 255).astype(np.uint8)
            middle.CopyFrom(numpy_helper.from_array(np.array(moved, dtype=np.uint8), middle.name))
        else:
            continue
        value.CopyFrom(numpy_helper.from_array(coarse, name))
        scale.CopyFrom(numpy_helper.from_array(np.float32(times) * numpy_helper.to_array(scale), scale.name))


def _optimizer(network: Substance, recipe: Recipe) -> tuple[torch.optim.AdamW, list[float]]:
    head = list(network.sum.parameters())
    groups = [
        {"params": list(network.encoder.parameters()), "lr": recipe.rate},
        {"params": head, "lr": recipe.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01), [recipe.rate, recipe.head_rate]
