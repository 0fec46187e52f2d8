"""Fit whether something moved in substance between two sentences, to what strangers planted in releases that they wrote.

    policy-tracker ingest training/news/planted/releases.jsonl --store URL
    python -m training.news.planted_changes --store URL [--out]

``planted/releases.jsonl`` holds releases of invented banks, ministries and summits, four of a series as a rule, each as its author
would go on from the one before. ``planted/key.jsonl`` says what moved in each ("change", worth 2: must be heard, 1: good to hear), what
only reads differently ("same"), and what is of others or of data ("trap"), with the words of both texts. Who wrote them had not
seen the product; who scored the mails had not written them. Whole series are left out together; printed is how right the sum is on them, and
``--out`` writes ``moved.json``.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.redline_query import SeriesTexts
from reports.digest.news.redlines.worth import sentence_model
from reports.digest.news.redlines.worth.differences import difference
from reports.digest.news.redlines.worth.moved_values import moved_alone
from reports.digest.news.redlines.worth.sentence_model import MOVED, moved_evidence, worth_evidence
from reports.digest.news.words.moved_words import sentence_wording
from tracker.edits.passages import Passage
from tracker.store import Store, open_store
from training.gold import rows
from training.news.fitting import MOST_WORTH, fitted_sum, left_out, write_fit
from training.news.sentence_figures import Row
from training.scoring import area

PLANTED = Path(__file__).parent / "planted"
RELEASES, KEY = PLANTED / "releases.jsonl", PLANTED / "key.jsonl"
CHANGE = "change"


@dataclass(frozen=True, slots=True)
class PlantedSentence:
    """Two sentences that stand for each other and of which a key speaks."""

    source: str
    evidence: tuple[float, ...]  # that something moved in substance, in the order of MOVED
    grade: float  # what moved is worth, 0 to 1; 0 where nothing did


def planted_sentences(store: Store) -> list[PlantedSentence]:
    """Return the sentences in other words of which the key speaks; *store* holds the texts."""
    of_release = defaultdict[str, list[Row]](list)
    for row in rows(KEY):
        of_release[row["release"]].append(row)
    series = SeriesTexts(store)
    found: list[PlantedSentence] = []
    for summary in store.releases():
        text = series.beside(summary.release)
        found += _sentences(text, of_release[summary.release.ref]) if text else []
    return found


def _sentences(text: ComparedText, said: Sequence[Row]) -> Iterator[PlantedSentence]:
    for pair in text.pairs:
        before, after = pair.before, pair.after
        if before is None or after is None:
            continue
        of_pair = [
            row
            for row in said
            if _holds(before, text.whole[0], row["before"]) or _holds(after, text.whole[1], row["after"])
        ]
        if of_pair:
            worth = worth_evidence(pair, text, sentence_wording(before.said, after.said, text.whole))
            evidence = moved_evidence(difference(before.said, after.said, moved_alone(pair, text)), worth)
            grade = max(row["worth"] if row["sort"] == CHANGE else 0 for row in of_pair)
            yield PlantedSentence(text.release.source, evidence, grade / MOST_WORTH)


def _holds(sentence: Passage, text: str, words: str) -> bool:
    """Say whether *words* of a *text* stand in one of its sentences, or reach into it."""
    at = text.find(words) if words else -1
    return at >= 0 and at < sentence.end and at + len(words) > sentence.start


def main() -> None:
    """Fit the sum, print how right it is on series left out, and write it where asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--store", required=True, help="url of a store of the releases")
    parser.add_argument("--out", action="store_true", help="write what was fitted")
    args = parser.parse_args()
    with open_store(args.store) as store:
        planted = planted_sentences(store)
    evidence, grades = np.array([one.evidence for one in planted]), np.array([one.grade for one in planted])
    every = np.ones(len(planted), dtype=bool)
    found = left_out(evidence, grades, every, [one.source for one in planted])
    sure = [(float(chance), one.grade > 0) for chance, one in zip(found, planted, strict=True)]
    number = {
        "sentences": len(planted),
        "moved": int((grades > 0).sum()),
        "series": len({one.source for one in planted}),
    }
    figures = {"area": area(sure)}
    print(number, figures)
    if args.out:
        made = {"moved": fitted_sum(evidence, grades, every, MOVED)}
        path = Path(sentence_model.__file__).with_name(sentence_model.MOVED_FILE)
        write_fit(path, "planted_changes", number, figures, made)


if __name__ == "__main__":
    main()
