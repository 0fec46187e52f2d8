"""Fit what a statement of an agreed text that has no predecessor is worth to a reader.

    python -m training.news.statements --gold ../shared/gold --store URL … [--out]

``training/news/statement_judgements.jsonl`` holds what readers said of each: the release, the offsets and the SHA-256 of the
statement, its worth and whether it was among the three that a mail should show, never its words. Whole sources
are left out together; releases of ``dev`` and those whose terms forbid it are not fitted to. Printed is how the three that would be told of a text fare, by fits that saw nothing
of its source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from reports.digest.news.first_texts import statement_worth
from reports.digest.news.first_texts.new_texts import QUOTES, WORTH, is_quotable
from reports.digest.news.first_texts.statement_worth import NAMES, statement_evidence
from tracker.domain import Release, Unit
from training.news.fitting import (
    MOST_WORTH,
    arguments,
    fitted_sum,
    judged_statements,
    kept_apart,
    left_out,
    say_figures,
    write_fit,
)
from training.news.sentence_figures import Row
from training.scoring import area

JUDGEMENTS = Path(__file__).parent / "statement_judgements.jsonl"
MODEL = Path(statement_worth.__file__).with_name(statement_worth.FILE)


def figures(judged: Sequence[tuple[Row, Release, Unit]], worth: Sequence[float]) -> Row:
    """Return how the statements that would be told of each text fare: worth much, worth nothing, among the judge's three."""
    of_text = defaultdict[str, list[tuple[float, Row]]](list)
    for (row, release, unit), each in zip(judged, worth, strict=True):
        if is_quotable(unit) and each >= WORTH:
            of_text[release.ref].append((each, row))
    told = [row for texts in of_text.values() for _, row in sorted(texts, key=lambda one: -one[0])[:QUOTES]]
    return {
        "told": len(told),
        "worth much": sum(row["worth"] == MOST_WORTH for row in told) / len(told),
        "worth nothing": sum(row["worth"] == 0 for row in told) / len(told),
        "among the judge's three": sum(row["top"] for row in told) / len(told),
        "area": area([(each, row["worth"] > 0) for (row, _, _), each in zip(judged, worth, strict=True)]),
    }


def main() -> None:
    """Fit, print how right it is on what was left out, and write it where asked to."""
    args = arguments(__doc__)
    judged = [(row, release, unit) for _, row, release, unit, _ in judged_statements(JUDGEMENTS, args.store)]
    judged.sort(key=lambda one: (one[1].ref, one[2].start))
    values = np.array([statement_evidence(unit, release) for _, release, unit in judged])
    grades = np.array([row["worth"] / MOST_WORTH for row, _, _ in judged])
    kept = kept_apart(args.gold)
    learn = np.array([release.ref not in kept for _, release, _ in judged])
    found = figures(judged, left_out(values, grades, learn, [release.source for _, release, _ in judged]))
    say_figures(found, {})
    if args.out:
        made = fitted_sum(values, grades, learn, NAMES)
        write_fit(MODEL, "statements", {"statements": int(learn.sum())}, found, made)


if __name__ == "__main__":
    main()
