"""Subject and object of a clause, found in either direction from its verb."""

from __future__ import annotations

from tracker.segment.grammar import AUXILIARY, MODALS
from tracker.segment.slots.targets.clause import (
    BE_REACH,
    Clause,
    acts,
    is_doing,
    is_followed_by_verb,
    is_predicative,
    is_sum,
    verb_behind,
)
from tracker.segment.slots.targets.noun_phrases import LONGEST
from tracker.segment.slots.targets.skipping import past_aside, past_verbs
from tracker.segment.slots.targets.word_classes import (
    COPULAS,
    DETERMINERS,
    EMPTY_NOUNS,
    HOLDING,
    IN_FRONT,
    LIGHT,
    NOBODY,
    NOTHING,
    OPENING,
    PREPOSITIONS,
    PRONOUNS,
    SAYING,
)
from tracker.segment.slots.targets.word_tests import is_adverb, is_gerund

FAR = 10  # words in which "to" and a verb follow "it is important"


def clause_subject(clause: Clause, at: int) -> tuple[tuple[int, int], int]:
    """Return the subject of the clause that begins at *at*, and where its verb stands; no subject where it is a pronoun."""
    while at < clause.last and (
        clause.word(at) in OPENING or is_adverb(clause.word(at)) or clause.word(at) == ","
    ):
        at += 1
    word = clause.word(at)
    if word in PREPOSITIONS or word in IN_FRONT:
        comma = next(
            (place for place in range(at, min(at + 24, clause.last)) if clause.word(place) == ","), -1
        )
        if comma < 0:
            return NOTHING, at
        return clause_subject(clause, comma + 1)
    if word in NOBODY:
        return NOTHING, at + 1
    if is_doing(clause, at):
        found = clause_object(clause, at, True)
        return found, verb_behind(clause, max(found[1], at + 1))
    if word in PRONOUNS and (word != "this" or is_followed_by_verb(clause, at + 1)):
        return NOTHING, at + 1
    bare = (
        clause.tokens.raw[at : at + 1] == (word,)
        and clause.word(at + 1) in DETERMINERS
        and word not in DETERMINERS
    )
    if clause.verb(at) or bare or word in MODALS or word in AUXILIARY:
        return NOTHING, at
    begin, end = with_agent(clause, clause.phrase(at))
    return ((begin, end) if begin < end else NOTHING), verb_behind(clause, end)


def clause_object(clause: Clause, at: int, verbal: bool) -> tuple[int, int]:
    """Return what is acted upon: the noun phrase behind the verbs at *at*, *verbal* where one must stand there."""
    for _ in range(4):  # "make efforts to take steps to protect the ferries"
        begin, ends = past_verbs(clause, at, verbal)
        if clause.word(begin) == "that":  # "ensure that the ferries are safe"
            return told_of_clause(clause, begin + 1)
        if clause.word(begin) == "how":  # "how vital it is to protect the ferries"
            return infinitive_object(clause, begin)
        begin, end = with_agent(clause, clause.phrase(begin, ends))
        if begin == end:
            return NOTHING
        behind = clause.word(end)
        core = next((place for place in range(begin, end) if clause.word(place) in PREPOSITIONS), end)
        noun = clause.word(core - 1)
        if behind == "that" and noun in HOLDING:
            return told_of_clause(clause, end + 1)
        empty = noun in SAYING or is_sum(clause, begin, core)  # says nothing of what is acted upon
        if core < end and empty:
            at, verbal = max(past_aside(clause, core), core + 1), False
        elif behind == "to" and noun in LIGHT and (clause.infinitive(end)):
            inner = clause_object(clause, end + 1, True)
            return inner if inner != NOTHING else (begin, end)
        elif empty and behind in PREPOSITIONS and end + 1 < clause.last:
            at = max(past_aside(clause, end), end + 1)
            verbal = at < clause.last and is_gerund(clause.tokens, at, clause.last, clause.lexicon)
        else:
            return begin, end
    return NOTHING


def told_of_clause(clause: Clause, at: int) -> tuple[int, int]:
    """Return the subject of the clause at *at*; where that is a pronoun, what its verb acts upon."""
    subject, behind = clause_subject(clause, at)
    if subject != NOTHING:
        return subject
    return (
        infinitive_object(clause, behind)
        if is_predicative(clause, behind)
        else clause_object(clause, behind, True)
    )


def infinitive_object(clause: Clause, at: int) -> tuple[int, int]:
    """Return the object of "it is important to protect …", or of "there is no justification for …"."""
    begin = next((place + 1 for place in range(at, at + BE_REACH) if clause.word(place) in COPULAS), at)
    for index in range(begin, min(begin + FAR, clause.last)):
        if clause.word(index) in EMPTY_NOUNS:
            return clause_object(clause, index, False)
        if clause.word(index) == "to" and clause.infinitive(index):
            return clause_object(clause, index + 1, True)
        if clause.word(index) in ("that", ",", "which", "as"):
            break
    return NOTHING


def with_agent(clause: Clause, found: tuple[int, int]) -> tuple[int, int]:
    """Return the phrase with who does it, where "by" and somebody who can act follow: "the seizure of a ferry by Veskia"."""
    begin, end = found
    if begin < end and clause.word(end) == "by" and not is_doing(clause, end + 1):
        agent = clause.phrase(end + 1)
        if agent[0] < agent[1] and agent[1] - begin <= LONGEST and acts(clause, agent):
            return begin, agent[1]
    return found
