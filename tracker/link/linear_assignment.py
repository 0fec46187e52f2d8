"""Each row to a column of its own, so that the sum is as large as it can be.

The shortest augmenting paths of D. F. Crouse, "On implementing 2D rectangular
assignment algorithms", IEEE Transactions on Aerospace and Electronic Systems 52
(2016), pages 1685-1686: the algorithm of ``scipy.optimize.linear_sum_assignment``,
step by step in the same order, so that equal sums fall out the same. What one
release needs is small: done by hand it takes less than half a second of imports.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

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
    """Return the column of each row at the lowest cost; there are no more rows than columns."""
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
