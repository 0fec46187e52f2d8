"""Fit whether a statement is an act of those it is ascribed to, taken in the text that says it.

    python -m training.news.own_acts --gold ../shared/gold --store URL … [--out]

``training/news/own_act_judgements.jsonl`` holds what readers said of statements that a mail would have told as a new commitment or as what a first
text says: the release, the offsets and the SHA-256 of the statement, never its words; *who* does it (A those named, S some of them, O others,
N nobody), *act* (Y taken in this text, R asked of others, P of before, F a fact or forecast, C a courtesy), whether it can be understood without
what stands before it in its sentence (*first*) and behind it (*end*). Whole sources are left out together; releases of ``dev`` and those whose terms forbid
it are not fitted to. Printed is how right what would be told is, by fits that saw nothing of its source.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from reports.digest.news.statements import own_acts
from reports.digest.news.statements.own_acts import NAMES, own_act_evidence
from tracker.store import open_store
from training.gold import rows
from training.news.own_act_figures import JUDGEMENTS, PREDICTIONS, is_own_act, own_act_figures
from training.news.sentence_figures import Row
from training.news.sentences import arguments, as_json, fit_grades, hashed, kept_apart, left_out, write_sum

MODEL = Path(own_acts.__file__).with_name(own_acts.FILE)


def judged_acts(urls: Sequence[str]) -> Iterator[tuple[Row, str, tuple[float, ...]]]:
    """Yield each judged statement that the stores at *urls* hold, with its source and its evidence."""
    wanted = defaultdict[str, dict[tuple[int, str], Row]](dict)
    for number, row in enumerate(rows(JUDGEMENTS)):
        wanted[row["release"]][row["start"], row["sha256"]] = row | {"row": number}
    for url in urls:
        with open_store(url) as store:
            for release, unit, _ in store.units():
                row = wanted.get(release.ref, {}).pop((unit.start, hashed(unit.quote)), None)
                if row:
                    yield (
                        row,
                        release.source,
                        own_act_evidence(unit, release, store.text_as_read(unit.revision)),
                    )


def main() -> None:
    """Fit, print how right it is on what was left out, and write it where asked to."""
    args = arguments(__doc__)
    judged = sorted(judged_acts(args.store), key=lambda one: (one[0]["release"], one[0]["start"]))
    values = np.array([evidence for _, _, evidence in judged])
    holds = np.array([float(is_own_act(row)) for row, _, _ in judged])
    kept = kept_apart(args.gold)
    learn = np.array([row["release"] not in kept for row, _, _ in judged])
    chances = left_out(values, holds, learn, [source for _, source, _ in judged])
    predicted = [
        {"row": row["row"], "source": source, "chance": round(float(chance), 3)}
        for (row, source, _), chance in zip(judged, chances, strict=True)
    ]
    found = own_act_figures(predicted, rows(JUDGEMENTS))
    for name, value in found.items():
        print(f"{name:32} {value:.3f}")
    if args.out:
        made = as_json(fit_grades(values, holds, learn), NAMES)
        write_sum(MODEL, "python -m training.news.own_acts", int(learn.sum()), found, made)
        PREDICTIONS.write_text("".join(json.dumps(row) + "\n" for row in predicted), "utf-8")


if __name__ == "__main__":
    main()
