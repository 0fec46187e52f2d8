"""What a word is, by its ending, its neighbours and the verbs of the lexicon: adverb, adjective, verb, infinitive, gerund, predicate."""

from __future__ import annotations

from tracker.segment.grammar import ADVERBS
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.slots.targets.word_classes import (
    ADJECTIVES,
    AFTER_PARTICIPLE,
    ARTICLES,
    AS_NOUNS,
    BEFORE_NOUN,
    DASHES,
    DETERMINERS,
    ENDS,
    FINITE,
    NO_ADVERBS,
    OBJECT_BEGINS,
    PREPOSITIONS,
    REACHING,
    TIMES,
)
from tracker.segment.tokens import Tokens


def is_adverb(word: str) -> bool:
    """Tell whether *word* is an adverb by its ending, or one of the closed class."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NO_ADVERBS)


def is_adjective(word: str) -> bool:
    """Tell whether *word* is an adjective by its ending, or one of the common ones."""
    return word in ADJECTIVES or word.endswith(
        ("ful", "ous", "ive", "able", "ible", "ic", "ical", "nal", "ent")
    )


def is_verb(tokens: Tokens, at: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether the word is a verb that begins something new, behind "and" or "to".

    A word that is a noun as well counts as one only in front of "of", "and", a stop or another preposition.
    """
    if at >= last:
        return False
    word = tokens.lower[at]
    behind = tokens.lower[at + 1] if at + 1 < last else "."
    if tokens.raw[at] != word and at:
        return len(word) > 3 and tokens.raw[at].isupper() and word in lexicon.verbs
    if word.endswith("ed") and len(word) > 4:
        return behind in DETERMINERS or behind in ("that", "to", "on")
    if word in PREPOSITIONS or word in ENDS or word in DETERMINERS:
        return False
    if word in AS_NOUNS:
        return behind not in PREPOSITIONS and behind not in ("and", "or") and behind[0].isalnum()
    return (
        word in lexicon.verbs
        or word in lexicon.leads
        or (behind in OBJECT_BEGINS and not word.endswith("s"))
        or (word.endswith(("ise", "ize", "ify")) and len(word) > 5 and word not in ("enterprise", "exercise"))
    )


def is_infinitive(tokens: Tokens, at: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether a verb follows "to" at *at*: "efforts to work", but "access to work"."""
    word = tokens.lower[at + 1] if at + 1 < last else "."
    if tokens.raw[at + 1 : at + 2] == (word,) and (word in AS_NOUNS or word in FINITE):
        return not at or tokens.lower[at - 1] not in REACHING
    listed = tokens.lower[at + 2 : at + 3] == (",",) and is_verb(
        tokens, at + 3, last, lexicon
    )  # "to mend, build"
    return listed or is_verb(tokens, at + 1, last, lexicon)


def is_gerund(tokens: Tokens, at: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether the word is a verb in -ing with an object: "protecting the ferries", not "developing countries"."""
    word = tokens.lower[at]
    if not word.endswith("ing") or tokens.raw[at] != word or at + 1 >= last or len(word) < 6:
        return False
    behind = tokens.lower[at + 1]
    if word == "developing" and behind in ("countries", "nations", "states", "economies", "world"):
        return False
    if (behind in (",", "and", "or") and word in lexicon.gerunds) or behind == ",":
        ahead = tokens.lower[at + 2 : min(at + 4, last)]
        return any(one.endswith("ing") and len(one) > 5 for one in ahead)
    return behind != "of" and (
        word in lexicon.gerunds or behind in DETERMINERS or behind in PREPOSITIONS or behind in ("out", "up")
    )


def is_predicate(tokens: Tokens, at: int, last: int, lexicon: Lexicon) -> bool:
    """Tell whether the word behind a noun begins what is said of it: "values shared by", "crises affecting", "war poses a"."""
    lower = tokens.lower
    word, before = lower[at], lower[at - 1]
    if tokens.raw[at] != word or (at and tokens.raw[at - 1] in DASHES):
        return False
    behind = lower[at + 1] if at + 1 < last else "."
    if word in FINITE:
        return word not in AS_NOUNS or behind in DETERMINERS or behind == "to"
    if word.endswith("ing"):
        if before.endswith("s") and not before.endswith("ss"):
            return word in lexicon.gerunds or behind in BEFORE_NOUN
        if behind == "to" and word not in ("relating", "leading", "contributing", "pertaining", "belonging"):
            return False
        return is_gerund(tokens, at, last, lexicon) and behind in BEFORE_NOUN
    if word.endswith("ed") and len(word) > 4:
        if before.endswith("s") and not before.endswith("ss"):
            return True  # "these launches violated"
        return behind in AFTER_PARTICIPLE or not behind[0].isalnum()
    if behind in ("this", "each", "every") and at + 2 < last and lower[at + 2] in TIMES:
        return False
    return behind in ARTICLES or (
        behind in DETERMINERS and behind != "such" and word.endswith("s") and not word.endswith("ss")
    )
