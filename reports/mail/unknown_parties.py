"""Parties a reader asks for whom nobody knows: a slip of the pen would be a digest without news for years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.search.known_names import known_names
from tracker.store import Store


def unknown_parties(store: Store | None, names: Sequence[str]) -> Iterator[str]:
    """Yield a line for each of *names* that neither the lexicon knows nor *store* has; wildcards are taken as they are."""
    shipped = known_names()
    doubtful = [name for name in names if not set("*?[") & set(name) and shipped.party(name) is None]
    if not doubtful:
        return
    known = known_names(store.names_used().parties) if store else shipped
    for name in doubtful:
        if known.party(name) is None and not (store and store.count_hits("", party=name)):
            yield f'parties: nobody held is called "{name}", so nothing is told for it; {known.nearest_party(name)}'
