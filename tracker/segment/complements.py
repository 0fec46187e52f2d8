"""What stands beside a verb: whether a word is a verb here at all, and has the complement it needs."""

from __future__ import annotations

from tracker.segment.grammar import (
    ADVERBS,
    BEFORE_NOUNS,
    BODY,
    COPULA,
    OPINIONS,
    OWNERS,
    PLURAL,
    SINGULAR,
    STATES,
)
from tracker.segment.lexicon import Lead, Lexicon
from tracker.segment.tokens import Tokens


def matching(tokens: Tokens, index: int, lexicon: Lexicon) -> tuple[Lead, ...]:
    """Return the leads that stand at word *index* with the complement they need, longest first."""
    fits = [
        lead
        for lead in lexicon.leads[tokens.lower[index]]
        if tokens.lower[index + 1 : index + 1 + len(lead.rest)] == lead.rest
    ]
    fits = [lead for lead in fits if lead.table != "commit" or takes(tokens, index + 1, lead.lemma, lexicon)]
    longest = max((len(lead.rest) for lead in fits), default=0)
    return tuple(lead for lead in fits if len(lead.rest) == longest or lead.form == "phrase")


def takes(tokens: Tokens, after: int, lemma: str, lexicon: Lexicon) -> bool:
    """Tell whether a verb of commitment has the complement it needs: "aimed to", not "aimed at"."""
    after = past_adverbs(tokens, after)
    follows = tokens.lower[after] if after < len(tokens) else ""
    if lemma == "continue" and follows == "to":
        # "continue to call on": the verb that follows says what is done
        verb = skip(tokens, after + 1, len(tokens))
        return verb == len(tokens) or not gives_opinion(tokens.lower[verb], lexicon)
    if lemma in ("seek", "pledge", "promise", "strive"):
        return follows not in ("by", "at", "in", "with", ",", ".", "after")
    return follows in ("to", "that", "on", "upon", "against", "not") or (lemma == "plan" and follows == "for")


def skip(tokens: Tokens, index: int, stop: int, also: frozenset[str] = frozenset()) -> int:
    """Return the first word from *index* on, before *stop*, that is neither an adverb nor one of *also*."""
    while index < stop and (
        tokens.lower[index] in ADVERBS or tokens.lower[index] in also or tokens.lower[index].endswith("ly")
    ):
        index += 1
    return index


def gives_opinion(word: str, lexicon: Lexicon) -> bool:
    """Tell whether *word* can be a verb of demand, stance or judgment: after "continue to" it says what is done."""
    return any(lead.table in OPINIONS for lead in lexicon.leads.get(word, ()))


def past_adverbs(tokens: Tokens, index: int) -> int:
    """Return the first word from *index* on that is no adverb: "agreed *in principle* to"."""
    while index < len(tokens):
        if tokens.lower[index : index + 2] == ("in", "principle"):
            index += 2
        elif tokens.lower[index] in ADVERBS or tokens.lower[index].endswith("ly"):
            index += 1
        else:
            break
    return index


def back(tokens: Tokens, index: int) -> int:
    """Return the word before *index*, adverbs skipped."""
    index -= 1
    while index >= 0 and (tokens.lower[index] in ADVERBS or tokens.lower[index].endswith("ly")):
        index -= 1
    return index


def under_way(tokens: Tokens, index: int) -> bool:
    """Tell whether the participle at *index* is under way: "is working"."""
    before = back(tokens, index)
    return before >= 0 and tokens.lower[before] in COPULA


def is_noun(tokens: Tokens, index: int) -> bool:
    """Tell whether the word is a noun or adjective here: "the agreed text", "our shared values"."""
    before = tokens.lower[max(0, index - 2) : index]
    if not before:
        return False
    follows = tokens.lower[index + 1] if index + 1 < len(tokens) else ""
    if tokens.lower[index] == "support" and follows in ("to", "for", "of"):
        return True
    described = len(before) == 2 and before[0] in OWNERS and before[1] not in SINGULAR | PLURAL | BODY
    return before[-1] in BEFORE_NOUNS or described


def fits(lead: Lead, copula: bool, joined: bool) -> bool:
    """Tell whether the word can be this lead here: an adjective needs a copula, a verb must not have one."""
    if lead.table.endswith("_adjective"):
        return copula or joined or lead.lemma == "committed to"
    return not copula or lead.form in ("ing", "phrase") or lead.table == "act"


def acts(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    """Tell whether an action follows the modal, not a state: "may join the search", not "may be late"."""
    index = skip(tokens, index, len(tokens))
    return index < len(tokens) and tokens.lower[index] in lexicon.verbs and tokens.lower[index] not in STATES
