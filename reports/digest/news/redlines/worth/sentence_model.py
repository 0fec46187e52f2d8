"""What a sentence that differs is worth to a reader, and how likely it is what it is told as.

    sentence ─► evidence ─► weighted sum ─► probability

A sentence is told as gone or new where the other text does not say it in other words, and as put in other words
where the other sentence is on the same matter. Beside what is gone or new the sentence of the other text that is nearest to it is shown, where one is
likely its counterpart. These four sums are fitted by ``python -m training.news.sentences`` to sentences that readers judged, a fifth, whether
something moved in substance between two sentences or one only says the other in other words, by ``python -m training.substance.moved_sum`` to what strangers
planted in texts that they wrote, and to pairs that readers judged; what a network says that reads both sentences together (:mod:`tracker.compare.substance`) is one
of its values, and counts beside what a sentence that is gone or new is worth. They stand in ``sentences.json`` and ``moved.json`` beside this module, with how right they are on issuers and series left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from reports.digest.news.redlines.compared_text import ComparedText, SentenceMove
from reports.digest.news.redlines.counterparts import Counterpart, Nearest
from reports.digest.news.redlines.worth.differences import Difference, difference
from reports.digest.news.redlines.worth.guidance import is_guidance
from reports.digest.news.redlines.worth.moved_values import (
    Alone,
    has_moved_in_place,
    moved_alone,
)
from reports.digest.news.redlines.worth.new_values import promises_new_value
from reports.digest.news.redlines.worth.outlook import (
    bias_moved,
    manner_moved,
)
from reports.digest.news.redlines.worth.outright_moves import moved_outright
from reports.digest.news.redlines.worth.sentence_weights import (
    is_courteous,
    is_of_names,
    of_minority,
    sentence_weight,
    sets_rule,
)
from reports.digest.news.redlines.worth.travel_advice import warns_elsewhere
from reports.digest.news.redlines.worth.verdicts import condemned_otherwise, demanded_otherwise
from reports.digest.news.words.moved_words import sentence_wording
from reports.digest.news.words.wording import FORCES, WordingChange, telling_stems
from tracker.compare.substance.network import substance_odds
from tracker.edits.sentence_likeness import alike_in_order
from tracker.edits.sentence_pairs import SentencePair
from tracker.link.occasions.genre import Genre, is_minutes
from tracker.link.pairs.pair_model import Sum, length_of, odds, probability, read_sum, read_weights
from tracker.text.rates import rate_decision
from tracker.text.votes import dissenters

FILE, MOVED_FILE = "sentences.json", "moved.json"  # beside this module
WORTH_A_LINE = 0.4
# Of what is gone or new and less than surely so, the least worth times probability: of those left out seven to nine in ten hold.
WORTH_A_RISK = 0.5
# The least probability of what a decision adds or drops: a board is read for each sentence. Of 194 of the FOMC that were judged one
# was said elsewhere as a whole, of four in ten a part.
OF_DECISION = 0.25
# The same of a pair of which the later sentence promises a sum or a day that the text before does not name: it is news whatever it stands for.
OF_NEW_VALUE = 0.75
# The same of a pair that is worth this much, or between which a degree, one of a list or a proviso moved: of those that readers judged with a probability of .85 to .9 all six are on one matter and worth a line.
NEARLY, WORTHY = 0.85, 0.65
# The probability of the nearest sentence from which one that is gone or new is not marked as a whole. Of a decision: of 12 such sentences of
# the FOMC that were judged 10 were said elsewhere in part, of those with none so near four in ten; in minutes, of a hundred sentences and
# more, something is always a little alike. Of any other text nine of ten sentences with one from .25 on were said nowhere else.
NEAREST_OF_DECISION, NEAREST_OF_MINUTES, NEAREST_OF_OTHERS = 0.15, 0.25, 0.5
# The probability from which the nearest one is shown: of issuers left out it was the counterpart in 14 of 20 banks' sentences above, in 14 of 61
# from .15 on below it (FOMC: 7 of 7, 16 of 21).
NEAREST_SHOWN = 0.5
# The probability from which a sentence with none near it is marked as gone or new as a whole; one less sure is quoted without a mark.
# Of those told of issuers left out the other text says nothing of in 27 of 29 and 164 of 177 above it, in 77 of 125 and 70 of 95 below.
SURE_OF_DECISION, SURE_OF_OTHERS = 0.9, 0.8
# What a statement is worth at least of which the day, the sum or the condition moved, and of what a board sees coming.
VALUE_MOVED = 0.65
# What a statement is worth at least of which one thing alone moved. Of one word that qualifies it: of 17 decisions that were judged the
# sums found this too low, and of read-outs and agreed texts hardly any were. The issue asks that such a word comes first.
LEAST_WORTH = {Alone.WORD: 0.75, Alone.VALUE: VALUE_MOVED, Alone.PUT_IN: 0.6}
# Of its worth, where clauses changed places and no number, degree or condition moved: of 29 such sentences of decisions that were worth a line
# otherwise 2 were planted as changes that must be heard of and 21 as paraphrases.
ONLY_TURNED = 0.5
SOME_FORCES = 3  # words of force in a sentence: more say no more
# How much of a sentence that is gone or new the other text says, and what it is worth: by names, in the order of their values.
UNSAID = Counterpart._fields
# How like the sentence most like it in the other text is, of one that is gone or new.
NEAREST = (*Nearest._fields[1:], "decision")
# How much two sentences have in common that stand for each other, and what both are worth.
PAIRED = ("in order", "same matter", "decision")
WORTH = (
    "rules", "same matter", "reworded", "new", "decision", "amount", "force", "names alone", "length", "minority",
    "judges", "sure",
)  # fmt: skip
# What speaks for it that something moved in substance between two sentences that stand for each other.
MOVED = (*Difference._fields, "read together", "rules", "same matter", "decision", "force")
# How much that counts beside what a sentence is worth by what it says, as log odds above those of LIKELY_MOVED. Chosen on planted sets and on judged pairs of real
# texts by networks that had seen nothing of their authors and series: docs/accuracy.md has what is told of both.
MOVED_COUNTS, LIKELY_MOVED = 2.0, 0.5
# The same of what the network says of a sentence that is gone or new, as log odds above LIKELY_ALONE.
ALONE_COUNTS, LIKELY_ALONE = 0.4, -0.75
MOST_ODDS = 6.0  # log odds of the network that count: it is never as sure as it says


@dataclass(frozen=True, slots=True)
class SentenceModel:
    """The five sums, and the probabilities from which a sentence is told as gone or new, and as put in other words."""

    unsaid: Sum
    paired: Sum
    worth: Sum
    nearest: Sum
    moved: Sum
    told_alone: float
    told_paired: float

    def is_told(self, move: SentenceMove, text: ComparedText) -> bool:
        """Say whether a sentence of *text* is worth a line and likely enough what it is told as."""
        if move.weight < WORTH_A_LINE:
            return False  # its evidence need not be collected
        if move.pair in text.joined:
            return True
        if move.wording:
            claim = probability(self.paired.of(paired_evidence(move.pair, text, move.wording)))
            mark = OF_NEW_VALUE if promises_new_value(move.pair, text) else self.told_paired
            nearly = move.weight >= WORTHY or has_moved_in_place(move.pair)
            return is_enough(claim, move.weight, min(NEARLY, mark) if nearly else mark, alone=False)
        other = text.sentences[0 if move.pair.after else 1]
        elsewhere = warns_elsewhere(move.quote or move.quote_before, (one.said for one in other))
        if (elsewhere and text.states_own(move.pair)) or promises_new_value(move.pair, text):
            return True
        claim = self._unsaid(move, text)
        mark = OF_DECISION if text.genre is Genre.DECISION else self.told_alone
        return is_enough(claim, move.weight, mark, alone=True)

    def nearest_of(self, move: SentenceMove, text: ComparedText) -> str | None:
        """Return the sentence of the other text that stands nearest to one that is gone or new; None where none is near and it surely is gone, or new.

        "" where the one that is near stands for another, or in both texts, or may be on another matter, and where none is near but the other
        text may say a part of it: what is said of its matter is new, or gone, in part at most.
        """
        if dissenters(move.quote or move.quote_before):
            return None  # who was against is told by name
        near = nearest_sentence(move.pair, text)
        # what was decided on the rate is told of any decision
        if near is not None and not rate_decision(near.sentence.said):
            likely = probability(self.nearest.of(nearest_evidence(near, text)))
            if likely >= nearest_mark(text):
                shown = likely >= NEAREST_SHOWN and near.sentence in text.unpaired
                return near.sentence.said if shown else ""
        sure = SURE_OF_DECISION if text.genre is Genre.DECISION else SURE_OF_OTHERS
        return None if self._unsaid(move, text) >= sure else ""

    def _unsaid(self, move: SentenceMove, text: ComparedText) -> float:
        """Return how likely the other text says nothing of a sentence that is gone or new."""
        return probability(self.unsaid.of(unsaid_evidence(move.pair, text)))

    def worth_of(self, pair: SentencePair, text: ComparedText, wording: WordingChange | None) -> float:
        """Return what a sentence of *text* is worth, 0 to 1; 0 where the rules find nothing in it to tell."""
        values = worth_evidence(pair, text, wording)
        worth = probability(self.worth.of(values)) if values[0] else 0.0
        if not (pair.before and pair.after):
            return _worth_alone(worth, pair)
        by_rule = moved_outright(pair, text) or (worth > 0 and _moved_by_rule(pair, text))
        least = VALUE_MOVED if by_rule else 0.0
        return max(least, self._worth_of_both(pair, text, values, worth)) if worth else least

    def _worth_of_both(
        self, pair: SentencePair, text: ComparedText, values: Sequence[float], worth: float
    ) -> float:
        """Return what two sentences that stand for each other are worth by what moved between them, of the *worth* of what they say."""
        said = pair.quotes
        alone = moved_alone(pair, text)
        own = text.states_own(pair)
        if (own or sets_rule(*said)) and alone and not (alone is Alone.PUT_IN and is_courteous(said[1])):
            worth = max(worth, LEAST_WORTH[alone])
        differ = difference(*said, alone)
        if differ.is_turned:
            return worth * ONLY_TURNED
        moved = self.moved.of(moved_evidence(differ, substance_odds(*said), values))
        return probability(odds(worth) + MOVED_COUNTS * (moved - odds(LIKELY_MOVED)))


def _moved_by_rule(pair: SentencePair, text: ComparedText) -> bool:
    """Say whether a board's guidance, or what its issuer condemns or demands, moved between two sentences of *text* that are worth something."""
    said = pair.quotes
    if text.genre is Genre.DECISION:
        return all(map(is_guidance, said)) and (bias_moved(*said) or manner_moved(*said))
    return text.states_own(pair) and (demanded_otherwise(*said) or condemned_otherwise(*said))


def joined_worth(pair: SentencePair, text: ComparedText) -> float:
    """Return what two sentences of *text* are worth, 0 to 1, if they stand for each other."""
    before, after = pair.quotes
    return load_sentence_model().worth_of(pair, text, sentence_wording(before, after, text.whole))


def moved_odds(before: str, after: str) -> float:
    """Return the log odds that something moved in substance between two sentences, by the network alone; "" is one that is not there."""
    return substance_odds(before, after)


def likely_moved(pair: SentencePair) -> float:
    """Return how likely something moved in substance, 0 to 1, by the network alone: what the headline of a text but a decision tells is chosen by it too.

    Of 115 planted and 44 real agreed texts that were judged, the network left out, the sentence so chosen is worth .88 and .76 of the most (.83 and .74 without).
    """
    return probability(_bounded(moved_odds(*pair.quotes)))


def _worth_alone(worth: float, pair: SentencePair) -> float:
    """Return what a sentence that is gone or new is worth, by its *worth* so far and by what the network says that reads it."""
    if not worth:
        return worth
    read = _bounded(moved_odds(*pair.quotes))
    return probability(odds(worth) + ALONE_COUNTS * (read - LIKELY_ALONE))


def is_enough(claim: float, worth: float, mark: float, *, alone: bool) -> bool:
    """Say whether a sentence is told: worth a line, and its *claim* as likely as *mark* asks, or *alone* and worth the risk.

    *alone* is one that is gone or new, with no other laid beside it.
    """
    return worth >= WORTH_A_LINE and (claim >= mark or (alone and claim * worth >= WORTH_A_RISK))


def nearest_mark(text: ComparedText) -> float:
    """Return the probability of a nearest sentence from which one of *text* is not marked as gone, or new, as a whole."""
    if text.genre is not Genre.DECISION:
        return NEAREST_OF_OTHERS
    return NEAREST_OF_MINUTES if is_minutes(text.release.title) else NEAREST_OF_DECISION


def unsaid_evidence(pair: SentencePair, text: ComparedText) -> tuple[float, ...]:
    """Return how much of a sentence that is gone from *text*, or new in it, the other text says, in the order of UNSAID."""
    old, new = text.sayings
    return tuple(old.of(pair.after) if pair.after else new.of(pair.before) if pair.before else ())


def nearest_sentence(pair: SentencePair, text: ComparedText) -> Nearest | None:
    """Return the sentence of the other text that is most like one that is gone from *text*, or new in it."""
    old, new = text.sayings
    return old.nearest(pair.after) if pair.after else new.nearest(pair.before) if pair.before else None


def nearest_evidence(near: Nearest, text: ComparedText) -> tuple[float, ...]:
    """Return how like *near* is, in the order of NEAREST."""
    return (*near.evidence, float(text.genre is Genre.DECISION))


def paired_evidence(pair: SentencePair, text: ComparedText, wording: WordingChange) -> tuple[float, ...]:
    """Return how much two sentences of *text* that stand for each other have in common, in the order of PAIRED."""
    in_order = alike_in_order(pair.before, pair.after) if pair.before and pair.after else 0.0
    return (in_order, wording.matter, float(text.genre is Genre.DECISION))


def worth_evidence(
    pair: SentencePair, text: ComparedText, wording: WordingChange | None
) -> tuple[float, ...]:
    """Return what speaks for and against telling a sentence of *text*, in the order of WORTH; *wording* of one in other words."""
    said = next(one.said for one in (pair.after, pair.before) if one)
    units = text.units_in(pair)
    own = [unit for unit in units if text.is_own(unit)]
    return (
        sentence_weight(pair, text),
        wording.matter if wording else 0.0,
        float(wording is not None),
        float(pair.before is None),
        float(text.genre is Genre.DECISION),
        float(any(unit.facets.amount for unit in units)),
        min(len(telling_stems(said) & FORCES), SOME_FORCES) / SOME_FORCES,
        float(wording is not None and is_of_names(wording)),
        length_of(said),
        float(of_minority(said)),
        float(any(unit.facets.family == "E" for unit in own)),
        max((unit.confidence or 0.0 for unit in own), default=0.0),
    )


def moved_evidence(differ: Difference, read: float, worth: Sequence[float]) -> tuple[float, ...]:
    """Return what speaks for it that something moved in substance, in the order of MOVED.

    *read* is what the network that reads both sentences together says, as log odds; *worth* is what speaks for telling them, in the order of WORTH.
    """
    of = dict(zip(WORTH, worth, strict=True))
    return (*differ, _bounded(read) / MOST_ODDS, *(of[name] for name in MOVED[len(differ) + 1 :]))


def _bounded(read: float) -> float:
    """Return log odds of the network, no further from 0 than what counts."""
    return min(max(read, -MOST_ODDS), MOST_ODDS)


@lru_cache(maxsize=1)
def load_sentence_model() -> SentenceModel:
    """Return the fitted model.

    Raises:
        InstallError: Its file is missing or damaged.
    """
    return read_weights("reports.digest.news.redlines.worth", FILE, read_sentence_model)


def read_sentence_model(made: Mapping[str, Any]) -> SentenceModel:
    """Return the model that *made*, the parsed JSON, describes.

    Raises:
        ValueError: It was fitted to other evidence than this version collects.
    """
    return SentenceModel(
        unsaid=read_sum(made["unsaid"], UNSAID),
        paired=read_sum(made["paired"], PAIRED),
        worth=read_sum(made["worth"], WORTH),
        nearest=read_sum(made["nearest"], NEAREST),
        moved=read_weights("reports.digest.news.redlines.worth", MOVED_FILE, read_moved),
        told_alone=made["told alone"],
        told_paired=made["told paired"],
    )


def read_moved(made: Mapping[str, Any]) -> Sum:
    """Return the sum that *made*, the parsed JSON, describes.

    Raises:
        ValueError: It was fitted to other evidence than this version collects.
    """
    return read_sum(made["moved"], MOVED)
