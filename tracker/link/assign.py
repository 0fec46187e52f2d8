"""One line for one unit: the assignment over a whole release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.link.linear_assignment import max_sum_assignment


def assign(scores: Sequence[Mapping[str, float]], least: float) -> list[str | None]:
    """Return for every unit the id of its line, or None where it starts one; no line is given twice.

    *scores* say, per unit, how likely each of its candidates is, by line id;
    what is under *least* is not chosen. The sum of what the choices score above
    it is as large as it can be. Equal sums go to the line whose id sorts first.
    """
    passing = [{line: score for line, score in row.items() if score >= least} for row in scores]
    return _apart(passing) or _together(passing, least)


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


def _together(passing: Sequence[Mapping[str, float]], least: float) -> list[str | None]:
    """Return for every unit the line it has in the assignment that scores highest as a whole."""
    lines = sorted({line for row in passing for line in row})
    place = {line: column for column, line in enumerate(lines)}
    gains = [[0.0] * len(lines) for _ in passing]
    for gain, row in zip(gains, passing, strict=True):
        for line, score in row.items():
            gain[place[line]] = score - least + 1e-6
    chosen: list[str | None] = [None] * len(passing)
    for unit, column in max_sum_assignment(gains):
        if gains[unit][column] > 0:
            chosen[unit] = lines[column]
    return chosen
