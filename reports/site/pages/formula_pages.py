"""Formula watch on the site: the formulas that are followed, one of them, and on a server any phrase one asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from reports.formula.formula_query import formula_history
from reports.formula.issuer_spans import issuer_spans
from reports.formula.page import FormulaPage, lay_out
from reports.formula.sentences import event_sentence, headline
from reports.site.index import SiteIndex
from reports.site.page_context import PageContext, QueryError, QueryParams, held_by_slug
from reports.view import addresses as at
from reports.view.dates import SHORT
from tracker.domain import Release
from tracker.errors import ConfigError
from tracker.formula.history import FormulaHistory
from tracker.formula.wording import Formula, parse_formula

LONGEST = 300  # characters of a phrase that is asked for


@dataclass(frozen=True, slots=True)
class FormulaRow:
    """A formula at a glance."""

    name: str
    href: str
    headline: str
    latest: str  # what was new about it last; "" = nothing


@dataclass(frozen=True, slots=True)
class FormulasPage:
    """All that are followed, or what was asked for."""

    title: str
    rows: tuple[FormulaRow, ...]
    asked: str
    found: FormulaPage | None


@dataclass(frozen=True, slots=True)
class OneFormulaPage:
    """One formula."""

    title: str
    history: FormulaPage


def gather_all(view: PageContext, names: Mapping[str, str], query: QueryParams) -> FormulasPage:  # noqa: ARG001 - as every page
    """Return the page of all formulas; with a phrase in *query*, that of the phrase."""
    asked = " ".join(query.get("q", "").split()) if view.live else ""
    if asked:
        try:
            found = _page(view, parse_formula(asked[:LONGEST]))
        except ConfigError as error:
            raise QueryError(str(error)) from error
        return FormulasPage(f"“{asked[:LONGEST]}”", (), asked, found)
    rows = tuple(_row(_history(view, formula)) for formula in view.atlas.watched.formulas)
    return FormulasPage("Formulas", rows, "", None)


def gather(view: PageContext, names: Mapping[str, str], query: QueryParams) -> OneFormulaPage:  # noqa: ARG001 - as every page
    """Return the page of one formula."""
    by_title = {formula.title: formula for formula in view.atlas.watched.formulas}
    page = _page(view, by_title[held_by_slug(names, by_title, "formula")])
    return OneFormulaPage(page.title, page)


def addresses(atlas: SiteIndex) -> Iterator[str]:
    """Yield the address of every page of formulas that a folder of files has."""
    yield at.FORMULAS
    yield from (at.formula(formula.title) for formula in atlas.watched.formulas)


def _page(view: PageContext, formula: Formula) -> FormulaPage:
    history = _history(view, formula)
    return lay_out(history, _place(view), issuer_spans(view.store, history))


def _history(view: PageContext, formula: Formula) -> FormulaHistory:
    return formula_history(view.store, formula, view.atlas.watched.series)


def _row(history: FormulaHistory) -> FormulaRow:
    events = [event for event in history.events() if event.news != "first"]
    latest = event_sentence(history.formula.title, events[-1], SHORT) if events else ""
    title = history.formula.title
    return FormulaRow(title, at.formula(title), headline(history, SHORT), latest)


def _place(view: PageContext) -> Callable[[Release], str]:
    """Return what gives the page of a release, as seen from a page of a formula; "" where it has none."""
    return lambda release: at.release(release.id) if release.id in view.atlas.releases else ""
