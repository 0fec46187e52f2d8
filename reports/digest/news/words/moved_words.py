"""How a sentence or statement that is worded otherwise differs, with what only moved within its text marked as moved. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from reports.digest.news.words.clause_order import reordered, side_by_side
from reports.digest.news.words.wording import FORCE, WordingChange, telling_stems, wording_change
from tracker.compare.facets.said_beside import Texts, stands_in
from tracker.compare.redline import RedlineRun
from tracker.text.content_words import content_stems, stem
from tracker.text.dates import MONTHS
from tracker.text.numbers import figures_in
from tracker.text.sentence_bounds import in_sentences

ALIKE = 0.34  # share of content words below which two texts are quoted, not compared word by word
# Content words in a row that the other text says as well: fewer stand in any text on the matter ("monetary policy settings"). With a year two do.
STRETCH, DATED = 4, 2
HELD, TEXTS_HELD, WORDS_HELD = 2_000, 64, 20_000
# Words that say how firmly something is meant, or on what it hangs: what they stand before did not only move.
_BINDING = FORCE | frozenset("if unless until once when provided".split())
_WORD = re.compile(r"\S+\s*|\s+")
_REFUSING = frozenset(
    "refuse refuses refused reject rejects rejected decline declines declined neither without".split()
)
_SAME_FORCE = {"shall": "will", "cannot": "not", "never": "not", "no": "not"}
_CLAUSES = re.compile(r"[,;]?[^,;]+(?:(?<=\d)[,;](?=\d)[^,;]*)*|[,;]")  # each with the comma in front of it
_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")
_OF_DATES = frozenset(map(stem, (month.casefold() for month in MONTHS)))
_MARKS = re.compile(r"[^\w$€£¥%/]+")


@lru_cache(maxsize=HELD)
def sentence_wording(before: str, after: str, whole: Texts) -> WordingChange:
    """Return how the words of two sentences differ, *whole* being all that their texts say, the earlier one first."""
    found, moved = wording_change(before, after, ()), reordered(before, after)
    if moved is None:
        return with_moved_words(found, whole)
    sides = tuple(_marked(moved.before, whole)), tuple(_marked(moved.after, whole))
    return replace(_told_of(found, *sides), runs=(), sides=sides)


def sentence_redline(sentences: Texts, whole: Texts) -> tuple[RedlineRun, ...]:
    """Return two sentences word against word, those of before and after, *whole* being all that their texts say; () where they have too little in common."""
    found = sentence_wording(*sentences, whole)
    if found.sides:
        return side_by_side(*found.sides)
    return found.runs if found.shared >= ALIKE and is_marked_within(found) else ()


def within_sentences(
    wording: WordingChange, quotes: Texts, sentences: Texts, whole: Texts
) -> WordingChange | None:
    """Return *wording*, how two *quotes* differ, as the *sentences* they stand in differ there; None where these have too little in common.

    What stands before one quote and within the other neither came nor went. *whole* is all that both texts say, the earlier
    one first, for the words that only moved.
    """
    places = [sentence.find(quote) for sentence, quote in zip(sentences, quotes, strict=True)]
    if reordered(*sentences):
        return _with_sides(wording, sentence_wording(*sentences, whole))
    found = wording_change(*sentences, ())
    if min(places) < 0 or found.shared < ALIKE or not is_marked_within(found):
        return None
    spans = [
        (first := _length(sentence[:place]), first + _length(quote))
        for sentence, place, quote in zip(sentences, places, quotes, strict=True)
    ]
    runs = tuple(_cut_to(found.runs, spans[0], spans[1]))
    if not any(run.op == "equal" and run.text.strip() for run in runs):
        return None
    lost, added = _told_in(runs, "delete"), _told_in(runs, "insert")
    old, new = map(telling_stems, sentences)
    gone, come = telling_stems(" ".join(lost)) - new, telling_stems(" ".join(added)) - old
    within = replace(wording, runs=runs, lost=lost, added=added, gone=gone, come=come)
    return with_moved_words(within, whole)


def _with_sides(wording: WordingChange, found: WordingChange) -> WordingChange:
    """Return *wording*, how two quotes differ, as *found*, how their sentences do, of which clauses changed places."""
    old, new = (telling_stems(" ".join(run.text for run in side)) for side in found.sides or ((), ()))
    gone, come = telling_stems(" ".join(found.lost)) - new, telling_stems(" ".join(found.added)) - old
    return replace(
        wording, runs=(), sides=found.sides, lost=found.lost, added=found.added, gone=gone, come=come
    )


def _cut_to(
    runs: Sequence[RedlineRun], before: tuple[int, int], after: tuple[int, int]
) -> Iterator[RedlineRun]:
    """Yield of *runs*, which lead from one sentence to another, the words that stand in the span *before* of the first or *after* of the second.

    Spans count letters and figures alone, since a redline sets blanks and joints as it likes.
    """
    spans, at = {"delete": before, "insert": after}, {"delete": 0, "insert": 0}
    for run in runs:
        sides = [op for op in at if run.op in (op, "equal")]
        kept = ""
        for word in _WORD.findall(run.text):
            size = _length(word)
            if any(spans[op][0] < at[op] + size and at[op] < spans[op][1] for op in sides):
                kept += word
            for op in sides:
                at[op] += size
        if kept:
            yield RedlineRun(run.op, kept)


def _length(words: str) -> int:
    return sum(letter.isalnum() for letter in words)


def _told_in(runs: Iterable[RedlineRun], op: str) -> tuple[str, ...]:
    """Return the words of the *runs* of one sort, a stretch each, that tell something."""
    return tuple(" ".join(run.text.split()) for run in runs if run.op == op and telling_stems(run.text))


def is_cut_otherwise(wording: WordingChange, quotes: Texts, texts: Texts) -> bool:
    """Say whether all words that came or went stand in the other text too: of one sentence, or of two, less was quoted.

    *quotes* and *texts* are those of before and after, the texts whole. "When the board decides to sell," before "it will act"
    was said by both texts where one quote begins with "it". Of words that went it is enough that the text says them anywhere,
    as they were: a full name is given once.
    """
    came = (_is_said(words, quotes[1], texts[0]) for words in wording.added)
    went = (_is_said(words, quotes[0], texts[1]) or _says(texts[1], words) for words in wording.lost)
    return bool(wording.added or wording.lost) and all(came) and all(went)


def _is_said(words: str, quote: str, text: str) -> bool:
    return bool(telling_stems(words)) and stands_in(words, quote, text)


def _says(text: str, words: str) -> bool:
    said = " ".join(re.findall(r"\w+", words.casefold()))
    return said.count(" ") >= 2 and said in " ".join(re.findall(r"\w+", text.casefold()))


def with_moved_words(found: WordingChange, whole: Texts) -> WordingChange:
    """Return *found*, how two wordings differ, with the words marked as moved that the other text says in another sentence.

    They were neither taken out nor put in. *whole* is all that both texts say, the earlier one first. Words count that
    stand there one behind the other in the same form, small ones aside, four telling ones at least, and not names alone; and a stretch as a whole of
    which one sentence says each in any order and form.
    """
    if not is_marked_within(found):
        return found
    parts = [(run.op, part) for run in found.runs for part in _parts_of(run, whole)]
    runs = tuple(_joined(part for _, part in parts))
    if runs == found.runs:
        return found
    marked = _told_of(found, runs, runs)
    sides = {side for side, part in parts if part.op == "moved"}
    # of words that moved on both sides nobody could tell which sentence they are of
    return replace(marked, runs=() if len(sides) > 1 else runs)


def _told_of(
    found: WordingChange, before: Sequence[RedlineRun], after: Sequence[RedlineRun]
) -> WordingChange:
    """Return *found* with what went by the marks in *before*, and what came by those in *after*."""
    lost, added = _told_in(before, "delete"), _told_in(after, "insert")
    gone, come = (telling_stems(" ".join(words)) for words in (lost, added))
    return replace(found, lost=lost, added=added, gone=found.gone & gone, come=found.come & come)


def _marked(runs: Iterable[RedlineRun], whole: Texts) -> Iterator[RedlineRun]:
    """Yield *runs* with the words as moved that the other text says in another sentence."""
    return _joined(part for run in runs for part in _parts_of(run, whole))


def _parts_of(run: RedlineRun, whole: Texts) -> Iterator[RedlineRun]:
    yield from (run,) if run.op == "equal" else _parts(run, whole[run.op == "delete"])


def is_marked_within(found: WordingChange) -> bool:
    """Say whether words of both sentences stay in the redline: else one stands for the other as a whole."""
    return bool(found.sides) or any(run.op == "equal" and run.text.strip() for run in found.runs)


def _parts(run: RedlineRun, text: str) -> Iterator[RedlineRun]:
    """Yield the words of *run*, as moved where *text* says them; small words move between two telling ones that did."""
    if _is_one_clause(run.text, text):
        yield RedlineRun("moved", run.text)
        return
    clauses = _CLAUSES.findall(run.text)
    if len(clauses) > 1:
        for clause in clauses:
            yield from _parts(RedlineRun(run.op, clause), text)
        return
    chunks: list[tuple[str, str]] = []  # small words, and the telling one they stand before
    small = ""
    for word in _WORD.findall(run.text):
        if _is_telling(word):
            chunks.append((small, word))
            small = ""
        else:
            small += word
    ops = ["moved" if one else run.op for one in _held(chunks, text)]
    before = run.op
    for op, (idle, telling) in zip(ops, chunks, strict=True):
        yield RedlineRun(op if op == before else run.op, idle)
        yield RedlineRun(op, telling)
        before = op
    yield RedlineRun(run.op, small)


def _held(chunks: Sequence[tuple[str, str]], text: str) -> list[bool]:
    """Say of the telling word of each of *chunks*, in order, whether *text* says it together with those beside it; a name alone it may say of anything."""
    held = [False] * len(chunks)
    letters = _letters(text)
    # what stands behind a word of force did not only move
    forms = [None if _BINDING & frozenset(idle.casefold().split()) else _form(word) for idle, word in chunks]
    for at in range(len(forms) - STRETCH + 1):
        stretch = tuple(forms[at : at + STRETCH])
        # most words that came stand nowhere in the other text: then its stretches need not be read
        is_said = all(form and form in letters for form in stretch) and stretch in _stretches(text)
        if is_said and not all(word[:1].isupper() for _, word in chunks[at : at + STRETCH]):
            held[at : at + STRETCH] = [True] * STRETCH
    return held


def _is_one_clause(words: str, text: str) -> bool:
    """Say whether one sentence of *text* says all that *words* tell, in whatever order and form, with the same numbers: a clause became a sentence."""
    told = frozenset(content_stems(words))
    numbers = figures_in(words)
    matter = {one for one in told - _OF_DATES if one.isalpha()}
    dated = any(map(_YEAR.search, numbers))
    if len(matter) < (DATED if dated else STRETCH) or all(
        word[:1].isupper() for word in words.split() if _is_telling(word)
    ):
        return False
    binding, counted = _binding(words), _counted(numbers)
    return any(
        told <= one.stems
        and frozenset(numbers) <= frozenset(one.numbers)
        and binding == one.binding
        and _in_order(counted, _counted(one.numbers))
        for one in told_sentences(text)
    )


class ToldSentence(NamedTuple):
    """What one sentence tells, its numbers in their order, and the words on which it hangs."""

    stems: frozenset[str]
    numbers: Sequence[str]
    binding: frozenset[str]


@lru_cache(maxsize=TEXTS_HELD)
def told_sentences(text: str) -> tuple[ToldSentence, ...]:
    """Return what each sentence of a whole *text* tells, in its order."""
    return tuple(
        ToldSentence(frozenset(content_stems(one)), figures_in(one), _binding(one))
        for one in in_sentences(text)
    )


def _binding(words: str) -> frozenset[str]:
    """Return the words on which *words* hang, "shall" as "will", and "not" of each that denies: "won’t", "refuse"."""
    said = frozenset(re.findall(r"[\w’']+", words.casefold()))
    denied = any(word.endswith(("n't", "n’t")) for word in said) or bool(said & _REFUSING)
    binding = {_SAME_FORCE.get(word, word) for word in _BINDING & said}
    return frozenset(binding | {"not"} if denied else binding)


def _counted(numbers: Sequence[str]) -> list[str]:
    """Return those of *numbers* that are no years."""
    return [one for one in numbers if not _YEAR.fullmatch(one)]


def _in_order(some: Sequence[str], others: Sequence[str]) -> bool:
    """Say whether *others* have *some* one behind the other."""
    rest = iter(others)
    return all(one in rest for one in some)


@lru_cache(maxsize=TEXTS_HELD)
def _letters(text: str) -> str:
    """Return *text* as :func:`_form` writes a word."""
    return _form(text)


@lru_cache(maxsize=TEXTS_HELD)
def _stretches(text: str) -> frozenset[tuple[str | None, ...]]:
    """Return the telling words that stand one behind the other in a sentence of *text*, as many at a time as make a stretch."""
    found = set[tuple[str | None, ...]]()
    for sentence in in_sentences(text):
        forms = [_form(word) for word in sentence.split() if _is_telling(word)]
        found.update(zip(*(forms[first:] for first in range(STRETCH)), strict=False))
    return frozenset(found)


@lru_cache(maxsize=WORDS_HELD)
def _is_telling(word: str) -> bool:
    return bool(content_stems(word))


def _form(word: str) -> str:
    """Return *word* without marks and case: "expanding" is not "expand"."""
    return _MARKS.sub("", word).casefold()


def _joined(runs: Iterable[RedlineRun]) -> Iterator[RedlineRun]:
    """Yield *runs*, those of one sort behind each other as one, and none without words."""
    for op, group in groupby((run for run in runs if run.text), lambda run: run.op):
        yield RedlineRun(op, "".join(run.text for run in group))
