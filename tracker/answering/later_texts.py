"""What the texts after the last one with certain words have of them: by that ``history`` says that they stopped, or only that these words did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from tracker.answering.looser_queries import in_other_words, together, with_names_kept
from tracker.domain import Release
from tracker.search.analyzer import parse_terms
from tracker.search.looser import bare_words
from tracker.search.query import Query, SearchFilters
from tracker.store import Store

FEW = 2  # texts beside which other words are asked for
NAMED = 2  # later texts that are named
LOOKED_AT = 120  # later texts, all of them, among which the next of a series is looked for
_OF_WHOM_AND_WHEN = frozenset({"issuer", "issuers", "since"})


class Kept(Enum):
    """In which way the words stand in later texts."""

    NOWHERE = auto()  # in none of those that the command searches
    OTHERWISE = auto()  # in other forms, spellings or order, or no phrase
    APART = auto()  # further apart, where they are no phrase, or only the press says them
    SCATTERED = auto()  # in other forms, nowhere close together
    ASKED = auto()  # only the press says them
    FILTERED = auto()  # in what the filters leave out


@dataclass(frozen=True, slots=True)
class LaterTexts:
    """How many texts came after the last one with the words, up to :data:`LOOKED_AT` of them, latest first, and in which way, and how many of them, have the words."""

    number: int
    texts: tuple[Release, ...]
    kept: Kept = Kept.NOWHERE
    having: int = 0

    @property
    def latest(self) -> tuple[Release, ...]:
        """Those that are named."""
        return self.texts[:NAMED]


def later_texts(
    store: Store,
    text: str,
    query: str,
    last: date | None,
    issuers: Sequence[str],
    narrowing: Query,
    *,
    aside: int = 0,
) -> LaterTexts:
    """Return what *issuers* published after *last*, the day of the last text in which *query*, made of *text*, was told.

    Filters other than the issuer and the first day do not hold for these texts: that the words stand nowhere in them is said of all. So many of them, *aside*, have the words in a dissent alone.
    """
    number, latest = store.texts_after(last, issuers, LOOKED_AT) if last else (0, [])
    if not last or not number:
        return LaterTexts(0, ())
    after: SearchFilters = {"issuers": issuers, "since": last + timedelta(days=1)}
    if (having := store.extent(query, **after).texts - aside) > 0:
        filtered = any(set_ for name, set_ in narrowing.filters.items() if name not in _OF_WHOM_AND_WHEN)
        exact = len(parse_terms(query)) == 1
        kept = Kept.FILTERED if filtered else Kept.ASKED if exact else Kept.APART
        return LaterTexts(number, tuple(latest), kept, having)
    several = len(bare_words(text)) > 1  # then one word says too little: all others are small
    ways = [text, *in_other_words(store, with_names_kept(store, text))]
    ways = [way for way in ways if len(parse_terms(way)) > 1 or not several]
    if not any(store.has_hits(way, **after) for way in ways):
        return LaterTexts(number, tuple(latest))
    near = any(together(way, store.search_page(way, limit=LOOKED_AT, **after).hits) for way in ways)
    return LaterTexts(number, tuple(latest), Kept.OTHERWISE if near else Kept.SCATTERED)
