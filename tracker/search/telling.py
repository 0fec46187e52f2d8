"""What of a text tells an analyst most beside the words asked for: sums, days and deadlines, findings, demands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.search.analyzer import Term, find_spans, has_term, snippet
from tracker.search.excerpts import Span, without_initials
from tracker.text.dates import MONTHS
from tracker.text.speaker_turns import turn_at

_MONTHS = "|".join(MONTHS)
_SUM = re.compile(
    r"[$€£¥]\s?\d|\b[A-Z]{3}\s?\d[\d,.]{3}|\b(?:USD|EUR|GBP)\s?\d|\d[\d.,]*\s?(?:million|billion|trillion|bn|mn)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\d\s?%|\d[\d.,/ ]*\s?(?:percent|per cent|percentage|basis points)\b", re.IGNORECASE)
_DAY = re.compile(
    rf"\b(?:(?:{_MONTHS})\.?\s+(?:\d{{1,2}}\b|(?:19|20)\d\d)|\d{{1,2}}\s+(?:{_MONTHS})\b"
    r"|(?:by|until|till|through|before|from|beyond)\s+(?:at\s+least\s+)?(?:the\s+)?(?:mid-|late\s|early\s)?(?:(?:end|middle|first half|second half)\s+of\s+)?"
    rf"(?:(?:the|this|next)\s+)?(?:{_MONTHS}|year|month|summer|(?:19|20)\d\d)"
    r"|(?:in|during)\s+the\s+(?:first|second)\s+half\s+of)",
)
_FINDING = re.compile(
    r"\b(?:conclu\w+|found (?:no|that)|determin(?:ed|es)|no (?:reason|evidence|indication)|(?:could|can) ?not|responsible for"
    r"|instead|no longer|not yet|(?:have|has|had|was|were|did) not|refus\w+|den(?:y|ies|ied))\b",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"\b(?:will|shall|must|urges?|calls? on|demands?|commits?|committed|decided|authorized|agreed|intends?|expects?|dissented)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d")
_TOLD_IN_FIGURES = ((3, _SUM), (2, _SHARE))  # which have one: half of the time where there is none
_TOLD_IN_WORDS = ((2, _DAY), (2, _FINDING), (1, _DOING))
_ENDS = re.compile(r"(?<=[.!?…])[”’\"')\]]*\s+(?=[-–•]?\s*[A-Z“‘\"(\[\d])|(?<=[。！？])|\s*\n+\s*")
BEFORE, BEHIND = 1200, 2400  # characters of the text in which it is told on
LONGEST = 12_000  # characters of a text of which all sentences are looked at
SAYS_LITTLE, OF_ANOTHER = (
    3,
    5,
)  # weights at most of what has the words and tells nothing, and the other way round
LEAST = 2  # what a sentence tells at least that is told beside the one asked for
LEFT_OUT = " … "
FARTHEST = 6  # sentences between it and the one asked for, by which it weighs less
BESIDE = 4  # sentences between them where only a day or a finding is told
NARROW = 200  # characters in which there is no room for what stands elsewhere
SHORTEST = 50  # characters of a sentence that is begun where it does not fit


def tells(text: str) -> int:
    """Return how much *text* tells: a sum three, a share, a day and a finding two each, what is done or asked one.

    >>> tells("They met."), tells("Norvale will pay $3 million by the end of 2031.")
    (0, 6)
    """
    found = _TOLD_IN_FIGURES + _TOLD_IN_WORDS if _FIGURE.search(text) else _TOLD_IN_WORDS
    return sum(weight for weight, pattern in found if pattern.search(text))


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    weight: int


def told_on(
    text: str, place: Span, wanted: Sequence[Term], room: int, *, whole: bool = False, told: str = ""
) -> tuple[str, list[Span]]:
    """Return about *room* characters of *text*: the sentence at *place*, and those near it that tell most or have what is *wanted*, in order.

    What has nothing of it is told where it follows at once, has a sum, or a day or finding near by; where the *whole*
    text is about it wherever it stands. Those of another turn of a transcript, and what was *told* already, are left out.

    >>> text = "Norvale will pay the levy. It rained. The levy is $3 million, due by May 2031."
    >>> told_on(text, (0, 26), (), 200)[0]
    'Norvale will pay the levy. … The levy is $3 million, due by May 2031.'
    """
    plain = without_initials(text)
    wide = len(text) <= LONGEST
    first = 0 if wide else max(0, place[0] - BEFORE)
    last = len(text) if wide else min(len(text), place[1] + BEHIND)
    bounds = list(sentence_places(plain, first, last))
    own = [one for one in bounds if one[0] < place[1] and one[1] > place[0]]
    start, end = (min(own)[0], max(own)[1]) if own else place
    if end - start >= room:
        return snippet(text[start:end], wanted, room)
    turn = turn_at(text, start)
    beside = _beside(bounds, (start, end))
    ranked = sorted(
        (
            _Sentence(a, b, _weight(text[a:b], wanted, away, whole=whole, narrow=room < NARROW))
            for (a, b), away in beside
            if not told or " ".join(text[a:b].split()) not in told
        ),
        key=lambda one: (-one.weight, one.start),
    )
    taken = [(start, end)]
    left = room - (end - start)
    for one in ranked:
        if not one.weight or left < SHORTEST:
            break
        cut = one.start + left
        stop = one.end if one.end <= cut else text.rfind(" ", one.start, cut)
        fits = one.end <= cut or (stop - one.start >= SHORTEST and tells(text[one.start : stop]) > 1)
        if fits and turn_at(text, one.start) == turn:
            taken.append((one.start, stop))
            left -= stop - one.start + len(LEFT_OUT) + 2
    shown = _joined(text, sorted(taken), bounds)
    return shown, find_spans(shown, wanted)


def telling_most(text: str, room: int) -> str:
    """Return about *room* characters of *text*: the sentence that tells most, the first of equals, and those that tell most besides, in order."""
    bounds = list(sentence_places(without_initials(text), 0, min(len(text), LONGEST)))
    most = max(bounds, key=lambda one: (tells(text[one[0] : one[1]]), -one[0]), default=(0, 0))
    return told_on(text, most, (), room, whole=True)[0]


def sentence_places(text: str, first: int, last: int) -> Iterator[Span]:
    """Yield where the sentences of *text* between *first* and *last* begin and end, those of nothing but blanks left out."""
    at = first
    for found in _ENDS.finditer(text, first, last):
        if text[at : found.start()].strip():
            yield at, found.start()
        at = found.end()
    if text[at:last].strip():
        yield at, last


def _beside(bounds: Sequence[Span], own: Span) -> Iterator[tuple[Span, int]]:
    """Yield each of *bounds* outside of *own*, with how many sentences stand between; what stands before is one farther, for it does not go on."""
    before = [one for one in bounds if one[1] <= own[0]]
    yield from zip(reversed(before), range(1, len(before) + 1), strict=True)
    behind = [one for one in bounds if one[0] >= own[1]]
    yield from zip(behind, range(len(behind)), strict=True)


def _weight(sentence: str, wanted: Sequence[Term], away: int, *, whole: bool, narrow: bool) -> int:
    """Return how much there is in telling *sentence*, which stands so many *away*; 0 for what tells little or of something else, but for a sum where there is no *narrow* room, and for what goes on with the words at once."""
    told = tells(sentence)
    having = sum(has_term(sentence, term) for term in wanted)
    has_all = having == len(wanted) > 0
    has_sum = not narrow and _SUM.search(sentence) is not None
    goes_on = not away and having > 0
    beside = not away or (
        not narrow and away < BESIDE and (_DAY.search(sentence) or _FINDING.search(sentence))
    )
    if (told < LEAST and not has_all and not goes_on) or not (whole or having or beside or has_sum):
        return 0
    weight = 2 * told + 2 * min(having, 2) + 3 * has_all - (away // 4 if whole else min(away, FARTHEST))
    if told < LEAST:
        weight = min(weight, SAYS_LITTLE)
    elif away and not (whole or having or has_sum):
        weight = min(weight, OF_ANOTHER)
    return max(1, weight)


def _joined(text: str, taken: Sequence[Span], bounds: Sequence[Span]) -> str:
    """Return the pieces *taken* of *text*, with an ellipsis where something is left out."""
    ends = {b for _, b in bounds}
    shown = ""
    before = None
    for start, end in taken:
        if before is not None:
            shown += " " if not text[before:start].strip(" \n\t.!?…”’\"')]-–•") else LEFT_OUT
        shown += " ".join(text[start:end].split())
        shown += "" if end in ends or end == len(text) else " …"
        before = end
    return shown.replace("… … ", "… ")
