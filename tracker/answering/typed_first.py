"""One list of what has a query as it was typed and then of what says it in other words: each hit once, on whatever page it stands."""

from __future__ import annotations

from dataclasses import replace

from tracker.answering.looser_queries import together
from tracker.answering.meaning import Ask, Meant
from tracker.search.looser import stand_together
from tracker.store.records import Hit, SearchResult


def typed_first(meant: Meant, typed: SearchResult, ask: Ask, start: int, most: int) -> SearchResult:
    """Return *most* hits from *start*, from 0, of the list, and how many it has; *typed* is the first page of what is found as it was typed.

    What has the words as typed but apart stands among the others. *ask* gives hits best first, by their *limit*.
    """
    first = together(meant.typed.text, typed.hits)
    places = {_place(hit) for hit in first}
    asked = meant.found_by
    found = ask(asked.text, **asked.filters, limit=start + most)
    others = (hit for hit in found.hits if _place(hit) not in places)
    beyond = sum(not stand_together(asked.text, hit.snippet) for hit in first)  # "6.5" is no "6 1/2"
    return replace(found, hits=(*first, *others)[start : start + most], total=found.total + beyond)


def is_typed(hit: Hit, meant: Meant, typed: SearchResult) -> bool:
    """Return whether *hit* is one of those that stand first."""
    return hit in together(meant.typed.text, typed.hits)


def _place(hit: Hit) -> tuple[str, str, tuple[int, int]]:
    return hit.release.id, hit.unit.id if hit.unit else "", hit.place
