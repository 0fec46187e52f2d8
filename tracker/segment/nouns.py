"""Head nouns in the object of a frame: "reaffirmed its commitment to … and readiness to …"."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain import Kind
from tracker.segment.actions import content_level, split_actions
from tracker.segment.anchors import Anchor
from tracker.segment.cast import Cast, parties_in
from tracker.segment.drafts import Draft, Scene
from tracker.segment.grammar import OWNERS
from tracker.segment.lexicon import Head, Lead, Lexicon
from tracker.segment.positions import demands
from tracker.segment.tokens import Tokens

NOUN_REACH = 14  # a head noun stands within this many words of its frame


def nouns(
    anchor: Anchor,
    lead: Lead | None,
    first: int,
    end: int,
    scene: Scene,
    cue: str,
) -> Iterator[Draft]:
    """Yield a draft for each head noun in the object: "its commitment to … and readiness to …"."""
    tokens, lexicon = scene.tokens, scene.lexicon
    found: list[tuple[int, Head]] = []
    index = first
    while index < end:
        if tokens.lower[index] == "that" and not found and index > first:
            break
        head = _head_at(tokens, index, lexicon)
        if head and _governed(tokens, index, first, end, head, found):
            found.append((index, head))
            index += len(head.rest)
        index += 1
    starts = [anchor.start, *(_phrase_start(tokens, i, first) for i, _ in found[1:])]
    for number, (index, head) in enumerate(found):
        last = _before_joint(tokens, starts[number + 1]) if number + 1 < len(found) else end
        if head.name == "call":
            opening = starts[number]
            yield from demands(
                anchor, Kind.D_CALL, head.level, f"{cue} {tokens.lower[index]}", index, last, scene, opening
            )
            continue
        draft = _noun(
            anchor,
            lead,
            head,
            index,
            starts[number],
            last,
            scene,
            cue,
            first if number == 0 else starts[number],
        )
        if draft:
            yield draft


def _head_at(tokens: Tokens, index: int, lexicon: Lexicon) -> Head | None:
    for head in lexicon.heads.get(tokens.lower[index], ()):
        if tokens.lower[index + 1 : index + 1 + len(head.rest)] == head.rest:
            return head
    return None


def _governed(
    tokens: Tokens, index: int, first: int, end: int, head: Head, found: list[tuple[int, Head]]
) -> bool:
    """Tell whether the noun is the object of the frame, or joined to one that is."""
    if not found:
        between = tokens.lower[first:index]
        return (
            index - first <= NOUN_REACH
            and not {"to", "by", "in", "against", "toward", "towards", "through", "at"} & set(between)
            and (
                "for" not in between
                and (
                    "of" not in between
                    or (head.family in "UE" and "’s" in between)
                    or between[:1] == ("the",)
                )
            )
        )
    start = _phrase_start(tokens, index, first)
    return (
        start > found[-1][0]
        and head.name != "importance"
        and (head.name != "goal" or bool(OWNERS & set(tokens.lower[start:index])))
        and index + 1 < end
    )


def _phrase_start(tokens: Tokens, index: int, first: int) -> int:
    """Return where the noun phrase of a joined head begins, just after "and" or a comma; *first* - 1 where there is none."""
    for back in range(index - 1, max(index - 8, first - 1), -1):
        word = tokens.lower[back]
        if word in ("and", ","):
            return back + 1
        if word in ("to", "of", "for", "in", "on", "by", "with", "that", "about"):
            return first - 1
    return first - 1


def _before_joint(tokens: Tokens, start: int) -> int:
    while start > 0 and tokens.lower[start - 1] in ("and", ",", "as", "well"):
        start -= 1
    return start


def _noun(
    anchor: Anchor,
    lead: Lead | None,
    head: Head,
    index: int,
    start: int,
    end: int,
    scene: Scene,
    cue: str,
    begin: int,
) -> Draft | None:
    tokens, lexicon, cast = scene.tokens, scene.lexicon, scene.cast
    words = tokens.lower[begin:index]
    content = index + 1 + len(head.rest)
    if content < end and tokens.lower[content] in (
        "to",
        "for",
        "of",
        "on",
        "about",
        "over",
        "at",
        "regarding",
        "that",
        "in",
    ):
        content += 1
    lemma = lead.lemma if lead else "agree"
    owners = {code for _, _, code in parties_in(tokens, lexicon, begin, index)}
    foreign = bool(owners and cast.principals) and not owners & cast.principals and not OWNERS & set(words)
    rules = [f"{head.family} {head.level}: {head.name} ({tokens.lower[index]})"]
    level, family = head.level, head.family
    if lemma == "discuss" and head.name not in ("commitment", "concern", "resolve", "readiness"):
        return None
    if lemma in (
        "welcome",
        "hail",
        "recognize",
        "recognise",
        "acknowledge",
        "note",
        "highlight",
        "commend",
    ) and (
        foreign
        or (family == "U" and not (OWNERS & set(words) or owners & cast.principals))
        or lemma in ("welcome", "hail")
    ):
        if head.name in ("importance", "goal"):
            family = "S"
        elif family in "UDE" and head.name != "concern":
            family, level = "S", 2 if lemma in ("welcome", "hail") else 1
            rules.append(f"another’s {head.name}: {lemma}")
    elif family == "U" and foreign:
        family, level = "S", 2
        rules.append("another’s undertaking")
    action = None
    if family == "U":
        weight, why = content_level(tokens, content, end, lexicon) if content < end else (5, "")
        if weight < level and head.name != "readiness":
            level = weight
            rules.append(f"content rule: {why} weighs {weight}")
        action = split_actions(tokens, content, end, lexicon)[0] if content < end else None
        kind = Kind.U_JOINT if len(anchor.speakers) > 1 else Kind.U_OWN
    elif family == "D":
        kind = (
            Kind.D_CALL
            if list(parties_in(tokens, lexicon, content, min(content + 8, end)))
            else Kind.D_PRINCIPLE
        )
    elif family == "S":
        others = _others_doing(tokens, content, end, cast, lexicon) if head.name == "importance" else False
        kind = Kind.D_CALL if others else Kind.S_SUPPORT if head.name == "support" else Kind.S_PRINCIPLE
        if lemma in ("note", "recognize", "recognise", "acknowledge") and level > 1:
            level = 1
        if head.name == "importance" and lemma == "discuss":
            return None
    else:
        kind = (
            Kind.E_PRAISE
            if head.name == "thanks"
            else Kind.E_CONDEMN
            if head.name == "condemnation"
            else Kind.E_CONCERN
        )
        if head.name == "concern" and lexicon.degrees & set(words):
            level = 2
            rules.append("degree: 2")
    return Draft(
        start,
        end,
        kind,
        level,
        anchor.speakers,
        f"{cue} {tokens.lower[index]}",
        min(content, end),
        action,
        head.name == "opposition",
        (content, min(content + 10, end)),
        tuple(rules),
    )


def _others_doing(tokens: Tokens, first: int, end: int, cast: Cast, lexicon: Lexicon) -> bool:
    """Tell whether what is stressed is somebody else's doing: "the importance of the community’s implementation"."""
    near = tokens.lower[first : first + 6]
    codes = {code for _, _, code in parties_in(tokens, lexicon, first, min(first + 6, end))}
    return "’s" in near and (
        "community" in near or bool(codes - cast.principals and not codes & cast.principals)
    )
