"""What the whole text of a release says beside a quote: a piece that stands there was neither gained nor lost.

A unit is a cut of its text, and two texts are seldom cut alike. "For as long as it
takes" is lost by no text that says it in its next sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tracker.compare.facets.content_moves import ContentMove, Words, weight_of
from tracker.compare.facets.facet_diff import Difference
from tracker.compare.facets.quote_evidence import SAID_SHARE
from tracker.compare.facets.value_parsing import parse_deadline
from tracker.link.features import REPORTING
from tracker.link.pairs.pair_look import BOOSTERS
from tracker.text.content_words import content_stems
from tracker.text.sentence_bounds import in_sentences, sentence_end, sentence_start

SLOTS = ("term", "quantity", "qualifier", "means")  # aspects whose words are gained or lost
TELLING = 3  # content words that say a thing by themselves; fewer must stand beside what the quote is about
SAME_THING = 1 / 3  # of the content words of the rest of a quote that stand beside them then
TEXTS_HELD = 64
LOOKED_BEHIND = 600  # characters behind a quote
_TERM = re.compile(r"\b(?:by|until|through|no later than|not later than)\b[^.;,]{0,60}", re.IGNORECASE)
# "It" within a sentence is whoever that sentence begins with.
_POINTS_BACK = re.compile(r"\b(?:these|those|they|them)\b|^\s*(?:it|this)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_ACTS = re.compile(r"\b(?:was|were|is|are|has|have|had|did)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Window:
    """Two sentences in a row: their words in order, and their content words."""

    words: str
    stems: frozenset[str]


Texts = tuple[str, str]  # all that the two releases say, the earlier one first; "" where it is not held


def stands_in(piece: str, quote: str, text: str) -> bool:
    """Return whether *text* says *piece*, a part of *quote*, of the same thing.

    >>> stands_in("for as long as it takes", "will support Norvale for as long as it takes",
    ...           "We met. Norvale can count on our support for as long as it takes.")
    True
    """
    wanted = frozenset(content_stems(piece))
    about = frozenset(content_stems(quote)) - wanted - REPORTING - BOOSTERS
    said = _in_order(piece)
    for window in _windows(text):
        if len(wanted) >= TELLING:
            if len(wanted & window.stems) >= SAID_SHARE * len(wanted):
                return True
        elif said in window.words and len(about & window.stems) >= SAME_THING * len(about):
            return True
    return False


def is_dated_around(quote: str, text: str) -> bool:
    """Return whether *text* names a day around *quote*: at the head or in the rest of its sentence, or in the next one, which points back at it.

    >>> is_dated_around("will buy $4 billion of bonds", "It will buy $4 billion of bonds. They will be bought by the end of March 2032.")
    True
    >>> is_dated_around("will buy $4 billion of bonds", "Bonds are dear. By the end of March 2032, it will buy $4 billion of bonds.")
    True
    """
    at = text.find(quote)
    if at < 0:
        return False
    said = at + len(quote)
    end = sentence_end(text, at, said)
    goes_on = text[end : end + 1] == "." and text[end + 1 : end + 3].strip()  # within its paragraph
    following = next(iter(in_sentences(text[end + 1 : end + LOOKED_BEHIND])), "") if goes_on else ""
    return (
        _is_dated_ahead(text[sentence_start(text, at)[0] : at])
        or _is_dated(text[said:end])
        or (bool(_POINTS_BACK.search(following)) and _is_dated(following))
    )


def _is_dated_ahead(words: str) -> bool:
    """Say whether *words* are a day and who acts by it: "By the end of 2033, Norvale …", and not what another one did by then."""
    found = _TERM.search(words)
    return (
        found is not None
        and not words[: found.start()].strip()
        and _is_dated(words)
        and not _ACTS.search(words)
    )


def _is_dated(words: str) -> bool:
    return any(parse_deadline(found[0]) for found in _TERM.finditer(words))


def without_said_beside(
    differences: Mapping[str, Difference], quotes: tuple[str, str], texts: Texts
) -> dict[str, Difference]:
    """Return *differences* of two *quotes* without what the text of the other release says beside its quote."""
    kept: dict[str, Difference] = {}
    for aspect, one in differences.items():
        if aspect in SLOTS and one.verdict in ("set", "cleared"):
            came = one.verdict == "set"
            piece = one.after.text if came else one.before.text
            if stands_in(piece, quotes[came], texts[not came]):
                continue
            if aspect == "term" and is_dated_around(quotes[not came], texts[not came]):
                continue
        kept[aspect] = replace(one, more=_moved(one.more, texts)) if aspect == "content" else one
    return kept


def _moved(content: ContentMove, texts: Texts) -> ContentMove:
    put, taken = _new(content.put_in, texts[0]), _new(content.taken_out, texts[1])
    return replace(content, put_in=put, taken_out=taken, gained=weight_of(put), lost=weight_of(taken))


def _new(runs: Sequence[Words], text: str) -> tuple[Words, ...]:
    """Return those of *runs* of content words that no two sentences of *text* hold; a single word tells nothing by itself."""
    return tuple(
        run
        for run in runs
        if len(run) == 1
        or not any(len(window.stems.intersection(run)) >= SAID_SHARE * len(run) for window in _windows(text))
    )


def _in_order(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


@lru_cache(maxsize=TEXTS_HELD)
def _windows(text: str) -> tuple[_Window, ...]:
    held = [_Window(_in_order(one), frozenset(content_stems(one))) for one in in_sentences(text)]
    after = [*held[1:], _Window("", frozenset())]
    return tuple(
        _Window(f"{one.words} {other.words}", one.stems | other.stems)
        for one, other in zip(held, after, strict=False)
    )
