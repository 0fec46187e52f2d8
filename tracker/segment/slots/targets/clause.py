"""The words in which a target is looked for, and what is asked of them: a finite verb, a predicate, somebody who can act."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.segment.grammar import AUXILIARY, MODALS, NEGATIONS
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.slots.targets.noun_phrases import noun_phrase
from tracker.segment.slots.targets.word_classes import (
    ACTORS,
    ANY_FINITE,
    BOUND,
    COPULAS,
    FINITE,
    IN_SUMS,
)
from tracker.segment.slots.targets.word_tests import is_adverb, is_gerund, is_infinitive, is_verb
from tracker.segment.slots.triggers import DEMANDING
from tracker.segment.tokens import Tokens

BE_REACH = 6  # words in which a form of "be" stands, behind modals and adverbs


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a sentence in which a target is looked for."""

    tokens: Tokens
    last: int  # one past the last word that is looked at
    lexicon: Lexicon

    def phrase(self, at: int, ends: frozenset[str] = frozenset()) -> tuple[int, int]:
        """Return the noun phrase at word *at*, which *ends* end as well."""
        return noun_phrase(self.tokens, at, self.last, self.lexicon, ends)

    def verb(self, at: int) -> bool:
        """Tell whether the word at *at* is a verb in its base form."""
        return is_verb(self.tokens, at, self.last, self.lexicon)

    def infinitive(self, at: int) -> bool:
        """Tell whether a verb follows "to" at *at*."""
        return is_infinitive(self.tokens, at, self.last, self.lexicon)

    def word(self, at: int) -> str:
        """Return the word at *at*, lower case; a full stop outside the clause."""
        return self.tokens.lower[at] if 0 <= at < self.last else "."


def is_doing(clause: Clause, at: int) -> bool:
    """Tell whether the word is a verb in -ing with an object."""
    return at < clause.last and is_gerund(clause.tokens, at, clause.last, clause.lexicon)


def acts(clause: Clause, found: tuple[int, int]) -> bool:
    """Tell whether the phrase names somebody who can act: by a name, an office, a body."""
    named = range(max(found[0], 1), found[1])
    return not ACTORS.isdisjoint(clause.tokens.lower[found[0] : found[1]]) or any(
        clause.tokens.raw[place] != clause.tokens.lower[place] for place in named
    )


def is_sum(clause: Clause, begin: int, end: int) -> bool:
    """Tell whether the words are an amount alone: "$2 billion"."""
    return begin < end and all(
        not clause.word(place)[0].isalpha() or clause.word(place) in IN_SUMS for place in range(begin, end)
    )


def is_finite(clause: Clause, at: int) -> bool:
    """Tell whether the word is a finite verb of a closed class."""
    word = clause.word(at)
    return word in MODALS or word in AUXILIARY or word in FINITE


def is_followed_by_verb(clause: Clause, at: int) -> bool:
    """Tell whether a verb stands at *at*, or an adverb in front of one."""
    return clause.word(at) in ANY_FINITE or is_adverb(clause.word(at))


def is_predicative(clause: Clause, at: int) -> bool:
    """Tell whether a form of "be" stands at *at*, behind modals and adverbs: what follows is said of the subject."""
    for index in range(at, min(at + BE_REACH, clause.last)):
        word = clause.word(index)
        if word in COPULAS:
            return True
        if not (
            word in MODALS
            or word in NEGATIONS
            or is_adverb(word)
            or word in AUXILIARY
            or word in DEMANDING
            or word in ("continue", "continues", "to", "also")
        ):
            return False
    return False


def verb_behind(clause: Clause, end: int) -> int:
    """Return where the finite verb stands behind a subject that ends at *end*: past "who is" and "alongside its support for"."""
    near = range(end, min(end + 14, clause.last))
    return next((place for place in near if is_finite(clause, place)), end)


def needs_verb(clause: Clause, at: int) -> bool:
    """Tell whether a verb must stand at *at*, known or not: behind a modal and "agreed to", but not "committed to"."""
    before = clause.word(at - 1)
    return before in MODALS or (before == "to" and clause.word(at - 2) not in BOUND)
