"""Two statements or two whole texts side by side; without two, the form that asks for them. Served only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.comparison.side_by_side import AccountsPage
from reports.comparison.statements import StatementComparison, StatementOnLine, compare_statements
from reports.site.page_context import PageContext, QueryError, QueryParams
from reports.site.pages.reference_lookup import resolve_reference
from reports.view import addresses as at
from reports.view.change_card import clean
from tracker.domain import Mention, Release

if TYPE_CHECKING:
    from reports.site.index import SiteIndex


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What was found; with neither of the two, only the form. *a* and *b* are as they were typed."""

    title: str
    a: str
    b: str
    waiting: str = ""  # what is missing still
    statements: StatementComparison | None = None
    accounts: AccountsPage | None = None
    texts: tuple[tuple[str, str], ...] = ()  # of two accounts: letter, and the text on the site
    swapped: str = ""  # the same the other way round


def gather(view: PageContext, names: Mapping[str, str], query: QueryParams) -> ComparePage:  # noqa: ARG001 - as of every page
    """Return the page that compares what *query* calls ``a`` with what it calls ``b``.

    Raises:
        QueryError: One of them means nothing that is held, they are a statement and a
            whole text, or whole texts cannot be compared.
    """
    a, b = (clean(query.get(field, "")) for field in ("a", "b"))
    if not a or not b:
        waiting = "One of the two is chosen; say what it is compared with." if a or b else ""
        return ComparePage("Compare", a, b, waiting)
    first, second = resolve_reference(view, "A", a), resolve_reference(view, "B", b)
    if isinstance(first, Mention) and isinstance(second, Mention):
        found = compare_statements(_placed(view, first), _placed(view, second))
        swapped = at.compare(second.unit.id, first.unit.id)
        return ComparePage("Two statements", a, b, statements=found, swapped=swapped)
    if isinstance(first, Mention) or isinstance(second, Mention):
        statement, text = "AB" if isinstance(first, Mention) else "BA"
        raise QueryError(
            f"{statement} is one statement, {text} a whole text; give two of a sort: "
            "the address of a text at a quote (#u-…) is the statement there."
        )
    return _accounts(view, first, second, ComparePage("Two accounts", a, b))


def addresses(atlas: SiteIndex) -> Iterator[str]:  # noqa: ARG001 - as of every page
    """Yield nothing: what is compared is asked for."""
    return iter(())


def _accounts(view: PageContext, first: Release, second: Release, page: ComparePage) -> ComparePage:
    if view.compare_accounts is None:
        raise QueryError("Whole texts are not compared here; give two statements.")
    return ComparePage(
        page.title,
        page.a,
        page.b,
        accounts=view.compare_accounts(first, second),
        texts=(("A", at.release(first.id)), ("B", at.release(second.id))),
        swapped=at.compare(second.id, first.id),
    )


def _placed(view: PageContext, mention: Mention) -> StatementOnLine:
    lines = {unit.id: line for unit, line in view.store.placed_units(mention.unit.revision)}
    line = lines.get(mention.unit.id)
    entry = view.atlas.lines.get(line.id) if line else None
    return mention, line, entry is not None and entry.has_page
