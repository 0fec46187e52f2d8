"""Who is asked by a demand, and which parties a target names."""

from __future__ import annotations

from tracker.segment.grammar import MODALS
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.slots.targets.clause import Clause, acts, is_doing
from tracker.segment.slots.targets.noun_phrases import noun_phrase
from tracker.segment.slots.targets.word_classes import (
    ASKING,
    HOLDING,
    NOTHING,
    OUGHT,
    PREPOSITIONS,
    WHAT_FOR,
)
from tracker.segment.slots.targets.word_tests import is_adverb
from tracker.segment.slots.triggers import Trigger
from tracker.segment.speakers.mentions import parties_in
from tracker.segment.tokens import Tokens

FRAME = 7  # words in which the verb or noun stands that asks
FAR = 90  # words before a unit in which the verb stands that asks for it


def asked(clause: Clause, first: int, trigger: Trigger) -> tuple[int, int]:
    """Return who is asked: behind the verb of a demand and before "to"; before the unit where it begins with its verb."""
    opening = trigger.opening
    asking = next(
        (at for at in range(first, min(first + FRAME, clause.last)) if clause.word(at) in ASKING), first - 1
    )
    if asking < first and (
        not opening.after or (opening.at == first and opening.table == "act" and clause.verb(first))
    ):
        return _asked_before(clause, first)
    for place in range(first + 1, min(first + FRAME, clause.last)):  # "our demand that Veskia"
        if clause.word(place) == "that" and clause.word(place - 1) in HOLDING | ASKING:
            found = clause.phrase(place + 1)
            return found if acts(clause, found) else NOTHING
    begin = trigger.addressed[0] if trigger.addressed[0] != trigger.addressed[1] else trigger.content
    if clause.word(opening.at) in OUGHT:
        return NOTHING
    if opening.table == "direct":
        begin = opening.after
    elif asking >= first and (not opening.after or opening.at > asking):
        begin = asking + 1
    while clause.word(begin) in ("on", "upon", "for", "that") or is_adverb(clause.word(begin)):
        begin += 1
    called = clause.tokens.lower[max(first, begin - 3) : begin]
    direct = (not ASKING.isdisjoint(called) and "for" not in called) or "on" in called or "upon" in called
    found = clause.phrase(begin, WHAT_FOR if direct else frozenset())
    behind = clause.word(found[1])
    follows = behind in ("to", "being") or behind in MODALS or is_doing(clause, found[1])
    if found[1] > begin and (direct or (follows and acts(clause, found))):
        return found
    return NOTHING


def _asked_before(clause: Clause, first: int) -> tuple[int, int]:
    """Return who is asked in the words before the unit, which begins with what is asked: "urges Veskia to | release"."""
    lower = clause.tokens.lower
    for index in range(first - 1, max(first - FAR, 0) - 1, -1):
        if lower[index] in ASKING:
            begin = index + 1
            while begin < first and lower[begin] in ("on", "upon", "for"):
                begin += 1
            found = noun_phrase(clause.tokens, begin, first, clause.lexicon, WHAT_FOR)
            return found if lower[found[1] : found[1] + 1] in (("to",), (":",)) else NOTHING
    return NOTHING


def parties_aimed_at(aimed: tuple[int, int], tokens: Tokens, lexicon: Lexicon) -> frozenset[str]:
    """Return the parties that a target is or that act in it: those in front of its first preposition, and behind "by".

    Of "Veskia’s seizure of Estmark’s ferries" it is Veskia, of "the seizure of a ferry by Veskia" too.
    """
    first, last = aimed
    lower = tokens.lower
    head = next((at for at in range(first, last) if lower[at] in PREPOSITIONS or lower[at] == "by"), last)
    agent = next((at for at in range(first, last) if lower[at] == "by"), last)
    return frozenset(
        code
        for begin, end in ((first, head), (agent, last))
        for _, _, code in parties_in(tokens, lexicon, begin, end)
    )
