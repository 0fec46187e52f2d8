"""What a formula is about: its names, its words, and those that usually stand beside it. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.domain import Document
from tracker.formula.uses import SEARCHED, Use
from tracker.formula.wording import Formula
from tracker.search.analyzer import fold_words, located_words
from tracker.segment.sentences import split
from tracker.text.content_words import content_stems

USUAL = 0.2  # share of the paragraphs with the formula that have a word of the subject
LIFT = 10  # so many times as often beside the formula as in the other paragraphs of the same texts
RARE = 0.004  # share of the other paragraphs, at least: what stands nowhere else is not infinitely telling
NEEDED = 3  # words of the subject in one paragraph, where the formula has no name
SUBJECT_WORDS = 12
FEWEST = 3  # words of a formula of which two, side by side, word it otherwise


@dataclass(frozen=True, slots=True)
class PhraseSubject:
    """How a text is known to be on the subject of a formula: folded names, and stems of the words beside it and of its own."""

    names: frozenset[str]
    words: frozenset[str]
    own: frozenset[str]
    matter: frozenset[str] = frozenset()  # stems of its words but those of names
    cut_short: frozenset[tuple[str, str]] = (
        frozenset()
    )  # pairs of three stems that, side by side, word it otherwise


def learn_subject(formula: Formula, uses: Sequence[Use], documents: Mapping[str, Document]) -> PhraseSubject:
    """Return the subject of *formula*, learned from the paragraphs with *uses*; *documents* are theirs, by release id."""
    in_order = content_stems(formula.text)
    own = set(in_order)
    beside: Counter[str] = Counter()
    elsewhere: Counter[str] = Counter()
    number = others = 0
    by_release: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        by_release[use.release.id].append(use)
    for release, here in by_release.items():
        document = documents[release]
        for start, end in _paragraphs(document):
            words = set(content_stems(document.text[start:end])) - own
            if any(start <= use.start < end for use in here):
                number += 1
                beside.update(words)
            else:
                others += 1
                elsewhere.update(words)
    lift = {
        word: times / number / max(elsewhere[word] / max(others, 1), RARE)
        for word, times in beside.items()
        if times >= USUAL * number
    }
    telling = sorted((word for word in lift if lift[word] >= LIFT), key=lambda word: (-lift[word], word))
    names = frozenset(word.key for word in formula.words if word.name and word.content)
    plain = [part for part in formula.parts if not any(formula.words[at].name for at in part)]
    alone = [
        part for part in plain if len(part) == 1
    ] or plain  # "state" of "two-state" stands in "Secretary of State" too
    said = " ".join(formula.words[at].text for part in alone for at in part)
    return PhraseSubject(
        names,
        frozenset(telling[:SUBJECT_WORDS]),
        frozenset(own),
        frozenset(content_stems(said)),
        frozenset(_cut_short(formula, in_order)),
    )


def _cut_short(formula: Formula, in_order: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield which two of three stems, side by side, word *formula* otherwise.

    The first with either of the others ("stance of policy"); the last two, where the first only qualifies or
    governs them and they are no name ("ease price pressures", "curb price pressures").
    """
    if len(in_order) != FEWEST:
        return
    for other in in_order[1:]:
        yield in_order[0], other
    first, *others = formula.content
    if not others or any(formula.words[at].name for at in others):
        return
    if not any(first < at < others[0] for at in formula.prepositions):
        yield in_order[1], in_order[2]


def speaks_on(subject: PhraseSubject, document: Document) -> tuple[int, int] | None:
    """Return the paragraph of *document* that is most on the subject; None where none is."""
    best: tuple[int, int] | None = None
    most = 0
    needed = min(NEEDED, len(subject.words)) or NEEDED
    for start, end in _paragraphs(document):
        part = document.text[start:end]
        named = bool(subject.names) and not subject.names.isdisjoint(fold_words(part))
        score = len(subject.words.intersection(content_stems(part))) + needed * named
        if score >= needed and score > most:
            best, most = (start, end), score
    return best


def sentence_on_subject(document: Document, place: tuple[int, int], subject: PhraseSubject) -> str:
    """Return the sentence of the paragraph at *place* that has most of the subject."""
    best, most = "", 0
    for start, end in split(document.text, *place):
        part = document.text[start:end]
        score = len(subject.words.intersection(content_stems(part)))
        score += 2 * any(word.folded in subject.names for word in located_words(part))
        if score > most:
            best, most = " ".join(part.split()), score
    return best


def sentences_of(document: Document) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of the paragraphs of *document* begins and ends, in order."""
    for start, end in _paragraphs(document):
        yield from split(document.text, start, end)


def _paragraphs(document: Document) -> Iterator[tuple[int, int]]:
    return ((block.start, block.end) for block in document.blocks if block.role in SEARCHED)
