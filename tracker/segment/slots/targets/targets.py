"""Towards whom or what a unit goes, as words of its sentence.

    "urged | Veskia | to release the crews"                     of a demand who is asked
    "called for | the release of all crews"                     else what is to happen
    "condemned | the seizure of a ferry by Veskia"              of a judgment whose conduct, or what conduct
    "thanked | the harbour pilots | for their patience"
    "will make every effort to restore | the ferry service"     of the rest what is acted upon, past nouns that only say "do"
    "| such tolls | should be abolished"                        of a passive its subject

Where grammar leaves it open there is none: an empty target is better than a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tracker.segment.grammar import MODALS
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.slots.targets.asked import asked
from tracker.segment.slots.targets.clause import Clause, is_followed_by_verb, is_predicative, needs_verb
from tracker.segment.slots.targets.clause_parts import (
    clause_object,
    clause_subject,
    infinitive_object,
    with_agent,
)
from tracker.segment.slots.targets.skipping import past_how, past_that
from tracker.segment.slots.targets.word_classes import (
    ARTICLES,
    CLAUSAL,
    DASHES,
    DETERMINERS,
    FINITE,
    JUDGING,
    LIKELY,
    NO_NOUNS,
    NO_TARGETS,
    NOTHING,
    NOUN_OR_VERB,
    POSSESSIVES,
    PREPOSITIONS,
    THANKED,
)
from tracker.segment.slots.targets.word_tests import is_adverb
from tracker.segment.slots.triggers import DEMANDING, Opening, Trigger
from tracker.segment.speakers.mentions import parties_in
from tracker.segment.tokens import Tokens, tokenize

MOST = 70  # words of a unit that are looked at


def find_target(
    tokens: Tokens,
    first: int,
    last: int,
    trigger: Trigger,
    family: str,
    speakers: frozenset[str],
    lexicon: Lexicon,
) -> tuple[int, int]:
    """Return the first word of the target of the unit first..last and the one past its last; equal where it has none."""
    clause = Clause(tokens, min(last, first + MOST), lexicon)
    if _is_noun(clause, first, trigger.opening.at):
        trigger = replace(
            trigger, opening=Opening(first), content=first, aim=first, verb=None, addressed=(first, first)
        )
    for one in _candidates(clause, first, trigger, family, speakers):
        begin, end = _trimmed(clause, *one)
        if begin < end:
            return begin, end
    return NOTHING


def is_clauseless(text: str) -> bool:
    """Tell whether *text* has no finite verb in it, so that it may be what "such incidents" stands for."""
    return CLAUSAL.isdisjoint(tokenize(text, 0, len(text)).lower)


def _candidates(
    clause: Clause, first: int, trigger: Trigger, family: str, speakers: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield what may be the target, the best first."""
    opening = trigger.opening
    at, after = opening.at, opening.after or first
    if family == "D":
        yield asked(clause, first, trigger)
    if family == "E":
        yield from _judged(clause, first, trigger)
        return
    begin, verbal = trigger.aim, trigger.verb is not None
    if opening.table in ("stance", "act", "direct"):
        begin, verbal = after, False
    elif opening.table == "modal":
        begin, verbal = after, True
    elif opening.table in ("commit", "commit_adjective") and family == "U":
        begin, verbal = after, needs_verb(clause, after)
    likely = clause.word(at - 1) == "to" and not LIKELY.isdisjoint(clause.tokens.lower[first:at])
    modal = likely or opening.table == "modal" or clause.word(at) in DEMANDING
    if opening.table.startswith("head.") and is_followed_by_verb(clause, after):
        modal = True  # "such cooperation is vital": the noun is the subject
    begins = first if modal or not opening.after else past_that(clause, after)
    if modal:  # "said that the tolls will"
        begins = next(
            (place + 1 for place in range(at - 1, first, -1) if clause.word(place) == "that"), first
        )
    if not opening.after:  # "pointed out that the tolls"
        near = range(first + 1, min(first + 4, clause.last))
        begins = next((place + 1 for place in near if clause.word(place) == "that"), first)
    clausal = modal or not opening.after or begins > after or clause.word(trigger.content - 1) == "that"
    if family == "U" and not modal and not opening.table.startswith("frame") and begins == after:
        clausal = False
    elif not modal and clausal and opening.after and begins == after:
        begins = trigger.content
    if clausal:
        subject, behind = clause_subject(clause, begins)
        passive = is_predicative(clause, behind)
        if subject != NOTHING and (passive or family in "SD") and not _is_speaker(clause, subject, speakers):
            yield subject
        if passive:
            yield infinitive_object(clause, behind)
            if clause.word(behind - 1) == "there":
                yield clause_object(clause, behind, False)
            return
        if family == "U" and modal:
            yield clause_object(clause, behind if behind > first else begin, True)
        elif behind > begins or clause.word(behind + 1) in DETERMINERS or clause.word(behind) in FINITE:
            yield clause_object(clause, behind, True)
    yield clause_object(clause, begin, verbal or (begin > first and needs_verb(clause, begin)))


def _judged(clause: Clause, first: int, trigger: Trigger) -> Iterator[tuple[int, int]]:
    """Yield whose conduct is judged, or what conduct: the object of the judging verb, or who does it."""
    opening = trigger.opening
    known = opening.after and (opening.table in JUDGING or opening.table.startswith("head."))
    begin = past_that(clause, opening.after) if known else first
    if not known or begin > opening.after:
        subject, behind = clause_subject(clause, begin)
        yield subject
        yield clause_object(clause, behind, True)
        return
    voiced = any(
        head.family == "E"
        for place in range(opening.after, trigger.content)
        for head in clause.lexicon.heads.get(clause.word(place), ())
    )  # "expressed its concern about"
    begin = trigger.content if voiced or opening.table.startswith("head.") else opening.after
    begin = past_how(clause, begin)
    if clause.word(begin) == "that":
        yield clause_subject(clause, begin + 1)[0]
    yield with_agent(clause, clause.phrase(begin, THANKED))


def _is_noun(clause: Clause, first: int, at: int) -> bool:
    """Tell whether the word that is taken for the verb of the unit is a noun: "all | states |", "| state |-owned"."""
    if at <= first:
        return False
    before = clause.word(at - 1)
    named = (
        before in DETERMINERS
        or before in PREPOSITIONS
        or before in ("by", "through", "via")
        or clause.word(at + 1) in DASHES
    )
    word = clause.word(at)
    if word in MODALS or word in DEMANDING:
        return before == "that" and at - 1 > first  # "a charter that will"
    return named and (word in NOUN_OR_VERB or word.endswith("ed"))


def _is_speaker(clause: Clause, found: tuple[int, int], speakers: frozenset[str]) -> bool:
    """Tell whether the phrase names the speakers themselves and nothing of theirs."""
    codes = [(end, code) for _, end, code in parties_in(clause.tokens, clause.lexicon, *found)]
    return bool(codes) and codes[-1][0] == found[1] and {code for _, code in codes} <= speakers


def _trimmed(clause: Clause, begin: int, end: int) -> tuple[int, int]:
    """Return the phrase without an article in front, or nothing where only a pronoun or adverb is left."""
    lower = clause.tokens.lower
    while begin < end and (
        (lower[begin] in ARTICLES and lower[begin + 1] not in ("excellency", "majesty"))
        or lower[begin] in ("any", "all")
        or (is_adverb(lower[begin]) and lower[begin + 1] not in POSSESSIVES)
    ):
        begin += 1
    if end - begin == 1 and clause.tokens.raw[begin] == lower[begin]:
        word = lower[begin]
        if word in NO_TARGETS or word[0].isdigit() or word.endswith(NO_NOUNS):
            return NOTHING
    return begin, end
