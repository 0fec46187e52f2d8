"""What a search means, where few or none say it as it was typed, and what says nearly so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from tracker.cli.looser_search import (
    SAME_START,
    in_other_words,
    together,
    with_fewer_words,
    with_names_kept,
)
from tracker.search.asked_sums import with_sums
from tracker.search.asked_time import split_time
from tracker.search.looser import bare_words
from tracker.search.query import Query
from tracker.store import Store
from tracker.store.read.name_resolution import of_its_issuer, of_its_time
from tracker.store.records import Hit, SearchResult
from tracker.text.sanitize import one_line
from tracker.text.speaker_turns import is_outsider

NEAREST = 3  # hits shown where words stand together, before those where they stand apart
BESIDE = 6  # hits that say nearly so, below few that say it
FEW = 2  # hits beside which other forms of the words are looked for

Ask = Callable[..., SearchResult]


@dataclass(frozen=True, slots=True)
class Meant:
    """What a search asks for, *typed* as its words are, a time, a sum and who issued it told from them, and in the words by which it is found."""

    typed: Query
    found_by: Query


@dataclass(frozen=True, slots=True)
class NearHits:
    """Hits that have not all that was asked for, by the *words* they have; *apart*: all of it stands nowhere together."""

    words: str
    hits: tuple[Hit, ...]
    apart: bool


NOTHING_NEAR = NearHits("", (), apart=False)


def as_meant(store: Store, wanted: Query, total: int, ask: Ask, note: Callable[[str], None]) -> Meant:
    """Return what *wanted*, which has *total* hits, means, and give to *note* in what it differs: a time or who issued it among its words, other words where few say it.

    What is meant is chosen by the first page of hits, so that all pages are of one query.
    """
    asked = wanted
    if dated := of_its_time(wanted):
        of_time = ask(dated.text, **dated.filters).total
        if of_time or not (total or _other_words(store, dated, 0, ask) == dated.text):
            time = split_time(wanted.text)
            words = wanted.text if time is None else time.said.removeprefix("in ")
            as_words = "they are words" if " " in words else "it is a word"
            note(f'published {time.said if time else ""}; in quotes, "{one_line(words)}", {as_words}\n')
            asked, total = dated, of_time
    if (summed := with_sums(asked.text)) != asked.text and (
        of_sum := ask(summed, **asked.filters).total
    ):  # "50 billion", not 50 of one thing and a billion of another
        asked, total = replace(asked, text=summed), of_sum
    if total <= FEW and (issued := of_its_issuer(store, asked)):
        of_issuer = ask(issued.text, **issued.filters).total
        if of_issuer or _other_words(store, issued, 0, ask) != issued.text:
            note(
                f"issued by {one_line(issued.issuer or ', '.join(issued.issuers))}; in quotes the name is words\n"
            )
            asked, total = issued, of_issuer
    text = _other_words(store, asked, total, ask) if asked.text and total <= FEW else asked.text
    if text != asked.text:
        few = f"{total} say" if total else "nothing says"
        left_out = [word for word in bare_words(asked.text) if word[:SAME_START] not in text.casefold()]
        unsaid = [f"“{one_line(word)}”" for word in left_out if not store.count_hits(word)]
        nowhere = f"; no text has {' or '.join(unsaid)}" if unsaid else ""
        note(f"{few} it as it is written; this is what says: {one_line(text)}{nowhere}\n")
    return Meant(asked, replace(asked, text=text))


def _other_words(store: Store, asked: Query, total: int, ask: Ask) -> str:
    """Return what more than *total* say of what is *asked* in other words, or with one less where nothing does; else its words. Names that texts have stay as they are."""
    apart = ""
    spelled = islice(in_other_words(store, asked.text), 1)
    for looser in chain(spelled, in_other_words(store, with_names_kept(store, asked.text))):
        found = ask(looser, **asked.filters)
        if found.total > total and together(looser, found.hits):
            return looser
        apart = apart or (looser if found.total > total else "")
    fewer = () if total or apart else with_fewer_words(store, asked.text, **asked.filters)
    return apart or next(iter(fewer), asked.text)


def near_hits(store: Store, asked: Query, found: SearchResult, ask: Ask) -> NearHits:
    """Return what has most of what is *asked*, or all in other words, together: where all its words stand apart, or few hits are *found*."""
    fewer = with_fewer_words(store, asked.text, **asked.filters)
    if apart := not together(asked.text, found.hits):
        fewer = chain(in_other_words(store, asked.text), fewer)
    elif found.total > FEW:
        return NOTHING_NEAR
    for looser in fewer:
        near = together(looser, ask(looser, **asked.filters).hits)
        near = _once_a_text(
            hit for hit in near if not is_outsider(hit.turn) and (apart or not is_among(hit, found.hits))
        )
        if near:
            return NearHits(looser, near[: NEAREST if apart else BESIDE], apart)
    return NOTHING_NEAR


def _once_a_text(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return *hits*, of the places of a text that are no statements the first alone."""
    kept: list[Hit] = []
    for hit in hits:
        if not is_among(hit, kept):
            kept.append(hit)
    return tuple(kept)


def with_phrase_first(found: SearchResult, asked: Query, ask: Ask) -> SearchResult:
    """Return the first page of *found* with what has the words of *asked* as a phrase before all else, though it may rank lower."""
    words = asked.text.split()
    if found.total <= len(found.hits) or not 1 < len(words) == len(bare_words(asked.text)):
        return found
    exact = ask(f'"{asked.text}"', **asked.filters).hits
    others = (hit for hit in found.hits if not is_among(hit, exact))
    return replace(found, hits=(*exact, *others)[: len(found.hits)])


def is_among(hit: Hit, others: Sequence[Hit]) -> bool:
    """Return whether *hit* is the same statement, or a place in the same text, as one of *others*, of a search for other words."""
    if hit.unit:
        return any(one.unit is not None and one.unit.id == hit.unit.id for one in others)
    return any(one.release.id == hit.release.id and not one.unit for one in others)
