"""The steadiest phrases of an archive: what is said in the same words again and again, worth watching as a formula. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from tracker.formula.chains import CLAUSE_SIGNS
from tracker.formula.wording import ARTICLES, PREPOSITIONS
from tracker.search.analyzer import located_words
from tracker.text.content_words import STOPWORDS, replace_party_names
from tracker.text.spelling import one_spelling

SEED = 4  # words from which a phrase is grown
LONGEST = 12  # words of one
CONTENT = 3  # words that carry it, at least
TEXTS = 5  # in so many texts, at least
KEPT = 0.7  # share of its texts a phrase must keep when it grows by a word
DAYS = 90  # between its first and its last use, at least
NUMBERS = frozenset({"hundred", "thousand", "million", "billion", "trillion"})
SHARED = 0.6  # of the words of a better phrase: then it is the same one

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Something said in a release."""

    release: str
    issuer: str
    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phrase that is said again and again."""

    text: str  # as first written
    texts: int
    issuers: int
    first: date
    last: date


def suggest_formulas(quotes: Iterable[Quote], limit: int = 20) -> tuple[Suggestion, ...]:
    """Return the steadiest phrases of *quotes*: said by most issuers, then in most texts.

    A phrase has at least three words that carry it and stands in at least five texts
    over three months or more; it is as long as it can be without losing more than a
    third of them. A name alone is none, and neither is what breaks off before its noun
    ("supply chains for critical") or after what is to be done ("humanitarian assistance to support").
    """
    held = list(quotes)
    cut = [
        [(one_spelling(word.folded), word.start, word.end) for word in located_words(quote.text)]
        for quote in held
    ]
    found = _seeds(held, cut)
    made: dict[Words, Suggestion] = {}
    taken: set[Words] = set()
    for seed in sorted(found, key=lambda one: (-len(found[one]), one)):
        if seed in taken:
            continue
        phrase, places = _grow(seed, found[seed], cut, held)
        for at in range(len(phrase) - SEED + 1):
            taken.add(phrase[at : at + SEED])
        phrase, places = _trimmed(phrase, places)
        if (suggestion := _suggestion(phrase, places, held, cut)) is not None:
            made.setdefault(phrase, suggestion)
    ordered = sorted(made, key=lambda words: (-made[words].issuers, -made[words].texts, words))
    kept: list[Words] = []
    for words in ordered:
        if len(kept) == limit:
            break
        if not any(_alike(words, other) for other in kept):
            kept.append(words)
    return tuple(made[words] for words in kept)


Places = list[tuple[int, int]]  # number of the quote, place of the first word


def _seeds(held: Sequence[Quote], cut: Sequence[Sequence[tuple[str, int, int]]]) -> dict[Words, Places]:
    """Return the stretches of :data:`SEED` words that stand in enough texts, with where."""
    places: dict[Words, Places] = defaultdict(list)
    for number, words in enumerate(cut):
        keys = [word for word, _, _ in words]
        for at in range(len(keys) - SEED + 1):
            seed = tuple(keys[at : at + SEED])
            if sum(word not in STOPWORDS for word in seed) >= 2:
                places[seed].append((number, at))
    return {
        seed: found
        for seed, found in places.items()
        if len(found) >= TEXTS and len({held[number].release for number, _ in found}) >= TEXTS
    }


def _grow(
    phrase: Words, places: Places, cut: Sequence[Sequence[tuple[str, int, int]]], held: Sequence[Quote]
) -> tuple[Words, Places]:
    """Return *phrase* with the words that nearly always stand before and after it."""
    while len(phrase) < LONGEST:
        texts = len({held[number].release for number, _ in places})
        grown: list[tuple[int, Words, Places]] = []
        for step, left in ((len(phrase), False), (-1, True)):
            sides: dict[str, Places] = defaultdict(list)
            for number, at in places:
                other = at + step
                if 0 <= other < len(cut[number]):
                    sides[cut[number][other][0]].append((number, at - left))
            for word, found in sides.items():
                number_of = len({held[number].release for number, _ in found})
                grown.append((number_of, (word, *phrase) if left else (*phrase, word), found))
        best = max(grown, key=lambda one: (one[0], one[1]), default=None)
        if best is None or best[0] < KEPT * texts:
            break
        _, phrase, places = best
    return phrase, places


def _trimmed(phrase: Words, places: Places) -> tuple[Words, Places]:
    """Return *phrase* without small words at its ends, the number it begins with and the "to do" it ends with."""
    loose = STOPWORDS | ARTICLES | PREPOSITIONS
    first, last = 0, len(phrase)
    while first < last and (phrase[first] in loose | NUMBERS or phrase[first].isdigit()):
        first += 1
    while last > first and (phrase[last - 1] in loose or phrase[last - 2 : last - 1] == ("to",)):
        last -= 1
    return phrase[first:last], [(number, at + first) for number, at in places]


def _suggestion(
    phrase: Words, places: Places, held: Sequence[Quote], cut: Sequence[Sequence[tuple[str, int, int]]]
) -> Suggestion | None:
    named = replace_party_names(list(phrase))
    if sum(word not in STOPWORDS and not word.isdigit() and len(word) > 1 for word in named) < CONTENT:
        return None
    if named[0].startswith("=") and named[1] != "s":
        return None  # who does something, and not what is said
    if 2 * sum(_goes_on(held[number].text, cut[number], at + len(phrase)) for number, at in places) > len(
        places
    ):
        return None
    said = [held[number] for number, _ in places]
    first, last = min(quote.day for quote in said), max(quote.day for quote in said)
    if (last - first).days < DAYS:
        return None
    number, at = min(places, key=lambda place: (held[place[0]].day, held[place[0]].release))
    start, end = cut[number][at][1], cut[number][at + len(phrase) - 1][2]
    text = " ".join(held[number].text[start:end].split())
    if CLAUSE_SIGNS.search(text):
        return None  # two things
    if not any(word[:1].islower() and word not in STOPWORDS for word in text.replace("-", " ").split()):
        return None  # a name, and no formula
    texts, issuers = len({quote.release for quote in said}), len({quote.issuer for quote in said})
    return Suggestion(text, texts, issuers, first, last)


def _goes_on(text: str, words: Sequence[tuple[str, int, int]], place: int) -> bool:
    """Return whether the word at *place* is a noun, as far as can be seen, that the words before it go with."""
    if not 0 < place < len(words) or text[words[place - 1][2] : words[place][1]].strip():
        return False
    word = words[place][0]
    return word not in STOPWORDS and not word.endswith(("ed", "ing")) and text[words[place][1]].islower()


def _alike(words: Words, other: Words) -> bool:
    """Return whether two phrases share most of the pairs of words of the shorter one."""
    pairs, others = set(pairwise(words)), set(pairwise(other))
    return len(pairs & others) >= SHARED * min(len(pairs), len(others))
