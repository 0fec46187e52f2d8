"""Formulas as one HTML page that needs nothing else. Apart from what renders digests, which draws no picture."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from reports.formula.page import lay_out
from reports.render import fill
from tracker.formula.history import FormulaHistory

SHEETS = ("pictures.css", "formula.css")  # of the site


def render_formulas(histories: Sequence[FormulaHistory]) -> str:
    """Return the *histories* of formulas as one HTML page that needs nothing else."""
    pages = [lay_out(history) for history in histories]
    title = pages[0].title if len(pages) == 1 else "Formula watch"
    folder = files("reports.site") / "assets"
    sheets = "\n".join((folder / name).read_text("utf-8") for name in SHEETS)
    return fill("formula/page.html.j2", title=title, pages=pages, sheets=sheets)
