"""From a draft to a unit: offsets, slots, facets, and the reasons for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.domain import Document, Facets, Kind, Revision, Slot, Unit
from tracker.hashing import content_id
from tracker.segment.anaphora import resolve
from tracker.segment.cast import parties_in
from tracker.segment.drafts import Draft
from tracker.segment.grammar import ANAPHORS, COLLECTIVE, TRIM
from tracker.segment.lexicon import Lexicon, Verb
from tracker.segment.sentences import Sentence
from tracker.segment.slots import find_slots
from tracker.segment.tokens import Tokens

EVIDENCE = re.compile(
    r",\s+(?:such as the recent|(?:which was |as )?demonstrated by|as demonstrated|which killed)\b"
)
ARTICLE = re.compile(r"^(?:the|a|an|its|their|our|any|all|his|her)\s+", re.IGNORECASE)
TARGET = re.compile(
    r"[,;]|\b(?:by|in order|to|through|based on|including|such as|which|that|so that|while|as|until|if|provided|subject to)\b"
)


def build_unit(
    draft: Draft,
    sentence: Sentence,
    tokens: Tokens,
    document: Document,
    revision: Revision,
    lexicon: Lexicon,
    earlier: Sequence[Unit],
) -> Unit | None:
    """Return the unit a draft stands for, with its slots; None where nothing is left of it.

    *earlier* are the units read before it in the document: "such incidents" is
    resolved from them and from the text before.
    """
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
    words = tokens.lower[draft.start : last]
    slots = find_slots(
        text, start, end, sentence.start, tokens.starts[aim], frozenset(words), lexicon.verbs.keys()
    )
    if draft.kind.family == "E":  # a judgment looks back: its dates are those of what is judged
        slots = tuple(slot for slot in slots if slot.name != "deadline")
    verbatim: dict[str, str] = {}
    for slot in slots:
        verbatim[slot.name] = f"{verbatim[slot.name]}; {slot.text}" if slot.name in verbatim else slot.text
    quote = text[start:end]
    family = draft.kind.family
    target = _target(text[tokens.starts[aim] : end], lexicon, verbal=verb is not None)
    antecedent = resolve(target, text, start, earlier)
    spoken = _subject(draft, tokens, text)
    slots = tuple(slot for slot in (*slots, antecedent, spoken) if slot)
    intensity, why = _intensity(draft.kind, quote, words, verbatim, lexicon)
    facets = Facets(
        family=family,
        speakers=draft.speakers,
        addressees=_addressees(draft, tokens, lexicon),
        act=verb.act if verb else "",
        action=_normal(text[content:end]),
        target=antecedent.text if antecedent else target,
        topics=lexicon.topics.of(words),
        level=_level(draft, verbatim),
        intensity=intensity,
        polarity="-" if draft.negative else "+",
        direction=_direction(draft, verb),
        condition=verbatim.get("condition", ""),
        deadline=verbatim.get("deadline", ""),
        amount=verbatim.get("amount", ""),
        instrument=verbatim.get("instrument", ""),
        goal=verbatim.get("goal", ""),
        scope_items=frozenset(slot.text for slot in slots if slot.name == "scope_item"),
        scope_examples="scope_item" in verbatim,
        reaffirm_claimed=bool(lexicon.claims.search(quote, words)),
    )
    return Unit(
        id=content_id("unit", revision.id, start, end),
        revision=revision.id,
        ordinal=len(earlier) + 1,
        start=start,
        end=end,
        quote=quote,
        kind=draft.kind,
        facets=facets,
        slots=slots,
        cue=draft.cue,
        rules=(*draft.rules, *why, *_told(spoken, draft)),
    )


def _level(draft: Draft, verbatim: dict[str, str]) -> int:
    """Apply the last step of the U ladder: a decision both dated and quantified binds (5)."""
    if draft.kind.is_commitment and draft.level == 4 and "amount" in verbatim and "deadline" in verbatim:
        return 5
    return draft.level


def _intensity(
    kind: Kind, quote: str, words: Sequence[str], verbatim: dict[str, str], lexicon: Lexicon
) -> tuple[int, tuple[str, ...]]:
    """Return -1, 0 or +1 and the words that decided it. An escape clause outweighs a booster (adjustment 4)."""
    if kind is not Kind.U_WARN and kind.is_commitment and "condition" in verbatim:
        return -1, (f"emphasis -1: condition ({verbatim['condition']})",)
    hedge = lexicon.hedges.search(quote, words)
    if hedge:
        return -1, (f"emphasis -1: {hedge.group().lower()}",)
    booster = lexicon.boosters.search(quote, words)
    return (1, (f"emphasis +1: {booster.group().lower()}",)) if booster else (0, ())


def _subject(draft: Draft, tokens: Tokens, text: str) -> Slot | None:
    """Return the words that name the speakers; inherited where they stand at another verb or are an anaphor."""
    first, last = draft.subject
    if first >= last:
        return None
    words = tokens.lower[first:last]
    anaphor = words[-1] in ANAPHORS or bool(COLLECTIVE.intersection(words))
    start, end = tokens.starts[first], tokens.ends[last - 1]
    return Slot("speakers", start, end, text[start:end], inherited=draft.borrowed or anaphor)


def _told(spoken: Slot | None, draft: Draft) -> Iterator[str]:
    whose = ", ".join(sorted(draft.speakers))
    if spoken:
        yield f"speakers {whose}: “{spoken.text}”" + (", inherited" if spoken.inherited else "")
    if draft.negative:
        yield "sense -: not to happen"


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
        while len(words) > 1 and words[0].lower() in lexicon.leading:
            words = words[1:]
    joined = " ".join(words)
    cut = TARGET.search(joined, 1)
    return ARTICLE.sub("", joined[: cut.start()] if cut else joined).strip()[:120]
