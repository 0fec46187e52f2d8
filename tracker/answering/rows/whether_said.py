"""What was said of the words of a question: the texts that have them close together, oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from tracker.answering.looser_queries import in_other_words
from tracker.answering.meaning import Meant
from tracker.answering.said_places import (
    APART,
    Saying,
    close_together,
    end_saying,
    marked_dissents,
    places_saying,
    told_once,
)
from tracker.search.analyzer import has_term, parse_terms, words_and_phrases
from tracker.search.issuer_names import issuers_called
from tracker.search.looser import capitalized_words, with_close_forms, with_state_names
from tracker.search.query import Query
from tracker.store import Store
from tracker.store.read.name_resolution import of_its_issuer
from tracker.text.content_words import STOPWORDS
from tracker.text.sentence_bounds import sentence_bounds

MOST = 200  # places that are read; of more the first and the last
ENDS = 12  # of either
IN_A_SENTENCE = 40  # words between two, in one sentence
RARE = 4  # of so many texts one at most has a word by which alone it is told
FEW = 2  # words of which none may be left out
_SAYING = frozenset(
    "ask asked asks call called calling calls demand demanded name named say urge urged urges".split()
)


@dataclass(frozen=True, slots=True)
class Way:
    """A query for what is asked, the words that it is *without*, and what the title of a text has instead: who speaks."""

    asked: Query
    without: tuple[str, ...] = ()
    titled: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """The texts that have what a *way* asks for close together, oldest first; *many*: only those at both ends of time were looked at."""

    way: Way
    sayings: tuple[Saying, ...] = ()
    many: bool = False
    dissents: tuple[Saying, ...] = ()  # what only those say who voted against
    apart: tuple[Saying, ...] = ()  # what has the words in one sentence, further apart


def words_that_tell(text: str) -> list[str]:
    """Return the words of *text* that are no small words, phrases in quotation marks whole."""
    return [
        word for word in words_and_phrases(text) if word.startswith('"') or word.casefold() not in STOPWORDS
    ]


def in_every_form(text: str) -> str:
    """Return *text* in every form, without its small words."""
    return with_close_forms(with_state_names(" ".join(words_that_tell(text))))


def named_issuer(store: Store, meant: Meant) -> Query | None:
    """Return what is meant of who is named among its words as an issuer; where nothing but "US" is said of another, what the US says of that."""
    named = of_its_issuer(store, replace(meant.typed, text=meant.plain))
    if named is None or words_that_tell(named.text):
        return named
    of_small_name = issuers_called("US", store.issuers()) if "US" in named.text.split() else []
    words = " ".join(word for word in words_that_tell(meant.plain) if word != "US")
    return replace(named, text=words, issuer=None, issuers=tuple(of_small_name)) if of_small_name else None


def ways_to_ask(
    store: Store, meant: Meant, itself: Query, bare: str, left: tuple[str, ...], *, by_name: bool
) -> Iterator[Way]:
    """Yield how to ask for all of the words: of who is named, in other words, as they were understood, and with who speaks in the title."""
    yield Way(replace(itself, text=in_every_form(bare)), left)
    if by_name or left:
        yield from (Way(replace(itself, text=one), left) for one in in_other_words(store, bare))
    if meant.total and not _is_other_subject(meant):
        yield Way(meant.found_by, meant.without)
    words = words_that_tell(bare)
    if len(words) > 1 and words[0].casefold() in capitalized_words(words[0]):
        yield Way(replace(itself, text=in_every_form(" ".join(words[1:]))), left, titled=words[0])


def ways_without_one(itself: Query, bare: str, left: tuple[str, ...]) -> Iterator[Way]:
    """Yield how to ask for all of several words but one, where two are left that tell, one of them no name."""
    words = words_that_tell(bare)
    for word, following in pairwise((*words, "")):
        kept = [one for one in words if one != word]
        telling = [one for one in kept if one.casefold() not in _SAYING]
        if (
            len(telling) >= FEW
            and any(not one[:1].isupper() for one in telling)
            and len(words) > FEW
            and _may_go(word, following)
        ):
            yield Way(replace(itself, text=in_every_form(" ".join(kept))), (*left, word))


def ways_by_rarest(store: Store, itself: Query, bare: str, left: tuple[str, ...]) -> Iterator[Way]:
    """Yield how to ask who is named for the rarest of the words alone, a telling one that few of its texts have: "patient" of "patient about raising rates"."""
    held = store.extent("", **itself.filters).texts if itself.every_issuer else 0
    words = words_that_tell(bare)
    telling = [one for one in words if one[:1].islower() and one.casefold() not in _SAYING]
    texts = {one: store.extent(in_every_form(one), **itself.filters).texts for one in telling}
    rarest = min((one for one in telling if 0 < texts[one] * RARE <= held), key=texts.__getitem__, default="")
    others = [one for one in words if one != rarest]
    if rarest and 0 < len(others) <= FEW and not any(one[:1].isupper() for one in others):
        yield Way(replace(itself, text=in_every_form(rarest)), (*left, *others))


def _may_go(word: str, following: str) -> bool:
    """Return whether *word* may be left out: what is no name, and a first name before another."""
    return '"' not in word and (not word[:1].isupper() or (word[1:].islower() and following[:1].isupper()))


def _is_other_subject(meant: Meant) -> bool:
    """Return whether what is left out of the words is a name, or much of them."""
    words = [word for word in meant.plain.split() if word.casefold() not in STOPWORDS]
    return any(word[:1].isupper() for word in meant.without) or 3 * len(meant.without) > len(words)


def first_said(store: Store, ways: Iterable[Way]) -> Said:
    """Return what the first of *ways* finds that finds anything, or too much to look at each place, else nothing."""
    found = (_said(store, way) for way in ways)
    return next((said for said in found if said.sayings or said.many), Said(Way(Query(text=""))))


def _said(store: Store, way: Way) -> Said:
    text, filters = way.asked.text, way.asked.filters
    if not parse_terms(text):
        return Said(way)
    found = places_saying(store, text, filters, every=True, most=MOST)
    if found is not None:
        own, dissents = _own(store, found, way)
        after = own[-1].release.published_on if own else None
        later = [one for one in found if after and (one.release.published_on or after) > after]
        return Said(way, own, dissents=dissents, apart=_own(store, later, way, IN_A_SENTENCE)[0])
    ends = [
        _own(store, end_saying(store, text, filters, ENDS, oldest=oldest), way)[0] for oldest in (True, False)
    ]
    return Said(way, tuple(chain(*ends)) if all(ends) else (), many=True)


def _own(
    store: Store, found: Sequence[Saying], way: Way, apart: int = APART
) -> tuple[tuple[Saying, ...], tuple[Saying, ...]]:
    """Return those of *found* that have the words so close together, *apart* words between two at most, in a text with the title that is asked for, and are no question; dissents apart."""
    titled = parse_terms(way.titled)
    close = [
        one
        for one in close_together(found, way.asked.text, apart)
        if all(has_term(one.release.title, term) for term in titled)
    ]
    every = marked_dissents(store, told_once(close))
    own = [one for one in every if not one.dissent]
    asked = _asked(store, own)
    return tuple(one for one in own if one not in asked), tuple(one for one in every if one.dissent)


def _asked(store: Store, said: Sequence[Saying]) -> list[Saying]:
    """Return those of *said*, statements, which are part of a question: "Could you make a commitment now?" Of many the ends alone are looked at."""
    stated = [one for one in said if one.stated]
    some = stated if len(stated) <= 2 * ENDS else [*stated[:ENDS], *stated[-ENDS:]]
    texts = {
        release.id: document.text
        for release, document in store.latest_documents(list({one.release.id for one in some}))
    }
    return [one for one in some if _is_in_question(texts.get(one.release.id, ""), one.words.strip("… "))]


def _is_in_question(text: str, words: str) -> bool:
    start = text.find(words)
    return start >= 0 and text[slice(*sentence_bounds(text, start, start))].rstrip("\"”’') \n").endswith("?")
