"""The places in texts that have certain words, oldest first. What the press asks is none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain import Release
from tracker.search.analyzer import Term, find_spans, has_term, parse_terms, snippet
from tracker.search.asked_sums import with_sums
from tracker.search.excerpts import NEARLY, Span, stand_close, without_initials, words_beside
from tracker.search.query import SearchFilters
from tracker.store import Store
from tracker.store.records import Hit
from tracker.text.sentence_bounds import sentence_bounds
from tracker.text.speaker_turns import TURN, is_outsider, turn_at
from tracker.text.votes import DISSENT, in_dissent

MOST = 300  # places told in order: more is no wording but a subject
ROOM = 240  # characters of a stretch, as of a hit
LONGEST = 400  # characters of a sentence
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
    dissent: bool = False  # who voted against says it, and not the issuer


def places_saying(
    store: Store, query: str, filters: SearchFilters, *, every: bool = False, most: int = 0
) -> list[Saying] | None:
    """Return the places that have *query*, oldest first; None where there are more than *most*, or :data:`MOST`.

    Of a text in which no statement has it the search knows one place; with *every* all its sentences that have it are told.
    """
    terms, most = parse_terms(query), most or MOST
    # several words within filters are seldom together so often: to find what they have costs less than to ask twice
    is_asked_first = len(terms) == 1 or not any(filters.values())
    if is_asked_first and store.has_hits(query, most + 1, **filters):
        return None
    found = store.search_page(query, limit=most, by_date=True, **filters)
    if found.total > most:
        return None
    dated = [hit for hit in reversed(found.hits) if hit.release.published_on]
    made = [_saying(hit, terms) for hit in dated if not is_outsider(hit.turn)]
    told = {one.release.id for one in made if one.stated or not every}
    beside = {hit.release.id for hit in dated if every and not hit.unit} | {
        hit.release.id for hit in dated
    } - told
    sentences = list(_sentences_with(store, beside, terms, made)) if beside else []
    anew = {one.release.id for one in sentences}
    kept = [one for one in made if one.stated or not (one.release.id in anew or _is_asked(one))]
    return sorted((*kept, *sentences), key=lambda one: one.release.published_on or date.min)


def end_saying(store: Store, query: str, filters: SearchFilters, most: int, *, oldest: bool) -> list[Saying]:
    """Return of the places that have *query* the *most* latest, or *oldest*, oldest first."""
    hits = store.search_page(query, limit=most, by_date=not oldest, oldest=oldest, **filters).hits
    terms = parse_terms(query)
    made = [_saying(hit, terms) for hit in hits if hit.release.published_on and not is_outsider(hit.turn)]
    kept = [one for one in made if one.stated or not _is_asked(one)]
    return kept if oldest else kept[::-1]


def _sentences_with(
    store: Store, releases: Collection[str], terms: Sequence[Term], told: Sequence[Saying]
) -> Iterator[Saying]:
    """Yield the sentences with *terms* that the issuer says in *releases*, but those whose statement is *told*: where a question of the press has them the answer may have them too."""
    shown: dict[str, list[Saying]] = {}
    for one in told:
        shown.setdefault(one.release.id, []).append(one)
    for release, document in store.latest_documents(list(releases)):
        plain = without_initials(document.text)
        spans = find_spans(document.text, terms)
        for first, last in dict.fromkeys(sentence_bounds(plain, *span) for span in spans):
            sentence = " ".join(TURN.sub("", document.text[first:last]).split())
            if sentence.endswith("?") or not all(has_term(sentence, term) for term in terms):
                continue
            within = [one for one in shown.get(release.id, ()) if one.words.strip("… ") in sentence]
            begun = first + find_spans(document.text[first:last], terms)[0][0]
            if any(one.stated for one in within) or is_outsider(turn_at(document.text, begun)):
                continue
            words, places = snippet(sentence, terms, LONGEST)
            line = next((one.line for one in within if one.line), None)
            yield Saying(release, words, tuple(places), words_beside(words, places, NEARLY), line)


def marked_dissents(store: Store, said: Sequence[Saying]) -> list[Saying]:
    """Return *said*, what stands in the dissent of a vote alone marked as that; texts are read where the words sound like one."""
    doubtful = {one.release.id for one in said if DISSENT.search(one.words)}
    if not doubtful:
        return list(said)
    texts = {release.id: document.text for release, document in store.latest_documents(list(doubtful))}
    return [
        replace(
            one,
            dissent=DISSENT.search(one.words) is not None
            and in_dissent(texts.get(one.release.id, ""), one.words),
        )
        for one in said
    ]


def _is_asked(one: Saying) -> bool:
    """Say whether the words stand in questions alone: who asks holds nothing, whoever a transcript names."""
    bounds = [sentence_bounds(one.words, *span) for span in one.spans]
    return bool(bounds) and all(one.words[first:last].strip().endswith("?") for first, last in bounds)


def _saying(hit: Hit, terms: Sequence[Term]) -> Saying:
    words = " ".join(hit.snippet.split())  # of texts whose lines end where a page did
    spans = hit.spans if words == hit.snippet else tuple(find_spans(words, terms))
    stated = hit.unit is not None and all(has_term(hit.unit.quote, term) for term in terms)
    worded = words_beside(words, spans, NEARLY)
    return Saying(hit.release, words, spans, worded, hit.line.id if hit.line else None, stated)


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


def as_phrase(text: str) -> str:
    """Return the query for *text* as it stands, of a sum or a measure in all the ways it is written."""
    summed = with_sums(text)
    return summed if summed != text and len(parse_terms(summed)) == 1 else quoted(text)


def quoted(text: str) -> str:
    """Return the query for *text* as it stands."""
    return f'"{text.replace(chr(34), " ")}"'
