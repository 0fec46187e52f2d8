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
from tracker.segment.slots.sense import sense_of
from tracker.segment.slots.slot_rules import find_slots
from tracker.segment.slots.targets.asked import parties_aimed_at
from tracker.segment.slots.targets.targets import find_target, is_clauseless
from tracker.segment.slots.triggers import Trigger, find_trigger
from tracker.segment.speakers.anaphora import resolve
from tracker.segment.speakers.mentions import parties_in
from tracker.segment.speakers.participants import Participants, settle_joint
from tracker.segment.speakers.speaker_rules import Speaking, who_speaks
from tracker.segment.speakers.subject_resolution import Earlier
from tracker.segment.tokens import Tokens

ARTICLE = re.compile(r"^(?:the|a|an|its|their|our|any|all|his|her)\s+", re.IGNORECASE)
ADJUNCT = re.compile(
    r"[,;]|\b(?:by|in order to|to|through|based on|including|such as|which|that|so that|while|as|until|if|provided|subject to)\b"
)
LONGEST_ACTION = 200  # characters
LONGEST_OBJECT = 120


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
    published = revision.release.published_on or document.published_on
    slots = find_slots(
        text, start, end, sentence.start, aim, frozenset(words), family, lexicon.verbs.keys(), published
    )
    governing = trigger.outer or trigger.verb
    verbatim: dict[str, str] = {}
    for slot in slots:
        verbatim[slot.name] = f"{verbatim[slot.name]}; {slot.text}" if slot.name in verbatim else slot.text
    level, why = settle_level(span, trigger, tokens, first, last, quote, frozenset(verbatim))
    sense = sense_of(quote, family, negative=trigger.negative)
    aimed = find_target(tokens, first, last, trigger, family, speaking.speakers, lexicon)
    target = _words(tokens, text, *aimed)
    addressees = _addressees(trigger, tokens, lexicon) or parties_aimed_at(aimed, tokens, lexicon)
    antecedent = resolve(target, text, start, earlier)
    if antecedent and not _stands_for(antecedent, family, earlier):
        antecedent = None
    behind = _after_verb(text[aim:end], lexicon, verbal=trigger.verb is not None)
    meant = resolve(behind, text, start, earlier, "object")
    spoken = _spoken(speaking, tokens, text)
    facets = Facets(
        family=family,
        speakers=speaking.speakers,
        addressees=addressees - speaking.speakers if family in "DE" else frozenset(),
        act=trigger.verb.act if trigger.verb else "",
        action=" ".join(text[content:end].lower().split())[:LONGEST_ACTION],
        target=antecedent.text if antecedent else target,
        link_topics=lexicon.topics.for_links(words),
        topics=lexicon.topics.of(words, _setting(around, tokens, first, last, lexicon)),
        level=level,
        intensity=lexicon.intensity_of(quote),
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
        after_verb=meant.text if meant else behind,
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


def _words(tokens: Tokens, text: str, first: int, last: int) -> str:
    """Return the words as written, on one line."""
    return " ".join(text[tokens.starts[first] : tokens.ends[last - 1]].split()) if first < last else ""


def _after_verb(text: str, lexicon: Lexicon, *, verbal: bool) -> str:
    """Return the words behind the verb, up to the first adjunct: what links know a statement again by."""
    words = text.split()
    if verbal:
        while len(words) > 1 and words[0].lower() in lexicon.leading:
            words = words[1:]
    joined = " ".join(words)
    cut = ADJUNCT.search(joined, 1)
    return ARTICLE.sub("", joined[: cut.start()] if cut else joined).strip()[:LONGEST_OBJECT]


def _stands_for(antecedent: Slot, family: str, earlier: Sequence[Unit]) -> bool:
    """Return whether a target may be told by *antecedent*: no clause, nor the target of a unit before of another family."""
    taken = bool(earlier) and antecedent.text == earlier[-1].facets.target
    return is_clauseless(antecedent.text) and not (taken and earlier[-1].facets.family != family)
