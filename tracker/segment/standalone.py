"""Units without a lead verb: conduct judged, demands in the passive, guidance of a central bank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.domain import Kind
from tracker.segment.cast import Cast, parties_in
from tracker.segment.drafts import Draft
from tracker.segment.grammar import POINTING, STANDALONE, TRIM
from tracker.segment.lexicon import Lexicon
from tracker.segment.tokens import Tokens

VERBAL = re.compile(
    r"\b(?:is|are|was|were|be|been|constitutes?|represents?|represented|constituted|poses?|posed|violates?|violated|breach(?:es|ed)?|"
    r"threatens?|threatened|undermines?|undermined|contravenes?|contravened|destabili[sz]es?|jeopardi[sz]es?|erodes?|erode)\b"
)
DEMAND = re.compile(r"\b(must|should)\b(?:\s+(not|never))?")
NOT_DEMAND = re.compile(
    r"\bshould (?:also )?(?:serve as|be an? |help|be able|lead|result|you|we|i|have)\b|\bmust have\b|\bif\b.*\bshould\b"
)
SHORTEST = 5  # words of a judgment that stands before a lead verb
THREATS = frozenset({"anticipate", "expect", "face"})
OPEN = re.compile(r"\b(?:door|path) .*remains? open\b")
THREAT = re.compile(
    r"\b(?:should|must|will) (?:anticipate|expect|face)\b.*\b(?:actions?|consequences|costs|measures|sanctions)\b"
)
WORRY = re.compile(r"\b(?:has|have) (?:\w+ ){0,2}concerns?\b")
ISSUES = re.compile(
    r"\b(?:our|its|their|the [\w.]+(?: [\w.]+)?(?:’s)?)\s+(?:\w+\s+){0,2}commitment (?:of [\w. ]{2,40} )?to .* (?:is|remains) (?:\w+\s+)?(?:ironclad|unwavering|steadfast|firm|absolute|clear)"
    r"|\bthe commitment of [\w. ]{2,40} to .* (?:is|remains) (?:\w+\s+)?(?:ironclad|unwavering|steadfast|firm|absolute|clear)"
)
RENOUNCED = re.compile(r"\b(?:has|have) no (?:intention of|intention to|intent to|plans? to|wish to)\b")


def standalone(
    tokens: Tokens, sentence: str, cast: Cast, lexicon: Lexicon, latest: frozenset[str]
) -> Iterator[Draft]:
    """Yield the drafts of a sentence in which no lead verb was found."""
    speakers = latest or cast.principals or cast.issuer or frozenset({"unresolved"})
    last = len(tokens)
    while last and not tokens.raw[last - 1][0].isalnum():
        last -= 1
    words = set(tokens.lower)
    if STANDALONE.isdisjoint(words):
        return
    lower = sentence.lower().replace("'", "’")
    joint = Kind.U_JOINT if len(speakers) > 1 else Kind.U_OWN
    if not last or lower.startswith("voting"):
        return
    if lexicon.guidance.search(lower, words):
        for pattern, level in lexicon.forecasts:
            foretold = pattern.search(lower)
            if foretold:
                yield _draft(0, last, joint, level, speakers, foretold.group(), f"U {level}: guidance")
                return
    if THREATS & words and THREAT.search(lower):
        yield _draft(
            0,
            last,
            Kind.U_WARN,
            3,
            speakers,
            "warning",
            "U 4: they should expect …",
            "agent rule: agentless, 3",
        )
        return
    worry = WORRY.search(lower) if {"concern", "concerns"} & words else None
    if worry and (tokens.lower[0] in ("we", "i") or parties_in(tokens, lexicon, 0, 4)):
        level = 2 if lexicon.degrees & set(worry.group().split()) else 1
        yield _draft(0, last, Kind.E_CONCERN, level, speakers, worry.group(), f"E {level}: concern")
        return
    if "commitment" in words and ISSUES.search(lower):
        yield _draft(0, last, joint, 4, speakers, "commitment", "U 4: our commitment is …")
        return
    renounced = RENOUNCED.search(lower) if "no" in words else None
    own = {code for _, _, code in parties_in(tokens, lexicon, 0, 4)} & cast.principals
    if renounced and (tokens.lower[0] in ("we", "i") or own):
        whose = frozenset(own) or speakers
        kind = Kind.U_JOINT if len(whose) > 1 else Kind.U_OWN
        yield _draft(0, last, kind, 4, whose, renounced.group(), "U 4: renounced", negative=True)
        return
    if {"door", "path"} & words and OPEN.search(lower):
        yield _draft(0, last, joint, 1, speakers, "remains open", "U 1: the door remains open")
        return
    demand = DEMAND.search(lower) if {"must", "should"} & words else None
    # a central bank says how things should turn out, not what others should do
    if demand and not cast.bank and not NOT_DEMAND.search(lower) and demand.start() > 1:
        index = next(i for i, word in enumerate(tokens.lower) if word in ("must", "should"))
        named = bool(list(parties_in(tokens, lexicon, 0, index))) or tokens.lower[0] == "all"
        level = 4 if demand.group(1) == "must" else 3
        kind = Kind.D_CALL if named else Kind.D_PRINCIPLE
        yield _draft(
            0,
            last,
            kind,
            level,
            speakers,
            demand.group(),
            f"D {level}: {demand.group(1)}",
            negative=bool(demand.group(2)),
            addressed=(0, index),
        )
        return
    yield from _judgments(tokens, lower, last, speakers, lexicon)


def judgment(
    tokens: Tokens, sentence: str, stop: int, cast: Cast, lexicon: Lexicon, latest: frozenset[str]
) -> Iterator[Draft]:
    """Yield the judgment a sentence opens with before its first lead verb at word *stop*: "this act violates …"."""
    if not tokens.lower or tokens.lower[0] not in POINTING or stop < SHORTEST:
        return
    while stop > 1 and tokens.lower[stop - 1] in TRIM:
        stop -= 1
    speakers = latest or cast.principals or cast.issuer or frozenset({"unresolved"})
    lower = sentence[: tokens.starts[stop - 1] - tokens.start].lower().replace("'", "’")
    yield from _judgments(tokens, lower, stop, speakers, lexicon)


def _judgments(
    tokens: Tokens, lower: str, last: int, speakers: frozenset[str], lexicon: Lexicon
) -> Iterator[Draft]:
    start = 0
    while start < last and tokens.lower[start] in ("in", "with", "by") and "," in tokens.lower[start:last]:
        start = tokens.lower.index(",", start) + 1
    opening = tokens.lower[start : start + 1]
    pointing = bool(opening and opening[0] in POINTING) or "there is no justification" in lower
    if not (pointing or "’s" in tokens.lower[start : start + 8]) or not VERBAL.search(lower):
        return
    best = 0
    for index in range(start, last):
        word = tokens.lower[index]
        for stem in (
            word,
            word.removesuffix("s"),
            word.removesuffix("es"),
            word.removesuffix("d"),
            word.removesuffix("ed"),
        ):
            for rest, level in lexicon.judgments.get(stem, ()):
                if tokens.lower[index + 1 : index + 1 + len(rest)] == rest and index - start <= 14:
                    best = max(best, level)
    if best and (pointing or best in (2, 5)):
        kind = Kind.E_CONDEMN if best >= 3 else Kind.E_CONCERN
        yield _draft(start, last, kind, best, speakers, "judgment", f"E {best}: conduct judged")


def _draft(
    start: int,
    last: int,
    kind: Kind,
    level: int,
    speakers: frozenset[str],
    cue: str,
    *rules: str,
    negative: bool = False,
    addressed: tuple[int, int] = (0, 0),
) -> Draft:
    return Draft(start, last, kind, level, speakers, cue, start, None, negative, addressed, rules)
