"""Ways to part a sentence into spans: the best path through O, B and I, looked for with several leanings.

    logits of a sentence ─► best path under each leaning ─► borders mended ─► distinct readings

A leaning is added towards units, so that spans below the threshold are found too, and towards a
new unit inside of one, so that "agreed to meet and to open the port" is found as one unit and as
two. Which reading holds is decided by the evidence for its spans (:mod:`tracker.segment.network.evidence`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.segment.grammar import ADVERBS, AUXILIARY, MODALS
from tracker.segment.network.borders import mended
from tracker.segment.network.heads import Scores
from tracker.segment.network.korean_clauses import begins_clause, stands_alone
from tracker.segment.network.windows import Piece
from tracker.text.korean import HANGUL

# By the form of the verb: infinitive, third person, past. Both verbs have one form where they have one subject.
_E = r"(?:emphasi[sz]|underscor|underlin|reiterat|deplor|denounc|welcom|urg|encourag|recogni[sz]|acknowledg|not|pledg|oppos|agre(?=\w* (?:to|that|on)\b))"
_PLAIN = (
    r"(?:stress|highlight|re(?:af|con)firm|affirm|confirm|express|condemn|commend|applaud|commit|thank"
    r"|call(?=\w* (?:on|upon|for)\b)|look(?=\w* forward to\b))"
)
_LEADS = (rf"(?:{_E}e|{_PLAIN})\b", rf"(?:{_E}es|{_PLAIN}e?s)\b", rf"(?:{_E}ed|{_PLAIN}t?ed)\b")
_SUBJECT = r"(?:(?!(?:to|that|who|which|not|if|as|by)\b)[\w’'.-]+\s+){0,5}?"
_AND = r"(?:,|(?<=[^\s,]))\s+and\s+(?=(?:(?:also|further|again|\w+ly)\s+)*"
COORDINATED = tuple(
    (re.compile(_SUBJECT + lead, re.IGNORECASE), re.compile(f"{_AND}{lead})", re.IGNORECASE))
    for lead in _LEADS
)
OBJECT = 8  # characters: "welcome and encourage" have one object between them
INFINITIVE = re.compile(
    r"\bto\s+[a-z]"
)  # behind one, a bare verb may be its second: "agree to meet and welcome"


Leaning = tuple[float, float]  # added to the logits of B and I, and to that of B behind B and I
Rows = Sequence[Sequence[float]]  # the logits of O, B and I for each piece
SHORTEST = 2  # words in a unit
HANGING = MODALS | ADVERBS | frozenset("that to they we it".split())  # what no unit ends with
BROKEN_OFF = HANGING | AUXILIARY | frozenset("if because so i he she it’s and our their let who what".split())
DASHES = re.compile(r"\s*[–—-]+\s*")
FRAME = 4  # words: a span as short that touches the next one says nothing by itself
# How a clause opens that hangs on the statement before it, and what may stand between: an aim, a manner, an example and
# what is told of the last noun are no statements of their own (coding guide, section 6, rules 4 and 5).
HANGING_CLAUSE = re.compile(
    r"(?:which|whose|where|whereby|that|to|with|as(?! well\b)|including|such as|for example|order to|so (?:that|as)|by|through)\b"
)
BETWEEN = re.compile(r"[ \u00a0,–—-]*((?:as|by|for|in|including|of|that|through|to|with) )?")
TOLD_OF = re.compile(r"[ \u00a0,–—-]*\bwhich (?:(?:will|would|can|could|may|is|are|was|were|has|have|had) )?")
# "to immediately, completely | and unconditionally withdraw": adverbs before their verb
BEFORE_VERB = re.compile(
    r"\bto\s+(?:\w+ly,?\s+(?:and\s+)?)*(?!(?:re|sup|com|ap|im|multip)p?ly\b)[a-z]+ly(?:,?\s+and|,)?\s*$"
)
BEHIND_ADVERB = re.compile(r"[a-z]ly(?:,?\s+and|,)?\s*$")
ADVERB = re.compile(r"[a-z]+ly\b")
JOINT = re.compile(r"[ \u00a0,]*(?:and )?")
OPEN = re.compile(r"(?:[;:]|\b(?:and|or|but))[ \u00a0,]*$")  # behind these something new begins


def second_leads(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where in text[start:end] a further lead verb begins whose subject is that of the first."""
    if "and" not in text[start:end].lower():
        return
    for bare, (opens, more) in zip((True, False, False), COORDINATED, strict=True):
        lead = opens.match(text, start, end)
        if lead:
            for found in more.finditer(text, lead.end() + OBJECT, end):
                if not (bare and INFINITIVE.search(text, lead.end(), found.start())):
                    yield found.end()
            return


@dataclass(frozen=True, slots=True)
class Cut:
    """A span of a reading: the pieces first..last of the sentence, and text[start:end] of the document."""

    first: int
    last: int
    start: int
    end: int


def readings(
    text: str, pieces: Sequence[Piece], tags: Scores, begin: int, stop: int, leanings: Sequence[Leaning]
) -> tuple[tuple[Cut, ...], ...]:
    """Return the distinct ways to part the sentence text[begin:stop] into spans, that of the first leaning first.

    *pieces* are those of the sentence and *tags* their logits of O, B and I. Spans are in
    order and do not overlap; a way without any span is left out.
    """
    rows = _with_clauses(text, pieces, tags).tolist()
    seen: set[tuple[tuple[int, int], ...]] = set()
    known: dict[tuple[int, int, int], Cut] = {}
    found: dict[tuple[Cut, ...], None] = {}
    for bias, split in leanings:
        path = tuple(best_path(rows, bias, split))
        if path in seen:
            continue
        seen.add(path)
        floor, cuts = begin, []
        for first, last in _parted(text, pieces, _joined(text, pieces, path)):
            place = first, last, floor
            if place not in known:
                known[place] = Cut(
                    first, last, *mended(text, pieces[first].start, pieces[last - 1].end, floor, stop)
                )
            cut = known[place]
            if cut.start >= floor and _says_something(text, cut, stop):
                cuts.append(cut)
                floor = cut.end
        if cuts:
            found[tuple(cuts)] = None
    return tuple(found)


def _says_something(text: str, cut: Cut, stop: int) -> bool:
    """Tell whether *cut* is long enough for a unit, and no talk that breaks off: "We will – if we have – if —"."""
    words = text[cut.start : cut.end].split()
    return len(words) >= SHORTEST and not (
        words[-1].lower() in BROKEN_OFF and DASHES.fullmatch(text, cut.end, stop)
    )


def best_path(rows: Rows, bias: float, split: float) -> Iterator[tuple[int, int]]:
    """Yield the spans of the best path through O, B and I, in which no I follows an O: first piece and one past the last."""
    outside, begins, inside = rows[0][0] - bias, rows[0][1], -1e9
    steps = []
    for o, b, i in rows[1:]:  # without a tuple that is not kept: half of the time of all paths
        from_unit, unit = 2, inside
        if begins >= inside:
            from_unit, unit = 1, begins
        if outside >= unit + split:
            to_begin, on = 0, outside + b
        else:
            to_begin, on = from_unit, unit + split + b
        if outside >= unit:
            steps.append((0, to_begin, from_unit))
            outside = outside + o - bias
        else:
            steps.append((from_unit, to_begin, from_unit))
            outside = unit + o - bias
        begins, inside = on, unit + i
    states = [max(range(3), key=(outside, begins, inside).__getitem__)]
    for step in reversed(steps):
        states.append(step[states[-1]])
    first = -1
    for number, state in enumerate(reversed(states)):
        if state != 2 and first >= 0:
            yield first, number
            first = -1
        if state == 1:
            first = number
    if first >= 0:
        yield first, len(states)


def _joined(
    text: str, pieces: Sequence[Piece], spans: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield *spans*, those of one statement put together: "confirmed that they | will consider", "build a port, | to serve".

    What is told of the last noun is left out: "build a port, which will | serve".
    """
    held: tuple[int, int] | None = None
    for first, last in spans:
        if held:
            if TOLD_OF.fullmatch(text, pieces[held[1] - 1].end, pieces[first].start):
                continue
            if (
                (held[1] == first and _leads_on(text, pieces, held))
                or _hangs_on(text, pieces, held, first)
                or _is_its_verb(text, pieces, held, first)
            ):
                held = held[0], last
                continue
            yield held
        held = first, last
    if held:
        yield held


def _parted(
    text: str, pieces: Sequence[Piece], spans: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Yield *spans*, each cut where a second lead verb of the form of its first one begins: "urges … and calls on …"."""
    for first, last in spans:
        for at in second_leads(text, pieces[first].start, pieces[last - 1].end):
            cut = next(number for number in range(first, last) if pieces[number].end > at)
            if cut > first:
                yield first, cut
                first = cut
        yield first, last


def _leads_on(text: str, pieces: Sequence[Piece], span: tuple[int, int]) -> bool:
    """Tell whether *span* says nothing by itself: a few words, or any that end before their verb ("that they will firmly")."""
    said = text[pieces[span[0]].start : pieces[span[1] - 1].end]
    words = said.lower().split()
    if not words or (len(words) <= FRAME and not stands_alone(said)):
        return True
    return words[-1] in HANGING or (words[-1].endswith("ly") and not MODALS.isdisjoint(words[-3:]))


def _hangs_on(text: str, pieces: Sequence[Piece], span: tuple[int, int], first: int) -> bool:
    """Tell whether a clause begins at piece *first*, or just before it, that hangs on *span*."""
    start, end, begin = pieces[span[0]].start, pieces[span[1] - 1].end, pieces[first].start
    between = BETWEEN.fullmatch(text, end, begin)
    if not between or not (between[1] or HANGING_CLAUSE.match(text, begin)):
        return False
    return not OPEN.search(text, start, end)


def _is_its_verb(text: str, pieces: Sequence[Piece], span: tuple[int, int], first: int) -> bool:
    """Tell whether *span* ends in adverbs of what begins at piece *first*: "to immediately, completely | and unconditionally leave"."""
    start, end, begin = pieces[span[0]].start, pieces[span[1] - 1].end, pieces[first].start
    if not JOINT.fullmatch(text, end, begin):
        return False
    adverbs = ADVERB.match(text, begin) and BEHIND_ADVERB.search(text, start, end)
    return bool(adverbs or BEFORE_VERB.search(text, start, end))


def _with_clauses(text: str, pieces: Sequence[Piece], tags: Scores) -> Scores:
    """Return *tags* with the beginnings of Korean clauses likelier as beginnings of units: two lead verbs are two units."""
    if not HANGUL.search(text, pieces[0].start, pieces[-1].end):
        return tags
    moved = tags.copy()
    for number, piece in enumerate(pieces[1:], 1):
        at = (
            piece.start + text[piece.start].isspace()
        )  # a piece that begins a word may hold the blank before it
        if text[at - 1].isspace():
            moved[number, 1] += begins_clause(text, at, pieces[-1].end)
    return moved
