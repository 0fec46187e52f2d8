"""Statements that were written anew: one wording is gone, another has come, and both say one thing or stand in one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.compare.labels.classify import LabelVerdict, classify
from tracker.domain import Document, Label, Mention, Release, Unit
from tracker.edits.moves.came_or_went import EditedUnit, held_by, probability_of, runs_of
from tracker.edits.moves.near_units import SURE
from tracker.edits.moves.pairing import UnitPair
from tracker.edits.passages import Passage, passages
from tracker.link.pairs.pair_look import look_at
from tracker.link.pairs.pair_model import load_model
from tracker.text.content_words import STOPWORDS

Opening = tuple[str, ...]
OPENING = 2  # words by which a sentence is known to say otherwise what stood in its place
_BY_FORCE = ("strength_moved",)  # names of rules of lines
_BY_CONTENT = frozenset(("content_opposed", "directness_opposed"))


def written_anew(
    pairs: Sequence[UnitPair], openings: Counter[Opening], release: Release
) -> tuple[list[EditedUnit], list[UnitPair]]:
    """Return the statements of which one wording was removed and another added, and the pairs that are left.

    Which these are the model of links says, as between two releases, and the place: a sentence that opens
    as the one opened that stood there was written anew, whatever it says now, unless others open so too: *openings*
    are how often each opening does. Of such a sentence one change is told.
    """
    model = load_model()
    gone = [(pair, pair.before) for pair in pairs if pair.before and not pair.after and not pair.projected]
    come = [(pair, pair.after) for pair in pairs if pair.after and not pair.before and not pair.projected]
    looks = {unit.id: look_at(Mention(unit, release), model.words) for _, unit in (*gone, *come)}
    found = [
        (in_place, model.judge(looks[old.id], looks[new.id], within=True).same, at, onto)
        for at, (pair, old) in enumerate(gone)
        for onto, (other, new) in enumerate(come)
        if (in_place := _opens_alike(pair, other, openings)) or old.facets.family == new.facets.family
    ]
    anew: list[EditedUnit] = []
    taken: set[int] = set()
    for in_place, same, at, onto in sorted(found, key=lambda one: (-one[1], one[2:])):
        (pair, old), (other, new) = gone[at], come[onto]
        if (
            not (in_place or same >= model.told)
            or {id(pair), id(other)} & taken
            or max(probability_of(old), probability_of(new)) < SURE
        ):
            continue
        taken |= {id(pair), id(other)}
        verdict = label_by_lines(old, new)
        if verdict.label is Label.REAFFIRMED:
            verdict = replace(verdict, label=Label.MIXED, rule="the statement was written anew")
        anew.append(EditedUnit(old, new, verdict, (old, new), (*runs_of(pair), *runs_of(other))))
        if in_place:
            taken |= {id(one) for one, _ in gone if _sentence(one) == _sentence(pair)}
            taken |= {id(one) for one, _ in come if _sentence(one) == _sentence(other)}
    return anew, [pair for pair in pairs if id(pair) not in taken]


def label_by_lines(old: Unit, new: Unit) -> LabelVerdict:
    """Return how a unit moved by the rules of lines, but that content is no signal against force.

    A sentence that is written anew has other words in any case. Of eleven such pairs that rules of lines call
    MIXED for their words, eight of them judged pairs of coded texts, all have the label of the force.
    """
    verdict = classify(old, new)
    if (
        verdict.label is Label.MIXED
        and verdict.by[:1] == _BY_FORCE
        and _BY_CONTENT.issuperset(verdict.by[1:])
    ):
        told = verdict.rule.removeprefix("opposed signals: ")
        return replace(verdict, label=verdict.also[0], also=verdict.also[1:], rule=told)
    return verdict


def openings_of(documents: Iterable[Document]) -> Counter[Opening]:
    """Return how often each opening words of a sentence open one, in the text that has most of them."""
    found: Counter[Opening] = Counter()
    for document in documents:
        found |= Counter(one.forms[:OPENING] for one in passages(document) if one.is_statement)
    return found


def _opens_alike(pair: UnitPair, other: UnitPair, openings: Counter[Opening]) -> bool:
    """Tell whether the sentence of *other* took the place of that of *pair* and opens with the same words, not of grammar alone, as no other sentence does."""
    opening = _sentence(pair).forms[:OPENING]
    return (
        pair.stretch.gap == other.stretch.gap >= 0
        and opening == _sentence(other).forms[:OPENING]
        and not STOPWORDS.issuperset(opening)
        and openings[opening] <= 1
    )


def _sentence(pair: UnitPair) -> Passage:
    """Return the first sentence of the unit of *pair*, which has one on one side."""
    return held_by(pair)[0]
