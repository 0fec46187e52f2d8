"""What was new of the formulas that are followed in a window, a sentence each: for a digest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from reports.formula.configured import WatchedFormulas
from reports.formula.formula_query import formula_history
from reports.formula.sentences import event_sentence
from reports.view.dates import ISO, DateStyle
from tracker.formula.history import FormulaEvent
from tracker.store import Store

TITLE = "Formulas"
MOST = 7  # sentences


def formula_news(
    store: Store,
    watched: WatchedFormulas,
    since: date,
    until: date,
    *,
    wanted: Callable[[str], bool] = lambda source: True,  # noqa: ARG005 - any
    dates: DateStyle = ISO,
) -> tuple[str, ...]:
    """Return what was new from *since* to *until*, both inclusive: other wordings, omissions, returns and first uses.

    The archive is told as it stood on *until*. Omissions and returns come first; *wanted*
    says of which sources a reader hears.
    """
    found: list[tuple[str, FormulaEvent]] = []
    for formula in watched.formulas:
        history = formula_history(store, formula, watched.series, until=until)
        found += [
            (formula.title, event)
            for event in history.events()
            if since <= event.day <= until and wanted(event.release.source)
        ]
    order = ("omission", "return", "variant", "first")
    found.sort(key=lambda pair: (order.index(pair[1].news), -pair[1].day.toordinal(), pair[0]))
    lines = [event_sentence(title, event, dates) for title, event in found[:MOST]]
    more = len(found) - MOST
    return (*lines, f"… and {more} more on the page of formulas.") if more > 0 else tuple(lines)
