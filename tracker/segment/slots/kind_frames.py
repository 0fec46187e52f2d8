"""Of which kind a unit is where its words leave no doubt: the frame goes before the network's guess.

Only what the coding guide rules and the left-out spans bear out (docs/accuracy.md): the same frame
gets the same family in every text. Everything else is the network's judgment.
"""

from __future__ import annotations

import re

from tracker.domain import Kind
from tracker.segment.grammar import LOOKING
from tracker.segment.slots.triggers import FRAMES, Trigger
from tracker.segment.tokens import Tokens

NEAR = 6  # words behind a frame in which the noun stands that it opens
REFUSAL = 6  # words of "do not and will never recognise"
SUPPORT = frozenset({"support", "solidarity"})
OF_WHAT = frozenset({"for", "of", "to", "with"})
BE = frozenset("am is are was were be been remain remains".split())
POLICY = re.compile(
    r"\b(?:rates?|target range|polic(?:y|ies)|purchases|accommodati(?:on|ve)|firming|tightening|easing|stance)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"\b(?:(?:will|shall|can|could|do|does)\s+(?:not|never)|cannot|(?:can|won|don|doesn)[’']t)\s+(?:ever\s+)?"
    r"(?:be,?\s+)?(?:accept|recogni[sz]e|tolerate)(?:e?d)?\b",
    re.IGNORECASE,
)
ACCEPTING = frozenset("accept accepted recognise recognised recognize recognized tolerate tolerated".split())
LIKELY = re.compile(r"\b(?:is|are) likely to\b")
GOING_ON = frozenset("to also further again still will continue continues strongly firmly".split())


def settle_kind(
    kind: Kind, trigger: Trigger, tokens: Tokens, last: int, quote: str, *, bank: bool
) -> tuple[Kind, str]:
    """Return the kind of a unit and why, or *kind* and "" where its words leave it open.

    *last* is one past its last word in *tokens*, *quote* its text; *bank* says that a central bank speaks.
    """
    opening, lower = trigger.opening, tokens.lower
    if kind.family in "DU" and REFUSED.search(quote) and _refuses(tokens, trigger):
        return Kind.S_PRINCIPLE, "what is not accepted"
    if not opening.after:
        guided = bank and kind.family == "S" and LIKELY.search(quote) and POLICY.search(quote)
        return (Kind.U_OWN, "what a bank will likely do") if guided else (kind, "")
    word = lower[opening.at]
    settled, why = kind, ""
    if opening.table == "frame" and opening.level > 1 and _opens_support(tokens, opening.after, last):
        settled, why = Kind.S_SUPPORT, f"{word} … support for"
    elif opening.table == "concern_adjective":
        settled, why = Kind.E_CONCERN, word
    elif word == "encouraged" and _is_felt(tokens, opening.at, opening.after):
        settled, why = Kind.E_PRAISE, "are encouraged"
    elif kind.family == "S" and word in ("encourage", "encourages"):
        settled, why = Kind.D_CALL, word
    elif word in ("look", "looks") and lower[opening.at + 1 : opening.after] == ("forward", "to"):
        doing = lower[opening.after].endswith("ing") if opening.after < last else False
        if not (doing and lower[opening.after] == "welcoming"):
            settled, why = (Kind.U_OWN if doing else Kind.D_CALL), "what is looked forward to"
    elif bank and word in ("will", "would") and lower[opening.after : opening.after + 2] == ("need", "to"):
        settled, why = Kind.S_PRINCIPLE, "what one’s own policy needs"
    elif bank and kind.family == "S" and LIKELY.search(quote) and POLICY.search(quote):
        settled, why = Kind.U_OWN, "what a bank will likely do"
    elif bank and word in LOOKING and POLICY.search(quote):
        settled, why = Kind.U_OWN, f"a bank {word} of its policy"
    elif (
        kind.family == "U"
        and (word in ("continue", "continues") or opening.table == "modal")
        and _asks(tokens, opening.after, last)
    ):
        settled, why = Kind.D_CALL, "goes on asking"
    return (kind, "") if settled.family == kind.family else (settled, why)


def _refuses(tokens: Tokens, trigger: Trigger) -> bool:
    """Tell whether it is the unit that does not accept a thing, or says that the world does not: guide, section 2."""
    opening = trigger.opening
    begins = tokens.lower[opening.at : opening.at + REFUSAL]
    return opening.table in FRAMES or (opening.table in ("", "modal") and not ACCEPTING.isdisjoint(begins))


def _is_felt(tokens: Tokens, at: int, after: int) -> bool:
    """Tell whether "encouraged" at word *at* says how the speakers feel: "are encouraged by", "encouraged that"."""
    return (at > 0 and tokens.lower[at - 1] in BE) or tokens.lower[after : after + 1] in (("that",), ("by",))


def _opens_support(tokens: Tokens, begin: int, last: int) -> bool:
    """Tell whether the words from *begin* on name support for something, before a clause or another noun of force."""
    lower = tokens.lower
    for at in range(begin, min(last - 1, begin + NEAR)):
        if lower[at] in ("that", "commitment", "you"):
            return False
        if lower[at] in SUPPORT:
            return lower[at + 1] in OF_WHAT
    return False


def _asks(tokens: Tokens, begin: int, last: int) -> bool:
    """Tell whether what is continued from word *begin* on is a demand: "will continue to call for"."""
    at = begin
    while at < last and tokens.lower[at] in GOING_ON:
        at += 1
    return tokens.lower[at : at + 1] == ("urge",) or (
        tokens.lower[at : at + 1] == ("call",)
        and tokens.lower[at + 1 : at + 2] in (("for",), ("on",), ("upon",))
    )
