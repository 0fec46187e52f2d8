"""Where a text uses a formula: its sentences looked through, each use with how it differs. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from tracker.domain import Block, Document, Release, Role
from tracker.formula.alignment import Edit, Match, match_formula
from tracker.formula.chains import GAP, NARROW, Hit, best_chain, cluster, goes_on, hits_of, is_closer
from tracker.formula.tolerance import in_another_order, is_use
from tracker.formula.wording import ARTICLES, HELD, HYPHEN, Formula, Telling
from tracker.link.occasions.genre import is_spoken
from tracker.search.analyzer import FoldedWord, located_words
from tracker.segment.sentences import split
from tracker.text.content_words import STOPWORDS
from tracker.text.sanitize import one_line
from tracker.text.speaker_turns import TURN, is_outsider
from tracker.text.spelling import root as root_of
from tracker.text.votes import DISSENT

SEARCHED = frozenset({Role.HEADING, Role.PARAGRAPH, Role.ITEM})
SETTING = 2  # words before a formula of two words, by which one with a word replaced is known


@dataclass(frozen=True, slots=True)
class Text:
    """The latest text of a release."""

    release: Release
    document: Document


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a text uses a formula: document.text[start:end], within the sentence *quote*."""

    release: Release
    start: int
    end: int
    wording: str  # the stretch, on one line
    quote: str  # the sentence, on one line
    quote_start: int
    edits: tuple[Edit, ...]  # () = word for word
    speaker: str = ""  # who has the word in a transcript, as it names them
    asked: bool = False  # said by who asks or dissents, not by the issuer
    there: frozenset[int] = frozenset()  # the words of the formula it has, by their indices

    @property
    def key(self) -> tuple[tuple[str, str, str], ...]:
        """What the use has in common with others of its variant."""
        return tuple((edit.operation, edit.before.casefold(), edit.key) for edit in self.edits)

    @property
    def spoken(self) -> bool:
        """Whether it was said aloud and asked about, not agreed on."""
        return is_spoken(self.release.title)


def uses_in(formula: Formula, text: Text, telling: Telling) -> Iterator[Use]:
    """Yield the uses of *formula* in *text*, in order.

    *telling* says how often the archive has the whole formula where it has certain
    words of it: see :func:`tracker.formula.wording.suffices`.
    """
    short = len(formula.content) == 2

    def found(words: Sequence[FoldedWord], whole: str) -> Iterator[Match]:
        hits = [hit for hit in hits_of(formula, words) if not _is_end_of_another(formula, words, whole, hit)]
        while hits:
            chain = best_chain(hits, NARROW if short else GAP, goes_on(formula, words, whole))
            match = match_formula(formula, words, chain, whole)
            used = is_use(formula, words, chain, match, telling)
            near = () if short else cluster(hits)
            if is_closer(near, chain) and in_another_order(formula, words, whole, near):
                chain, match = near, match_formula(formula, words, near, whole)
                used = is_use(formula, words, chain, match, telling)
            if used:
                yield match
                hits = [hit for hit in hits if not match.first <= hit[0] <= match.last]
            else:
                hits = [hit for hit in hits if hit not in chain]

    yield from _uses(text, _carrying(formula), found)


def _is_end_of_another(formula: Formula, words: Sequence[FoldedWord], text: str, hit: Hit) -> bool:
    """Return whether a hyphen joins the word at *hit* to one before it that is none of *formula*: "rules-based" of "based on law"."""
    place, at = hit
    if (
        place == 0
        or formula.words[at].name
        or not HYPHEN.fullmatch(text, words[place - 1].end, words[place].start)
    ):
        return False
    before = words[place - 1]
    if text[before.start].isupper() or before.folded in STOPWORDS:
        return False
    return all(word.root != root_of(before.folded) for word in formula.words)


def literal_settings(uses: Sequence[Use], texts: Callable[[str], Document]) -> frozenset[tuple[str, ...]]:
    """Return the words that stand right before the word-for-word *uses*, where at least half have the same.

    *texts* gives the document of a release by its id.
    """
    seen: dict[tuple[str, ...], int] = {}
    literal = [use for use in uses if not use.edits]
    for use in literal:
        before = [
            word.folded for word in located_words(texts(use.release.id).text[use.quote_start : use.start])
        ]
        seen[_plain(before[-SETTING:])] = seen.get(_plain(before[-SETTING:]), 0) + 1
    return frozenset(
        setting for setting, times in seen.items() if 2 * times >= len(literal) and len(setting) == SETTING
    )


def replaced_in(formula: Formula, text: Text, settings: frozenset[tuple[str, ...]]) -> Iterator[Use]:
    """Yield where *text* has a formula of two words in its usual setting with one of them replaced.

    "for a considerable period" → "for a considerable time", "for an extended period".
    """
    width = len(formula.words)

    def found(words: Sequence[FoldedWord], whole: str) -> Iterator[Match]:
        for place, hit in hits_of(formula, words):
            start = place - hit
            end = start + width - 1
            if start < SETTING or end >= len(words):
                continue
            if _plain([word.folded for word in words[start - SETTING : start]]) not in settings:
                continue
            kept = hit
            replaced = next(at for at in formula.content if at != kept)
            word = words[start + replaced]
            stands = whole[word.start : word.end]
            if not word.folded.isalpha() or word.folded in _SMALL or hits_of(formula, [word]):
                continue
            edit = Edit("replaced", formula.words[replaced].text, stands, word.folded)
            yield Match(start, end, (edit,), frozenset(formula.content))  # told by its setting

    if settings:
        before = (
            r"\W+".join("an?" if word == "a" else word for word in setting) for setting in sorted(settings)
        )
        yield from _uses(text, _Carrying((re.compile(rf"\b(?:{'|'.join(before)})\b", re.IGNORECASE),)), found)


_SMALL = frozenset("the a an of to in and or for".split())


def _plain(words: Sequence[str]) -> tuple[str, ...]:
    return tuple("a" if word == "an" else word for word in words)


@dataclass(frozen=True, slots=True)
class _Carrying:
    """What a stretch of text must hold to be looked at: so many of the patterns. Most hold none, which is soon known."""

    patterns: tuple[re.Pattern[str], ...]
    least: int = 1

    def stands_in(self, whole: str, start: int, end: int) -> bool:
        found = 0
        for left, pattern in zip(range(len(self.patterns), 0, -1), self.patterns, strict=True):
            if found + left < self.least:
                return False
            found += bool(pattern.search(whole, start, end))
        return found >= self.least


@lru_cache(maxsize=64)
def _carrying(formula: Formula) -> _Carrying:
    """Return the words of *formula*, in any form and spelling, and how many of them a use has; of two words both, near."""
    words = [_either(formula.words[at].root) for at in formula.content]
    if len(words) == 2:
        near = re.compile(rf"\b{words[0]}\w*(?:\W+\w+){{0,{NARROW}}}\W+{words[1]}", re.IGNORECASE)
        return _Carrying((near,))
    every = sum(word.key not in ARTICLES for word in formula.words)
    least = ceil(HELD * every - (every - len(words)) - 1e-9)
    rare_first = sorted(set(words), key=len, reverse=True)
    repeated = len(words) - len(rare_first)
    return _Carrying(
        tuple(re.compile(rf"\b{word}", re.IGNORECASE) for word in rare_first), max(1, least - repeated)
    )


def _either(root: str) -> str:
    """Return a pattern for *root* in both spellings."""
    pattern = re.escape(root)
    for american, both in (
        ("iz", "i[sz]"),
        ("yz", "y[sz]"),
        ("or", "ou?r"),
        ("ens", "en[cs]"),
        ("ent", "ent"),
        ("er", "e?re?"),
    ):
        pattern = pattern.replace(american, both)
    return pattern


def _uses(
    text: Text,
    carrying: _Carrying,
    found: Callable[[Sequence[FoldedWord], str], Iterator[Match]],
) -> Iterator[Use]:
    whole = text.document.text
    speaker, asked = "", False
    for block in text.document.blocks:
        if block.role not in SEARCHED:
            continue
        turn = TURN.match(whole, block.start, block.end) if block.role is not Role.HEADING else None
        if turn:
            speaker, asked = one_line(turn.group(1)), is_outsider(turn.group(1))
        if not carrying.stands_in(whole, block.start, block.end):
            continue
        for start, end in _sentences(whole, block):
            if not carrying.stands_in(whole, start, end):
                continue
            of_others = asked or bool(DISSENT.search(whole, start, end))
            words = [
                FoldedWord(word.start + start, word.end + start, word.folded)
                for word in located_words(whole[start:end])
            ]
            for match in sorted(found(words, whole), key=lambda one: one.first):
                first, last = words[match.first].start, words[match.last].end
                yield Use(
                    text.release,
                    first,
                    last,
                    one_line(whole[first:last]),
                    one_line(whole[start:end]),
                    start,
                    match.edits,
                    speaker,
                    of_others,
                    match.there,
                )


def _sentences(whole: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the sentences of *block*; a heading is one."""
    if block.role is Role.HEADING:
        yield block.start, block.end
    else:
        yield from split(whole, block.start, block.end)
