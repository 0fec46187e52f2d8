"""U: what the speaker binds itself to. Ladder, content rule and agent rule of the coding guide, section 4."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain import Kind
from tracker.segment.actions import Action, content_level, split_actions
from tracker.segment.anchors import Anchor
from tracker.segment.clauses import clause
from tracker.segment.complements import gives_opinion, past_adverbs, skip
from tracker.segment.drafts import Draft, Scene, one, own_or_joint
from tracker.segment.grammar import ADVERBS, REFUSED, UNFAILING, WARNING
from tracker.segment.lexicon import Lead, Lexicon
from tracker.segment.nouns import nouns
from tracker.segment.tokens import Tokens


def modal(anchor: Anchor, end: int, scene: Scene) -> Iterator[Draft]:
    tokens = scene.tokens
    first = anchor.index + 1
    negative = False
    shift = -int(anchor.form == "passive" or tokens.lower[anchor.subject] in ("this", "these"))
    while first < end and (
        tokens.lower[first] in ADVERBS | {"not", ",", "be"} or tokens.lower[first].endswith("ly")
    ):
        negative = negative or (
            tokens.lower[first] in ("not", "never") and tokens.lower[first + 1 : first + 2] != ("only",)
        )
        first += 1
    if negative and tokens.lower[first : first + 1] and tokens.lower[first] in UNFAILING:
        negative = False  # "will not hesitate to" is firmer than "will", not a refusal
        if tokens.lower[first + 1 : first + 2] == ("to",) and first + 2 < end:
            first += 2
    if tokens.lower[first : first + 2] == ("no", "longer"):
        negative, first = True, first + 2
    if first >= end:
        return
    word = tokens.lower[first]
    modal = tokens.lower[anchor.index]
    if negative and word in REFUSED:
        yield Draft(
            anchor.start,
            end,
            Kind.S_PRINCIPLE,
            4,
            anchor.speakers,
            f"{modal} not {word}",
            first,
            None,
            True,
            (first, first),
            (f"S 4: refusal ({modal} not {word})",),
        )
        return
    yield from actions(anchor, anchor.modal, first, end, scene, modal, negative=negative, shift=shift)


def actions(
    anchor: Anchor,
    level: int,
    first: int,
    end: int,
    scene: Scene,
    cue: str,
    *,
    negative: bool = False,
    shift: int = 0,
) -> Iterator[Draft]:
    """Yield one undertaking for each action in the reach."""
    tokens, lexicon = scene.tokens, scene.lexicon
    begin = anchor.start
    for number, action in enumerate(split_actions(tokens, first, end, lexicon)):
        weight, words = content_level(tokens, action.first, action.last, lexicon)
        found = max(1, min(level, weight) + shift)
        rules = [f"U {level}: {cue}"]
        if weight < level:
            rules.append(f"content rule: {words} weighs {weight}")
        if shift:
            rules.append(f"agent rule: {shift}")
        refused = negative or action.negative
        kind = (
            Kind.U_WARN
            if _warns(tokens, action, begin)
            else Kind.U_JOINT
            if len(anchor.speakers) > 1
            else Kind.U_OWN
        )
        yield Draft(
            begin if number == 0 else action.first,
            action.last,
            kind,
            found,
            anchor.speakers,
            cue,
            action.first,
            action,
            refused,
            (action.first, action.first),
            tuple(rules),
        )


def _warns(tokens: Tokens, action: Action, begin: int) -> bool:
    words = set(tokens.lower[begin : action.last])
    in_front = tokens.lower[0] in ("if", "should", "unless") or tokens.lower[:3] == ("in", "the", "event")
    conditional = in_front or bool({"if", "should", "unless", "event"} & words)
    return (
        conditional
        and bool(action.verb and action.verb.act in ("respond", "sanction"))
        and bool(WARNING & words)
    )


def commit(anchor: Anchor, lead: Lead, first: int, end: int, scene: Scene) -> Iterator[Draft]:
    tokens, lexicon = scene.tokens, scene.lexicon
    cue = " ".join(tokens.lower[anchor.index : first])
    negative = False
    while first < end and (tokens.lower[first] == "not" or past_adverbs(tokens, first) > first):
        negative = negative or tokens.lower[first] == "not"
        first = max(first + 1, past_adverbs(tokens, first))
    follows = tokens.lower[first] if first < end else ""
    if lead.lemma == "continue" and (follows != "to" or _opinion(tokens, first + 1, lexicon)):
        return
    if follows == "to" or lead.lemma.endswith(" to"):
        begin = skip(tokens, first + 1 if follows == "to" else first, end)
        level = 5 if lead.lemma == "decide" and quantified(tokens, begin, end) else lead.level
        yield from actions(anchor, level, begin, end, scene, cue, negative=negative)
    elif follows == "that":
        yield from clause(anchor, 3, first + 1, end, scene, cue)
    elif follows in ("on", "upon", "against"):
        heads = list(nouns(anchor, None, first + 1, end, scene, cue))
        yield from heads or [
            one(
                anchor,
                end,
                own_or_joint(anchor),
                lead.level,
                cue,
                first + 1,
                f"U {lead.level}: {cue} {follows}",
            )
        ]
    elif (
        lead.form == "phrase"
        or lead.lemma in ("pledge", "promise", "seek")
        or (lead.lemma, follows) == ("strive", "for")
    ):
        if lead.lemma == "strive":
            first, follows = first + 1, tokens.lower[first + 1] if first + 1 < end else ""
        if first < end and follows not in ("by", "with", "in", "for", ","):
            level = lead.level
            if lead.form == "phrase":
                weight, _ = content_level(tokens, first, end, lexicon)
                level = min(level, weight)
            yield from actions(anchor, level, first, end, scene, cue)


def _opinion(tokens: Tokens, index: int, lexicon: Lexicon) -> bool:
    """Tell whether "continue to …" goes on with another lead verb, or with no action at all ("continue to see")."""
    index = skip(tokens, index, len(tokens))
    if index >= len(tokens) or tokens.lower[index] not in lexicon.verbs:
        return True
    return gives_opinion(tokens.lower[index], lexicon)


def quantified(tokens: Tokens, first: int, end: int) -> bool:
    return any(word[0].isdigit() or word[0] in "$€£¥" for word in tokens.lower[first:end]) and bool(
        {"percent", "percentage", "basis", "million", "billion", "%"} & set(tokens.lower[first:end])
    )


def act(anchor: Anchor, lead: Lead, first: int, end: int, scene: Scene) -> Iterator[Draft]:
    """Read a done act that creates a continuing duty, or one under way; a plain report of the past is not a unit."""
    tokens = scene.tokens
    helpers = set(tokens.lower[anchor.start : anchor.index])
    progressive = lead.form == "ing"
    cue = " ".join(tokens.lower[anchor.start : first])
    money = quantified(tokens, first, end)
    if lead.lemma in ("work", "try", "continue"):
        return
    if lead.lemma == "announce":
        if money or {"policy", "package", "restrictions", "sanctions", "assistance"} & set(
            tokens.lower[first : first + 10]
        ):
            yield one(
                anchor,
                end,
                own_or_joint(anchor),
                5 if money else 4,
                cue,
                first,
                f"U {5 if money else 4}: announced measure",
            )
    elif progressive and first + 1 < end and tokens.lower[first] == "to":
        yield from actions(anchor, 3, first + 1, end, scene, cue)
    elif lead.lemma in ("sign", "adopt", "ratify") and "to" in tokens.lower[first : first + 12]:
        yield one(anchor, end, own_or_joint(anchor), 5, cue, first, f"U 5: {cue} creates a duty")
    elif progressive or (helpers & {"have", "has"} and lead.level == 5):
        level = 5 if money and lead.level >= 3 else lead.level
        yield one(anchor, end, own_or_joint(anchor), level, cue, first, f"U {level}: act under way ({cue})")
