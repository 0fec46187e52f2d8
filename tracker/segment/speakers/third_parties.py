"""Whose undertaking, stance or demand a text tells that is not its own: "Estmark will contribute 5 million"."""

from __future__ import annotations

from tracker.segment.grammar import ADVERBS
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.speakers.authors import GROUPS, MEMBERS
from tracker.segment.speakers.clause_subjects import ClauseSubject
from tracker.segment.speakers.participants import Participants
from tracker.segment.tokens import Tokens

NOBODY: frozenset[str] = frozenset()
TOLD_OF = "It is told of another party."
TABLES = {  # of leads whose subject itself undertakes, supports or asks; what is judged of others is the issuer's
    "U": frozenset(("commit", "commit_adjective", "act")),
    "S": frozenset(("stance",)),
    "D": frozenset(("direct",)),
}
BEFORE_LEAD = ADVERBS | frozenset("has have had is are was remains newly recently already".split())
# What befalls a state, or is expected of it, also without their last letters: "Veskia will face the cost", "is facing".
ENDURED = frozenset(
    "be not never face fac pay suffer bear lose los incur have hav see need feel get receive receiv regret know find become"
    " becom remain".split()
)


def parties_told_of(
    tokens: Tokens,
    subject: ClauseSubject,
    first: int,
    family: str,
    participants: Participants,
    lexicon: Lexicon,
) -> frozenset[str]:
    """Return the parties outside *participants* that *subject* names and whose own act or stance the unit at word *first* tells.

    Empty where it names none, where it is governed by more than its verb, where it is a body of a bank that issues the
    text, or where it names a group that one of them belongs to.
    """
    lower, verb = tokens.lower, subject.verb
    codes = NOBODY.union(*(one.codes for one in subject.members))
    known = participants.issuer | participants.principals
    own = participants.bank and any(one.body for one in subject.members)
    if (
        family not in TABLES
        or not codes
        or own
        or _includes(codes, known)
        or not _opens(tokens, subject, first)
    ):
        return NOBODY
    if lower[verb] in ("will", "shall"):
        verb = next((at for at in range(verb + 1, len(lower)) if lower[at] not in ADVERBS), verb)
        return codes if family == "U" and lower[verb] not in ENDURED else NOBODY
    while verb < len(lower) and lower[verb] in BEFORE_LEAD:
        verb += 1
    word = lower[verb] if verb < len(lower) else ""
    does = family == "U" and verb > subject.verb and word.endswith("ing") and word[:-3] not in ENDURED
    done = family == "U" and lower[subject.verb] in ("has", "have") and word.endswith("ed")
    said = any(lead.table in TABLES[family] for lead in lexicon.leads.get(word, ()))
    return codes if does or done or said else NOBODY


def _opens(tokens: Tokens, subject: ClauseSubject, first: int) -> bool:
    """Tell whether *subject* opens the unit at word *first*, with nothing but adverbs before its verb."""
    lower = tokens.lower
    opens = subject.begin == first + (lower[first] == "that")
    before = subject.end <= first and abs(subject.verb - first) <= 2
    beside = subject.begin and lower[subject.begin - 1] == "and"  # "the authorities and Estmark"
    named = all(one.codes or one.names for one in subject.members)
    close = subject.verb - subject.end <= 2 and lower[subject.end : subject.end + 1] != (",",)
    return (opens or before) and close and named and not (beside or subject.aside)


def _includes(codes: frozenset[str], known: frozenset[str]) -> bool:
    """Tell whether *codes* name one of those *known*, or a group that one of them belongs to."""
    groups = GROUPS | MEMBERS
    return not known.isdisjoint(codes.union(*(groups[name] for name in codes & groups.keys())))
