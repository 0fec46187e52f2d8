"""What a statement is about, whoever says it and however strongly: the words that join lines of many issuers.

    mention ─► subject_of ─► Subject, kept with the line ─► tracker.link.dossiers

The verbs of reporting and courtesy and the speakers themselves are left out; states,
telling words, pairs of neighbours ("human rights"), concepts and topics are weighed
by how rare they are in official prose (the table of :mod:`tracker.link.pairs.pair_model`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tracker.domain import Link, Mention, Release, Subject, Unit
from tracker.link.pairs.pair_look import BOOSTERS, LEAD, SCALE, Weights, look_at
from tracker.link.pairs.pair_model import load_model

# Weights as a share of SCALE; chosen by judgment (decision 0024).
ARGUMENT, ELSEWHERE = 1.0, 0.75  # a word of the target or of the head of the phrase; any other
STATE = 0.6  # a named state or body, at least
NEIGHBOURS = 0.5  # two telling words side by side, of the mean of both
CONCEPT, TOPIC = 0.35, 0.3
MOST = 24  # tokens kept of a statement, the most telling ones


def subject_of(mention: Mention, weights: Weights) -> Subject:
    """Return what *mention* is about."""
    look = look_at(mention, weights)
    tokens: dict[str, int] = {}
    telling = [
        word
        for word in look.wording.split()
        if word in look.words and word not in LEAD and word not in BOOSTERS and word[1:] not in look.speakers
    ]
    argument = look.target.keys() | look.head.keys()
    for word in telling:
        weight = round(look.words[word] * (ARGUMENT if word in argument else ELSEWHERE))
        tokens[word] = max(weight, round(STATE * SCALE)) if word.startswith("=") else weight
    for one, other in pairwise(telling):
        if not (one.startswith("=") or other.startswith("=")):
            tokens[f"{one} {other}"] = round(NEIGHBOURS * (look.words[one] + look.words[other]) / 2)
    tokens |= dict.fromkeys(look.concepts, round(CONCEPT * SCALE))
    tokens |= {f"#{topic}": round(TOPIC * SCALE) for topic in look.topics}
    kept = sorted(tokens, key=lambda token: (-tokens[token], token))[:MOST]
    return Subject({token: tokens[token] for token in kept}, look.named)


def subjects_of_new_lines(
    links: Sequence[Link], units: Sequence[Unit], release: Release
) -> dict[str, Subject]:
    """Return what the lines that start in *release* are about, by their ids; *links* stand beside *units*.

    A line is about what its first statement is about: it does not change its subject.
    """
    words = load_model().words
    return {
        link.line.id: subject_of(Mention(unit, release), words)
        for link, unit in zip(links, units, strict=True)
        if link.before is None
    }
