"""The hits that have most of what was asked for, where few or none have all of it, and of a question those that have the sort of answer it asks for."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.answering.looser_queries import most_of, together
from tracker.answering.meaning import FEW, TITLED, Meant
from tracker.answering.told_places import told_hits
from tracker.search.looser import capitalized_words
from tracker.store import Store
from tracker.store.records import Hit, SearchResult
from tracker.text.speaker_turns import is_outsider

NEAREST = 3  # hits shown where words stand together, before those where they stand apart
BESIDE = 6  # hits that say nearly so, below few that say it
SOME = 100  # hits of a word in capitals beside which texts are looked for that have it in their title: of thousands that takes a tenth of a second


@dataclass(frozen=True, slots=True)
class NearHits:
    """Hits that have most of what was asked for, where all of it stands nowhere together (*apart*) or in few places, or all but what their title or issuer has (*titled*), or that are nearest to what a question asks for, of which the others have less (*answering*)."""

    hits: tuple[Hit, ...]
    apart: bool = False
    titled: tuple[str, ...] = ()
    answering: bool = False

    @property
    def first(self) -> bool:
        """Whether they stand before the hits."""
        return self.apart or self.answering or bool(self.titled)

    @property
    def called(self) -> str:
        """What they are called beside the number of the hits."""
        return "above" if self.titled or self.answering else "nearly so"


NOTHING_NEAR = NearHits(())


def near_hits(store: Store, meant: Meant, found: SearchResult) -> NearHits:
    """Return the places with most of what is *meant* where all its words stand apart, or few hits are *found*; of many those of texts whose title or issuer has the words that the place has not.

    Of a question all its words count, and what has the sort of answer that it asks for is shown first.
    """
    if meant.fullest:
        return NearHits(told_hits(meant.fullest[1][:NEAREST]), answering=True)
    asked = meant.found_by
    typed = asked.text if meant.without else meant.plain  # what is left out already is left out of both
    close = together(asked.text, found.hits)
    apart = not close
    sort = meant.sort
    if not (apart or found.total <= FEW or (found.total <= SOME and (sort or capitalized_words(typed)))):
        return _said_itself(meant)
    many = not apart and found.total > FEW
    shown = frozenset(hit.release.id for hit in close if sort is None)  # is no news
    pairs, places = most_of(store, typed, shown, whole=many and not sort, sort=sort, **asked.filters)
    places = tuple(one for one in places if apart or not is_outsider(one.hit.turn))
    if sort and many:  # beside which a place alone that has it is news
        places = tuple(one for one in places if one.has(sort))
    if sort and places:
        return NearHits(told_hits(places[:NEAREST]), answering=True)
    words = range(len(pairs))
    titled = [one for one in places if one.head - one.together and one.head | one.together >= set(words)]
    if titled and not apart:
        heads = frozenset[int]().union(*(one.head - one.together for one in titled))
        named = tuple(pairs[number][0].split("|")[0] for number in sorted(heads))
        return NearHits(told_hits(titled[:TITLED]), titled=named)
    if many:
        return _said_itself(meant)
    return NearHits(told_hits(places[: NEAREST if apart else BESIDE]), apart=apart)


def _said_itself(meant: Meant) -> NearHits:
    """Return what a body that is named says itself, to stand before what is said of it."""
    if not meant.of_issuer:
        return NOTHING_NEAR
    return NearHits(meant.of_issuer, titled=(meant.of_issuer[0].release.issuer,))
