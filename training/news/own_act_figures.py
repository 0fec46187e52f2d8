"""How right the sum of :mod:`training.news.own_acts` is on sources left out, for the fit and for ``make eval``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from reports.digest.news.first_texts.new_texts import OWN_ACT as OF_FIRST_TEXT
from reports.digest.news.ranking import OWN_ACT as OF_NEW_COMMITMENT
from training.news.sentence_figures import Row
from training.scoring import area

HERE = Path(__file__).parent
JUDGEMENTS = HERE / "own_act_judgements.jsonl"
PREDICTIONS = HERE / "own_act_predictions.jsonl"
TOLD_FROM = {"new": OF_NEW_COMMITMENT, "first": OF_FIRST_TEXT}  # by the use a statement was judged for
USES = {"new": "new commitments", "first": "first texts"}


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
