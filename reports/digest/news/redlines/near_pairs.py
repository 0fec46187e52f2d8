"""Sentences that are gone and new and yet stand for each other: little of them stayed, and in that little something moved. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.digest.news.redlines.compared_text import ComparedText
from reports.digest.news.redlines.counterparts import Nearest
from reports.digest.news.redlines.worth.moved_values import has_moved_in_place
from reports.digest.news.redlines.worth.sentence_model import (
    load_sentence_model,
    nearest_evidence,
    nearest_sentence,
)
from tracker.edits.sentence_pairs import SentencePair
from tracker.link.pairs.pair_model import probability

NEAR = 0.5  # the probability from which a sentence is laid beside the one nearest to it


def with_near_pairs(text: ComparedText) -> ComparedText:
    """Return *text* with those of its sentences that are new each beside the one that is gone, where either is the nearest to the other and a degree, one of a list or a proviso moved between them.

    "She called for their immediate and unconditional release and said that …", then "She called for their immediate release and repeated …".
    """
    found = {pair.after: pair for pair in _near_pairs(text)}
    gone = {pair.before for pair in found.values()}
    pairs = (
        found.get(pair.after, pair) if pair.before is None else pair
        for pair in text.pairs
        if pair.after or pair.before not in gone
    )
    return replace(text, pairs=tuple(pairs)) if found else text


def _near_pairs(text: ComparedText) -> Iterator[SentencePair]:
    gone = {pair.before: pair for pair in text.pairs if pair.before and pair.after is None}
    for pair in text.pairs if gone else ():
        if pair.before:
            continue
        near = nearest_sentence(pair, text)
        if near is None or near.sentence not in gone:
            continue
        joined = SentencePair(near.sentence, pair.after)
        if not has_moved_in_place(joined) or _likely(near, text) < NEAR:
            continue
        back = nearest_sentence(gone[near.sentence], text)
        if back and back.sentence == pair.after:
            yield joined


def _likely(near: Nearest, text: ComparedText) -> float:
    return probability(load_sentence_model().nearest.of(nearest_evidence(near, text)))
