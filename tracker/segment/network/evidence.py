"""What speaks for a span being a unit: named figures from the network's shares, the words, and the sentences around.

A logistic regression over them, fitted on issuers that were left out (``training/reader/calibrate.py``),
gives the probability. None is a word of some issuer's: they hold for texts that nobody has seen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.segment.grammar import MODALS
from tracker.segment.network.heads import Heads, family_shares
from tracker.segment.network.paths import Cut

PLAIN = ("constant", "log_odds", "share", "lowest", "begin", "before", "after", "length", "kind")
NAMES = (
    *PLAIN,
    "quarter", "begin_log_odds", "begin_as_inside", "inside_behind", "begin_behind",
    "opens_sentence", "ends_sentence",
    "likeliest_begin_inside", "begins_inside", "sure_begins_inside",
    "family", "family_lead", "undertaking", "demand", "judgment", "level", "level_share",
    "around", "sentence", "sentence_length", "place", "cover",
    "gerund", "infinitive", "after_and", "after_comma", "after_that", "after_to",
    "commas", "ands", "semicolons", "question", "quoted", "capitals", "figure", "past", "modal",
)  # fmt: skip
AROUND = 8  # stretches before and behind that "around" is the mean of
BEFORE = 30  # characters before a span in which the word before it stands
FEW = 0.5  # pieces of each family that a text is given beforehand: a short one says little of its mix
SURE = 0.3  # share from which a beginning inside a span is likely a unit of its own
WORD = re.compile(r"\w+|[,;&]")
MARKS = re.compile(r"[“”\"]")
FIGURE = re.compile(r"\d")


def ordered_weights(weights: Mapping[str, float]) -> tuple[float, ...]:
    """Return *weights* in the order of NAMES; what has none weighs nothing.

    Raises:
        ValueError: A name is not known.
    """
    unknown = weights.keys() - set(NAMES)
    if unknown:
        raise ValueError(f"no such evidence: {', '.join(sorted(unknown))}")
    return tuple(float(weights.get(name, 0.0)) for name in NAMES)


@dataclass(frozen=True, slots=True)
class Around:
    """What the network says of the text around a sentence."""

    units: float  # mean share of being in a unit, over the sentence and its neighbours
    families: Mapping[str, float]  # the share of each family in what is in units of all the text that is read


def surroundings(read: Sequence[Heads]) -> list[Around]:
    """Return for each stretch of a text what stands around it; *read* is what the network says of them."""
    totals, sizes = [0.0], [0]
    families = dict.fromkeys("UDSE", FEW)
    for heads in read:
        inside = 1 - heads.tags[:, 0]
        totals.append(totals[-1] + float(inside.sum()))
        sizes.append(sizes[-1] + len(heads))
        for family, share in family_shares(heads.kinds_within(inside)).items():
            families[family] += share
    whole = sum(families.values())
    mix = {family: share / whole for family, share in families.items()}
    found = []
    for number in range(len(read)):
        first, last = max(0, number - AROUND), min(len(read), number + AROUND + 1)
        found.append(Around((totals[last] - totals[first]) / max(1, sizes[last] - sizes[first]), mix))
    return found


@dataclass(frozen=True, slots=True)
class SentenceEvidence:
    """A sentence, text[begin:stop], with what the evidence of all its spans rests on."""

    text: str
    begin: int
    stop: int
    tags: Sequence[Sequence[float]]  # the probabilities of O, B and I for each piece
    inside: Sequence[float]  # those of being in a unit,
    odds: Sequence[float]  # and their log odds
    figures: tuple[float, ...]  # what is the same for all spans, from "around" to "sentence_length"
    marks: tuple[bool, bool]  # "question" and "quoted"

    @classmethod
    def of(
        cls, text: str, begin: int, stop: int, tags: Sequence[Sequence[float]], around: Around
    ) -> SentenceEvidence:
        """Return the passage of the sentence text[begin:stop]; *around* is what stands around it."""
        inside = [1 - share[0] for share in tags]
        figures = around.units, 1 - sum([share[0] for share in tags]) / len(tags), math.log(len(tags))
        marks = text[stop - 1] == "?", bool(MARKS.search(text, begin, stop))
        return cls(text, begin, stop, tags, inside, [_log_odds(share) for share in inside], figures, marks)


def span_evidence(
    passage: SentenceEvidence, cut: Cut, heads: Mapping[str, Sequence[float]]
) -> tuple[float, ...]:
    """Return what the probability of *cut*, a span of *passage*, is told by, in the order of NAMES.

    *heads* are the probabilities of all heads but the first over the span.
    """
    tags, begin, text = passage.tags, passage.begin, passage.text
    first, last, length = cut.first, cut.last, cut.last - cut.first
    inside, odds = passage.inside[first:last], passage.odds[first:last]
    starts = tags[first][1]
    behind = tags[last] if last < len(tags) else (1.0, 0.0, 0.0)
    begins = [share[1] for share in tags[first + 1 : last]]
    families = family_shares(heads["kind"])
    second, best = sorted(families.values())[-2:]
    said, before = text[cut.start : cut.end], text[max(begin, cut.start - BEFORE) : cut.start]
    words, earlier = WORD.findall(said.lower()), WORD.findall(before.lower())
    word, last_before = words[0] if words else "", earlier[-1] if earlier else ""
    spaced, size = said.split(), max(1, passage.stop - begin)
    return (
        1.0,
        sum(odds) / length,
        sum(inside) / length,
        min(inside),
        starts,
        tags[first - 1][0] if first else 1.0,
        max(behind[0], behind[1]),
        math.log(length),
        max(heads["kind"]),
        sorted(inside)[length // 4],
        _log_odds(starts),
        tags[first][2],
        behind[2],
        behind[1],
        float(first == 0),
        float(last == len(tags)),
        max(begins, default=0.0),
        sum(begins),
        sum([share > SURE for share in begins]),
        best,
        best - second,
        families["U"],
        families["D"],
        families["E"],
        sum([number * share for number, share in enumerate(heads["level"])]),
        max(heads["level"]),
        *passage.figures,
        (cut.start - begin) / size,
        (cut.end - cut.start) / size,
        word.endswith("ing"),
        word == "to",
        last_before in ("and", "or", "&"),
        last_before in (",", ";"),
        last_before in ("that", "which", "who"),
        last_before == "to",
        said.count(","),
        said.count(" and "),
        said.count(";") + said.count("—"),
        *passage.marks,
        sum([one[0].isupper() for one in spaced]) / max(1, len(spaced)),
        bool(FIGURE.search(said)),
        sum([one.endswith("ed") for one in words]) / max(1, len(words)),
        not MODALS.isdisjoint(words),
    )


def _log_odds(share: float) -> float:
    share = min(max(share, 1e-4), 1 - 1e-4)
    return math.log(share / (1 - share))
