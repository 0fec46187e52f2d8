"""What a frame introduces: a that-clause whose subject is not the issuer, or a forecast."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.domain import Kind
from tracker.segment.anchors import Anchor
from tracker.segment.cast import parties_in
from tracker.segment.complements import skip
from tracker.segment.drafts import Draft, Scene, one, own_or_joint
from tracker.segment.grammar import ADVERBS, REFUSED
from tracker.segment.tokens import Tokens

CAN = frozenset({"will", "would", "can", "could", "cannot"})
BE = frozenset({"be"})
MODAL_DEMANDS = {"should": 3, "must": 4, "ought": 3, "cannot": 4}


def clause(anchor: Anchor, level: int, first: int, end: int, scene: Scene, cue: str) -> Iterator[Draft]:
    """Read a that-clause whose subject is not the issuer."""
    tokens, lexicon = scene.tokens, scene.lexicon
    words = tokens.lower[first:end]
    shift = -1 if level == 1 else 1 if cue.startswith("insist") else 0
    if words[:1] == ("there",) and len(words) > 1 and words[1] in ("will", "would", "shall"):
        yield one(anchor, end, Kind.U_WARN, 3, cue, first, "U 4: there would be", "agent rule: agentless, 3")
        return
    for offset, word in enumerate(words):
        index = first + offset
        after = [w for w in tokens.lower[index + 1 : index + 4] if w not in ADVERBS or w in ("never", "not")]
        refused = word == "cannot" or bool({"never", "not"} & set(after))
        if refused and word in CAN and REFUSED.intersection(after):
            yield one(
                anchor,
                end,
                Kind.S_PRINCIPLE,
                4,
                cue,
                first,
                "S 4: never accept, cannot tolerate",
                negative=True,
            )
            return
        if word in MODAL_DEMANDS and offset:
            named = bool(list(parties_in(tokens, lexicon, first, index))) or tokens.lower[first] in (
                "all",
                "every",
                "both",
            )
            kind = Kind.D_CALL if named else Kind.D_PRINCIPLE
            strength = max(1, MODAL_DEMANDS[word] + shift)
            negative = bool({"not", "never"} & set(after)) or word == "cannot"
            yield one(
                anchor,
                end,
                kind,
                strength,
                cue,
                _verb_after(index, end, tokens),
                f"D {MODAL_DEMANDS[word]}: {word}",
                *((f"frame rule: {shift:+d}",) if shift else ()),
                negative=negative,
                addressed=(first, index),
            )
            return
    if re.search(r"\b(?:door|path|way)\b.*\bremains? open\b", " ".join(words)):
        yield one(anchor, end, own_or_joint(anchor), 1, cue, first, "U 1: the door remains open")
        return
    linked = re.search(
        r"\blinked to|result of|leads? to|contributes? to|because of|depends? on\b", " ".join(words)
    )
    kind = Kind.S_LINKAGE if linked else Kind.S_PRINCIPLE
    yield one(anchor, end, kind, max(1, level), cue, first, f"S {level}: {cue} that")


def _verb_after(index: int, end: int, tokens: Tokens) -> int:
    """Return where the verb stands after the modal at *index*."""
    return max(index + 1, skip(tokens, index + 1, end - 1, BE))


def outlook(anchor: Anchor, cue: str, first: int, end: int, scene: Scene) -> Iterator[Draft]:
    """Read a forecast: a unit only where a central bank foretells what it sets itself."""
    tokens, lexicon = scene.tokens, scene.lexicon
    words = " ".join(tokens.lower[first:end])
    if lexicon.guidance.search(words, tokens.lower[first:end]) or scene.cast.bank:
        for pattern, level in lexicon.forecasts:
            if pattern.search(words):
                yield one(anchor, end, own_or_joint(anchor), level, cue, first, f"U {level}: guidance")
                return


def has_demand(tokens: Tokens, first: int, end: int) -> bool:
    return any(word in MODAL_DEMANDS for word in tokens.lower[first:end])
