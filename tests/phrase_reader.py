"""A reader of invented sentences for tests of what comes after reading.

Tests of the store, of links, labels, digests and pages are about what is done with
units, not about which units the trained network finds: that moves a little with
each training, and has tests and figures of its own (``tests/tracker/segment``,
``make eval``). They get their units from this table of phrases. Slots and speakers are
those of the product.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from tracker.domain import Document, Kind, Release, Revision, Unit
from tracker.edits.moves.near_units import Place, Touched
from tracker.reading import Reading
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.network.encoder import Encoder
from tracker.segment.network.spans import Span
from tracker.segment.reader import build_units
from tracker.segment.sentences import Sentence, sentences
from tracker.segment.speakers.participants import find_participants

PHRASES = (  # what opens a unit, its kind and level; the first that fits counts
    (r"(?:will|would|shall|can) (?:never|not) (?:accept|tolerate|recogni[sz]e)", "S.principle", 4),
    (r"(?:decided|agreed|will|would) to consider|will consider", "U.own", 1),
    (r"(?:committed|continue|agreed to continue|agreed to make|will continue|will make) (?:to )?(?:making )?efforts", "U.own", 3),
    (r"(?:stands?|is|are) (?:ready|prepared|willing) to|intends? to|plans? to|hopes? to|(?:reaffirmed )?(?:its |their )?readiness to", "U.own", 2),
    (r"(?:is|are) exploring|may\b", "U.own", 1),
    (r"believes that (?:it can be patient|its low rate can)", "U.own", 2),
    (r"(?:does|do|will|would) (?:not|no longer) \w+|will not|no longer", "U.own", 4),
    (r"reaffirmed that it will|stated that \w+ will", "U.own", 4),
    (r"stressed that \w+ must", "D.principle", 4),
    (r"stated that progress depends", "S.linkage", 3),
    (r"agreed|decided|committed|pledged?s?|will|shall|vowed", "U.own", 4),
    (r"signed", "U.own", 5),
    (r"should|(?:calls?|called) (?:up)?on|urges?d?", "D.call", 3),
    (r"demands?|demanded", "D.demand", 4),
    (r"must", "D.demand", 4),
    (r"encouraged?s?|asks?|asked", "D.call", 2),
    (r"condemns?|condemned", "E.condemn", 4),
    (r"deplores?d?|regrets?", "E.condemn", 3),
    (r"expressed (?:deep |grave |serious )?concern", "E.concern", 2),
    (r"thanks?|thanked|welcomes?d?|praised?s?|commends?", "E.praise", 2),
    (r"opposes?d?|rejects?|rejected", "S.principle", 4),
    (r"supports?|supported|values?", "S.support", 2),
    (r"(?:reaffirms?|reaffirmed|reiterates?|reiterated|underscored) (?:\w+’s |its |their )?commitment to", "U.own", 4),
    (r"(?:stress|emphasi[sz]e|reaffirm|reiterate|underscore)(?:e?s|e?d)?", "S.principle", 3),
)  # fmt: skip
OPENING = re.compile(
    "|".join(rf"(?P<p{number}>\b(?:{phrase})\b)" for number, (phrase, _, _) in enumerate(PHRASES))
)
JOINT = re.compile(
    r"(?:,| and|, and) (?=(?:agreed|decided|called|urged|condemned|will|committed|stressed|reaffirmed)\b)"
)
FIRM = re.compile(r"\b(?:firmly|resolutely|strongly|fully|ironclad|closely|all available)\b")
SOFT = re.compile(r"\b(?:as appropriate|where possible|if necessary|subject to|in principle)\b")
AGAIN = re.compile(r"\b(?:reaffirm|reiterate|continue|remain|renew)\w*\b")
STRONGEST = re.compile(r"strongest (?:possible )?terms")


def segment(revision: Revision, document: Document, lexicon: Lexicon, _: Encoder) -> tuple[Unit, ...]:
    """Return the units that the table of phrases finds; the signature is that of :func:`tracker.segment.reader.segment`."""
    found = tuple(sentences(document))
    lexicon = lexicon.knowing(revision.release.issuer, revision.release.title)
    participants = find_participants(document, revision.release, found, lexicon)
    spans = (
        (span, number)
        for number, sentence in enumerate(found)
        for span in _spans(document.text, sentence, lexicon, joint=len(participants.principals) > 1)
    )
    return build_units(spans, found, document, revision, lexicon, participants)


def units_near(
    reading: Reading, release: Release, touched: Sequence[Touched], lexicon: Lexicon, encoder: Encoder
) -> tuple[Unit, ...]:
    """Return the units in the sentences that were *touched*; the table of phrases knows no lower probability."""
    found = segment(_revision(reading, release), reading.document, lexicon, encoder)
    return tuple(
        unit for unit in found if any(one.start < unit.end and unit.start < one.end for one in touched)
    )


def units_at(
    reading: Reading, release: Release, places: Sequence[Place], lexicon: Lexicon, encoder: Encoder
) -> tuple[Unit | None, ...]:
    """Return for each of *places* the unit that overlaps it most."""
    found = segment(_revision(reading, release), reading.document, lexicon, encoder)

    def most(start: int, end: int) -> Unit | None:
        shared = [(min(unit.end, end) - max(unit.start, start), unit) for unit in found]
        best = max(shared, key=lambda one: one[0], default=(0, None))
        return best[1] if best[0] > 0 else None

    return tuple(most(start, end) for start, end in places)


def _revision(reading: Reading, release: Release) -> Revision:
    return Revision(reading.revision, release, 1, b"", "text/plain", "", datetime(2031, 3, 5, tzinfo=UTC))


def _spans(text: str, sentence: Sentence, lexicon: Lexicon, *, joint: bool) -> Iterator[Span]:
    begin = sentence.start
    stops = [match.start() for match in JOINT.finditer(text, sentence.start, sentence.end)]
    for stop in (*stops, sentence.end):
        opening = OPENING.search(text, begin, stop)
        if opening and stop - opening.start() > 2:
            kind, level = next(
                (kind, level) for number, (_, kind, level) in enumerate(PHRASES) if opening[f"p{number}"]
            )
            for lead in lexicon.leads.get(opening.group().split()[-1].lower(), ()):
                level = lead.level if lead.table == "commit" and not lead.rest else level
            end = stop
            while text[end - 1] in ".,;! ":
                end -= 1
            quote = text[opening.start() : end]
            if (
                kind == "U.own"
                and re.search(r"\bif\b|^If", text[sentence.start : sentence.end])
                and "respond" in quote
            ):
                kind = "U.warn"
            elif kind == "U.own" and joint:
                kind = "U.joint"
            yield Span(
                opening.start(),
                end,
                Kind(kind),
                5 if STRONGEST.search(quote) and kind == "E.condemn" else level,
                -1 if SOFT.search(quote) else int(bool(FIRM.search(quote))),
                bool(AGAIN.search(quote)),
                0.9,
                0.9,
                0.9,
            )
        begin = stop
