"""Fit what a statement is worth to a reader who asks what a text says.

    python -m training.news.statements --gold ../shared/gold --store URL … [--out]

``training/news/statement_judgements.jsonl`` holds what readers said of each: the release, the offsets and the SHA-256 of the
statement, never its words. Some graded every statement of a text (``worth``) and named the three that a mail should show (``top``);
others named the three they would lead with, in order (``leads``: a number for each reader, 0 for none), and what the text is worth as news
(``text``). Whole sources are left out together; releases of ``dev`` and those whose terms forbid it are not fitted to. Printed is how the
statements that would lead fare, by fits that saw nothing of their source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from reports.digest.news.first_texts import statement_worth
from reports.digest.news.first_texts.new_texts import QUOTES, WORTH, is_quotable
from reports.digest.news.first_texts.statement_worth import NAMES, numbers, statement_evidence
from tracker.domain import Release, Unit
from tracker.store import open_store
from training.news.fitting import (
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
# Of one that was graded, among the three to show and not, by its worth; of one that was named first, second, third; by the worth of its text.
SHOWN, GRADED = (0.0, 0.6, 1.0), (0.0, 0.25, 0.5)
NAMED, OF_TEXT = (0.0, 1.0, 0.75, 0.5), (0.25, 0.7, 1.0)
WORTH_MUCH = 0.7  # grade from which a statement is one to lead with

Judged = tuple[Row, Release, Unit, str]


def grade(row: Row) -> float:
    """Return what readers found a statement worth, 0 to 1: the mean of those that graded it and of those that would lead with it."""
    found = [
        NAMED[lead] * OF_TEXT[text]
        for lead, text in zip(row.get("leads", ()), row.get("text", ()), strict=True)
    ]
    graded = [(SHOWN if row["top"] else GRADED)[row["worth"]]] if "worth" in row else []
    return sum(sum(each) / len(each) for each in (found, graded) if each) / (bool(found) + bool(graded))


def figures(judged: Sequence[Judged], worth: Sequence[float]) -> Mapping[str, float]:
    """Return how often what weighs most in a text is what readers lead with, how the statements told fare, and the area under the curve."""
    of_text = defaultdict[str, list[tuple[float, Row, Unit]]](list)
    for (row, release, unit, _), each in zip(judged, worth, strict=True):
        of_text[release.ref].append((each, row, unit))
    ranked = [sorted(texts, key=lambda one: -one[0]) for texts in of_text.values()]
    led = [rows for rows in ranked if any(1 in row.get("leads", ()) for _, row, _ in rows)]
    quoted = (
        [row for each, row, unit in rows if is_quotable(unit) and each >= WORTH][:QUOTES] for rows in ranked
    )
    told = [row for rows in quoted for row in rows]
    return {
        "texts": len(led),
        "first is first": sum(1 in rows[0][1].get("leads", ()) for rows in led) / len(led),
        "first among three": sum(any(rows[0][1].get("leads", ())) for rows in led) / len(led),
        "told": len(told),
        "told worth nothing": sum(not grade(row) for row in told) / len(told),
        "area": area(
            [(each, grade(row) >= WORTH_MUCH) for (row, _, _, _), each in zip(judged, worth, strict=True)]
        ),
    }


def numbered(urls: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Return which statement of its text each one is that the stores at *urls* hold, and how many that makes."""
    found: dict[str, tuple[int, int]] = {}
    for url in urls:
        with open_store(url) as store:
            found |= numbers(unit for _, unit, _ in store.units())
    return found


def main() -> None:
    """Fit, print how right it is on what was left out, and write it where asked to."""
    args = arguments(__doc__)
    judged = [
        (row, release, unit, text)
        for _, row, release, unit, text in judged_statements(JUDGEMENTS, args.store)
    ]
    judged.sort(key=lambda one: (one[1].ref, one[2].start))
    number = numbered(args.store)
    values = np.array(
        [statement_evidence(unit, release, text, *number[unit.id]) for _, release, unit, text in judged]
    )
    grades = np.array([grade(row) for row, *_ in judged])
    kept = kept_apart(args.gold)
    learn = np.array([release.ref not in kept for _, release, _, _ in judged])
    found = figures(judged, left_out(values, grades, learn, [release.source for _, release, _, _ in judged]))
    say_figures(found, {})
    if args.out:
        made = fitted_sum(values, grades, learn, NAMES)
        write_fit(MODEL, "news.statements", {"statements": int(learn.sum())}, found, made)


if __name__ == "__main__":
    main()
