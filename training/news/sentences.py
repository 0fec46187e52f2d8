"""Fit what a redline tells: whether a sentence is what it is told as, and what it is worth to a reader.

    python -m training.news.sentences --gold ../shared/gold --store URL … [--out]

``training/news/sentence_judgements.jsonl`` holds what readers said of sentences of two texts of a series: the
releases, the offsets and the SHA-256 of the sentence, never its words. The stores hold the archives, read by the
engine that ships. Whole sources are left out together; releases of ``dev`` and those whose terms forbid it
are never fitted to, but scored. Printed is how right the sums are on what was left out; ``--out`` writes
``sentences.json`` and the left-out probabilities, which ``make eval`` scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.worth import sentence_model
from reports.digest.news.redlines.worth.sentence_model import (
    NEAREST,
    NEAREST_SHOWN,
    PAIRED,
    UNSAID,
    WORTH,
    nearest_evidence,
    nearest_sentence,
    paired_evidence,
    unsaid_evidence,
    worth_evidence,
)
from reports.digest.news.words.moved_words import sentence_wording
from tracker.edits.sentence_pairs import SentencePair
from training.gold import rows
from training.news.fitting import (
    MOST_WORTH,
    arguments,
    fitted_sum,
    kept_apart,
    left_out,
    say_figures,
    write_fit,
    write_predictions,
)
from training.news.judged_texts import sentences_held
from training.news.sentence_figures import (
    JUDGEMENTS,
    PREDICTIONS,
    SAME_MATTER,
    Row,
    base_rates,
    claim_holds,
    sentence_figures,
)

MODEL = Path(sentence_model.__file__).with_name(sentence_model.FILE)
# Probabilities from which a sentence is told as gone or new, and as put in other words.
TOLD_ALONE, TOLD_PAIRED = 0.75, 0.9


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence with its evidence and what a judge said of it."""

    row: int  # its number in the file
    source: str  # left out as a whole
    trainable: bool
    is_paired: bool  # put in other words, and neither gone nor new
    claim: tuple[float, ...]  # evidence that it is what it is told as
    worth: tuple[float, ...]
    nearest: tuple[
        float, ...
    ]  # evidence that the sentence most like it is its counterpart; () where none was judged
    is_counterpart: bool  # what is most like it, as a judge saw it
    mark: float  # the probability from which it would be shown; 0 = from none on, since it stands in both texts or for another
    holds: bool  # the claim, as a judge saw it
    grade: float  # 0 to 1


def judged_sentences(gold: Path, urls: Sequence[str]) -> list[JudgedSentence]:
    """Return the judged sentences whose texts the stores at *urls* hold."""
    kept = kept_apart(gold)
    held = sentences_held(urls, enumerate(rows(JUDGEMENTS)))
    found = [_judged(number, row, text, pair, kept) for number, row, text, pair in held]
    print(f"{len(found)} sentences")
    return sorted(found, key=lambda one: one.row)


def _judged(number: int, row: Row, text: ComparedText, pair: SentencePair, kept: set[str]) -> JudgedSentence:
    before, after = pair.before, pair.after
    wording = sentence_wording(before.said, after.said, text.whole) if before and after else None
    near = nearest_sentence(pair, text) if wording is None else None
    span = [near.sentence.start, near.sentence.end] if near else []
    asked = span in row["candidates"]
    return JudgedSentence(
        number,
        text.release.source,
        not kept & {row["earlier"], row["later"]},
        wording is not None,
        paired_evidence(pair, text, wording) if wording else unsaid_evidence(pair, text),
        worth_evidence(pair, text, wording),
        nearest_evidence(near, text) if near and asked else (),
        asked and row["relations"][row["candidates"].index(span)] in SAME_MATTER,
        NEAREST_SHOWN if near and near.sentence in text.unpaired else 0.0,
        claim_holds(row),
        row["worth"] / MOST_WORTH,
    )


def main() -> None:
    """Fit both sums, print how right they are on what was left out, and write them where asked to."""
    args = arguments(__doc__)
    judged = judged_sentences(args.gold, args.store)
    lines, chances = [], []
    for names, those, values, grades in (
        (UNSAID, alone := [one for one in judged if not one.is_paired], [one.claim for one in alone], [float(one.holds) for one in alone]),
        (PAIRED, paired := [one for one in judged if one.is_paired], [one.claim for one in paired], [float(one.holds) for one in paired]),
        (WORTH, judged, [one.worth for one in judged], [one.grade for one in judged]),
        (NEAREST, near := [one for one in judged if one.nearest], [one.nearest for one in near], [float(one.is_counterpart) for one in near]),
    ):  # fmt: skip
        learn = np.array([one.trainable for one in those])
        evidence, wanted = np.array(values), np.array(grades)
        found = left_out(evidence, wanted, learn, [one.source for one in those])
        chances.append({one.row: round(float(chance), 3) for one, chance in zip(those, found, strict=True)})
        lines.append(fitted_sum(evidence, wanted, learn, names))
    claims = chances[0] | chances[1]
    predicted = [
        {"row": one.row, "source": one.source, "claim": claims[one.row], "worth": chances[2][one.row]}
        | ({"nearest": chances[3][one.row], "counterpart": one.is_counterpart} if one.nearest else {})
        | ({"mark": one.mark} if one.nearest and one.mark else {})
        for one in judged
    ]
    figures = sentence_figures(predicted, rows(JUDGEMENTS), TOLD_ALONE, TOLD_PAIRED)
    say_figures(figures, base_rates(rows(JUDGEMENTS)))
    if args.out:
        number = {
            "sentences": sum(one.trainable for one in judged),
            "sources": len({one.source for one in judged}),
        }
        told = {"told alone": TOLD_ALONE, "told paired": TOLD_PAIRED}
        sums = dict(zip(("unsaid", "paired", "worth", "nearest"), lines, strict=True))
        write_fit(MODEL, "news.sentences", number, figures, told | sums)
        write_predictions(PREDICTIONS, predicted)


if __name__ == "__main__":
    main()
