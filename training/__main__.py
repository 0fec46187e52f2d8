"""Train the reader: ``make train``.

    gold ─► five folds by issuer ─► left-out spans ─► calibration ─┐
      └───► one reader on everything but dev ─► int8 network ──────┴─► tracker/segment/network/model, left_out.jsonl, card
    releases of invented issuers: each of these readers learns from them, none is scored on them

Each fold and the final reader are kept in the work folder with a key of what
they were made from, so an interrupted run goes on where it stopped. A fold is
predicted by its exported int8 network through the product's own code: the
figures are those of what ships. Another language than English (``--language``) begins
from a reader that a multilingual encoder becomes on the English releases.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import torch
from torch import Tensor

from tracker.domain import Revision
from tracker.hashing import content_id
from tracker.network_files import open_network
from tracker.segment.lexicon.lexicon import load_lexicon
from tracker.segment.network.evidence import NAMES
from tracker.segment.network.spans import Span, joined
from tracker.segment.reader import build_units, makes_unit
from tracker.segment.speakers.participants import find_participants
from training.gold import FOLDS, Example, folds, load
from training.left_out import read_left_out, table
from training.reader.calibrate import Choice, choices, chosen, fit_calibration
from training.reader.card import card
from training.reader.courses import COURSES, Course, encoder_folder
from training.reader.export import export
from training.reader.fit import fit, tokenizer
from training.reader.invented_releases import CODED, invented_examples
from training.reader.network import Reader
from training.reader.predict import Logits, logits, read_logits, write_logits

HERE = Path(__file__).parent
SEED = 1


def main() -> None:
    """Train, calibrate, export and write the card."""
    parser = argparse.ArgumentParser(prog="python -m training", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--gold", type=Path, default=HERE.parent.parent / "shared" / "gold")
    parser.add_argument(
        "--work", type=Path, default=HERE.parent / "build" / "training", help="where unfinished work is kept"
    )
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--language", choices=COURSES, default="en", help="which reader is trained")
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
    course, english = COURSES[args.language], load(args.gold)
    examples = load(args.gold, course.sets, by_release=course.by_release) if course.base else english
    more = list(invented_examples()) if course.invented else []
    marks = marks_of(course, args.gold)
    encoder = encoder_folder(args.language, args.work, english, examples)
    base = english_base(course, english, encoder, args.work, args.language) if course.base else None
    print(
        f"{len(examples)} releases, {sum(len(one.units) for one in examples)} units, "
        f"{len(more)} releases of invented issuers; seed {SEED}, key {marks[-1]}",
        flush=True,
    )
    if args.only is not None:
        fold(args.only, examples, more, course, args.work, marks, encoder, base)
        return
    found = [fold(number, examples, more, course, args.work, marks, encoder, base) for number in range(FOLDS)]
    used = [one for one in examples if one.trainable] + more
    whole = trained("reader", used, course, args.work, marks, encoder, base)
    network = whole.with_suffix(".onnx")
    parts = [args.work / f"fold-{number}-{marks[-1]}.pt" for number in range(FOLDS)]
    export(reader_of(merged(whole, parts), course, encoder), network)
    write(args.gold, course, examples, more, found, network, encoder, time.monotonic() - began)


def english_base(course: Course, english: list[Example], encoder: Path, work: Path, language: str) -> Path:
    """Return the weights of a reader of English on the encoder of another language; they are kept in *work*."""
    assert course.base
    used = [one for one in english if one.trainable and len(one.document.text.split()) <= course.base_words]
    mark = content_id(repr(course.base), *(one.id for one in used))[:12]
    kept = work / f"base-{language}-{mark}.pt"
    if not kept.exists():
        print(f"base of {language}, {len(used)} releases, key {mark}:", flush=True)
        torch.save(fit(used, course.base, SEED, kept.with_suffix(".part"), encoder).state_dict(), kept)
    return kept


def marks_of(course: Course, gold: Path) -> list[str]:
    """Return the key of what each step of *course* makes: of the recipes up to it and the coded units."""
    units = [(gold / name / "units.jsonl").read_bytes() for name in course.sets]
    units += [CODED.read_bytes()] if course.invented else []
    marks = [content_id(repr(course.recipe), *units)[:12]]
    for recipe, dropped in course.steps[1:]:
        marks.append(content_id(marks[-1], repr(recipe), repr(dropped))[:12])
    return marks


def trained(
    name: str,
    used: list[Example],
    course: Course,
    work: Path,
    marks: Sequence[str],
    encoder: Path,
    base: Path | None,
) -> Path:
    """Return the weights of a reader trained on *used* by every step of *course*; those of each step are kept in *work*."""
    print(f"{name}:", flush=True)
    for mark, (recipe, dropped) in zip(marks, course.steps, strict=True):
        kept = work / f"{name}-{mark}.pt"
        if not kept.exists():
            made = fit(used, recipe, SEED, kept.with_suffix(".part"), encoder, base, dropped)
            torch.save(made.state_dict(), kept)
        base = kept
    assert base
    return base


def fold(
    number: int,
    examples: list[Example],
    more: list[Example],
    course: Course,
    work: Path,
    marks: Sequence[str],
    encoder: Path,
    base: Path | None,
) -> Logits:
    """Return the logits of the releases that fold *number* leaves out; they are kept in *work*."""
    kept = work / f"fold-{number}-{marks[-1]}.npz"
    if not kept.exists():
        placed = folds(examples)
        used = [one for one in examples if one.trainable and placed[one.id] != number] + more
        weights = trained(f"fold-{number}", used, course, work, marks, encoder, base)
        network = kept.with_suffix(".onnx")
        export(reader_of(torch.load(weights), course, encoder), network)
        session, pieces = open_network(network, course.unjoined), tokenizer(encoder)
        left = [one for one in examples if placed[one.id] == number]
        write_logits(kept, {one.id: logits(one, session, pieces, course.recipe.size) for one in left})
    return read_logits(kept)


def reader_of(weights: Mapping[str, Tensor], course: Course, encoder: Path) -> Reader:
    """Return the reader of *course* with these *weights*."""
    reader = Reader(encoder).without(course.dropped)
    reader.load_state_dict(weights)
    return reader


def merged(whole: Path, parts: Sequence[Path]) -> dict[str, Tensor]:
    """Return weights that are half those of *whole* and half the mean of those of *parts*.

    All start from one encoder, so their weights can be averaged; the mean errs a
    little less than each of them.
    """
    states = [torch.load(path) for path in parts]
    weights: dict[str, Tensor] = torch.load(whole)
    for name, value in weights.items():
        if value.is_floating_point():
            weights[name] = (value + torch.stack([state[name] for state in states]).mean(dim=0)) / 2
    return weights


def write(
    gold_folder: Path,
    course: Course,
    examples: list[Example],
    more: list[Example],
    found: list[Logits],
    network: Path,
    encoder: Path,
    seconds: float,
) -> None:
    """Calibrate on the left-out spans, and write the model folder, the left-out predictions and the card."""
    placed, pieces, recipe = folds(examples), tokenizer(encoder), course.recipe
    by_fold: list[list[Choice]] = [
        [
            choice
            for one in examples
            if placed[one.id] == number
            for choice in choices(one, found[number][one.id], pieces, course.plain, recipe.size)
        ]
        for number in range(FOLDS)
    ]
    lines: list[str] = []
    for number, own in enumerate(by_fold):
        others = [choice for other, part in enumerate(by_fold) if other != number for choice in part]
        calibration = fit_calibration(  # a fold's probabilities come from the other folds, as in use
            others, coded_units(examples, placed, number), course.plain, course.evidence
        )
        spans: dict[str, list[tuple[Span, int]]] = defaultdict(list)
        for told in chosen(own, calibration):
            spans[told.example.id].append((told.span, told.sentence))
        for one in (one for one in examples if placed[one.id] == number):
            rows = rows_of(one, spans[one.id], calibration.thresholds)
            lines.append(json.dumps({"release": one.id, "spans": rows}))
    course.left_out.write_text("\n".join(lines) + "\n")
    everything = [choice for part in by_fold for choice in part]
    calibration = fit_calibration(everything, coded_units(examples, placed), course.plain, course.evidence)
    course.model.mkdir(exist_ok=True)
    (course.model / "reader.onnx").write_bytes(network.read_bytes())
    (course.model / "tokenizer.json").write_bytes((encoder / "tokenizer.json").read_bytes())
    settings = {
        "name": course.name,
        "sha256": content_hash(network),
        "window": recipe.size,
        "calibration": {
            "weights": {
                name: round(weight, 6)
                for name, weight in zip(NAMES, calibration.weights, strict=True)
                if name in course.evidence
            },
            "thresholds": calibration.thresholds,
            "leanings": course.plain.leanings,
            "mix": course.plain.mix,
        },
        **({"mask": 1} if course.base else {}),  # the unknown piece: that vocabulary has no [MASK]
        **({"unjoined": course.unjoined} if course.unjoined else {}),
    }
    (course.model / "reader.json").write_text(json.dumps(settings, indent=2) + "\n")
    left = read_left_out(course.left_out, gold_folder, course.sets)
    (course.model / "CARD.md").write_text(
        card([*examples, *more], left, settings, course, asdict(recipe), SEED)
    )
    print("\n".join(table(left)))
    print(
        f"wrote {course.model.name}, {course.left_out.name} and the card after {seconds / 60:.0f} minutes",
        flush=True,
    )


def coded_units(examples: list[Example], placed: Mapping[str, int], without: int = -1) -> int:
    """Return how many units are coded in all folds but *without*."""
    return sum(len(one.units) for one in examples if placed[one.id] != without)


def rows_of(
    example: Example, spans: list[tuple[Span, int]], thresholds: Mapping[str, float]
) -> list[list[object]]:
    """Return the rows of left_out.jsonl for *example*: its spans as the product would make units of them."""
    spans = [
        (span, number)
        for number, of_sentence in groupby(spans, key=lambda one: one[1])
        for span in joined((span for span, _ in of_sentence), example.document.text)
    ]
    now = datetime(2000, 1, 1, tzinfo=UTC)
    revision = Revision(example.id, example.release, 1, b"", "text/plain", "utf-8", now)
    lexicon = load_lexicon().knowing(example.release.issuer)
    participants = find_participants(example.document, example.release, example.sentences, lexicon)
    units = build_units(spans, example.sentences, example.document, revision, lexicon, participants)
    return [
        [
            unit.start,
            unit.end,
            unit.kind.value,
            unit.facets.level,
            unit.confidence,
            int(
                makes_unit(
                    example.document.text,
                    example.sentences[number].start,
                    span,
                    thresholds[span.family],
                    example.year,
                )
            ),
        ]
        for unit, (span, number) in zip(units, spans, strict=True)
    ]


def content_hash(path: Path) -> str:
    """Return the SHA-256 of a file, as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
