"""Cells that are the darker the more they stand for, with their figures. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.charts.drawing.palette import HEAT, ON_HEAT
from reports.charts.drawing.shapes import TEXT, Blocks, Shape, Words, text_width, truncate

FIGURE = 11.0  # pixels, of figures in cells and of the names of columns
SWATCH = 14  # pixels, of a square of the key
AIR = 1.5  # pixels between two cells


@dataclass(frozen=True, slots=True)
class HeatSteps:
    """From how many on a cell has which heat: ascending, one for each heat that occurs."""

    least: tuple[int, ...]
    most: int

    def of(self, number: int) -> int:
        """Return the place of *number*, at least 1, in HEAT."""
        return self._place(sum(number >= least for least in self.least) - 1)

    def _place(self, step: int) -> int:
        # Few steps are spread out, so that they differ as much as they can, and leave out the palest.
        few = len(self.least)
        if few == len(HEAT):
            return step
        return 1 + round(step * (len(HEAT) - 2) / (few - 1)) if few > 1 else len(HEAT) // 2 - 1

    def key(self) -> tuple[tuple[int, str], ...]:
        """Return each heat that occurs with the numbers it stands for."""
        following = (*self.least[1:], self.most + 1)
        return tuple(
            (self._place(step), f"{low:,}" if high == low + 1 else f"{low:,}–{high - 1:,}")
            for step, (low, high) in enumerate(zip(self.least, following, strict=True))
        )


def heat_steps(numbers: Iterable[int]) -> HeatSteps:
    """Return steps for *numbers*: one for each number up to six, then ever wider ones.

    >>> heat_steps([1, 3]).key()
    ((1, '1'), (3, '2'), (5, '3'))
    >>> [words for _, words in heat_steps([1, 100]).key()]
    ['1', '2–4', '5–9', '10–21', '22–45', '46–100']
    """
    most = max(numbers, default=1)
    if most <= len(HEAT):
        return HeatSteps(tuple(range(1, most + 1)), most)
    growth = most ** (1 / len(HEAT))
    least = {max(1, round(growth**step)) for step in range(len(HEAT))}
    return HeatSteps(tuple(sorted(least)), most)


@dataclass(frozen=True, slots=True)
class CellGrid:
    """Where cells are: the first one at *left*, *top*, each *wide* by *high* pixels."""

    left: float
    top: float
    wide: float
    high: float

    def cells(
        self, numbers: Mapping[tuple[int, int], int], steps: HeatSteps, *, figures: bool = True
    ) -> list[Shape]:
        """Return the cells of *numbers*, known by row and column; figures in them where they fit."""
        blocks: dict[int, list[tuple[float, float, float, float]]] = {}
        words: list[Words] = []
        for (row, column), number in sorted(numbers.items()):
            if not number:
                continue
            heat = steps.of(number)
            x, y = self.left + column * self.wide, self.top + row * self.high
            blocks.setdefault(heat, []).append((x, y, self.wide - AIR, self.high - AIR))
            figure = f"{number:,}"
            if figures and text_width(figure, FIGURE) <= self.wide:
                middle, base = x + (self.wide - AIR) / 2, y + self.high / 2 + FIGURE / 3
                words.append(Words(middle, base, figure, ON_HEAT[heat], FIGURE, "middle"))
        words.sort(key=lambda word: word.ink)
        return [*(Blocks(tuple(some), HEAT[heat]) for heat, some in sorted(blocks.items())), *words]

    def row_names(self, names: Sequence[str], room: float) -> list[Shape]:
        """Return *names* before the rows, cut to *room* pixels."""
        return [
            Words(
                self.left - 8,
                self.top + (row + 0.5) * self.high + TEXT / 3,
                truncate(name, room),
                "ink",
                anchor="end",
            )
            for row, name in enumerate(names)
        ]


def draw_heat_key(steps: HeatSteps, what: str, left: float, y: float) -> list[Shape]:
    """Explain the heats in a row: *what* they count, then each with its numbers."""
    made: list[Shape] = [Words(left, y, what)]
    x = left + round(text_width(what)) + 4
    for heat, words in steps.key():
        made += [Blocks(((x, y - SWATCH + 3, SWATCH, SWATCH),), HEAT[heat]), Words(x + SWATCH + 5, y, words)]
        x += round(SWATCH + 5 + text_width(words) + 12)
    return made
