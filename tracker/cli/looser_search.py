"""What to ask for where a query has few hits, or its words stand nowhere together. Shared by ``search`` and ``history``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Unpack

from tracker.cli.hits.hit_order import is_titled
from tracker.search.asked_sums import with_sums
from tracker.search.looser import (
    bare_words,
    capitalized_words,
    spelled_otherwise,
    stand_together,
    with_fractions,
    with_other_forms,
    with_other_words,
    without_one,
)
from tracker.search.query import SearchFilters
from tracker.store.records import Hit

if TYPE_CHECKING:  # heavy, and only handed in
    from tracker.store import Store

SAME_START = 4  # letters of a word by which it stands in a query in another form
LOOKED_AT = 20  # hits of a query, to see whether its words stand together


def together(text: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return those of *hits* that are a statement, or in whose few lines all of *text* stands."""
    return tuple(hit for hit in hits if hit.unit or stand_together(text, hit.snippet))


def in_other_words(store: Store, text: str) -> Iterator[str]:
    """Yield what to ask for where *text* has few hits: fractions for decimals, words nearly spelled so, other forms, what texts call it."""
    text = with_sums(with_fractions(text))
    meant = _spelled(store, text)
    said = (meant, with_other_forms(meant), with_other_words(text), with_other_words(meant))
    yield from dict.fromkeys(filter(None, said))


def with_fewer_words(store: Store, text: str, **narrowing: Unpack[SearchFilters]) -> Iterator[str]:
    """Yield all words of *text* but one, in other words, where they have hits.

    First what a title has: such a text is about it. Then what stands together most often: the word that it lacks is the one
    that texts have another for. That is no name of a person or a place that texts have, unless nothing is found with it.
    """
    named = [word[:SAME_START] for word in capitalized_words(text) if store.count_hits(word)]
    fewer = {}
    for looser in dict.fromkeys(without_one(with_other_words(_spelled(store, with_fractions(text))))):
        found = store.search_page(looser, limit=LOOKED_AT, **narrowing)
        if found.total:
            titled = any(is_titled(hit.release, looser) for hit in found.hits)
            fewer[looser] = (titled, len(together(looser, found.hits)), found.total)
    with_names = [looser for looser in fewer if all(word in looser.casefold() for word in named)]
    yield from sorted(with_names or fewer, key=lambda looser: fewer[looser], reverse=True)


def with_names_kept(store: Store, text: str) -> str:
    """Return *text* with each name in it that texts have, and that no desk's word is made of, as it is spelled, in its plural or in another spelling alone.

    What begins like a name, as its forms do, is another word: "grind" of "Griner".
    """
    meant = with_other_words(text).split()
    names = (name for name in capitalized_words(text) if with_other_forms(name) in meant)
    kept = {
        name: "|".join((name, f"{name}s", *store.other_spellings(name)))
        for name in names
        if store.count_hits(name)
    }
    return spelled_otherwise(text, kept) if kept else text


def _spelled(store: Store, text: str) -> str:
    """Return *text* with words that no text has as those are spelled that it nearly has, and names in their other spellings too."""
    names = set(capitalized_words(text))
    spelled = {}
    for word in bare_words(text):
        if not store.count_hits(word):
            spelled[word] = store.nearest_word(word) or word
        elif word in names and (others := store.other_spellings(word)):
            spelled[word] = "|".join((word, *others))
    return spelled_otherwise(text, spelled) if spelled else text
