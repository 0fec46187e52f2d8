"""Two whole texts as two accounts side by side, from the store: what :attr:`PageContext.compare_accounts` is on a server."""

from __future__ import annotations

from collections.abc import Callable

from reports.comparison.account_comparison import Account
from reports.comparison.accounts import compare_accounts
from reports.comparison.side_by_side import AccountsPage, lay_side_by_side
from reports.site.page_context import QueryError, TooLongError
from reports.view.counts import count_in_words, count_kinds
from tracker.domain import Release
from tracker.reading import Reading
from tracker.store import Store
from tracker.text.sanitize import clean

MOST_UNITS = 600  # of both accounts; pairing 347 with 197 takes 0.13 s, 739 with 679 takes 2 s


def account_comparer(store: Store) -> Callable[[Release, Release], AccountsPage]:
    """Return what lays two releases side by side."""

    def compare(first: Release, second: Release) -> AccountsPage:
        sides = _account(store, first), _account(store, second)
        units = [unit for side in sides for unit in side.reading.units]
        if len(units) > MOST_UNITS:
            said = count_in_words(count_kinds(unit.kind for unit in units))
            raise TooLongError(
                f"Together they say too much to be laid side by side here ({said}); "
                "`policy-tracker compare` has no such bound."
            )
        return lay_side_by_side(compare_accounts(*sides))

    return compare


def _account(store: Store, release: Release) -> Account:
    """Return *release* as it was last read."""
    text = store.latest_text(release.id)
    if text is None or text.document is None:
        raise QueryError(f"No text of “{clean(release.title or release.ref)}” has been read; choose another.")
    units = tuple(unit for unit, _ in text.units)
    return Account(clean(release.ref), release, Reading(text.revision, "", text.document, units))
