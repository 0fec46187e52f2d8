"""Accuracy against floors that only rise: ``make eval``.

    python -m tests.golden.gate                      compare with floors.json; exit 1 below a floor
    python -m tests.golden.gate --pin                raise the floors to what is measured
    python -m tests.golden.gate --pin --allow-regression   set them, also downwards (say so in the changelog)

Five things are scored. *Left out*: what the readers of five folds found in issuers
they were not trained on (``training/left_out.jsonl``, written by ``make train``), against
the gold: this is what a new source can expect. *Slots*: condition, deadline, target and so on of these units. *Labels*: predictions of
``training.labels`` on judged pairs and coded links, of ``training.news.sentences`` on judged sentences, of ``training.news.own_acts`` on judged statements and of ``training.substance`` on pairs of sentences. *Korean*: the same of the Korean
reader, by release, and its chains linked from the left-out spans. *Whole way*: the shipped engine on
``dev``, which no reader is trained on, and on the ``invented`` releases here. Real
releases lie in ``../shared/gold`` beside the checkout, never in the project; where that
folder is absent only the invented ones are scored.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from reports.digest.news.redlines.worth.sentence_model import load_sentence_model
from tests.golden.baselines import cue_list, nearest, no_grammar
from tests.golden.chains import related_rows
from tests.golden.floors import FLOORS, SLACK
from tests.golden.korean import SETS as KOREAN
from tests.golden.korean import korean_figures
from tests.golden.labels import label_figures
from tracker.compare.labels.label_gate import load_gate
from tracker.domain import Document, Release, Revision
from tracker.engine import Engine, default_engine
from tracker.hashing import content_id
from tracker.pipeline import read
from tracker.reading import Reading
from tracker.segment.lexicon.lexicon import Lexicon, load_lexicon
from training.gold import KEPT_FROM_TRAINING, SETS
from training.left_out import read_left_out
from training.left_out import table as left_out_table
from training.news import own_acts
from training.news.sentence_figures import JUDGEMENTS, PREDICTIONS, sentence_figures
from training.scoring import Report, families, score
from training.slots import slot_cases, slot_figures
from training.substance.figures import LEFT_OUT as SUBSTANCE
from training.substance.figures import figures as substance_figures

HERE = Path(__file__).parent
SHARED = HERE.parents[1].parent / "shared" / "gold"
LEFT_OUT = HERE.parents[1] / "training" / "left_out.jsonl"


Row = dict[str, Any]


def rows(path: Path) -> list[Row]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def folders() -> Iterator[Path]:
    """Yield the gold folders that the shipped engine is run on: no network was trained on them."""
    yield HERE / "invented"
    if not SHARED.is_dir():
        print("../shared/gold is not beside this checkout: only the invented releases are scored")
        return
    yield SHARED / KEPT_FROM_TRAINING


def fingerprint(folder: Path) -> str:
    """Return a hash of the gold, so that floors are only compared with the gold they were measured on."""
    return content_id(*(path.read_bytes() for path in sorted(folder.glob("*.jsonl"))))[:12]


@dataclass(frozen=True, slots=True)
class Run:
    """What an engine says of one gold folder, beside the gold."""

    releases: list[Row]
    gold_units: list[Row]
    gold_links: list[Row]
    units: list[Row]
    changes: list[Row]
    documents: dict[str, Document]

    def report(
        self, *, chain: str = "", units: list[Row] | None = None, changes: list[Row] | None = None
    ) -> Report:
        """Score everything, one *chain*, or other *units* and *changes* in place of the engine's."""
        releases = [row for row in self.releases if not chain or row["source"] == chain]
        return score(
            releases,
            self.gold_units,
            [row for row in self.gold_links if any(row["doc"] == release["id"] for release in releases)],
            self.units if units is None else units,
            self.changes if changes is None else changes,
        )


def run(folder: Path, engine: Engine) -> Run:
    """Read and relate the releases of *folder* chain by chain, in memory."""
    releases = rows(folder / "releases.jsonl")
    units: list[Row] = []
    changes: list[Row] = []
    documents: dict[str, Document] = {}

    def readings(chain: list[Row]) -> Iterator[tuple[Release, Reading]]:
        for row in chain:
            release = _release(row)
            body = row["text"].encode()
            revision = Revision(
                content_id(release.id, body),
                release,
                1,
                body,
                "text/plain",
                "utf-8",
                datetime(2000, 1, 1, tzinfo=UTC),
            )
            reading = read(revision, engine)
            documents[row["id"]] = reading.document
            yield release, reading

    for chain in chains(releases).values():
        found = related_rows(readings(chain), engine)
        units += found[0]
        changes += found[1]
    return Run(
        releases, rows(folder / "units.jsonl"), rows(folder / "links.jsonl"), units, changes, documents
    )


def chains(releases: Iterable[Row]) -> dict[str, list[Row]]:
    """Return the releases by chain, each oldest first."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(releases, key=lambda row: (row["published"], row["id"])):
        found[row["source"]].append(row)
    return dict(found)


def simple(result: Run, lexicon: Lexicon) -> dict[str, dict[str, float]]:
    """Return the figures of the baselines (see baselines.py)."""
    figures = {}
    for name, reader in (("cue list", cue_list), ("no grammar", no_grammar)):
        found = [row for ref, document in result.documents.items() for row in reader(ref, document, lexicon)]
        figures[name] = result.report(units=found, changes=[]).figures()
    by_release: dict[str, list[Row]] = defaultdict(list)
    for row in result.units:
        by_release[row["release"]].append(row)
    alike = [
        row
        for chain in chains(result.releases).values()
        for row in nearest([release["id"] for release in chain], by_release)
    ]
    figures["nearest"] = result.report(changes=alike).figures()
    return figures


def table(result: Run, lexicon: Lexicon, known: Mapping[str, float]) -> Iterator[str]:
    """Yield the lines of the score table: figures beside floors and baselines, then chains, then families."""
    figures, baselines = result.report().figures(), simple(result, lexicon)
    yield f"  {'':16} {'ours':>6} {'floor':>6}   " + "  ".join(f"{name:>10}" for name in baselines)
    for name, value in figures.items():
        reading = name.startswith(("detect", "family", "level"))
        beside = "  ".join(
            f"{found[name]:10.3f}" if (label == "nearest") != reading else f"{'':>10}"
            for label, found in baselines.items()
        )
        floor = f"{known[name]:6.3f}" if name in known else f"{'-':>6}"
        yield f"  {name:16} {value:6.3f} {floor}   {beside}" + (
            "   BELOW" if value < known.get(name, 0.0) - SLACK else ""
        )
    yield f"  {'chain':16} {'units':>6} {'all':>6} {'U':>6} {'link':>6} {'moved':>6}"
    for chain in sorted(chains(result.releases)):
        part = result.report(chain=chain)
        yield (
            f"  {chain:16} {part.detect.gold:6d} {part.detect.f1:6.3f} {part.detect_commitments.f1:6.3f} "
            f"{part.link.f1:6.3f} {part.moved.f1:6.3f}"
        )
    yield "  " + "   ".join(
        f"{family} {part.f1:.3f} ({part.hit} of {part.gold}, {part.predicted} found)"
        for family, part in families(result.releases, result.gold_units, result.units).items()
    )


def left_out(floors: dict[str, Any], *, pin: bool, lower: bool) -> list[str]:
    """Print what the left-out predictions give, and return a line for each figure below its floor.

    *floors* is changed where floors are to be pinned; *lower* lets them fall.
    """
    found = read_left_out(LEFT_OUT, SHARED)
    mark = content_id(*((SHARED / name / "units.jsonl").read_bytes() for name in SETS))[:12]
    print("\nleft out: issuers that the reader of their fold was not trained on")
    fallen = _against_floors("left_out", found.figures(), mark, floors, pin=pin, lower=lower)
    print("\n" + "\n".join(f"  {line}" for line in left_out_table(found)))
    print(
        "\nslots: of the units found; rules were written in sight of the read issuers, some of the second part too, none of the unread"
    )
    lexicon = load_lexicon()
    figures = slot_figures(slot_cases(found, SHARED, lexicon), lexicon)
    fallen += _against_floors("slots", figures, mark, floors, pin=pin, lower=lower)
    gold = [SHARED / "pairs" / "pairs.jsonl", *(SHARED / name / "links.jsonl" for name in SETS)]
    mark = content_id(*(path.read_bytes() for path in gold))[:12]
    print("\nlabels: judged pairs, links by fits that saw neither line nor chain; coded links as given")
    fallen += _against_floors("labels", label_figures(SHARED), mark, floors, pin=pin, lower=lower)
    for label, measured in load_gate().told.items():
        print(f"  {label:14} right in {measured.right:3} of {measured.given:3} told, left out")
    print("\nsentences of redlines: judged ones, by fits that saw nothing of their source")
    model, judged = load_sentence_model(), rows(JUDGEMENTS)
    predicted = rows(PREDICTIONS)
    figures = sentence_figures(predicted, judged, model.told_alone, model.told_paired)
    # none of texts that are laid beside each other no longer; from which probability a nearest sentence is shown
    scored = (f"{row['row']} {row.get('mark', '')}" for row in predicted)
    mark = content_id(JUDGEMENTS.read_bytes(), *scored)[:12]
    fallen += _against_floors("sentences", figures, mark, floors, pin=pin, lower=lower)
    print("\nown acts: judged statements, by a fit that saw nothing of their source")
    judged = rows(own_acts.JUDGEMENTS)
    figures = own_acts.own_act_figures(rows(own_acts.PREDICTIONS), judged)
    mark = content_id(own_acts.JUDGEMENTS.read_bytes())[:12]
    fallen += _against_floors("own acts", figures, mark, floors, pin=pin, lower=lower)
    print("\nsubstance: two sentences, by networks that saw nothing of their author or source")
    judged = rows(SUBSTANCE)
    mark = content_id(*(f"{row['pair']} {row['moved']}" for row in judged))[:12]
    fallen += _against_floors("substance", substance_figures(judged), mark, floors, pin=pin, lower=lower)
    return fallen


def korean(floors: dict[str, Any], engine: Engine, *, pin: bool, lower: bool) -> list[str]:
    """Print what the left-out predictions of the Korean reader give, and return a line for each figure below its floor."""
    folders = [SHARED / name for name in KOREAN]
    if not all(folder.is_dir() for folder in folders):
        print("\nkorean: ../shared/gold/ko is not there")
        return []
    left, figures = korean_figures(SHARED, engine)
    mark = content_id(
        *((folder / name).read_bytes() for folder in folders for name in ("units.jsonl", "links.jsonl"))
    )[:12]
    print("\nkorean: releases that the reader of their fold was not trained on, and their chains")
    fallen = _against_floors("korean", figures, mark, floors, pin=pin, lower=lower)
    print("\n" + "\n".join(f"  {line}" for line in left_out_table(left)))
    return fallen


def _against_floors(
    name: str, figures: dict[str, float], mark: str, floors: dict[str, Any], *, pin: bool, lower: bool
) -> list[str]:
    """Print *figures* beside the floors called *name*, pin them where asked, and return a line for each below its floor."""
    pinned = floors.get(name, {})
    known = pinned.get("figures", {}) if pinned.get("fingerprint") == mark else {}
    for figure, value in figures.items():
        floor = f"{known[figure]:6.3f}" if figure in known else f"{'-':>6}"
        below = "   BELOW" if value < known.get(figure, 0.0) - SLACK else ""
        print(f"  {figure:20} {value:6.3f} {floor}{below}")
    if pin:
        kept = {
            figure: round(value if lower else max(value, known.get(figure, 0.0)), 3)
            for figure, value in figures.items()
        }
        floors[name] = {"fingerprint": mark, "figures": kept}
    return [
        f"{name.replace('_', ' ')} {figure} {value:.3f} < {known[figure]:.3f}"
        for figure, value in figures.items()
        if value < known.get(figure, 0.0) - SLACK
    ]


def _release(row: dict[str, Any]) -> Release:
    ref, source = row["id"], row["source"]
    published_on = date.fromisoformat(row["published"])
    return Release(
        content_id("release", source, ref),
        source,
        ref,
        row.get("issuer", ""),
        row.get("url", ""),
        row["title"],
        published_on,
    )


def main() -> int:
    """Print the score table and compare it with the floors; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pin", action="store_true", help="write what is measured as the new floors")
    parser.add_argument("--allow-regression", action="store_true", help="let --pin lower a floor")
    args = parser.parse_args()
    floors: dict[str, Any] = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    engine, lexicon = default_engine(), load_lexicon()
    print(f"engine {engine.stamp.components}")
    fallen = left_out(floors, pin=args.pin, lower=args.allow_regression) if SHARED.is_dir() else []
    fallen += korean(floors, engine, pin=args.pin, lower=args.allow_regression) if SHARED.is_dir() else []
    for folder in folders():
        result, mark = run(folder, engine), fingerprint(folder)
        report = result.report()
        pinned = floors.get(folder.name, {})
        known = pinned.get("figures", {}) if pinned.get("fingerprint") == mark else {}
        print(
            f"\n{folder.name}: {report.detect.gold} units coded, {report.detect.predicted} found, {report.link.gold} links"
            + ("" if known else "  (no floors are pinned for this gold)")
        )
        print("\n".join(table(result, lexicon, known)))
        fallen += [
            f"{folder.name} {name} {value:.3f} < {known[name]:.3f}"
            for name, value in report.figures().items()
            if value < known.get(name, 0.0) - SLACK
        ]
        if args.pin:
            figures = {
                name: round(value if args.allow_regression else max(value, known.get(name, 0.0)), 3)
                for name, value in report.figures().items()
            }
            counts = {
                "gold": report.detect.gold,
                "predicted": report.detect.predicted,
                "hit": report.detect.hit,
                "links": report.link.gold,
            }
            floors[folder.name] = {"fingerprint": mark, "counts": counts, "figures": figures}
    if args.pin:
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n")
    for line in fallen:
        print(f"below the floor: {line}", file=sys.stderr)
    return 1 if fallen and not (args.pin and args.allow_regression) else 0


if __name__ == "__main__":
    sys.exit(main())
