"""The default segmenter, rules.v1: lexicon and grammar, no model, no download.

sentence ─► anchors (lead verbs with a subject in the cast) ─► drafts ─► units with slots
"""

from __future__ import annotations

import re

from tracker.domain import Document, Facets, Kind, Revision, Unit
from tracker.hashing import content_id
from tracker.segment.anchors import Anchor, find_anchors
from tracker.segment.cast import Cast, draw_cast, parties_in
from tracker.segment.drafts import Draft, Scene
from tracker.segment.grammar import TRIM
from tracker.segment.interpret import interpret
from tracker.segment.lexicon import Lexicon, Verb
from tracker.segment.sentences import Sentence, sentences
from tracker.segment.slots import examples_only, find_slots
from tracker.segment.standalone import standalone
from tracker.segment.tokens import Tokens, tokenize

EVIDENCE = re.compile(
    r",\s+(?:such as the recent|(?:which was |as )?demonstrated by|as demonstrated|which killed)\b"
)
ARTICLE = re.compile(r"^(?:the|a|an|its|their|our|any|all|his|her)\s+", re.IGNORECASE)
TARGET = re.compile(
    r"[,;]|\b(?:by|in order|to|through|based on|including|such as|which|that|so that|while|as|until|if|provided|subject to)\b"
)
PARTICLES = frozenset(
    {"to", "with", "in", "on", "and", "for", "up", "out", "not", "further", "firmly", "closely", "together"}
)


def segment(revision: Revision, document: Document, lexicon: Lexicon) -> tuple[Unit, ...]:
    """Return the units of *document* in order of the text; document.text[unit.start:unit.end] == unit.quote.

    Units do not overlap. The same revision, document and lexicon always give the same units.
    """
    found = list(sentences(document))
    lexicon = lexicon.knowing(revision.release.issuer)
    cast = draw_cast(document, revision.release, found, lexicon)
    latest: frozenset[str] = frozenset()
    units: list[Unit] = []
    for sentence in found:
        tokens = tokenize(document.text, sentence.start, sentence.end)
        if lexicon.cues.isdisjoint(tokens.lower):
            continue
        drafts = read_sentence(tokens, document.text[sentence.start : sentence.end], cast, lexicon, latest)
        for draft in drafts:
            unit = _unit(draft, sentence, tokens, document, revision, lexicon, len(units) + 1)
            if unit and (not units or unit.start >= units[-1].end):
                units.append(unit)
        if drafts:
            latest = drafts[-1].speakers
    return tuple(units)


def read_sentence(
    tokens: Tokens, text: str, cast: Cast, lexicon: Lexicon, latest: frozenset[str]
) -> list[Draft]:
    """Return the drafts of one sentence, in order and without overlap."""
    if text.lower().startswith(("voting for", "voting against")):
        return []
    scene = Scene(tokens, cast, lexicon)
    anchors = find_anchors(tokens, cast, lexicon, latest)
    drafts: list[Draft] = []
    end = len(tokens)
    number = 0
    while number < len(anchors):
        anchor = anchors[number]
        inner = _inner(anchors, number)
        after = number + (2 if inner else 1)
        reach = _reach(tokens, inner or anchor, anchors[after] if after < len(anchors) else None, end)
        fresh = [draft for draft in interpret(anchor, reach, inner, scene) if draft.end > draft.start]
        drafts += [draft for draft in fresh if not drafts or draft.start >= drafts[-1].start + 1]
        number = after
    return drafts or list(standalone(tokens, text, cast, lexicon, latest))


def _inner(anchors: list[Anchor], number: int) -> Anchor | None:
    after = anchors[number + 1] if number + 1 < len(anchors) else None
    return after if after and after.inner and not anchors[number].modal else None


def _reach(tokens: Tokens, anchor: Anchor, following: Anchor | None, end: int) -> int:
    """Return where the words of an anchor end: before the next one and its subject, joining words left out."""
    stop = end
    if following:
        stop = following.start
        if anchor.index < following.subject < following.start:
            stop = following.subject
    while stop > 0 and tokens.lower[stop - 1] in TRIM:
        stop -= 1
    return stop


def _unit(
    draft: Draft,
    sentence: Sentence,
    tokens: Tokens,
    document: Document,
    revision: Revision,
    lexicon: Lexicon,
    ordinal: int,
) -> Unit | None:
    last = min(draft.end, len(tokens))
    while last > draft.start + 1 and tokens.lower[last - 1] in TRIM:
        last -= 1
    if last - draft.start < 2:
        return None
    text = document.text
    start, end = tokens.starts[draft.start], tokens.ends[last - 1]
    tail = EVIDENCE.search(text, start, end)
    end = tail.start() if tail and tail.start() > tokens.starts[min(draft.content, last - 1)] else end
    content = tokens.starts[min(draft.content, last - 1)]
    verb, aim = _aim(draft, last, tokens, lexicon)
    slots = find_slots(text, start, end, sentence.start, tokens.starts[aim], lexicon.verbs)
    verbatim: dict[str, str] = {}
    for slot in slots:
        verbatim[slot.name] = f"{verbatim[slot.name]}; {slot.text}" if slot.name in verbatim else slot.text
    quote = text[start:end]
    family = draft.kind.family
    facets = Facets(
        family=family,
        speakers=draft.speakers,
        addressees=_addressees(draft, tokens, lexicon),
        act=verb.act if verb else "",
        action=_normal(text[content:end]),
        target=_target(text[tokens.starts[aim] : end], lexicon, verbal=verb is not None),
        topics=lexicon.topics.of(tokens.lower[draft.start : last]),
        level=_level(draft, verbatim),
        intensity=_intensity(draft.kind, quote, verbatim, lexicon),
        polarity="-" if draft.negative else "+",
        direction=_direction(draft, verb),
        condition=verbatim.get("condition", ""),
        deadline=verbatim.get("deadline", ""),
        amount=verbatim.get("amount", ""),
        instrument=verbatim.get("instrument", ""),
        goal=verbatim.get("goal", ""),
        scope_items=frozenset(slot.text for slot in slots if slot.name == "scope_item"),
        scope_examples=examples_only(text, start, end),
        reaffirm_claimed=bool(lexicon.claims.search(quote)),
    )
    return Unit(
        id=content_id("unit", revision.id, start, end),
        revision=revision.id,
        ordinal=ordinal,
        start=start,
        end=end,
        quote=quote,
        kind=draft.kind,
        facets=facets,
        slots=slots,
        cue=draft.cue,
        rules=draft.rules,
    )


def _level(draft: Draft, verbatim: dict[str, str]) -> int:
    """Apply the last step of the U ladder: a decision both dated and quantified binds (5)."""
    if draft.kind.is_commitment and draft.level == 4 and "amount" in verbatim and "deadline" in verbatim:
        return 5
    return draft.level


def _intensity(kind: Kind, quote: str, verbatim: dict[str, str], lexicon: Lexicon) -> int:
    if (kind is not Kind.U_WARN and kind.is_commitment and "condition" in verbatim) or lexicon.hedges.search(
        quote
    ):
        return -1
    return 1 if lexicon.boosters.search(quote) else 0


def _addressees(draft: Draft, tokens: Tokens, lexicon: Lexicon) -> frozenset[str]:
    first, last = draft.addressed
    return frozenset(code for _, _, code in parties_in(tokens, lexicon, first, min(last, len(tokens))))


def _normal(text: str) -> str:
    return " ".join(text.lower().split())[:200]


def _aim(draft: Draft, last: int, tokens: Tokens, lexicon: Lexicon) -> tuple[Verb | None, int]:
    """Return the verb the unit is about and the word where it stands: "continue efforts to engage" is about engage."""
    start = min(draft.content, last - 1)
    verb = draft.action.verb if draft.action else None
    if verb is None and draft.kind.family in "UD":
        verb = lexicon.verbs.get(tokens.lower[start])
    for index in range(start, min(start + 7, last - 2)):
        if tokens.lower[index] in ("effort", "efforts") and tokens.lower[index + 1] == "to":
            aim = index + 2
            while aim < last - 1 and tokens.lower[aim].endswith("ly"):
                aim += 1
            if tokens.lower[aim] in lexicon.verbs:
                return lexicon.verbs[tokens.lower[aim]], aim
    return verb, start


def _direction(draft: Draft, verb: Verb | None) -> str:
    """Return what the text does to the action: "suspend efforts to engage" stops what "engage" would maintain."""
    outer = draft.action.verb if draft.action else None
    if outer and verb and outer is not verb and outer.lemma != "make":
        return outer.direction
    return verb.direction if verb else ""


def _target(text: str, lexicon: Lexicon, *, verbal: bool) -> str:
    """Return what is acted upon: the words after the verb, up to the first adjunct."""
    words = text.split()
    if verbal:
        skip = lexicon.verbs.keys() | lexicon.gerunds.keys() | PARTICLES
        while len(words) > 1 and words[0].lower() in skip:
            words = words[1:]
    joined = " ".join(words)
    cut = TARGET.search(joined, 1)
    return ARTICLE.sub("", joined[: cut.start()] if cut else joined).strip()[:120]
