"""The places in texts that have certain words, oldest first. What the press asks is none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain import Release
from tracker.search.analyzer import Term, find_spans, parse_terms, snippet
from tracker.search.excerpts import NEARLY, Span, stand_close, without_initials, words_beside
from tracker.search.query import SearchFilters
from tracker.store import Store
from tracker.store.records import Hit
from tracker.text.sentence_bounds import sentence_bounds
from tracker.text.speaker_turns import is_outsider, turn_at

MOST = 300  # places told in order: more is no wording but a subject
ROOM = 240  # characters of a stretch, as of a hit
APART = 6  # words that may stand between two of those asked for


@dataclass(frozen=True, slots=True)
class Saying:
    """A text that has the words: the stretch of it with them, where they stand in that, and how they are worded."""

    release: Release
    words: str
    spans: tuple[Span, ...]
    wording: tuple[str, ...]
    line: str | None  # id of the line, where a statement has them
    stated: bool = False  # one statement has them all


def places_saying(store: Store, query: str, filters: SearchFilters) -> list[Saying] | None:
    """Return the places that have *query*, oldest first; None where there are too many."""
    if store.count_hits(query, **filters) > MOST:
        return None
    found = store.search_page(query, limit=MOST, by_date=True, **filters)
    dated = [hit for hit in reversed(found.hits) if hit.release.published_on]
    terms = parse_terms(query)
    made = [_saying(hit, terms) for hit in dated if not is_outsider(hit.turn)]
    asked = {hit.release.id for hit in dated} - {one.release.id for one in made}
    made += _said_beside_the_press(store, asked, terms)
    return sorted(made, key=lambda one: one.release.published_on or date.min)


def _said_beside_the_press(
    store: Store, releases: Collection[str], terms: Sequence[Term]
) -> Iterator[Saying]:
    """Yield the sentences with *terms* that the issuer says in *releases*, of which the search shows a question: the answer may have them too."""
    for release, document in store.latest_documents(list(releases)):
        plain = without_initials(document.text)
        spans = find_spans(document.text, terms)
        for first, last in dict.fromkeys(sentence_bounds(plain, *span) for span in spans):
            sentence = document.text[first:last]
            has_all = all(find_spans(sentence, (term,)) for term in terms)
            if has_all and not is_outsider(turn_at(document.text, first + find_spans(sentence, terms)[0][0])):
                words, places = snippet(sentence, terms, ROOM)
                worded = words_beside(words, places, NEARLY)
                yield Saying(release, words, tuple(places), worded, None)


def _saying(hit: Hit, terms: Sequence[Term]) -> Saying:
    worded = words_beside(hit.snippet, hit.spans, NEARLY)
    stated = hit.unit is not None and all(find_spans(hit.unit.quote, (term,)) for term in terms)
    return Saying(hit.release, hit.snippet, hit.spans, worded, hit.line.id if hit.line else None, stated)


def close_together(
    found: Sequence[Saying], query: str, apart: int = APART, *, statements: bool = True
) -> list[Saying]:
    """Return those of *found* in which the words of *query* stand in one sentence, *apart* words between two at most, or, with *statements*, anywhere in one of these."""
    terms = parse_terms(query)
    return [
        one for one in found if (statements and one.stated) or stand_close(one.words, one.spans, terms, apart)
    ]


def told_once(found: Sequence[Saying]) -> list[Saying]:
    """Return those of *found* that say something of their own: of each text each wording once."""
    kept: dict[tuple[str, tuple[str, ...]], Saying] = {}
    for one in found:
        kept.setdefault((one.release.id, one.wording), one)
    return list(kept.values())


def quoted(text: str) -> str:
    """Return the query for *text* as it stands."""
    return f'"{text.replace(chr(34), " ")}"'
