"""What a question of how a passage changed is answered by: the sentence of the earlier text and that of the later one, and which of its words are gone or new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import chain, product

from tracker.answering.fullest_places import FullPlace, day_of
from tracker.answering.looser_queries import most_of
from tracker.answering.meaning import Meant
from tracker.answering.rows.answer_parts import AnswerPart, AnswerRow, quoted_from
from tracker.domain import Release
from tracker.search.analyzer import Term, has_term, parse_terms
from tracker.search.asked_passages import asks_for_passages, of_the_passage
from tracker.search.asked_time import split_time
from tracker.search.excerpts import without_initials
from tracker.search.query import Query
from tracker.search.telling import sentence_places
from tracker.store import Store
from tracker.store.read.name_resolution import of_its_issuer
from tracker.text.content_words import STOPWORDS
from tracker.text.sanitize import one_line
from tracker.text.shorten import excerpt

ROOM = 420  # characters of a sentence
ABOUT = 0.8  # of the weight of the fullest place, from which a text has the passage as well
ALIKE = 0.3  # of the words of two sentences, from which one may be the other reworded
SEVERAL, REWORDED = 2, 0.15  # words that both have, from which they may be less alike
TITLED = 0.8  # of how alike the most alike titles are, from which another is so too
LEAST = 2  # words that tell in what is gone or new
_WITHIN = re.compile(r"during\b", re.IGNORECASE)  # both texts are of the time
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MOST = 3  # such pieces that are told
MOST_SENTENCES = 12  # of a text: each is laid beside each of the other


@dataclass(frozen=True, slots=True)
class _Passage:
    """The sentences of a text on the subject of a question."""

    release: Release
    sentences: tuple[str, ...]  # those with most of its words first
    terms: Sequence[Term]


def passage_rows(store: Store, meant: Meant, typed: str) -> tuple[AnswerRow, ...]:
    """Return the sentence that the question *typed* asks for in the earlier and in the later text, and the words of it that are gone and those that are new; () where it asks for none, or one of the texts is not held.

    Between two times these are the first and the last text of the time that have it; at one time, or at none, the last of
    that and the last one before with a title most like it. Of several sentences those two are compared that are most alike.
    """
    words = of_the_passage(meant.plain)
    if not asks_for_passages(typed) or '"' in words or not words.split():
        return ()
    asked = replace(meant.found_by, text=words, kind=None)
    asked = of_its_issuer(store, asked) or asked
    time = split_time(typed, store.has_hits)
    held = _passages(store, asked)
    if not held:
        return ()
    after = held[-1]
    if day_of(after.release) == date.min:
        return ()  # of texts without a day none is the later one
    of_two = time is not None and (len(_YEAR.findall(time.said)) > 1 or _WITHIN.match(time.said) is not None)
    if not of_two:
        until = asked.since or day_of(after.release)
        held = _passages(store, replace(asked, since=None, until=until - timedelta(days=1))) or held
    others = [one for one in held if day_of(one.release) < day_of(after.release)]
    if not others:
        return ()
    titles = [_likeness(one.release.title, after.release.title) for one in others]
    alike = [one for one, title in zip(others, titles, strict=True) if title >= TITLED * max(titles)]
    return tuple(_compared(alike[0] if of_two else alike[-1], after))


def _passages(store: Store, asked: Query) -> list[_Passage]:
    """Return the passages on the words that are *asked* for, oldest first, of the texts that have most of them."""
    pairs, places = most_of(store, asked.text, **asked.filters)
    terms = [parsed[0] for _, one in pairs if (parsed := parse_terms(one))]
    most = max((one.weight for one in places), default=0.0)
    named = [one for one in places if not one.lacks_name] or places  # a call with another is of another
    kept = [_passage(one, terms) for one in named if one.weight >= ABOUT * most]
    return sorted(kept, key=lambda one: day_of(one.release))


def _passage(place: FullPlace, terms: Sequence[Term]) -> _Passage:
    """Return the sentences of the text of *place* that have half of *terms* that its fullest one has at least; a word weighs more in fewer of them."""
    plain = without_initials(place.text)
    told = [" ".join(place.text[a:b].split()) for a, b in sentence_places(plain, 0, len(plain))]
    weights = [0.0] * len(told)
    for term in terms:
        having = [number for number, one in enumerate(told) if has_term(one, term)]
        for number in having:
            weights[number] += 1 / len(having)
    both = sorted(zip(weights, told, strict=True), key=lambda one: -one[0])
    return _Passage(
        place.hit.release,
        tuple(one for weight, one in both if 2 * weight >= both[0][0])[:MOST_SENTENCES],
        terms,
    )


def _compared(before: _Passage, after: _Passage) -> Iterator[AnswerRow]:
    """Yield the two sentences of *before* and *after* that are most alike, of those that have most of the words both, and what is gone and new; nothing of two that are not of one matter."""
    pairs = [(old, new, _likeness(old, new)) for old, new in product(before.sentences, after.sentences)]
    shared = [
        sum(has_term(old, term) and has_term(new, term) for term in after.terms) for old, new, _ in pairs
    ]
    least = ALIKE if max(shared) < SEVERAL else REWORDED
    since, until = " ".join(after.sentences), " ".join(before.sentences)
    levels = sorted({one for one in shared if 2 * one >= max(shared)}, reverse=True)
    by_level = [
        [one for one, both in zip(pairs, shared, strict=True) if both == level and least <= one[2] < 1]
        for level in levels
    ]
    moved = ([one for one in some if _pieces(one[0], since) or _pieces(one[1], until)] for some in by_level)
    slightly = (
        [one for one in some if one[0] not in after.sentences and one[1] not in before.sentences]
        for some in by_level
    )
    found = (_first_telling(some, after.sentences) for some in chain(moved, slightly))
    same = next((one for one in pairs if one[2] == 1), None)
    telling = next((one for one in found if one), same)
    if telling is None:
        return
    old, new, _ = telling
    yield AnswerRow("Before", quoted_from(before.release, _shown(old)))
    yield AnswerRow("Then", quoted_from(after.release, _shown(new)))
    gone, added = _pieces(old, since), _pieces(new, until)
    if not (gone or added):  # one word
        gone, added = _pieces(old, new, 1), _pieces(new, old, 1)
    if gone:
        yield AnswerRow("Gone", (AnswerPart(gone),))
    if added:
        yield AnswerRow("New", (AnswerPart(added),))
    if not (gone or added) and old == new:
        yield AnswerRow("", (AnswerPart("word for word the same"),))


def _first_telling(
    pairs: Sequence[tuple[str, str, float]], sentences: Sequence[str]
) -> tuple[str, str, float] | None:
    """Return of the changed *pairs* that of the first of *sentences*, the later ones, that has one, the most alike."""
    for one in sentences:
        if of_one := [pair for pair in pairs if pair[1] == one]:
            return max(of_one, key=lambda pair: pair[2])
    return None


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).ratio()


def _pieces(sentence: str, other: str, least: int = LEAST) -> str:
    """Return the pieces of *sentence* with *least* telling words that are not in *other*, the longest first, each in quotation marks."""
    words = sentence.split()
    same = SequenceMatcher(None, words, other.split(), autojunk=False).get_opcodes()
    pieces = [words[a:b] for tag, a, b, _, _ in same if tag in ("delete", "replace")]
    telling = [one for one in pieces if sum(word.casefold() not in STOPWORDS for word in one) >= least]
    longest = sorted(telling, key=len, reverse=True)[:MOST]
    return ", ".join(f"“{_shown(' '.join(one))}”" for one in longest)


def _shown(words: str) -> str:
    return excerpt(one_line(words), ROOM)
