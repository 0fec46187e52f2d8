"""What to ask for where a query has few hits, or its words stand nowhere together. Shared by ``search``, pages and ``history``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import TYPE_CHECKING, Unpack

from tracker.search.asked_sums import with_sums
from tracker.search.looser import (
    bare_words,
    capitalized_words,
    in_other_words_each,
    other_number,
    spelled_otherwise,
    stand_together,
    with_fractions,
    with_other_forms,
    with_other_words,
)
from tracker.search.query import SearchFilters
from tracker.store.records import Hit

if TYPE_CHECKING:  # heavy, and only handed in
    from tracker.store import Store

SAME_START = 4  # letters of a word by which it stands in a query in another form
LOOKED_AT = 20  # hits of a query, to see whether its words stand together
LEFT_OUT = 2  # words of a query at most
LEAST = 2  # words of it that stay
PART = 3  # letters of either part of a compound
TAIL = 5  # letters of the end of a compound that says what it is: "strikes" of "airstrikes"
COMMONER = 4  # times as many hits by which a word is commoner than another


@dataclass(frozen=True, slots=True)
class Fewer:
    """A query of some of the words of another, in other words; *without*: those it lacks, as they were typed."""

    words: str
    without: tuple[str, ...]


def together(text: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return those of *hits* that are a statement, or in whose few lines all of *text* stands."""
    return tuple(hit for hit in hits if hit.unit or stand_together(text, hit.snippet))


def in_other_words(store: Store, text: str) -> Iterator[str]:
    """Yield what to ask for where *text* has few hits: fractions for decimals, words nearly spelled so, compounds in one word and in two, other forms, what texts call it."""
    text = with_sums(with_fractions(text))
    meant = _joined(store, _spelled(store, text))
    said = (meant, with_other_forms(meant), with_other_words(text), with_other_words(meant))
    yield from dict.fromkeys(filter(None, said))


def with_fewer_words(store: Store, text: str, **narrowing: Unpack[SearchFilters]) -> Iterator[Fewer]:
    """Yield the words of *text* but one or two, in other words, where they have hits.

    What no text has goes first, and by itself where two words are left. Else first what a title has: such a text is about it.
    Then what stands together without the commonest word, so that the rare one, which says what is asked for, is kept. That
    is no name of a person or a place that texts have, unless nothing is found with it.
    """
    if '"' in text:
        return
    pairs = in_other_words_each(_joined(store, _spelled(store, with_fractions(text))))
    often = {asked: store.count_hits(asked, exactly=True, **narrowing) for _, asked in pairs}
    unsaid = tuple(pair for pair in pairs if not often[pair[1]])
    said = [pair for pair in pairs if often[pair[1]]]
    if unsaid and len(said) >= LEAST:
        words = " ".join(asked for _, asked in said)
        if store.count_hits(words, **narrowing):
            yield _fewer(text, words, unsaid)
            return
    names = [word[:SAME_START] for word in capitalized_words(text) if store.count_hits(word)]
    for number in range(1, min(LEFT_OUT, len(said) - LEAST) + 1):
        fewer = {}
        for left_out in combinations(said, number):
            looser = _fewer(
                text,
                " ".join(asked for typed, asked in said if (typed, asked) not in left_out),
                (*left_out, *unsaid),
            )
            found = store.search_page(looser.words, limit=LOOKED_AT, **narrowing)
            if found.total:
                titled = any(stand_together(looser.words, hit.release.title) for hit in found.hits)
                near = len(together(looser.words, found.hits))
                common = int(log(min(often[asked] for _, asked in left_out), COMMONER))
                fewer[looser] = (titled, near > 0, common, near, found.total)
        with_names = [one for one in fewer if all(name in one.words.casefold() for name in names)]
        if fewer:
            yield from sorted(with_names or fewer, key=lambda one: fewer[one], reverse=True)
            return


def _fewer(text: str, words: str, left_out: Sequence[tuple[str, str]]) -> Fewer:
    """Return the query of *words* with those *left_out*, as they stand in *text*."""
    typed = {word.casefold(): word for word in text.split()}
    left = (one.split("|")[0] for one, _ in left_out)
    return Fewer(words, tuple(typed.get(one.casefold(), one) for one in left))


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
            spelled[word] = nearest_said(store, word) or word
        elif word in names and (others := store.other_spellings(word)):
            spelled[word] = "|".join((word, *others))
    return spelled_otherwise(text, spelled) if spelled else text


def nearest_said(store: Store, word: str) -> str:
    """Return what texts have for *word*, folded, which none has: in two words, spelled nearly so, or what it is a kind of; "" = nothing."""
    cuts = range(PART, len(word) - PART + 1) if word.isalpha() and len(word) >= PART + TAIL else range(0)
    for at in cuts:
        parts = (word[:at], word[at:])
        if store.count_hits(parts[1]) and store.count_hits(f'"{" ".join(parts)}"'):
            return "-".join(parts)
    if near := store.nearest_word(word):
        return near
    tails = (word[at:] for at in cuts if len(word) - at >= TAIL)
    return next((f"{tail}|{other_number(tail)}" for tail in tails if store.count_hits(tail)), "")


def _joined(store: Store, text: str) -> str:
    """Return *text* with two words beside each other also as the one that texts write: "land mines" as "landmines"."""
    words = text.split()
    if '"' in text or len(words) < LEAST:
        return text
    made, at = list[str](), 0
    while at < len(words):
        pair = words[at : at + 2]
        if len(pair) == LEAST and all(one.isalpha() and len(one) >= PART for one in pair):
            one = "".join(pair).casefold()
            if store.count_hits(f"{one}|{other_number(one)}"):
                made.append(f"{'-'.join(pair)}|{one}|{other_number(one)}")
                at += 2
                continue
        made.append(words[at])
        at += 1
    return " ".join(made)
