"""What is spoken about, and when: topics by month, commitments and positions in two panels. Pure, but for drawing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reports.charts.chart import Chart, plain_line
from reports.charts.drawing.cell_grid import FIGURE, CellGrid, HeatSteps, draw_heat_key, heat_steps
from reports.charts.drawing.shapes import Drawing, Shape, Words, text_width
from reports.charts.drawing.svg import page_svg
from reports.view.counts import Count
from tracker.text.numbers import pluralize

WIDTH, LEFT = 840, 216  # pixels: of the picture, and where the first column starts
ROW, WIDEST = 22, 40  # pixels: height of a row, width of a column at most
ROWS = 10  # topics in a panel
COLUMNS = 36  # at most; a longer span is counted in longer bins
BINS = ((1, "month"), (3, "quarter"), (12, "year"), (60, "five years"), (120, "decade"), (1200, "century"))


@dataclass(frozen=True, slots=True)
class TopicBins:
    """Units said, by topic and bin, of one side: commitments or positions."""

    side: str
    numbers: Mapping[tuple[str, int], int]  # (topic, bin)
    topics: tuple[str, ...]  # the most frequent first
    left_out: int  # topics that have no row


def heat_map(months: Mapping[tuple[str, str], Count], name: Callable[[str], str]) -> Chart:
    """Return how many units were said on which topic, by month; *name* says what a topic is called.

    A long span is counted by quarter, year or more. Commitments and positions are two
    panels, each with its most frequent topics, and are never added up.
    """
    said = {when: count for when, count in months.items() if count}
    if not said:
        return Chart("", "Topics over time", "No topic is recorded in the texts held.", (), ())
    numbers = [_month(month) for _, month in said]
    first, last = min(numbers), max(numbers)
    months_in, word = next((bin_ for bin_ in BINS if last // bin_[0] - first // bin_[0] < COLUMNS), BINS[-1])
    columns = tuple(range(first // months_in, last // months_in + 1))
    sides = tuple(
        side
        for side in (
            _binned("Commitments", {when: count.commitments for when, count in said.items()}, months_in),
            _binned("Positions", {when: count.positions for when, count in said.items()}, months_in),
        )
        if side.topics
    )
    names = tuple(bin_name(column, months_in) for column in columns)
    title = f"Topics by {word}: {' and '.join(side.side.lower() for side in sides)}{', apart' if len(sides) > 1 else ''}"
    description = _told(sides, names, word, name)

    drawing = _laid_out(sides, columns, names, name)
    rows = tuple(
        (
            side.side,
            plain_line(name(topic)),
            *(f"{side.numbers.get((topic, column), 0):,}" for column in columns),
        )
        for side in sides
        for topic in side.topics
    )
    return Chart(
        page_svg(drawing, title, description), title, description, ("Units said", "Topic", *names), rows
    )


def bin_name(number: int, months: int) -> str:
    """Return what the bin *number* of so many *months* is called.

    >>> bin_name(2031 * 12 + 2, 1), bin_name(2031 * 4, 3), bin_name(2031, 12), bin_name(406, 60)
    ('2031-03', '2031 Q1', '2031', '2030–34')
    """
    year, month = divmod(number * months, 12)
    if months == 1:
        return f"{year:04}-{month + 1:02}"
    if months == 3:
        return f"{year:04} Q{month // 3 + 1}"
    if months == 12:
        return f"{year:04}"
    return f"{year:04}–{(year + months // 12 - 1) % 100:02}"


def _month(text: str) -> int:
    year, month = text.split("-")
    return int(year) * 12 + int(month) - 1


def _binned(side: str, numbers: Mapping[tuple[str, str], int], months: int) -> TopicBins:
    cells: Counter[tuple[str, int]] = Counter()
    topics: Counter[str] = Counter()
    for (topic, month), number in numbers.items():
        if number:
            cells[topic, _month(month) // months] += number
            topics[topic] += number
    ordered = sorted(topics, key=lambda topic: (-topics[topic], topic))
    return TopicBins(side, dict(cells), tuple(ordered[:ROWS]), max(0, len(ordered) - ROWS))


def _told(sides: Iterable[TopicBins], names: tuple[str, ...], word: str, name: Callable[[str], str]) -> str:
    span = names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
    parts = [f"Units said, {span}, by {word}; one that has several topics is counted under each."]
    for side in sides:
        topic = side.topics[0]
        number = sum(count for (one, _), count in side.numbers.items() if one == topic)
        most = "" if len(side.topics) == 1 else "most "
        parts.append(f"{side.side}: {most}on {plain_line(name(topic))}, {number:,}.")
        if side.left_out:
            parts.append(f"{pluralize(side.left_out, 'topic')} with fewer left out.")
    return " ".join(parts)


def _laid_out(
    sides: tuple[TopicBins, ...], columns: tuple[int, ...], names: tuple[str, ...], name: Callable[[str], str]
) -> Drawing:
    wide = min(WIDEST, (WIDTH - LEFT - 10) // len(columns))
    steps = heat_steps(
        number for side in sides for (topic, _), number in side.numbers.items() if topic in side.topics
    )
    made: list[Shape] = []
    y = 18.0
    for side in sides:
        made.append(Words(LEFT, y, side.side, "ink", 13, bold=True))
        grid = CellGrid(LEFT, y + 10, wide, ROW)
        made += _panel(side, columns, grid, steps, name)
        y = grid.top + len(side.topics) * ROW
        made += _column_names(names, grid, y + 14)
        y += 46
    made += draw_heat_key(steps, "Units said:", LEFT, y)
    return Drawing(WIDTH, y + 12, tuple(made))


def _panel(
    side: TopicBins, columns: tuple[int, ...], grid: CellGrid, steps: HeatSteps, name: Callable[[str], str]
) -> list[Shape]:
    numbers = {
        (row, place): side.numbers.get((topic, column), 0)
        for row, topic in enumerate(side.topics)
        for place, column in enumerate(columns)
    }
    return [
        *grid.row_names([plain_line(name(topic)) for topic in side.topics], LEFT - 16),
        *grid.cells(numbers, steps),
    ]


def _column_names(names: tuple[str, ...], grid: CellGrid, y: float) -> list[Shape]:
    """Return as many names of columns as have room, beginning at the first."""
    room = max(text_width(name, FIGURE) for name in names)
    every = max(1, -int(-(room + 8) // grid.wide))
    return [
        Words(grid.left + place * grid.wide, y, name, size=FIGURE)
        if every > 1
        else Words(grid.left + (place + 0.5) * grid.wide, y, name, size=FIGURE, anchor="middle")
        for place, name in enumerate(names)
        if place % every == 0 and (every == 1 or grid.left + place * grid.wide + room <= WIDTH)
    ]
