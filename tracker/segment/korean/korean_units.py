"""From a span of a Korean text to a unit: who speaks, how strong, of what sense, the slots, and the reason for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.domain import Document, Facets, Kind, Revision, Slot, Unit
from tracker.hashing import content_id
from tracker.segment.korean.korean_participants import draw_participants, who_speaks
from tracker.segment.lexicon.korean_lexicon import KoreanLexicon
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.network.spans import Span
from tracker.segment.sentences import Sentence
from tracker.segment.speakers.participants import settle_joint
from tracker.text.content_words import BODIES, party_codes, replace_party_names, split_words
from tracker.text.korean import split_purpose

PATTERNS = {
    "condition": re.compile(
        r"[^,，.]*?(?:경우(?:에는|에도|에)?|다면|한다면|하면|(?:\s|발생|도발|필요|유사|위반|실험|발사|공격|비상)시(?:에는|에)?|전제로|전제 하에"
        r"|조건으로)(?=[\s,，]|$)"
    ),
    "deadline": re.compile(
        r"(?:(?:\d{2,4}년|올해|금년|내년|내후년|연)(?:도)?\s?(?:상반기|하반기|초|중|말|내|이른 시기에?|\d{1,2}월(?:\s?\d{1,2}일)?)?(?:까지)?(?:[에도]|부터)?(?=[\s,.·]|$)"
        r"|(?:이달|다음 달|내달|\d{1,2}월)\s?(?:\d{1,2}일)?(?:까지)?(?=[\s,.에]|$)"
        r"|\d+(?:년|개월|주|일)\s?(?:이내|안에|내에|동안|간)|[^\s,]*\s?(?:종료|완료)\s?시까지"
        r"|조속한 시일 내(?:에)?|조기에|이른 시일 내(?:에)?|가까운 시일 내(?:에)?|연내(?:에)?|연중|지체\s?없이)"
    ),
    "amount": re.compile(
        r"(?:약|총|최대|최소)?\s?(?:미화|미)?\s?\d[\d,.]*\s?(?:[천백십]?[조억만]|[천백])?(?:\s?\d[\d,.]*[억만천]*)?\s?여?\s?"
        r"(?:달러|불|원|엔|유로|위안|파운드|톤|명|도스|회분|대|척|퍼센트|%|bp)(?=[^가-힣]|[을를의이가은는로]|규모|상당|$)"
    ),
    "goal": re.compile(r"[^,，.]{2,60}?(?:위해서?|위하여|도록|위한)(?=[\s,，])"),
    "basis": re.compile(r"(?:안보리\s)?결의\s?\d{3,4}호?|제\s?\d+조"),
}
# "10월 중 재발사를 예고한": the date of what somebody else said or did
PAST = re.compile(
    r"[^,，]{0,24}?(?:예고|발표|합의|개최|체결|채택|선언)[한된](?=\s)|[^,，]{0,24}?(?:열린|있었던)(?=\s)"
)
OBJECT = re.compile(r"([^\s,，]+(?:\s[^\s,，]+){0,5}?[을를])(?=\s)")
ABOUT = re.compile(r"([^\s,，]+(?:\s[^\s,，]+){0,5}?)(?:에|과|와)\s?(?:대해서?|대하여|대한|관련하여)(?=\s)")
# who does it, or a verb: no part of what is acted upon
BREAK = re.compile(r"(?:[은는이가고며]|면서|에서|에게|으로|까지|위한|위해|대한|대해|관련)$")
REPORTED = re.compile(r"(?:필요성|중요성|것|점|노력|우려|의견|인식|입장|사의|뜻|말|데)[을를]$")


ENDING = 14  # characters at the end of a unit in which the verb stands that makes its kind
TOGETHER = re.compile(r"자고\s*(?:하|했)")  # "let us …, they said"
TAIL = 40  # characters at the end of an undertaking in which its ending stands
LONGEST_ACTION = 200


def find_slots(text: str, start: int, end: int, family: str) -> tuple[Slot, ...]:
    """Return the slots of the unit text[start:end], in order; a judgment looks back, so its dates are none."""
    found = []
    for name, pattern in PATTERNS.items():
        if family == "E" and name == "deadline":
            continue
        for match in pattern.finditer(text, start, end):
            first, last = match.span()
            if name == "deadline" and PAST.match(text, last, end):
                continue
            while first < last and text[first].isspace():
                first += 1
            found.append(Slot(name, first, last, text[first:last]))
            if name in ("condition", "goal"):
                break
    return tuple(sorted(found, key=lambda slot: (slot.start, slot.end, slot.name)))


def target_of(quote: str) -> str:
    """Return what *quote* acts upon: the object that is no word of reporting, else what that is about, without particle; "" where there is none."""
    objects = [match.group(1)[:-1] for match in OBJECT.finditer(quote + " ")]
    telling = [one for one in objects if not REPORTED.search(f"{one}을")]
    telling = telling or ABOUT.findall(quote) or objects
    if not telling:
        return ""
    words = telling[-1].split()[-3:]
    last = max((number for number, word in enumerate(words[:-1], 1) if BREAK.search(word)), default=0)
    return " ".join(words[last:])


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
            link_topics=terms.topics.for_links(english),
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
