"""Units where a text was edited, read with the edit in view: what is not sure enough elsewhere counts here.

That somebody changed a sentence after it was published is evidence that it says
something. So the spans of the network count from a lower probability on, and a
unit found in one text has its counterpart read at the same words of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from tracker.domain import Document, Release, Revision, Unit
from tracker.edits.moves.framed_items import binds_item
from tracker.reading import Reading
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.network.encoder import Encoder
from tracker.segment.network.evidence import surroundings
from tracker.segment.network.spans import Span, span_at, spans_of
from tracker.segment.reader import build_units
from tracker.segment.sentences import Sentence, sentences
from tracker.segment.speakers.mentions import parties_in
from tracker.segment.speakers.participants import find_participants
from tracker.segment.tokens import tokenize

LOWER: Mapping[str, float] = {"U": 0.25, "D": 0.25, "S": 0.25, "E": 0.25}  # probability, by family
LEANINGS = ((4.0, 0.0),)  # towards units: a sentence that was edited says something
QUIET = 0.05  # a sentence none of whose pieces is in a unit with this probability is not looked at further
LEAST = 5  # words: a shorter span of low probability is a date or a name that belongs to the unit beside it
AROUND = 2  # sentences before and after an edited one that the network reads along with it

LIKELY = 0.4  # probability that one side of a unit that was changed must have
# probability from which a unit that was put in or taken out whole is told; as LIKELY and LOWER chosen on the tuned half of the edited
# pages, with the reader of 3 December 2026
SURE = 0.42
LEAST_FAINT = 6  # words of a sentence that the network knows no unit in and that counts all the same
TABLES = frozenset(
    {"commit", "commit_adjective", "direct", "condemn"}
)  # of the lexicon: verbs that do what they say
BINDING = 5  # rung from which an act that was done binds on: "suspended" does, "provided" and "implemented" are reports

OFFICIAL = re.compile(  # acts of office that are no undertakings in the lexicon
    r"\b(?:declared|approved|awarded|authori[sz]ed|designated|extended|repealed|revoked|rescinded|granted)\b"
)
SPECIFIES = re.compile(  # "Affected entities include the Board, …": what the sentence before it covers
    r"\W*[A-Z][\w’'-]*(?: [\w’'-]+){0,4} (?:include|are|comprise|cover)s?(?: the following)?:? [^.,;]{1,200},"
)
ALLOTS = re.compile(  # "40 million crowns for the Halden Rescue Fund", a line of a list of sums
    r"\W*(?:[$€£¥₩]\s?\d[\d.,]*(?: ?(?:m|b|tr)illion)?|\d[\d.,]* (?:m|b|tr)illion [a-z]+) (?:for|to|in|from)\b"
)
COVERS = re.compile(
    r"\b(?:will|shall|must|hereby|includ(?:es?|ed|ing)|appl(?:y|ies)|available|eligible|designated|subject to|authori[sz]ed|covers?|covered|exempt)\b"
)
MET = re.compile(
    r"\b(?:meets?|met|hears?|heard|spoke|speaks?|convened?|visit(?:s|ed)?|travell?(?:s|ed)?|attend(?:s|ed)?|brief(?:s|ed|ings?)?)\b"
)
CAME = re.compile(r"\b(?:join|host|delegation|participa|represent|accompan|led by)", re.IGNORECASE)
_UNDERTAKES = re.compile(r"\b(?:will|shall)\b")
MOST_SUBJECT = 6  # words before "will" that say who undertakes
MANY_STATES = 5  # in one sentence
FINITE = re.compile(r"\b[a-z]+ed\b")  # another verb before: "reviewed the measures announced last week"

Place = tuple[int, int]  # text[start:end] of a document


@dataclass(frozen=True, slots=True)
class Touched:
    """A sentence that an edit touched: text[start:end]. It was put in or taken out whole, or words that weigh went or came."""

    start: int
    end: int
    whole: bool = False
    weighs: bool = False
    lists: bool = False  # one of several names went or came


def units_near(
    reading: Reading, release: Release, touched: Sequence[Touched], lexicon: Lexicon, encoder: Encoder
) -> tuple[Unit, ...]:
    """Return the units in the sentences that were *touched*, in order, those of lower probability among them.

    Where the network sees none, a sentence is a unit all the same if words that weigh
    ("up to", "plans to", "not") or one of those a measure covers went or came in it, if it opens with a verb of the
    lexicon that does what it says ("terminated", "agreed to") or with a sum that it allots, is an item of what was agreed, or if it lists what a unit before it covers.

    Raises:
        InstallError: The network's files are missing or damaged.
    """
    places = [(one.start, one.end) for one in touched]
    found = _units_near(reading, release, places, lexicon, encoder)
    left = [
        one
        for one in touched
        if (
            len(reading.document.text[one.start : one.end].split()) >= LEAST_FAINT
            or binds_item(reading.document.text, one.start, one.end)
        )
        and not any(_holds(one, unit) for unit in (*reading.units, *found))
    ]
    faint = units_at(reading, release, [(one.start, one.end) for one in left], lexicon, encoder)
    near = [(unit, one) for unit in found for one in touched if _holds(one, unit)]
    near += [(unit, one) for one, unit in zip(left, faint, strict=True) if unit]
    counted = {unit.id for unit, one in near if _counts(unit, one, reading, lexicon)}
    return (
        *(_sure(unit) if unit.id in counted else unit for unit in found),
        *(_sure(unit) for unit in faint if unit and unit.id in counted),
    )


def _holds(one: Touched, unit: Unit) -> bool:
    return unit.start < one.end and one.start < unit.end


def _sure(unit: Unit) -> Unit:
    return replace(unit, confidence=max(unit.confidence or 0.0, SURE))


def _counts(unit: Unit, one: Touched, reading: Reading, lexicon: Lexicon) -> bool:
    """Tell whether *unit* counts by what was done to its sentence, whatever the network says of it."""
    return (
        one.weighs
        or (one.lists and not one.whole and _covers(reading.document.text, one, lexicon))
        or _does(unit, lexicon)
        or (not one.whole and _undertakes(unit, reading.document.text, one, lexicon))
        or (one.whole and ALLOTS.match(reading.document.text, one.start, one.end) is not None)
        or binds_item(reading.document.text, one.start, one.end)
        or _specifies(one, reading.document, reading.units)
    )


def _does(unit: Unit, lexicon: Lexicon) -> bool:
    """Tell whether *unit* opens with a verb that does what it says, and nobody but its speakers is named before."""
    official = OFFICIAL.search(unit.quote)
    at = official.start() if official else unit.quote.find(unit.cue)
    before, cue = unit.quote[:at], unit.cue.split()[0].lower() if unit.cue else ""
    leads = (
        (lead.table in TABLES or (lead.table == "act" and lead.level >= BINDING))
        and (lead.form in ("past", "s") or not before)
        for lead in lexicon.leads.get(cue, ())
    )
    if not (official or (unit.facets.family in "UD" and any(leads))):
        return False
    named = {code for _, _, code in parties_in(tokenize(before, 0, len(before)), lexicon)}
    return not FINITE.search(re.split(r"[,;:]\s", before)[-1]) and named <= unit.facets.speakers


def _undertakes(unit: Unit, text: str, one: Touched, lexicon: Lexicon) -> bool:
    """Tell whether a sentence says what its speakers, or "we", will do: "Norvale will …"."""
    modal = _UNDERTAKES.search(text, one.start, one.end)
    if modal is None or unit.facets.family != "U":
        return False
    subject = text[one.start : modal.start()].split()
    named = {code for _, _, code in parties_in(tokenize(text, one.start, modal.start()), lexicon)}
    spoken = subject[-1:] and subject[-1].lower() == "we"
    return len(subject) <= MOST_SUBJECT and bool(spoken or (named and named <= unit.facets.speakers))


def _covers(text: str, one: Touched, lexicon: Lexicon) -> bool:
    """Tell whether a sentence says what a measure covers or which states stand behind something, and not who met."""
    if MET.search(text, one.start, one.end):
        return False
    states = {code for _, _, code in parties_in(tokenize(text, one.start, one.end), lexicon)}
    operates = COVERS.search(text, one.start, one.end) and not CAME.search(text, one.start, one.end)
    return bool(operates) or len(states) >= MANY_STATES


def _specifies(one: Touched, document: Document, units: Sequence[Unit]) -> bool:
    """Tell whether the sentence lists what the unit of the sentence before it covers."""
    if one.whole or not SPECIFIES.match(document.text, one.start, one.end):
        return False
    ahead = [sentence for sentence in sentences(document) if sentence.end <= one.start][-1:]
    return any(unit.start < at.end and at.start < unit.end for at in ahead for unit in units)


def _units_near(
    reading: Reading, release: Release, places: Sequence[Place], lexicon: Lexicon, encoder: Encoder
) -> tuple[Unit, ...]:
    document, revision = reading.document, _revision(reading, release)
    every = tuple(sentences(document))
    touched = [number for number, sentence in enumerate(every) if _touches(sentence, places)]
    around = sorted(
        {
            near
            for number in touched
            for near in range(number - AROUND, number + AROUND + 1)
            if 0 <= near < len(every)
        }
    )
    found = [every[number] for number in around]
    lexicon = lexicon.knowing(release.issuer, release.title)
    spans = [
        (span, number)
        for span, number in _spans_near(document.text, found, lexicon, encoder)
        if span.probability >= LOWER[span.family]
        and len(document.text[span.start : span.end].split()) >= LEAST
        and _touches(found[number], places)
    ]
    return build_units(
        spans, found, document, revision, lexicon, find_participants(document, release, every, lexicon)
    )


def _revision(reading: Reading, release: Release) -> Revision:
    """Return the revision that *reading* is of, without its bytes: who reads units needs its id and its release."""
    return Revision(reading.revision, release, 1, b"", "text/plain", "", datetime.min.replace(tzinfo=UTC))


def _spans_near(
    text: str, found: Sequence[Sentence], lexicon: Lexicon, encoder: Encoder
) -> Iterator[tuple[Span, int]]:
    read = list(encoder.read_parts(text, found))
    around = surroundings([heads for _, heads, _ in read])
    for (stretch, heads, own), near in zip(read, around, strict=True):
        calibration = replace(own.calibration, leanings=LEANINGS)
        begin, stop = stretch.pieces[0].start, stretch.pieces[-1].end
        for span in spans_of(text, stretch.pieces, heads, begin, stop, calibration, near, quiet=QUIET):
            if not (lexicon.never and lexicon.never.search(text, span.start, span.end)):
                yield span, stretch.sentence


def units_at(
    reading: Reading, release: Release, places: Sequence[Place], lexicon: Lexicon, encoder: Encoder
) -> tuple[Unit | None, ...]:
    """Return each of *places* as a unit, whether the network would have found one there or not; None where no sentence is.

    Kind, level and probability are what the network says of just these words.

    Raises:
        InstallError: The network's files are missing or damaged.
    """
    document, revision = reading.document, _revision(reading, release)
    every = tuple(sentences(document))
    lexicon = lexicon.knowing(release.issuer, release.title)
    participants = find_participants(document, release, every, lexicon)
    read: list[Unit | None] = []
    for start, end in places:
        number = max(
            range(len(every)),
            key=lambda at: _overlap((every[at].start, every[at].end), (start, end)),
            default=-1,
        )
        span = _span(document.text, every[number], start, end, encoder) if number >= 0 else None
        made = (
            build_units([(span, 0)], [every[number]], document, revision, lexicon, participants)
            if span
            else ()
        )
        read.append(made[0] if made else None)
    return tuple(read)


def _span(text: str, sentence: Sentence, start: int, end: int, encoder: Encoder) -> Span | None:
    start, end = max(start, sentence.start), min(end, sentence.end)
    best: Span | None = None
    for stretch, heads, own in encoder.read_parts(text, [sentence]):
        first, last = max(start, stretch.pieces[0].start), min(end, stretch.pieces[-1].end)
        if last > first and (best is None or last - first > best.end - best.start):
            (around,) = surroundings([heads])
            best = span_at(text, stretch.pieces, heads, first, last, own.calibration, around)
    return best


def _touches(sentence: Sentence, places: Sequence[Place]) -> bool:
    return any(start < sentence.end and sentence.start < end for start, end in places)


def _overlap(one: Place, other: Place) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def with_near_units(stored: Sequence[Unit], near: Sequence[Unit]) -> Iterator[Unit]:
    """Yield *stored* and of *near* what overlaps none of them, in order of the text."""
    free = [
        one
        for one in near
        if not any(_overlap((one.start, one.end), (unit.start, unit.end)) > 0 for unit in stored)
    ]
    yield from sorted((*stored, *free), key=lambda unit: unit.start)
