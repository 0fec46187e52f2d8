"""From a span to a unit: who speaks, the slots inside the span, the facets, and the reason for each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.domain import Document, Facets, Revision, Slot, Unit
from tracker.hashing import content_id
from tracker.segment.grammar import ANAPHORS, COLLECTIVE
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.lexicon.topics import TopicSetting
from tracker.segment.network.spans import Span
from tracker.segment.sentences import Sentence
from tracker.segment.slots.kind_frames import settle_kind
from tracker.segment.slots.levels import settle_level
from tracker.segment.slots.slot_rules import find_slots
from tracker.segment.slots.triggers import Trigger, find_trigger
from tracker.segment.speakers.anaphora import resolve
from tracker.segment.speakers.mentions import parties_in
from tracker.segment.speakers.participants import Participants, settle_joint
from tracker.segment.speakers.speaker_rules import Speaking, who_speaks
from tracker.segment.speakers.subject_resolution import Earlier
from tracker.segment.tokens import Tokens

ARTICLE = re.compile(r"^(?:the|a|an|its|their|our|any|all|his|her)\s+", re.IGNORECASE)
TARGET = re.compile(
    r"[,;]|\b(?:by|in order|to|through|based on|including|such as|which|that|so that|while|as|until|if|provided|subject to)\b"
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LONGEST_ACTION = 200  # characters
LONGEST_TARGET = 120


def build_unit(
    span: Span,
    sentence: Sentence,
    tokens: Tokens,
    document: Document,
    revision: Revision,
    lexicon: Lexicon,
    participants: Participants,
    earlier: Sequence[Unit],
    spoken_before: Earlier,
    around: TopicSetting,
) -> Unit:
    """Return the unit that *span* stands for, with its slots.

    *tokens* are the words of the sentence. *earlier* are the units read before
    it in the document: "such incidents" is resolved from them and from the text
    before. *spoken_before* is who spoke last, *around* what is named before
    the sentence and in the title.
    """
    text, start, end = document.text, span.start, span.end
    quote = text[start:end]
    first, last = _words_of(tokens, start, end)
    trigger = find_trigger(tokens, first, last, span.family, lexicon)
    kind, framed = settle_kind(span.kind, trigger, tokens, last, quote, bank=participants.bank)
    if framed:
        span = replace(span, kind=kind)
        trigger = find_trigger(tokens, first, last, span.family, lexicon)
    family = span.family
    speaking = who_speaks(tokens, first, last, family, participants, lexicon, spoken_before)
    words = tokens.lower[first:last]
    content, aim = (max(start, tokens.starts[word]) for word in (trigger.content, trigger.aim))
    slots = find_slots(text, start, end, sentence.start, aim, frozenset(words), lexicon.verbs.keys())
    published = revision.release.published_on or document.published_on
    slots = tuple(  # a judgment looks back: its dates are those of what is judged
        slot
        for slot in slots
        if slot.name != "deadline"
        or not (family == "E" or (published and _is_past(slot.text, published.year)))
    )
    governing = trigger.outer or trigger.verb
    verbatim: dict[str, str] = {}
    for slot in slots:
        verbatim[slot.name] = f"{verbatim[slot.name]}; {slot.text}" if slot.name in verbatim else slot.text
    level, why = settle_level(span, trigger, tokens, first, last, quote, frozenset(verbatim))
    sense = "-" if trigger.negative and family != "E" else "+"  # by the words: the same words, the same sense
    target = _target(text[aim:end], lexicon, verbal=trigger.verb is not None)
    antecedent = resolve(target, text, start, earlier)
    spoken = _spoken(speaking, tokens, text)
    facets = Facets(
        family=family,
        speakers=speaking.speakers,
        addressees=_addressees(trigger, tokens, lexicon) - speaking.speakers
        if family in "DE"
        else frozenset(),
        act=trigger.verb.act if trigger.verb else "",
        action=" ".join(text[content:end].lower().split())[:LONGEST_ACTION],
        target=antecedent.text if antecedent else target,
        topics=lexicon.topics.of(words, _setting(around, tokens, first, last, lexicon)),
        level=level,
        intensity=span.intensity,
        polarity=sense,
        direction=governing.direction if governing else "",
        condition=verbatim.get("condition", ""),
        deadline=verbatim.get("deadline", ""),
        amount=verbatim.get("amount", ""),
        instrument=verbatim.get("instrument", ""),
        goal=verbatim.get("goal", ""),
        scope_items=frozenset(slot.text for slot in slots if slot.name == "scope_item"),
        scope_examples="scope_item" in verbatim,
        reaffirm_claimed=span.reaffirm_claimed,
    )
    return Unit(
        id=content_id("unit", revision.id, start, end),
        revision=revision.id,
        ordinal=len(earlier) + 1,
        start=start,
        end=end,
        quote=quote,
        kind=settle_joint(span.kind, speaking.speakers),
        facets=facets,
        slots=tuple(slot for slot in (*slots, antecedent, spoken) if slot),
        cue=" ".join(tokens.raw[trigger.words[0] : trigger.words[1]]),
        rules=(
            f"kind {span.kind.value}: {framed or f'{span.kind_share:.2f} by the reader'}",
            why,
            *_reasons(sense, speaking),
        ),
        confidence=round(span.probability, 3),
    )


def _is_past(deadline: str, year: int) -> bool:
    """Return whether *deadline* names a year before *year*: nothing is due then."""
    named = YEAR.findall(deadline)
    return bool(named) and int(max(named)) < year


def _setting(around: TopicSetting, tokens: Tokens, first: int, last: int, lexicon: Lexicon) -> TopicSetting:
    """Return *around* with what is named in the rest of the sentence, before and behind the words of a unit."""
    if last - first == len(tokens):
        return around
    ahead, behind = (lexicon.topics.named(part) for part in (tokens.lower[:first], tokens.lower[last:]))
    return replace(around, sentence=frozenset(ahead | behind))


def _words_of(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Return the first word of text[start:end] and the one past its last."""
    first = min(bisect_left(tokens.ends, start + 1), len(tokens) - 1)
    return first, max(first + 1, bisect_left(tokens.starts, end))


def _reasons(sense: str, speaking: Speaking) -> Iterator[str]:
    """Yield what grammar decided about a unit and by what, one step each."""
    if sense == "-":
        yield "sense -: not to happen"
    yield f"speakers {', '.join(sorted(speaking.speakers))}: {speaking.rule}"


def _spoken(speaking: Speaking, tokens: Tokens, text: str) -> Slot | None:
    """Return the words that name the speakers; inherited where they stand at another verb or are an anaphor."""
    first, last = speaking.words
    if first >= last:
        return None
    words = tokens.lower[first:last]
    anaphor = words[-1] in ANAPHORS or bool(COLLECTIVE.intersection(words))
    start, end = tokens.starts[first], tokens.ends[last - 1]
    return Slot("speakers", start, end, text[start:end], inherited=speaking.inherited or anaphor)


def _addressees(trigger: Trigger, tokens: Tokens, lexicon: Lexicon) -> frozenset[str]:
    first, last = trigger.addressed
    return frozenset(code for _, _, code in parties_in(tokens, lexicon, first, min(last, len(tokens))))


def _target(text: str, lexicon: Lexicon, *, verbal: bool) -> str:
    """Return what is acted upon: the words after the verb, up to the first adjunct."""
    words = text.split()
    if verbal:
        while len(words) > 1 and words[0].lower() in lexicon.leading:
            words = words[1:]
    joined = " ".join(words)
    cut = TARGET.search(joined, 1)
    return ARTICLE.sub("", joined[: cut.start()] if cut else joined).strip()[:LONGEST_TARGET]
