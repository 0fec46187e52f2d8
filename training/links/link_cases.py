"""Pairs with their evidence, what is known of them, and with what they are left out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.fuzz import token_sort_ratio

from tracker.link.occasions.series import same_series, title_key
from tracker.link.pairs.pair_features import NAMES, pair_evidence
from tracker.link.pairs.pair_look import Weights, look_at
from tracker.text.content_words import content_stems
from training.gold import rows
from training.links.link_units import SOURCES, Held, Judged, Key
from training.logistic import Floats

SEED = 20260
FOLDS = 8
ALIKE = 80.0  # token_sort_ratio from which two judged units are one line for the folds
RARE = 20  # sentences a stem must stand in to be in the table of weights
HARD, EASY = 6, 3  # negatives of a unit kept for the fit: the most alike, and others by lot
SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Case:
    """One pair with its evidence and what is known of it."""

    group: str  # left out as a whole
    way: str  # "judged", or how the units of a chain were read: "coded", "read"
    chain: str  # "dev2/quad"; "" for a judged pair
    relation: str  # same, parent, different
    direct: bool  # a coded link itself, not one that follows from two
    trainable: bool
    proper: bool  # both are units, as the judge saw it
    earlier: Key
    later: Key
    values: tuple[float, ...]
    talk: bool = False  # one of both was said in talk
    series: bool = True  # both are of one series


def weights_of(data: Path) -> Weights:
    """Return how many sentences of the public-domain archives hold each stem."""
    counts: Counter[str] = Counter()
    number = 0
    for name in SOURCES:
        for row in rows(data / f"{name}.jsonl"):
            for sentence in SENTENCE.split(row["text"][:15_000]):
                if len(sentence) >= 30:
                    number += 1
                    counts.update(set(content_stems(sentence)))
    return Weights(number, {word: count for word, count in sorted(counts.items()) if count >= RARE})


def cases(held: Sequence[Held], judged: Sequence[Judged], words: Weights) -> list[Case]:
    """Return every pair of every chain, read both ways, and every judged pair."""
    found = [case for one in held for case in _of_chain(one, words)]
    lines = lines_of(judged)
    for one in judged:
        looks = look_at(one.earlier, words), look_at(one.later, words)
        group = one.chains[0] if one.chains else lines[one.number]
        found.append(
            Case(
                group,
                "judged",
                "",
                one.relation,
                True,
                not one.kept,
                one.proper,
                ("", 0),
                ("", one.number),
                pair_evidence(*looks),
                looks[0].form.talk or looks[1].form.talk,
                same_series(title_key(one.earlier.release), title_key(one.later.release)),
            )
        )
    return _joined(found, judged, lines)


def _of_chain(held: Held, words: Weights) -> Iterator[Case]:
    order = {document: place for place, document in enumerate(held.documents)}
    for way, mentions in held.readings.items():
        looks = {
            key: replace(look_at(mention, words), sure=held.sure[key]) for key, mention in mentions.items()
        }
        for later, look in looks.items():
            for earlier, other in looks.items():
                if order[earlier[0]] < order[later[0]]:
                    relation = "same" if held.line[earlier] == held.line[later] else "different"
                    direct = held.links.get(later) == earlier
                    values = pair_evidence(other, look)
                    yield Case(
                        held.name,
                        way,
                        held.name,
                        relation,
                        direct,
                        held.trainable,
                        True,
                        earlier,
                        later,
                        values,
                    )


def lines_of(judged: Sequence[Judged]) -> dict[int, str]:
    """Return by pair the line it is left out with: pairs with overlapping or nearly the same units are of one."""
    above = {one.number: one.number for one in judged}
    sides = [(one.number, each) for one in judged for each in (one.earlier, one.later)]
    for at, (number, left) in enumerate(sides):
        for other, right in sides[:at]:
            overlap = left.release.id == right.release.id and (
                min(left.unit.end, right.unit.end) > max(left.unit.start, right.unit.start)
            )
            if overlap or token_sort_ratio(left.unit.quote, right.unit.quote, score_cutoff=ALIKE):
                above[_root(above, number)] = _root(above, other)
    return {number: f"line {_root(above, number)}" for number in above}


def _root(above: dict[Any, Any], one: Any) -> Any:
    while above.setdefault(one, one) != one:
        one = above[one]
    return one


def _joined(found: Sequence[Case], judged: Sequence[Judged], lines: dict[int, str]) -> list[Case]:
    """Return the cases with groups joined where a judged line has a release of a chain, or of two."""
    above: dict[str, str] = {}
    for one in judged:
        for chain in one.chains:
            above[_root(above, lines[one.number])] = _root(above, chain)
    return [
        Case(
            _root(above, lines[case.later[1]] if case.way == "judged" else case.group), case.way, case.chain, case.relation,
            case.direct, case.trainable, case.proper, case.earlier, case.later, case.values, case.talk, case.series,
        )
        for case in found
    ]  # fmt: skip


def folds(every: Sequence[Case]) -> NDArray[np.int64]:
    """Return the fold each case is left out in; groups are whole, judged pairs evenly spread."""
    size: Counter[str] = Counter()
    for case in every:
        size[case.group] += 20 if case.way == "judged" else 1
    filled, of = [0] * FOLDS, {}
    for group, count in sorted(size.items(), key=lambda pair: (-pair[1], pair[0])):
        of[group] = min(range(FOLDS), key=lambda fold: (filled[fold], fold))
        filled[of[group]] += count
    return np.array([of[case.group] for case in every])


def shares(every: Sequence[Case]) -> Floats:
    """Return how much each case counts: a judged pair 1, a coded link ½ in each reading, the negatives of a unit ½ together."""
    chance = np.random.default_rng(SEED)
    found = np.zeros(len(every))
    others: dict[tuple[str, str, Key], list[int]] = defaultdict(list)
    for at, case in enumerate(every):
        if case.way == "judged":
            found[at] = 1.0
        elif case.relation == "same":
            found[at] = 0.5 if case.direct else 0.25
        else:
            others[case.chain, case.way, case.later].append(at)
    alike, core = NAMES.index("words"), NAMES.index("core")
    for places in others.values():
        places.sort(key=lambda at: -every[at].values[alike] - every[at].values[core])
        rest = places[HARD:]
        kept = [*places[:HARD], *(rest[int(one)] for one in chance.permutation(len(rest))[:EASY])]
        for at in kept:
            found[at] = max(0.05, 0.5 / len(kept))
    return found
