"""A logistic sum for each code of the table of topics, all fitted at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from tracker.segment.lexicon.topic_weights import LETTERS, PLACES, TopicWeights, read_topic_weights, starts
from tracker.text.content_words import STOPWORDS
from training.logistic import Floats, probabilities
from training.topics.topic_cases import TopicCase

PENALTY = 1.0  # times the squared weights
BANK = 0.05  # the same of the weights of a bank's speaking, which is no accident of a few releases
RELEASES = 4  # in which a word stands at least: rare names and rare words have no weight
LEAST = 0.1  # a smaller weight is left out
RARE = 1e-4  # how often a code is taken to be there at least
STEPS = 150
COMMON = frozenset(word[:LETTERS] for word in STOPWORDS)


@dataclass(frozen=True, slots=True)
class Table:
    """Cases as numbers."""

    values: Floats  # case × word, and whether a bank speaks
    finds: Floats  # place × case × code
    wanted: Floats  # case × code


def vocabulary(cases: Sequence[TopicCase], without: frozenset[str]) -> list[str]:
    """Return the first letters of words that have a weight: in enough releases, no common word and none of *without*."""
    held: dict[str, set[str]] = defaultdict(set)
    for case in cases:
        for start in starts(
            word for word in case.words if len(word) > 1 and word.isalpha() and word.isascii()
        ):
            held[start].add(case.release)
    return sorted(
        start for start, where in held.items() if len(where) >= RELEASES and start not in COMMON | without
    )


def as_table(cases: Sequence[TopicCase], words: Sequence[str], codes: Sequence[str]) -> Table:
    """Return *cases* as numbers."""
    column = {word: number for number, word in enumerate(words)}
    number = {code: at for at, code in enumerate(codes)}
    values = np.zeros((len(cases), len(words) + 1))
    finds = np.zeros((len(PLACES), len(cases), len(codes)))
    wanted = np.zeros((len(cases), len(codes)))
    for row, case in enumerate(cases):
        values[row, [column[start] for start in starts(case.words) if start in column]] = 1
        values[row, -1] = case.bank
        for place, found in enumerate(case.finds):
            finds[place, row, [number[code] for code in found]] = 1
        wanted[row, [number[code] for code in case.topics if code in number]] = 1
    return Table(values, finds, wanted)


def fitted(table: Table) -> tuple[Floats, Floats, Floats]:
    """Return the weights of words by code, those of finds by place and code, and the constants.

    A find weighs what finds of that place weigh for all codes, and what it is more or less for one: a code that
    coders hardly ever gave can be found all the same.
    """
    values, finds, wanted = table.values, table.finds, table.wanted
    width, codes, places = values.shape[1], wanted.shape[1], len(finds)
    share = np.clip(wanted.mean(axis=0), RARE, 1)
    usual = np.log(share / (1 - share)) - 0.3
    cuts = np.cumsum([width * codes, codes, places])
    penalty = np.full((width, 1), PENALTY)
    penalty[-1] = BANK

    def loss(flat: Floats) -> tuple[float, Floats]:
        words, constants, common, own = np.split(flat, cuts)
        words, own = words.reshape(width, codes), own.reshape(places, codes)
        odds = values @ words + constants + usual
        odds += np.einsum("pnc,pc->nc", finds, own + common[:, None])
        slope = probabilities(odds) - wanted
        by_find = np.einsum("pnc,nc->pc", finds, slope)
        total = float((np.logaddexp(0, odds) - wanted * odds).sum())
        total += float((penalty * words**2).sum()) + PENALTY * float((own**2).sum())
        total += PENALTY / 10 * float(constants @ constants)
        parts = (
            (values.T @ slope + 2 * penalty * words).ravel(),
            slope.sum(axis=0) + PENALTY / 5 * constants,
            by_find.sum(axis=1),
            (by_find + 2 * PENALTY * own).ravel(),
        )
        return total, np.concatenate(parts)

    start = np.zeros(int(cuts[-1]) + places * codes)
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
    words, constants, common, own = np.split(best, cuts)
    return words.reshape(width, codes), own.reshape(places, codes) + common[:, None], constants + usual


def weights_file(cases: Sequence[TopicCase], codes: Sequence[str], without: frozenset[str]) -> dict[str, Any]:
    """Return what the file of weights holds when fitted to *cases*."""
    known = vocabulary(cases, without)
    words, finds, constants = fitted(as_table(cases, known, codes))
    return {
        "constants": _by_code(codes, constants, 0),
        "finds": {place: _by_code(codes, finds[at], 0) for at, place in enumerate(PLACES)},
        "bank": _by_code(codes, words[-1], LEAST),
        "words": {word: said for at, word in enumerate(known) if (said := _by_code(codes, words[at], LEAST))},
    }


def fit(cases: Sequence[TopicCase], codes: Sequence[str], without: frozenset[str]) -> TopicWeights:
    """Return the weights fitted to *cases*, as the product reads them."""
    return read_topic_weights(weights_file(cases, codes, without))


def _by_code(codes: Sequence[str], weights: Floats, least: float) -> dict[str, float]:
    return {
        code: round(float(weight), 2)
        for code, weight in zip(codes, weights, strict=True)
        if abs(weight) >= least
    }
