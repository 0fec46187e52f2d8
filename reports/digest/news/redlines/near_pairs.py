"""Sentences that are gone and new and yet stand for each other: little of them stayed. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.counterparts import Nearest
from reports.digest.news.redlines.worth.moved_values import has_moved_in_place
from reports.digest.news.redlines.worth.sentence_model import (
    joined_worth,
    load_sentence_model,
    moved_odds,
    nearest_evidence,
    nearest_sentence,
)
from tracker.edits.sentence_pairs import SentencePair
from tracker.link.occasions.genre import Genre
from tracker.link.pairs.pair_model import probability
from tracker.text.numbers import figures_in

NEAR = 0.5  # the probability from which a sentence is laid beside the one nearest to it, where a degree, one of a list or a proviso moved
# The same where the network alone says that something moved between them, from which log odds it does, and what the pair is worth at least: of decisions
# of planted sets from 22 on, of which it has seen nothing, 14 of 21 such pairs are changes and five say the same.
NEAR_BY_NETWORK, MOVED, WORTH = 0.5, 3.0, 0.5
# The same of any other text: of 302 sentences of planted texts that are new and each other's nearest with one that is gone eleven are so, ten of them changes.
NEAR_OF_OTHERS, MOVED_OF_OTHERS, WORTH_OF_OTHERS = 0.5, 1.5, 0.5
# The probability from which two sentences with other figures are laid beside each other, of any text but a decision, where they are worth as much: 11 of 15 such pairs are changes.
NEAR_FIGURES = 0.5
# The same of two that say the same, with the same figures, and under which log odds they do: neither is gone or new then. Of 24 such pairs of decisions of sets from 22 on of
# which one was told 13 are paraphrases and two are changes. From .3 on they are 23 of 37, and of real boards some are on two matters.
NEAR_THE_SAME, SAME = 0.5, -1.0


def with_near_pairs(text: ComparedText) -> ComparedText:
    """Return *text* with those of its sentences that are new each beside the one that is gone, where either is the nearest to the other and something moved between them; of a decision without both, where they say the same.

    "She called for their immediate and unconditional release and said that …", then "She called for their immediate release and repeated …". The
    network is asked too: "will assess when it could lower the rate", "deems it necessary to keep the rate".
    """
    found: dict[SentencePair, SentencePair | None] = {}
    joined = set[SentencePair]()
    for gone, new, near in _nearest_to_each_other(text):
        pair = SentencePair(gone.before, new.after)
        likely = probability(load_sentence_model().nearest.of(nearest_evidence(near, text)))
        if has_moved_in_place(pair):
            if likely >= NEAR:
                found[gone], found[new] = None, pair
        elif _surely_moved(pair, likely, text):
            found[gone], found[new] = None, pair
            joined.add(pair)
        elif text.genre is Genre.DECISION and _says_the_same(pair, likely):
            found[gone] = found[new] = None
    pairs = (found.get(pair, pair) for pair in text.pairs)
    return replace(text, pairs=tuple(filter(None, pairs)), joined=frozenset(joined)) if found else text


def _surely_moved(pair: SentencePair, likely: float, text: ComparedText) -> bool:
    """Say whether the network is sure that something moved between two sentences that *likely* stand for each other, and they are worth it."""
    decides = text.genre is Genre.DECISION
    near, moved, worth = (
        (NEAR_BY_NETWORK, MOVED, WORTH) if decides else (NEAR_OF_OTHERS, MOVED_OF_OTHERS, WORTH_OF_OTHERS)
    )
    figures = not decides and likely >= NEAR_FIGURES and _has_other_figures(pair)
    sure = likely >= near and moved_odds(*pair.quotes) >= moved
    return (sure or figures) and joined_worth(pair, text) >= worth


def _says_the_same(pair: SentencePair, likely: float) -> bool:
    """Say whether two sentences that *likely* stand for each other say the same by the network, and by their figures."""
    return likely >= NEAR_THE_SAME and not _has_other_figures(pair) and moved_odds(*pair.quotes) < SAME


def _has_other_figures(pair: SentencePair) -> bool:
    before, after = map(figures_in, pair.quotes)
    return sorted(before) != sorted(after)


def _nearest_to_each_other(text: ComparedText) -> Iterator[tuple[SentencePair, SentencePair, Nearest]]:
    """Yield the sentences that are gone, each with the one that is new and how near that is, where no other is nearer to either."""
    gone = {pair.before: pair for pair in text.pairs if pair.before and pair.after is None}
    for new in text.pairs if gone else ():
        near = None if new.before else nearest_sentence(new, text)
        if near is None or near.sentence not in gone:
            continue
        back = nearest_sentence(gone[near.sentence], text)
        if back and back.sentence == new.after:
            yield gone[near.sentence], new, near
