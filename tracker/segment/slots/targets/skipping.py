"""What stands between a verb and its object, and is passed over: more verbs, particles, "in the strongest terms", "with regret"."""

from __future__ import annotations

from tracker.segment.grammar import AUXILIARY, MODALS, NEGATIONS
from tracker.segment.lexicon.lexicon import PARTICLES
from tracker.segment.slots.targets.clause import Clause, is_doing
from tracker.segment.slots.targets.word_classes import (
    AS_NOUNS,
    ASIDE,
    DETERMINERS,
    FEELINGS,
    HOW_OR_WHEN,
    OTHER_PARTICLES,
    POSSESSIVES,
    PREPOSITIONS,
    REFLEXIVE,
    WITH_WHOM,
)
from tracker.segment.slots.targets.word_tests import is_adverb

AND = frozenset({",", "and", "or"})
PARTS_OF_VERBS = frozenset({"’", "'", "t"})
NO_ENDS: frozenset[str] = frozenset()
ASIDE_REACH = 14  # words within which what is put in between commas ends


def past_that(clause: Clause, at: int) -> int:
    """Return the word past "that", where it stands at *at* or behind adverbs."""
    place = at
    while place < clause.last and (
        is_adverb(clause.word(place)) or clause.word(place) in ("view", "the", "opinion")
    ):
        place += 1
    return place + 1 if clause.word(place) == "that" else at


def past_how(clause: Clause, at: int) -> int:
    """Return the word past adverbs, prepositions and "in the strongest terms"."""
    while at < clause.last:
        word = clause.word(at)
        if word in PREPOSITIONS:
            place = at + 1
            while place < min(at + 6, clause.last) and clause.word(place) not in HOW_OR_WHEN:
                if clause.word(place) in PREPOSITIONS or clause.tokens.raw[place] != clause.word(place):
                    place = clause.last
                place += 1
            how = word in ("in", "at") and place < min(at + 6, clause.last)
            while how and clause.word(place + 1) in HOW_OR_WHEN:  # "in the strongest possible terms"
                place += 1
            at = place + 1 if how else past_feeling(clause, at)
        elif (
            word in ("and", ",", "by", "as", "well")
            or word in NEGATIONS
            or (is_adverb(word) and clause.word(at + 1) not in POSSESSIVES)
        ):
            at += 1
        elif (
            clause.word(at - 1) == "and"
            and word in clause.lexicon.leads
            and clause.word(at + 1) in DETERMINERS
        ):
            at += 1  # "supports and acknowledges the steps"
        else:
            return at
    return at


def past_feeling(clause: Clause, at: int) -> int:
    """Return the word past the preposition at *at*, with the feeling that it names: "noted with great concern"."""
    behind = at + 1
    while clause.word(at) == "with" and clause.word(behind) in FEELINGS:
        behind += 1
    return behind


def past_aside(clause: Clause, at: int) -> int:
    """Return the word past a preposition and the word of how or when behind it, or *at*: "in particular", "in the coming days"."""
    for place in range(at + 1, min(at + 4, clause.last)):
        if clause.word(place) in HOW_OR_WHEN:
            while clause.word(place + 1) in HOW_OR_WHEN:
                place += 1
            return place + 1
        if clause.word(place) not in DETERMINERS:
            break
    return at


def past_verbs(clause: Clause, at: int, verbal: bool) -> tuple[int, frozenset[str]]:
    """Return where the object begins behind the verbs and particles at *at*, and the words that end it.

    *verbal* says that a verb must stand there, whether the lexicon knows it or not.
    """
    due, ends = verbal, NO_ENDS
    while at < clause.last:
        word = clause.word(at)
        if _is_between(word):
            at += 1
        elif word == "," and clause.word(at + 1) in ASIDE:  # "will share, as appropriate, what it knows"
            near = range(at + 1, min(at + ASIDE_REACH, clause.last))
            comma = next((place for place in near if clause.word(place) == ","), None)
            if comma is None:
                break
            at = comma + 1
        elif (due and _may_be_verb(clause, at)) or clause.verb(at) or is_doing(clause, at):
            at, due = at + 1, False
        elif word in AND and (step := _to_next_verb(clause, at)):
            at, due = at + step, False
        elif word in PREPOSITIONS or word in PARTICLES or word in OTHER_PARTICLES:
            aside = past_aside(clause, at)
            if aside > at:
                at = aside
                continue
            ends = WITH_WHOM if word == "with" else NO_ENDS
            due = word == "to" and clause.infinitive(at)
            at = past_feeling(clause, at)
        else:
            break
    return at, ends


def _is_between(word: str) -> bool:
    """Tell whether *word* may stand between verbs and is none of a lexicon: adverb, auxiliary, negation, "ourselves", the "t" of "can’t"."""
    return (
        is_adverb(word)
        or word in MODALS
        or word in AUXILIARY
        or word in NEGATIONS
        or word in REFLEXIVE
        or word in PARTS_OF_VERBS
    )


def _may_be_verb(clause: Clause, at: int) -> bool:
    """Tell whether the word is taken for the verb that must stand here."""
    word = clause.word(at)
    return (
        word not in DETERMINERS
        and word not in PREPOSITIONS
        and clause.tokens.raw[at] == word
        and word[0].isalpha()
    )


def _to_next_verb(clause: Clause, at: int) -> int:
    """Return how many words the comma or "and" at *at* takes to the next of several verbs; 0 where none follows."""
    if clause.verb(at + 1) or is_doing(clause, at + 1):
        return 1
    if clause.word(at + 1) in AS_NOUNS and clause.word(at + 2) in AND:
        return 2  # "develop, use, and share"
    return int(clause.word(at) == "," and clause.word(at + 1) in ("and", "or"))
