"""Which hits of a search a screen shows first: what answers before what mentions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.search.analyzer import fold_words, has_term, parse_terms
from tracker.search.excerpts import in_one_sentence, stand_close
from tracker.search.looser import bare_words, stand_together
from tracker.search.telling import tells
from tracker.text.speaker_turns import is_outsider

if TYPE_CHECKING:  # the store is heavy, and only its views are meant
    from tracker.domain import Release
    from tracker.search.asked_sorts import AskedSort
    from tracker.store.records import Hit

CLOSE, NEAR = 6, 40  # words between two of a query in one clause, and in one sentence
OF_A_TEXT = 2  # hits of a text that come before those of other texts are shown
FIRST = 8  # hits that a screen has room for
APART = 4  # how near words stand that stand in no few lines, or that the press says
ALIKE = 0.7  # of the words of two titles, from which they are of one text held twice
FAMILIES = "UDSE"  # of kinds: what binds who speaks, what is asked of others, principles, judgments


def nearest_first(hits: Sequence[Hit], text: str, sort: AskedSort | None = None) -> tuple[Hit, ...]:
    """Return *hits* of the query *text*, which are best first, by how well they answer it, and of each text two before the rest.

    First what has the *sort* of answer that a question asks for, then what stands in a text whose title has the words; then as a phrase, in one clause or statement, in a
    sentence, in a few lines, and what the press says. Of those alike a commitment comes before a demand, a principle
    and a judgment, each with a sum or a day before those without, the firmer first.
    """
    terms = parse_terms(text)
    phrase = parse_terms(f'"{text}"') if len(bare_words(text)) == len(text.split()) > 1 else ()

    def apart(hit: Hit) -> int:
        if is_outsider(hit.turn) or not (hit.unit or stand_together(text, hit.snippet)):
            return APART
        if len(terms) == 1 or (phrase and in_one_sentence(hit.snippet, phrase)):
            return 0
        if hit.unit or stand_close(hit.snippet, hit.spans, terms, CLOSE):
            return 1
        return 2 if stand_close(hit.snippet, hit.spans, terms, NEAR) else 3

    one_text = len({hit.release.id for hit in hits}) == 1  # what matters most is said first in it

    def order(hit: Hit) -> tuple[bool, bool, int, int, int, int, int]:
        how_near = apart(hit)
        titled = how_near < APART and is_titled(hit.release, text)
        family = FAMILIES.find(hit.unit.kind.family) if hit.unit else FAMILIES.index("S")
        answers = sort is None or (how_near < APART and sort.is_in(hit.snippet))
        return (
            not answers,
            not titled,
            how_near,
            family,
            -tells(hit.snippet),
            -hit.unit.facets.level if hit.unit else 0,
            hit.unit.start if hit.unit and one_text else 0,
        )

    return _of_many_texts(sorted(hits, key=order))


def is_titled(release: Release, text: str) -> bool:
    """Return whether the title of *release* has all words of the query *text*, or two thirds of them and two at least."""
    wanted = parse_terms(text)
    having = sum(has_term(release.title, term) for term in wanted)
    return bool(wanted) and (having == len(wanted) or (having > 1 and 3 * having >= 2 * len(wanted)))


def each_once(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return *hits* without those of a text that is held twice: same issuer, day and words, under nearly the same title."""
    kept: dict[tuple[str, ...], list[Hit]] = {}
    found = []
    for hit in hits:
        same = kept.setdefault(
            (hit.release.issuer, str(hit.release.published_on), *fold_words(hit.snippet)), []
        )
        if not any(_same_title(hit.release, one.release) for one in same):
            same.append(hit)
            found.append(hit)
    return tuple(found)


def _same_title(release: Release, other: Release) -> bool:
    one, two = set(fold_words(release.title)), set(fold_words(other.title))
    return release.id != other.id and len(one & two) >= ALIKE * len(one | two)


def _of_many_texts(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return *hits* by text, that of the best one first: a few of each, so that a screen has many texts, none of them what another says word for word; then the rest."""
    texts: dict[str, list[Hit]] = {}
    for hit in hits:
        texts.setdefault(hit.release.id, []).append(hit)
    most = max(OF_A_TEXT, FIRST // max(1, len(texts)))
    shown: set[tuple[str, ...]] = set()
    first: list[Hit] = []
    rest: list[Hit] = []
    for some in texts.values():
        fresh = [hit for hit in some if tuple(fold_words(hit.snippet)) not in shown][:most]
        shown.update(tuple(fold_words(hit.snippet)) for hit in fresh)
        first += fresh
        rest += [hit for hit in some if all(hit is not one for one in fresh)]
    return (*first, *rest)
