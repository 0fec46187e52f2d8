"""The model card: what the reader was trained on, how, and how right it is on issuers it has not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from training.gold import KEPT_FROM_TRAINING, Example
from training.left_out import ENOUGH, LeftOut, table
from training.reader.courses import Course


def card(
    examples: Sequence[Example],
    left: LeftOut,
    settings: Mapping[str, Any],
    course: Course,
    recipe: Mapping[str, Any],
    seed: int,
) -> str:
    """Return the card as Markdown. It names sources and their terms, with counts; it holds no text of theirs."""
    used = [example for example in examples if example.trainable]
    sources = Counter((_publisher(example), example.licence) for example in used)
    units: Counter[tuple[str, str]] = Counter()
    for example in used:
        units[_publisher(example), example.licence] += len(example.units)
    barred = sum("NC" in example.licence for example in examples)
    kept = sum(example.folder == KEPT_FROM_TRAINING for example in examples)
    rows = "\n".join(
        f"| {who} | {count} | {units[who, licence]} | {licence} |"
        for (who, licence), count in sorted(sources.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    figures = "\n".join(f"| {name} | {value:.3f} |" for name, value in left.figures().items())
    lines = "\n".join(table(left))
    weights = ", ".join(f"{name} = {value}" for name, value in recipe.items())
    return f"""# {settings["name"]}

The network of the reader: it marks where a tracked unit begins and ends, and says its kind, level, intensity, sense
and whether it claims to repeat. SHA-256 of `reader.onnx`: `{settings["sha256"]}`.

## What it is

Encoder: {course.what}, fine-tuned whole, with one
linear layer for all heads; int8 ONNX. Windows of {settings["window"]} word pieces, whole sentences, no overlap.
Recipe: {weights}; seed {seed}.{_base(course)}

## What it was trained on

{len(used)} coded releases, {sum(len(example.units) for example in used)} units. Not trained on: {kept} releases of `{KEPT_FROM_TRAINING}`,
which the shipped network is scored on, and {barred} whose terms bar commercial use. All coders were language models
working apart under one guide; agreement between them measures consistency, not human truth. The texts of real issuers are not in
this repository, nor can they be had from the network.

| publisher | releases | units | terms as recorded |
| --- | --- | --- | --- |
{rows}

## How right it is on {"releases" if course.by_release else "issuers"} it has not seen

Five folds, {"releases left out one by one (all are of one issuer, so this says nothing of another)" if course.by_release else "whole issuers left out"}, each fold read by a network that was trained without them and exported as this one.
Groups with fewer than {ENOUGH} units are too small for a figure of their own; they are printed all the same.

| figure | left out |
| --- | --- |
{figures}

```
{lines}
```

## Limits

{"Korean" if course.by_release else "English"} only. Speeches are read worse than read-outs, agreed texts and decisions. A span is found within a sentence.
The probability is calibrated on the left-out spans of these issuers; it says how often such a span was coded as a unit.
"""


def _base(course: Course) -> str:
    if course.base is None:
        return ""
    return (
        f"\nIt began from a reader of the English releases of up to {course.base_words} words that may be trained on "
        f"(those of the English card), {course.base.epochs} epochs; pieces of the vocabulary that neither language needs are left out."
        + (
            f"\nThen {len(course.dropped)} layers were taken out, and it was trained on for {course.shorter.epochs} epochs."
            if course.shorter
            else ""
        )
    )


def _publisher(example: Example) -> str:
    return example.publisher
