"""A formula over time: one row an issuer, one mark a use, colour and shape by wording. Pure, but for drawing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from reports.charts.chart import Chart, plain_line
from reports.charts.drawing.palette import Ink
from reports.charts.drawing.shapes import Drawing, Shape, Spot, Spots, Words, truncate
from reports.charts.drawing.svg import page_svg
from reports.charts.issuer_rows import LEFT, WIDTH, issuer_axis
from reports.formula.sentences import headline
from reports.formula.tables import wording_differences
from reports.view.dates import ISO
from tracker.formula.history import FormulaHistory
from tracker.formula.uses import Use
from tracker.text.numbers import pluralize

ROWS = 24  # issuers; those who say it less often are in the table alone
NAMED = 6  # wordings with a mark of their own, beside word for word
KEY_ROW = 20
SPREAD = 3.5  # pixels by which marks of one day and row are moved apart

# Shape and ink of word for word, of the wordings by how often they are said, of the rest.
Mark = tuple[str, Ink]

LITERAL: Mark = ("o", "calm")
MARKS: tuple[Mark, ...] = (
    ("s", "heat4"),
    ("^", "soft"),
    ("D", "mixed"),
    ("v", "firm"),
    ("P", "hard"),
    ("<", "heat6"),
)
REST: Mark = ("o", "paper")
OMITTED: Mark = ("x", "hard")


def formula_chart(history: FormulaHistory, href: Callable[[Use], str] = lambda use: "") -> Chart:  # noqa: ARG005 - none
    """Return the picture of *history*; *href* says where the mark of a use leads."""
    title = f"“{plain_line(history.formula.text)}” over time"
    dated = [use for use in history.uses if use.release.published_on]
    if not dated:
        return Chart("", title, headline(history), (), ())
    often = Counter(use.release.issuer for use in dated)
    first = {use.release.issuer: use.release.published_on for use in reversed(dated)}
    issuers = sorted(
        sorted(often, key=lambda one: (-often[one], one))[:ROWS], key=lambda one: (str(first[one]), one)
    )
    description = _description(history, len(often) - len(issuers))

    drawing = _laid_out(history, dated, issuers, href)
    rows = tuple(
        (
            plain_line(issuer),
            f"{often[issuer]:,}",
            str(min(_days(dated, issuer))),
            str(max(_days(dated, issuer))),
            f"{sum(omission.release.issuer == issuer for omission in history.omissions):,}",
        )
        for issuer in sorted(often, key=lambda one: (str(first[one]), one))
    )
    head = ("Issuer", "Uses", "First", "Last", "Left out")
    return Chart(page_svg(drawing, title, description), title, description, head, rows)


def mark_of(history: FormulaHistory, number: int) -> Mark:
    """Return the shape and the ink of the wording *number* of *history*."""
    if number == 0:
        return LITERAL
    often = [one.number for one in history.variants if one.number][:NAMED]
    return MARKS[often.index(number)] if number in often else REST


def _days(uses: Sequence[Use], issuer: str) -> list[date]:
    return [day for use in uses if use.release.issuer == issuer and (day := use.release.published_on)]


def _description(history: FormulaHistory, left_out: int) -> str:
    parts = ["One row an issuer, in order of first use; one mark a use, by wording."]
    if left_out > 0:
        parts.append(f"{pluralize(left_out, 'issuer')} with fewer uses are in the table alone.")
    if history.omissions:
        parts.append("A cross is a comparable text without it.")
    return " ".join(parts)


def _laid_out(
    history: FormulaHistory, dated: Sequence[Use], issuers: Sequence[str], href: Callable[[Use], str]
) -> Drawing:
    silent = [one for one in history.omissions if one.release.issuer in issuers and one.release.published_on]
    days = [day for use in dated if (day := use.release.published_on)]
    days += [day for one in silent if (day := one.release.published_on)]
    axis = issuer_axis(issuers, days)
    made: list[Shape] = list(axis.shapes)
    made += _marks(history, dated, axis.rows, axis.at, href)
    crosses = tuple(
        Spot(axis.at(one.release.published_on), axis.rows[one.release.issuer], said=_missing(one.release))
        for one in silent
        if one.release.published_on
    )
    if crosses:
        made.append(Spots(OMITTED[0], crosses, OMITTED[1], OMITTED[1], 8.0, 2.0))
    key, end = _key(history, bool(crosses), axis.bottom + 16)
    return Drawing(WIDTH, end + 8, (*made, *key))


def _missing(release: object) -> str:
    return (
        f"{getattr(release, 'published_on', '')}: left out of “{plain_line(getattr(release, 'title', ''))}”"
    )


def _marks(
    history: FormulaHistory,
    dated: Sequence[Use],
    rows: Mapping[str, float],
    at: Callable[[date], float],
    href: Callable[[Use], str],
) -> list[Shape]:
    spots: dict[Mark, list[Spot]] = {}
    taken: Counter[tuple[str, float]] = Counter()
    for use in dated:
        day, issuer = use.release.published_on, use.release.issuer
        if issuer not in rows or day is None:
            continue
        x = at(day)
        moved = taken[issuer, x]
        taken[issuer, x] += 1
        y = rows[issuer] + (SPREAD * ((moved + 1) // 2) * (1 if moved % 2 else -1) if moved else 0)
        said = f"{ISO.day(day)} {plain_line(issuer)}: “{plain_line(use.wording)}”"
        mark = mark_of(history, history.variant_of(use).number)
        spots.setdefault(mark, []).append(
            Spot(x, max(rows[issuer] - 10, min(rows[issuer] + 10, y)), href(use), said)
        )
    order = [LITERAL, REST, *reversed(MARKS)]
    return [
        Spots(
            mark[0],
            tuple(spots[mark]),
            mark[1],
            "calm" if mark == REST else "paper",
            8.5 if mark != REST else 7.5,
        )
        for mark in order
        if mark in spots
    ]


def _key(history: FormulaHistory, crosses: bool, y: float) -> tuple[list[Shape], float]:
    """Explain the marks, one wording a row: a wording is too long for less."""
    entries: list[tuple[Mark, str]] = []
    rest = 0
    for variant in history.variants:
        mark = mark_of(history, variant.number)
        if mark == REST:
            rest += len(variant.uses)
            continue
        entries.append((mark, f"{wording_differences(variant.edits)}: {len(variant.uses):,}"))
    if rest:
        entries.append((REST, f"worded otherwise: {rest:,}"))
    if crosses:
        entries.append((OMITTED, f"left out of a comparable text: {len(history.omissions):,}"))
    made: list[Shape] = []
    for mark, words in entries:
        y += KEY_ROW
        edge: Ink = "calm" if mark == REST else mark[1] if mark == OMITTED else "paper"
        width = 2.0 if mark == OMITTED else 1.0
        made.append(Spots(mark[0], (Spot(LEFT + 5, y - 4),), mark[1], edge, 8.5, width))
        made.append(Words(LEFT + 16, y, truncate(plain_line(words), WIDTH - LEFT - 30)))
    return made, y
