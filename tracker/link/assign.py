"""One line for one unit: the assignment over a whole release."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

SCIPY_FROM_CELLS = 60_000  # cells: from here on SciPy is faster, its import counted


def max_sum_assignment(gains: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return pairs of row and column, rows ascending, each used at most once, with the largest sum of *gains*.

    As many pairs as there are rows, or columns where those are fewer.
    """
    rows, columns = len(gains), len(gains[0]) if gains else 0
    if rows * columns >= SCIPY_FROM_CELLS:
        from scipy.optimize import linear_sum_assignment  # 0.4 s to import

        found = linear_sum_assignment(gains, maximize=True)
        return [(int(row), int(column)) for row, column in zip(*found, strict=True)]
    if columns < rows:
        turned = _assigned([[-row[column] for row in gains] for column in range(columns)], rows)
        return sorted((row, column) for column, row in enumerate(turned))
    return list(enumerate(_assigned([[-gain for gain in row] for row in gains], columns)))


def _assigned(costs: Sequence[Sequence[float]], columns: int) -> list[int]:
    """Return the column of each row at the lowest cost; there are no more rows than columns.

    D. F. Crouse, "On implementing 2D rectangular assignment algorithms", IEEE Transactions on Aerospace and Electronic
    Systems 52 (2016), pages 1685-1686, step by step as SciPy does it, so that equal sums fall out the same.
    """
    of_row, of_column = [-1] * len(costs), [-1] * columns
    row_price, column_price = [0.0] * len(costs), [0.0] * columns
    for start in range(len(costs)):
        shortest, came_from = [math.inf] * columns, [-1] * columns
        left = list(range(columns - 1, -1, -1))
        seen: list[int] = []
        row, lowest, sink = start, 0.0, -1
        while sink < 0:
            cost, price = costs[row], row_price[row]
            base, lowest, at = lowest, math.inf, -1
            for place, column in enumerate(left):
                reach = base + cost[column] - price - column_price[column]
                if reach < shortest[column]:
                    shortest[column], came_from[column] = reach, row
                reach = shortest[column]
                if reach < lowest or (reach == lowest and of_column[column] < 0):
                    lowest, at = reach, place  # among equals a free column ends the search
            column = left[at]
            left[at] = left[-1]
            left.pop()
            if of_column[column] < 0:
                sink = column
            else:
                row = of_column[column]
                seen.append(column)
        row_price[start] += lowest
        for column in seen:
            row_price[of_column[column]] += lowest - shortest[column]
            column_price[column] -= lowest - shortest[column]
        while True:  # along the path, every column goes to the row it was reached from
            row = came_from[sink]
            of_column[sink] = row
            of_row[row], sink = sink, of_row[row]
            if row == start:
                break
    return of_row


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
