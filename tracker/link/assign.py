"""One line for one unit: the assignment over a whole release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.link.linear_assignment import max_sum_assignment

# Below this a unit starts a line of its own. F1 of links is flat from 0.14 to 0.22 on both coded sets, with the coded
# units and with our own reader's, also with one chain left out of the fit of the weights at a time; below 0.22 more of
# what moved is found. What lies under SURE is marked.
THRESHOLD = 0.16
# Below this a link is kept and marked for review. On the coded chains 11 of 21 links between the two marks were right,
# with the coded units 12 of 20; above it 111 of 122 and 156 of 166.
SURE = 0.5
# Two lines closer than this for one unit are too close to call: the better is taken and marked. Chosen by judgment.
MARGIN = 0.08
# A repetition word for word is not in doubt because another line is worded alike.
VERBATIM_SCORE = 0.99


@dataclass(frozen=True, slots=True)
class Choice:
    """The line chosen for a unit."""

    line_id: str
    score: float
    doubt: str = ""  # why an analyst should look; "" where the choice is clear

    @property
    def review(self) -> bool:
        """Whether an analyst should look."""
        return bool(self.doubt)


def assign(scores: Sequence[Mapping[str, float]]) -> list[Choice | None]:
    """Return for every unit its line, or None where it starts one; no line is given twice.

    *scores* say, per unit, how like each of its candidates is, by line id. The
    sum of what the choices score above the threshold is as large as it can be.
    Equal sums go to the line whose id sorts first.
    """
    passing = [{line: score for line, score in row.items() if score >= THRESHOLD} for row in scores]
    lines = sorted({line for row in passing for line in row})
    return [
        _choice(line, row) if line is not None else None
        for line, row in zip(_apart(passing) or _together(passing, lines), scores, strict=True)
    ]


def _apart(passing: Sequence[Mapping[str, float]]) -> list[str | None] | None:
    """Return for every unit its best line; None where two units want one line, or a unit two: then all must be weighed."""
    best: list[str | None] = []
    for row in passing:
        top = max(row.values(), default=0.0)
        wanted = [line for line, score in row.items() if score == top]
        if len(wanted) > 1:
            return None
        best.append(wanted[0] if wanted else None)
    taken = [line for line in best if line is not None]
    return best if len(taken) == len(set(taken)) else None


def _together(passing: Sequence[Mapping[str, float]], lines: Sequence[str]) -> list[str | None]:
    """Return for every unit the line it has in the assignment that scores highest as a whole."""
    place = {line: column for column, line in enumerate(lines)}
    gains = [[0.0] * len(lines) for _ in passing]
    for gain, row in zip(gains, passing, strict=True):
        for line, score in row.items():
            gain[place[line]] = score - THRESHOLD + 1e-6
    chosen: list[str | None] = [None] * len(passing)
    for unit, column in max_sum_assignment(gains):
        if gains[unit][column] > 0:
            chosen[unit] = lines[column]
    return chosen


def _choice(line_id: str, row: Mapping[str, float]) -> Choice:
    score = row[line_id]
    rival = max((other for key, other in row.items() if key != line_id), default=0.0)
    close = abs(score - rival) < MARGIN and score < VERBATIM_SCORE
    review = score < SURE or close or rival > score
    doubt = "another line is as close" if score >= SURE else "the evidence is thin"
    return Choice(line_id, score, doubt if review else "")
