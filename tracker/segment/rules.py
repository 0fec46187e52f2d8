"""The default segmenter, rules.v1: lexicon and grammar, no model, no download.

sentence ─► anchors (lead verbs with a subject in the cast) ─► drafts ─► units with slots
"""

from __future__ import annotations

from functools import lru_cache

from tracker.domain import Document, Revision, Unit
from tracker.segment.anchors import Anchor, find_anchors
from tracker.segment.cast import Cast, draw_cast
from tracker.segment.drafts import Draft, Scene
from tracker.segment.grammar import TRIM
from tracker.segment.interpret import interpret
from tracker.segment.lexicon import Lexicon
from tracker.segment.sentences import sentences
from tracker.segment.standalone import judgment, standalone
from tracker.segment.tokens import Tokens, tokenize
from tracker.segment.units import build_unit

# Sentences whose drafts are kept: the policy committees and the yearly notices of the real inputs say two sentences in
# five again in the same words, in the same company.
REMEMBERED = 2048


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
        drafts = read_sentence(document.text[sentence.start : sentence.end], cast, lexicon, latest)
        for draft in drafts:
            unit = build_unit(draft, sentence, tokens, document, revision, lexicon, units)
            if unit and (not units or unit.start >= units[-1].end):
                units.append(unit)
        if drafts:
            latest = drafts[-1].speakers
    return tuple(units)


@lru_cache(maxsize=REMEMBERED)
def read_sentence(text: str, cast: Cast, lexicon: Lexicon, latest: frozenset[str]) -> tuple[Draft, ...]:
    """Return the drafts of the sentence *text*, in order and without overlap; *latest* is who spoke last before it."""
    if text.lower().startswith(("voting for", "voting against")):
        return ()
    tokens = tokenize(text, 0, len(text))
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
    if not drafts:
        return tuple(standalone(tokens, text, cast, lexicon, latest))
    return (*judgment(tokens, text, drafts[0].start, cast, lexicon, latest), *drafts)


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
