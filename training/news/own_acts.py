"""Fit whether a statement is an act of those it is ascribed to, taken in the text that says it.

    python -m training.news.own_acts --gold ../shared/gold --store URL … [--out]

``training/news/own_act_judgements.jsonl`` holds what readers said of statements that a mail would have told as a new commitment or as what a first
text says: the release, the offsets and the SHA-256 of the statement, never its words; *who* does it (A those named, S some of them, O others,
N nobody), *act* (Y taken in this text, R asked of others, P of before, F a fact or forecast, C a courtesy), whether it can be understood without
what stands before it in its sentence (*first*) and behind it (*end*). Whole sources are left out together; releases of ``dev`` and those whose terms forbid
it are not fitted to. Printed is how right what would be told is, by fits that saw nothing of its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from reports.digest.news.first_texts.new_texts import OWN_ACT as OF_FIRST_TEXT
from reports.digest.news.ranking import OWN_ACT as OF_NEW_COMMITMENT
from reports.digest.news.statements import own_acts
from reports.digest.news.statements.own_acts import NAMES, own_act_evidence
from training.gold import rows
from training.news.fitting import (
    arguments,
    fitted_sum,
    judged_statements,
    kept_apart,
    left_out,
    say_figures,
    write_fit,
    write_predictions,
)
from training.news.sentence_figures import Row
from training.scoring import area

HERE = Path(__file__).parent
JUDGEMENTS = HERE / "own_act_judgements.jsonl"
PREDICTIONS = HERE / "own_act_predictions.jsonl"
TOLD_FROM = {"new": OF_NEW_COMMITMENT, "first": OF_FIRST_TEXT}  # by the use a statement was judged for
USES = {"new": "new commitments", "first": "first texts"}


MODEL = Path(own_acts.__file__).with_name(own_acts.FILE)


def is_own_act(row: Row) -> bool:
    """Say whether a reader found an act of those named, or of some of them, taken in the text itself."""
    return row["who"] in "AS" and row["act"] == "Y"


def own_act_figures(predicted: Iterable[Row], judged: Sequence[Row]) -> dict[str, float]:
    """Return the figures of *predicted*, left-out probabilities by the number of their row of *judged*, for each use.

    The share of statements told that are own acts, the share of those said by whom the mail names, the share of own acts that are told, and the area under the curve.
    """
    of_use: dict[str, list[tuple[float, Row]]] = {use: [] for use in USES}
    for row in predicted:
        truth = judged[row["row"]]
        of_use[truth["use"]].append((row["chance"], truth))
    found = {}
    for use, name in USES.items():
        told = [truth for chance, truth in of_use[use] if chance >= TOLD_FROM[use]]
        own = [is_own_act(truth) for truth in told]
        every = [(chance, is_own_act(truth)) for chance, truth in of_use[use]]
        found |= {
            f"{name}, own acts": sum(own) / max(1, len(own)),
            f"{name}, whose words": sum(truth["who"] in "AS" for truth in told) / max(1, len(told)),
            f"{name}, kept": sum(own) / max(1, sum(holds for _, holds in every)),
            f"{name}, area": area(every),
        }
    return found


def main() -> None:
    """Fit, print how right it is on what was left out, and write it where asked to."""
    args = arguments(__doc__)
    judged = sorted(judged_statements(JUDGEMENTS, args.store), key=lambda one: (one[2].ref, one[3].start))
    values = np.array([own_act_evidence(unit, release, text) for *_, release, unit, text in judged])
    holds = np.array([float(is_own_act(row)) for _, row, *_ in judged])
    kept = kept_apart(args.gold)
    learn = np.array([release.ref not in kept for _, _, release, _, _ in judged])
    sources = [release.source for _, _, release, _, _ in judged]
    chances = left_out(values, holds, learn, sources)
    predicted = [
        {"row": number, "source": source, "chance": round(float(chance), 3)}
        for (number, *_), source, chance in zip(judged, sources, chances, strict=True)
    ]
    found = own_act_figures(predicted, rows(JUDGEMENTS))
    say_figures(found, {})
    if args.out:
        made = fitted_sum(values, holds, learn, NAMES)
        write_fit(MODEL, "news.own_acts", {"statements": int(learn.sum())}, found, made)
        write_predictions(PREDICTIONS, predicted)


if __name__ == "__main__":
    main()
