"""What was said of the words of a question: the texts that have them close together, oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from tracker.answering.said_places import (
    Saying,
    close_together,
    end_saying,
    marked_dissents,
    places_saying,
    told_once,
)
from tracker.search.analyzer import parse_terms
from tracker.search.looser import with_close_forms, with_state_names
from tracker.search.query import Query
from tracker.store import Store
from tracker.text.content_words import STOPWORDS

MOST = 200  # places that are read; of more the first and the last
ENDS = 12  # of either


@dataclass(frozen=True, slots=True)
class Said:
    """What was *asked* for, *without* some words that were typed, and the texts that have it close together, oldest first."""

    asked: Query
    sayings: tuple[Saying, ...]
    without: tuple[str, ...] = ()
    many: bool = False  # only those at both ends of time were looked at


Asked = tuple[Query, tuple[str, ...]]  # a query, and the words that it lacks


def issuers_of(asked: Query) -> tuple[str, ...]:
    """Return whose texts are *asked* for; () = everybody's."""
    return asked.issuers or ((asked.issuer,) if asked.issuer else ())


def in_every_form(text: str) -> str:
    """Return *text* in every form, without its small words."""
    kept = (word for word in text.split() if word.startswith('"') or word.casefold() not in STOPWORDS)
    return with_close_forms(with_state_names(" ".join(kept)))


def first_said(store: Store, queries: Iterable[Asked]) -> Said:
    """Return what the first of *queries* finds that finds anything, or too much to look at each place, else nothing."""
    found = (_said_of(store, query, without) for query, without in queries)
    return next((said for said in found if said.sayings or said.many), Said(Query(text=""), ()))


def _said_of(store: Store, wanted: Query, without: tuple[str, ...]) -> Said:
    """Return what has the words of *wanted*, which is *without* some of those that were asked for, close together."""
    if not parse_terms(wanted.text):
        return Said(wanted, ())
    text, filters = wanted.text, wanted.filters
    found = places_saying(store, text, filters, every=True, most=MOST)
    if found is not None:
        return Said(wanted, tuple(_own(store, found, text)), without)
    ends = [
        _own(store, end_saying(store, text, filters, ENDS, oldest=oldest), text) for oldest in (True, False)
    ]
    return Said(wanted, tuple(chain(*ends)) if all(ends) else (), without, many=True)


def _own(store: Store, found: Sequence[Saying], text: str) -> list[Saying]:
    """Return those of *found* that have *text* close together, and are no dissent."""
    close = marked_dissents(store, told_once(close_together(found, text)))
    return [one for one in close if not one.dissent]
