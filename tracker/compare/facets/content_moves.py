"""What was put into a statement and what was taken out of it, formulas and emphasis left aside.

Two quotes of one line are laid against each other by their content words, in order.
What another statement of the same release says was only moved there: a list that is
split over two sentences lost nothing, and one that is joined gained nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from tracker.compare.facets.scope import LIGHT
from tracker.domain import Unit
from tracker.link.features import TIME_WORDS
from tracker.link.pairs.pair_look import SCALE
from tracker.link.pairs.pair_model import load_model
from tracker.text.content_words import content_stems, party_code, stem

REMEMBERED = 4096  # quotes
SAID = 0.6  # of the words of a phrase that another statement must hold to have said it

# Where something is kept says which it is, not what is done with it.
_KEPT = re.compile(
    r"\b(?:held|located|situated|stationed|residing) (?:in|at|within|on|by)\b[^,;.]*", re.IGNORECASE
)
LEFT_ASIDE = LIGHT | frozenset(map(stem, TIME_WORDS))

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """A quote, who speaks, and what else its release says."""

    quote: str
    speakers: frozenset[str]
    beside: tuple[str, ...] = ()  # the quotes of the other units


@dataclass(frozen=True, slots=True)
class ContentMove:
    """Phrases by their content words, and weights: 1.0 is one rare word."""

    put_in: tuple[Words, ...]
    taken_out: tuple[Words, ...]
    kept: float
    gained: float
    lost: float


def content_of(unit: Unit, beside: Sequence[Unit] = ()) -> Content:
    """Return what *unit* says; *beside* are the units of its release, itself among them or not."""
    others = (other.quote for other in beside if other.end <= unit.start or unit.end <= other.start)
    return Content(unit.quote, frozenset(map(party_code, unit.facets.speakers)), tuple(others))


@lru_cache(maxsize=REMEMBERED)
def content_words(quote: str) -> Words:
    """Return the content words of *quote* in order, without words of reporting, of lead and of emphasis, and without
    numbers and times, which are compared as values.

    >>> content_words("reaffirmed their firm commitment to protect 30 ferries by June")
    ('protect', 'fer')
    """
    stems = content_stems(_KEPT.sub(" ", quote))
    return tuple(word for word in stems if word not in LEFT_ASIDE and not word[0].isdigit())


@lru_cache(maxsize=REMEMBERED)
def _content_set(quote: str) -> frozenset[str]:
    return frozenset(content_words(quote))


def content_move(before: Content, after: Content) -> ContentMove:
    """Return what *after* says that was not said before, and what is not said any more."""
    own = before.speakers | after.speakers
    old, new = (
        [word for word in content_words(content.quote) if word.removeprefix("=") not in own]
        for content in (before, after)
    )
    both = frozenset(old) & frozenset(new)
    taken, put = _runs(old, new, both)
    put = [run for run in put if not _is_said(run, both, before.beside)]
    taken = [run for run in taken if not _is_said(run, both, after.beside)]
    return ContentMove(tuple(put), tuple(taken), weight_of([tuple(both)]), weight_of(put), weight_of(taken))


def _runs(old: Sequence[str], new: Sequence[str], both: frozenset[str]) -> tuple[list[Words], list[Words]]:
    """Return the stretches only *old* has and those only *new* has; a word that stands elsewhere in the other is none."""
    taken: list[Words] = []
    put: list[Words] = []
    for op, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            continue
        for found, run in ((taken, old[first:last]), (put, new[start:end])):
            if told := tuple(word for word in run if word not in both):
                found.append(told)
    return taken, put


def _is_said(run: Words, about: frozenset[str], quotes: Sequence[str]) -> bool:
    """Return whether one of *quotes* says *run*; a single word counts beside half of what both statements are *about*."""
    wanted = frozenset(run)
    for words in map(_content_set, quotes):
        if len(wanted & words) >= SAID * len(wanted) and (
            len(wanted) > 1 or 2 * len(about & words) >= len(about)
        ):
            return True
    return False


def weight_of(runs: Sequence[Words]) -> float:
    """Return how much *runs* of content words weigh, 1.0 being one rare word."""
    words = load_model().words
    return sum(words.word(word) for run in runs for word in frozenset(run)) / SCALE
