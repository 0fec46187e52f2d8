"""The places with most of a query as hits: with what else of their text tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.answering.fullest_places import MOST_WORDS, FullPlace
from tracker.search.analyzer import find_spans
from tracker.search.telling import told_on
from tracker.store.records import Hit
from tracker.text.shorten import excerpt

FIRST_ROOM, ROOM = 470, 250  # characters of the first place, and of another


def told_hits(places: Iterable[FullPlace]) -> tuple[Hit, ...]:
    """Return *places* as hits, each with some of its words, the first with most."""
    return tuple(_told(one, ROOM if at else FIRST_ROOM) for at, one in enumerate(places))


def _told(place: FullPlace, room: int) -> Hit:
    """Return *place* with about *room* characters of its text; a long sentence that opens with what is asked for from its beginning."""
    start, end = place.hit.place
    if place.opens and end - start > room:
        words = excerpt(" ".join(place.text[start:end].split()), room)
        return replace(place.hit, snippet=words, spans=tuple(find_spans(words, place.terms)))
    about = len(place.head) >= MOST_WORDS * len(place.terms)
    words, marked = told_on(place.text, place.hit.place, place.terms, room, whole=about)
    return replace(place.hit, snippet=words, spans=tuple(marked))
