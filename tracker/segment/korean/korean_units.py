"""From a span of a Korean text to a unit: who speaks, how strong, of what sense, the slots, and the reason for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.domain import Document, Facets, Kind, Revision, Slot, Unit
from tracker.hashing import content_id
from tracker.segment.korean.korean_participants import draw_participants, who_speaks
from tracker.segment.korean.korean_slots import find_slots, target_of
from tracker.segment.lexicon.korean_lexicon import KoreanLexicon
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.network.spans import Span
from tracker.segment.sentences import Sentence
from tracker.segment.speakers.participants import settle_joint
from tracker.text.content_words import BODIES, party_codes, replace_party_names, split_words
from tracker.text.korean import split_purpose

ENDING = 14  # characters at the end of a unit in which the verb stands that makes its kind
TOGETHER = re.compile(r"자고\s*(?:하|했)")  # "let us …, they said"
TAIL = 40  # characters at the end of an undertaking in which its ending stands
LONGEST_ACTION = 200


def build_korean_units(
    spans: Iterable[tuple[Span, int]],
    found: Sequence[Sentence],
    document: Document,
    revision: Revision,
    terms: Lexicon,
) -> tuple[Unit, ...]:
    """Return the units that *spans* stand for, each given with the number of its sentence in *found*."""
    lexicon = terms.korean
    who = draw_participants(document, revision.release, found, lexicon)
    units: list[Unit] = []
    for span, number in spans:
        text, start, end, sentence = document.text, span.start, span.end, found[number]
        before = units[-1].facets.speakers if units else frozenset()
        speakers, place, rule = who_speaks(text, sentence, start, end, span.family, who, before, lexicon)
        quote = text[start:end]
        span, told = settle_kind(span, text, speakers, lexicon)
        level, why, cue = level_of(span, text, sentence.end, lexicon)
        done = end - len(split_purpose(quote)[1])  # "so that it does not happen again" is to happen
        negative = span.family != "E" and lexicon.negative.search(text, done, min(end + 8, sentence.end))
        slots = find_slots(text, start, end, span.family)
        if place != (0, 0):
            slots = (
                *slots,
                Slot(
                    "speakers",
                    *place,
                    text[place[0] : place[1]],
                    inherited=place[1] > end or place[0] < start,
                ),
            )
        verbatim = {slot.name: slot.text for slot in reversed(slots)}
        english = replace_party_names(split_words(quote))
        verb = next((terms.verbs[word] for word in reversed(english) if word in terms.verbs), None)
        facets = Facets(
            family=span.family,
            speakers=speakers,
            addressees=addressed(quote, speakers) if span.family in "DE" else frozenset(),
            act=verb.act if verb else "",
            action=" ".join(quote.split())[:LONGEST_ACTION],
            target=target_of(quote),
            topics=terms.topics.of(english),
            level=level,
            intensity=-1 if lexicon.soft.search(quote) else span.intensity,
            polarity="-" if negative else "+",
            direction=verb.direction if verb else "",
            condition=verbatim.get("condition", ""),
            deadline=verbatim.get("deadline", ""),
            amount=verbatim.get("amount", ""),
            instrument="",
            goal=verbatim.get("goal", ""),
            scope_items=frozenset(),
            scope_examples=False,
            reaffirm_claimed=span.reaffirm_claimed,
        )
        units.append(
            Unit(
                id=content_id("unit", revision.id, start, end),
                revision=revision.id,
                ordinal=len(units) + 1,
                start=start,
                end=end,
                quote=quote,
                kind=settle_joint(span.kind, speakers),
                facets=facets,
                slots=slots,
                cue=cue,
                rules=(
                    told,
                    why,
                    *((f"sense -: {negative.group()}",) if negative else ()),
                    f"speakers {', '.join(sorted(speakers))}: {rule}",
                ),
                confidence=round(span.probability, 3),
            )
        )
    return tuple(units)


def addressed(quote: str, speakers: frozenset[str]) -> frozenset[str]:
    """Return who is asked or judged: the party that *quote* names first, beside those who speak; a body only where it is to act.

    What it is for stands before that: "대화가 재개되도록 오스트메르가 나설 것을" asks Ostmere.
    """
    return _named_first(split_purpose(quote)[1], speakers) or _named_first(quote, speakers)


def _named_first(said: str, speakers: frozenset[str]) -> frozenset[str]:
    for word in said.split():
        codes = frozenset(party_codes(word))
        states = frozenset(
            code.upper() for code in codes if code not in BODIES or re.search(r"(?:이|가|는)$", word)
        )
        if states and not states & speakers:
            return states
    return frozenset()


def settle_kind(span: Span, text: str, speakers: frozenset[str], lexicon: KoreanLexicon) -> tuple[Span, str]:
    """Return *span* of the kind that its last verb makes it, where the network thinks it of another family; and why.

    Of the coded units with such a verb the family is right in 196 of 197.
    """
    begin = max(span.start, span.end - ENDING)
    found = max(
        (
            (match.start(), kind, match.group())
            for pattern, kind in lexicon.kinds
            for match in pattern.finditer(text, begin, span.end)
        ),
        default=None,
    )
    if TOGETHER.search(text, begin, span.end + len(" 하였다")):
        found = (begin, Kind.U_JOINT if len(speakers) > 1 else Kind.D_CALL, "자고")
    if found is None or found[1].family == span.family:
        return span, f"kind {span.kind.value}: {span.kind_share:.2f} by the reader"
    return replace(span, kind=found[1]), f"kind {found[1].value}: lexicon {found[2]}"


def level_of(span: Span, text: str, stop: int, lexicon: KoreanLexicon) -> tuple[int, str, str]:
    """Return the level of *span*, why, and the words that say so; *stop* is the end of its sentence."""
    rungs = lexicon.rungs[span.family]
    if span.family == "U":
        near = text[max(span.start, span.end - TAIL) : span.end]
        standing = [
            (rung.level, number, match.group())
            for number, rung in enumerate(rungs)
            if (match := rung.pattern.search(near))
        ]
        best = min(standing, default=None)
    else:
        parts = ((span.start, span.end), (span.end, stop))
        best = next(
            (
                (rung.level, number, match.group())
                for begin, end in parts
                for number, rung in enumerate(rungs)
                if (match := rung.pattern.search(text, begin, end))
            ),
            None,
        )
    if best is None:
        return span.level, f"level {span.level}: {span.level_share:.2f} by the reader", ""
    level, number, cue = best
    return level, f"level {level}: lexicon {rungs[number].words}", cue
