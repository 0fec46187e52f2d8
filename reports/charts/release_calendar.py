"""When releases came: a calendar by day or by month, with the gaps that are longer than usual. Pure, but for drawing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from reports.charts.chart import Chart, sentence_list
from reports.charts.drawing.cell_grid import AIR, FIGURE, CellGrid, draw_heat_key, heat_steps
from reports.charts.drawing.shapes import Blocks, Drawing, Shape, Words, text_width
from reports.charts.drawing.svg import page_svg
from reports.charts.drawing.time_scale import month_of
from reports.charts.publication_gaps import Gaps
from tracker.text.dates import MONTHS
from tracker.text.numbers import pluralize

STRIPS = 4  # years that are shown day by day; of more years, months are
YEARS = 40  # at most; of more, the latest
WIDTH, LEFT = 800, 62  # pixels: of the picture, and where the first week or month starts
CELL, YEAR_ROOM = 13.5, 40  # pixels: of a day, and between two years
MONTH_WIDE, MONTH_HIGH = 58, 22
BY_KEY = 660  # where the key of gaps starts
GAPS_NAMED = 8  # in the description
HEAD = ("Month", "Releases", "Gaps that begin in it")
TITLE = "Releases over time"

Rectangle = tuple[float, float, float, float]  # left, top, width, height


def calendar(days: Mapping[date, int], gaps: Gaps) -> Chart:
    """Return how many releases came on which of *days*: weeks by weekdays, or years by months where there are many."""
    held = {day: number for day, number in days.items() if number}
    if not held:
        return Chart("", TITLE, "No dated release is held.", (), ())
    first, last = min(held), max(held)
    by_day = last.year - first.year < STRIPS
    drawing = _strips(held, gaps) if by_day else _months(held, gaps)
    description = _told(held, gaps, by_day=by_day)

    return Chart(page_svg(drawing, TITLE, description), TITLE, description, HEAD, _rows(held, gaps))


def _told(days: Mapping[date, int], gaps: Gaps, *, by_day: bool) -> str:
    first, last = min(days), max(days)
    parts = [
        f"{pluralize(sum(days.values()), 'release')} on {pluralize(len(days), 'day')}, {first} to {last}, "
        f"by {'day' if by_day else 'month'}."
    ]
    if not by_day and last.year - first.year >= YEARS:
        parts.append(f"Years before {last.year - YEARS + 1} are in the table alone.")
    if len(days) > 1:
        longest = sorted(gaps.gaps, key=lambda gap: (-gap.days, gap.last))[:GAPS_NAMED]
        more = len(gaps.gaps) - len(longest)
        named = sentence_list((*map(str, longest), *([f"{more:,} shorter"] if more else [])))
        parts.append(
            f"{pluralize(len(gaps.gaps), 'gap') if gaps.gaps else 'No gap'}{': ' + named if named else ''}."
        )
        parts.append(gaps.rule)
    return " ".join(parts)


def _rows(days: Mapping[date, int], gaps: Gaps) -> tuple[tuple[str, ...], ...]:
    months: Counter[date] = Counter()
    for day, number in days.items():
        months[month_of(day)] += number
    begun: dict[date, list[str]] = {}
    for gap in gaps.gaps:
        begun.setdefault(month_of(gap.last), []).append(str(gap))
    return tuple(
        (month.isoformat()[:7], f"{months[month]:,}", "; ".join(begun.get(month, [])))
        for month in sorted(months)
    )


def _strips(days: Mapping[date, int], gaps: Gaps) -> Drawing:
    """Lay out every year as a strip: a column a week, Monday on top."""
    first, last = min(days), max(days)
    steps = heat_steps(days.values())
    made: list[Shape] = []
    y = 30.0
    for year in range(first.year, last.year + 1):
        grid = CellGrid(LEFT, y, CELL, CELL)
        begin, end = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
        made += _frame(year, grid)
        made.append(Blocks(_area(begin, end, grid), "panel"))
        made += _silences(gaps, begin, end, grid)
        numbers = {_place(day): number for day, number in days.items() if day.year == year}
        made += grid.cells(numbers, steps, figures=False)
        y += 7 * CELL + YEAR_ROOM
    made += draw_heat_key(steps, "Releases a day:", LEFT, y - 8)
    if gaps.gaps:
        made += _gap_key(y - 8)
    return Drawing(WIDTH, y + 6, tuple(made))


def _frame(year: int, grid: CellGrid) -> list[Shape]:
    """Return the names of a year, of its months and of some weekdays."""
    months = [date(year, month, 1) for month in range(1, 13)]
    return [
        *(
            Words(LEFT + _place(month)[1] * CELL, grid.top - 7, month.isoformat()[:7], size=FIGURE)
            for month in months
        ),
        *(
            Words(LEFT - 8, grid.top + (row + 0.8) * CELL, name, size=FIGURE, anchor="end")
            for row, name in ((0, "Mon"), (2, "Wed"), (4, "Fri"), (6, "Sun"))
        ),
    ]


def _silences(gaps: Gaps, begin: date, end: date, grid: CellGrid) -> list[Shape]:
    """Return the days of each gap that lie between *begin* and *end*, with its length where it has room."""
    made: list[Shape] = []
    for gap in gaps.gaps:
        start, stop = max(begin, gap.last + timedelta(days=1)), min(end, gap.following - timedelta(days=1))
        if start > stop:
            continue
        made.append(Blocks(_area(start, stop, grid), "gap"))
        left, right = (LEFT + (_place(day)[1] + side) * CELL for day, side in ((start, 0), (stop, 1)))
        made.append(Blocks(((left, grid.top + 7 * CELL + 1, right - left - AIR, 3.0),), "soft"))
        if 2 * (stop - start).days >= gap.days - 2:  # the longer part, where a year ends within
            words = (pluralize(gap.days, "day"), f"{gap.days:,} d")
            word = next((word for word in words if text_width(word, FIGURE) <= right - left), "")
            middle = (left + right - AIR) / 2
            made.append(Words(middle, grid.top + 3.8 * CELL, word, "soft", FIGURE, "middle", bold=True))
    return made


def _area(start: date, stop: date, grid: CellGrid) -> tuple[Rectangle, ...]:
    """Return the days from *start* to *stop*, of one year: whole weeks in one piece."""
    (top, left), (bottom, right) = _place(start), _place(stop)
    pieces = (
        [(left, left, top, bottom)]
        if left == right
        else [(left, left, top, 6), (left + 1, right - 1, 0, 6), (right, right, 0, bottom)]
    )
    return tuple(
        (
            grid.left + begin * CELL,
            grid.top + low * CELL,
            (end - begin + 1) * CELL - (AIR if end == right else 0),
            (high - low + 1) * CELL - AIR,
        )
        for begin, end, low, high in pieces
        if begin <= end
    )


def _place(day: date) -> tuple[int, int]:
    """Return the row and the column of *day* in the strip of its year."""
    january = date(day.year, 1, 1)
    return day.weekday(), ((day - january).days + january.weekday()) // 7


def _months(days: Mapping[date, int], gaps: Gaps) -> Drawing:
    """Lay out every year as a row of months, with the gaps as bars."""
    last = max(days).year
    years = range(max(min(days).year, last - YEARS + 1), last + 1)
    numbers: Counter[tuple[int, int]] = Counter()
    for day, number in days.items():
        if day.year in years:
            numbers[day.year - years[0], day.month - 1] += number
    steps = heat_steps(numbers.values())
    grid = CellGrid(LEFT, 24, MONTH_WIDE, MONTH_HIGH)
    end = grid.top + len(years) * MONTH_HIGH
    made: list[Shape] = [
        *(
            Words(LEFT + (place + 0.5) * MONTH_WIDE, grid.top - 7, name, size=FIGURE, anchor="middle")
            for place, name in enumerate(name[:3] for name in MONTHS)
        ),
        *grid.row_names([f"{year:04}" for year in years], LEFT),
        Blocks(tuple(_held(min(days), max(days), years, grid)), "panel"),
        *grid.cells(numbers, steps),
        *_bars(gaps, years, grid),
    ]
    made += draw_heat_key(steps, "Releases a month:", LEFT, end + 24)
    if gaps.gaps:
        made += _gap_key(end + 24)
    return Drawing(WIDTH, end + 36, tuple(made))


def _held(first: date, last: date, years: range, grid: CellGrid) -> Iterator[Rectangle]:
    """Yield the months from *first* to *last*, a year in one piece."""
    for row, year in enumerate(years):
        begin = first.month - 1 if year == first.year else 0
        end = last.month if year == last.year else len(MONTHS)
        yield (
            grid.left + begin * grid.wide,
            grid.top + row * grid.high,
            (end - begin) * grid.wide - AIR,
            grid.high - AIR,
        )


def _bars(gaps: Gaps, years: range, grid: CellGrid) -> list[Shape]:
    bars: list[Rectangle] = []
    for gap in gaps.gaps:
        for year in range(max(years[0], gap.last.year), min(years[-1], gap.following.year) + 1):
            start = max(gap.last, date(year, 1, 1))
            stop = min(gap.following, date(year, 12, 31))
            left, right = (grid.left + _share(day) * MONTH_WIDE for day in (start, stop))
            bars.append((left, grid.top + (year - years[0] + 1) * MONTH_HIGH - 5, right - left, 3.0))
    if not bars:
        return []
    edges = tuple((left, top - 1, wide, high + 2) for left, top, wide, high in bars)
    return [Blocks(edges, "paper"), Blocks(tuple(bars), "soft")]


def _share(day: date) -> float:
    """Return where *day* is in its year, in months."""
    return day.month - 1 + (day.day - 1) / 31


def _gap_key(y: float) -> list[Shape]:
    return [Blocks(((BY_KEY, y - 5, 14, 3.0),), "soft"), Words(BY_KEY + 19, y, "gap")]
