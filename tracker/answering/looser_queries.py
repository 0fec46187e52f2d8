"""What to ask for where a query has few hits, or its words stand nowhere together. Shared by ``search``, pages and ``history``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Unpack

from tracker.answering.fullest_places import FullPlace, fullest_places
from tracker.search.analyzer import fold_words
from tracker.search.asked_sorts import AskedSort, without_sort
from tracker.search.asked_sums import with_numbered_names, with_sums
from tracker.search.desk_words import is_named, other_words
from tracker.search.looser import (
    NAME_FROM,
    bare_words,
    capitalized_words,
    in_other_words_each,
    other_number,
    spelled_otherwise,
    stand_together,
    with_fractions,
    with_other_forms,
    with_other_words,
    with_state_names,
    words_in_names,
)
from tracker.search.query import SearchFilters
from tracker.store.records import Hit

if TYPE_CHECKING:  # heavy, and only handed in
    from tracker.store import Store

SAME_START = 4  # letters of a word by which it stands in a query in another form
LOOKED_AT = 20  # hits of a query, to see whether its words stand together
LEAST = 2  # words of it that stay
FEW = 3  # words of a query of which one alone may tell what it is about
PART = 3  # letters of either part of a compound
TAIL = 5  # letters of the end of a compound that says what it is: "strikes" of "airstrikes"
RARE = 50  # of so many texts a rare word stands in one at most

_DWELLERS = re.compile(r"ers?$")
_JOINT = re.compile(r"(?<=[^\W\d_]{2})[-–—/](?=[^\W\d_]{2})")
Fullest = tuple[
    list[tuple[str, str]], tuple[FullPlace, ...]
]  # words, each with what is asked for it, and places


@dataclass(frozen=True, slots=True)
class Fewer:
    """A query of some of the words of another, in other words; *without*: those it lacks, as they were typed."""

    words: str
    without: tuple[str, ...]


def together(text: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Return those of *hits* that are a statement, or in whose few lines all of *text* stands."""
    figures = any(word[:1].isdigit() for word in text.split())  # which the index finds within a number, too
    return tuple(hit for hit in hits if (hit.unit and not figures) or stand_together(text, hit.snippet))


def in_other_words(store: Store, text: str) -> Iterator[str]:
    """Yield what to ask for where *text* has few hits: fractions for decimals, words nearly spelled so, compounds in one word and in two, other forms, what texts call it."""
    text = _with_numbers(text)
    meant = _joined(store, _spelled(store, text))
    said = (meant, with_other_forms(with_state_names(meant)), with_other_words(text), with_other_words(meant))
    yield from dict.fromkeys(filter(None, said))


def _with_numbers(text: str) -> str:
    """Return *text* with its numbers as texts write them, each joined to what it belongs to."""
    return with_sums(with_fractions(with_numbered_names(text)))


def with_fewer_words(
    store: Store, text: str, fullest: Fullest | None = None, **narrowing: Unpack[SearchFilters]
) -> Iterator[Fewer]:
    """Yield what of the words of *text*, in other words, the places have that have most of it, the *fullest* first, as far as a search finds that.

    One word alone is none, unless it is a rare one of :data:`FEW`, or the rarest at a time that is asked for, in a text that has the names: a common one leads to another subject.
    """
    pairs, places = fullest or most_of(store, text, **narrowing)
    seen = set[frozenset[int]]()
    timed = narrowing.get("since") is not None or narrowing.get("until") is not None
    for place in places:
        kept = place.together
        if len(kept) == len(pairs) or kept in seen:
            continue
        seen.add(kept)
        words = " ".join(asked for number, (_, asked) in enumerate(pairs) if number in kept)
        enough = len(kept) >= LEAST or (
            len(kept) == 1
            and not place.lacks_name
            and (
                (len(pairs) <= FEW and _is_rare(store, words)) or (timed and _is_rarest(store, pairs, words))
            )
        )
        if enough and store.has_hits(words, **narrowing):
            left_out = [pair for number, pair in enumerate(pairs) if number not in kept]
            yield _fewer(text, words, left_out)


def most_of(
    store: Store,
    text: str,
    aside: Collection[str] = (),
    *,
    whole: bool = False,
    sort: AskedSort | None = None,
    **narrowing: Unpack[SearchFilters],
) -> Fullest:
    """Return the words of *text*, each with what is asked for it, and the places that have most of them, rather those that have the *sort* of answer, in texts other than *aside*, *whole*: in a few that have all; none of what has quotes."""
    if '"' in text:
        return [], ()
    text = without_sort(text) if sort else text
    pairs = in_other_words_each(_joined(store, _spelled(store, _with_numbers(text))))
    people = set(capitalized_words(text)) | {
        word.casefold() for word in text.split() if word.isupper() and len(word) > 1
    }
    named = [
        number
        for number, (typed, _) in enumerate(pairs)
        if is_named(tuple(fold_words(typed))) or people.intersection(fold_words(typed))
    ]
    asked = [one for _, one in pairs]
    return pairs, fullest_places(store, asked, named, aside, whole=whole, sort=sort, **narrowing)


def _is_rarest(store: Store, pairs: Sequence[tuple[str, str]], word: str) -> bool:
    """Return whether *word* stands in fewer texts than each other of *pairs* that stands in any."""
    return all(store.count_hits(word) <= number for _, one in pairs if (number := store.count_hits(one)))


def _is_rare(store: Store, word: str) -> bool:
    return 0 < store.extent(word).texts * RARE <= store.count_releases()


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
        name: "|".join((name, f"{name}s", *_name_spellings(store, name)))
        for name in names
        if store.has_hits(name)
    }
    return spelled_otherwise(text, kept) if kept else text


def _spelled(store: Store, text: str) -> str:
    """Return *text* with words that no text has as those are spelled that it nearly has, and names in their other spellings too."""
    names, known = set(capitalized_words(text)), words_in_names(text)
    spelled = {}
    for word in bare_words(text):
        if word in known:
            continue
        if not store.has_hits(word):
            if not other_words((word,)):  # a desk's word is no misspelling: "roubles" of "rules"
                spelled[word] = nearest_said(store, word) or word
        elif word in names and (others := _name_spellings(store, word)):
            spelled[word] = "|".join((word, *others))
    return spelled_otherwise(text, spelled) if spelled else text


def _name_spellings(store: Store, name: str) -> list[str]:
    """Return how texts spell *name* otherwise; what they have in both numbers is a noun, and no spelling of a name: "crimes" of "Crimea"."""
    return [one for one in store.other_spellings(name) if not store.has_hits(other_number(one))]


def nearest_said(store: Store, word: str) -> str:
    """Return what texts have for *word*, folded, which none has: in two words, spelled nearly so, or what it is a kind of; "" = nothing."""
    cuts = range(PART, len(word) - PART + 1) if word.isalpha() and len(word) >= PART + TAIL else range(0)
    for at in cuts:
        parts = (word[:at], word[at:])
        if store.has_hits(parts[1]) and store.has_hits(f'"{" ".join(parts)}"'):
            place = _DWELLERS.sub("", "-".join(parts))  # "Hongkongers" are of Hong Kong
            return "|".join(dict.fromkeys(("-".join(parts), place)))
    if len(word) >= NAME_FROM and (near := store.nearest_word(word)):  # "lady" is no "lay"
        return near
    tails = (word[at:] for at in cuts if len(word) - at >= TAIL)
    return next((f"{tail}|{other_number(tail)}" for tail in tails if store.has_hits(tail)), "")


def taken_apart(store: Store, text: str) -> str:
    """Return *text* with each compound that no text has as its words: "Halden–Orrholm talks", "weather-service" where a text has "the service for the weather"."""
    if '"' in text:
        return text
    return " ".join(
        " ".join(_JOINT.split(word)) if _is_compound(word) and not store.has_hits(word) else word
        for word in text.split()
    )


def _is_compound(word: str) -> bool:
    return _JOINT.search(word) is not None and not other_words(tuple(fold_words(word)))


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
            if store.has_hits(f"{one}|{other_number(one)}"):
                made.append(f"{'-'.join(pair)}|{one}|{other_number(one)}")
                at += 2
                continue
        made.append(words[at])
        at += 1
    return " ".join(made)
