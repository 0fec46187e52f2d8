"""What a unit is about: topic codes by its words and by what is named around it (coding guide, section 5).

A table of words says which codes a text names; fitted weights say which of them, and of those that no word of the table
names, a unit is about. What an analyst's own table names in a unit is always among its codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from tracker.segment.lexicon.phrases import Phrases, build_phrases
from tracker.segment.lexicon.topic_weights import TopicWeights, load_topic_weights

MOST = 3  # codes per unit
LIKELIEST = log(
    0.05 / 0.95
)  # log odds from which the likeliest code is given: coders hardly ever write "other"
# From which another is given beside it. F1 is flat from .2 to .35: one too many costs a desk a glance, one too few a statement,
# and links between statements lean on the codes that two of them share.
FURTHER = log(0.2 / 0.8)
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TopicSetting:
    """What is named around a unit, as codes: in the rest of its sentence, in the sentence before and in the title."""

    sentence: frozenset[str] = NONE
    before: frozenset[str] = NONE
    title: frozenset[str] = NONE
    bank: bool = False  # a central bank speaks


ALONE = TopicSetting()


@dataclass(frozen=True, slots=True, eq=False)
class Topics:
    """The shipped table with its weights, and what an analyst's files add to it."""

    order: Mapping[str, int]
    shipped: Phrases
    own: Phrases
    linked: Phrases  # the table that the weights of links are fitted to
    linked_order: Mapping[str, int]
    weights: TopicWeights | None = None  # None: the shipped ones, loaded when the first unit asks for them

    def of(self, words: Sequence[str], setting: TopicSetting = ALONE) -> frozenset[str]:
        """Return up to three codes for the lower-case *words* of a unit, of parent and child the child; {"other"} where none is likely."""
        odds = (self.weights or load_topic_weights()).log_odds(
            words,
            (self.shipped.named(words), setting.sentence, setting.before, setting.title),
            bank=setting.bank,
        )
        sure = sorted(self.own.named(words), key=self.order.__getitem__)
        likely = [code for code in odds if odds[code] >= LIKELIEST and code not in sure]
        likely.sort(key=lambda code: (-odds[code], code))
        first = 0 if sure else 1
        found = [*sure, *likely[:first], *(code for code in likely[first:] if odds[code] >= FURTHER)][:MOST]
        specific = (code for code in found if not any(other.startswith(code + ".") for other in found))
        return frozenset(specific) or frozenset({"other"})

    def for_links(self, words: Sequence[str]) -> frozenset[str]:
        """Return up to three codes by which links tell what the lower-case *words* of a unit are about: those of their own table."""
        named = self.linked.named(words) | self.own.named(words)
        last = len(self.linked_order)
        specific = (code for code in named if not any(other.startswith(code + ".") for other in named))
        ordered = sorted(specific, key=lambda code: (self.linked_order.get(code, last), code))
        return frozenset(ordered[:MOST]) or frozenset({"other"})

    def named(self, words: Sequence[str]) -> set[str]:
        """Return every code that lower-case *words* point to by either table, whether or not they are about it."""
        return self.shipped.named(words) | self.own.named(words)


def build_topics(
    table: Mapping[str, Sequence[str]],
    shipped: Mapping[str, Sequence[str]],
    linked: Mapping[str, Sequence[str]],
) -> Topics:
    """Return the look-up for a [topics] *table*, code → phrases, which begins with what is *shipped* of each code; *linked* is that of links."""
    added = {code: phrases[len(shipped.get(code, ())) :] for code, phrases in table.items()}
    return Topics(
        {code: number for number, code in enumerate(table)},
        build_phrases(shipped),
        build_phrases(added),
        build_phrases(linked),
        {code: number for number, code in enumerate(linked)},
    )
