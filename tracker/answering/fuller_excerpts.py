"""The words of a hit with what else its text tells, where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.search.analyzer import Term, find_spans, has_term
from tracker.search.excerpts import Span, without_initials
from tracker.search.telling import telling_most, tells, told_on
from tracker.store.records import Hit
from tracker.text.sentence_bounds import sentence_bounds

FEWEST = 4  # words of a sentence: below a heading stands what is said, and that is shown already


def told_more(hit: Hit, text: str, terms: Sequence[Term], room: int, *, whole: bool, before: str = "") -> Hit:
    """Return *hit* with about *room* characters of *text*, that of its release, of which some was told *before*; *whole*: all of it is about the words.

    Where no words were asked for, only a time or who issued it, or its title alone has them, that is what the text tells most.
    """
    if not terms:
        most = telling_most(text, room)
        return replace(hit, snippet=most, spans=()) if tells(most) else hit
    if is_of_title(hit):
        most = telling_most(text, room) if whole else ""
        return replace(hit, snippet=most, spans=()) if tells(most) > 1 else hit
    place = _place(hit, text, terms)
    if place is None:
        return hit
    told, spans = told_on(text, place, terms, room, whole=whole, told=before)
    words = told.casefold()
    if not all(
        hit.snippet[a:b].casefold() in words for a, b in hit.spans
    ):  # a word that was asked for is rather kept
        return hit
    return replace(hit, snippet=told, spans=tuple(spans))


def is_of_title(hit: Hit) -> bool:
    """Return whether only the title of a text has what was asked for."""
    return hit.unit is None and hit.snippet == hit.release.title


def _place(hit: Hit, text: str, terms: Sequence[Term]) -> Span | None:
    """Return where in *text* the words of *hit* stand: its statement, else the first of *terms* in a sentence that has all; None = there is none."""
    if hit.unit:
        return hit.unit.start, hit.unit.end
    core = hit.snippet.removeprefix("… ").removesuffix(" …")
    start = text.find(core)
    plain = without_initials(core)
    for place in find_spans(core, terms) if start >= 0 else ():
        first, last = sentence_bounds(plain, *place)
        sentence = core[first:last]
        if len(sentence.split()) >= FEWEST and all(has_term(sentence, term) for term in terms):
            return start + place[0], start + place[1]
    return None
