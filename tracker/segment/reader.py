"""The reader: a document to its tracked units.

    sentences ─► windows of word pieces ─► network ─► spans ─► units with speakers and slots

The network finds the units and says their kind, level and probability; grammar
and lexicon say who speaks and fill the slots, and never drop a unit. What an
analyst's lexicon wants as a unit, or does not want as one, goes before the network.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.domain import Document, Problem, Revision, Unit
from tracker.errors import UnreadableRevision
from tracker.segment.exclusions import is_forecast, is_guidance, is_old_fact, is_outlook, states_nothing
from tracker.segment.korean import build_korean_units
from tracker.segment.languages import KOREAN, is_english, language_of
from tracker.segment.lexicon.lexicon import Lexicon
from tracker.segment.lexicon.topics import TopicSetting
from tracker.segment.network.encoder import Encoder
from tracker.segment.network.evidence import Around, surroundings
from tracker.segment.network.heads import Heads
from tracker.segment.network.spans import Span, span_at, spans_of
from tracker.segment.network.windows import PieceStretch
from tracker.segment.sentences import MOST, Sentence, sentences
from tracker.segment.speakers.participants import Participants, find_participants
from tracker.segment.speakers.speaker_rules import who_leads
from tracker.segment.speakers.subject_resolution import Earlier
from tracker.segment.tokens import Tokens, tokenize
from tracker.segment.units import build_unit
from tracker.text.korean import HANGUL
from tracker.text.rates import rate_decision
from tracker.text.votes import OF_MEMBERS

WITHIN = 12  # characters of a span in which its subject begins: "the two members voted to"
GUIDED = 0.4  # share of its threshold from which what a bank says of its own rate is a unit
NEAR = 0.5  # share of its threshold from which a span that is no unit is shown as unread
# "At its meeting today, the Bank Board of the National Bank of Norvale kept": who decides, and right behind it the act.
_BOARD_ACTS = re.compile(
    r"\W*(?:(?:At|In|Following|After)\s[^,;.]{0,80},\s+)?(?:[Tt]he\s+)?(?:[A-Z][\w’'-]*\s+){0,5}?(?:Board|Committee|Council|Bank)\b(?:\s+of\s+(?:the\s+)?(?:[A-Z][\w’'-]*\s?){1,6}?(?:\s?of\s(?:[A-Z][\w’'-]*\s?){1,3}?)?)?"
    r"(?:\s*\([A-Z][A-Za-z]{1,6}\))?(?:\s*today|\s+at\s+its\s+(?:\w+\s+){0,3}meeting\s+today)?\s+(?:unanimously\s+)?(?P<act>kept|left|held|maintained|lowered|raised|reduced|increased|cut)\b"
)
_TODAY = re.compile(r"(?<!Earlier )(?<!earlier )\btoday\b(?!’s)(?!')")
_TOLD_BY = re.compile(r",\s+(?:the\s+|an?\s+)?[\w ]{2,40}\s(?:noted|said|added|told)\b")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span with its sentence, and whether it is a unit."""

    span: Span
    sentence: int  # its number among the sentences of the document
    is_unit: bool
    is_near: bool = False  # no unit, but near enough to the threshold for an analyst to look at


def segment(revision: Revision, document: Document, lexicon: Lexicon, encoder: Encoder) -> tuple[Unit, ...]:
    """Return the units of *document* in order of the text; document.text[unit.start:unit.end] == unit.quote.

    Units do not overlap. The same revision, document, lexicon and network always give the same units.

    Raises:
        InstallError: The network's files are missing or damaged.
        UnreadableRevision: It says more than any release: it would be read for minutes.
    """
    found = tuple(sentences(document))
    if sum(sentence.end - sentence.start for sentence in found) > MOST:
        raise UnreadableRevision(
            f"more than {MOST:,} characters of statement: no press release",
            where=revision.release.ref,
            remedy="check what is at this address; selectors.body may name a part of it",
        )
    lexicon = lexicon.knowing(revision.release.issuer, revision.release.title)
    participants = find_participants(document, revision.release, found, lexicon)
    published = revision.release.published_on or document.published_on
    spans = (
        (candidate.span, candidate.sentence)
        for candidate in candidates(
            document.text, found, lexicon, encoder, year=published.year if published else 0
        )
        if candidate.is_unit
    )
    return build_units(spans, found, document, revision, lexicon, participants)


def build_units(
    spans: Iterable[tuple[Span, int]],
    found: Sequence[Sentence],
    document: Document,
    revision: Revision,
    lexicon: Lexicon,
    participants: Participants,
) -> tuple[Unit, ...]:
    """Return the units that *spans* stand for, each given with the number of its sentence in *found*."""
    if not HANGUL.search(document.text):
        return _english_units(spans, found, document, revision, lexicon, participants)
    korean: list[tuple[Span, int]] = []
    english: list[tuple[Span, int]] = []
    for span, number in spans:
        said = document.text[found[number].start : found[number].end]
        (korean if language_of(said) == KOREAN else english).append((span, number))
    read = (
        *_english_units(english, found, document, revision, lexicon, participants),
        *build_korean_units(korean, found, document, revision, lexicon),
    )
    ordered = sorted(read, key=lambda unit: unit.start)
    return tuple(replace(unit, ordinal=ordinal) for ordinal, unit in enumerate(ordered, 1))


def _english_units(
    spans: Iterable[tuple[Span, int]],
    found: Sequence[Sentence],
    document: Document,
    revision: Revision,
    lexicon: Lexicon,
    participants: Participants,
) -> tuple[Unit, ...]:
    units: list[Unit] = []
    last = -1  # the sentence of the unit before
    tokens = ahead = tokenize("", 0, 0)  # the words of the sentence, and of the one before it
    title = revision.release.title
    named = frozenset(lexicon.topics.named(tokenize(title, 0, len(title)).lower))
    around = TopicSetting(title=named, bank=participants.bank)
    for span, number in spans:
        sentence = found[number]
        if number != last:
            ahead = tokens if number == last + 1 else _tokens_of(document, found[number - 1])
            around = replace(around, before=frozenset(lexicon.topics.named(ahead.lower)))
            tokens = _tokens_of(document, sentence)
        latest = units[-1].facets.speakers if units else frozenset()
        if number == last:
            spoken = Earlier(latest, latest)
        else:
            spoken = Earlier(frozenset(), latest)
            if number > last + 1:  # the sentence before holds no unit, but "he" may point to its subject
                led = who_leads(ahead, participants, lexicon, spoken)
                spoken = Earlier(frozenset(), led or latest)
        units.append(
            build_unit(
                span, sentence, tokens, document, revision, lexicon, participants, units, spoken, around
            )
        )
        last = number
    return tuple(units)


def _tokens_of(document: Document, sentence: Sentence) -> Tokens:
    return tokenize(document.text, sentence.start, sentence.end)


def unread_languages(where: str, document: Document, encoder: Encoder) -> Iterator[Problem]:
    """Yield a problem for each language of *document* that is not read: one whose network is not installed, or that has none."""
    text = document.text
    if is_english(text):
        return  # nearly every text: its sentences are not split for this, and a million words take some two seconds
    for language in sorted(encoder.unread_languages(text, tuple(sentences(document)))):
        if language == KOREAN:
            yield Problem(
                where,
                "Korean is not read: its network is not installed",
                "install the whole wheel: its folder tracker/segment/network/model_ko is missing",
            )
        else:
            yield Problem(where, f"not read: {language}; no network was trained for it")


def near_misses(document: Document, lexicon: Lexicon, encoder: Encoder) -> tuple[Candidate, ...]:
    """Return what did not become a unit of *document* though it was near: what an analyst should look at for recall."""
    found = tuple(sentences(document))
    return tuple(one for one in candidates(document.text, found, lexicon, encoder) if one.is_near)


def candidates(
    text: str, found: Sequence[Sentence], lexicon: Lexicon, encoder: Encoder, *, year: int = 0
) -> Iterator[Candidate]:
    """Yield every span that the network sees in *text*, units and not, in order and without overlap; *year* is that of the text."""
    read = list(encoder.read_parts(text, found))
    around = surroundings([heads for _, heads, _ in read])
    for (stretch, heads, own), near in zip(read, around, strict=True):
        yield from _in_stretch(text, stretch, heads, near, lexicon, own, year)


def _in_stretch(
    text: str,
    stretch: PieceStretch,
    heads: Heads,
    around: Around,
    lexicon: Lexicon,
    encoder: Encoder,
    year: int,
) -> Iterator[Candidate]:
    calibration = encoder.calibration
    begin, stop = stretch.pieces[0].start, stretch.pieces[-1].end
    spans = spans_of(text, stretch.pieces, heads, begin, stop, calibration, around)
    wanted = list(lexicon.always.finditer(text, begin, stop)) if lexicon.always else []
    for phrase in wanted:  # said by the analyst, not seen by the network: to the end of the sentence
        if not any(span.start < phrase.end() and phrase.start() < span.end for span in spans):
            after = min((span.start for span in spans if span.start >= phrase.end()), default=stop)
            added = span_at(text, stretch.pieces, heads, phrase.start(), after, calibration, around)
            spans = sorted([*spans, added], key=lambda span: span.start)
    decides = _rate_decided(text, begin, stop)
    if decides and not any(span.start < decides[1] and decides[0] < span.end for span in spans):
        after = min((span.start for span in spans if span.start >= decides[1]), default=stop)
        added = span_at(text, stretch.pieces, heads, decides[0], after, calibration, around)
        spans = sorted([*spans, added], key=lambda span: span.start)
    for span in spans:
        threshold = calibration.thresholds[span.family]
        is_unit = makes_unit(text, begin, span, threshold, year)
        if decides and span.start <= decides[0] < span.end:
            is_unit, span = True, replace(span, probability=max(span.probability, threshold))
        if any(span.start < phrase.end() and phrase.start() < span.end for phrase in wanted):
            is_unit, span = True, replace(span, probability=max(span.probability, threshold))
        if lexicon.never and lexicon.never.search(text, span.start, span.end):
            is_unit = False
        yield Candidate(span, stretch.sentence, is_unit, not is_unit and span.probability >= NEAR * threshold)


def _rate_decided(text: str, begin: int, stop: int) -> tuple[int, int] | None:
    """Return where the verb stands by which a board says in a sentence what it did to its rate on the day of the text; None where it says nothing of that.

    "At its meeting today the Board kept its repo rate at 4.25%" is a decision, however much it is told like any other fact.
    """
    found = _BOARD_ACTS.match(text, begin, stop)
    if found is None or not _TODAY.search(text, begin, stop) or _TOLD_BY.search(text, begin, stop):
        return None
    decision = rate_decision(text[found.start("act") : stop])
    return found.span("act") if decision and decision.level else None


def makes_unit(text: str, begin: int, span: Span, threshold: float, year: int = 0) -> bool:
    """Return whether *span*, in a sentence from *begin* on of a text of *year*, is a unit: likely enough, and a statement.

    What single members hold, forecasts, clauses and talk that state nothing and what was done before *year* are none;
    0 for a text whose year is not known.
    """
    least = GUIDED * threshold if is_guidance(text, span.start, span.end) else threshold
    if span.probability < least or _is_of_members(text, begin, span):
        return False
    if is_outlook(text, span.start, span.end) or states_nothing(text, begin, span.start, span.end):
        return False
    return span.family != "U" or not (
        is_forecast(text, begin, span.start, span.end) or is_old_fact(text, begin, span.start, span.end, year)
    )


def _is_of_members(text: str, begin: int, span: Span) -> bool:
    """Return whether *span*, in a sentence from *begin* on, is what single members hold: a vote is no statement of the whole."""
    said = OF_MEMBERS.search(text, begin, span.end)
    return said is not None and said.start() <= span.start + WITHIN
