"""Fine-tune a reader on coded releases."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from tracker.segment.network.encoder import START, STOP
from tracker.segment.network.windows import Window, windows
from training.gold import Example
from training.reader.network import HEADS, WIDTHS, Reader

FILL = 0  # [PAD] of the encoder's vocabulary
IGNORED = -100


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train."""

    epochs: int = 3
    size: int = 126  # pieces in a window
    batch: int = 8  # windows
    rate: float = 1.5e-4  # of the last layer of the encoder
    decay: float = 0.9  # of the rate from each layer to the one below it
    head_rate: float = 1e-3
    warmup: float = 0.1  # share of all steps
    dropout: float = 0.1
    averaged: float = 0.35  # share of the steps at the end over which the weights are averaged
    weights: tuple[float, ...] = (1.0, 1.0, 0.3, 0.1, 0.1, 0.1)  # of the losses, in the order of HEADS


def tokenizer(folder: Path) -> Tokenizer:
    """Return the tokenizer of the encoder in *folder*, without cutting or filling up."""
    made = Tokenizer.from_file(str(folder / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


def encode(
    example: Example, tokenizer: Tokenizer, size: int, first: int = 0
) -> Iterator[tuple[list[int], list[list[int]]]]:
    """Yield the pieces of each window of *example* and what every head should say of each piece."""
    for window in windows(example.document.text, example.sentences, tokenizer, size=size, first=first):
        yield [piece.token for piece in window.pieces()], _targets(window, example)


def _targets(window: Window, example: Example) -> list[list[int]]:
    found = []
    before = None
    for piece in window.pieces():
        middle = (piece.start + piece.end - 1) // 2
        unit = next((one for one in example.units if one.start <= middle < one.end), None)
        if unit is None:
            found.append([0, *[IGNORED] * (len(WIDTHS) - 1)])
        else:
            found.append(
                [
                    2 if unit is before else 1,
                    HEADS["kind"].index(unit.kind),
                    unit.level - 1,
                    unit.intensity + 1,
                    int(unit.polarity == "-"),
                    int(unit.reaffirm),
                ]
            )
        before = unit
    return found


def batches(
    encoded: Sequence[tuple[list[int], list[list[int]]]], size: int, order: random.Random
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Yield pieces, mask and targets of *size* windows at a time, windows of like length together, in random order."""
    for group in of_like_length([len(pieces) for pieces, _ in encoded], size, order):
        yield stack([encoded[number] for number in group])


def of_like_length(lengths: Sequence[int], size: int, order: random.Random) -> list[list[int]]:
    """Return the numbers of rows of these *lengths*, *size* of like length together, in random order."""
    ranked = sorted(range(len(lengths)), key=lambda number: lengths[number] + order.random() * 24)
    groups = [ranked[begin : begin + size] for begin in range(0, len(ranked), size)]
    order.shuffle(groups)
    return groups


def stack(rows: Sequence[tuple[list[int], list[list[int]]]]) -> tuple[Tensor, Tensor, Tensor]:
    """Return *rows* as tensors, filled up to the longest."""
    length = max(len(pieces) for pieces, _ in rows) + 2
    tokens = torch.full((len(rows), length), FILL)
    mask = torch.zeros((len(rows), length), dtype=torch.long)
    targets = torch.full((len(rows), length, len(WIDTHS)), IGNORED)
    for number, (pieces, wanted) in enumerate(rows):
        tokens[number, : len(pieces) + 2] = torch.tensor([START, *pieces, STOP])
        mask[number, : len(pieces) + 2] = 1
        targets[number, 1 : len(pieces) + 1] = torch.tensor(wanted)
    return tokens, mask, targets


def loss_of(scores: Tensor, targets: Tensor, recipe: Recipe) -> Tensor:
    """Return the weighted sum of the cross entropies of all heads."""
    total = torch.zeros(())
    for number, (head, weight) in enumerate(
        zip(scores.float().split(WIDTHS, dim=-1), recipe.weights, strict=True)
    ):
        wanted = targets[..., number]
        known = (wanted != IGNORED).sum()
        if known:
            total = (
                total
                + weight
                * functional.cross_entropy(
                    head.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED, reduction="sum"
                )
                / known
            )
    return total


def fit(
    examples: Sequence[Example],
    recipe: Recipe,
    seed: int,
    part: Path,
    encoder: Path,
    base: Path | None = None,
    dropped: Collection[int] = (),
) -> Reader:
    """Return a reader trained on *examples*; the same seed, examples and threads give the same weights.

    *encoder* is the folder of the pretrained encoder; *base* holds the weights of a reader to begin with,
    out of which the layers *dropped* are taken before.
    After each epoch the state is written to *part*; where that file is there,
    training goes on from it.
    """
    torch.manual_seed(seed)
    pieces, reader = tokenizer(encoder), Reader(encoder, recipe.dropout)
    if base:
        reader.load_state_dict(torch.load(base))
    reader.without(dropped)
    optimizer, rates = _optimizer(reader, recipe)
    average = Average()
    done = step = total = 0
    if part.exists():
        kept = torch.load(part, weights_only=False)
        reader.load_state_dict(kept["reader"])
        optimizer.load_state_dict(kept["optimizer"])
        average, done, step, total = kept["average"], kept["done"], kept["step"], kept["total"]
        torch.set_rng_state(kept["random"])
    for epoch in range(done, recipe.epochs):
        order = random.Random(f"{seed} {epoch}")  # noqa: S311 - an order, not a secret
        encoded = [
            row
            for example in examples
            for row in encode(example, pieces, recipe.size, order.randint(recipe.size // 3, recipe.size))
        ]
        per_epoch = math.ceil(len(encoded) / recipe.batch)
        total = total or per_epoch * recipe.epochs
        began, lost = time.monotonic(), 0.0
        reader.train()
        for tokens, mask, targets in batches(encoded, recipe.batch, order):
            step += 1
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * share_of_rate(step, total, recipe.warmup)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = reader(tokens, mask)
            loss = loss_of(scores, targets, recipe)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            lost += loss.item()
            if step > total * (1 - recipe.averaged) and step % 4 == 0:
                average.take(reader)
        print(
            f"  epoch {epoch + 1} of {recipe.epochs}: {len(encoded)} windows, loss {lost / per_epoch:.3f}, "
            f"{time.monotonic() - began:.0f} s",
            flush=True,
        )
        torch.save(
            {
                "reader": reader.state_dict(),
                "optimizer": optimizer.state_dict(),
                "average": average,
                "done": epoch + 1,
                "step": step,
                "total": total,
                "random": torch.get_rng_state(),
            },
            part,
        )
    reader.load_state_dict({**reader.state_dict(), **average.weights})
    return reader.eval()


@dataclass
class Average:
    """The mean of the weights at some steps: steadier than those of the last step."""

    taken: int = 0
    weights: dict[str, Tensor] = field(default_factory=dict)

    def take(self, network: nn.Module) -> None:
        """Add the weights of *network* as they are now."""
        self.taken += 1
        for name, value in network.state_dict().items():
            if value.is_floating_point():
                held = self.weights.get(name)
                self.weights[name] = value.clone() if held is None else held + (value - held) / self.taken


def _optimizer(reader: Reader, recipe: Recipe) -> tuple[torch.optim.AdamW, list[float]]:
    """Return the optimizer and the full rate of each of its groups: layers nearer the text learn more slowly."""
    layers = list(reader.encoder.encoder.layer)
    groups: list[dict[str, Any]] = [
        {"params": list(layer.parameters()), "lr": recipe.rate * recipe.decay ** (len(layers) - 1 - number)}
        for number, layer in enumerate(layers)
    ]
    embeddings = list(reader.encoder.embeddings.parameters())
    groups.append({"params": embeddings, "lr": recipe.rate * recipe.decay ** len(layers)})
    groups.append({"params": list(reader.heads.parameters()), "lr": recipe.head_rate})
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True), [group["lr"] for group in groups]


def share_of_rate(step: int, total: int, warmup: float) -> float:
    """Return the share of the full rate at *step*: rising over the warm-up, then falling in a straight line."""
    rising = warmup * total
    if step < rising:
        return step / rising
    return max(0.03, 1 - (step - rising) / (total - rising))
