"""D, S, E: what others are asked, what is supported or rejected, what is judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tracker.domain import Kind
from tracker.segment.actions import split_actions
from tracker.segment.anchors import Anchor
from tracker.segment.cast import parties_in
from tracker.segment.complements import skip
from tracker.segment.drafts import Draft, Scene, one
from tracker.segment.grammar import AGAINST
from tracker.segment.lexicon import Lead, Lexicon
from tracker.segment.tokens import Tokens

BEFORE_VERB = frozenset({"not", "and", ","})  # "to fully and effectively implement"
REACH = 40  # words from a verb of asking to the action asked for


def direct(anchor: Anchor, lead: Lead, first: int, end: int, scene: Scene) -> Iterator[Draft]:
    tokens, lexicon = scene.tokens, scene.lexicon
    cue = " ".join(tokens.lower[anchor.index : first])
    to = _infinitive(tokens, first, end, scene)
    named = bool(list(parties_in(tokens, lexicon, first, to or min(first + 12, end)))) or bool(
        {"all", "parties", "states", "authorities", "government", "regime", "community", "both", "military"}
        & set(tokens.lower[first : to or first + 8])
    )
    if (
        lead.lemma in ("expect", "ask", "advise", "recommend", "request", "invite")
        and not (named and to)
        and lead.lemma != "invite"
    ):
        return
    if lead.lemma == "hope" and to == first:
        return
    kind = (
        Kind.D_DEMAND if lead.lemma in ("demand", "insist on") else Kind.D_CALL if named else Kind.D_PRINCIPLE
    )
    rule = f"D {lead.level}: {cue}"
    if to is None or lead.lemma in ("look forward to", "call for", "hope", "demand"):
        yield one(anchor, end, kind, lead.level, cue, first, rule, addressed=(first, min(first + 12, end)))
        return
    yield from _infinitives(anchor, kind, lead.level, cue, first, to, end, scene, anchor.start)


def demands(
    anchor: Anchor, kind: Kind, level: int, cue: str, first: int, end: int, scene: Scene, start: int
) -> Iterator[Draft]:
    """Yield what a noun of calling asks for: "our call on the military to cease its violence and free …"."""
    tokens = scene.tokens
    to = _infinitive(tokens, first, end, scene)
    if to is None:
        named = bool(list(parties_in(tokens, scene.lexicon, first, min(first + 10, end))))
        kept = kind if named else Kind.D_PRINCIPLE
        draft = one(
            anchor,
            end,
            kept,
            level,
            cue,
            min(first + 2, end - 1),
            f"D {level}: {cue}",
            addressed=(first, min(first + 10, end)),
        )
        yield replace(draft, start=start)
        return
    yield from _infinitives(anchor, kind, level, cue, first, to, end, scene, start)


def _infinitives(
    anchor: Anchor, kind: Kind, level: int, cue: str, first: int, to: int, end: int, scene: Scene, start: int
) -> Iterator[Draft]:
    tokens, lexicon = scene.tokens, scene.lexicon
    begin = skip(tokens, to + 1, end, BEFORE_VERB)
    negative = "not" in tokens.lower[to - 1 : begin]
    for number, action in enumerate(split_actions(tokens, begin, end, lexicon)):
        yield Draft(
            start if number == 0 else action.first,
            action.last,
            kind,
            level,
            anchor.speakers,
            cue,
            action.first,
            action,
            negative or action.negative,
            (first, to),
            (f"D {level}: {cue}",),
        )


def _infinitive(tokens: Tokens, first: int, end: int, scene: Scene) -> int | None:
    """Return where the "to" of the action asked for stands."""
    for index in range(first, min(end, first + REACH)):
        if (
            tokens.lower[index] == "to"
            and index + 1 < end
            and _verbish(tokens, index + 1, end, scene.lexicon)
        ):
            return index
    return None


def _verbish(tokens: Tokens, index: int, end: int, lexicon: Lexicon) -> bool:
    index = skip(tokens, index, end, BEFORE_VERB)
    return index < end and (
        tokens.lower[index] in lexicon.verbs or tokens.lower[index] in ("be", "have", "do", "live", "make")
    )


def stance(anchor: Anchor, lead: Lead, first: int, end: int, scene: Scene) -> Iterator[Draft]:
    tokens = scene.tokens
    if (
        lead.lemma
        in ("recognize", "recognise", "acknowledge", "welcome", "respect", "uphold", "value", "back")
        and first >= end
    ):
        return
    cue = " ".join(tokens.lower[anchor.index : first])
    kind = Kind.S_SUPPORT if lead.level == 2 and lead.lemma != "value" else Kind.S_PRINCIPLE
    against = lead.lemma in AGAINST
    yield one(anchor, end, kind, lead.level, cue, first, f"S {lead.level}: {cue}", negative=against)


def judge(anchor: Anchor, lead: Lead, first: int, end: int, scene: Scene) -> Iterator[Draft]:
    tokens, lexicon = scene.tokens, scene.lexicon
    cue = " ".join(tokens.lower[anchor.index : first])
    level, rules = lead.level, [f"E {lead.level}: {cue}"]
    words = tokens.lower[first:end]
    kind = {"condemn": Kind.E_CONDEMN, "concern": Kind.E_CONCERN, "praise": Kind.E_PRAISE}[
        lead.table.split("_", maxsplit=1)[0]
    ]
    if kind is Kind.E_CONDEMN and level >= 4:
        if lexicon.strongest.search(" ".join(words)) or {
            "violation",
            "violations",
            "violated",
            "violates",
            "breach",
        } & set(words):
            level = 5
            rules.append("in the strongest terms, or as a violation: 5")
    elif (
        kind is Kind.E_CONCERN
        and level == 1
        and lexicon.degrees & set(tokens.lower[max(0, anchor.index - 2) : anchor.index])
    ):
        level = 2
        rules.append("degree: 2")
    yield one(anchor, end, kind, level, cue, first, *rules)
