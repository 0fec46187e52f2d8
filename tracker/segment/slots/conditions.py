"""Under which condition: the words of a unit, or in front of it in its sentence, that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.segment.slots.clauses import CLAUSE

_NO_MORE = r"(?=$|[,;.)]|\s+(?:and|or|to|in|with|by|for|that|given|through)\b)"  # it stands for itself: "as appropriate sanctions" does not
_APART = r"(?<!\bwell )(?<!\bsoon )(?<!\blong )(?<!\bfar )(?<!\bmuch )(?<!ly )\b"  # "as soon as necessary", "as well as required steps" set none
_CONDITION = re.compile(
    # an "if" that makes a wish ("if we are to live in peace") or likens ("as if") is none
    r"(?:(?<!\bas )(?<!\beven )(?<!\bwhat )(?<!\bdetermine )(?<!\bsay )(?<!\bask )(?<!\bsee )(?<!\bdecide )\bif\b(?! any(?:thing)?\b)(?! (?:we|they|it|you|he|she|\w+ \w+|\w+) (?:are|is|am|were) to\b)"
    r"|\b(?:unless|only when|provided that|providing that|(?<=, )provided(?= (?:it|they|the|there|we|you|all|these|those|its|their|such)\b))"
    r"|\b(?:as|so) long as(?! (?:it takes|is needed|(?:is )?necessary|needed|required|possible))"
    r"|(?:(?-i:Should)|(?<=[,;:–—-] )should|(?<=\band )should) (?!(?:not|also)\b)(?=\w+ (?:\w+ ){0,8}(?:fail|refuse|continue|choose|decide|proceed|occur|become|arise|prove|remain|be)\b)"
    r"|should (?=(?:they|it|he|she|there|we|you|any|the|an?|this|those|these) )"
    r"|\b(?:in the event (?:of|that)|in case(?: of)?|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bbeen )(?<!\bwas )(?<!\bwere )(?<!already )subject to|on (?:the )?condition (?:that|of)"
    r"|(?:conditional|contingent) (?:on|upon)|depending (?:up)?on|(?:will|would|to) depend (?:up)?on(?! \w+ing\b)|pending(?= (?:the|an?|its|their|further|completion|approval|ratification|review|results|confirmation|(?-i:[A-Z]))\b)|in consultation with|consistent with available))"
    rf"\b{CLAUSE}*"
    rf"|(?:{_APART}as|\b(?:if|where|when)(?:ever)?) (?:appropriate|necessary|needed|required|warranted|applicable|relevant){_NO_MORE}|\b(?:if|where|when)(?:ever)? (?:possible|feasible|practicable){_NO_MORE}"
    rf"|{_APART}as (?:warranted by|needed to|conditions (?:allow|permit)|circumstances (?:allow|permit|warrant))"
    + f"{CLAUSE}*",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    rf"\b(?:until|only (?:once|after|upon|following)|(?:once|Once)(?= (?:the|it|they|this|these|those|that|conditions|all|an?(?! (?:day|week|month|quarter|year)\b)|we|[A-Z]\w+)\b)"
    rf"|(?<!\blook )after(?= [^,;.]{{0,120}}\b(?:is|are|ends?|begins?|becomes?|enters?)\b))\b{CLAUSE}*"
)
# "When the board decides to begin, it will take its time": what is to come, where the unit is of what will be done.
_WHEN = re.compile(r"\W*(When(?!\b[^,]*\b(?:had|was|were|did|met|last|speak|talk|comes? to)\b)\b[^;.]*?),")
_TO_COME = re.compile(r"(?:[\w’']+\s+){0,3}?(?:will|would|shall)\b", re.IGNORECASE)
# What sets off a warning: "any use of such weapons would be met with severe consequences".
_SETS_OFF = re.compile(
    r"\bany\b[^,;.]{3,90}?(?=,? (?:(?:will|would|shall) (?:be met|have|result|trigger|lead to|face|draw|provoke|bring)\b))",
    re.IGNORECASE,
)
_IN_FRONT = re.compile(
    r"\W*((?:If(?! anything\b)(?! (?:we|they|it|you) (?:are|is|were) to\b)|Unless|Should|In the event|In case|Once(?! (?:again|more|a)\b)|Provided|Subject to|As long as"
    r"|Depending on|Pending|To the extent|Only (?:if|when|once|after)|On the basis of)\b[^;.]*?),"
)
# The words by which one is looked for further: most units have none of these.
_CONDITIONED = frozenset(
    "if unless provided providing long only should event case subject condition conditional contingent depending depend pending "
    "appropriate necessary needed required warranted possible feasible applicable relevant conditions circumstances consultation consistent any".split()
)
_LASTING = frozenset({"until", "once", "only", "after"})


def find_conditions(
    text: str, start: int, end: int, before: int, content: int, words: frozenset[str], family: str
) -> Iterator[tuple[int, int, bool]]:
    """Yield where text[start:end], a unit of *family*, says under which condition, as (start, end, whether it stands in front of the unit).

    *before* is where its sentence begins, *content* where the action does; *words* are those of the unit in lower case.
    A judgment has none: what it judges has happened.
    """
    if family == "E":
        return
    found = list(_inside(text, start, end, content, words))
    yield from ((first, last, False) for first, last in found)
    if not found:
        ahead = _IN_FRONT.match(text, before, start)
        if ahead is None and family == "U" and _TO_COME.match(text, start, end):
            ahead = _WHEN.match(text, before, start)
        if ahead:
            yield *ahead.span(1), True


def _inside(
    text: str, start: int, end: int, content: int, words: frozenset[str]
) -> Iterator[tuple[int, int]]:
    found = False
    if _CONDITIONED & words:
        for pattern in (_CONDITION, _SETS_OFF):
            for match in pattern.finditer(text, start, end):
                found = True
                yield match.span()
    until = _UNTIL.search(text, content, end) if _LASTING & words and not found else None
    if until:
        yield until.span()
