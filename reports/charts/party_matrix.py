"""Who commits with whom, and who addresses whom: matrices of parties. Pure, but for drawing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports.charts.chart import Chart, plain_line
from reports.charts.drawing.cell_grid import FIGURE, CellGrid, draw_heat_key, heat_steps
from reports.charts.drawing.shapes import Blocks, Drawing, Shape, Words, text_width, truncate
from reports.charts.drawing.svg import page_svg
from reports.view.counts import Count
from tracker.text.numbers import pluralize

WIDTH, LEFT = 840, 216  # pixels: of the picture, and where the first column starts
ROW, WIDEST = 22, 44  # pixels: height of a row, width of a column at most
MOST = 12  # parties on a side of a matrix
SLANT = 50.0  # degrees, of the names of columns
NAME = 150  # pixels of the name of a column, along its slant
HEAD = ("What", "Party", "With, or addressed to", "Units")

Pairs = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class PartyMatrix:
    """Numbers of pairs: *down* by *across*, the most frequent first."""

    title: str
    numbers: Pairs
    down: tuple[str, ...]
    across: tuple[str, ...]
    left_out: int  # parties without a row or column
    mutual: bool  # each pair stands twice, once in each direction


def party_matrices(
    together: Mapping[tuple[str, str], int],
    towards: Mapping[tuple[str, str], Count],
    name: Callable[[str], str],
) -> Chart:
    """Return who undertakes what *together*, and who speaks *towards* whom; *name* says what a party is called.

    What is said towards others are commitments and positions, a matrix each.
    """
    title = "Who commits with whom, and who addresses whom"
    matrices = tuple(
        matrix
        for matrix in (
            _mutual("Joint undertakings", together),
            _directed(
                "Commitments towards others", {pair: count.commitments for pair, count in towards.items()}
            ),
            _directed("Positions on others", {pair: count.positions for pair, count in towards.items()}),
        )
        if matrix.numbers
    )
    if not matrices:
        said = "No joint undertaking and nobody addressed by name in the texts held."
        return Chart("", title, said, (), ())
    description = " ".join(_told(matrix, name) for matrix in matrices)

    return Chart(
        page_svg(_laid_out(matrices, name), title, description),
        title,
        description,
        HEAD,
        tuple(row for matrix in matrices for row in _rows(matrix, name)),
    )


def _mutual(title: str, pairs: Pairs) -> PartyMatrix:
    """Return a matrix of *pairs* that have no direction; a party on its own is no pair."""
    known = {pair: number for pair, number in pairs.items() if number and pair[0] != pair[1]}
    both = known | {(other, one): number for (one, other), number in known.items()}
    parties = _ordered(both, 0)
    shown = parties[:MOST]
    return PartyMatrix(title, both, shown, shown, len(parties) - len(shown), mutual=True)


def _directed(title: str, pairs: Pairs) -> PartyMatrix:
    """Return a matrix of speakers by who is addressed; what parties say to themselves, as in a joint text, is left out."""
    known = {pair: number for pair, number in pairs.items() if number and pair[0] != pair[1]}
    speakers, addressed = _ordered(known, 0), _ordered(known, 1)
    down, across = speakers[:MOST], addressed[:MOST]
    left_out = len({*speakers, *addressed} - {*down, *across})
    return PartyMatrix(title, known, down, across, left_out, mutual=False)


def _ordered(pairs: Pairs, side: int) -> tuple[str, ...]:
    """Return the parties on one *side* of *pairs*, the most frequent first."""
    sums: Counter[str] = Counter()
    for pair, number in pairs.items():
        sums[pair[side]] += number
    return tuple(sorted(sums, key=lambda party: (-sums[party], party)))


def _told(matrix: PartyMatrix, name: Callable[[str], str]) -> str:
    (one, other), number = min(matrix.numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    how = "and" if matrix.mutual else "towards"
    said = f"{matrix.title}: most by {plain_line(name(one))} {how} {plain_line(name(other))}, {number:,}."
    left_out = (
        f" {pluralize(matrix.left_out, 'party', 'parties')} with fewer left out." if matrix.left_out else ""
    )
    return said + left_out


def _rows(matrix: PartyMatrix, name: Callable[[str], str]) -> list[tuple[str, ...]]:
    return [
        (matrix.title, plain_line(name(one)), plain_line(name(other)), f"{number:,}")
        for (one, other), number in sorted(matrix.numbers.items(), key=lambda pair: (-pair[1], pair[0]))
        if one in matrix.down and other in matrix.across and not (matrix.mutual and one > other)
    ]


def _laid_out(matrices: tuple[PartyMatrix, ...], name: Callable[[str], str]) -> Drawing:
    made: list[Shape] = []
    y = 18.0
    for matrix in matrices:
        made.append(Words(8, y, matrix.title, "ink", 13, bold=True))
        drawn, y = _drawn(matrix, y, name)
        made += drawn
        y += 30
    return Drawing(WIDTH, y - 10, tuple(made))


def _drawn(matrix: PartyMatrix, top: float, name: Callable[[str], str]) -> tuple[list[Shape], float]:
    """Return *matrix* from *top* on, and where it ends."""
    heads = [truncate(plain_line(name(party)), NAME, FIGURE) for party in matrix.across]
    rise = 0.77 * max(text_width(head, FIGURE) for head in heads)  # sine of the slant
    wide = min(WIDEST, (WIDTH - LEFT - 110) // len(heads))
    grid = CellGrid(LEFT, round(top + rise + 14), wide, ROW)
    numbers = {
        (row, column): matrix.numbers.get((one, other), 0)
        for row, one in enumerate(matrix.down)
        for column, other in enumerate(matrix.across)
    }
    steps = heat_steps(numbers.values())
    end = grid.top + len(matrix.down) * ROW
    made: list[Shape] = [
        Words(grid.left + (column + 0.5) * wide, grid.top - 6, head, "ink", FIGURE, turn=SLANT)
        for column, head in enumerate(heads)
    ]
    made += grid.row_names([plain_line(name(party)) for party in matrix.down], LEFT - 16)
    if matrix.mutual:
        made.append(Blocks(tuple(_cell(grid, place) for place in range(len(matrix.down))), "panel"))
    made += grid.cells(numbers, steps)
    made += draw_heat_key(steps, "Undertakings:" if matrix.mutual else "Units said:", LEFT, end + 22)
    return made, end + 34


def _cell(grid: CellGrid, place: int) -> tuple[float, float, float, float]:
    """Return the cell of a party with itself."""
    return grid.left + place * grid.wide, grid.top + place * grid.high, grid.wide - 1.5, grid.high - 1.5
