"""Fit the sum of whether something moved in substance between two sentences, of which the network is one value.

    policy-tracker ingest training/news/planted/releases.jsonl --store URL
    python -m training.substance.moved_sum --gold ../shared/gold --planted URL --store ARCHIVE … [--out]

It is fitted to planted releases and to judged pairs of real texts ([pairs.py](pairs.py)); what the network says of each is what it said
where its author or source was left out (``left_out.jsonl``). Printed is how right the sum is on series and sources left out as
a whole, and ``--out`` writes ``moved.json``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.worth import sentence_model
from reports.digest.news.redlines.worth.differences import difference
from reports.digest.news.redlines.worth.moved_values import moved_alone
from reports.digest.news.redlines.worth.sentence_model import MOVED, moved_evidence, worth_evidence
from reports.digest.news.words.moved_words import sentence_wording
from tracker.edits.sentence_pairs import SentencePair
from tracker.store import open_store
from training.news.fitting import (
    MOST_WORTH,
    argument_parser,
    fitted_sum,
    kept_apart,
    left_out,
    pair_hash,
    write_fit,
)
from training.news.planted_pairs import keyed_pairs, moved_grade
from training.scoring import area
from training.substance.figures import left_out_odds
from training.substance.pairs import PLANTED, REAL, judged_sentences


@dataclass(frozen=True, slots=True)
class ComparedSentences:
    """Two sentences that stand for each other, and of which somebody said whether something moved."""

    sort: str  # planted or real
    source: str
    evidence: tuple[float, ...]  # that something moved in substance, in the order of MOVED
    grade: float  # what moved is worth, 0 to 1; 0 where nothing did
    is_fitted: bool = True  # its terms allow a fit to it


def compared_sentences(gold: Path, planted: str, archives: Sequence[str]) -> Iterator[ComparedSentences]:
    """Yield the sentences with what speaks for a move; *planted* and *archives* are urls of stores of the texts."""
    read = left_out_odds()
    kept = kept_apart(gold)
    with open_store(planted) as store:
        for text, pair, said in keyed_pairs(store):
            found = _evidence(text, pair, read) if said else None
            if found:
                yield ComparedSentences(PLANTED, text.release.source, found, moved_grade(said) / MOST_WORTH)
    for text, pair, row in judged_sentences(archives):
        found = _evidence(text, pair, read)
        if found:
            is_fitted = not kept & {row["earlier"], row["later"]}
            grade = int(row["verdict"]) / MOST_WORTH
            yield ComparedSentences(REAL, text.release.source, found, grade, is_fitted)


def _evidence(text: ComparedText, pair: SentencePair, read: dict[str, float]) -> tuple[float, ...] | None:
    """Return what speaks for a move, in the order of MOVED; None of one sentence alone, and where no network that had not seen it was asked of the pair."""
    before, after = pair.quotes
    if not (before and after):
        return None
    worth = worth_evidence(pair, text, sentence_wording(before, after, text.whole))
    differ = difference(before, after, moved_alone(pair, text))
    odds = read.get(pair_hash(before, after))
    if odds is None:
        return None  # rules of pairing changed since the folds were trained
    return moved_evidence(differ, odds, worth)


def main() -> None:
    """Fit the sum, print how right it is on series and sources left out, and write it where asked to."""
    parser = argument_parser(__doc__)
    parser.add_argument("--planted", required=True, help="url of a store of the planted releases")
    args = parser.parse_args()
    cases = list(compared_sentences(args.gold, args.planted, args.store))
    evidence, grades = np.array([one.evidence for one in cases]), np.array([one.grade for one in cases])
    learn = np.array([one.is_fitted for one in cases])
    chances = left_out(evidence, grades, learn, [one.source for one in cases])
    number = {
        "sentences": int(learn.sum()),
        "moved": int((grades[learn] > 0).sum()),
        "series": len({one.source for one in cases}),
    }
    figures = {
        f"area, {sort}": area(
            [
                (float(chance), one.grade > 0)
                for chance, one in zip(chances, cases, strict=True)
                if one.sort == sort
            ]
        )
        for sort in (PLANTED, REAL)
    }
    print(number, figures)
    if args.out:
        made = {"moved": fitted_sum(evidence, grades, learn, MOVED)}
        path = Path(sentence_model.__file__).with_name(sentence_model.MOVED_FILE)
        write_fit(path, "substance.moved_sum", number, figures, made)


if __name__ == "__main__":
    main()
